/* Reads what is pasted into the box above a new document at once, without a press of the button.
   Without this script the button does the same. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector("form[data-paste]");
  const form = document.getElementById("document_form");
  if (!box || !form) return;

  // After the page's own script, which begins with the first box of the form below.
  window.addEventListener("load", () => {
    const isFresh = !location.search && !document.querySelector(".paste-result, .errornote");
    if (isFresh && !isTyped) document.getElementById("id_pasted").focus();
  });

  let isTyped = false;
  form.addEventListener("input", () => { isTyped = true; });

  const send = () => box.requestSubmit();

  box.addEventListener("paste", (event) => {
    // The pasted words stand in the box only after this event.
    if (event.target.tagName === "TEXTAREA" && !event.target.value.trim() && !isTyped) setTimeout(send);
  });

  box.addEventListener("change", (event) => {
    if (event.target.type === "file" && event.target.files.length && !isTyped) send();
  });

  box.addEventListener("submit", (event) => {
    const question = "Những gì đã gõ ở các ô bên dưới sẽ được điền lại từ đầu. Tiếp tục?";
    if (isTyped && !window.confirm(question)) event.preventDefault();
  });
});
