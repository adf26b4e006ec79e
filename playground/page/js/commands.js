// Knows the commands of a channel: flattens subcommands, finds them by what was typed, and reads `/mock stripe`.

import { entityOptions } from "./select.js";
import { EPHEMERAL } from "./store.js";

const DISCORD_EPOCH = 1420070400000n;

export const OPTION = { STRING: 3, INTEGER: 4, BOOLEAN: 5, USER: 6, CHANNEL: 7, ROLE: 8, MENTIONABLE: 9, NUMBER: 10, ATTACHMENT: 11 };
const SELECT_OF = { 6: 5, 8: 6, 9: 7, 7: 8 };

export class CommandBook {
  constructor(api, store) {
    this.api = api;
    this.store = store;
    this.slash = [];
    this.messageMenus = [];
  }

  async load(channelId) {
    const found = await this.api.commands(channelId);
    this.slash = found.filter((command) => (command.type ?? 1) === 1).flatMap(leaves).sort((a, b) => a.path.localeCompare(b.path));
    this.messageMenus = found.filter((command) => command.type === 3);
  }

  // Commands for what was typed after the slash: those that start with it first, then those that contain it.
  matching(query) {
    const wanted = query.toLowerCase().trim();
    const starts = this.slash.filter((command) => command.path.startsWith(wanted));
    const contains = this.slash.filter((command) => !command.path.startsWith(wanted) && `${command.path} ${command.description}`.toLowerCase().includes(wanted));
    return [...starts, ...contains];
  }

  byPath(path) {
    return this.slash.find((command) => command.path === path);
  }

  // Reads a whole line such as `/mock stripe questions:3`; null when it names no command.
  parse(line) {
    const text = line.replace(/^\//u, "").replace(/\s+/gu, " ").trim();
    const command = this.slash
      .filter((one) => text === one.path || text.startsWith(`${one.path} `))
      .sort((a, b) => b.path.length - a.path.length)[0];
    return command ? { command, given: readOptions(command, text.slice(command.path.length).trim()) } : null;
  }

  // The fixed choices of an option, as [{name, value}]; null when anything may be typed.
  choices(option, guild) {
    if (option.choices?.length) return option.choices.map(({ name, value }) => ({ name, value }));
    if (option.type === OPTION.BOOLEAN) return [{ name: "True", value: true }, { name: "False", value: false }];
    if (option.type in SELECT_OF) {
      return entityOptions(this.store, { type: SELECT_OF[option.type], channel_types: option.channel_types }, guild).map((one) => ({ name: one.label, value: one.value, description: one.description }));
    }
    return null;
  }
}

// As in Discord, the line about a silent bot is shown in this window only and gone after a reload.
export function noAnswer(command, channelId, me) {
  const now = Date.now();
  return {
    id: String((BigInt(now) - DISCORD_EPOCH) << 22n), channel_id: channelId, type: 0, flags: EPHEMERAL, local: true, author: command.application ?? me,
    content: `**The application did not respond** to \`/${command.path}\`.`, timestamp: new Date(now).toISOString(),
  };
}

function leaves(command) {
  const walk = (node, path) => {
    const nested = (node.options ?? []).filter((option) => option.type === 1 || option.type === 2);
    if (nested.length) return nested.flatMap((option) => walk(option, `${path} ${option.name}`));
    return [{ id: command.id, path, description: node.description ?? "", options: node.options ?? [], application: command.application }];
  };
  return walk(command, command.name);
}

// `name:value` pairs by name; loose words go to the required options in turn, the last of them taking the rest.
function readOptions(command, rest) {
  const given = {};
  const names = command.options.map((option) => option.name);
  const named = names.length ? new RegExp(`(?:^| )(${names.map(escapePattern).join("|")}):`, "gu") : null;
  const marks = named ? [...rest.matchAll(named)] : [];
  marks.forEach((mark, index) => {
    given[mark[1]] = rest.slice(mark.index + mark[0].length, marks[index + 1]?.index).trim();
  });
  let loose = (marks.length ? rest.slice(0, marks[0].index) : rest).trim();
  const open = command.options.filter((option) => !(option.name in given));
  const takers = open.filter((option) => option.required);
  if (!takers.length && open.length) takers.push(open[0]);
  takers.forEach((option, index) => {
    if (!loose) return;
    const space = loose.indexOf(" ");
    const last = index === takers.length - 1 || space < 0;
    given[option.name] = last ? loose : loose.slice(0, space);
    loose = last ? "" : loose.slice(space + 1);
  });
  return given;
}

function escapePattern(text) {
  return text.replace(/[.*+?^${}()|[\]\\-]/gu, "\\$&");
}

// The value to send for what was typed, or a sentence that says what is wrong with it.
export function readValue(option, text, choices) {
  if (choices) {
    const wanted = text.trim().toLowerCase().replace(/^[@#]/u, "");
    const plain = (choice) => choice.name.toLowerCase().replace(/^[@#]/u, "");
    const exact = choices.find((choice) => plain(choice) === wanted || String(choice.value).toLowerCase() === wanted);
    const starting = choices.filter((choice) => plain(choice).startsWith(wanted));
    const choice = exact ?? (starting.length === 1 ? starting[0] : null);
    return choice ? { value: choice.value } : { problem: `Choose one of the list for “${option.name}”.` };
  }
  if (option.type === OPTION.INTEGER || option.type === OPTION.NUMBER) return readNumber(option, text);
  if (text.length < (option.min_length ?? 0)) return { problem: `“${option.name}” needs at least ${option.min_length} characters.` };
  if (text.length > (option.max_length ?? 6000)) return { problem: `“${option.name}” takes at most ${option.max_length ?? 6000} characters.` };
  return { value: text };
}

function readNumber(option, text) {
  const number = Number(text);
  const whole = option.type === OPTION.INTEGER;
  if (!text.trim() || !Number.isFinite(number) || (whole && !Number.isInteger(number))) return { problem: `“${option.name}” takes a ${whole ? "whole " : ""}number.` };
  if (number < (option.min_value ?? -Infinity)) return { problem: `“${option.name}” must be at least ${option.min_value}.` };
  if (number > (option.max_value ?? Infinity)) return { problem: `“${option.name}” must be at most ${option.max_value}.` };
  return { value: number };
}
