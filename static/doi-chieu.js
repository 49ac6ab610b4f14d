// Keys on the proof desk: j and k go on and back, x confirms, a digit chooses a document, l opens
// the reasons to reject, whose digits then count instead. Each key is the one shown beside what it
// presses; without this script these are pressed by hand.
"use strict";

(() => {
  const here = document.querySelector(".cite[aria-current]");
  // A form below the text that was refused, or what is said above it, is what the person came to.
  const elsewhere = location.hash && !location.hash.startsWith("#trich-");
  if (here && !elsewhere) here.scrollIntoView({ block: "center" });
  // What is read aloud and where Tab goes on is the card that was led to.
  const card = document.getElementById("the");
  // Beside a short text the card would begin above the window.
  if (here && card && !elsewhere) card.scrollIntoView({ block: "nearest" });
  if (document.querySelector("main > .message")) window.scrollTo(0, 0);
  if (card && location.search.includes("chon=")) card.focus({ preventScroll: true });

  const pressedBy = (key) => {
    const named = `[data-key="${key}"]`;
    const opened = document.querySelector(`#the details[open] ${named}`);
    if (opened) return opened;
    return [...document.querySelectorAll(`#the ${named}`)].find(
      (place) => place.matches("details") || !place.closest("details")
    );
  };
  const press = (place) => {
    if (place.matches("input")) return place.focus();
    if (!place.matches("details")) return place.click();
    place.open = !place.open;
    place.querySelector("summary").focus();
    place.scrollIntoView({ block: "nearest" });
  };

  // A key held down, or pressed again before the next card is there, must not decide on that card.
  let sent = false;
  document.addEventListener("submit", () => { sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });
  document.addEventListener("keydown", (event) => {
    if (event.repeat || sent || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const key = pressedKey(event);
    const place = key && pressedBy(key);
    if (!place) return;
    event.preventDefault();
    press(place);
  });
})();
