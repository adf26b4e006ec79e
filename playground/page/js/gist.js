// One line for what a message holds: its text, or its files, or what the bot shows in it.

import { plainText } from "./markdown.js";

/** @import { Content } from "./payloads.js" */
/** @import { Names } from "./store.js" */

const VOICE = 1 << 13;
const LONGEST = 200;

/** @param {Content & { flags: number }} message @param {Names} names @returns {string} empty if there is nothing to say */
export function gist({ content, flags, attachments, embeds }, names) {
  if (content) return plainText(content.slice(0, LONGEST), names);
  if (attachments?.length) return flags & VOICE ? "Voice message" : attachments.map((file) => file.filename).join(", ");
  const shown = embeds?.[0]?.title ?? embeds?.[0]?.description ?? "";
  return plainText(shown.slice(0, LONGEST), names);
}
