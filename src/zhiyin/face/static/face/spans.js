// A length of time in at most two units, as the server words it.
import { word } from "./words.js";

export function span(milliseconds) {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor((seconds % 86400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (days) return two(word("days", days), hours && word("hours", hours));
  if (hours) return two(word("hours", hours), minutes && word("minutes", minutes));
  if (minutes) return word("minutes", minutes);
  return word("seconds", seconds);
}

function two(large, small) {
  if (!small) return large;
  return document.documentElement.lang.startsWith("zh") ? large + small : `${large} ${small}`;
}
