// Reply and Note are two faces of one composer: choosing one puts the cursor there. Escape leaves the text.
function open(face) {
  const field = document.querySelector(`[data-draft-face="${face}"]`);
  if (!field) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

document.addEventListener("click", (event) => {
  const label = event.target.closest(".faces label");
  if (!label) return;
  const radio = document.getElementById(label.htmlFor);
  if (radio) setTimeout(() => open(radio.dataset.face));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && event.keyCode !== 229 && event.target.matches("[data-draft-face]"))
    event.target.blur();
});

// What one sent leaves an empty field behind, with the cursor still in it.
document.addEventListener("htmx:afterSwap", (event) => {
  const id = event.detail.target?.id;
  if (id === "reply-form" || id === "note-form") open(id.split("-")[0]);
});
