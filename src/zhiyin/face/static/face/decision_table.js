// The editor of a decision table: add, move and remove rows; pickers say what is chosen. Without it rows can be edited.

for (const form of document.querySelectorAll("[data-decision-table]")) {
  const rows = form.querySelector("[data-rows]");
  const blank = form.querySelector("[data-blank]");
  let made = 0;

  const refresh = () => {
    const all = [...rows.children];
    all.forEach((row, index) => {
      row.querySelector("[data-number]").textContent = index + 1;
      row.querySelector('[data-move="up"]').disabled = index === 0;
      row.querySelector('[data-move="down"]').disabled = index === all.length - 1;
      row.querySelector("[data-remove-row]").disabled = all.length === 1;
    });
  };

  const reveal = (root) => root.querySelectorAll("[data-move], [data-remove-row], [data-add-row]").forEach((one) => (one.hidden = false));

  form.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    const move = event.target.closest("[data-move]");
    if (move?.dataset.move === "up") row.previousElementSibling?.before(row);
    if (move?.dataset.move === "down") row.nextElementSibling?.after(row);
    if (event.target.closest("[data-remove-row]")) {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      next?.querySelector("input, select, summary")?.focus();
    }
    if (event.target.closest("[data-add-row]")) {
      const index = `added${++made}`;
      const copy = blank.content.cloneNode(true);
      copy.querySelectorAll("[name]").forEach((field) => {
        if (field.name === "order") field.value = index;
        else field.name = field.name.replace(/^new\./, `${index}.`);
      });
      reveal(copy);
      const last = rows.lastElementChild;
      last ? last.before(copy) : rows.append(copy);
      last?.previousElementSibling?.querySelector("summary, select, input:not([type=hidden])")?.focus();
    }
    move?.focus();
    refresh();
  });

  form.addEventListener("change", (event) => {
    const picker = event.target.closest("[data-picker]");
    if (!picker) return;
    const chosen = [...picker.querySelectorAll("input:checked")].map((box) => box.parentElement.textContent.trim());
    const shown = picker.querySelector("[data-chosen]");
    shown.textContent = chosen.join(" · ") || shown.dataset.any;
  });

  reveal(form);
  refresh();
}

// A picker closes when one goes elsewhere.
document.addEventListener("click", (event) => {
  for (const picker of document.querySelectorAll("[data-picker][open]")) {
    if (!picker.contains(event.target)) picker.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const picker = event.target.closest("[data-picker][open]");
  if (picker) {
    picker.open = false;
    picker.querySelector("summary").focus();
  }
});
