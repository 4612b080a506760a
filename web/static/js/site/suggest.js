// The search box offers completions while one types: a combobox (ARIA 1.2) on
// any form with data-suggest. Without this script the form works as it is.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-suggest]")) {
    const input = form.querySelector("input[type=search]");
    if (!input) continue;
    const list = document.createElement("ul");
    list.className = "suggest";
    list.id = input.id + "-goi-y";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Gợi ý");
    list.hidden = true;
    form.append(list);
    const status = document.createElement("p");
    status.className = "vh";
    status.setAttribute("role", "status");
    form.append(status);
    // ARIA in HTML: a search field may not be a combobox, a text field may.
    for (const [name, value] of [["type", "text"], ["inputmode", "search"], ["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);

    let items = [];
    let at = -1;
    let timer = 0;
    let asked = "";
    let waiting = null;

    const close = () => {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (n) => {
      at = n;
      [...list.children].forEach((li, i) => {
        li.classList.toggle("suggest__item--on", i === at);
        li.setAttribute("aria-selected", String(i === at));
      });
      if (at < 0) {
        input.removeAttribute("aria-activedescendant");
      } else {
        input.setAttribute("aria-activedescendant", list.children[at].id);
        list.children[at].scrollIntoView({ block: "nearest" });
      }
    };
    const show = (found) => {
      items = found;
      list.replaceChildren(...found.map((f, i) => {
        const li = document.createElement("li");
        li.className = "suggest__item";
        li.id = list.id + "-" + i;
        li.setAttribute("role", "option");
        li.setAttribute("aria-selected", "false");
        const text = document.createElement("span");
        text.textContent = f.text;
        const kind = document.createElement("span");
        kind.className = "suggest__kind";
        kind.textContent = f.kind;
        li.append(text, " ", kind);
        li.addEventListener("pointerdown", (e) => e.preventDefault());
        li.addEventListener("click", () => location.assign(f.url));
        return li;
      }));
      list.hidden = found.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
      status.textContent = found.length ? found.length + " gợi ý, bấm mũi tên xuống để chọn" : asked.length < 2 ? "" : "Không có gợi ý";
      mark(-1);
      if (list.hidden) close();
    };
    const ask = async () => {
      const text = input.value.trim();
      if (text === asked) return;
      asked = text;
      waiting?.abort();
      if (text.length < 2) return show([]);
      waiting = new AbortController();
      try {
        const answer = await fetch(form.dataset.suggest + "?q=" + encodeURIComponent(text), { signal: waiting.signal, headers: { Accept: "application/json" } });
        if (answer.ok && input.value.trim() === text && document.activeElement === input) show(await answer.json());
      } catch {
        // no line, or a newer question: the form itself still works
      }
    };

    input.addEventListener("input", (e) => {
      if (e.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(ask, 160);
    });
    input.addEventListener("compositionend", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 160);
    });
    input.addEventListener("keydown", (e) => {
      if (e.isComposing) return;
      if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        e.preventDefault();
        if (list.hidden) {
          // closed by Esc or by leaving the box: the arrow brings it back
          if (items.length && input.value.trim() === asked) show(items);
          else ask();
          return;
        }
        const step = e.key === "ArrowDown" ? 1 : -1;
        mark(((at + 1 + step + items.length + 1) % (items.length + 1)) - 1);
      } else if (e.key === "Home" || e.key === "End") {
        if (at >= 0) mark(-1); // the caret moves, and the box is what Enter sends
      } else if (e.key === "Enter" && at >= 0) {
        e.preventDefault();
        location.assign(items[at].url);
      } else if (e.key === "Escape" && !list.hidden) {
        e.preventDefault();
        close();
      }
    });
    input.addEventListener("blur", close);
  }
})();
