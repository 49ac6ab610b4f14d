// Puts in what is asked for after the page: the numbers of each filter beside the list, the items
// of bulletins below it. Without this script, or when no answer comes, the links lead to the same.
"use strict";

(() => {
  for (const place of document.querySelectorAll(".comes-later")) {
    const link = place.querySelector("a");
    fetch(link.href, { headers: { "X-Requested-With": "fetch" } })
      .then((answer) => (answer.ok && !answer.redirected ? answer.text() : null))
      .then((html) => {
        if (html === null) return;
        // Made by the site's own templates, in which all text is escaped.
        place.innerHTML = html;
        const box = place.querySelector("details");
        // Beside the list there is room for it; on a phone the list comes first.
        if (box && window.matchMedia("(min-width: 60rem)").matches) box.open = true;
      })
      .catch(() => {});
  }
})();
