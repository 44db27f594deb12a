// A conversation opens at its newest message, and follows it only while the reader is there.
const NEAR = 80;

const pane = () => document.querySelector("[data-talk-scroll]");
const distance = (box) => box.scrollHeight - box.scrollTop - box.clientHeight;

let following = true;

function toEnd() {
  const box = pane();
  if (!box) return;
  const wanted = location.hash.startsWith("#message-") || location.hash.startsWith("#note-");
  const target = wanted ? document.getElementById(location.hash.slice(1)) : null;
  if (target) {
    target.scrollIntoView({ block: "center" });
    target.classList.add("found");
  } else box.scrollTop = box.scrollHeight;
}

document.addEventListener("htmx:beforeSwap", () => {
  const box = pane();
  following = !box || distance(box) < NEAR;
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "work" || following) toEnd();
});
document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target?.id === "talk" && following) toEnd();
});

toEnd();
