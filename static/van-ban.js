// On a document's page: a card for each citation in the text, and buttons that copy; these also on
// the paper with a one-time link.
// Without this script a citation is a link, its document stands in the list below the text, and
// the words to copy are selected by hand.
"use strict";

(() => {
  // --- Cards: what the list below the text says, shown beside the words that cite it ------------

  const told = new Map();
  for (const row of document.querySelectorAll("[data-cited] > li")) told.set(row.dataset.address, row);
  const text = document.querySelector(".running-text");
  let card = null;
  let shownFor = null;
  let closing = 0;

  const close = () => {
    clearTimeout(closing);
    card?.remove();
    shownFor?.removeAttribute("aria-describedby");
    card = shownFor = null;
  };
  // Late enough for the pointer to reach the card itself.
  const closeSoon = () => {
    clearTimeout(closing);
    closing = setTimeout(close, 300);
  };
  const stay = () => clearTimeout(closing);

  const place = (link) => {
    // A link on two lines is covered on neither of them.
    const lines = link.getClientRects();
    const below = lines[lines.length - 1].bottom + 6;
    const above = lines[0].top - 6 - card.offsetHeight;
    const fits = below + card.offsetHeight <= window.innerHeight || above < 0;
    const start = lines[fits ? lines.length - 1 : 0].left;
    const left = Math.min(start, document.documentElement.clientWidth - card.offsetWidth - 8);
    card.style.left = `${Math.max(8, left) + window.scrollX}px`;
    card.style.top = `${(fits ? below : above) + window.scrollY}px`;
  };

  const show = (link) => {
    stay();
    if (shownFor === link) return;
    close();
    const row = told.get(link.getAttribute("href"));
    if (!row) return;
    card = document.createElement("div");
    card.className = "cite-card";
    card.id = "the-trich-dan";
    card.append(...[...row.childNodes].map((node) => node.cloneNode(true)));
    card.addEventListener("pointerenter", stay);
    card.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") closeSoon();
    });
    // Within the page's main part, where reading programs look.
    text.closest("main").append(card);
    shownFor = link;
    link.setAttribute("aria-describedby", card.id);
    place(link);
  };

  if (text && told.size) {
    const linkOf = (event) => event.target.closest?.(".running-text a");
    for (const link of text.querySelectorAll("a[title]")) {
      // The card says it; the browser's own box would lie over it.
      if (told.has(link.getAttribute("href"))) link.removeAttribute("title");
    }
    let touched = false;
    document.addEventListener("pointerdown", (event) => {
      touched = event.pointerType === "touch";
      if (card && !card.contains(event.target) && linkOf(event) !== shownFor) close();
    });
    text.addEventListener("pointerover", (event) => {
      const link = linkOf(event);
      if (link && event.pointerType !== "touch") show(link);
    });
    text.addEventListener("pointerout", (event) => {
      if (linkOf(event) && event.pointerType !== "touch") closeSoon();
    });
    text.addEventListener("focusin", (event) => {
      const link = linkOf(event);
      // A finger's focus comes before its click, which shows the card itself.
      if (link && !touched) show(link);
    });
    // Under a finger the card stays until something else is touched: it may press slowly.
    text.addEventListener("focusout", () => {
      if (!touched) closeSoon();
    });
    // A finger cannot hover: its first tap shows the card, the second goes there.
    text.addEventListener("click", (event) => {
      const link = linkOf(event);
      if (!link || !touched || shownFor === link || !told.has(link.getAttribute("href"))) return;
      event.preventDefault();
      show(link);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") touched = false;
      else if (card) close();
    });
    window.addEventListener("resize", close);
  }

  // --- Copying ------------------------------------------------------------------------------------

  const select = (words) => {
    const range = document.createRange();
    range.selectNodeContents(words);
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  const copy = async (words) => {
    // Only a page under HTTPS has the clipboard; elsewhere the selection is copied.
    if (navigator.clipboard) {
      try {
        await navigator.clipboard.writeText(words.textContent.trim());
        return true;
      } catch {
        // Refused by the browser: the older way may still be open.
      }
    }
    select(words);
    return document.execCommand("copy");
  };
  for (const button of document.querySelectorAll("[data-copy]")) {
    const words = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector(".copied");
    button.addEventListener("click", async () => {
      const done = await copy(words);
      select(words);
      said.textContent = done ? "Đã chép." : "Chưa chép được: giữ tay vào chữ đã chọn rồi chọn Sao chép.";
    });
  }
})();
