// Shows one step of a long form at a time. Without it all steps stand on the page.
(() => {
  const page = document.querySelector("[data-paper]");
  const form = page && page.querySelector("form");
  if (!form) return;
  const steps = [...form.querySelectorAll("[data-step]")];
  if (steps.length < 2) return;
  const links = [...page.querySelectorAll("[data-steps] a")];
  const back = form.querySelector("[data-step-back]"), next = form.querySelector("[data-step-next]"), send = form.querySelector("[data-send]");
  const title = (i) => steps[i].querySelector("h2").textContent;
  let now = -1;

  const show = (n) => {
    if (n === now) return;
    const first = now < 0;
    now = n;
    steps.forEach((s, i) => { s.hidden = i !== n; });
    links.forEach((a, i) => { if (i === n) a.setAttribute("aria-current", "step"); else a.removeAttribute("aria-current"); });
    back.hidden = n === 0;
    next.hidden = n === steps.length - 1;
    next.textContent = n < steps.length - 1 ? `Tiếp: ${title(n + 1)}` : "";
    if (send) send.hidden = n !== steps.length - 1;
    form.elements.buoc.value = steps[n].id;
    if (!first) form.dispatchEvent(new CustomEvent("paper:step", { bubbles: true }));
  };

  // go opens the step that an address leads into and puts the reader there.
  const go = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    const step = target && target.closest("[data-step]");
    if (!step) return false;
    show(steps.indexOf(step));
    const at = target === step ? step.querySelector("h2") : target;
    at.focus({ preventScroll: true });
    at.scrollIntoView({ block: target === step ? "start" : "center" });
    return true;
  };

  page.classList.add("form-page--stepping");
  if (!send) next.classList.remove("button--main"); // saving is the main thing there
  back.addEventListener("click", () => { location.hash = steps[now - 1].id; });
  next.addEventListener("click", () => { location.hash = steps[now + 1].id; });
  addEventListener("hashchange", go);
  document.addEventListener("click", (e) => {
    const a = e.target.closest('a[href^="#"]');
    if (a && a.getAttribute("href") === location.hash) go(); // the same place again
  });

  const summary = page.querySelector("[data-error-summary]");
  if (go()) return;
  const wrong = links.findIndex((a) => a.closest(".steps__item--wrong"));
  show(wrong > 0 ? wrong : 0);
  if (summary) summary.focus();
})();
