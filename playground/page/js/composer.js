// The message box: writes, replies, uploads, and turns a typed slash into a command.

import { CommandLine } from "./commandline.js";
import { readValue } from "./commands.js";
import { displayName, formatBytes, h, icon, iconButton } from "./dom.js";
import { Picker } from "./picker.js";

const MAX_LENGTH = 4000;
const MAX_FILES = 10;

export class Composer {
  // `hooks` is {api, store, book, notify, problem, runCommand(command, options, files), editLastOwn, showEnd, typing}.
  constructor(root, hooks) {
    this.root = root;
    this.hooks = hooks;
    this.files = [];
    this.replyTo = null;
    this.line = null;
    this.queue = Promise.resolve();
    this.drafts = new Map();
    this.picker = new Picker();
    this.area = h("textarea", { class: "draft grow", rows: "1", maxlength: String(MAX_LENGTH), });
    this.area.addEventListener("input", (event) => this.#typed(event));
    this.area.addEventListener("keydown", (event) => this.#keyed(event));
    this.area.addEventListener("paste", (event) => this.#addFiles(event.clipboardData.files, event));
    this.chooser = h("input", { type: "file", multiple: true, class: "hidden-file", tabindex: "-1", "aria-label": "Files to upload" });
    this.chooser.addEventListener("change", () => {
      this.#addFiles(this.chooser.files);
      this.chooser.value = "";
    });
    this.replyBar = h("div", { class: "reply-bar", hidden: true });
    this.tray = h("ul", { class: "tray", hidden: true, "aria-label": "Files to send" });
    this.problem = h("div", { class: "problem", role: "alert", hidden: true });
    this.slot = h("div", { class: "slot grow" }, this.area);
    this.box = h("div", { class: "box" },
      iconButton("add", "Upload files", () => this.chooser.click()),
      this.slot,
      iconButton("send", "Send", () => this.send(), { class: "icon-button send" }));
    root.replaceChildren(this.picker.node, this.problem, this.replyBar, this.tray, this.box, this.chooser, hooks.typing);
    this.#acceptDrops();
  }

  // The box of another channel: its own draft, nothing carried over.
  open(channel) {
    if (this.channelId) this.drafts.set(this.channelId, this.area.value);
    this.channelId = channel.id;
    this.#leaveCommand(this.drafts.get(channel.id) ?? "");
    this.startReply(null);
    this.files = [];
    this.#drawTray();
    const name = channel.type === 1 ? `@${channel.name}` : `#${channel.name}`;
    this.area.placeholder = `Message ${name}`;
    this.area.setAttribute("aria-label", `Message ${name}`);
    this.say("");
  }

  focus() {
    if (this.line) {
      this.line.focus();
      return;
    }
    const { selectionStart, selectionEnd } = this.area;
    this.area.focus({ preventScroll: true });
    // A box that has the focus already may lack the caret (Chromium gives it back so); typing would go nowhere.
    this.area.setSelectionRange(selectionStart, selectionEnd);
  }

  say(text) {
    this.saysUnreachable = false;
    this.problem.hidden = !text;
    this.problem.textContent = text;
  }

  sayFailed(error, before = "") {
    this.say(before + error.message);
    this.saysUnreachable = error.status === 0;
  }

  // The playground can be reached again, so nothing here says any more that it cannot.
  reachable() {
    if (this.saysUnreachable) this.say("");
  }

  startReply(message) {
    this.replyTo = message ? { id: message.id, ping: true } : null;
    this.replyBar.hidden = !message;
    if (!message) return;
    const ping = h("button", { type: "button", class: "text-button", role: "switch", "aria-checked": "true", "aria-label": "Ping the author", on: { click: () => {
      this.replyTo.ping = !this.replyTo.ping;
      ping.setAttribute("aria-checked", String(this.replyTo.ping));
      ping.textContent = this.replyTo.ping ? "@ ON" : "@ OFF";
    } } }, "@ ON");
    this.replyBar.replaceChildren(
      h("span", { class: "grow" }, "Replying to ", h("strong", {}, displayName(message.author))),
      ping, iconButton("close", "Stop replying", () => this.startReply(null)));
    this.focus();
  }

  startCommand(path) {
    const command = this.hooks.book.byPath(path);
    if (command) this.#enterCommand(command, {});
    else this.hooks.notify(`/${path} is not available here.`);
  }

  // The box keeps its height while the text is measured: a box that collapsed would move the messages above it.
  #fit() {
    this.box.style.minHeight = `${this.box.offsetHeight}px`;
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, innerHeight * 0.4)}px`;
    this.box.style.minHeight = "";
  }

  #typed(event) {
    this.#fit();
    this.say("");
    const text = this.area.value;
    if (!text.startsWith("/") || text.includes("\n")) {
      this.picker.close();
      return;
    }
    const named = this.hooks.book.byPath(text.slice(1, -1));
    if (event.inputType === "insertText" && event.data === " " && named) this.#enterCommand(named, {});
    else this.#offerCommands(text);
  }

  async #offerCommands(text) {
    if (text === "/" || !this.hooks.book.slash.length) await this.hooks.reloadCommands();
    if (this.area.value !== text || this.line) return;
    const matches = this.hooks.book.matching(text.slice(1));
    const parsed = matches.length ? null : this.hooks.book.parse(text);
    const shown = parsed ? [parsed.command] : matches;
    if (!shown.length) {
      this.picker.close();
      return;
    }
    const items = shown.map((command) => ({
      label: `/${command.path}`, description: command.description, hint: displayName(command.application), command,
      pick: () => this.#enterCommand(command, this.hooks.book.parse(this.area.value)?.given ?? {}),
    }));
    this.picker.show(this.area, "Commands", items, { first: true });
  }

  #enterCommand(command, given) {
    this.picker.close();
    this.say("");
    this.line = new CommandLine(command, given, {
      api: this.hooks.api, book: this.hooks.book, picker: this.picker, channelId: this.channelId, guild: this.hooks.store.channel()?.guild,
      run: (...call) => this.#run(...call),
      leave: (text) => {
        this.#leaveCommand(text);
        this.focus();
        if (text) this.#offerCommands(text);
      },
      problem: (text) => this.say(text),
    });
    this.slot.replaceChildren(this.line.node);
    this.line.focus();
  }

  #leaveCommand(text) {
    this.line = null;
    this.picker.close();
    this.slot.replaceChildren(this.area);
    this.area.value = text;
    this.#fit();
  }

  #keyed(event) {
    if (event.isComposing) return;
    const open = this.picker.isOpen;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.picker.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (open && event.key === "Tab" && this.picker.highlighted) {
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
    if (this.line) {
      this.line.submit();
      return;
    }
    const text = this.area.value;
    if (text.startsWith("/") && !text.includes("\n") && !this.files.length && (await this.#runTyped(text))) return;
    if (!text.trim() && !this.files.length) return;
    this.#sendMessage(text.trim());
  }

  // True when the line was a command: run at once if it is complete, else opened to be filled in.
  async #runTyped(text) {
    if (!this.hooks.book.parse(text)) await this.hooks.reloadCommands();
    const parsed = this.hooks.book.parse(text);
    const highlighted = this.picker.highlighted;
    if (!this.hooks.book.slash.length) {
      this.say("No bot has registered a command here yet. Try again in a moment.");
      return true;
    }
    if (!parsed) {
      highlighted?.pick();
      return Boolean(highlighted);
    }
    const { command, given } = parsed;
    const chosenOther = highlighted && highlighted.command !== command;
    if (chosenOther && !Object.keys(given).length) {
      highlighted.pick();
      return true;
    }
    const options = {};
    for (const option of command.options) {
      const value = given[option.name] ? readValue(option, given[option.name], this.hooks.book.choices(option, this.hooks.store.channel()?.guild)) : null;
      if (value?.problem || (!value && option.required)) {
        this.#enterCommand(command, given);
        if (value?.problem) this.say(value.problem);
        return true;
      }
      if (value) options[option.name] = value.value;
    }
    this.#run(command, options, []);
    return true;
  }

  #run(command, options, files) {
    this.#leaveCommand("");
    this.say("");
    this.focus();
    this.hooks.showEnd();
    this.hooks.runCommand(command, options, files);
  }

  // Messages go out one after the other, so that they arrive in the order they were written.
  #sendMessage(content) {
    const { channelId, files, replyTo } = this;
    const payload = { content, reply_to: replyTo?.id ?? null, ping: replyTo?.ping ?? true };
    this.area.value = "";
    this.files = [];
    this.picker.close();
    this.#drawTray();
    this.#fit();
    this.startReply(null);
    this.say("");
    this.hooks.showEnd();
    this.queue = this.queue.then(() => this.hooks.api.send(channelId, payload, files)).catch((error) => {
      this.sayFailed(error, "Not sent: ");
      if (this.channelId !== channelId || this.area.value) return;
      this.area.value = content;
      this.files = files;
      this.#drawTray();
      this.#fit();
    });
  }

  #addFiles(list, event = null) {
    if (!list?.length) return;
    event?.preventDefault();
    this.files = [...this.files, ...list];
    if (this.files.length > MAX_FILES) {
      this.files.length = MAX_FILES;
      this.say(`A message holds at most ${MAX_FILES} files.`);
    }
    this.#drawTray();
    this.focus();
  }

  #drawTray() {
    this.tray.hidden = !this.files.length;
    this.tray.replaceChildren(...this.files.map((file) =>
      h("li", { class: "tray-file" }, icon("file"),
        h("span", { class: "grow ellipsis" }, file.name), h("span", { class: "muted small" }, formatBytes(file.size)),
        iconButton("trash", `Remove ${file.name}`, () => {
          this.files = this.files.filter((other) => other !== file);
          this.#drawTray();
          this.focus();
        }))));
  }

  #acceptDrops() {
    const target = document.getElementById("main");
    target.addEventListener("dragover", (event) => {
      if (event.dataTransfer.types.includes("Files")) event.preventDefault();
    });
    target.addEventListener("drop", (event) => this.#addFiles(event.dataTransfer.files, event));
  }
}
