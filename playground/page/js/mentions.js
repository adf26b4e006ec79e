// Names in the message box: suggests them after an @ or #, and turns them into mentions when the message goes out.

import { displayName } from "./dom.js";

const STARTED = /(?:^|\s)([@#])([\p{L}\p{N}_-]*(?: [\p{L}\p{N}_-]+)?)$/u;
const MOST = 8;

/** @import { User } from "./payloads.js" */
/** @import { Store } from "./store.js" */

/** @typedef {{ sign: string, name: string, markup: string, description: string }} Named what can be named in a channel; the sign is @ or # */

/** @param {Store} store @returns {Named[]} */
function named(store) {
  const guild = store.channel()?.guild;
  /** @type {User[]} */
  const people = guild ? guild.members : [store.me, ...store.dms.map((dm) => dm.user)];
  return [
    ...people.map((user) => ({ sign: "@", name: displayName(user), markup: `<@${user.id}>`, description: user.username })),
    ...(guild?.roles ?? []).filter((role) => role.id !== guild?.id).map((role) => ({ sign: "@", name: role.name, markup: `<@&${role.id}>`, description: "Role" })),
    ...(guild?.channels ?? []).filter((channel) => channel.type === 0).map((channel) => ({ sign: "#", name: channel.name, markup: `<#${channel.id}>`, description: "Channel" })),
  ];
}

/** The names that fit what stands before the caret; null when no name is being typed. @param {Store} store @param {string} text @param {number} caret */
export function suggestions(store, text, caret) {
  const found = STARTED.exec(text.slice(0, caret));
  if (!found) return null;
  const [, sign, typed = ""] = found;
  const wanted = typed.toLowerCase();
  const from = caret - typed.length - 1;
  const fitting = named(store).filter((one) => one.sign === sign && one.name.toLowerCase().startsWith(wanted)).slice(0, MOST);
  return fitting.length ? { from, to: caret, fitting } : null;
}

/** "@Carl Coach" becomes what Discord understands; the longest name wins, and code stays as it is. @param {Store} store @param {string} text */
export function withMentions(store, text) {
  const known = named(store).sort((a, b) => b.name.length - a.name.length);
  if (!known.length) return text;
  return text
    .split(/(```[\s\S]*?```|`[^`\n]*`)/u)
    .map((part, index) => (index % 2 ? part : replaceNames(part, known)))
    .join("");
}

/** @param {string} text @param {Named[]} known */
function replaceNames(text, known) {
  let result = text;
  for (const { sign, name, markup } of known) {
    const plain = `${sign}${name}`.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
    result = result.replace(new RegExp(`(^|[^\\p{L}\\p{N}<])${plain}(?![\\p{L}\\p{N}_])`, "gu"), (_, before) => before + markup);
  }
  return result;
}
