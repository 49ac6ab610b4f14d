/* Warns while a document is typed that the registry may hold it already: by its code, its title or
   the very file. Without this script the same is said on saving. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const PAUSE_MS = 400;
  const MOST_HASHED_BYTES = 50 * 1024 * 1024;
  const names = ["number", "year_in_number", "symbol", "document_type", "organization", "issued_on", "title"];
  const boxes = names.map((name) => document.getElementById(`id_${name}`)).filter(Boolean);
  const address = boxes[0] && boxes[0].dataset.sameCode;
  if (!address) return;

  const form = boxes[0].form;
  const own = window.location.pathname.match(/\/(\d+)\/change\/$/);
  // After a refusal or a paste the server has shown the same box already.
  const shown = form.querySelector(".same-code");
  const warning = shown || document.createElement("div");
  warning.className = "same-code";
  warning.setAttribute("role", "status");
  if (!shown) {
    warning.hidden = true;
    boxes[0].closest(".form-row").after(warning);
  }
  const hashes = new Map();
  let timer;
  let asked = 0;

  const confirmation = (documents) => {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.name = "confirmed";
    box.value = documents.map((found) => found.key).join(",");
    const label = document.createElement("label");
    label.append(box, " Tôi đã xem: đây là văn bản khác, vẫn nhập");
    const line = document.createElement("p");
    line.append(label);
    return line;
  };

  const refusal = () => {
    const line = document.createElement("p");
    line.textContent = "Trùng cơ quan, số ký hiệu và nhiệm kỳ (hoặc năm): số không lặp lại nên sổ không nhận văn bản thứ hai. Mở văn bản đã có để bổ sung; nếu gõ nhầm số, ngày hoặc cơ quan thì sửa lại ở dưới.";
    return line;
  };

  const show = (documents) => {
    warning.replaceChildren();
    warning.hidden = documents.length === 0;
    if (warning.hidden) return;
    const head = document.createElement("p");
    head.textContent = "Có thể văn bản này đã có trong sổ. Nếu đúng là văn bản dưới đây thì mở ra để bổ sung, đừng nhập lần nữa:";
    const list = document.createElement("ul");
    for (const found of documents) {
      const link = document.createElement("a");
      link.href = found.url;
      link.textContent = `${found.label} – ${found.issuer}`;
      const reason = document.createElement("strong");
      reason.textContent = ` (${found.why})`;
      const item = document.createElement("li");
      item.append(link, found.title ? ` – ${found.title}` : "", reason);
      if (found.is_binned) item.append(" – đang ở thùng rác. Khôi phục thay vì nhập lại?");
      list.append(item);
    }
    warning.append(head, list);
    const inUse = documents.filter((found) => !found.is_binned);
    // Of what is surely the same there is nothing to confirm; a saved document asks nothing.
    if (own || !inUse.length) return;
    warning.append(inUse.some((found) => found.is_same) ? refusal() : confirmation(inUse));
  };

  const ask = async () => {
    const query = new URLSearchParams(boxes.map((box) => [box.name, box.value]));
    for (const hash of hashes.values()) query.append("sha256", hash);
    if (own) query.set("id", own[1]);
    const turn = ++asked;
    const response = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } });
    if (!response.ok || turn !== asked) return;
    show((await response.json()).documents);
  };

  const askSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  };

  const hash = async (input) => {
    hashes.delete(input.name);
    const file = input.files[0];
    // Browsers reckon sums only on pages that came by HTTPS, or from the machine itself.
    if (file && window.crypto.subtle && file.size <= MOST_HASHED_BYTES) {
      const sum = new Uint8Array(await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
      hashes.set(input.name, Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join(""));
    }
    askSoon();
  };

  for (const box of boxes) {
    box.addEventListener("input", askSoon);
    box.addEventListener("change", askSoon);
  }
  // The box of the bodies is jQuery's own and tells nobody else of a choice.
  if (window.django && window.django.jQuery) window.django.jQuery("#id_organization").on("change", askSoon);
  form.addEventListener("change", (event) => {
    if (event.target.type === "file") hash(event.target);
  });
});
