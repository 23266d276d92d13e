// Ctrl + Enter (or Cmd + Enter) hands in the verdicts, from any field of the form.
const form = document.querySelector("form[data-hand-in]");

form?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button.btn-primary"));
  }
});
