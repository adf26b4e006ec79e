// The rows of a channel's messages, each drawn once, and again only when something about it changed.

import { h } from "./dom.js";
import { THREAD_STARTER } from "./histories.js";
import { messageRow } from "./message.js";
import { compareIds } from "./reading.js";
import { EPHEMERAL } from "./store.js";
import { dayName, sameDay } from "./timestamps.js";

/** @import { Message } from "./payloads.js" */
/** @import { MessageActions } from "./rowactions.js" */
/** @import { Store } from "./store.js" */

/**
 * What this window knows of a row beside its message.
 * @typedef {object} RowState
 * @property {number} version grows with each change
 * @property {string | null} busy the custom id of the component that was pressed, while its answer is awaited
 * @property {string | null} failed what became of that, in words
 * @property {boolean} editing
 * @property {string | null} draft what was typed while editing
 */

/** @typedef {{ node: HTMLElement, message: Message, grouped: boolean, version: string }} Row */

const REPLY = 19;
const GROUP_WITHIN = 7 * 60 * 1000;

export class Rows {
  /** @param {Store} store @param {(message: Message) => MessageActions} actionsOf */
  constructor(store, actionsOf) {
    this.store = store;
    this.actionsOf = actionsOf;
    /** @type {Map<string, Row>} */
    this.rows = new Map();
    /** @type {Map<string, HTMLElement>} */
    this.dividers = new Map();
    /** @type {Map<string, RowState>} */
    this.states = new Map();
    /** @type {string | undefined} */
    this.firstShown = undefined;
    this.newLine = h("li", { class: "new-line" }, h("span", {}, "New"));
  }

  /** For another channel. */
  clear() {
    this.states.clear();
    this.firstShown = undefined;
    this.invalidate();
  }

  /** For when names or roles changed. */
  invalidate() {
    this.rows.clear();
    this.dividers.clear();
  }

  /** For when threads were renamed or grew: they are shown under the messages that they hang on. */
  invalidateThreads() {
    for (const [id, { message }] of this.rows) if (message.thread || this.store.channels.has(id)) this.state(id).version += 1;
  }

  /** @param {string | undefined} id */
  node(id) {
    return this.#row(id)?.node;
  }

  /** @param {string | undefined} id */
  message(id) {
    return this.#row(id)?.message;
  }

  /** @param {string | undefined} id */
  #row(id) {
    return id === undefined ? undefined : this.rows.get(id);
  }

  /** @param {string} id @returns {RowState} */
  state(id) {
    const state = this.states.get(id) ?? { version: 0, busy: null, failed: null, editing: false, draft: null };
    this.states.set(id, state);
    return state;
  }

  /** @param {string} id @param {Partial<RowState>} values */
  change(id, values) {
    const state = this.state(id);
    Object.assign(state, values, { version: state.version + 1 });
  }

  /** Everything that the list shows, in order. @param {Message[]} messages @param {(message: Message) => boolean} isNew */
  nodes(messages, isNew) {
    const nodes = [];
    /** @type {Message | null} */
    let previous = null;
    let hasLine = false;
    this.firstShown ??= messages[0]?.id;
    for (const message of messages) {
      const newDay = !previous || !sameDay(previous.timestamp, message.timestamp);
      const isFirstNew = !hasLine && isNew(message);
      if (newDay) nodes.push(this.#divider(message.timestamp));
      if (isFirstNew) {
        nodes.push(this.newLine);
        hasLine = true;
      }
      nodes.push(this.#draw(message, !isFirstNew && isContinuation(message, previous)));
      previous = message;
    }
    const alive = new Set(messages.map((message) => message.id));
    for (const id of [...this.rows.keys()]) if (!alive.has(id)) this.rows.delete(id);
    return nodes;
  }

  /** @param {string} timestamp */
  #divider(timestamp) {
    const name = dayName(timestamp);
    const divider = this.dividers.get(name) ?? h("li", { class: "day" }, h("span", {}, name));
    this.dividers.set(name, divider);
    return divider;
  }

  /** @param {Message} message @param {boolean} grouped */
  #draw(message, grouped) {
    // What is done with the first message of a thread is done with the message that it shows.
    const shown = message.type === THREAD_STARTER && message.referenced_message ? message.referenced_message : message;
    const state = this.state(shown.id);
    const version = `${state.version} ${this.state(message.id).version}`;
    const known = this.rows.get(message.id);
    if (known && known.message === message && known.grouped === grouped && known.version === version) return known.node;
    const node = messageRow(message, { store: this.store, guild: this.store.channel()?.guild, grouped, state, actions: this.actionsOf(shown) });
    node.classList.toggle("older", this.firstShown !== undefined && compareIds(message.id, this.firstShown) < 0);
    this.rows.set(message.id, { node, message, grouped, version });
    return node;
  }
}

/** Whether a message stands under the header of the one before. @param {Message} message @param {Message | null} previous */
function isContinuation(message, previous) {
  return Boolean(
    previous && previous.author.id === message.author.id && message.type !== REPLY && !message.interaction_metadata &&
      (previous.flags & EPHEMERAL) === (message.flags & EPHEMERAL) && sameDay(previous.timestamp, message.timestamp) &&
      Date.parse(message.timestamp) - Date.parse(previous.timestamp) < GROUP_WITHIN,
  );
}
