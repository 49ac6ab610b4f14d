/* Warns while a code is typed that documents with this code exist already, in use or in the
   bin. Without this script the same is said on saving. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const PAUSE_MS = 400;
  const names = ["number", "year_in_number", "symbol"];
  const boxes = names.map((name) => document.getElementById(`id_${name}`)).filter(Boolean);
  const address = boxes[0] && boxes[0].dataset.sameCode;
  if (!address) return;

  const warning = document.createElement("div");
  warning.className = "same-code";
  warning.setAttribute("role", "status");
  warning.hidden = true;
  const row = boxes[0].closest(".form-row");
  row.after(warning);

  const own = window.location.pathname.match(/\/(\d+)\/change\/$/);
  let timer;
  let asked = 0;

  const show = (documents) => {
    warning.replaceChildren();
    warning.hidden = documents.length === 0;
    if (warning.hidden) return;
    const head = document.createElement("p");
    head.textContent = "Đã có văn bản mang số ký hiệu này. Nếu đúng là văn bản đó, hãy mở ra để bổ sung:";
    const list = document.createElement("ul");
    for (const found of documents) {
      const link = document.createElement("a");
      link.href = found.url;
      link.textContent = `${found.label} – ${found.issuer}`;
      const item = document.createElement("li");
      item.append(link, found.title ? ` – ${found.title}` : "");
      if (found.is_binned) item.append(" – đang ở thùng rác. Khôi phục thay vì nhập lại?");
      list.append(item);
    }
    warning.append(head, list);
  };

  const ask = async () => {
    const query = new URLSearchParams(boxes.map((box) => [box.name, box.value]));
    if (own) query.set("id", own[1]);
    const turn = ++asked;
    const response = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } });
    if (!response.ok || turn !== asked) return;
    show((await response.json()).documents);
  };

  for (const box of boxes) {
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE_MS);
    });
  }
});
