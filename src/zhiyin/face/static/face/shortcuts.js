// Shortcuts by key code, off while typing, composing or in a dialog.
//
// In a template: <button data-shortcut="KeyE">Resolve</button> (a field gets the focus, anything else is clicked).
// "Shift+KeyE" and "Alt+KeyJ" work too; several are separated by a space. `?` lists what is on the page.
// In a module: import { shortcut } from "../face/shortcuts.js"; shortcut("KeyJ", "Next", () => …).
import { openDialog } from "./openers.js";
import { isTyping } from "./typing.js";
import { isMac } from "./modifier.js";

const registered = new Map();

export function shortcut(keys, label, run) {
  for (const key of keys.split(" ")) registered.set(key, { label, run });
}

function nameOf(event) {
  return (event.altKey ? "Alt+" : "") + (event.shiftKey ? "Shift+" : "") + event.code;
}

function shown(element) {
  return element.getClientRects().length > 0 && !element.closest("dialog:not([open])");
}

function marked(key) {
  return [...document.querySelectorAll("[data-shortcut]")].find(
    (element) => element.dataset.shortcut.split(" ").includes(key) && shown(element) && !element.disabled,
  );
}

document.addEventListener("keydown", (event) => {
  if ((isMac ? event.metaKey : event.ctrlKey) && !event.shiftKey && !event.altKey && event.code === "KeyK") {
    event.preventDefault();
    openDialog("command-bar");
    return;
  }
  if (event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  if (isTyping(event) || document.querySelector("dialog[open]")) return;
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) {
    event.preventDefault();
    fillSheet();
    openDialog("shortcut-sheet");
    return;
  }
  const key = nameOf(event);
  const element = marked(key);
  if (element) {
    event.preventDefault();
    if (element.matches("input, textarea, select")) {
      element.focus();
      element.select?.();
    } else element.click();
    return;
  }
  const known = registered.get(key);
  if (known) {
    event.preventDefault();
    known.run(event);
  }
});

function readable(key) {
  return key
    .replace("Key", "")
    .replace("Digit", "")
    .replace("Slash", "/")
    .replace("Period", ".")
    .replace("Alt+", isMac ? "⌥ " : "Alt ")
    .replace("Shift+", isMac ? "⇧ " : "Shift ");
}

export function labelOf(element) {
  return (element.dataset.command || element.getAttribute("aria-label") || element.title || element.textContent).trim();
}

function fillSheet() {
  const list = document.querySelector("[data-shortcuts]");
  if (!list) return;
  list.querySelectorAll("[data-found]").forEach((row) => row.remove());
  const rows = new Map();
  for (const element of document.querySelectorAll("[data-shortcut]")) {
    if (shown(element) && element.dataset.shortcut !== "Slash") rows.set(element.dataset.shortcut, labelOf(element));
  }
  for (const [key, known] of registered) rows.set(key, known.label);
  for (const [key, label] of rows) {
    const row = document.createElement("div");
    row.dataset.found = "";
    const term = document.createElement("dt");
    term.textContent = label;
    const keys = document.createElement("dd");
    for (const one of key.split(" ")) {
      const kbd = document.createElement("kbd");
      kbd.textContent = readable(one);
      keys.append(kbd, " ");
    }
    row.append(term, keys);
    list.append(row);
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest('[data-opens="shortcut-sheet"]')) fillSheet();
});
