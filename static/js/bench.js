// The assessor's bench. Ctrl + Enter (or Cmd + Enter) hands in, from any field of the form; a bid that fails a knock-out
// puts its scores away at once. Without this script the button and the next page do the same.
const form = document.querySelector("form[data-hand-in]");

function show() {
  const failed = form.dataset.out === "always" || form.querySelector("[name^='ko-'][value='no']:checked") !== null;
  form.querySelector("[data-when-out]").hidden = !failed;
  form.querySelector("[data-unless-out]").hidden = failed;
}

form?.addEventListener("keydown", (event) => {
  const hand = form.querySelector("button.btn-primary");
  if (hand && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(hand);
  }
});

if (form?.querySelector("[name^='ko-']:enabled")) form.addEventListener("change", show);
