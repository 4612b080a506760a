// Adds and drops lines of a list without a round trip. Without this script the
// same buttons save the form and come back with empty lines.
(() => {
  const fresh = (box) => {
    let n = 0;
    for (const field of box.querySelectorAll("[data-rows-list] [name]")) {
      const m = field.name.match(/^\w+\.(\d+)\./);
      if (m) n = Math.max(n, Number(m[1]) + 1);
    }
    return n;
  };
  const add = (box, n) => {
    const list = box.querySelector("[data-rows-list]"), blank = box.querySelector("template[data-rows-blank]");
    const hold = document.createElement("template");
    hold.innerHTML = blank.innerHTML.replaceAll("__N__", n).replaceAll("__M__", list.children.length + 1);
    const row = hold.content.querySelector("[data-row]");
    list.append(row);
    return row;
  };
  const changed = (form) => form.dispatchEvent(new CustomEvent("paper:changed", { bubbles: true }));

  document.addEventListener("click", (e) => {
    const button = e.target.closest("button");
    const box = button && button.closest("[data-rows]");
    if (!box) return;
    if (button.name === "them") {
      e.preventDefault();
      const field = add(box, fresh(box)).querySelector("input, select, textarea");
      if (field) field.focus();
    } else if (button.hasAttribute("data-row-drop")) {
      e.preventDefault();
      const row = button.closest("[data-row]");
      const next = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      const field = (next || add(box, fresh(box))).querySelector("input, select, textarea");
      if (field) field.focus();
      changed(box.closest("form"));
    }
  });

  // Restoring a kept copy may need lines that the page does not have.
  document.addEventListener("rows:need", (e) => {
    const box = document.querySelector(`[data-rows="${CSS.escape(e.detail.list)}"]`);
    if (box && !box.querySelector(`[name^="${CSS.escape(e.detail.list)}.${e.detail.n}."]`)) add(box, e.detail.n);
  });
})();
