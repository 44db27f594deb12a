// The chat page: sends without reload, shows what comes in, keeps what could not be sent.
const chat = document.querySelector("[data-chat]");
const address = chat.dataset.chat;
const framed = chat.classList.contains("framed");
const list = chat.querySelector("[data-messages]");
const unsentList = chat.querySelector("[data-unsent-list]");
const scroller = chat.querySelector(".chat-scroll");
const fault = chat.querySelector(".chat-fault");
const form = chat.querySelector(".chat-form");
const field = form.elements.text;
const language = document.documentElement.lang;

const FIRST_POLL = 4000; // while no live connection stands
const QUIET_POLL = 30_000; // beside a live connection, should it be deaf
const LONGEST_WAIT = 30_000;

// A frame on another site may get no cookies; then the page's own storage remembers who the visitor is.
const shelf = {
  get: (name) => {
    try {
      return localStorage.getItem(`zhiyin${address}:${name}`);
    } catch {
      return null;
    }
  },
  set: (name, value) => {
    try {
      localStorage.setItem(`zhiyin${address}:${name}`, value);
    } catch {
      // storage is forbidden here: all works until the page is left
    }
  },
};

const remembered = shelf.get("visitor");
let visitor = remembered || chat.dataset.visitor;
shelf.set("visitor", visitor);
let unsent = JSON.parse(shelf.get("unsent") || "[]");
let open = !framed;
let source = null;
let wait = 1000;
let sending = false;

function headers() {
  return { "X-Visitor": visitor, "X-Language": language };
}

// Random ids also where crypto.randomUUID is missing (pages without https).
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function atBottom() {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
}

function toBottom() {
  scroller.scrollTop = scroller.scrollHeight;
}

function show(html, { follow }) {
  const below = follow || atBottom();
  list.innerHTML = html;
  if (below) toBottom();
  listen();
  tellUnread();
}

function tell(words) {
  fault.textContent = words;
  fault.hidden = !words;
}

function drawUnsent() {
  unsentList.replaceChildren(
    ...unsent.map((one) => {
      const item = document.createElement("li");
      item.className = `bubble me ${one.refused ? "unsent" : "waiting"}`;
      const text = document.createElement("span");
      text.className = "bubble-text";
      text.textContent = one.text;
      const state = document.createElement("span");
      state.className = "bubble-at";
      state.textContent = one.refused ? chat.dataset.unsent : `${chat.dataset.sending}…`;
      item.append(text, state);
      if (one.refused) {
        const again = document.createElement("button");
        again.type = "button";
        again.className = "button small";
        again.textContent = chat.dataset.again;
        again.addEventListener("click", () => {
          one.refused = false;
          send();
        });
        item.append(again);
      }
      return item;
    }),
  );
  shelf.set("unsent", JSON.stringify(unsent));
}

async function send() {
  drawUnsent();
  if (sending) return;
  sending = true;
  try {
    for (let one = unsent.find((it) => !it.refused); one; one = unsent.find((it) => !it.refused)) {
      const body = new URLSearchParams({ text: one.text, client_id: one.id });
      const answer = await fetch(`${address}/message`, { method: "POST", headers: headers(), body });
      if (answer.ok) {
        unsent = unsent.filter((it) => it !== one);
        drawUnsent();
        show(await answer.text(), { follow: true });
        tell("");
      } else if (answer.status >= 500) {
        throw new Error("not now");
      } else {
        if (answer.status === 403) {
          visitor = chat.dataset.visitor; // what was remembered is too old; begin anew
          shelf.set("visitor", visitor);
        }
        one.refused = true;
        drawUnsent();
        tell(await answer.text());
      }
    }
    wait = 1000;
  } catch {
    tell(chat.dataset.offline);
    setTimeout(send, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  } finally {
    sending = false;
  }
}

async function refresh() {
  const last = list.querySelector("[data-message]:last-child")?.dataset.message || "";
  try {
    const answer = await fetch(`${address}/messages?last=${last}`, { headers: headers() });
    if (answer.status === 200) show(await answer.text(), { follow: false });
  } catch {
    // offline: the next poll will tell
  }
}

function listen() {
  const live = list.firstElementChild?.dataset.liveAddress;
  if (!live || source) return;
  source = new EventSource(live);
  source.onmessage = refresh;
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return;
    source = null; // polling goes on; the next answer brings a fresh address
  };
}

function poll() {
  const connected = source && source.readyState === EventSource.OPEN;
  setTimeout(
    async () => {
      if (!document.hidden) await refresh();
      if (!source) listen();
      poll();
    },
    connected ? QUIET_POLL : FIRST_POLL,
  );
}

function tellUnread() {
  const ours = [...list.querySelectorAll(".us[data-at]")];
  if (open && !document.hidden) {
    const newest = ours.at(-1)?.dataset.at;
    if (newest) shelf.set("seen", newest);
  }
  const seen = Number(shelf.get("seen") || 0);
  const count = ours.filter((one) => Number(one.dataset.at) > seen).length;
  if (framed) parent.postMessage({ zhiyin: "unread", count }, "*"); // a number, no secret
  else document.title = (count ? `(${count}) ` : "") + document.title.replace(/^\(\d+\) /, "");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  shelf.set("draft", "");
  unsent.push({ id: newId(), text, refused: false });
  send();
  toBottom();
});

// Enter sends, Shift+Enter makes a line; never while an input method is composing (229 is Safari's way to say so).
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
});
field.addEventListener("input", () => shelf.set("draft", field.value));

chat.querySelector(".chat-details").addEventListener("submit", async (event) => {
  event.preventDefault();
  const details = event.currentTarget;
  const thanks = details.querySelector(".chat-thanks");
  try {
    const body = new URLSearchParams(new FormData(details));
    const answer = await fetch(`${address}/details`, { method: "POST", headers: headers(), body });
    thanks.textContent = answer.ok ? (await answer.json()).thanks : await answer.text();
  } catch {
    thanks.textContent = chat.dataset.offline;
  }
});

chat.querySelector("[data-close]")?.addEventListener("click", () => parent.postMessage({ zhiyin: "close" }, "*"));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && framed && !event.isComposing) parent.postMessage({ zhiyin: "close" }, "*");
});
window.addEventListener("message", (event) => {
  if (event.source !== parent || !event.data || event.data.zhiyin === undefined) return;
  if (event.data.zhiyin === "open" || event.data.zhiyin === "closed") {
    open = event.data.zhiyin === "open";
    if (open) {
      toBottom();
      field.focus();
    }
    tellUnread();
  }
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) refresh().then(tellUnread);
});
window.addEventListener("online", send);
window.addEventListener("pagehide", () => source?.close());

field.value = shelf.get("draft") || "";
toBottom();
if (remembered) refresh();
listen();
tellUnread();
poll();
if (unsent.length) send();
