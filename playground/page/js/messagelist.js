// The messages of the open channel: keeps rows in step with the store, and the scroll and the focus at their place.

import { h } from "./dom.js";
import { messageRow, toolbar } from "./message.js";
import { RowActions } from "./rowactions.js";
import { compareIds } from "./reading.js";
import { EPHEMERAL } from "./store.js";
import { dayName, sameDay } from "./timestamps.js";

const GROUP_WITHIN = 7 * 60 * 1000;
const NEAR_END = 60;
const NEAR_START = 1000;
const THREAD_STARTER = 21;
const READ_AFTER = 250;

export class MessageList {
  // `hooks` is {api, openModal, startReply, focusComposer, notify, goTo, messageCommands, intro}.
  constructor(root, store, hooks) {
    this.root = root;
    this.store = store;
    this.hooks = hooks;
    this.doing = new RowActions(this, store, hooks);
    this.rows = new Map();
    this.states = new Map();
    this.#follow(true);
    this.lastTop = 0;
    this.lastShown = "0";
    this.newFrom = null;
    this.firstShown = null;
    this.list = h("ol", { class: "messages" });
    this.head = h("div", { class: "history-head" });
    this.newLine = h("li", { class: "new-line" }, h("span", {}, "New"));
    this.toEnd = h("button", { type: "button", class: "to-end", hidden: true, on: { click: () => this.scrollToEnd() } }, "Jump to present");
    root.append(this.head, this.list);
    root.after(this.toEnd);
    root.addEventListener("scroll", () => this.#scrolled());
    root.addEventListener("click", (event) => this.doing.clicked(event));
    root.addEventListener("keydown", (event) => this.doing.keyed(event));
    root.addEventListener("contextmenu", (event) => this.doing.contextMenu(event));
    for (const type of ["pointerover", "focusin"]) root.addEventListener(type, (event) => this.#addToolbar(event.target));
    document.addEventListener("visibilitychange", () => this.#markRead());
    new ResizeObserver(() => this.followEnd && this.scrollToEnd()).observe(this.list);
    new ResizeObserver(() => this.followEnd && this.scrollToEnd()).observe(root);
  }

  show() {
    const { last, unread } = this.store.reading.of(this.store.current);
    this.newFrom = unread && last !== "0" ? last : null;
    this.firstShown = null;
    this.lastShown = "0";
    this.rows.clear();
    this.states.clear();
    this.list.replaceChildren();
    this.scrollToEnd();
    this.draw();
  }

  // Draws every row anew, for when names or roles changed.
  redraw() {
    this.rows.clear();
    this.draw();
  }

  // What threads are called and how much is in them is shown under the messages that they hang on.
  redrawThreads() {
    for (const [id, row] of this.rows) if (row.message?.thread || this.store.channels.has(id)) this.state(id).version += 1;
    this.draw();
  }

  draw() {
    const newest = this.#newest();
    this.#keepNewLine(newest);
    this.#goToOwnAnswer();
    const keep = this.#anchor();
    const focus = this.#focusKey();
    const nodes = this.#nodes();
    const wanted = new Set(nodes);
    for (const child of [...this.list.children]) if (!wanted.has(child)) child.remove();
    let cursor = this.list.firstChild;
    for (const node of nodes) {
      if (node === cursor) cursor = cursor.nextSibling;
      else this.list.insertBefore(node, cursor);
    }
    this.head.replaceChildren(this.store.isComplete() ? this.hooks.intro() : h("div", { class: "muted loading" }, "Loading…"));
    this.#makeReachable(nodes.at(-1));
    if (this.followEnd) this.scrollToEnd();
    else if (keep) this.#holdPlace(keep);
    if (focus) this.#restoreFocus(focus);
    this.#markRead(newest);
  }

  get #isSeen() {
    return document.visibilityState === "visible" && this.followEnd;
  }

  // What arrives while nobody looks begins below a line; who writes has seen all.
  #keepNewLine(newest) {
    if (newest?.author.id === this.store.me.id) this.newFrom = null;
    else if (newest && this.newFrom === null && !this.#isSeen) {
      const { last, unread } = this.store.reading.of(this.store.current);
      if (unread) this.newFrom = last;
    }
  }

  // Whoever pressed a button far up wants to see what comes of it.
  #goToOwnAnswer() {
    const last = this.store.messages().at(-1);
    if (!last || compareIds(last.id, this.lastShown) <= 0) return;
    this.lastShown = last.id;
    if (last.interaction_metadata?.user.id === this.store.me.id) this.#follow(true);
  }

  #isNew(message) {
    return this.newFrom !== null && message.author.id !== this.store.me.id && compareIds(message.id, this.newFrom) > 0;
  }

  // What stands before a reader's eyes for a moment is read.
  #markRead(newest = this.#newest()) {
    if (!newest || !this.#isSeen) return;
    const channelId = this.store.current;
    clearTimeout(this.reading);
    this.reading = setTimeout(() => this.store.markRead(channelId, newest.id), READ_AFTER);
  }

  #newest() {
    return this.store.messages().findLast((message) => !(message.flags & EPHEMERAL));
  }

  #addToolbar(target) {
    const row = target.closest?.(".message:not(.system, .starter)");
    const message = row && this.rows.get(row.dataset.id)?.message;
    if (!message || row.querySelector(":scope > .toolbar")) return;
    row.append(toolbar(message, this.store, this.doing.of(message)));
  }

  // One row can be tabbed to, the last; arrows lead to the others.
  #makeReachable(row) {
    if (row === this.reachable) return;
    this.reachable?.setAttribute("tabindex", "-1");
    row?.setAttribute("tabindex", "0");
    this.reachable = row;
  }

  #nodes() {
    const nodes = [];
    let previous = null;
    let hasLine = false;
    const alive = new Set();
    const messages = this.store.messages();
    this.firstShown ??= messages[0]?.id;
    for (const message of messages) {
      const newDay = !previous || !sameDay(previous.timestamp, message.timestamp);
      const isFirstNew = !hasLine && this.#isNew(message);
      if (newDay) nodes.push(this.#divider(message.timestamp));
      if (isFirstNew) {
        nodes.push(this.newLine);
        hasLine = true;
      }
      nodes.push(this.#row(message, !isFirstNew && belongsTo(message, previous)));
      alive.add(message.id);
      previous = message;
    }
    for (const id of [...this.rows.keys()]) if (!alive.has(id) && !id.startsWith("day")) this.rows.delete(id);
    return nodes;
  }

  #divider(timestamp) {
    const name = dayName(timestamp);
    const known = this.rows.get(`day ${name}`);
    if (known) return known.node;
    const node = h("li", { class: "day" }, h("span", {}, name));
    this.rows.set(`day ${name}`, { node });
    return node;
  }

  #row(message, grouped) {
    // What is done with the first message of a thread is done with the message that it shows.
    const shown = message.type === THREAD_STARTER && message.referenced_message ? message.referenced_message : message;
    const state = this.state(shown.id);
    const version = `${state.version} ${this.state(message.id).version}`;
    const known = this.rows.get(message.id);
    if (known && known.message === message && known.grouped === grouped && known.version === version) return known.node;
    const channel = this.store.channel();
    const node = messageRow(message, { store: this.store, guild: channel?.guild, grouped, state, actions: this.doing.of(shown) });
    node.classList.toggle("older", compareIds(message.id, this.firstShown) < 0);
    this.rows.set(message.id, { node, message, grouped, version });
    return node;
  }

  state(id) {
    if (!this.states.has(id)) this.states.set(id, { version: 0, busy: null, failed: null, editing: false, draft: null });
    return this.states.get(id);
  }

  change(id, values) {
    const state = this.state(id);
    Object.assign(state, values, { version: state.version + 1 });
    this.draw();
  }

  edit(messageId) {
    this.change(messageId, { editing: true });
  }

  editLastOwn() {
    const own = this.store.messages().filter((message) => message.author.id === this.store.me.id && !(message.flags & EPHEMERAL) && message.content);
    if (!own.length) return false;
    this.edit(own.at(-1).id);
    return true;
  }

  async jump(messageId) {
    while (!this.store.message(this.store.current, messageId)) {
      if (!(await this.store.older(this.store.current))) break;
    }
    const row = this.rows.get(messageId)?.node;
    if (!row) {
      this.hooks.notify("That message is not here any more.");
      return;
    }
    this.#follow(false);
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
    row.classList.remove("flash");
    requestAnimationFrame(() => row.classList.add("flash"));
  }

  // At the end this list keeps the place itself, elsewhere the browser does.
  #follow(on) {
    this.followEnd = on;
    this.root.classList.toggle("following", on);
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.root;
    // Pictures and the message box change heights, so the end may move away; only the reader leaves it.
    if (scrollHeight - scrollTop - clientHeight < NEAR_END) {
      this.#follow(true);
      this.#markRead();
    }
    else if (scrollTop < this.lastTop - 1) this.#follow(false);
    this.lastTop = scrollTop;
    this.toEnd.hidden = this.followEnd;
    if (scrollTop < NEAR_START && !this.loading && !this.store.isComplete()) this.#loadOlder();
  }

  // The reader may have scrolled on while the page of messages was on its way; then the next one is asked for at once.
  async #loadOlder() {
    this.loading = true;
    let found = false;
    try {
      found = await this.store.older(this.store.current);
    } catch (error) {
      this.hooks.notify(error.message);
    }
    this.loading = false;
    if (found) this.#scrolled();
  }

  // Goes to the newest message, and stays with the newest until the reader scrolls up.
  scrollToEnd() {
    this.#follow(true);
    this.root.scrollTop = this.root.scrollHeight;
    this.lastTop = this.root.scrollTop;
    this.toEnd.hidden = true;
  }

  // The message in the middle stays where it is when rows above it come or go. The first one in sight may change its own
  // height by that: it loses its header when it turns out to go on from the one before.
  #anchor() {
    if (this.followEnd) return null;
    const { top, height } = this.root.getBoundingClientRect();
    const rows = [...this.list.querySelectorAll(".message")];
    const row = rows.find((child) => child.getBoundingClientRect().bottom > top + height / 2) ?? rows.at(-1);
    return row ? { id: row.dataset.id, top: row.getBoundingClientRect().top } : null;
  }

  #holdPlace({ id, top }) {
    const row = this.rows.get(id)?.node;
    if (row) this.root.scrollTop += row.getBoundingClientRect().top - top;
    this.lastTop = this.root.scrollTop;
  }

  #focusKey() {
    const row = document.activeElement?.closest?.(".message");
    if (!row || !this.list.contains(row)) return null;
    return { id: row.dataset.id, key: document.activeElement.dataset.key, inEditor: document.activeElement.classList.contains("editor") };
  }

  #restoreFocus({ id, key, inEditor }) {
    if (document.activeElement !== document.body) return;
    const row = this.rows.get(id)?.node;
    const target = key ? [...(row?.querySelectorAll("[data-key]") ?? [])].find((node) => node.dataset.key === key && !node.disabled) : null;
    if (target) target.focus({ preventScroll: true });
    else if (row && !inEditor) row.focus({ preventScroll: true });
    else this.hooks.focusComposer();
  }
}

function belongsTo(message, previous) {
  return Boolean(
    previous && previous.author.id === message.author.id && message.type !== 19 && !message.interaction_metadata &&
      (previous.flags & EPHEMERAL) === (message.flags & EPHEMERAL) && sameDay(previous.timestamp, message.timestamp) &&
      new Date(message.timestamp) - new Date(previous.timestamp) < GROUP_WITHIN,
  );
}
