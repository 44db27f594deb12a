// Files for a reply: chosen with the button, dropped on the composer or pasted. They stand in a list until they are sent.
const input = () => document.querySelector("#reply-form [data-files]");

function size(bytes) {
  const units = ["B", "KB", "MB"];
  let at = 0;
  while (bytes >= 1024 && at < 2) [bytes, at] = [bytes / 1024, at + 1];
  return `${at ? bytes.toFixed(1) : bytes} ${units[at]}`;
}

function set(files) {
  const bag = new DataTransfer();
  for (const file of files) bag.items.add(file);
  input().files = bag.files;
  draw();
}

function draw() {
  const list = document.querySelector("#reply-form [data-files-chosen]");
  const field = input();
  if (!list || !field) return;
  for (const drawn of list.querySelectorAll("[data-chosen]")) drawn.remove();
  [...field.files].forEach((file, at) => {
    const row = document.createElement("li");
    row.dataset.chosen = at;
    const told = document.createElement("span");
    told.className = "muted";
    const large = file.size > Number(field.dataset.largest);
    told.textContent = large ? list.dataset.tooLarge : size(file.size);
    if (large) row.className = "late";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet small";
    button.textContent = list.dataset.remove;
    button.setAttribute("aria-label", `${list.dataset.remove}: ${file.name}`);
    button.addEventListener("click", () => {
      set([...input().files].filter((_, other) => other !== at));
      document.querySelector("#reply-form textarea")?.focus();
    });
    row.append(file.name, " ", told, " ", button);
    list.append(row);
  });
}

function add(files) {
  const field = input();
  if (!field || !files.length) return false;
  set([...field.files, ...files]);
  return true;
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-files]")) draw();
});
document.addEventListener("click", (event) => {
  event.target.closest?.("[data-unkeep]")?.closest("li").remove();
});
document.addEventListener("paste", (event) => {
  if (event.target.matches?.('[data-draft-face="reply"]') && add(event.clipboardData?.files ?? []))
    event.preventDefault();
});
for (const name of ["dragover", "drop"])
  document.addEventListener(name, (event) => {
    const place = event.target.closest?.("[data-composer]");
    if (!place || !input() || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (name === "drop") add(event.dataTransfer.files);
  });

// What was sent is not sent again; what could not be sent stays chosen.
document.addEventListener("htmx:beforeSwap", (event) => {
  const sent = event.detail.requestConfig?.elt?.id === "reply-form" && event.detail.xhr.status < 300;
  if (sent && input()) input().value = "";
});
document.addEventListener("htmx:afterSettle", draw);
