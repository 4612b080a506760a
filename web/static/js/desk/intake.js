// Sends photos one by one while people go on typing: each with its own state, again
// by itself when the line drops. Without this script the button sends them all.
(() => {
  const box = document.querySelector("[data-intake]");
  const input = box && box.querySelector('input[type="file"]');
  if (!input) return;
  const url = box.dataset.intake, hall = box.querySelector("[data-intake-waiting]"), list = box.querySelector("[data-intake-list]"), status = box.querySelector("[data-intake-status]"), drop = box.querySelector("[data-drop]");
  const button = drop.querySelector('button[type="submit"]');
  if (button) button.parentElement.hidden = true;
  const ATONCE = 2, MOST = 25 * 1024 * 1024;
  const waiting = [];
  let running = 0, left = 0, received = 0;

  const state = (job, text, tone) => {
    job.card.className = "photo-card photo-card--" + tone;
    job.line.textContent = text;
  };

  const card = (file) => {
    const li = document.createElement("li");
    li.className = "photo-card photo-card--wait";
    const pic = document.createElement("div");
    pic.className = "photo-card__pic";
    const img = document.createElement("img");
    img.alt = "";
    img.src = URL.createObjectURL(file);
    img.onload = img.onerror = () => URL.revokeObjectURL(img.src);
    pic.append(img);
    const line = document.createElement("p");
    line.className = "photo-card__state";
    const bar = document.createElement("progress");
    bar.className = "photo-card__progress";
    bar.max = 100; bar.value = 0;
    bar.setAttribute("aria-label", "Tiến độ gửi " + file.name);
    const name = document.createElement("p");
    name.className = "photo-card__credit";
    name.textContent = file.name;
    const acts = document.createElement("p");
    acts.className = "photo-acts";
    li.append(pic, line, bar, name, acts);
    hall.append(li);
    hall.hidden = false;
    return { card: li, line, bar, acts, file, tries: 0 };
  };

  const act = (job, label, fn) => {
    const b = document.createElement("button");
    b.type = "button"; b.className = "linklike"; b.textContent = label;
    b.addEventListener("click", fn);
    job.acts.append(b);
  };

  const next = () => {
    while (running < ATONCE && waiting.length) send(waiting.shift());
    document.documentElement.dataset.sending = left ? "1" : "";
  };

  const finish = () => { running--; next(); };

  const again = (job, text) => {
    job.tries++;
    state(job, text + " Sẽ thử lại.", "wait");
    job.acts.replaceChildren();
    const t = setTimeout(go, Math.min(60000, 1500 * 2 ** job.tries));
    function go() { clearTimeout(t); removeEventListener("online", go); job.acts.replaceChildren(); state(job, "Đang chờ", "wait"); waiting.push(job); next(); }
    addEventListener("online", go, { once: true });
    act(job, "Thử lại ngay", go);
  };

  const refuse = (job, text) => {
    left--;
    state(job, text, "stop");
    job.bar.remove();
    job.acts.replaceChildren();
    act(job, "Bỏ ảnh này", () => leave(job));
    tell(`${job.file.name}: ${text}`);
  };

  const accept = (job, said) => {
    left--;
    const hold = document.createElement("template");
    hold.innerHTML = said.html;
    const fresh = hold.content.firstElementChild;
    const old = fresh && fresh.id && document.getElementById(fresh.id);
    leave(job);
    if (old) { tell(`${job.file.name}: ảnh này đã có rồi.`); return; }
    list.append(fresh);
    renumber();
    received++;
    tell(`Đã nhận ${received} ảnh, ở cuối danh sách dưới đây.`);
  };

  const leave = (job) => { job.card.remove(); hall.hidden = !hall.children.length; };
  const tell = (text) => { status.textContent = text; };

  const send = (job) => {
    running++;
    const x = new XMLHttpRequest();
    x.open("POST", url);
    x.setRequestHeader("Accept", "application/json");
    x.responseType = "json";
    x.timeout = 10 * 60 * 1000;
    x.upload.onprogress = (e) => {
      if (!e.lengthComputable) return;
      const part = Math.floor(100 * e.loaded / e.total);
      job.bar.value = part;
      state(job, part < 100 ? `Đang gửi… ${part}%` : "Đã gửi hết, máy chủ đang đọc ảnh…", "wait");
    };
    x.onload = () => {
      const said = x.response || {};
      if (x.status === 201) accept(job, said);
      else if (x.status === 401) { again(job, "Phiên làm việc đã hết; đăng nhập lại ở thẻ khác rồi ảnh tự gửi tiếp."); }
      else if (x.status >= 500 || x.status === 429 || x.status === 0) again(job, "Chưa gửi được.");
      else refuse(job, said.detail || "Ảnh này chưa nhận được.");
      finish();
    };
    x.onerror = x.ontimeout = () => { again(job, "Mất mạng, chưa gửi được."); finish(); };
    state(job, "Đang gửi…", "wait");
    const data = new FormData();
    data.append("file", job.file, job.file.name);
    x.send(data);
  };

  const take = (files) => {
    for (const file of files) {
      const job = card(file);
      left++;
      if (file.size > MOST) { refuse(job, "Ảnh nặng quá 25 MB. Hãy gửi ảnh gốc của điện thoại hoặc giảm cỡ rồi gửi lại."); continue; }
      state(job, "Đang chờ", "wait");
      waiting.push(job);
    }
    next();
  };

  input.addEventListener("change", () => { const files = [...input.files]; input.value = ""; take(files); });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (e) => {
      e.preventDefault();
      drop.classList.toggle("drop--over", kind === "dragover");
      if (kind === "drop") take([...e.dataTransfer.files]);
    });
  }
  addEventListener("beforeunload", (e) => { if (left > 0) e.preventDefault(); });

  // What a photo still lacks is told while its words are typed.
  const wants = [["caption", "chú thích"], ["alt", "mô tả"], ["author", "người chụp"], ["basis", "căn cứ sử dụng"]];
  const lacking = (li) => {
    const field = (name) => li.querySelector(`[name$=".${name}"]`);
    const missing = wants.filter(([n]) => !field(n).value.trim()).map(([, label]) => label);
    if (field("children").checked && !field("guardian_consent").checked) missing.push("sự đồng ý của người giám hộ");
    const note = li.querySelector("[data-photo-missing]");
    note.hidden = !missing.length;
    note.textContent = missing.length ? `Còn thiếu: ${missing.join(", ")}.` : "";
  };
  list.addEventListener("input", (e) => { const li = e.target.closest("[data-photo]"); if (li) lacking(li); });

  const share = box.querySelector("[data-share]");
  if (share) {
    share.querySelector("button").addEventListener("click", (e) => {
      e.preventDefault();
      for (const name of ["author", "basis"]) {
        const value = share.querySelector(`[name="chung.${name}"]`).value.trim();
        if (value) list.querySelectorAll(`[name$=".${name}"]`).forEach((f) => { if (!f.value.trim()) f.value = value; });
      }
      list.querySelectorAll("[data-photo]").forEach(lacking);
      list.closest("form").dispatchEvent(new CustomEvent("paper:changed"));
      tell("Đã ghi cho các ảnh còn trống.");
    });
  }

  const renumber = () => list.querySelectorAll("[data-photo] .photo-card__state b").forEach((b, i) => { b.textContent = `Ảnh ${i + 1}`; if (share && i > 0) share.hidden = false; });

  // Ordering and removing without losing one's place.
  list.addEventListener("click", async (e) => {
    const b = e.target.closest("[data-move]");
    if (!b) return;
    e.preventDefault();
    const what = b.dataset.move, li = b.closest("[data-photo]");
    if (what === "xoa" && !confirm("Xóa ảnh này khỏi mô hình?")) return;
    b.disabled = true;
    const r = await fetch(b.getAttribute("formaction"), { method: "POST", body: new URLSearchParams(), headers: { Accept: "application/json" } }).catch(() => null);
    b.disabled = false;
    if (!r || !r.ok) { tell("Chưa làm được, hãy thử lại."); b.focus(); return; }
    if (what === "xoa") { const to = li.nextElementSibling || input; li.remove(); to.focus(); tell("Đã xóa ảnh."); }
    if (what === "len" && li.previousElementSibling) li.previousElementSibling.before(li);
    if (what === "xuong" && li.nextElementSibling) li.nextElementSibling.after(li);
    renumber();
    if (what !== "xoa") b.focus();
    li.closest("form").dispatchEvent(new CustomEvent("paper:changed"));
  });
})();
