// Threads: the card under the message that one hangs on, the list of a channel's threads, and the line over a closed one.

import { avatar, displayName, h, icon } from "./dom.js";
import { openModal } from "./modal.js";
import { gist } from "./gist.js";
import { newId, popup } from "./popup.js";

/** @import { Api } from "./api.js" */
/** @import { Label, Message, ThreadMetadata } from "./payloads.js" */
/** @import { Place, Store } from "./store.js" */

/** @typedef {{ thread_metadata?: ThreadMetadata }} MaybeThread */
/** @typedef {Pick<Place, "id" | "name" | "message_count" | "preview" | "thread_metadata">} Shown what a card shows of a thread */

/** @param {MaybeThread | undefined} channel */
export const isThread = (channel) => channel?.thread_metadata !== undefined;
/** @param {MaybeThread} thread */
export const isClosed = (thread) => Boolean(thread.thread_metadata?.archived);

/** @type {Label} */
const NAME_FIELD = { type: 18, label: "Name", component: { type: 4, style: 1, custom_id: "name", required: true, max_length: 100, min_length: 1 } };

/** @param {Store} store @param {Place} channel @returns {Place[]} */
export function threadsOf(store, channel) {
  return (channel.guild?.channels ?? []).filter((one) => isThread(one) && one.parent_id === channel.id).map((one) => store.channel(one.id) ?? one);
}

/** @param {Shown} thread */
function messageCount(thread) {
  const count = thread.message_count ?? 0;
  return count === 1 ? "1 message" : `${count > 99 ? "99+" : count} messages`;
}

/** @param {MaybeThread} thread */
function standing(thread) {
  const { archived, locked } = thread.thread_metadata ?? {};
  if (!archived && !locked) return null;
  return h("span", { class: "tag" }, locked ? "Locked" : "Archived");
}

/** @param {Shown} thread @param {Store} store */
function lastLine(thread, store) {
  if (!thread.preview) return null;
  const { author } = thread.preview;
  const text = gist(thread.preview, store.names);
  if (!text) return null;
  return h("span", { class: "thread-line" }, avatar(author, "tiny"), h("strong", {}, displayName(author)), h("span", { class: "ellipsis muted" }, text));
}

/** Under the message whose thread it is. @param {Shown} given @param {Store} store @param {(channelId: string) => void} open */
export function threadCard(given, store, open) {
  const thread = store.channel(given.id) ?? given;
  const { unread } = store.reading.of(thread.id);
  return h("button", { type: "button", class: "thread-card", data: { key: `thread ${thread.id}` }, on: { click: () => open(thread.id) } },
    h("span", { class: "thread-head" },
      icon("thread"), h("strong", { class: "ellipsis" }, thread.name),
      h("span", { class: "link" }, thread.message_count ? `${messageCount(thread)} ›` : "Open ›"),
      standing(thread), unread ? h("span", { class: "tag new" }, "New") : null),
    lastLine(thread, store) ?? (thread.message_count ? null : h("span", { class: "muted small" }, "There are no messages in this thread yet.")));
}

/** @param {HTMLElement} anchor @param {Place} channel @param {Store} store @param {(channelId: string) => void} open */
export function showThreads(anchor, channel, store, open) {
  const titleId = newId("threads");
  const all = threadsOf(store, channel).sort((a, b) => Number(isClosed(a)) - Number(isClosed(b)) || (b.last_message_id ?? b.id).localeCompare(a.last_message_id ?? a.id));
  /** @param {Place} thread */
  const row = (thread) =>
    h("button", { type: "button", class: "thread-row", on: { click: () => {
      close();
      open(thread.id);
    } } },
      h("span", { class: "thread-head" }, h("strong", { class: "ellipsis" }, thread.name), standing(thread)),
      lastLine(thread, store) ?? h("span", { class: "muted small" }, messageCount(thread)));
  /** @param {string} title @param {Place[]} threads */
  const group = (title, threads) => (threads.length ? [h("h3", { class: "list-title" }, `${title} – ${threads.length}`), threads.map(row)] : []);
  const node = h("div", { class: "thread-list", role: "dialog", "aria-labelledby": titleId },
    h("h2", { id: titleId }, "Threads"),
    all.length ? null : h("p", { class: "muted" }, "There are no threads here. Start one from a message's menu."),
    group("Active", all.filter((one) => !isClosed(one))),
    group("Archived", all.filter(isClosed)));
  const close = popup(anchor, node);
  (node.querySelector("button") ?? node).focus();
}

/** What stands over the message box of a thread that is closed; nothing for an open one. @param {Place} channel @param {() => void} reopen */
export function closedLine(channel, reopen) {
  const { archived, locked } = channel.thread_metadata ?? {};
  if (!archived && !locked) return null;
  if (locked) return h("div", { class: "closed-line" }, icon("thread"), "This thread is locked. Only people who can manage threads can write here.");
  return h("div", { class: "closed-line" }, icon("thread"), h("span", { class: "grow" }, "This thread is archived. A message reopens it."),
    h("button", { type: "button", class: "text-button", on: { click: reopen } }, "Reopen"));
}

/**
 * Asks for a name, then starts the thread of a message.
 * @param {Message} message
 * @param {{ store: Store, api: Api, open: (channelId: string) => void, onGone: () => void }} hooks `onGone` takes the focus from the dialog
 */
export function startThread(message, { store, api, open, onGone }) {
  openModal({ title: "Start a thread", custom_id: "", components: [NAME_FIELD] }, {
    store, onGone,
    send: async ({ name }) => {
      const { channel_id: threadId } = await api.startThread(message.channel_id, message.id, String(name));
      await store.load();
      open(threadId);
      return { outcome: "answered" };
    },
  });
}
