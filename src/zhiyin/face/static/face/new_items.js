// A quiet "3 new" instead of things that move while one reads: <a data-new-items="customer-<id>" hidden>.
// With hx-get on the link, htmx fetches; without, the link loads the page anew.
for (const link of document.querySelectorAll("[data-new-items]")) {
  const seen = new Set();
  const count = link.querySelector("[data-count]");
  document.body.addEventListener(`live:${link.dataset.newItems}`, (event) => {
    seen.add(event.detail.id ?? seen.size);
    if (count) count.textContent = String(seen.size);
    link.hidden = false;
  });
  link.addEventListener("click", () => {
    seen.clear();
    link.hidden = true;
  });
}
