// Which key of a page with keys was pressed, however the writing of Vietnamese is set: an input method
// may hold a letter back ("Process"), put another in its place (Telex makes "đ" of a second "d"), or
// leave capitals on. Loaded before the scripts that ask it.
"use strict";

const pressedKey = (event) => {
  const key = event.key.toLowerCase();
  if (/^[a-z0-9]$/.test(key)) return key;
  if (key === "đ") return "d";
  const named = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code);
  return named ? named[1].toLowerCase() : "";
};
