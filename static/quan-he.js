// Keys on the relations desk: j and k go to the next relation and back, x confirms it, l opens the
// reasons to reject it and a digit takes one, d marks it for the buttons at the top. Each does what its box or button does; without this script these are pressed.
"use strict";

(() => {
  const form = document.querySelector("[data-proposals]");
  if (!form) return;
  const rows = [...form.querySelectorAll(".proposals-list > li")];
  // A key pressed again before the next page is there must not decide on what comes there.
  let sent = false;
  document.addEventListener("submit", () => { sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });
  document.addEventListener("keydown", (event) => {
    if (event.repeat || sent || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input:not([type="checkbox"]), textarea, select')) return;
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const key = pressedKey(event);
    const step = { j: 1, k: -1 }[key];
    if (step) {
      const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
      next.querySelector("input").focus();
      next.scrollIntoView({ block: "center" });
    } else if (at >= 0 && key === "x") {
      rows[at].querySelector('button[name="mot"]').click();
    } else if (at >= 0 && key === "d") {
      rows[at].querySelector("input").click();
    } else if (at >= 0 && key === "l") {
      const reasons = rows[at].querySelector("details");
      reasons.open = !reasons.open;
      reasons.querySelector("summary").focus();
    } else if (at >= 0 && /^[1-9]$/.test(key) && rows[at].querySelector("details").open) {
      const reason = rows[at].querySelectorAll("details button")[key - 1];
      if (!reason) return;
      reason.click();
    } else {
      return;
    }
    event.preventDefault();
  });
})();
