// What goes over the wire: one line for each request, event and connection, with its JSON to unfold.

import { openWire } from "./api.js";
import { fill, h, iconButton } from "./dom.js";
import { code } from "./markdown.js";

/** @import { EventEntry, RequestEntry, WireEntry } from "./payloads.js" */

const SHOWN = 300;
/** @type {{ [kind: string]: string }} */
const FILTERS = { all: "All", rest: "REST", gateway: "Gateway" };
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });

export class WireLog {
  constructor() {
    this.filter = "all";
    /** @type {WireEntry[]} */
    this.entries = [];
    /** @type {(() => void) | null} */
    this.stop = null;
    this.list = h("ol", { class: "wire", tabindex: "0", "aria-label": "What went over the wire" });
    this.head = h("div", { class: "wire-head" });
    this.node = h("section", { class: "wire-box", "aria-label": "The wire" }, this.head, this.list);
    this.#drawHead();
  }

  open() {
    if (this.stop) return;
    this.entries = [];
    this.list.replaceChildren();
    this.stop = openWire((entry) => this.#add(entry), () => {
      this.stop = null;
      this.list.append(h("li", { class: "wire-note muted" }, "The playground is gone. Open the drawer again when it's back."));
    });
  }

  close() {
    this.stop?.();
    this.stop = null;
  }

  #drawHead() {
    fill(this.head,
      h("div", { class: "segments", role: "radiogroup", "aria-label": "Show" }, Object.entries(FILTERS).map(([name, label]) =>
        h("label", { class: "segment" }, h("input", { type: "radio", name: "wire-filter", value: name, checked: name === this.filter, on: { change: () => this.#filter(name) } }), h("span", {}, label)))),
      h("span", { class: "grow" }),
      iconButton("trash", "Clear the list", () => {
        this.entries = [];
        this.list.replaceChildren();
      }));
  }

  /** @param {string} name */
  #filter(name) {
    this.filter = name;
    this.list.replaceChildren(...this.entries.filter((entry) => this.#isShown(entry)).map(line));
    this.list.scrollTop = this.list.scrollHeight;
  }

  /** @param {WireEntry} entry */
  #isShown(entry) {
    return this.filter === "all" || entry.kind === this.filter || entry.kind === "connection";
  }

  /** The newest stays in sight unless the reader has scrolled up. @param {WireEntry} entry */
  #add(entry) {
    this.entries.push(entry);
    if (this.entries.length > SHOWN) this.entries.shift();
    if (!this.#isShown(entry)) return;
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    const follows = scrollHeight - scrollTop - clientHeight < 40;
    this.list.append(line(entry));
    while (this.list.children.length > SHOWN) this.list.firstChild?.remove();
    if (follows) this.list.scrollTop = this.list.scrollHeight;
  }
}

/** @param {WireEntry} entry */
function line(entry) {
  const time = h("time", { class: "wire-time muted" }, clock.format(new Date(entry.at * 1000)));
  if (entry.kind === "connection") return h("li", { class: "wire-note" }, time, " ", entry.title);
  const isRest = entry.kind === "rest";
  const details = h("details", { class: "wire-entry" },
    h("summary", {}, time,
      h("span", { class: `wire-way ${isRest ? "up" : "down"}`, title: isRest ? "from the bot" : "to the bot" }, isRest ? "→" : "←"),
      h("span", { class: "grow wire-title" }, short(entry.title)),
      isRest ? h("span", { class: `wire-status ${entry.status === null || entry.status >= 400 ? "bad" : ""}` }, String(entry.status ?? "cut")) : null,
      !isRest && !entry.delivered ? h("span", { class: "wire-status bad" }, "kept") : null));
  // JSON is long: it is drawn for the lines that somebody opens.
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(...body(entry));
    if (details.open) details.scrollIntoView({ block: "nearest" });
  });
  return h("li", {}, details);
}

/** Ids and tokens make paths long; their ends tell them apart. @param {string} title */
function short(title) {
  return title.replace(/\/(\d{15,20})(?=\/|$)/gu, (_, id) => `/…${id.slice(-4)}`).replace(/\/([\w-]{40,})(?=\/|$)/gu, "/token");
}

/** @param {EventEntry | RequestEntry} entry */
function body(entry) {
  if (entry.kind === "gateway") return [json(`s: ${entry.seq}${entry.delivered ? "" : ", kept until the bot resumes"}`, entry.data)];
  return [
    h("p", { class: "small muted" }, [entry.title, `${entry.took} ms`, entry.fault ? `by order: ${entry.fault}` : ""].filter(Boolean).join(" · ")),
    entry.query ? json("Query", entry.query) : null,
    entry.files.length ? h("p", { class: "small" }, `Files: ${entry.files.join("; ")}`) : null,
    entry.request ? json("Request", entry.request) : null,
    entry.response ? json("Answer", entry.response) : null,
  ].filter((part) => part !== null);
}

/** @param {string} title @param {string} text */
function json(title, text) {
  const block = h("code", {});
  block.append(code(text, "json"));
  return h("div", {}, h("div", { class: "small muted" }, title), h("pre", { tabindex: "0", "aria-label": title }, block));
}
