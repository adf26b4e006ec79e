// The messages of each channel, as far as this window has read them: the newest page, what came since, and what is older.

import { compareIds } from "./reading.js";

/** @import { Api } from "./api.js" */
/** @import { Message, MessageChange, ReactionChange } from "./payloads.js" */

/** @typedef {{ messages: Map<string, Message>, complete: boolean }} History complete once the first message of all is known */

/**
 * @typedef {object} HistoriesHooks
 * @property {(message: Message) => void} remember learns the names in a message, before anybody draws it
 * @property {(userId: string) => boolean} isMe
 * @property {(channelId: string) => void} read a page of messages was read
 * @property {(channelId: string, messageId: string) => void} changed one message came, changed or went
 */

export const THREAD_STARTER = 21;
const PAGE_SIZE = 50;

export class Histories {
  /** @param {Api} api @param {HistoriesHooks} hooks */
  constructor(api, hooks) {
    this.api = api;
    this.hooks = hooks;
    /** @type {Map<string, History>} */
    this.known = new Map();
    /** @type {Map<string, MessageChange[]>} */
    this.meanwhile = new Map();
  }

  /** @param {string} channelId */
  has(channelId) {
    return this.known.has(channelId);
  }

  /** The oldest comes first. @param {string} channelId */
  messages(channelId) {
    return [...(this.known.get(channelId)?.messages.values() ?? [])].sort(byAge);
  }

  /** @param {string} channelId @param {string} messageId */
  message(channelId, messageId) {
    return this.known.get(channelId)?.messages.get(messageId);
  }

  /** @param {string} channelId */
  isComplete(channelId) {
    return this.known.get(channelId)?.complete ?? false;
  }

  /** Other channels are read anew once they are opened again. @param {string} channelId */
  keepOnly(channelId) {
    for (const id of [...this.known.keys()]) if (id !== channelId) this.known.delete(id);
  }

  /**
   * Reads the newest page again. What happens while the answer is on its way is applied once more on top of it; a
   * message that did not change stays the same object, so that its row is not drawn anew.
   * @param {string} channelId
   */
  async refresh(channelId) {
    /** @type {MessageChange[]} */
    const meanwhile = [];
    this.meanwhile.set(channelId, meanwhile);
    const isNewest = () => this.meanwhile.get(channelId) === meanwhile;
    let page;
    try {
      page = await this.api.messages(channelId);
      if (!isNewest()) return;
    } finally {
      if (isNewest()) this.meanwhile.delete(channelId);
    }
    this.known.set(channelId, merged(page, this.known.get(channelId)));
    for (const message of page) this.hooks.remember(message);
    for (const event of meanwhile) this.#change(event);
    this.hooks.read(channelId);
  }

  /** Gives whether anything older was found. @param {string} channelId */
  async older(channelId) {
    const [oldest] = this.messages(channelId);
    if (!oldest || this.isComplete(channelId)) return false;
    const page = await this.api.messages(channelId, oldest.id);
    const history = this.known.get(channelId);
    if (!history) return false;
    history.complete = page.length < PAGE_SIZE;
    for (const message of page) history.messages.set(message.id, message);
    this.hooks.read(channelId);
    return page.length > 0;
  }

  /** @param {MessageChange} event */
  apply(event) {
    this.meanwhile.get(event.d.channel_id)?.push(event);
    this.#change(event);
  }

  /** @param {MessageChange} event */
  #change(event) {
    switch (event.t) {
      case "MESSAGE_CREATE":
        this.#created(event.d);
        break;
      case "MESSAGE_UPDATE":
        this.#updated(event.d);
        break;
      case "MESSAGE_DELETE":
        this.forget(event.d.channel_id, event.d.id);
        break;
      case "MESSAGE_DELETE_BULK":
        for (const id of event.d.ids) this.forget(event.d.channel_id, id);
        break;
      default:
        this.#reacted(event.d, event.t === "MESSAGE_REACTION_ADD");
    }
  }

  /** @param {Message} message */
  #created(message) {
    const history = this.known.get(message.channel_id);
    if (!history) return;
    history.messages.set(message.id, message);
    this.hooks.changed(message.channel_id, message.id);
  }

  /** @param {Message} change */
  #updated(change) {
    this.#updateStarter(change);
    const history = this.known.get(change.channel_id);
    const known = history?.messages.get(change.id);
    if (!history || !known) return;
    // `me` of the reactions in an event is the bot, so they are kept as this window counted them.
    history.messages.set(change.id, { ...known, ...change, reactions: known.reactions });
    this.hooks.changed(change.channel_id, change.id);
  }

  /** The thread of a message has its id, and begins with the message as it is. @param {Message} change */
  #updateStarter(change) {
    const thread = this.known.get(change.id);
    if (!thread) return;
    for (const [id, message] of thread.messages) {
      if (message.type !== THREAD_STARTER || !message.referenced_message) continue;
      const origin = { ...message.referenced_message, ...change };
      thread.messages.set(id, { ...message, referenced_message: origin });
      this.hooks.changed(change.id, id);
    }
  }

  /** @param {ReactionChange} change @param {boolean} added */
  #reacted({ channel_id: channelId, message_id: messageId, user_id: userId, emoji }, added) {
    const history = this.known.get(channelId);
    const known = history?.messages.get(messageId);
    if (!history || !known) return;
    const reactions = (known.reactions ?? []).map((one) => ({ ...one }));
    let reaction = reactions.find((one) => one.emoji.name === emoji.name);
    if (!reaction) reactions.push((reaction = { emoji, count: 0, me: false }));
    reaction.count += added ? 1 : -1;
    if (this.hooks.isMe(userId)) reaction.me = added;
    history.messages.set(messageId, { ...known, reactions: reactions.filter((one) => one.count > 0) });
    this.hooks.changed(channelId, messageId);
  }

  /** @param {string} channelId @param {string} messageId */
  forget(channelId, messageId) {
    if (this.known.get(channelId)?.messages.delete(messageId)) this.hooks.changed(channelId, messageId);
  }
}

/** The newest page, with what was read before it if the two may touch. @param {Message[]} page @param {History | undefined} before @returns {History} */
function merged(page, before) {
  const [first] = page;
  const full = page.length === PAGE_SIZE;
  /** @type {Map<string, Message>} */
  const messages = new Map();
  if (full && before && first) {
    for (const message of before.messages.values()) if (byAge(message, first) < 0) messages.set(message.id, message);
  }
  for (const message of page) {
    const known = before?.messages.get(message.id);
    messages.set(message.id, known && JSON.stringify(known) === JSON.stringify(message) ? known : message);
  }
  return { messages, complete: full ? messages.size > page.length && before !== undefined && before.complete : true };
}

/** @param {{ id: string }} first @param {{ id: string }} second */
function byAge({ id: first }, { id: second }) {
  return compareIds(first, second);
}
