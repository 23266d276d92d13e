// Rows to add and remove in a formset, and in formsets inside its rows; and the running total of points.
//
// [data-rows="prefix"]      a formset; its management form is inside; data-placeholder is "__prefix__" unless it says else
//   [data-rows-list]        holds the rows
//     [data-row]            one form; [data-row-number] shows its place; untitled rows are called data-row-name; [data-row-delete] holds its DELETE box
//   template[data-row-template]   an empty row, with the placeholder where the row's number comes
//   [data-add-row]          the button
// Without this script the pages offer empty rows and DELETE boxes, and the button asks the server for more.

const said = document.createElement("div");
said.className = "visually-hidden";
said.setAttribute("role", "status");
document.body.append(said);

const own = (rows, selector) =>
  [...rows.querySelectorAll(selector)].filter((element) => element.closest("[data-rows]") === rows);

const inUse = (rows) => own(rows, "[data-row]").filter((row) => !row.hidden);

function number(rows) {
  inUse(rows).forEach((row, index) => {
    const place = row.querySelector("[data-row-number]");
    if (place?.closest("[data-row]") === row) place.textContent = index + 1;
    const name = row.querySelector("[data-remove-name]");
    if (name?.closest("[data-row]") === row) name.textContent = ` ${rows.dataset.rowName} ${index + 1}`;
  });
}

function tell(rows, text) {
  number(rows);
  said.textContent = text ?? "";
  rows.dispatchEvent(new Event("rows", { bubbles: true }));
}

function add(rows) {
  const total = rows.querySelector(`[name="${rows.dataset.rows}-TOTAL_FORMS"]`);
  const template = own(rows, "template[data-row-template]")[0];
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML.replaceAll(rows.dataset.placeholder ?? "__prefix__", total.value);
  const row = holder.content.querySelector("[data-row]");
  own(rows, "[data-rows-list]")[0].append(row);
  total.value = Number(total.value) + 1;
  ready(row);
  tell(rows, rows.dataset.addSaid);
  [...row.querySelectorAll("input, select, textarea")].find((input) => input.checkVisibility())?.focus();
}

// A row keeps its number and is sent as deleted: renumbering the others would mix up their ids and errors.
function remove(rows, row, box) {
  const following = inUse(rows);
  const next = following[following.indexOf(row) + 1] ?? following[following.indexOf(row) - 1];
  box.checked = true;
  row.hidden = true;
  for (const input of row.querySelectorAll("[required]")) input.required = false;
  tell(rows, rows.dataset.removeSaid);
  const button = next?.querySelector("[data-remove-row]") ?? own(rows, "[data-add-row]")[0];
  button?.focus();
}

function readyRow(row) {
  const rows = row.closest("[data-rows]");
  const place = [...row.querySelectorAll("[data-row-delete]")].find((each) => each.closest("[data-row]") === row);
  const box = place?.querySelector('input[type="checkbox"]');
  if (!box || row.querySelector(":scope > [data-remove-row], :scope > * > [data-remove-row]")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm btn-outline-danger";
  button.dataset.removeRow = "";
  button.textContent = rows.dataset.remove;
  button.addEventListener("click", () => remove(rows, row, box));
  const title = row.querySelector(".row-card-title");
  if (title?.closest("[data-row]") === row) {
    title.id ||= `${box.id}-title`;
    button.id = `${box.id}-remove`;
    button.setAttribute("aria-labelledby", `${button.id} ${title.id}`);
  } else if (rows.dataset.rowName) {
    const name = document.createElement("span");
    name.className = "visually-hidden";
    name.dataset.removeName = "";
    button.append(name);
  }
  place.hidden = true;
  place.after(button);
  row.hidden = box.checked;
}

// Also called for a new row, whose own inner formsets need their buttons.
function ready(root) {
  for (const row of [...(root.matches?.("[data-row]") ? [root] : []), ...root.querySelectorAll("[data-row]")]) readyRow(row);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  if (!button) return;
  event.preventDefault();
  add(button.closest("[data-rows]"));
});

ready(document);
for (const rows of document.querySelectorAll("[data-rows]")) number(rows);

// Points -------------------------------------------------------------------------------------------------------------
// Whole hundredths here too. What is no number counts as nothing: the server says what is wrong with it.
function hundredths(text) {
  const match = /^\s*(\d+)(?:[.,](\d{1,2}))?\s*$/.exec(text);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : 0;
}

function written(value) {
  const mark = document.documentElement.lang === "nl" ? "," : ".";
  const rest = String(value % 100).padStart(2, "0").replace(/0+$/, "");
  return `${Math.floor(value / 100)}${rest && mark + rest}`;
}

function total(place) {
  const scope = place.closest("[data-points-scope]") ?? place.closest("form") ?? document;
  const inputs = [...scope.querySelectorAll("[data-points]")].filter((input) => !input.closest("[data-row][hidden]"));
  const sum = inputs.reduce((all, input) => all + hundredths(input.value), 0);
  const target = Number(place.dataset.target);
  const state = sum < target ? "less" : sum > target ? "more" : "equal";
  const words = (pattern) =>
    pattern
      .replace("%(sum)s", written(sum))
      .replace("%(target)s", written(target))
      .replace("%(rest)s", written(Math.abs(target - sum)));
  const note = document.createElement("span");
  note.className = "points-state";
  note.textContent = words(place.dataset[state] ?? "");
  place.dataset.state = state;
  place.replaceChildren(words(place.dataset.text), " ", note);
}

for (const place of document.querySelectorAll("[data-points-total]")) {
  place.setAttribute("role", "status");
  total(place);
  document.addEventListener("input", (event) => event.target.matches("[data-points]") && total(place));
  document.addEventListener("rows", () => total(place));
}
