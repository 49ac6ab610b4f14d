// Words selected in the text of the proof desk are marked as a missed citation with one button.
// Without this script they are copied into the form below the text.
"use strict";

(() => {
  const form = document.getElementById("danh-dau");
  const button = document.getElementById("danh-dau-cho-chon");
  if (!form || !button) return;
  let chosen = null;

  // Characters as the server counts them: those beyond U+FFFF are two for a script, one there.
  const length = (text) => [...text].length;

  // Returns the words selected and where they stand, or null where they are not of one text.
  const read = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const inside = range.commonAncestorContainer;
    const text = (inside.closest ? inside : inside.parentElement).closest("[data-text]");
    if (!text) return null;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const all = range.toString();
    const words = all.trim();
    if (!words) return null;
    const blank = all.slice(0, all.length - all.trimStart().length);
    return { words, text: text.dataset.text, start: length(before.toString() + blank), range };
  };

  const show = () => {
    chosen = read();
    button.hidden = !chosen;
    if (!chosen) return;
    const place = chosen.range.getBoundingClientRect();
    const top = Math.min(place.bottom + 8, window.innerHeight - button.offsetHeight - 8);
    const left = Math.min(place.left, window.innerWidth - button.offsetWidth - 8);
    button.style.top = `${Math.max(8, top)}px`;
    button.style.left = `${Math.max(8, left)}px`;
  };

  const hidden = (name, value) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  };

  // Where the page comes back as it was left, the next words are typed and stand elsewhere.
  window.addEventListener("pageshow", () => {
    for (const name of ["van", "tu"]) form.elements[name]?.remove();
  });

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 200);
  });
  // The press must not take the selection away before it is read.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (!chosen) return;
    form.elements.chu.value = chosen.words;
    hidden("van", chosen.text);
    hidden("tu", chosen.start);
    form.requestSubmit();
  });
})();
