// Charts: fetches the specification, draws it as SVG in the colours of the theme, fills the table behind it, exports.
// Under the content policy Vega may not compile code, so its interpreter runs the expressions (ast: true).
import { word } from "./words.js";

let library;

function vega(address) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.type = "module";
    script.src = address;
    script.onload = () => resolve(window.vegaEmbed);
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}

// "var(--jade)" becomes what it is now; exports then stand on their own.
function inColours(value, style) {
  if (typeof value === "string") {
    return value.replace(/var\((--[\w-]+)\)/g, (_, name) => style.getPropertyValue(name).trim());
  }
  if (Array.isArray(value)) return value.map((one) => inColours(one, style));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inColours(one, style)]));
  }
  return value;
}

function fillTable(place, table) {
  const element = document.createElement("table");
  element.className = "table";
  const head = element.createTHead().insertRow();
  for (const column of table.columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = column;
    head.append(cell);
  }
  const body = element.createTBody();
  for (const row of table.rows) {
    const line = body.insertRow();
    for (const value of row) {
      const cell = line.insertCell();
      cell.textContent = value ?? "–";
      if (typeof value === "number") cell.className = "number";
    }
  }
  place.replaceChildren(element);
}

async function draw(figure, told) {
  const place = figure.querySelector("[data-chart-drawing]");
  const embed = await vega(figure.dataset.vega);
  figure.drawn?.finalize();
  figure.drawn = await embed(place, inColours(told.spec, getComputedStyle(document.documentElement)), {
    mode: "vega-lite",
    renderer: "svg",
    ast: true,
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    formatLocale: told.locale?.number,
    timeFormatLocale: told.locale?.time,
  });
}

async function begin(figure) {
  if (figure.begun) return;
  figure.begun = true;
  const place = figure.querySelector("[data-chart-drawing]");
  try {
    const answer = await fetch(figure.dataset.chart, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    if (told.empty) {
      const words = document.createElement("p");
      words.className = "muted";
      words.textContent = told.empty;
      place.replaceChildren(words);
      figure.querySelector(".chart-exports").hidden = true;
      figure.querySelector(".chart-table").hidden = true;
      return;
    }
    figure.querySelector("[data-chart-about]").textContent = told.about;
    fillTable(figure.querySelector("[data-chart-table]"), told.table);
    await draw(figure, told);
    document.addEventListener("theme:changed", () => draw(figure, told));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw(figure, told));
  } catch {
    const words = document.createElement("p");
    words.className = "error";
    words.textContent = word("chart_failed");
    place.replaceChildren(words);
    figure.querySelector(".chart-table").open = true;
  }
}

async function save(figure, kind) {
  if (!figure.drawn) return;
  const link = document.createElement("a");
  link.href = await figure.drawn.view.toImageURL(kind, kind === "png" ? 2 : 1);
  link.download = `${figure.getAttribute("aria-label")}.${kind}`;
  link.click();
}

// Only charts that come into view are fetched and drawn.
const watcher = new IntersectionObserver(
  (seen) => seen.filter((one) => one.isIntersecting).forEach((one) => begin(one.target)),
  { rootMargin: "200px" },
);

function watch(root) {
  root.querySelectorAll("[data-chart]").forEach((figure) => watcher.observe(figure));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-export]");
  if (button) save(button.closest("[data-chart]"), button.dataset.export);
});
document.addEventListener("htmx:load", (event) => watch(event.detail.elt.parentElement ?? document));
watch(document);
