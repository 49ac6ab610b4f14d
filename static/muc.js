// Keys on the page of a bulletin's items: each presses the button or link beside which it is shown.
// Letters that neither Telex nor VNI make anything of. Without this script these are pressed by hand.
"use strict";

(() => {
  // A key held down, or pressed again before the next page is there, must not act on that page.
  let sent = false;
  document.addEventListener("submit", () => { sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });
  document.addEventListener("keydown", (event) => {
    if (event.repeat || sent || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const key = pressedKey(event);
    const place = key && document.querySelector(`main [data-key="${key}"]`);
    if (!place) return;
    event.preventDefault();
    place.click();
  });
})();
