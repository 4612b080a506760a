// Puts a number of the dossier into the first empty key figure of a story.
(() => {
  for (const item of document.querySelectorAll("[data-offer]")) {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "linklike";
    b.textContent = item.textContent;
    b.addEventListener("click", () => {
      const rows = [...document.querySelectorAll("[data-figure]")].map((r) => [...r.querySelectorAll("input")]);
      const row = rows.find((fields) => fields.every((f) => !f.value)) || rows[rows.length - 1];
      [item.dataset.value, item.dataset.unit, item.dataset.label].forEach((v, i) => { row[i].value = v; });
      row[0].focus();
    });
    item.replaceChildren(b);
  }
})();
