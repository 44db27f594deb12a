// Menus that drop from a button: one at a time, closed by Escape or a click elsewhere; the first choice gets the focus.
// While one is open, live updates leave the place alone where it hangs.
const opened = () => [...document.querySelectorAll("details.drop[open]")];

document.addEventListener(
  "toggle",
  (event) => {
    const drop = event.target;
    if (!drop.matches?.("details.drop") || !drop.open) return;
    for (const other of opened()) if (other !== drop) other.open = false;
    drop.querySelector(".drop-menu :is(button, input:not([type=hidden]), select, a)")?.focus();
  },
  true,
);

document.addEventListener("click", (event) => {
  for (const drop of opened()) if (!drop.contains(event.target)) drop.open = false;
});

document.addEventListener("keydown", (event) => {
  const drop = event.target.closest?.("details.drop[open]");
  if (!drop) return;
  if (event.key === "Escape") {
    drop.open = false;
    drop.querySelector("summary").focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const choices = [...drop.querySelectorAll(".drop-menu button")];
    const next = choices[choices.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next && !event.target.matches("select, input")) {
      event.preventDefault();
      next.focus();
    }
  }
});

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  // What this place itself is asking for is older than what takes it now, and would find the page without it.
  window.htmx.trigger(event.detail.target, "htmx:abort");
  const asked = event.detail.requestConfig?.verb ?? event.detail.verb;
  if (event.detail.target?.id === "case-head" && event.detail.target.querySelector("details[open]") && asked !== "post")
    event.detail.shouldSwap = false;
});
