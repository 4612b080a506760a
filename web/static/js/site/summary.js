// A form that came back with faults: its summary takes the focus, so that a
// screen reader says what is wrong.
(() => {
  "use strict";
  document.querySelector("[data-error-summary]")?.focus();
})();
