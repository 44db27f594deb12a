// What was written and is not with the server yet: sent one after the other in the order it was written, each under an id
// of its own, so that sending it again after a broken answer says nothing twice. Texts survive a reload; files do not.
const LONGEST_WAIT = 30_000;

// Random ids also where crypto.randomUUID is missing (pages without https).
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Queue {
  #items = [];
  #sending = false;
  #wait = 1000;
  #timer = 0;

  constructor(house) {
    this.house = house;
  }

  /** What an earlier page left unsent. */
  load() {
    const { shelf } = this.house;
    const kept = shelf.keys("unsent:").map((key) => ({ id: key.slice(7), ...JSON.parse(shelf.get(key)) }));
    this.#items = kept.sort((one, other) => one.at - other.at);
    if (this.#items.length) this.send();
  }

  put({ text = "", file = null }) {
    const one = { id: newId(), at: Date.now() + this.#items.length / 1000, text, file, refused: "" };
    this.#items.push(one);
    if (!file) this.house.shelf.set(`unsent:${one.id}`, JSON.stringify({ text, at: one.at }));
    this.send();
  }

  /** The server has this one, whoever told us. */
  arrived(id) {
    this.house.shelf.drop(`unsent:${id}`);
    if (!this.#items.some((one) => one.id === id)) return;
    this.#items = this.#items.filter((one) => one.id !== id);
    this.#draw();
  }

  async send() {
    this.#draw();
    if (this.#sending) return;
    clearTimeout(this.#timer);
    this.#sending = true;
    try {
      for (let one = this.#next(); one; one = this.#next()) {
        one.part = 0;
        this.#draw();
        const answer = await this.#post(one);
        if (answer.status === 200) {
          this.arrived(one.id);
          this.house.tell("");
          this.house.taken(JSON.parse(answer.text));
        } else if (answer.status >= 500) throw new Error("not now");
        else {
          if (answer.status === 403) this.house.expired();
          one.refused = answer.text;
          this.#draw();
          this.house.tell(answer.text);
        }
      }
      this.#wait = 1000;
    } catch {
      this.house.tell(this.house.word("Offline"));
      for (const one of this.#items) delete one.part;
      this.#draw();
      this.#timer = setTimeout(() => this.send(), this.#wait * (0.75 + Math.random() / 2));
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    } finally {
      this.#sending = false;
    }
  }

  #next() {
    return this.#items.find((one) => !one.refused);
  }

  // XMLHttpRequest, because fetch does not say how much of a file has gone.
  #post(one) {
    return new Promise((done, failed) => {
      const body = new FormData();
      body.set("text", one.text);
      body.set("client_id", one.id);
      body.set("since", this.house.last?.() ?? "");
      if (one.file) body.set("file", one.file, one.file.name);
      const request = new XMLHttpRequest();
      request.open("POST", `${this.house.address}/message`);
      for (const [name, value] of Object.entries(this.house.headers())) request.setRequestHeader(name, value);
      request.timeout = one.file ? 300_000 : 30_000;
      request.upload.onprogress = (event) => {
        if (!one.file || !event.lengthComputable) return;
        one.part = event.loaded / event.total;
        const bar = this.house.list.querySelector(`[data-id="${one.id}"] progress`);
        if (bar) bar.value = one.part;
      };
      request.onload = () => done({ status: request.status, text: request.responseText });
      request.onerror = request.ontimeout = request.onabort = failed;
      request.send(body);
    });
  }

  #draw() {
    this.house.list.replaceChildren(...this.#items.map((one) => this.#item(one)));
  }

  #item(one) {
    const { word } = this.house;
    const item = document.createElement("li");
    item.className = `bubble me ${one.refused ? "unsent" : "waiting"}`;
    item.dataset.id = one.id;
    const text = document.createElement("span");
    text.className = "bubble-text";
    text.textContent = one.file ? one.file.name : one.text;
    const state = document.createElement("span");
    state.className = "bubble-at";
    state.textContent = one.refused ? word("Unsent") : one.part === undefined ? word("Waiting") : `${word("Sending")}…`;
    item.append(text);
    if (one.file && one.part !== undefined && !one.refused) {
      const bar = document.createElement("progress");
      bar.value = one.part;
      bar.setAttribute("aria-label", one.file.name);
      item.append(bar);
    }
    item.append(state);
    if (one.refused) {
      const row = document.createElement("span");
      row.className = "bubble-choices";
      row.append(
        this.#button(word("Again"), () => {
          one.refused = "";
          this.send();
        }),
        this.#button(word("Drop"), () => {
          this.house.tell("");
          this.arrived(one.id);
        }),
      );
      item.append(row);
    }
    return item;
  }

  #button(words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = words;
    button.addEventListener("click", act);
    return button;
  }
}
