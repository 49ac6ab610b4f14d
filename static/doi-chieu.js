// Keys on the proof desk: j and k go on and back, x confirms, l and t go to a box. Each key is the
// one shown beside the button or link it presses; without this script these are pressed by hand.
"use strict";

(() => {
  const here = document.querySelector(".cite[aria-current]");
  if (here) here.scrollIntoView({ block: "center" });
  // A key held down, or pressed again before the next card is there, must not decide on that card.
  let sent = false;
  document.addEventListener("submit", () => { sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });
  document.addEventListener("keydown", (event) => {
    if (event.repeat || sent || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const place = document.querySelector(`#the [data-key="${CSS.escape(event.key)}"]`);
    if (!place) return;
    event.preventDefault();
    if (place.matches("input")) place.focus();
    else place.click();
  });
})();
