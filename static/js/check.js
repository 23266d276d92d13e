// The check of a section while it is written: what is typed goes to the server a moment after the last key, and what it
// says of it stands on top of the page. Nothing is saved by this; without this script saving shows the same.
const form = document.querySelector("form[data-check]");
const place = document.querySelector("[data-findings]");
const PAUSE = 900; // milliseconds

const said = document.createElement("div");
said.className = "visually-hidden";
said.setAttribute("role", "status");
said.setAttribute("aria-live", "polite");
document.body.append(said);

let timer = 0;
let asked = 0;
let last = "";

async function check() {
  const turn = ++asked;
  const answer = await fetch(form.dataset.check, { method: "POST", body: new FormData(form) });
  // An answer that was overtaken, and the login page of a session that ended, are none.
  if (turn !== asked || !answer.ok || answer.redirected) return;
  const text = await answer.text();
  if (text === last) return;
  last = text;
  place.innerHTML = text;
  const words = place.querySelector("[data-said]")?.dataset.said ?? "";
  if (said.textContent !== words) said.textContent = words;
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(() => check().catch(() => {}), PAUSE); // no connection: saving will tell
}

if (form && place) {
  form.addEventListener("input", soon);
  form.addEventListener("rows", soon);
  form.addEventListener("submit", () => clearTimeout(timer));
}
