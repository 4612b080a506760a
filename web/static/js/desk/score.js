// The score sheet: sliders beside the figures, the total as it stands, arrow keys
// for one step, and saving by itself. Without this script the form does all of it
// with its buttons.
(() => {
  const form = document.querySelector("form[data-score]");
  if (!form) return;
  const total = form.querySelector("[data-score-total]"), band = form.querySelector("[data-score-band]"), saved = form.querySelector("[data-score-saved]");
  const bands = form.dataset.bands.split("|").map((b) => b.split(":"));
  const read = (text) => {
    const v = Number(String(text).trim().replace(",", "."));
    return text.trim() === "" || Number.isNaN(v) ? null : Math.round(v * 100);
  };
  const write = (n) => String(n / 100).replace(".", ",");
  const lines = [...form.querySelectorAll("[data-line]")].map((box) => {
    const field = box.querySelector("[data-points]"), max = Number(box.dataset.lineMax), step = Number(box.dataset.lineStep);
    const slider = document.createElement("input");
    slider.type = "range";
    slider.className = "mark-line__slider";
    slider.min = 0; slider.max = max; slider.step = step;
    slider.value = read(field.value) ?? 0;
    slider.tabIndex = -1;
    slider.setAttribute("aria-hidden", "true");
    box.querySelector(".mark-line__points").prepend(slider);
    return { box, field, slider, max, step };
  });

  const show = () => {
    let sum = 0, filled = 0, bonus = 0, penalty = 0;
    for (const l of lines) {
      const v = read(l.field.value);
      if (v !== null) { filled += 1; sum += Math.max(0, Math.min(l.max, v)); l.slider.value = v; }
      const owes = v !== null && (v < Number(l.box.dataset.low) || v > Number(l.box.dataset.high));
      l.box.classList.toggle("mark-line--owes", owes);
      if (owes && !l.box.querySelector("textarea").value) l.box.querySelector("details").open = true;
    }
    for (const a of form.querySelectorAll("[data-adjust]")) {
      if (!a.checked) continue;
      const n = Number(a.dataset.adjust);
      if (n > 0) bonus += n; else penalty += n;
    }
    sum = Math.max(0, Math.min(Number(form.dataset.max), sum + Math.min(bonus, Number(form.dataset.bonus)) + penalty));
    total.textContent = write(sum);
    const grade = bands.find((b) => sum >= Number(b[0]));
    const badge = band.firstElementChild;
    if (badge) badge.textContent = filled < lines.length ? `${filled}/${lines.length} tiêu chí` : grade[1];
  };

  for (const l of lines) {
    l.slider.addEventListener("input", () => { l.field.value = write(Number(l.slider.value)); show(); later(); });
    l.field.addEventListener("keydown", (e) => {
      if (e.key !== "ArrowUp" && e.key !== "ArrowDown") return;
      e.preventDefault();
      const v = (read(l.field.value) ?? 0) + (e.key === "ArrowUp" ? l.step : -l.step);
      l.field.value = write(Math.max(0, Math.min(l.max, v)));
      show(); later();
    });
  }

  // Saving by itself: three seconds after the last change, and when a field is left.
  let timer = 0, busy = false, again = false, last = "";
  const words = () => new URLSearchParams(new FormData(form)).toString().replace(/(^|&)version=\d+/, "");
  const say = (text, stop) => { saved.textContent = text; saved.classList.toggle("saved--stop", !!stop); };
  const save = async () => {
    clearTimeout(timer);
    const now = words();
    if (now === last || "quiet" in form.dataset) return;
    if (busy) { again = true; return; }
    busy = true;
    const body = new URLSearchParams(new FormData(form));
    body.set("do", "auto");
    try {
      const r = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const a = await r.json();
      if (r.ok) { form.elements.version.value = a.version; last = now; say(a.text); }
      else say(a.detail || "Chưa lưu được. Điểm vẫn ở trên màn hình.", true);
    } catch {
      say("Mất mạng, chưa lưu được. Sẽ thử lại.", true);
      timer = setTimeout(save, 8000);
    }
    busy = false;
    if (again) { again = false; save(); }
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(save, 3000); };
  form.addEventListener("input", () => { show(); later(); });
  form.addEventListener("focusout", () => save());
  last = words();
  show();
})();
