// Whether a key belongs to what someone is writing.
export function isTyping(event) {
  const target = event.composedPath()[0];
  return (
    event.isComposing ||
    event.keyCode === 229 ||
    (target instanceof HTMLElement &&
      (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select")))
  );
}
