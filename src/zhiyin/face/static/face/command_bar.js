// The command bar: go to any page of the rail, do what the page offers (data-command, data-shortcut), or search.
import { labelOf } from "./shortcuts.js";
import { word } from "./words.js";

const bar = document.getElementById("command-bar");
if (bar) {
  const field = bar.querySelector("input");
  const list = bar.querySelector("ul");
  let choices = [];
  let chosen = 0;

  const offers = () => {
    const offer = (group, element) => ({ group, label: labelOf(element), icon: iconOf(element), run: () => element.click() });
    const pressable = (element) => !element.matches("input, textarea, select") && !element.disabled && !bar.contains(element);
    const here = [...document.querySelectorAll("[data-command], [data-shortcut]")].filter(pressable);
    const pages = [...document.querySelectorAll("a[data-rail]")];
    const mine = [...document.querySelectorAll("#person-menu a, #person-menu > button, #person-menu > form:last-child button")];
    const seen = new Set();
    return [
      ...here.map((one) => offer("here", one)),
      ...pages.map((one) => offer("pages", one)),
      ...mine.map((one) => offer("actions", one)),
    ].filter((one) => one.label && !seen.has(one.label) && seen.add(one.label));
  };

  const iconOf = (element) => element.querySelector("svg")?.cloneNode(true);

  const matches = (label, typed) => {
    const text = label.toLocaleLowerCase();
    let from = 0;
    return [...typed.toLocaleLowerCase().replace(/\s/g, "")].every((letter) => {
      from = text.indexOf(letter, from) + 1;
      return from > 0;
    });
  };

  const draw = () => {
    const typed = field.value.trim();
    choices = offers().filter((one) => matches(one.label, typed));
    if (typed) {
      const address = `${bar.dataset.search}?q=${encodeURIComponent(typed)}`;
      choices.push({ group: "everywhere", label: word("search_for", typed), run: () => location.assign(address) });
    }
    chosen = Math.min(chosen, Math.max(choices.length - 1, 0));
    list.replaceChildren();
    let group = "";
    choices.forEach((choice, index) => {
      if (choice.group !== group) {
        group = choice.group;
        const heading = document.createElement("li");
        heading.className = "heading";
        heading.role = "presentation";
        heading.textContent = word(group);
        list.append(heading);
      }
      const item = document.createElement("li");
      item.role = "option";
      item.id = `command-${index}`;
      item.dataset.index = index;
      item.setAttribute("aria-selected", String(index === chosen));
      if (choice.icon) item.append(choice.icon);
      item.append(choice.label);
      list.append(item);
    });
    field.setAttribute("aria-activedescendant", choices.length ? `command-${chosen}` : "");
    list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  };

  const run = (index) => {
    bar.close();
    choices[index]?.run();
  };

  bar.addEventListener("opened", () => {
    field.value = "";
    chosen = 0;
    draw();
    field.focus();
  });
  field.addEventListener("input", () => {
    chosen = 0;
    draw();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      chosen = (chosen + step + choices.length) % Math.max(choices.length, 1);
      draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(chosen);
    }
  });
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[data-index]");
    if (item) run(Number(item.dataset.index));
  });
}
