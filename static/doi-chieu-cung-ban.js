// Tells what others decide while the proof desk lies open: marks their citations and says who, and
// moves nothing. Without this script the next page shows it.
"use strict";

(() => {
  const news = document.getElementById("tin-moi");
  if (!news) return;
  const EVERY_MS = 10_000;
  const MOST_TOLD = 3;
  const DECIDED = ["confirmed", "rejected"];
  const OTHER = ["certain", "open", "wrong"];
  let seen = news.dataset.seen;
  const told = [];
  // Of the citations that were there when the page was made; newer ones are told once each.
  let newest = Number(news.dataset.newest);

  const stateOf = (place) =>
    DECIDED.find((state) => place.classList.contains(`cite-${state}`)) || "proposed";

  // Returns what to say of a citation that stands otherwise than the page shows, or null.
  const turn = (place, now) => {
    // Confirmed again with another document it keeps its state.
    if (stateOf(place) === now.state && place.dataset.decided === now.at) return null;
    place.dataset.decided = now.at;
    // Bold letters are wider: losing them would move the lines that follow.
    if (place.classList.contains("cite-wrong")) place.classList.add("cite-heavy");
    for (const name of [...DECIDED, ...OTHER]) place.classList.remove(`cite-${name}`);
    place.classList.add(`cite-${now.state === "proposed" ? "open" : now.state}`);
    place.title = now.told || "Đã mở lại, chờ quyết định";
    return `${place.textContent}: ${place.title}`;
  };

  const say = (sentences) => {
    const list = document.createElement("ul");
    for (const sentence of sentences.slice(0, MOST_TOLD)) {
      const line = document.createElement("li");
      line.textContent = sentence;
      list.append(line);
    }
    const left = sentences.length - MOST_TOLD;
    const more = document.createElement("p");
    if (left > 0) more.textContent = `và ${left} trích dẫn khác. `;
    const again = document.createElement("a");
    again.href = news.dataset.card ? `?chon=${news.dataset.card}#trich-${news.dataset.card}` : "";
    again.textContent = "Tải lại trang";
    // To the address that lies open a link with another # only jumps.
    again.addEventListener("click", (event) => {
      event.preventDefault();
      location.reload();
    });
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "button-plain", textContent: "Đã biết" });
    close.addEventListener("click", () => {
      told.length = 0;
      news.hidden = true;
    });
    more.append(again, close);
    news.replaceChildren(list, more);
    news.hidden = false;
  };

  const take = (answer) => {
    seen = answer.seen;
    const places = [...document.querySelectorAll(".cite[id]")];
    const keys = new Set(places.map((place) => place.id.replace("trich-", "")));
    const changed = places.flatMap((place) => {
      const now = answer.citations[place.id.replace("trich-", "")];
      return (now && turn(place, now)) || [];
    });
    const added = Object.keys(answer.citations).map(Number).filter((key) => key > newest);
    for (const key of added) {
      changed.push(`${answer.citations[key].text}: trích dẫn vừa được đánh dấu, chưa có trên trang này`);
    }
    newest = Math.max(newest, ...added);
    // A citation that is marked here and stands nowhere any more: the text was read anew.
    if ([...keys].some((key) => !answer.citations[key])) {
      changed.push("Nội dung vừa được đọc lại: một số trích dẫn không còn như trên trang này.");
    }
    told.unshift(...changed);
    if (changed.length) say(told);
  };

  const ask = () => {
    if (document.hidden) return;
    fetch(`${news.dataset.address}?tu-dong=1&da-xem=${encodeURIComponent(seen)}`, {
      headers: { "X-Requested-With": "fetch" },
    })
      .then((answer) => (answer.status === 200 && !answer.redirected ? answer.json() : null))
      .then((answer) => { if (answer) take(answer); })
      .catch(() => {});
  };
  setInterval(ask, EVERY_MS);
})();
