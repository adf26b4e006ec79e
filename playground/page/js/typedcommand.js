// A slash typed into the message box: offers commands, fills one in, runs a line that is complete.

import { CommandLine } from "./commandline.js";
import { readValue } from "./commands.js";
import { displayName } from "./dom.js";

/** @import { Composer, ComposerHooks } from "./composer.js" */
/** @import { FlatCommand, Given } from "./commands.js" */
/** @import { OptionValues } from "./payloads.js" */

export class TypedCommand {
  /** @param {Composer} box @param {ComposerHooks} hooks */
  constructor(box, hooks) {
    this.box = box;
    this.hooks = hooks;
    /** @type {CommandLine | null} */
    this.line = null;
  }

  get #guild() {
    return this.hooks.store.channel()?.guild;
  }

  /** @param {string} path */
  start(path) {
    const command = this.hooks.book.byPath(path);
    if (command) this.#enter(command, {});
    else this.hooks.notify(`/${path} is not available here.`);
  }

  /** Called at each change of a text that begins with a slash. @param {InputEvent} event @param {string} text */
  typed(event, text) {
    const named = this.hooks.book.byPath(text.slice(1, -1));
    if (event.inputType === "insertText" && event.data === " " && named) this.#enter(named, {});
    else this.#offer(text);
  }

  /** @param {string} text */
  async #offer(text) {
    if (text === "/" || !this.hooks.book.slash.length) await this.hooks.reloadCommands();
    if (this.box.area.value !== text || this.line) return;
    const matches = this.hooks.book.matching(text.slice(1));
    const parsed = matches.length ? null : this.hooks.book.parse(text);
    const shown = parsed ? [parsed.command] : matches;
    if (!shown.length) {
      this.box.picker.close();
      return;
    }
    const items = shown.map((command) => ({
      label: `/${command.path}`, description: command.description, hint: displayName(command.application), command,
      pick: () => this.#enter(command, this.hooks.book.parse(this.box.area.value)?.given ?? {}),
    }));
    this.box.picker.show(this.box.area, "Commands", items, { first: true });
  }

  /** @param {FlatCommand} command @param {Given} given */
  #enter(command, given) {
    this.box.picker.close();
    this.box.say("");
    this.line = new CommandLine(command, given, {
      api: this.hooks.api, book: this.hooks.book, picker: this.box.picker, channelId: this.box.channelId, guild: this.#guild,
      run: (...call) => this.#run(...call),
      leave: (text) => {
        this.leave(text);
        this.box.focus();
        if (text) this.#offer(text);
      },
      problem: (text) => this.box.say(text),
    });
    this.box.slot.replaceChildren(this.line.node);
    this.line.focus();
  }

  /** @param {string} text what stands in the message box afterwards */
  leave(text) {
    this.line = null;
    this.box.picker.close();
    this.box.slot.replaceChildren(this.box.area);
    this.box.area.value = text;
    this.box.fit();
  }

  /** True when the line was a command: run at once if it is complete, else opened to be filled in. @param {string} text */
  async run(text) {
    if (!this.hooks.book.parse(text)) await this.hooks.reloadCommands();
    const parsed = this.hooks.book.parse(text);
    const { highlighted } = this.box.picker;
    if (!this.hooks.book.slash.length) {
      this.box.say("No bot has registered a command here yet. Try again in a moment.");
      return true;
    }
    if (!parsed) {
      highlighted?.pick();
      return Boolean(highlighted);
    }
    const { command, given } = parsed;
    // By what they are called: the commands may have been read anew since they were offered.
    const other = highlighted?.command && !isSame(highlighted.command, command) ? highlighted : null;
    if (other && !Object.keys(given).length) {
      other.pick();
      return true;
    }
    /** @type {OptionValues} */
    const options = {};
    for (const option of command.options) {
      const typed = given[option.name];
      const value = typed ? readValue(option, typed, this.hooks.book.choices(option, this.#guild)) : null;
      if (value?.problem !== undefined || (!value && option.required)) {
        this.#enter(command, given);
        if (value?.problem) this.box.say(value.problem);
        return true;
      }
      if (value) options[option.name] = value.value;
    }
    this.#run(command, options, []);
    return true;
  }

  /** @param {FlatCommand} command @param {OptionValues} options @param {File[]} files */
  #run(command, options, files) {
    this.leave("");
    this.box.say("");
    this.box.focus();
    this.hooks.showEnd();
    this.hooks.runCommand(command, options, files);
  }
}

/** @param {FlatCommand} one @param {FlatCommand} other */
function isSame(one, other) {
  return one.id === other.id && one.path === other.path;
}
