// After "resolve and next" the case is gone from sight: a word says so, and one click takes it back.
import { csrfToken } from "../face/csrf.js";

const STAYS = 10_000;

document.addEventListener("desk:resolved", (event) => {
  const { text, undo, closure, address } = event.detail;
  const place = document.getElementById("toasts");
  if (!place) return;
  const box = document.createElement("div");
  box.className = "toast good";
  const words = document.createElement("span");
  words.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small";
  button.textContent = undo;
  button.dataset.shortcut = "KeyZ";
  button.addEventListener("click", async () => {
    box.remove();
    const answer = await fetch(closure, { method: "DELETE", headers: { "X-CSRFToken": csrfToken() } });
    if (answer.ok) location.assign(address);
  });
  box.append(words, button);
  place.append(box);
  setTimeout(() => box.remove(), STAYS);
});
