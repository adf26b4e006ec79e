// What one can do with a message: press, choose, edit, reply, delete, menus; by mouse and by keyboard.

import { reasonOf } from "./api.js";
import { all, closest, displayName } from "./dom.js";
import { menu } from "./popup.js";
import { chooseEmoji } from "./reactions.js";
import { EPHEMERAL } from "./store.js";

/** @import { Api } from "./api.js" */
/** @import { ComponentActions } from "./components.js" */
/** @import { MessageList } from "./messagelist.js" */
/** @import { Command, Message, Modal, Outcome } from "./payloads.js" */
/** @import { Point } from "./popup.js" */
/** @import { Store } from "./store.js" */

/**
 * @typedef {object} RowActionsHooks
 * @property {Api} api
 * @property {(text: string) => void} notify
 * @property {() => void} focusComposer
 * @property {(data: Modal) => void} openModal
 * @property {(message: Message) => void} startReply
 * @property {(path: string) => void} startCommand begins a command in the message box
 * @property {(message: Message) => void} startThread
 * @property {(channelId: string, messageId?: string) => void} goTo
 * @property {() => Promise<Command[]>} messageCommands what bots offer in the menu of a message
 */

/**
 * What a row can do with its message.
 * @typedef {object} OwnActions
 * @property {() => void} edit
 * @property {() => void} cancelEdit
 * @property {(text: string) => void} saveEdit
 * @property {() => void} reply
 * @property {() => void} dismiss
 * @property {(emoji: string, on: boolean) => void} react
 * @property {(anchor: HTMLElement, place?: Point) => void} more opens the menu
 * @property {(channelId: string, messageId?: string) => void} jump
 */

/** @typedef {OwnActions & Omit<ComponentActions, "busy">} MessageActions */

const FAILED = "This interaction failed";
/** @type {{ [key: string]: number }} */
const STEPS = { ArrowUp: -1, ArrowDown: 1 };

/** Without https a browser has no clipboard to write to; the text is selected by hand then. @param {string} text */
function copy(text) {
  if ("clipboard" in navigator) navigator.clipboard.writeText(text).catch(() => {});
}

export class RowActions {
  /** @param {MessageList} list @param {Store} store @param {RowActionsHooks} hooks */
  constructor(list, store, hooks) {
    this.list = list;
    this.store = store;
    this.hooks = hooks;
  }

  /** The actions of one message, for its row to call. @param {Message} message @returns {MessageActions} */
  of(message) {
    const { api, startReply, goTo } = this.hooks;
    const { channel_id: channelId, id } = message;
    return {
      press: ({ custom_id: customId = "" }) => this.#interact(message, customId, () => api.press(channelId, id, customId)),
      choose: ({ custom_id: customId }, values) => this.#interact(message, customId, () => api.select(channelId, id, customId, values)),
      edit: () => this.list.edit(message.id),
      cancelEdit: () => {
        this.list.change(message.id, { editing: false, draft: null });
        this.hooks.focusComposer();
      },
      saveEdit: (text) => this.#saveEdit(message, text),
      reply: () => startReply(message),
      dismiss: () => this.#dismiss(message),
      react: (emoji, on) => api.react(channelId, id, emoji, on).catch((error) => this.hooks.notify(reasonOf(error))),
      more: (anchor, place) => this.#menu(message, anchor, place),
      jump: goTo,
    };
  }

  /** @param {Message} message @param {string} customId @param {() => Promise<Outcome>} call */
  async #interact(message, customId, call) {
    if (this.list.state(message.id).busy) return;
    this.list.change(message.id, { busy: customId, failed: null });
    let failed = null;
    try {
      const result = await call();
      if (result.modal) this.hooks.openModal(result.modal);
      if (result.outcome === "failed") failed = FAILED;
    } catch (error) {
      failed = reasonOf(error);
    }
    this.list.change(message.id, { busy: null, failed });
  }

  /** @param {Message} message @param {string} text */
  async #saveEdit(message, text) {
    if (!text.trim()) {
      this.hooks.notify("A message can't be empty. Delete it instead.");
      return;
    }
    try {
      if (text !== message.content) await this.hooks.api.edit(message.channel_id, message.id, text);
      this.list.change(message.id, { editing: false, draft: null });
      this.hooks.focusComposer();
    } catch (error) {
      this.hooks.notify(reasonOf(error));
    }
  }

  /** @param {Message} message */
  async #remove(message) {
    try {
      await this.hooks.api.remove(message.channel_id, message.id);
      this.store.histories.forget(message.channel_id, message.id);
    } catch (error) {
      this.hooks.notify(reasonOf(error));
    }
  }

  /** @param {Message} message */
  async #dismiss(message) {
    try {
      if (!message.local) await this.hooks.api.dismiss(message.channel_id, message.id);
      this.store.histories.forget(message.channel_id, message.id);
    } catch (error) {
      this.hooks.notify(reasonOf(error));
    }
  }

  /** @param {Message} message @param {HTMLElement} anchor @param {Point} [place] */
  async #menu(message, anchor, place) {
    const own = message.author.id === this.store.me.id;
    const visible = !(message.flags & EPHEMERAL);
    const commands = visible ? await this.hooks.messageCommands() : [];
    const items = [
      own && visible ? { label: "Edit message", hint: "E", run: () => this.list.edit(message.id) } : null,
      visible ? { label: "Reply", hint: "R", run: () => this.hooks.startReply(message) } : null,
      visible ? { label: "Add a reaction", run: () => chooseEmoji(anchor, this.of(message)) } : null,
      visible && this.#canHaveThread(message) ? { label: "Start a thread", run: () => this.hooks.startThread(message) } : null,
      message.content ? { label: "Copy text", run: () => copy(message.content) } : null,
      visible ? { label: "Copy message link", run: () => copy(this.#linkTo(message)) } : null,
      ...commands.map((command) => ({ label: command.name, hint: displayName(command.application), run: () => this.#runMenu(message, command) })),
      own && visible ? { label: "Delete message", danger: true, hint: "Del", run: () => this.#remove(message) } : null,
      visible ? null : { label: "Dismiss message", run: () => this.#dismiss(message) },
    ].filter((item) => item !== null);
    menu(anchor, "Message actions", items, place);
  }

  /** @param {Message} message */
  #canHaveThread(message) {
    const channel = this.store.channel(message.channel_id);
    return channel?.type === 0 && !message.thread && !this.store.channels.has(message.id);
  }

  /** As Discord writes it; the page takes such links for its own channels. @param {Message} message */
  #linkTo(message) {
    const guild = this.store.channel(message.channel_id)?.guild;
    return `https://discord.com/channels/${guild?.id ?? "@me"}/${message.channel_id}/${message.id}`;
  }

  /** @param {Message} message @param {Command} command */
  #runMenu(message, command) {
    this.#interact(message, `menu:${command.name}`, () => this.hooks.api.menu(message.channel_id, message.id, command.name));
  }

  /** @param {Event} event */
  clicked(event) {
    const spoiler = closest(event, ".spoiler:not(.shown), .veiled:not(.shown)");
    if (spoiler) {
      event.preventDefault();
      spoiler.classList.add("shown");
      spoiler.setAttribute("aria-expanded", "true");
      spoiler.removeAttribute("aria-label");
      return;
    }
    const mention = closest(event, "[data-command], [data-channel]");
    if (mention?.dataset.command) this.hooks.startCommand(mention.dataset.command);
    else if (mention?.dataset.channel) this.hooks.goTo(mention.dataset.channel);
  }

  /** @param {KeyboardEvent} event */
  keyed(event) {
    const { target } = event;
    if (!(target instanceof HTMLElement)) return;
    if ((event.key === "Enter" || event.key === " ") && target.matches("[role=button]")) {
      event.preventDefault();
      target.click();
      return;
    }
    if (target.classList.contains("message")) this.#keyedOnRow(event, target);
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} row */
  #keyedOnRow(event, row) {
    const message = this.#messageIn(row);
    if (!message) return;
    const actions = this.of(message);
    const own = message.author.id === this.store.me.id && !(message.flags & EPHEMERAL);
    const rows = all(this.list.list, ".message");
    const move = STEPS[event.key];
    if (move) rows[rows.indexOf(row) + move]?.focus();
    else if (event.key === "e" && own && !event.ctrlKey && !event.metaKey) actions.edit();
    else if (event.key === "r" && !event.ctrlKey && !event.metaKey) actions.reply();
    else if (event.key === "Delete" && own) this.#remove(message);
    else if (event.key === "Escape") this.hooks.focusComposer();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {HTMLElement} row */
  #messageIn(row) {
    return this.store.histories.message(this.store.current, row.dataset.id ?? "");
  }

  /** @param {MouseEvent} event */
  contextMenu(event) {
    const row = closest(event, ".message");
    const message = row ? this.#messageIn(row) : undefined;
    if (!row || !message || closest(event, "a, textarea, img") || !getSelection()?.isCollapsed) return;
    event.preventDefault();
    const box = row.getBoundingClientRect();
    const byKeyboard = event.clientX === 0 && event.clientY === 0;
    this.#menu(message, row, byKeyboard ? { x: box.left + 60, y: box.top + 20 } : { x: event.clientX, y: event.clientY });
  }
}
