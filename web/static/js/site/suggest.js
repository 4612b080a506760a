// The search box offers completions while one types: a combobox (ARIA 1.2) on
// any form with data-suggest. Without this script the form works as it is.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-suggest]")) {
    const input = form.querySelector("input[type=search]");
    if (!input) continue;
    const list = document.createElement("div");
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
    let options = []; // their elements
    let at = -1;
    let timer = 0;
    let asked = "";
    let waiting = null;

    const close = () => {
      list.hidden = true;
      mark(-1);
      input.setAttribute("aria-expanded", "false");
    };
    const mark = (n) => {
      at = n;
      options.forEach((option, i) => {
        option.classList.toggle("suggest__item--on", i === at);
        option.setAttribute("aria-selected", String(i === at));
      });
      if (at < 0) {
        input.removeAttribute("aria-activedescendant");
      } else {
        input.setAttribute("aria-activedescendant", options[at].id);
        options[at].scrollIntoView({ block: "nearest" });
      }
    };
    const option = (f, i) => {
      const el = document.createElement("div");
      el.className = "suggest__item";
      el.id = list.id + "-" + i;
      el.setAttribute("role", "option");
      el.setAttribute("aria-selected", "false");
      const text = document.createElement("span");
      text.textContent = f.text;
      const kind = document.createElement("span");
      kind.className = "suggest__kind";
      kind.textContent = f.kind;
      el.append(text, " ", kind);
      el.addEventListener("pointerdown", (e) => e.preventDefault());
      el.addEventListener("click", () => location.assign(f.url));
      return el;
    };
    // One group for each kind; the answer has the kinds in order.
    const draw = () => {
      options = items.map(option);
      const groups = [];
      items.forEach((f, i) => {
        if (i === 0 || items[i - 1].kind !== f.kind) {
          const group = document.createElement("div");
          group.className = "suggest__group";
          group.setAttribute("role", "group");
          group.setAttribute("aria-label", f.kind);
          groups.push(group);
        }
        groups.at(-1).append(options[i]);
      });
      list.replaceChildren(...groups);
    };
    const show = (found) => {
      const same = JSON.stringify(found) === JSON.stringify(items);
      const chosen = at < 0 ? "" : items[at].url;
      items = found;
      if (!same) draw();
      list.hidden = items.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
      const said = items.length ? items.length + " gợi ý, bấm mũi tên xuống để chọn" : asked === "" ? "" : "Không có gợi ý";
      if (status.textContent !== said) status.textContent = said;
      mark(items.findIndex((f) => f.url === chosen)); // what was chosen stays so while it is there
    };
    const ask = async () => {
      const text = input.value.trim();
      if (text === asked) return;
      asked = text;
      waiting?.abort();
      if (text === "") return show([]);
      waiting = new AbortController();
      try {
        const answer = await fetch(form.dataset.suggest + "?q=" + encodeURIComponent(text), { signal: waiting.signal, headers: { Accept: "application/json" } });
        const found = answer.ok ? await answer.json() : [];
        if (text === asked && document.activeElement === input) show(found);
      } catch (e) {
        // a newer question, or no line: the form itself still works
        if (e.name !== "AbortError" && text === asked) asked = "";
      }
    };

    // Typing programs, and every keyboard of a phone, compose words in the box: half a
    // word is asked for like a whole one, and nothing is done to the box.
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 120);
    };
    input.addEventListener("input", soon);
    input.addEventListener("compositionend", soon);
    input.addEventListener("keydown", (e) => {
      if (e.isComposing || e.keyCode === 229) return; // the key is the typing program's
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
