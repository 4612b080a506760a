// Says beside an amount how it is read, while one types: what the server says of it
// too (internal/view/reading.go, held against this script in internal/e2e).
(() => {
  const clean = (s) => s.trim().replace(/[\u00a0\u202f\u2009]/g, " ").replace(/−/g, "-");

  // plain turns typed digits into those of programs, "" when it is no number.
  const plain = (s) => {
    const joined = (t, sep) => (new RegExp(`^[1-9]\\d{0,2}(?:\\${sep}\\d{3})+$`).test(t) ? t.split(sep).join("") : "");
    const dots = s.split(".").length - 1, commas = s.split(",").length - 1;
    if (s.length > 64 || !/^\d[\d., ]*$/.test(s)) return "";
    if (s.includes(" ")) {
      const [whole, frac] = s.split(",");
      const j = joined(whole, " ");
      if (!j || commas > 1 || dots > 0 || frac === "") return "";
      return frac === undefined ? j : `${j}.${frac}`;
    }
    if (!dots && !commas) return s;
    if (!commas) return joined(s, ".") || (/^\d+\.\d+$/.test(s) ? s : "");
    if (commas === 1 && !dots) return /^\d+,\d+$/.test(s) ? s.replace(",", ".") : "";
    if (!dots) return joined(s, ",");
    const [group, point] = s.lastIndexOf(".") < s.indexOf(",") && commas === 1 ? [".", ","] : [",", "."];
    const [whole, frac, more] = s.split(point);
    const j = more === undefined ? joined(whole, group) : "";
    return j && /^\d+$/.test(frac) ? `${j}.${frac}` : "";
  };

  const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ".");

  // written writes plain digits the Vietnamese way, with at most six decimals.
  const written = (minus, text) => {
    let [whole, frac = ""] = text.split(".");
    if (frac.length > 6) [whole, frac] = Number(text).toFixed(6).split(".");
    whole = whole.replace(/^0+(?=\d)/, "");
    frac = frac.replace(/0+$/, "");
    return (minus && /[1-9]/.test(whole + frac) ? "-" : "") + grouped(whole) + (frac ? "," + frac : "");
  };

  const read = (typed) => {
    let s = clean(typed);
    const minus = s.startsWith("-");
    if (minus || s.startsWith("+")) s = s.slice(1);
    const text = plain(s);
    if (!text) return null;
    const [whole, frac = ""] = text.split(".");
    const short = whole.length <= 3 && whole[0] !== "0";
    const broken = frac !== "" && (/[1-9]/.test(frac) || (short && frac.length === 3));
    const meant = broken && !minus && whole[0] !== "0" && ((short && frac.length < 3) || frac.length === 3);
    return { text: written(minus, text), broken, meant: meant ? grouped(whole + frac.padEnd(3, "0")) : "" };
  };

  const countable = (form, unit) => {
    const units = (form.dataset.countable || "").split("|");
    const words = unit.toLowerCase().normalize("NFC").trim().split(/\s+/);
    if (unit.includes("/")) return false;
    return words.some((_, i) => units.includes(words.slice(0, i + 1).join(" ").replace(/[,;]+$/, "")));
  };

  // measure is the unit of an amount, and whether it can be broken: as the indicator
  // and the unit in its row say, else as the server did.
  const measure = (line, field) => {
    const row = line.hasAttribute("data-reading-row") && field.closest("[data-row]");
    const choice = row && row.querySelector('select[name$=".indicator"]'), own = row && row.querySelector('input[name$=".unit"]');
    if (!choice || !own) return { unit: line.dataset.unit, whole: line.hasAttribute("data-whole") };
    const option = choice.selectedOptions[0], typed = own.value.trim();
    if (option && option.value && (!typed || typed === option.dataset.unit)) return { unit: option.dataset.unit, whole: option.hasAttribute("data-whole") };
    return { unit: typed, whole: countable(field.form, typed) };
  };

  const show = (line) => {
    const field = document.getElementById(line.dataset.reading);
    if (!field) return;
    const { unit, whole } = measure(line, field), n = read(field.value);
    line.hidden = !field.value.trim();
    let text = "Chưa đọc được thành số.", meant = "";
    if (n) {
      text = `Đọc là ${n.text} ${unit.split(/\s+/).join(" ")}`.trim() + ".";
      if (whole && n.broken) {
        meant = field.readOnly ? "" : n.meant;
        text += n.meant ? ` Ý bạn là ${n.meant}?` : " Số này không đếm lẻ được.";
      }
    }
    line.querySelector("[data-reading-text]").textContent = text;
    const button = line.querySelector("button");
    button.hidden = !meant;
    button.textContent = meant ? `Lấy ${meant}` : "";
  };

  const lines = (within) => within.querySelectorAll("[data-reading]");
  document.addEventListener("input", (e) => {
    const within = e.target.closest && (e.target.closest("[data-row]") || e.target.closest(".field"));
    if (within) lines(within).forEach(show);
  });
  document.addEventListener("paper:filled", () => lines(document).forEach(show));
  document.addEventListener("click", (e) => {
    const button = e.target.closest("[data-reading] button");
    const field = button && document.getElementById(button.closest("[data-reading]").dataset.reading);
    const n = field && read(field.value);
    if (!n || !n.meant) return;
    e.preventDefault();
    field.value = n.meant;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
})();
