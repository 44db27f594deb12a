// The theme changes at once; the server keeps it.
import { csrfToken } from "./csrf.js";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-theme-switch]") || !event.submitter) return;
  event.preventDefault();
  const theme = event.submitter.value;
  document.documentElement.dataset.theme = theme;
  document.querySelector('meta[name="color-scheme"]').content = theme === "system" ? "light dark" : theme;
  document.querySelectorAll('[data-theme-switch] [name="theme"]').forEach((button) => {
    button.setAttribute("aria-pressed", String(button.value === theme));
  });
  document.dispatchEvent(new CustomEvent("theme:changed"));
  const body = new FormData(form);
  body.set("theme", theme);
  body.delete("next");
  fetch(form.action, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } });
});
