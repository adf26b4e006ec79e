// What this person has read of each channel, and how much of the rest is meant for them.

/** @import { Api } from "./api.js" */
/** @import { Message, ReadState } from "./payloads.js" */
/** @typedef {{ last: string, unread: number, mentions: number }} Mark `last` is the id of the newest message that was read */
const NOTHING = { last: "0", unread: 0, mentions: 0 };

// Ids are numbers too large for JavaScript's; a longer one is greater, of equally long ones the order of text decides.
/** @param {string} first @param {string} second */
export function compareIds(first, second) {
  return first.length - second.length || (first < second ? -1 : Number(first > second));
}

export class Reading {
  /** @param {Api} api */
  constructor(api) {
    this.api = api;
    /** @type {Map<string, Mark>} */
    this.marks = new Map();
  }

  // Takes over what the server knows; where this window has seen more already, its own knowledge stands.
  /** @param {ReadState & { id: string }} channel */
  learn(channel) {
    const known = this.marks.get(channel.id);
    if (known && compareIds(known.last, channel.last_read) > 0) return;
    this.marks.set(channel.id, { last: channel.last_read, unread: channel.unread, mentions: channel.mentions });
  }

  /** @param {string} channelId @returns {Mark} */
  of(channelId) {
    return this.marks.get(channelId) ?? NOTHING;
  }

  /** @param {Message} message @param {{ forMe: boolean }} about */
  arrived(message, { forMe }) {
    const { last, unread, mentions } = this.of(message.channel_id);
    this.marks.set(message.channel_id, { last, unread: unread + 1, mentions: mentions + Number(forMe) });
  }

  // Gives whether anything became read by this.
  /** @param {string} channelId @param {string} messageId */
  read(channelId, messageId) {
    const { last, unread } = this.of(channelId);
    if (compareIds(messageId, last) <= 0) return false;
    this.marks.set(channelId, { last: messageId, unread: 0, mentions: 0 });
    return unread > 0;
  }

  // Tells the server, so that other windows and the next visit know; a mark that gets lost is made again later.
  /** @param {string} channelId @param {string} messageId */
  tell(channelId, messageId) {
    this.api.read(channelId, messageId).catch(() => {});
  }

  /** @param {Iterable<string>} channelIds */
  total(channelIds) {
    const sum = { unread: 0, mentions: 0 };
    for (const id of channelIds) {
      const { unread, mentions } = this.of(id);
      sum.unread += unread;
      sum.mentions += mentions;
    }
    return sum;
  }
}
