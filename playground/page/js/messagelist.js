// The messages of the open channel: keeps rows in step with the store, and the line of what is new and the focus at their place.

import { reasonOf } from "./api.js";
import { all, closest, focused, h } from "./dom.js";
import { toolbar } from "./message.js";
import { compareIds } from "./reading.js";
import { RowActions } from "./rowactions.js";
import { Rows } from "./rows.js";
import { Scroll } from "./scroll.js";
import { EPHEMERAL } from "./store.js";

/** @import { Message } from "./payloads.js" */
/** @import { RowActionsHooks } from "./rowactions.js" */
/** @import { RowState } from "./rows.js" */
/** @import { Store } from "./store.js" */

/** @typedef {RowActionsHooks & { intro: () => HTMLElement }} MessageListHooks `intro` is what stands above the first message of all */
/** @typedef {{ id: string | undefined, key: string | undefined, inEditor: boolean }} FocusPlace the row that has the focus, and what in it */

const READ_AFTER = 250;

export class MessageList {
  /** @param {HTMLElement} root @param {Store} store @param {MessageListHooks} hooks */
  constructor(root, store, hooks) {
    this.store = store;
    this.hooks = hooks;
    this.actions = new RowActions(this, store, hooks);
    this.rows = new Rows(store, (message) => this.actions.of(message));
    this.loading = false;
    this.lastShown = "0";
    /** @type {string | null} the last message before the line of what is new */
    this.newFrom = null;
    /** @type {HTMLElement | undefined} */
    this.reachable = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.reading = undefined;
    this.list = h("ol", { class: "messages" });
    this.head = h("div", { class: "history-head" });
    root.append(this.head, this.list);
    this.scroll = new Scroll(root, this.list, { onEnd: () => this.#markRead(), onStart: () => this.#loadOlder() });
    root.addEventListener("click", (event) => this.actions.clicked(event));
    root.addEventListener("keydown", (event) => this.actions.keyed(event));
    root.addEventListener("contextmenu", (event) => this.actions.contextMenu(event));
    for (const type of ["pointerover", "focusin"]) root.addEventListener(type, (event) => this.#addToolbar(event));
    document.addEventListener("visibilitychange", () => this.#markRead());
  }

  show() {
    const { last, unread } = this.store.reading.of(this.store.current);
    this.newFrom = unread && last !== "0" ? last : null;
    this.lastShown = "0";
    this.rows.clear();
    this.list.replaceChildren();
    this.scroll.toEnd();
    this.draw();
  }

  redraw() {
    this.rows.invalidate();
    this.draw();
  }

  redrawThreads() {
    this.rows.invalidateThreads();
    this.draw();
  }

  draw() {
    const newest = this.#newest();
    this.#keepNewLine(newest);
    this.#goToOwnAnswer();
    const anchor = this.scroll.anchor();
    const focus = this.#focusPlace();
    const nodes = this.rows.nodes(this.store.messages(), (message) => this.#isNew(message));
    this.#place(nodes);
    this.head.replaceChildren(this.#isComplete ? this.hooks.intro() : h("div", { class: "muted loading" }, "Loading…"));
    this.#makeReachable(nodes.at(-1));
    if (this.scroll.followsEnd) this.scroll.toEnd();
    else if (anchor) this.scroll.hold(this.rows.node(anchor.id), anchor.top);
    if (focus) this.#restoreFocus(focus);
    this.#markRead(newest);
  }

  /** Moves no row that is at its place already, for moving takes the focus from it. @param {HTMLElement[]} nodes */
  #place(nodes) {
    /** @type {Set<Element>} */
    const wanted = new Set(nodes);
    for (const child of [...this.list.children]) if (!wanted.has(child)) child.remove();
    let cursor = this.list.firstChild;
    for (const node of nodes) {
      if (node === cursor) cursor = cursor.nextSibling;
      else this.list.insertBefore(node, cursor);
    }
  }

  get #isSeen() {
    return document.visibilityState === "visible" && this.scroll.followsEnd;
  }

  get #isComplete() {
    return this.store.histories.isComplete(this.store.current);
  }

  /** What arrives while nobody looks begins below a line; who writes has seen all. @param {Message | undefined} newest */
  #keepNewLine(newest) {
    if (newest?.author.id === this.store.me.id) this.newFrom = null;
    else if (newest && this.newFrom === null && !this.#isSeen) {
      const { last, unread } = this.store.reading.of(this.store.current);
      if (unread) this.newFrom = last;
    }
  }

  /** Whoever pressed a button far up wants to see what comes of it. */
  #goToOwnAnswer() {
    const last = this.store.messages().at(-1);
    if (!last || compareIds(last.id, this.lastShown) <= 0) return;
    this.lastShown = last.id;
    if (last.interaction_metadata?.user.id === this.store.me.id) this.scroll.follow(true);
  }

  /** @param {Message} message */
  #isNew(message) {
    return this.newFrom !== null && message.author.id !== this.store.me.id && compareIds(message.id, this.newFrom) > 0;
  }

  /** What stands before a reader's eyes for a moment is read. */
  #markRead(newest = this.#newest()) {
    if (!newest || !this.#isSeen) return;
    const channelId = this.store.current;
    clearTimeout(this.reading);
    this.reading = setTimeout(() => this.store.markRead(channelId, newest.id), READ_AFTER);
  }

  #newest() {
    return this.store.messages().findLast((message) => !(message.flags & EPHEMERAL));
  }

  /** @param {Event} event */
  #addToolbar(event) {
    const row = closest(event, ".message:not(.system, .starter)");
    const message = this.rows.message(row?.dataset.id);
    if (!row || !message || row.querySelector(":scope > .toolbar")) return;
    row.append(toolbar(message, this.store, this.actions.of(message)));
  }

  /** One row can be tabbed to, the last; arrows lead to the others. @param {HTMLElement | undefined} row */
  #makeReachable(row) {
    if (row === this.reachable) return;
    this.reachable?.setAttribute("tabindex", "-1");
    row?.setAttribute("tabindex", "0");
    this.reachable = row;
  }

  /** @param {string} id */
  state(id) {
    return this.rows.state(id);
  }

  /** @param {string} id @param {Partial<RowState>} values */
  change(id, values) {
    this.rows.change(id, values);
    this.draw();
  }

  /** @param {string} messageId */
  edit(messageId) {
    this.change(messageId, { editing: true });
  }

  editLastOwn() {
    const own = this.store.messages().findLast((message) => message.author.id === this.store.me.id && !(message.flags & EPHEMERAL) && message.content);
    if (!own) return false;
    this.edit(own.id);
    return true;
  }

  /** @param {string} messageId */
  async jump(messageId) {
    const { current, histories } = this.store;
    while (!histories.message(current, messageId)) {
      if (!(await histories.older(current))) break;
    }
    const row = this.rows.node(messageId);
    if (!row) {
      this.hooks.notify("That message is no longer here.");
      return;
    }
    this.scroll.follow(false);
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
    row.classList.remove("flash");
    requestAnimationFrame(() => row.classList.add("flash"));
  }

  /** The reader may have scrolled on while the page of messages was on its way; then the next one is asked for at once. */
  async #loadOlder() {
    if (this.loading || this.#isComplete) return;
    this.loading = true;
    let found = false;
    try {
      found = await this.store.histories.older(this.store.current);
    } catch (error) {
      this.hooks.notify(reasonOf(error));
    }
    this.loading = false;
    if (found) this.scroll.update();
  }

  /** @returns {FocusPlace | null} */
  #focusPlace() {
    const active = focused();
    /** @type {HTMLElement | null | undefined} */
    const row = active?.closest(".message");
    if (!active || !row || !this.list.contains(row)) return null;
    return { id: row.dataset.id, key: active.dataset.key, inEditor: active.classList.contains("editor") };
  }

  /** @param {FocusPlace} place */
  #restoreFocus({ id, key, inEditor }) {
    if (document.activeElement !== document.body) return;
    const row = this.rows.node(id);
    const target = key && row ? all(row, "[data-key]").find((node) => node.dataset.key === key && !node.matches(":disabled")) : null;
    if (target) target.focus({ preventScroll: true });
    else if (row && !inEditor) row.focus({ preventScroll: true });
    else this.hooks.focusComposer();
  }
}
