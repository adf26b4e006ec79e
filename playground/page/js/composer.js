// The message box: writes, replies, uploads, and turns a typed slash into a command.

import { ApiError, reasonOf } from "./api.js";
import { byId, displayName, fill, h, iconButton } from "./dom.js";
import { suggestions, withMentions } from "./mentions.js";
import { Picker } from "./picker.js";
import { canRecord, record } from "./recorder.js";
import { closedLine } from "./threads.js";
import { Tray } from "./tray.js";
import { TypedCommand } from "./typedcommand.js";

/** @import { Api } from "./api.js" */
/** @import { CommandBook, FlatCommand } from "./commands.js" */
/** @import { Draft, Message, OptionValues } from "./payloads.js" */
/** @import { Recording } from "./recorder.js" */
/** @import { Place, Store } from "./store.js" */

/**
 * @typedef {object} ComposerHooks
 * @property {Api} api
 * @property {Store} store
 * @property {CommandBook} book
 * @property {HTMLElement} typing the line that says who is typing
 * @property {(text: string) => void} notify
 * @property {() => Promise<void>} reloadCommands
 * @property {(command: FlatCommand, options: OptionValues, files: File[]) => void} runCommand
 * @property {() => boolean} editLastOwn gives whether there was a message of one's own to edit
 * @property {() => void} showEnd goes to the newest message
 * @property {(threadId: string) => void} reopen takes a thread out of the archive
 */

const MAX_LENGTH = 4000;
const TYPING_AGAIN_AFTER = 8000;

export class Composer {
  /** @param {HTMLElement} root @param {ComposerHooks} hooks */
  constructor(root, hooks) {
    this.root = root;
    this.hooks = hooks;
    this.tray = new Tray({ say: (text) => this.say(text), changed: () => this.focus(), takes: (list) => this.command.line?.take(list) ?? false });
    /** @type {{ id: string, ping: boolean } | null} */
    this.replyTo = null;
    this.channelId = "";
    this.name = "";
    this.saysUnreachable = false;
    this.command = new TypedCommand(this, hooks);
    /** @type {Recording | null} */
    this.recording = null;
    this.typedAt = 0;
    /** @type {Promise<unknown>} */
    this.queue = Promise.resolve();
    /** @type {Map<string, string>} */
    this.drafts = new Map();
    this.picker = new Picker();
    this.area = h("textarea", { class: "draft grow", rows: "1", maxlength: String(MAX_LENGTH) });
    this.area.addEventListener("input", (event) => this.#typed(/** @type {InputEvent} */ (event)));
    this.area.addEventListener("keydown", (event) => this.#keyed(event));
    this.area.addEventListener("paste", (event) => this.tray.add(event.clipboardData?.files, event));
    this.replyBar = h("div", { class: "reply-bar", hidden: true });
    this.problem = h("div", { class: "problem", role: "alert", hidden: true });
    this.slot = h("div", { class: "slot grow" }, this.area);
    this.above = h("div", { class: "above-box" });
    const upload = iconButton("add", "Upload files", () => this.tray.chooser.click());
    const microphone = iconButton("mic", "Record a voice message", () => this.#record(), { class: "icon-button mic" });
    const send = iconButton("send", "Send", () => this.send(), { class: "icon-button send" });
    this.buttons = [upload, microphone, send];
    this.box = h("div", { class: "box" }, upload, this.slot, microphone, send);
    root.replaceChildren(this.picker.node, this.problem, this.above, this.replyBar, this.tray.node, this.box, this.tray.chooser, hooks.typing);
    this.tray.acceptDrops(byId("main"));
  }

  /** The box of another channel: its own draft, nothing carried over. @param {Place} channel */
  open(channel) {
    if (this.channelId) this.drafts.set(this.channelId, this.area.value);
    this.channelId = channel.id;
    this.typedAt = 0;
    this.recording?.leave();
    this.command.leave(this.drafts.get(channel.id) ?? "");
    this.startReply(null);
    this.tray.set([]);
    this.name = this.hooks.store.names.place(channel.id);
    this.area.setAttribute("aria-label", `Message ${this.name}`);
    this.say("");
    this.follow(channel);
  }

  /** What may be done in the channel can change while it is open: a role is taken, a thread is archived. @param {Place} channel */
  follow(channel) {
    const may = channel.can_send;
    this.area.placeholder = may ? `Message ${this.name}` : "You do not have permission to send messages here.";
    this.area.readOnly = !may;
    for (const button of this.buttons) button.disabled = !may;
    fill(this.above, closedLine(channel, () => this.hooks.reopen(channel.id)));
  }

  focus() {
    const other = this.recording ?? this.command.line;
    if (other) {
      other.focus();
      return;
    }
    const { selectionStart, selectionEnd } = this.area;
    this.area.focus({ preventScroll: true });
    // A box that has the focus already may lack the caret (Chromium gives it back so); typing would go nowhere.
    this.area.setSelectionRange(selectionStart, selectionEnd);
  }

  /** @param {string} text */
  say(text) {
    this.saysUnreachable = false;
    this.problem.hidden = !text;
    this.problem.textContent = text;
  }

  /** @param {unknown} error */
  sayFailed(error, before = "") {
    this.say(before + reasonOf(error));
    this.saysUnreachable = error instanceof ApiError && error.status === 0;
  }

  // The playground can be reached again, so nothing here says any more that it cannot.
  reachable() {
    if (this.saysUnreachable) this.say("");
  }

  /** @param {Message | null} message */
  startReply(message) {
    const reply = message ? { id: message.id, ping: true } : null;
    this.replyTo = reply;
    this.replyBar.hidden = !reply;
    if (!message || !reply) return;
    const ping = h("button", { type: "button", class: "text-button", role: "switch", "aria-checked": "true", "aria-label": "Ping the author", on: { click: () => {
      reply.ping = !reply.ping;
      ping.setAttribute("aria-checked", String(reply.ping));
      ping.textContent = reply.ping ? "@ ON" : "@ OFF";
    } } }, "@ ON");
    this.replyBar.replaceChildren(
      h("span", { class: "grow" }, "Replying to ", h("strong", {}, displayName(message.author))),
      ping, iconButton("close", "Stop replying", () => this.startReply(null)));
    this.focus();
  }

  // The box keeps its height while the text is measured: a box that collapsed would move the messages above it.
  fit() {
    this.box.style.minHeight = `${this.box.offsetHeight}px`;
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, innerHeight * 0.4)}px`;
    this.box.style.minHeight = "";
  }

  /** @param {InputEvent} event */
  #typed(event) {
    this.fit();
    this.say("");
    const text = this.area.value;
    if (!text.startsWith("/") || text.includes("\n")) {
      this.#tellTyping();
      this.#offerNames();
      return;
    }
    this.command.typed(event, text);
  }

  #tellTyping() {
    if (!this.area.value || Date.now() - this.typedAt < TYPING_AGAIN_AFTER) return;
    this.typedAt = Date.now();
    this.hooks.api.typing(this.channelId).catch(() => {});
  }

  #offerNames() {
    const found = suggestions(this.hooks.store, this.area.value, this.area.selectionStart);
    if (!found) {
      this.picker.close();
      return;
    }
    const items = found.fitting.map((one) => ({
      label: `${one.sign}${one.name}`, description: one.description,
      pick: () => {
        this.area.setRangeText(`${one.sign}${one.name} `, found.from, found.to, "end");
        this.picker.close();
        this.focus();
      },
    }));
    this.picker.show(this.area, "Names", items, { first: true });
  }

  /** @param {string} text */
  mention(text) {
    this.area.setRangeText(`${text} `, this.area.selectionStart, this.area.selectionEnd, "end");
    this.fit();
    this.focus();
  }

  /** Writes a line as if somebody had typed it and pressed Enter. @param {string} text */
  async write(text) {
    this.command.leave(text);
    await this.send();
  }

  /** @param {KeyboardEvent} event */
  #keyed(event) {
    if (event.isComposing) return;
    const open = this.picker.isOpen;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (open && this.picker.highlighted && !this.area.value.startsWith("/")) this.picker.highlighted.pick();
      else this.send();
    } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.picker.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (open && event.key === "Tab" && !event.shiftKey && this.picker.highlighted) {
      event.preventDefault();
      this.picker.highlighted.pick();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (open) this.picker.close();
      else this.startReply(null);
    } else if (event.key === "ArrowUp" && !this.area.value && this.hooks.editLastOwn()) {
      event.preventDefault();
    }
  }

  async send() {
    if (this.command.line) {
      this.command.line.submit();
      return;
    }
    const text = this.area.value;
    const { files } = this.tray;
    if (text.startsWith("/") && !text.includes("\n") && !files.length && (await this.command.run(text))) return;
    if (!text.trim() && !files.length) return;
    this.#sendMessage(text.trim());
  }

  /** Messages go out one after the other, so that they arrive in the order they were written. @param {string} content */
  #sendMessage(content) {
    const { channelId, replyTo } = this;
    const { files } = this.tray;
    const payload = { content: withMentions(this.hooks.store, content), reply_to: replyTo?.id ?? null, ping: replyTo?.ping ?? true };
    this.area.value = "";
    this.tray.set([]);
    this.picker.close();
    this.fit();
    this.#sendOut(channelId, payload, files, () => {
      if (this.channelId !== channelId || this.area.value) return;
      this.area.value = content;
      this.tray.set(files);
      this.fit();
    });
  }

  /** @param {string} channelId @param {Draft} payload @param {File[]} files @param {() => void} putBack where it came from, if it cannot be sent */
  #sendOut(channelId, payload, files, putBack) {
    this.typedAt = 0;
    this.startReply(null);
    this.say("");
    this.hooks.showEnd();
    this.queue = this.queue.then(() => this.hooks.api.send(channelId, payload, files)).catch((error) => {
      this.sayFailed(error, "Not sent: ");
      putBack();
    });
  }

  async #record() {
    if (this.recording) return;
    if (!canRecord()) {
      this.say("This browser records only over https, or on the computer that runs the playground.");
      return;
    }
    if (this.command.line) this.command.leave("");
    const { channelId, replyTo } = this;
    const leave = () => {
      this.recording = null;
      this.slot.replaceChildren(this.area);
      this.box.classList.remove("busy");
      this.focus();
    };
    this.recording = await record({
      thrownAway: leave,
      failed: (text) => this.say(text),
      done: ({ file, seconds, waveform }) => {
        leave();
        const payload = { content: "", reply_to: replyTo?.id ?? null, ping: replyTo?.ping ?? true, voice: { seconds, waveform } };
        this.#sendOut(channelId, payload, [file], () => {
          if (this.channelId === channelId) this.tray.set([file]);
        });
      },
    });
    if (!this.recording) return;
    this.box.classList.add("busy");
    this.slot.replaceChildren(this.recording.node);
    this.recording.focus();
  }
}
