// Live updates: one EventSource a page. What happens is dispatched on <body> as `live:any`, `live:<Event>`,
// `live:case-<id>` and `live:customer-<id>`, with the facts as detail; htmx triggers listen to these.
import { word } from "./words.js";

const body = document.body;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
const QUIET_FOR = 2500; // a short break is not worth a word

const notice = document.querySelector("[data-connection]");
let token = body.dataset.liveToken;
let last = "";
let wait = FIRST_WAIT;
let source = null;
let telling = null;

function dispatch(name, facts) {
  body.dispatchEvent(new CustomEvent(`live:${name}`, { detail: facts, bubbles: true }));
}

function hear(message) {
  if (message.lastEventId) last = message.lastEventId;
  let facts;
  try {
    facts = JSON.parse(message.data);
  } catch {
    return;
  }
  if (facts.event === "MuchHappened") tellMuch();
  if (facts.event === "CustomerTypes" || facts.event === "WeType") {
    dispatch(facts.event, facts); // it passes: nothing has changed that a page would fetch
    return;
  }
  dispatch("any", facts);
  if (facts.event) dispatch(facts.event, facts);
  if (facts.case_id) dispatch(`case-${facts.case_id}`, facts);
  if (facts.customer_id) dispatch(`customer-${facts.customer_id}`, facts);
}

function tellLost() {
  telling ??= setTimeout(() => {
    if (!notice) return;
    notice.textContent = word("lost");
    notice.dataset.state = "lost";
    notice.hidden = false;
  }, QUIET_FOR);
}

function tellBack() {
  clearTimeout(telling);
  telling = null;
  if (!notice || notice.hidden || notice.dataset.state === "much") return;
  notice.textContent = word("back");
  notice.dataset.state = "back";
  setTimeout(() => (notice.hidden = true), 3000);
}

// So much was missed that it is not told one by one: offer to load the page anew, do not move what one reads.
function tellMuch() {
  if (!notice) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link-button";
  button.textContent = word("much");
  button.addEventListener("click", () => location.reload());
  notice.replaceChildren(button);
  notice.dataset.state = "much";
  notice.hidden = false;
}

function connect() {
  const address = new URL(body.dataset.live, location.href);
  address.searchParams.set("token", token);
  if (last) address.searchParams.set("last", last);
  source = new EventSource(address);
  source.onopen = () => {
    wait = FIRST_WAIT;
    tellBack();
  };
  source.onmessage = hear;
  source.onerror = () => {
    tellLost();
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    source.close();
    setTimeout(again, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };
}

// A refused connection may mean an old token: ask for a new one before the next try.
async function again() {
  try {
    const answer = await fetch("/live/token", { headers: { Accept: "application/json" } });
    if (answer.ok) token = (await answer.json()).token || token;
  } catch {
    // still offline; the next try will tell
  }
  connect();
}

if (body.dataset.live && token) {
  connect();
  window.addEventListener("pagehide", () => source?.close());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) connect();
  });
}
