"""What a thumb has to hit on a page: links, buttons and boxes lower or narrower than 44 px.

WCAG 2.2 exempts a link inside a sentence: its size is that of the words. Everything else is
meant: links that stand for themselves in lists, tables and menus, chips, buttons, fields.
"""

SMALL_TARGETS = """() => {
  const small = [];
  const blocks = "p, blockquote, li, dd, td, th, h1, h2, h3, caption, .running-text";
  const standsInSentence = (link) => {
    const block = link.closest(blocks);
    if (link.tagName !== "A" || getComputedStyle(link).display !== "inline" || !block) return false;
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEndBefore(link);
    const hasWordsBefore = /\\p{L}/u.test(range.toString());
    const isParagraph = block.matches("p, blockquote, .running-text");
    const hasMoreWords = block.textContent.trim().length > link.textContent.trim().length;
    return hasWordsBefore || (isParagraph && hasMoreWords);
  };
  const targets = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  for (const target of document.querySelectorAll(targets)) {
    const isBox = ["checkbox", "radio"].includes(target.type);
    const box = (isBox && target.closest("label") || target).getBoundingClientRect();
    // The link that leads past the menus stands outside the window until it has the focus.
    if (!box.width || !box.height || box.right < 0) continue;
    if (Math.min(box.height, box.width) < 43.5 && !standsInSentence(target)) {
      small.push(`${target.tagName} “${target.textContent.trim().slice(0, 40)}”`);
    }
  }
  return small;
}"""
