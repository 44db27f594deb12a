// Short messages at the edge of the page. Good ones leave by themselves, faults stay until closed.
import { word } from "./words.js";

const STAYS = 6000;

export function toast(text, tone = "info") {
  const place = document.getElementById("toasts");
  if (!place) return;
  const box = document.createElement("div");
  box.className = `toast ${tone}`;
  const span = document.createElement("span");
  span.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button quiet";
  close.setAttribute("aria-label", word("close"));
  close.dataset.toastClose = "";
  close.textContent = "×";
  box.append(span, close);
  place.append(box);
  leaveLater(box);
}

function leaveLater(box) {
  if (box.classList.contains("late")) return;
  setTimeout(() => (box.matches(":hover, :focus-within") ? leaveLater(box) : box.remove()), STAYS);
}

document.addEventListener("click", (event) => {
  event.target.closest("[data-toast-close]")?.closest(".toast")?.remove();
});
document.querySelectorAll("[data-toast]").forEach(leaveLater);

// A view may answer with the header HX-Trigger: {"toast": {"text": "…", "tone": "good"}}.
document.addEventListener("toast", (event) => {
  toast(event.detail.text ?? event.detail.value, event.detail.tone);
});
