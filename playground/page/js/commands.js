// Knows the commands of a channel: flattens subcommands, finds them by what was typed, and reads `/mock stripe`.

import { playgroundNow } from "./clock.js";
import { entityOptions } from "./select.js";
import { EPHEMERAL } from "./store.js";

/** @import { Api } from "./api.js" */
/** @import { Command, CommandOption, EntitySelect, Guild, Message, OptionChoice, OptionValue, User } from "./payloads.js" */
/** @import { Store } from "./store.js" */

/** @typedef {{ id: string, path: string, description: string, options: CommandOption[], application: User }} FlatCommand path: with its subcommands */
/** @typedef {{ [option: string]: string }} Given what was typed for each option */
/** @typedef {{ value: OptionValue, problem?: undefined } | { value?: undefined, problem: string }} Read */

const DISCORD_EPOCH = 1420070400000n;

export const OPTION = { STRING: 3, INTEGER: 4, BOOLEAN: 5, USER: 6, CHANNEL: 7, ROLE: 8, MENTIONABLE: 9, NUMBER: 10, ATTACHMENT: 11 };
/** @type {{ [option: number]: EntitySelect["type"] }} */
const SELECT_OF = { 6: 5, 8: 6, 9: 7, 7: 8 };

export class CommandBook {
  /** @param {Api} api @param {Store} store */
  constructor(api, store) {
    this.api = api;
    this.store = store;
    /** @type {FlatCommand[]} */
    this.slash = [];
    /** @type {Command[]} */
    this.messageMenus = [];
  }

  /** @param {string} channelId */
  async load(channelId) {
    const found = await this.api.commands(channelId);
    this.slash = found.filter((command) => (command.type ?? 1) === 1).flatMap(leaves).sort((a, b) => a.path.localeCompare(b.path));
    this.messageMenus = found.filter((command) => command.type === 3);
  }

  /** Commands for what was typed after the slash: those that start with it first, then those that contain it. @param {string} query */
  matching(query) {
    const wanted = query.toLowerCase().trim();
    const starts = this.slash.filter((command) => command.path.startsWith(wanted));
    const contains = this.slash.filter((command) => !command.path.startsWith(wanted) && `${command.path} ${command.description}`.toLowerCase().includes(wanted));
    return [...starts, ...contains];
  }

  /** @param {string} path */
  byPath(path) {
    return this.slash.find((command) => command.path === path);
  }

  /** Reads a whole line such as `/mock stripe questions:3`; null when it names no command. @param {string} line */
  parse(line) {
    const text = line.replace(/^\//u, "").replace(/\s+/gu, " ").trim();
    const [command] = this.slash
      .filter((one) => text === one.path || text.startsWith(`${one.path} `))
      .sort((a, b) => b.path.length - a.path.length);
    return command ? { command, given: readOptions(command, text.slice(command.path.length).trim()) } : null;
  }

  /**
   * The fixed choices of an option; null when anything may be typed.
   * @param {CommandOption} option @param {Guild | undefined} guild
   * @returns {OptionChoice[] | null}
   */
  choices(option, guild) {
    if (option.choices?.length) return option.choices.map(({ name, value }) => ({ name, value }));
    if (option.type === OPTION.BOOLEAN) return [{ name: "True", value: true }, { name: "False", value: false }];
    const type = SELECT_OF[option.type];
    if (type !== undefined) {
      return entityOptions(this.store, { type, channel_types: option.channel_types }, guild).map((one) => ({ name: one.label, value: one.value, description: one.description }));
    }
    return null;
  }
}

/**
 * As in Discord, the line about a silent bot is shown in this window only and gone after a reload.
 * @param {FlatCommand} command @param {string} channelId
 * @returns {Message}
 */
export function noAnswer(command, channelId) {
  const now = Math.trunc(playgroundNow());
  return {
    id: String((BigInt(now) - DISCORD_EPOCH) << 22n), channel_id: channelId, type: 0, flags: EPHEMERAL, local: true, author: command.application,
    content: `**The application did not respond** to \`/${command.path}\`.`, timestamp: new Date(now).toISOString(),
  };
}

/** @param {Command} command */
function leaves(command) {
  /** @param {Pick<Command, "description" | "options">} node @param {string} path @returns {FlatCommand[]} */
  const walk = (node, path) => {
    const nested = (node.options ?? []).filter((option) => option.type === 1 || option.type === 2);
    if (nested.length) return nested.flatMap((option) => walk(option, `${path} ${option.name}`));
    return [{ id: command.id, path, description: node.description ?? "", options: node.options ?? [], application: command.application }];
  };
  return walk(command, command.name);
}

/**
 * `name:value` pairs by name; loose words go to the required options in turn, the last of them taking the rest.
 * @param {FlatCommand} command @param {string} rest
 */
function readOptions(command, rest) {
  /** @type {Given} */
  const given = {};
  const names = command.options.map((option) => option.name);
  const named = names.length ? new RegExp(`(?:^| )(${names.map(escapePattern).join("|")}):`, "gu") : null;
  const marks = named ? [...rest.matchAll(named)] : [];
  marks.forEach((mark, index) => {
    given[mark[1] ?? ""] = rest.slice(mark.index + mark[0].length, marks[index + 1]?.index).trim();
  });
  let loose = rest.slice(0, marks[0]?.index).trim();
  const open = command.options.filter((option) => !(option.name in given));
  const takers = open.filter((option) => option.required);
  if (!takers.length) takers.push(...open.slice(0, 1));
  takers.forEach((option, index) => {
    if (!loose) return;
    const space = loose.indexOf(" ");
    const last = index === takers.length - 1 || space < 0;
    given[option.name] = last ? loose : loose.slice(0, space);
    loose = last ? "" : loose.slice(space + 1);
  });
  return given;
}

/** @param {string} text */
function escapePattern(text) {
  return text.replace(/[.*+?^${}()|[\]\\-]/gu, "\\$&");
}

/**
 * The value to send for what was typed, or a sentence that says what is wrong with it.
 * @param {CommandOption} option @param {string} text @param {OptionChoice[] | null} choices
 * @returns {Read}
 */
export function readValue(option, text, choices) {
  if (choices) {
    const wanted = text.trim().toLowerCase().replace(/^[@#]/u, "");
    /** @param {OptionChoice} choice */
    const plain = (choice) => choice.name.toLowerCase().replace(/^[@#]/u, "");
    const exact = choices.find((choice) => plain(choice) === wanted || String(choice.value).toLowerCase() === wanted);
    const starting = choices.filter((choice) => plain(choice).startsWith(wanted));
    const choice = exact ?? (starting.length === 1 ? starting[0] : null);
    return choice ? { value: choice.value } : { problem: `Choose one from the list for “${option.name}”.` };
  }
  if (option.type === OPTION.INTEGER || option.type === OPTION.NUMBER) return readNumber(option, text);
  if (text.length < (option.min_length ?? 0)) return { problem: `“${option.name}” needs at least ${option.min_length} characters.` };
  if (text.length > (option.max_length ?? 6000)) return { problem: `“${option.name}” takes at most ${option.max_length ?? 6000} characters.` };
  return { value: text };
}

/** @param {CommandOption} option @param {string} text @returns {Read} */
function readNumber(option, text) {
  const number = Number(text);
  const whole = option.type === OPTION.INTEGER;
  if (!text.trim() || !Number.isFinite(number) || (whole && !Number.isInteger(number))) return { problem: `“${option.name}” takes a ${whole ? "whole " : ""}number.` };
  if (number < (option.min_value ?? -Infinity)) return { problem: `“${option.name}” must be at least ${option.min_value}.` };
  if (number > (option.max_value ?? Infinity)) return { problem: `“${option.name}” must be at most ${option.max_value}.` };
  return { value: number };
}
