// Keeps "5 min ago" true for times within the hour; older ones are words of the server and stay.
import { span } from "./spans.js";
import { word } from "./words.js";

const HOUR = 3600_000;

function refresh() {
  const now = Date.now();
  for (const time of document.querySelectorAll("time[data-when]")) {
    const distance = now - Date.parse(time.dateTime);
    if (Math.abs(distance) >= HOUR) continue;
    const text =
      Math.abs(distance) < 45_000 ? word("now") : word(distance > 0 ? "ago" : "in", span(distance));
    if (time.textContent !== text) time.textContent = text;
  }
}

setInterval(refresh, 20_000);
document.addEventListener("visibilitychange", refresh);
