// Shows a part of a form only while a choice asks for it: data-when="name=code code".
(() => {
  const parts = [...document.querySelectorAll("[data-when]")];
  const update = () => {
    for (const part of parts) {
      const [name, codes] = part.dataset.when.split("=");
      const form = part.closest("form");
      const chosen = form && form.querySelector(`input[name="${name}"]:checked`);
      part.hidden = !chosen || !codes.split(" ").includes(chosen.value);
    }
  };
  if (parts.length) {
    document.addEventListener("change", update);
    document.addEventListener("paper:filled", update);
    update();
  }
})();
