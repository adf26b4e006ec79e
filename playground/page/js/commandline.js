// One slash command being filled in: a pill for each option, with its choices or live autocomplete in the picker.

import { OPTION, readValue } from "./commands.js";
import { h } from "./dom.js";

/** @import { Api } from "./api.js" */
/** @import { CommandBook, FlatCommand, Given, Read } from "./commands.js" */
/** @import { Child } from "./dom.js" */
/** @import { CommandOption, FileNumber, Guild, OptionChoice, OptionValue, OptionValues } from "./payloads.js" */
/** @import { Picker, PickerItem } from "./picker.js" */

/**
 * @typedef {object} CommandLineHooks
 * @property {Api} api
 * @property {CommandBook} book
 * @property {Picker} picker
 * @property {string} channelId
 * @property {Guild | undefined} guild
 * @property {(command: FlatCommand, options: OptionValues, files: File[]) => void} run
 * @property {(text: string) => void} leave goes back to the message box, with a text in it
 * @property {(text: string) => void} problem tells what is wrong
 */

/**
 * @typedef {object} Pill
 * @property {CommandOption} option
 * @property {HTMLInputElement} field
 * @property {HTMLElement} node
 * @property {OptionChoice | null} chosen
 * @property {OptionChoice[] | null} choices all there are; null when anything may be typed
 * @property {OptionChoice[]} suggested what the bot suggested last
 */

const AUTOCOMPLETE_AFTER = 60;

export class CommandLine {
  /** @param {FlatCommand} command @param {Given} given @param {CommandLineHooks} hooks */
  constructor(command, given, hooks) {
    this.command = command;
    this.hooks = hooks;
    /** @type {Pill[]} */
    this.pills = [];
    // Grows with each question and each choice: answers to older ones are late.
    this.question = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.node = h("div", { class: "command-line", role: "group", "aria-label": `Command ${command.path}` },
      h("span", { class: "command-name" }, `/${command.path}`));
    this.rest = h("button", { type: "button", class: "more-options text-button", on: { click: () => this.#restClicked(), keydown: (event) => this.#restKeyed(event) } });
    this.node.append(this.rest);
    const asked = command.options.filter((option) => option.required || option.name in given);
    for (const option of asked.length ? asked : command.options.slice(0, 1)) this.#addPill(option, given[option.name] ?? "");
    this.#showRest();
  }

  focus() {
    const pill = this.pills.find(({ option, field }) => option.required && !field.value) ?? this.pills.at(-1);
    (pill?.field ?? this.rest).focus();
    if (!pill) this.#offerMore();
  }

  /** @param {CommandOption} option @param {string} text */
  #addPill(option, text) {
    const isFile = option.type === OPTION.ATTACHMENT;
    const field = h("input", isFile
      ? { type: "file", class: "pill-file" }
      : { type: "text", class: "pill-field", value: text, autocomplete: "off", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", spellcheck: "false" });
    field.setAttribute("aria-label", `${option.name}${option.required ? "" : ", optional"}: ${option.description}`);
    const node = h("label", { class: "pill" }, h("span", { class: "pill-name" }, option.name), field);
    /** @type {Pill} */
    const pill = { option, field, node, chosen: null, choices: this.hooks.book.choices(option, this.hooks.guild), suggested: [] };
    field.addEventListener("focus", () => this.#suggest(pill));
    field.addEventListener("input", () => this.#typed(pill));
    field.addEventListener("keydown", (event) => this.#keyed(pill, event));
    this.pills.push(pill);
    this.rest.before(node);
    fit(field);
    return pill;
  }

  /** A chosen file fills the first option for one that is empty. @param {FileList} list @returns {boolean} false if there is none */
  take(list) {
    const next = this.#remaining().find(({ type }) => type === OPTION.ATTACHMENT);
    const pill = this.pills.find(({ field }) => field.type === "file" && !field.files?.length) ?? (next && this.#addPill(next, ""));
    if (!pill) return false;
    pill.field.files = list;
    this.#showRest();
    this.focus();
    return true;
  }

  #remaining() {
    return this.command.options.filter((option) => !this.pills.some((pill) => pill.option === option));
  }

  #showRest() {
    const count = this.#remaining().length;
    this.rest.hidden = count === 0 && this.pills.length > 0;
    this.rest.textContent = count ? `+${count} optional` : "Enter sends";
  }

  #restClicked() {
    if (this.#remaining().length) this.#offerMore();
    else this.submit();
  }

  /** @param {KeyboardEvent} event */
  #restKeyed(event) {
    const last = this.pills.at(-1);
    if (event.key === "Escape") this.hooks.leave("");
    else if (event.key === "Backspace" && last) last.field.focus();
    else if (event.key === "Backspace") this.hooks.leave(`/${this.command.path}`);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // The picker belongs to the field that has the focus, so that arrows and Enter reach it.
  #offerMore() {
    const field = this.pills.at(-1)?.field;
    field?.focus({ preventScroll: true });
    const items = this.#remaining().map((option) => this.#optionItem(option));
    this.hooks.picker.show(field ?? this.rest, items.length ? "Options" : this.command.description, items, { first: true });
  }

  /** @param {CommandOption} option @returns {PickerItem} */
  #optionItem(option) {
    return {
      label: option.name, description: option.description, hint: "option",
      pick: () => {
        const pill = this.#addPill(option, "");
        this.#showRest();
        pill.field.focus();
      },
    };
  }

  /** @param {Pill} pill */
  #typed(pill) {
    pill.chosen = null;
    const mark = /(?:^|\s)([\w-]+):$/u.exec(pill.field.value);
    const next = mark && this.#remaining().find((option) => option.name === mark[1]);
    if (mark && next) {
      pill.field.value = pill.field.value.slice(0, mark.index);
      fit(pill.field);
      this.#optionItem(next).pick();
      return;
    }
    fit(pill.field);
    pill.node.classList.remove("wrong");
    this.#suggest(pill);
  }

  /** @param {Pill} pill */
  #suggest(pill) {
    const { option, field, choices } = pill;
    const title = [h("b", {}, option.name), " ", option.description];
    if (choices) this.#showChoices(pill, title, choices.filter(({ name }) => name.toLowerCase().includes(field.value.toLowerCase())));
    else if (option.autocomplete) this.#ask(pill, title);
    else this.#showChoices(pill, title, []);
  }

  /** @param {Pill} pill @param {Child} title @param {OptionChoice[]} choices @param {string | null} [empty] */
  #showChoices(pill, title, choices, empty = null) {
    if (document.activeElement !== pill.field) return;
    const items = choices.map((choice) => ({ label: choice.name, description: choice.description, pick: () => this.#choose(pill, choice) }));
    this.hooks.picker.show(pill.field, title, [...items, ...this.#remaining().map((option) => this.#optionItem(option))], { empty });
  }

  /** Only the newest question's answer counts; the older list stays until it arrives, so that nothing flickers. @param {Pill} pill @param {Child} title */
  #ask(pill, title) {
    this.question += 1;
    const asked = this.question;
    clearTimeout(this.timer);
    if (this.hooks.picker.field !== pill.field) this.#showChoices(pill, title, [], "Loading options…");
    this.timer = setTimeout(async () => {
      const values = { ...this.#otherValues(pill), [pill.option.name]: pill.field.value };
      try {
        const choices = await this.hooks.api.autocomplete(this.hooks.channelId, this.command.path, pill.option.name, values);
        pill.suggested = choices;
        if (asked === this.question) this.#showChoices(pill, title, choices, "No options match what you typed.");
      } catch {
        if (asked === this.question) this.#showChoices(pill, title, [], "Loading options failed.");
      }
    }, AUTOCOMPLETE_AFTER);
  }

  /** What the other options hold, as far as it can be read already. @param {Pill} pill */
  #otherValues(pill) {
    /** @type {{ [name: string]: OptionValue }} */
    const values = {};
    for (const { option, field, chosen, choices } of this.pills) {
      if (option === pill.option || option.type === OPTION.ATTACHMENT || !field.value.trim()) continue;
      const { value } = chosen ?? readValue(option, field.value.trim(), choices);
      if (value !== undefined) values[option.name] = value;
    }
    return values;
  }

  /** @param {Pill} pill @param {OptionChoice} choice */
  #choose(pill, choice) {
    pill.chosen = choice;
    pill.field.value = choice.name;
    pill.node.classList.remove("wrong");
    fit(pill.field);
    this.question += 1;
    const next = this.pills.find((one) => one !== pill && one.option.required && !one.field.value);
    if (next) next.field.focus();
    else this.#showChoices(pill, [h("b", {}, pill.option.name), " ", pill.option.description], []);
  }

  /** @param {Pill} pill @param {KeyboardEvent} event */
  #keyed(pill, event) {
    if (event.isComposing) return;
    const { field } = pill;
    const before = this.pills[this.pills.indexOf(pill) - 1];
    const atStart = field.type === "text" && field.selectionStart === 0 && field.selectionEnd === 0;
    const isChoosing = this.#moveOrPick(pill, event);
    if (!isChoosing) {
      if (event.key === "Enter") this.submit();
      else if (event.key === "Escape") this.hooks.leave("");
      else if (event.key === "Backspace" && atStart && !field.value) this.#drop(pill);
      else if (event.key === "ArrowLeft" && atStart && before) before.field.focus();
      else return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Gives whether the key meant something in the list of choices. @param {Pill} pill @param {KeyboardEvent} event */
  #moveOrPick(pill, { key, shiftKey }) {
    const { picker } = this.hooks;
    const isTab = key === "Tab" && !shiftKey;
    if (key === "ArrowDown") picker.move(1);
    else if (key === "ArrowUp") picker.move(-1);
    else if ((key === "Enter" || isTab) && picker.highlighted) picker.highlighted.pick();
    else if (isTab && pill === this.pills.at(-1) && picker.items.length) picker.move(1);
    else return false;
    return true;
  }

  /** @param {Pill} pill */
  #drop(pill) {
    const index = this.pills.indexOf(pill);
    if (pill.option.required || index === 0) {
      this.hooks.leave(`/${this.command.path}`);
      return;
    }
    this.pills.splice(index, 1);
    pill.node.remove();
    this.#showRest();
    this.pills[index - 1]?.field.focus();
  }

  submit() {
    /** @type {OptionValues} */
    const options = {};
    /** @type {File[]} */
    const files = [];
    for (const pill of this.pills) {
      const { name, required } = pill.option;
      const read = this.#read(pill, files);
      if (read?.problem !== undefined) {
        this.#wrong(pill, read.problem);
        return;
      }
      if (!read && required) {
        this.#wrong(pill, `“${name}” is needed.`);
        return;
      }
      if (read) options[name] = read.value;
    }
    this.hooks.run(this.command, options, files);
  }

  /** @param {Pill} pill @param {File[]} files take in what is sent beside the values @returns {Read | { value: FileNumber, problem?: undefined } | null} */
  #read({ option, field, chosen, choices, suggested }, files) {
    if (option.type === OPTION.ATTACHMENT) {
      const file = field.files?.[0];
      return file ? { value: { file: files.push(file) - 1 } } : null;
    }
    if (chosen) return { value: chosen.value };
    const text = field.value.trim();
    if (!text) return null;
    const same = suggested.find((choice) => choice.name === text);
    return same ? { value: same.value } : readValue(option, text, choices);
  }

  /** @param {Pill} pill @param {string} text */
  #wrong(pill, text) {
    pill.node.classList.add("wrong");
    pill.field.focus();
    this.hooks.problem(text);
  }
}

/** @param {HTMLInputElement} field */
function fit(field) {
  if (field.type === "text") field.style.width = `calc(${Math.min(Math.max(field.value.length + 1, 5), 60)}ch + 16px)`;
}
