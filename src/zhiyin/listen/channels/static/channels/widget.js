// The chat on anybody's site: a round button and an isolated frame.
//
//   <script src="https://…/chat/<key>/widget.js" async></script>
//
// That address puts the channel's colour, side and title in the place of `const look`.
// Optional: data-language="zh|en" (else the page's own), data-identity (who the visitor is, signed by the site's server).
// No framework, no cookies on the host page, no inline style or script: a strict Content-Security-Policy of the host needs
// only our origin in script-src and frame-src.
(() => {
  const look = { channel: document.currentScript?.dataset.channel };
  const script = document.currentScript;
  if (!script || !look.channel || document.querySelector("zhiyin-chat")) return;
  const origin = new URL(script.src).origin;
  const language = (script.dataset.language || document.documentElement.lang || navigator.language || "en").toLowerCase();
  const chinese = language.startsWith("zh");
  const words = chinese
    ? { open: "在线咨询", close: "关闭咨询窗口", unread: (n) => `在线咨询，${n} 条新消息` }
    : { open: "Chat with us", close: "Close the chat", unread: (n) => `Chat with us, ${n} new` };
  const channel = look.channel;
  const colour = look.colour || "#0f6b55";
  const side = look.side === "left" ? "left" : "right";
  let identity = script.dataset.identity || "";
  const KNOWN = `zhiyin-chat-${channel}`;

  function onColour(it) {
    const [r, g, b] = [1, 3, 5].map((n) => parseInt(it.slice(n, n + 2), 16) / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
  }

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    * { box-sizing: border-box; }
    button { position: fixed; ${side}: max(20px, env(safe-area-inset-${side})); bottom: max(20px, env(safe-area-inset-bottom)); z-index: 2147483000;
      width: 56px; height: 56px; padding: 0; border: 0; border-radius: 50%; background: ${colour}; color: ${onColour(colour)}; cursor: pointer;
      box-shadow: 0 2px 6px rgb(0 0 0 / 18%), 0 8px 28px rgb(0 0 0 / 22%); transition: transform 120ms, filter 120ms; }
    button:hover { filter: brightness(0.9); transform: translateY(-1px); }
    button:focus-visible { outline: 3px solid ${colour}; outline-offset: 3px; }
    svg { width: 28px; height: 28px; display: block; margin: auto; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
    .badge { position: absolute; top: -4px; right: -4px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px; background: #ae2520; color: #fff;
      font: 600 12px/22px system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; text-align: center; }
    .badge[hidden] { display: none; }
    .pane { position: fixed; ${side}: 20px; bottom: 88px; z-index: 2147483001; width: min(392px, calc(100vw - 40px)); height: min(640px, calc(100dvh - 112px));
      border-radius: 14px; overflow: hidden; background: #fffdf9; box-shadow: 0 2px 6px rgb(0 0 0 / 14%), 0 16px 48px rgb(0 0 0 / 24%); }
    .pane[hidden] { display: block; visibility: hidden; pointer-events: none; opacity: 0; }
    iframe { width: 100%; height: 100%; border: 0; display: block; }
    @media (max-width: 560px) { .pane { inset: 0; width: 100%; height: 100%; border-radius: 0; } :host([open]) button { display: none; } }
    @media (prefers-reduced-motion: reduce) { button { transition: none; } }
    @media print { :host { display: none; } }
  `);

  const host = document.createElement("zhiyin-chat");
  const root = host.attachShadow({ mode: "closed" });
  root.adoptedStyleSheets = [sheet];

  const SVG = "http://www.w3.org/2000/svg";
  function drawing(path) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  }
  const bubble = drawing("M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 3.5V17A2.5 2.5 0 0 1 4 14.500zM8.500 9h7M8.500 12.500h4.500");
  const down = drawing("m6 9.500 6 6 6-6");

  const button = document.createElement("button");
  button.type = "button";
  const badge = document.createElement("span");
  badge.className = "badge";
  badge.hidden = true;
  const pane = document.createElement("div");
  pane.className = "pane";
  pane.hidden = true;
  pane.setAttribute("role", "dialog");
  pane.setAttribute("aria-label", look.title || words.open);
  // On a phone the chat covers the page: the keyboard's focus goes round within it.
  const narrow = matchMedia("(max-width: 560px)");
  const [before, after] = ["last", "first"].map((end) => {
    const edge = document.createElement("span");
    edge.tabIndex = -1;
    edge.addEventListener("focus", () => {
      frame?.focus();
      say(end);
    });
    return edge;
  });
  pane.append(before, after);
  let frame = null;
  let isOpen = false;
  let unread = 0;

  function name() {
    button.setAttribute("aria-label", isOpen ? words.close : unread ? words.unread(unread) : words.open);
    button.setAttribute("aria-expanded", String(isOpen));
    button.replaceChildren(isOpen ? down : bubble, badge);
    badge.hidden = isOpen || !unread;
    badge.textContent = unread > 99 ? "99+" : String(unread);
    host.toggleAttribute("open", isOpen);
  }

  // The frame is loaded when it is first needed: on the first press, or at once for someone who has chatted before.
  function load() {
    if (frame) return;
    frame = document.createElement("iframe");
    frame.title = words.open;
    frame.src = `${origin}/chat/${encodeURIComponent(channel)}?frame=1&lang=${chinese ? "zh" : "en"}${identity ? "&known=1" : ""}`;
    before.after(frame);
  }

  function say(word) {
    frame?.contentWindow?.postMessage({ zhiyin: word, identity: word === "identity" ? identity : "" }, origin);
  }

  function turn(open) {
    isOpen = open;
    if (open) {
      load();
      try {
        localStorage.setItem(KNOWN, "1");
      } catch {
        // storage is forbidden here: the frame then loads on the first press each time
      }
    }
    pane.hidden = !open;
    fit();
    name();
    say(open ? "open" : "closed");
    if (!open) button.focus();
  }

  // What the on-screen keyboard leaves of a phone's screen is all of the chat: it never covers the field.
  function fit() {
    const covers = isOpen && narrow.matches;
    before.tabIndex = after.tabIndex = covers ? 0 : -1;
    pane.setAttribute("aria-modal", String(covers));
    pane.style.height = covers && visualViewport ? `${visualViewport.height}px` : "";
    pane.style.top = covers && visualViewport ? `${visualViewport.offsetTop}px` : "";
  }
  for (const what of ["resize", "scroll"]) self.visualViewport?.addEventListener(what, fit);
  narrow.addEventListener("change", fit);

  button.addEventListener("click", () => turn(!isOpen));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen) turn(false);
  });
  window.addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== origin || !event.data) return;
    if (event.data.zhiyin === "close") turn(false);
    if (event.data.zhiyin === "ready") {
      if (identity) say("identity");
      say(isOpen ? "open" : "closed");
    }
    if (event.data.zhiyin === "unread") {
      unread = Number(event.data.count) || 0;
      name();
    }
  });

  // For sites that sign their visitors in and out without loading a page: document.querySelector("zhiyin-chat").identify(…)
  host.identify = (value) => {
    identity = value || "";
    const stood = frame !== null;
    frame?.remove();
    frame = null;
    if (stood) load();
  };

  name();
  root.append(pane, button);
  const stand = () => document.body.append(host);
  if (document.body) stand();
  else document.addEventListener("DOMContentLoaded", stand);
  try {
    if (localStorage.getItem(KNOWN)) load();
  } catch {
    // as above
  }
})();
