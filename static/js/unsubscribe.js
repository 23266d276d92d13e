// Whoever follows the link in a mail has clicked once already: the button presses itself. Without this script it is there
// to press; programs that only look at the links in a mail run no script and change nothing.
document.querySelector("form[data-at-once]")?.requestSubmit();
