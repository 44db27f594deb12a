// Ctrl/⌘ Enter sends the form one writes in. Enter alone never sends a text, and nothing is sent during composition.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
  const form = event.target.closest?.("form");
  if (!form || !(event.ctrlKey || event.metaKey) || !event.target.matches("textarea, input")) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-send]") ?? undefined);
});

// Some browsers submit a one-line field on the Enter that ends a composition.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopPropagation();
  },
  true,
);
