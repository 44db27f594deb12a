// Countdown chips: `data-due`, `data-started`; turn soon in the last quarter, late past the time.
import { span } from "./spans.js";
import { word } from "./words.js";

const TONES = ["plain", "soon", "late"];
const HALF_HOUR = 1800_000;

function tone(due, started, now) {
  if (now >= due) return "late";
  const lead = Number.isNaN(started) ? HALF_HOUR : (due - started) / 4;
  return due - now <= lead ? "soon" : "plain";
}

function refresh() {
  if (document.hidden) return;
  const now = Date.now();
  for (const chip of document.querySelectorAll("[data-clock]")) {
    const due = Date.parse(chip.dataset.due);
    const time = chip.querySelector("time");
    const text = word(now >= due ? "over" : "left", span(due - now));
    if (time.textContent !== text) time.textContent = text;
    const now_tone = tone(due, Date.parse(chip.dataset.started), now);
    if (!chip.classList.contains(now_tone)) {
      chip.classList.remove(...TONES);
      chip.classList.add(now_tone);
    }
  }
}

refresh();
setInterval(refresh, 1000);
document.addEventListener("visibilitychange", refresh);
document.addEventListener("htmx:afterSettle", refresh);
