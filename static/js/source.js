// A posting that was read, beside its source: the lines of the field that has the focus, or that is pointed at, stand
// out. Without this script the links lead to the first line, which the style sheet marks.

const source = document.querySelector("[data-source]");

function mark(field) {
  for (const line of source.querySelectorAll(".is-pointed")) line.classList.remove("is-pointed");
  const pointers = [...(field?.querySelectorAll(".pointer") ?? [])];
  const lines = pointers.flatMap(({ dataset }) => {
    const numbers = Array.from({ length: dataset.last - dataset.first + 1 }, (_, index) => Number(dataset.first) + index);
    return numbers.map((number) => document.getElementById(`L${number}`)).filter(Boolean);
  });
  for (const line of lines) line.classList.add("is-pointed");
  return lines[0];
}

// Only the box of the source scrolls, and only where it stands beside the form.
function show(line) {
  if (!line || getComputedStyle(source.closest(".source")).position !== "sticky") return;
  const box = source.getBoundingClientRect();
  const place = line.getBoundingClientRect();
  if (place.top < box.top || place.bottom > box.bottom) source.scrollTop += place.top - box.top - box.height / 4;
}

const fieldOf = (event) => event.target.closest?.(".field:has(.pointer)");

document.addEventListener("focusin", (event) => {
  const field = fieldOf(event);
  if (field) show(mark(field));
});
document.addEventListener("mouseover", (event) => {
  const field = fieldOf(event) ?? document.activeElement?.closest(".field:has(.pointer)");
  mark(field);
});
