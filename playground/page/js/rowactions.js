// What one can do with a message: press, choose, edit, reply, delete, menus; by mouse and by keyboard.

import { displayName } from "./dom.js";
import { menu } from "./popup.js";
import { chooseEmoji } from "./reactions.js";
import { EPHEMERAL } from "./store.js";

const FAILED = "This interaction failed";

// Without https a browser has no clipboard to write to; the text is selected by hand then.
function copy(text) {
  navigator.clipboard?.writeText(text).catch(() => {});
}

export class RowActions {
  constructor(list, store, hooks) {
    this.list = list;
    this.store = store;
    this.hooks = hooks;
  }

  // The actions of one message, for its row to call.
  of(message) {
    const { api, startReply, goTo } = this.hooks;
    const at = [message.channel_id, message.id];
    return {
      press: (component) => this.#interact(message, component.custom_id, () => api.press(...at, component.custom_id)),
      choose: (component, values) => this.#interact(message, component.custom_id, () => api.select(...at, component.custom_id, values)),
      edit: () => this.list.edit(message.id),
      cancelEdit: () => {
        this.list.change(message.id, { editing: false, draft: null });
        this.hooks.focusComposer();
      },
      saveEdit: (text) => this.#saveEdit(message, text),
      reply: () => startReply(message),
      dismiss: () => this.#dismiss(message),
      react: (emoji, on) => api.react(...at, emoji, on).catch((error) => this.hooks.notify(error.message)),
      more: (anchor, place) => this.#menu(message, anchor, place),
      jump: goTo,
    };
  }

  async #interact(message, customId, call) {
    if (this.list.state(message.id).busy) return;
    this.list.change(message.id, { busy: customId, failed: null });
    let failed = null;
    try {
      const result = await call();
      if (result.modal) this.hooks.openModal(result.modal);
      if (result.outcome === "failed") failed = FAILED;
    } catch (error) {
      failed = error.message;
    }
    this.list.change(message.id, { busy: null, failed });
  }

  async #saveEdit(message, text) {
    if (!text.trim()) {
      this.hooks.notify("A message cannot become empty. Delete it instead.");
      return;
    }
    try {
      if (text !== message.content) await this.hooks.api.edit(message.channel_id, message.id, text);
      this.list.change(message.id, { editing: false, draft: null });
      this.hooks.focusComposer();
    } catch (error) {
      this.hooks.notify(error.message);
    }
  }

  async #remove(message) {
    try {
      await this.hooks.api.remove(message.channel_id, message.id);
      this.store.forget(message.channel_id, message.id);
    } catch (error) {
      this.hooks.notify(error.message);
    }
  }

  async #dismiss(message) {
    try {
      if (!message.local) await this.hooks.api.dismiss(message.channel_id, message.id);
      this.store.forget(message.channel_id, message.id);
    } catch (error) {
      this.hooks.notify(error.message);
    }
  }

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
    ].filter(Boolean);
    menu(anchor, "Message actions", items, place);
  }

  #canHaveThread(message) {
    const channel = this.store.channel(message.channel_id);
    return channel?.type === 0 && !message.thread && !this.store.channels.has(message.id);
  }

  // As Discord writes it; the page takes such links for its own channels.
  #linkTo(message) {
    const guild = this.store.channel(message.channel_id)?.guild;
    return `https://discord.com/channels/${guild?.id ?? "@me"}/${message.channel_id}/${message.id}`;
  }

  #runMenu(message, command) {
    this.#interact(message, `menu:${command.name}`, () => this.hooks.api.menu(message.channel_id, message.id, command.name));
  }

  clicked(event) {
    const spoiler = event.target.closest(".spoiler:not(.shown), .veiled:not(.shown)");
    if (spoiler) {
      event.preventDefault();
      spoiler.classList.add("shown");
      spoiler.setAttribute("aria-expanded", "true");
      spoiler.removeAttribute("aria-label");
      return;
    }
    const mention = event.target.closest("[data-command], [data-channel]");
    if (mention?.dataset.command) this.hooks.startCommand(mention.dataset.command);
    else if (mention?.dataset.channel) this.hooks.goTo(mention.dataset.channel);
  }

  keyed(event) {
    if ((event.key === "Enter" || event.key === " ") && event.target.matches("[role=button]")) {
      event.preventDefault();
      event.target.click();
      return;
    }
    const row = event.target.classList.contains("message") ? event.target : null;
    if (!row) return;
    const actions = this.of(this.store.message(this.store.current, row.dataset.id));
    const message = this.store.message(this.store.current, row.dataset.id);
    const own = message.author.id === this.store.me.id && !(message.flags & EPHEMERAL);
    const rows = [...this.list.list.querySelectorAll(".message")];
    const move = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (move) rows[rows.indexOf(row) + move]?.focus();
    else if (event.key === "e" && own && !event.ctrlKey && !event.metaKey) actions.edit();
    else if (event.key === "r" && !event.ctrlKey && !event.metaKey) actions.reply();
    else if (event.key === "Delete" && own) this.#remove(message);
    else if (event.key === "Escape") this.hooks.focusComposer();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  contextMenu(event) {
    const row = event.target.closest(".message");
    if (!row || event.target.closest("a, textarea, img") || !getSelection().isCollapsed) return;
    event.preventDefault();
    const message = this.store.message(this.store.current, row.dataset.id);
    const box = row.getBoundingClientRect();
    const byKeyboard = event.clientX === 0 && event.clientY === 0;
    this.#menu(message, row, byKeyboard ? { x: box.left + 60, y: box.top + 20 } : { x: event.clientX, y: event.clientY });
  }
}
