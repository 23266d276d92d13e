// What every page may use. Everything works without it; nothing here decides anything.

// The error summary takes the focus, also where the page was asked for with a #fragment.
document.querySelector("[data-error-summary]")?.focus();

// A link in the error summary puts the cursor in its field, and its label in view.
document.querySelector("[data-error-summary]")?.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.closest(".field") ?? field).scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
});

// Two clicks within a second are one: the second would only be answered with "too late".
const sent = new WeakMap();
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if (performance.now() - (sent.get(event.target) ?? -Infinity) < 1000) event.preventDefault();
  else sent.set(event.target, performance.now());
});

// Menus close with Escape and with a click elsewhere.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

// What is left until a deadline, by the server's clock: the page says what time it was there when it was made. Counted
// from the moment of asking for the page, so that a slow connection never shows more time than there is.
const asked = performance.getEntriesByType("navigation")[0]?.requestStart ?? 0;

function leftUntil(seconds, units) {
  const first = units.findIndex(([size]) => seconds >= size);
  const said = [];
  for (const [size, one, more] of units.slice(first, first + 2)) {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    if (count) said.push((count === 1 ? one : more).replace("%(n)s", count));
  }
  return said.join(" ");
}

function tick(place) {
  const { moment, now } = place.dataset;
  const { closed, pattern, units } = JSON.parse(place.dataset.words);
  const left = Date.parse(moment) - Date.parse(now) - (performance.now() - asked);
  if (left <= 0) {
    place.textContent = closed;
    return;
  }
  const text = pattern.replace("%(time)s", leftUntil(Math.max(1, Math.floor(left / 1000)), units));
  if (place.textContent !== text) place.textContent = text;
  setTimeout(tick, Math.min(1000, left), place);
}

for (const place of document.querySelectorAll("[data-left]")) tick(place);
