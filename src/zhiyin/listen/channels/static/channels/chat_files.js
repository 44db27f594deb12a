// Files are chosen, pasted into the field, or dropped anywhere on the chat.
export function keepFiles({ chat, field, input, put }) {
  const take = (files) => {
    for (const file of files) put(file);
  };
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = "";
    field.focus();
  });
  field.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (!files.length) return; // a text is pasted as ever
    event.preventDefault();
    take(files);
  });
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  chat.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    chat.classList.add("dropping");
  });
  chat.addEventListener("dragleave", (event) => {
    if (!chat.contains(event.relatedTarget)) chat.classList.remove("dropping");
  });
  chat.addEventListener("drop", (event) => {
    chat.classList.remove("dropping");
    if (!carries(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
}
