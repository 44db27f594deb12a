// J and K walk the list; the row of the case on the desk is marked, whoever opened it.
import { shortcut } from "../face/shortcuts.js";

const desk = document.querySelector("[data-desk]");
const rows = () => [...document.querySelectorAll("[data-list] [data-row]")];
const current = () => document.querySelector('[data-list] [data-row][aria-current="true"]');

export function go(step) {
  const all = rows();
  if (!all.length) return;
  const here = all.indexOf(current());
  const next = all[here === -1 ? 0 : here + step];
  if (!next) return;
  next.scrollIntoView({ block: "nearest" });
  next.click();
}

function mark() {
  const number = document.getElementById("work")?.dataset.number;
  desk?.classList.toggle("reading", Boolean(number));
  for (const row of rows()) {
    if (row.closest("[data-number]").dataset.number === number) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

if (desk) {
  shortcut("KeyJ Alt+KeyJ", desk.dataset.next, () => go(1));
  shortcut("KeyK Alt+KeyK", desk.dataset.previous, () => go(-1));
  document.addEventListener("htmx:afterSwap", mark);
  document.addEventListener("htmx:oobAfterSwap", mark);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go]");
    if (button) go(Number(button.dataset.go));
  });
  mark();
  current()?.scrollIntoView({ block: "nearest" });
}
