// One slash command being filled in: a pill for each option, with its choices or live autocomplete in the picker.

import { OPTION, readValue } from "./commands.js";
import { h } from "./dom.js";

const AUTOCOMPLETE_AFTER = 60;

export class CommandLine {
  // `hooks` is {api, book, picker, channelId, guild, run(command, options, files), leave(text), problem(text)}.
  constructor(command, given, hooks) {
    this.command = command;
    this.hooks = hooks;
    this.pills = [];
    this.question = 0;
    this.node = h("div", { class: "command-line", role: "group", "aria-label": `Command ${command.path}` },
      h("span", { class: "command-name" }, `/${command.path}`));
    this.rest = h("button", { type: "button", class: "more-options text-button", on: { click: () => this.#restClicked(), keydown: (event) => this.#restKeyed(event) } });
    this.node.append(this.rest);
    const shown = command.options.filter((option) => option.required || option.name in given);
    if (!shown.length && command.options.length) shown.push(command.options[0]);
    for (const option of shown) this.#addPill(option, given[option.name] ?? "");
    this.#showRest();
  }

  focus() {
    const pill = this.pills.find(({ option, field }) => option.required && !field.value) ?? this.pills.at(-1);
    (pill?.field ?? this.rest).focus();
    if (!pill) this.#offerMore();
  }

  #addPill(option, text) {
    const isFile = option.type === OPTION.ATTACHMENT;
    const field = h("input", isFile
      ? { type: "file", class: "pill-file" }
      : { type: "text", class: "pill-field", value: text, autocomplete: "off", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", spellcheck: "false" });
    field.setAttribute("aria-label", `${option.name}${option.required ? "" : ", optional"}: ${option.description}`);
    const pill = { option, field, chosen: null, choices: this.hooks.book.choices(option, this.hooks.guild) };
    field.addEventListener("focus", () => this.#suggest(pill));
    field.addEventListener("input", () => this.#typed(pill));
    field.addEventListener("keydown", (event) => this.#keyed(pill, event));
    pill.node = h("label", { class: "pill" }, h("span", { class: "pill-name" }, option.name), field);
    this.pills.push(pill);
    this.rest.before(pill.node);
    fit(field);
    return pill;
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

  #restKeyed(event) {
    if (event.key === "Escape") this.hooks.leave("");
    else if (event.key === "Backspace" && this.pills.length) this.pills.at(-1).field.focus();
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

  #typed(pill) {
    pill.chosen = null;
    const mark = /(?:^|\s)([\w-]+):$/u.exec(pill.field.value);
    const next = mark && this.#remaining().find((option) => option.name === mark[1]);
    if (next) {
      pill.field.value = pill.field.value.slice(0, mark.index);
      fit(pill.field);
      this.#optionItem(next).pick();
      return;
    }
    fit(pill.field);
    pill.node.classList.remove("wrong");
    this.#suggest(pill);
  }

  #suggest(pill) {
    const { option, field, choices } = pill;
    const title = [h("b", {}, option.name), " ", option.description];
    if (choices) this.#showChoices(pill, title, choices.filter(({ name }) => name.toLowerCase().includes(field.value.toLowerCase())));
    else if (option.autocomplete) this.#ask(pill, title);
    else this.#showChoices(pill, title, []);
  }

  #showChoices(pill, title, choices, empty = null) {
    if (document.activeElement !== pill.field) return;
    const items = choices.map((choice) => ({ label: choice.name, description: choice.description, pick: () => this.#choose(pill, choice) }));
    this.hooks.picker.show(pill.field, title, [...items, ...this.#remaining().map((option) => this.#optionItem(option))], { empty });
  }

  // Only the newest question's answer counts; the older list stays until it arrives, so that nothing flickers.
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

  // What the other options hold, as far as it can be read already.
  #otherValues(pill) {
    const values = {};
    for (const { option, field, chosen, choices } of this.pills) {
      if (option === pill.option || option.type === OPTION.ATTACHMENT || !field.value.trim()) continue;
      const read = chosen ?? readValue(option, field.value.trim(), choices);
      if (!read.problem) values[option.name] = read.value;
    }
    return values;
  }

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

  #keyed(pill, event) {
    if (event.isComposing) return;
    const { picker } = this.hooks;
    const { field } = pill;
    const index = this.pills.indexOf(pill);
    const atStart = field.type === "text" && field.selectionStart === 0 && field.selectionEnd === 0;
    if (event.key === "ArrowDown") picker.move(1);
    else if (event.key === "ArrowUp") picker.move(-1);
    else if (event.key === "Enter") picker.highlighted ? picker.highlighted.pick() : this.submit();
    else if (event.key === "Escape") this.hooks.leave("");
    else if (event.key === "Tab" && !event.shiftKey && picker.highlighted) picker.highlighted.pick();
    else if (event.key === "Tab" && !event.shiftKey && index === this.pills.length - 1 && picker.items.length) picker.move(1);
    else if (event.key === "Backspace" && atStart && !field.value) this.#drop(pill);
    else if (event.key === "ArrowLeft" && atStart && index > 0) this.pills[index - 1].field.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #drop(pill) {
    const index = this.pills.indexOf(pill);
    if (pill.option.required || index === 0) {
      this.hooks.leave(`/${this.command.path}`);
      return;
    }
    this.pills.splice(index, 1);
    pill.node.remove();
    this.#showRest();
    this.pills[index - 1].field.focus();
  }

  submit() {
    const options = {};
    const files = [];
    for (const pill of this.pills) {
      const { option, field } = pill;
      if (option.type === OPTION.ATTACHMENT) {
        if (field.files.length) {
          options[option.name] = { file: files.length };
          files.push(field.files[0]);
          continue;
        }
      } else if (pill.chosen) {
        options[option.name] = pill.chosen.value;
        continue;
      } else if (field.value.trim()) {
        const same = pill.suggested?.find((choice) => choice.name === field.value.trim());
        const read = same ?? readValue(option, field.value.trim(), pill.choices);
        if (read.problem) {
          this.#wrong(pill, read.problem);
          return;
        }
        options[option.name] = read.value;
        continue;
      }
      if (option.required) {
        this.#wrong(pill, `“${option.name}” is needed.`);
        return;
      }
    }
    this.hooks.run(this.command, options, files);
  }

  #wrong(pill, text) {
    pill.node.classList.add("wrong");
    pill.field.focus();
    this.hooks.problem(text);
  }
}

function fit(field) {
  if (field.type === "text") field.style.width = `calc(${Math.min(Math.max(field.value.length + 1, 5), 60)}ch + 16px)`;
}
