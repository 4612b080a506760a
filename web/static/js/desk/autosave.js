// Nothing typed is lost: the form is saved on the server within ten seconds and
// when a field is left, and a copy stays in this browser until the server has it.
(() => {
  const done = document.querySelector("[data-copy-done]");
  const keys = (prefix) => Object.keys(localStorage).filter((k) => k.startsWith(prefix + ":"));
  const guard = (fn) => { try { return fn(); } catch { return undefined; } }; // storage may be full or forbidden
  if (done) guard(() => done.dataset.copyDone.split(" ").forEach((p) => keys(p).forEach((k) => localStorage.removeItem(k))));

  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const line = form.querySelector("[data-saved]"), prefix = form.dataset.copy;
  const skip = new Set(["version", "base", "buoc", "bieu-mau", "file", "document", "link_number", "chung.author", "chung.basis"]);
  const IDLE = 3000, MOST = 10000, PATIENCE = 25000;

  // words is everything typed, as a form would send it.
  const words = () => {
    const out = new URLSearchParams();
    for (const [k, v] of new FormData(form)) if (typeof v === "string" && !skip.has(k)) out.append(k, v.replace(/\r\n?/g, "\n"));
    return out.toString();
  };
  // untouched is what the page came with: browsers fill in what was typed before a reload.
  const untouched = () => {
    const out = new URLSearchParams();
    for (const f of form.elements) {
      if (!f.name || skip.has(f.name) || f.disabled || /^(file|submit|button|fieldset)$/.test(f.type)) continue;
      if (f.type === "checkbox" || f.type === "radio") { if (f.defaultChecked) out.append(f.name, f.value); continue; }
      if (f.type === "select-one") {
        const o = [...f.options].find((x) => x.defaultSelected) || f.options[0];
        out.append(f.name, o ? o.value : "");
        continue;
      }
      out.append(f.name, f.defaultValue.replace(/\r\n?/g, "\n"));
    }
    return out.toString();
  };
  // same compares as the server does: spaces at the ends, empty lines and the
  // numbering of rows say nothing.
  const plain = (text) => {
    const numbers = {}, rows = {}, pairs = [];
    for (const [k, v0] of new URLSearchParams(text)) {
      const v = v0.normalize("NFC").trim().replace(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/, (_, d, m, y) => `${d.padStart(2, 0)}/${m.padStart(2, 0)}/${y}`);
      const m = k.match(/^(\w+)\.(\d+)\.(\w+)$/);
      if (!m || m[1] === "photos") { if (v) pairs.push(k + "=" + v); continue; }
      const row = m[1] + "." + m[2];
      if (v && !(m[1] === "resources" && m[3] === "kind")) rows[row] = true;
    }
    for (const [k, v0] of new URLSearchParams(text)) {
      const m = k.match(/^(\w+)\.(\d+)\.(\w+)$/);
      if (!m || m[1] === "photos" || !rows[m[1] + "." + m[2]]) continue;
      const seen = (numbers[m[1]] ||= []);
      if (!seen.includes(m[2])) seen.push(m[2]);
      const v = v0.normalize("NFC").trim();
      if (v) pairs.push(`${m[1]}.${seen.indexOf(m[2])}.${m[3]}=${v}`);
    }
    return pairs.sort().join("\n");
  };
  const same = (a, b) => a === b || plain(a) === plain(b);

  const say = (text, tone, extra) => {
    line.className = "saved" + (tone ? " saved--" + tone : "");
    line.textContent = text;
    if (extra) line.append(" ", extra);
  };
  const local = (t, parts) => new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh", ...parts }).format(t);

  let kept = untouched();   // what the server has
  let saving = null;        // the save on its way
  let unsure = null;        // sent, and never answered: to be sent again as it was
  let held = false;         // waits for the person: signed out, or two texts
  let refused = null;       // what the server would not take: not sent again as it is
  let leaving = false, since = 0, failures = 0, timer = 0;
  const dirty = () => !same(words(), kept);

  const keepCopy = () => guard(() => {
    const name = prefix + ":" + form.elements.version.value;
    localStorage.setItem(name, JSON.stringify({ at: Date.now(), base: form.elements.base.value, words: words() }));
  });
  const dropCopies = () => guard(() => keys(prefix).forEach((k) => localStorage.removeItem(k)));

  const schedule = (ms) => { clearTimeout(timer); timer = setTimeout(save, ms); };
  const changed = () => {
    if (leaving) return;
    if (!dirty()) { since = 0; return; }
    keepCopy();
    if (held || words() === refused) return;
    since ||= Date.now();
    schedule(Math.max(0, Math.min(IDLE, since + MOST - Date.now())));
  };

  async function save(options) {
    if (saving || held || leaving) return;
    if (!unsure && (!dirty() || words() === refused)) return;
    clearTimeout(timer);
    const sent = unsure || { words: words(), version: form.elements.version.value, base: form.elements.base.value };
    const body = new URLSearchParams(sent.words);
    body.set("version", sent.version); body.set("base", sent.base); body.set("luu", "1");
    const stop = new AbortController(), patience = setTimeout(() => stop.abort(), PATIENCE);
    saving = fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, signal: stop.signal, credentials: "same-origin", ...options })
      .then((r) => answer(r, sent), () => { unsure = sent; failed("Mất mạng, đang giữ trên máy này."); })
      .finally(() => { clearTimeout(patience); saving = null; });
    await saving;
    if (!held && !leaving && !unsure && dirty() && words() !== refused) { since ||= Date.now(); schedule(Math.max(300, Math.min(IDLE, since + MOST - Date.now()))); }
  }

  async function answer(r, sent) {
    const said = await r.json().catch(() => ({}));
    if (r.status >= 500) { unsure = sent; failed("Máy chủ chưa nhận được, đang giữ trên máy này."); return; }
    unsure = null; failures = 0;
    if (r.ok) { accepted(said, sent); return; }
    if (r.status === 401) {
      held = true;
      const a = document.createElement("a");
      a.href = "/dang-nhap?next=" + encodeURIComponent(location.pathname); a.target = "_blank"; a.textContent = "Đăng nhập lại";
      say("Phiên làm việc đã hết. Chữ bạn gõ vẫn giữ trên máy này.", "stop", a);
    } else if (r.status === 409) {
      held = true;
      const b = document.createElement("button");
      b.type = "submit"; b.name = "luu"; b.value = "1"; b.className = "linklike"; b.textContent = "Xem hai bản và chọn";
      say("Chưa lưu: " + (said.detail || "mô hình này vừa được lưu ở nơi khác."), "stop", b);
    } else {
      const first = said.errors && said.errors[0];
      say("Chưa lưu được: " + (first ? first.message : said.detail || "hãy thử lại."), "stop");
      refused = sent.words;
    }
  }

  function accepted(said, sent) {
    form.elements.version.value = said.version;
    form.elements.base.value = said.base;
    kept = sent.words; since = 0; refused = null;
    dropCopies();
    if (dirty()) keepCopy();
    say(said.saved_text, "");
    const name = document.querySelector(".paper-title");
    if (name && form.elements.title && form.elements.title.value.trim()) name.textContent = form.elements.title.value.trim();
    const missing = form.querySelector("[data-missing]");
    if (missing && typeof said.missing === "string") missing.innerHTML = said.missing;
    document.querySelectorAll("[data-steps] li").forEach((li, i) => {
      if (!li.classList.contains("steps__item--wrong")) li.classList.toggle("steps__item--done", !!(said.done && said.done[i]));
    });
  }

  function failed(text) {
    failures++;
    say(text, "wait");
    keepCopy();
    schedule(Math.min(60000, 2500 * 2 ** failures));
  }

  const retry = () => { held = held && !/Đăng nhập/.test(line.textContent); failures = 0; if (unsure || dirty()) schedule(200); };
  form.addEventListener("input", (() => { let t; return () => { clearTimeout(t); t = setTimeout(changed, 350); }; })());
  form.addEventListener("paper:changed", changed);
  const soon = () => { if (dirty()) { keepCopy(); if (!held && words() !== refused) schedule(250); } };
  form.addEventListener("change", soon);
  form.addEventListener("focusout", soon);
  form.addEventListener("paper:step", soon);
  addEventListener("online", retry);
  addEventListener("focus", () => { if (held) retry(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !saving && dirty()) { keepCopy(); if (words().length < 50000) save({ keepalive: true }); }
  });
  addEventListener("beforeunload", (e) => { if (!leaving && (unsure || dirty())) { keepCopy(); e.preventDefault(); } });
  addEventListener("pageshow", () => { leaving = false; });

  form.addEventListener("submit", (e) => {
    if (e.defaultPrevented) return;
    if (leaving) { e.preventDefault(); return; } // pressed twice
    keepCopy();
    if (navigator.onLine === false) {
      e.preventDefault();
      say("Mất mạng nên chưa gửi được. Chữ bạn gõ vẫn giữ trên máy này.", "wait");
      return;
    }
    clearTimeout(timer);
    if (saving) {
      e.preventDefault();
      const by = e.submitter;
      saving.then(() => form.requestSubmit(by && by.isConnected ? by : undefined));
      return;
    }
    leaving = true;
  });

  // An earlier copy that never reached the server is offered back.
  const offer = () => {
    const here = words();
    let best = null;
    for (const k of guard(() => keys(prefix)) || []) {
      const copy = guard(() => JSON.parse(localStorage.getItem(k)));
      if (!copy || typeof copy.words !== "string" || same(copy.words, here)) { guard(() => localStorage.removeItem(k)); continue; }
      if (!best || copy.at > best.at) best = { ...copy, version: k.slice(prefix.length + 1) };
    }
    if (!best) return;
    const box = document.createElement("div");
    box.className = "notice notice--wait";
    box.setAttribute("role", "status");
    const text = document.createElement("p");
    const time = local(best.at, { hour: "2-digit", minute: "2-digit" }), day = local(best.at, { day: "2-digit", month: "2-digit" });
    text.textContent = `Máy này còn bản chưa gửi lên, gõ lúc ${time} ngày ${day}.`;
    const bar = document.createElement("p");
    bar.className = "buttons buttons--plain";
    const button = (label, kind, act) => {
      const b = document.createElement("button");
      b.type = "button"; b.className = "button" + kind; b.textContent = label;
      b.addEventListener("click", () => { box.remove(); act(); });
      bar.append(b);
    };
    button("Khôi phục", " button--main", () => restore(best));
    button("Bỏ bản này", "", () => { dropCopies(); if (dirty()) keepCopy(); });
    box.append(text, bar);
    form.before(box);
  };

  function restore(copy) {
    const values = new Map();
    for (const [k, v] of new URLSearchParams(copy.words)) values.set(k, [...(values.get(k) || []), v]);
    for (const k of values.keys()) {
      const m = k.match(/^(\w+)\.(\d+)\./);
      if (m && !form.elements[k]) document.dispatchEvent(new CustomEvent("rows:need", { detail: { list: m[1], n: m[2] } }));
    }
    for (const f of form.elements) {
      if (!f.name || skip.has(f.name) || /^(file|submit|button|fieldset)$/.test(f.type)) continue;
      const list = values.get(f.name);
      if (f.name.startsWith("photos.") && !values.has(f.name.replace(/\.\w+$/, ".caption"))) continue; // came after the copy
      if (f.type === "checkbox" || f.type === "radio") f.checked = !!list && list.includes(f.value);
      else f.value = list && list.length ? list.shift() : "";
      f.dispatchEvent(new Event("input", { bubbles: true }));
    }
    // the copy stands on what its writer saw: if the server has moved on, both texts will be shown
    form.elements.version.value = copy.version;
    form.elements.base.value = copy.base;
    document.dispatchEvent(new CustomEvent("paper:filled"));
    say("Đã khôi phục bản trên máy này, đang lưu…", "wait");
    since = Date.now();
    schedule(300);
  }

  offer();
  setTimeout(() => { if (dirty()) changed(); }, 1500);
})();
