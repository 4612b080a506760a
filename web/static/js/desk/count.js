// Counts words and characters while people type. It warns and never cuts.
(() => {
  const number = (n) => n.toLocaleString("vi-VN");
  const text = (field) => {
    const words = Number(field.dataset.words || 0), max = Number(field.dataset.max || 0);
    if (words) {
      const n = (field.value.trim().match(/\S+/g) || []).length;
      if (n === 0) return `Khoảng ${number(words)} từ.`;
      if (n > words + Math.floor(words / 10)) return `${number(n)} từ, dài hơn mức ${number(words)} từ. Vẫn lưu được.`;
      return `${number(n)} trên khoảng ${number(words)} từ.`;
    }
    const n = [...field.value].length;
    return n > max ? `${number(n)} ký tự, quá mức ${number(max)} ký tự.` : `${number(n)} trên ${number(max)} ký tự.`;
  };
  document.addEventListener("input", (e) => {
    const field = e.target;
    if (!field.dataset || !(field.dataset.words || field.dataset.max)) return;
    const line = document.querySelector(`[data-count-for="${CSS.escape(field.id)}"]`);
    if (line) line.textContent = text(field);
  });
})();
