// The chat page. What happened comes from one place, `messages?since=<the last event we have>`: asked when the live
// connection says that something did, when it stands again, when the page wakes, and now and then should it be deaf.
// A message is known by its id, so one that comes twice is shown once.
import { keepFiles } from "./chat_files.js";
import { Queue } from "./chat_queue.js";

const chat = document.querySelector("[data-chat]");
const address = chat.dataset.chat;
const framed = chat.classList.contains("framed");
const list = chat.querySelector("[data-messages]");
const scroller = chat.querySelector(".chat-scroll");
const fault = chat.querySelector(".chat-fault");
const form = chat.querySelector(".chat-form");
const field = form.elements.text;
const typing = chat.querySelector("[data-typing]");
const memory = chat.querySelector(".chat-memory");
const language = document.documentElement.lang;
const word = (name) => chat.dataset[`word${name}`];

const DEAF_POLL = 4000; // while no live connection stands
const QUIET_POLL = 30_000; // beside one, should it be deaf
const LONGEST_WAIT = 30_000;
const TYPING_EVERY = 3000;
const TYPING_LASTS = 6000;

if (chat.dataset.colour) paint(chat.dataset.colour);

// Where the visitor is remembered: the browser's storage (a frame on another site may get no cookies), or, for those who
// refuse, this tab's alone. With neither, all works until the page is left.
function open_(name) {
  try {
    const found = self[name];
    found.setItem("zhiyin", "");
    return found;
  } catch {
    return null;
  }
}
const stores = { lasting: open_("localStorage"), passing: open_("sessionStorage") };
const name = (key) => `zhiyin${address}:${key}`;
let refuses = Boolean(stores.passing?.getItem(name("refuses")));
const store = () => (vouched ? null : refuses ? stores.passing : stores.lasting);
const shelf = {
  get: (key) => store()?.getItem(name(key)) ?? null,
  set: (key, value) => {
    try {
      store()?.setItem(name(key), value);
    } catch {
      // full or forbidden
    }
  },
  drop: (key) => store()?.removeItem(name(key)),
  keys: (start) => Object.keys(store() ?? {}).filter((key) => key.startsWith(name(start))).map((key) => key.slice(name("").length)),
};

let vouched = false;
let visitor = shelf.get("visitor") || chat.dataset.visitor;
let last = visitor === chat.dataset.visitor ? chat.dataset.last : "";
let live = visitor === chat.dataset.visitor ? chat.dataset.live : "";
let open = !framed;
let source = null;
let again = 1000;
let asking = null;
let askAgain = false;

function paint(colour) {
  const parts = [1, 3, 5].map((n) => parseInt(colour.slice(n, n + 2), 16) / 255);
  const [r, g, b] = parts.map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  chat.style.setProperty("--own", colour);
  chat.style.setProperty("--on-own", 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff");
}

function headers() {
  const said = { "X-Visitor": visitor, "X-Language": language };
  if (refuses) said["X-Forget"] = "1";
  return said;
}

const atBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
const toBottom = () => (scroller.scrollTop = scroller.scrollHeight);

function tell(words) {
  fault.textContent = words;
  fault.hidden = !words;
}

// ---- what happened ----

/** Take an answer of the server in: new messages to their places, marks, and the event to ask after next time. */
function take(told) {
  const below = atBottom();
  const box = document.createElement("template");
  box.innerHTML = told.html; // of our own server, escaped there
  let more = false;
  for (const item of box.content.querySelectorAll("li")) {
    const known = document.getElementById(item.id);
    if (known) {
      if (known.querySelectorAll("img, .bubble-file").length !== item.querySelectorAll("img, .bubble-file").length) known.replaceWith(item);
      continue;
    }
    const after = [...list.children].reverse().find((one) => Number(one.dataset.at) <= Number(item.dataset.at));
    if (after) after.after(item);
    else list.prepend(item);
    if (item.dataset.client) queue.arrived(item.dataset.client);
    if (item.classList.contains("us")) typing.hidden = true;
    more = true;
  }
  last = told.last;
  if (told.seen) markSeen(told.seen);
  if (told.state) {
    const place = chat.querySelector("[data-state]");
    if (place.textContent !== told.state.words) place.textContent = told.state.words;
  }
  if (told.live && !source) live = told.live;
  if (!source) listen();
  if (more && below) toBottom();
  if (more) tellUnread();
  memory.hidden = vouched || !list.children.length;
}

function markSeen(id) {
  list.querySelector(".bubble-seen")?.remove();
  const bubble = document.getElementById(`m-${id}`);
  if (!bubble) return;
  const mark = document.createElement("span");
  mark.className = "bubble-seen";
  mark.textContent = word("Seen");
  bubble.append(mark);
}

/** Ask what happened since; questions while one is under way become one more. */
function refresh() {
  if (asking) {
    askAgain = true;
    return asking;
  }
  asking = (async () => {
    do {
      askAgain = false;
      const whose = visitor;
      try {
        const answer = await fetch(`${address}/messages?since=${last}`, { headers: headers() });
        if (answer.status === 200 && whose === visitor) take(await answer.json());
      } catch {
        // offline: the next poll will tell
      }
    } while (askAgain);
    asking = null;
  })();
  return asking;
}

function listen() {
  if (!live || source || document.hidden) return;
  const connection = new EventSource(`${live}&last=${last}`);
  source = connection;
  connection.onopen = () => {
    again = 1000;
    refresh();
    queue.send();
  };
  connection.onmessage = (message) => {
    const facts = JSON.parse(message.data);
    if (facts.event === "WeType") showTyping();
    else refresh();
  };
  connection.onerror = () => {
    // The browser itself would come back with the address it began with; a fresh one has a fresh token and a later event.
    connection.close();
    if (source !== connection) return;
    source = null;
    setTimeout(() => refresh().then(listen), again * (0.75 + Math.random() / 2));
    again = Math.min(again * 2, LONGEST_WAIT);
  };
}

function hush() {
  source?.close();
  source = null;
}

(function poll() {
  const stands = source?.readyState === EventSource.OPEN;
  setTimeout(async () => {
    if (!document.hidden && (live || list.children.length)) await refresh();
    poll();
  }, stands ? QUIET_POLL : DEAF_POLL);
})();

// ---- marks ----

let typingUntil = 0;
function showTyping() {
  clearTimeout(typingUntil);
  const below = atBottom();
  typing.hidden = false;
  if (below) toBottom();
  typingUntil = setTimeout(() => (typing.hidden = true), TYPING_LASTS);
}

let toldTyping = 0;
function tellTyping() {
  if (!field.value || !list.children.length || Date.now() - toldTyping < TYPING_EVERY) return;
  toldTyping = Date.now();
  fetch(`${address}/typing`, { method: "POST", headers: headers() }).catch(() => {});
}

let toldSeen = "";
function tellUnread() {
  const ours = [...list.querySelectorAll(".us[data-at]")];
  const newest = ours.at(-1);
  if (newest && open && !document.hidden) {
    shelf.set("seen", newest.dataset.at);
    if (toldSeen !== newest.dataset.message) {
      toldSeen = newest.dataset.message;
      const body = new URLSearchParams({ message: toldSeen });
      fetch(`${address}/seen`, { method: "POST", headers: headers(), body }).catch(() => (toldSeen = ""));
    }
  }
  const seen = Number(shelf.get("seen") || 0);
  const count = ours.filter((one) => Number(one.dataset.at) > seen).length;
  if (framed) parent.postMessage({ zhiyin: "unread", count }, "*"); // a number, no secret
  else document.title = (count ? `(${count}) ` : "") + document.title.replace(/^\(\d+\) /, "");
}

// ---- saying ----

const queue = new Queue({
  list: chat.querySelector("[data-unsent-list]"), address, shelf, headers, tell, word,
  taken: (told) => {
    take(told);
    toBottom();
  },
  last: () => last,
  expired: () => become(chat.dataset.visitor, true),
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  shelf.drop("draft");
  queue.put({ text });
  toBottom();
});

// Enter sends, Shift+Enter makes a line; never while an input method is composing (229 is Safari's way to say so).
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
});
field.addEventListener("input", () => {
  shelf.set("draft", field.value);
  tellTyping();
});
keepFiles({ chat, field, input: form.elements.file, put: (file) => (queue.put({ file }), toBottom()) });

const details = chat.querySelector(".chat-details");
async function give(what) {
  const thanks = details.querySelector(".chat-thanks");
  try {
    const body = new URLSearchParams(new FormData(details));
    const answer = await fetch(`${address}/${what}`, { method: "POST", headers: headers(), body });
    thanks.textContent = answer.ok ? (await answer.json()).thanks : await answer.text();
  } catch {
    thanks.textContent = word("Offline");
  }
}
details.addEventListener("submit", (event) => {
  event.preventDefault();
  give("details");
});
details.querySelector("[data-copy]").addEventListener("click", () => give("transcript"));

// ---- who the visitor is ----

/** Go on as this visitor: another one has another conversation. */
function become(token, keepList = false) {
  visitor = token;
  shelf.set("visitor", visitor);
  hush();
  live = last = "";
  if (!keepList) list.replaceChildren();
  refresh();
}

async function vouch(identity) {
  const body = new URLSearchParams({ identity });
  try {
    const answer = await fetch(`${address}/identity`, { method: "POST", headers: headers(), body });
    if (!answer.ok) return tell(await answer.text());
    const token = (await answer.json()).visitor;
    for (const key of shelf.keys("unsent:")) shelf.drop(key); // what waits is in memory, and goes in the new name
    vouched = true; // from here on nothing of it stays in the browser
    become(token);
  } catch {
    setTimeout(() => vouch(identity), 3000);
  }
}

const forgetting = chat.querySelector("[data-forget]");
const memoryWords = [memory.firstElementChild.textContent, forgetting.textContent];
function tellMemory() {
  memory.firstElementChild.textContent = refuses ? word("Forgotten") : memoryWords[0];
  forgetting.textContent = refuses ? word("Remember") : memoryWords[1];
}
forgetting.addEventListener("click", () => {
  const kept = shelf.keys("").map((key) => [key, shelf.get(key)]);
  for (const [key] of kept) shelf.drop(key);
  refuses = !refuses;
  for (const [key, value] of kept) if (key !== "refuses") shelf.set(key, value);
  if (refuses) {
    stores.passing?.setItem(name("refuses"), "1");
    fetch(`${address}/forgetting`, { method: "POST", headers: headers() }).catch(() => {});
  } else stores.passing?.removeItem(name("refuses"));
  tellMemory();
});

// ---- the frame ----

const close = () => parent.postMessage({ zhiyin: "close" }, "*");
chat.querySelector("[data-close]")?.addEventListener("click", close);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || event.keyCode === 229) return;
  const who = chat.querySelector(".chat-who[open]");
  if (who) {
    who.open = false;
    who.querySelector("summary").focus();
  } else if (framed) close();
});
window.addEventListener("message", (event) => {
  if (event.source !== parent || typeof event.data?.zhiyin !== "string") return;
  const said = event.data.zhiyin;
  if (said === "identity" && "vouched" in chat.dataset && typeof event.data.identity === "string") vouch(event.data.identity);
  if (said === "open" || said === "closed") {
    open = said === "open";
    if (open) {
      toBottom();
      field.focus();
    }
    tellUnread();
  }
  if (said === "first") chat.querySelector(".chat-who summary").focus(); // the keyboard came round
  if (said === "last") form.querySelector("button").focus();
});

// A page that sleeps holds no connection; when it wakes it asks what it missed.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  refresh().then(() => {
    listen();
    tellUnread();
  });
  queue.send();
});
window.addEventListener("online", () => {
  refresh().then(listen);
  queue.send();
});
window.addEventListener("pagehide", hush);
window.addEventListener("pageshow", (event) => event.persisted && refresh().then(listen));

field.value = shelf.get("draft") || "";
if (visitor !== chat.dataset.visitor) {
  list.replaceChildren();
  refresh();
}
shelf.set("visitor", visitor);
if (chat.dataset.seen) markSeen(chat.dataset.seen);
memory.hidden = !list.children.length;
tellMemory();
toBottom();
listen();
tellUnread();
queue.load();
if (framed) parent.postMessage({ zhiyin: "ready" }, "*");
