// Picking a passage by clicking its lines on the page of the CV. The list of lines beside it is what is sent; without
// this script ticking there does the same.
const form = document.querySelector("form[data-picking]");
const boxes = [...form.querySelectorAll("[name=line]")];
const marks = [...form.querySelectorAll("rect[data-line]")];
const wide = matchMedia("(min-width: 64rem)");

const at = (number) => boxes.findIndex((box) => box.value === number);

function ends() {
  const ticked = boxes.flatMap((box, place) => (box.checked ? [place] : []));
  return ticked.length ? [ticked[0], ticked.at(-1)] : null;
}

// What is saved goes from the first to the last: that is what is shown, in the list and on the page.
function show() {
  const [first, last] = ends() ?? [1, 0];
  boxes.forEach((box, place) => box.closest("li").classList.toggle("picked", first <= place && place <= last));
  for (const mark of marks) {
    const place = at(mark.dataset.line);
    mark.classList.toggle("picked", first <= place && place <= last);
  }
}

function choose(first, last) {
  boxes.forEach((box, place) => (box.checked = place === first || place === last));
}

// Outside what is picked a click makes it longer, within it a click begins anew, on the only line it lets go.
function pick(place) {
  const [first, last] = ends() ?? [place, place];
  if (first === last && boxes[place].checked) choose(-1, -1);
  else if (first <= place && place <= last) choose(place, place);
  else choose(Math.min(first, place), Math.max(last, place));
  show();
  if (wide.matches) boxes[place].closest("li").scrollIntoView({ block: "nearest" });
}

// Arrow keys go along the lines, so that the last one is not as many Tabs away.
function step(event) {
  const to = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = to && event.target.name === "line" && boxes[boxes.indexOf(event.target) + to];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

form.addEventListener("change", show);
form.addEventListener("keydown", step);
for (const mark of marks) mark.addEventListener("click", () => pick(at(mark.dataset.line)));
for (const said of form.querySelectorAll("[data-by-clicking]")) said.hidden = false;
show();
