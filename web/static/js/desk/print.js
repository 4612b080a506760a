// A button that prints the page; without scripts the browser's own menu does.
(() => {
  for (const b of document.querySelectorAll("[data-print]")) {
    b.hidden = false;
    b.addEventListener("click", () => print());
  }
})();
