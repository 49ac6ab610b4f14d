// On a phone each row of a list is shown as a card: every value gets the name of its column,
// and an empty one is left out. Without this script the cards only lack those names.
"use strict";

{
  const table = document.getElementById("result_list");
  const names = table
    ? [...table.tHead.rows[0].cells].map((cell) => cell.querySelector(".text")?.textContent.trim())
    : [];
  for (const row of table ? table.tBodies[0].rows : []) {
    [...row.cells].forEach((cell, place) => {
      if (cell.tagName === "TD" && names[place] && !cell.classList.contains("action-checkbox")) {
        cell.dataset.name = names[place];
      }
      if (!cell.querySelector("img, input") && /^[-–]?$/.test(cell.textContent.trim())) {
        cell.classList.add("nothing");
      }
    });
  }
}
