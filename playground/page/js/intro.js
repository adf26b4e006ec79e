// What stands above the first message of a channel: that it begins here, and on an empty one what to do first.

import { h, icon } from "./dom.js";
import { isThread } from "./threads.js";

/** @import { Place, Store } from "./store.js" */

/** @param {Store} store @param {string} firstStep what a newcomer may try */
export function intro(store, firstStep) {
  const channel = store.channel();
  if (!channel) return h("div", { class: "intro" });
  const name = store.names.place(channel.id);
  const isOpen = !channel.guild || channel.viewers?.length === channel.guild.members.length;
  return h("div", { class: "intro" },
    h("h2", {}, channel.type === 0 ? name : channel.name),
    h("p", { class: "muted" }, `This is the beginning of ${described(channel, name)}.`),
    store.messages().length || !isOpen ? null : h("p", { class: "first-step" }, icon("chat"), firstStep));
}

/** @param {Place} channel @param {string} name */
function described(channel, name) {
  if (channel.type === 1) return `your direct messages with ${channel.name}`;
  return isThread(channel) ? "this thread" : name;
}
