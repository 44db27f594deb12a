// On a Mac the sheet and the bar say ⌘.
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

if (isMac) {
  for (const key of document.querySelectorAll("[data-modifier]")) {
    key.textContent = key.textContent.replace("Ctrl ", "⌘");
  }
}
