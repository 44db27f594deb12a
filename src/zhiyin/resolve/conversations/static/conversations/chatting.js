// Where the customer sits at a chat: they are told that one writes and what one saw, and one sees that they type.
import { csrfToken } from "../face/csrf.js";

const EVERY = 3000;
const LASTS = 6000;
let told = 0;
let saw = "";
let ending = 0;

const composer = () => document.querySelector("[data-composer][data-typing]");

function post(address) {
  fetch(address, { method: "POST", headers: { "X-CSRFToken": csrfToken() } }).catch(() => {});
}

document.addEventListener("input", (event) => {
  if (event.target.dataset?.draftFace !== "reply" || !composer() || Date.now() - told < EVERY) return;
  told = Date.now();
  post(composer().dataset.typing);
});

function see() {
  const last = document.querySelector("#talk")?.dataset.last;
  if (!composer() || document.hidden || !last || last === saw) return;
  saw = last;
  post(composer().dataset.seen);
}

document.body.addEventListener("live:CustomerTypes", (event) => {
  const line = composer()?.querySelector("[data-types]");
  if (!line || line.dataset.types !== event.detail.customer_id) return;
  line.hidden = false;
  clearTimeout(ending);
  ending = setTimeout(() => (line.hidden = true), LASTS);
});
document.addEventListener("htmx:afterSettle", see);
document.addEventListener("visibilitychange", see);
see();
