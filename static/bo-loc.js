// Puts the numbers of each filter beside the list once the list is there. Without this script, or
// when the answer does not come, the link leads to the same numbers on a page of their own.
"use strict";

(() => {
  const place = document.getElementById("bo-loc");
  const link = place && place.querySelector("a");
  if (!link) return;
  fetch(link.href, { headers: { "X-Requested-With": "fetch" } })
    .then((answer) => (answer.ok && !answer.redirected ? answer.text() : ""))
    .then((html) => {
      if (!html) return;
      // Made by the site's own templates, in which all text is escaped.
      place.innerHTML = html;
      const box = place.querySelector("details");
      // Beside the list there is room for it; on a phone the list comes first.
      if (box && window.matchMedia("(min-width: 60rem)").matches) box.open = true;
    })
    .catch(() => {});
})();
