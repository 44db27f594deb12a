// What is being written is kept on the server a moment after each stop, and at the latest when the page is left.
import { csrfToken } from "../face/csrf.js";

const PAUSE = 700;
const AGAIN = 5000;

const waiting = new Map(); // textarea → timer
const kept = new WeakMap(); // textarea → text on the server

function body(field) {
  const data = new FormData();
  data.set("face", field.dataset.draftFace);
  data.set("text", field.value);
  data.set("seen", field.form.querySelector("[name=seen]")?.value ?? "");
  data.set("csrfmiddlewaretoken", csrfToken());
  return data;
}

function tell(composer, words) {
  const place = composer?.querySelector("[data-draft-state]");
  if (place) place.textContent = words;
}

async function keep(field) {
  forget(field);
  const composer = field.closest("[data-composer]");
  if (!composer) return;
  const text = field.value;
  try {
    const answer = await fetch(composer.dataset.draft, { method: "POST", body: body(field), keepalive: true });
    if (!answer.ok) throw new Error(answer.status);
    kept.set(field, text);
    const place = document.getElementById("meanwhile");
    const told = await answer.text();
    if (place && composer.isConnected) place.outerHTML = told;
    tell(composer, text.trim() ? composer.dataset.saved : "");
  } catch {
    tell(composer, composer.dataset.unsaved);
    if (field.isConnected) waiting.set(field, setTimeout(() => keep(field), AGAIN));
  }
}

function forget(field) {
  clearTimeout(waiting.get(field));
  waiting.delete(field);
}

document.addEventListener("input", (event) => {
  const field = event.target.closest?.("[data-draft-face]");
  if (!field) return;
  forget(field);
  waiting.set(field, setTimeout(() => keep(field), PAUSE));
});

// Sent is no draft any more.
document.addEventListener("htmx:beforeRequest", (event) => {
  const field = event.detail.elt.closest?.("form.face")?.querySelector("[data-draft-face]");
  if (field) forget(field);
});

// Going to another case, or away: keep what still waits.
function keepAll() {
  for (const field of [...waiting.keys()]) keep(field);
}
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "work") keepAll();
});
window.addEventListener("pagehide", () => {
  for (const field of [...waiting.keys()]) {
    forget(field);
    navigator.sendBeacon(field.closest("[data-composer]").dataset.draft, body(field));
  }
});
window.addEventListener("online", keepAll);
