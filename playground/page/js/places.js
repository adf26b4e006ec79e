// Finds channels: those of a server that hold text, one by its name, and the one to open first.

import { lastPlace } from "./identity.js";

/** @import { Guild } from "./payloads.js" */
/** @import { Store } from "./store.js" */

const TEXT_TYPES = new Set([0, 5, 15]);

/** @param {Guild} guild */
export function textChannels(guild) {
  return guild.channels.filter((channel) => TEXT_TYPES.has(channel.type)).sort(byPosition);
}

/** @param {{ position?: number }} first @param {{ position?: number }} second */
export function byPosition(first, second) {
  return (first.position ?? 0) - (second.position ?? 0);
}

/** A channel by its id or its name. @param {Store} store @param {string} wanted */
export function placeNamed(store, wanted) {
  if (store.channels.has(wanted)) return wanted;
  return [...store.channels.values()].find((channel) => channel.name === wanted && channel.guild)?.id;
}

/**
 * Where one was last; on the first visit the channel that not everyone sees, or else the conversation with the bot.
 * @param {Store} store
 * @returns {{ channelId?: string, userId?: string }} the user's is a conversation that nobody opened yet
 */
export function home(store) {
  const dm = store.dms.find((one) => one.user.bot) ?? store.dms[0];
  const [inner] = store.guilds.flatMap((guild) => textChannels(guild).filter((channel) => channel.viewers.length < guild.members.length));
  const known = [lastPlace(store.me.id), inner?.id, dm?.id].find((id) => id && store.channels.has(id));
  if (known) return { channelId: known };
  return dm ? { userId: dm.user.id } : { channelId: store.guilds.flatMap(textChannels)[0]?.id };
}
