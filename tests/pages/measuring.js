// What a page is measured by while it is walked. Put in before the page's own scripts.
"use strict";

window.walk = (() => {
  let shift = 0;
  const reached = new Map();
  const stops = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const told = (element) =>
    `${element.tagName.toLowerCase()} “${(element.textContent.trim() || element.name || element.href || "").slice(0, 40)}”`;
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0;
  const isRound = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });

  document.addEventListener("focusin", (event) => {
    reached.set(event.target, isRound(getComputedStyle(event.target)));
  });

  return {
    shift: () => shift,

    isTooWide: () => document.documentElement.scrollWidth > window.innerWidth,

    // What shows no more than a part of its own words.
    cut: () =>
      [...document.querySelectorAll("main *")]
        .filter((element) => {
          const style = getComputedStyle(element);
          const isClosed = style.overflowX === "hidden" || style.overflowX === "clip";
          return isClosed && element.tagName !== "INPUT" && !element.closest(".visually-hidden, svg") && isShown(element)
            && element.scrollWidth > element.clientWidth + 1;
        })
        .map(told),

    // Where the Tab key has to stop: of one group of rounds it stops at one.
    stops: () => {
      const groups = new Set();
      return [...document.querySelectorAll(stops)].filter((element) => {
        if (!isShown(element) || element.disabled || element.tabIndex < 0) return false;
        if (element.type !== "radio") return true;
        const isFirst = !groups.has(element.name);
        groups.add(element.name);
        return isFirst;
      });
    },

    unreached: () =>
      window.walk.stops()
        .filter((stop) => {
          const same = (one) => one === stop || (stop.type === "radio" && one.name === stop.name);
          return ![...reached.keys()].some(same);
        })
        .map(told),

    unseen: () => [...reached].filter(([, isRound]) => !isRound).map(([stop]) => told(stop)),

    // On paper: what leads on or is pressed there, and what the edge cuts.
    pressedOnPaper: () =>
      [...document.querySelectorAll("nav, button, .site-header, .site-footer, .skip-link")]
        .filter(isShown)
        .map(told),

    cutOnPaper: () =>
      [...document.querySelectorAll("main table, main img, main svg, main pre, main code")]
        .filter((element) => {
          if (!isShown(element)) return false;
          const box = element.getBoundingClientRect();
          for (let around = element.parentElement; around; around = around.parentElement) {
            const isOpen = getComputedStyle(around).overflowX === "visible";
            if (!isOpen && around.scrollWidth > around.clientWidth + 1) return true;
          }
          return box.left < -1 || box.right > window.innerWidth + 1;
        })
        .map(told),
  };
})();
