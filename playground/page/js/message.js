// Draws one message: header, reply line, text, files, embeds, components, reactions and marks.

import { attachment } from "./attachments.js";
import { components } from "./components.js";
import { avatar, displayName, h, icon, iconButton } from "./dom.js";
import { embed } from "./embeds.js";
import { gist } from "./gist.js";
import { markdown } from "./markdown.js";
import { chooseEmoji, reactions } from "./reactions.js";
import { THREAD_STARTER } from "./histories.js";
import { EPHEMERAL, LOADING } from "./store.js";
import { threadCard } from "./threads.js";
import { clockTime, fullTime, messageTime } from "./timestamps.js";

/** @import { Leaf } from "./dom.js" */
/** @import { Content, Message } from "./payloads.js" */
/** @import { Surroundings } from "./components.js" */
/** @import { RowState } from "./rows.js" */
/** @import { MessageActions } from "./rowactions.js" */
/** @import { Store } from "./store.js" */

/** @typedef {Surroundings & { grouped: boolean, state: RowState, actions: MessageActions }} RowContext grouped: it goes on from the message before */

const SUPPRESS_EMBEDS = 1 << 2;
const HAS_THREAD = 1 << 5;
const COMPONENTS_V2 = 1 << 15;
const REPLY = 19;
const CHAT_COMMAND = 20;
const MENU_COMMAND = 23;
/** @type {{ [type: number]: string }} */
const SYSTEM = { 6: "pinned a message to this channel.", 7: "joined the server.", 18: "started a thread." };

/** @param {Message} message @param {RowContext} context */
export function messageRow(message, context) {
  const { store, grouped, state, actions } = context;
  const author = message.author;
  const name = displayName(message.member?.nick ? { ...author, nick: message.member.nick } : author);
  const ephemeral = Boolean(message.flags & EPHEMERAL);
  const mentioned = (message.mentions ?? []).some((user) => user.id === store.me.id);
  const row = h("li", {
    class: `message ${grouped ? "grouped" : ""} ${ephemeral ? "ephemeral" : ""} ${mentioned ? "mentioned" : ""}`,
    id: `message-${message.id}`, tabindex: "-1", data: { id: message.id },
    "aria-label": `${name}, ${messageTime(message.timestamp)}`,
  });
  if (message.type in SYSTEM) {
    row.classList.add("system");
    const started = message.type === 18 ? message.message_reference?.channel_id : null;
    row.append(h("div", { class: "content" }, h("strong", {}, name), ` ${SYSTEM[message.type]} `,
      started ? h("button", { type: "button", class: "text-button", on: { click: () => actions.jump(started) } }, message.content) : null,
      " ", h("span", { class: "muted small" }, messageTime(message.timestamp))));
    return row;
  }
  if (message.type === THREAD_STARTER) return starter(row, message, context);
  row.append(
    ...[
      usedCommand(message, store),
      message.type === REPLY ? replyLine(message, context) : null,
      grouped ? h("time", { class: "gutter muted", datetime: message.timestamp }, clockTime(message.timestamp)) : avatar(author),
    ].filter((part) => part !== null),
    h("div", { class: "body" },
      grouped ? null : header(message, name),
      state.editing ? editor(message, state, actions) : body(message, context),
      ephemeral ? ephemeralMark(actions) : null),
  );
  return row;
}

// A thread begins with the message that it hangs on, as it is now.
/** @param {HTMLElement} row @param {Message} message @param {RowContext} context */
function starter(row, message, context) {
  const { store, actions } = context;
  const origin = message.referenced_message;
  row.classList.add("starter");
  if (!origin) {
    row.append(h("div", { class: "body muted" }, h("em", {}, "The message that started this thread was deleted.")));
    return row;
  }
  const from = message.message_reference?.channel_id ?? "";
  row.append(avatar(origin.author),
    h("div", { class: "body" },
      header(origin, displayName(origin.author)),
      body({ ...origin, thread: null, flags: origin.flags & ~HAS_THREAD, reactions: [] }, context),
      h("button", { type: "button", class: "text-button small", on: { click: () => actions.jump(from, origin.id) } }, `Go to the message in #${store.names.channel(from)}`)));
  return row;
}

/** @param {Message} message @param {string} name */
function header(message, name) {
  return h("div", { class: "header" },
    h("span", { class: "author" }, name),
    message.author.bot ? h("span", { class: "badge" }, "APP") : null,
    h("time", { class: "muted small", datetime: message.timestamp, title: fullTime(message.timestamp) }, messageTime(message.timestamp)));
}

/** @param {Message} message @param {Store} store */
function usedCommand(message, store) {
  const used = message.interaction_metadata;
  if (![CHAT_COMMAND, MENU_COMMAND].includes(message.type) || !used?.user) return null;
  // A form has no name of its own; it was opened by the command that is meant.
  const name = used.name ?? used.triggering_interaction_metadata?.name;
  return h("div", { class: "above muted" }, icon("thread"), h("strong", {}, store.names.user(used.user.id)), " used ",
    name ? h("span", { class: "mention" }, message.type === CHAT_COMMAND ? `/${name}` : name) : "a form");
}

/** @param {Message} message @param {RowContext} context */
function replyLine(message, { store, actions }) {
  const target = message.referenced_message;
  if (!target) return h("div", { class: "above muted" }, icon("thread"), h("em", {}, "Original message was deleted"));
  // Of embeds Discord says nothing here.
  const preview = gist({ ...target, embeds: [] }, store.names) || "Click to see the message";
  return h("button", { type: "button", class: "above muted", on: { click: () => actions.jump(message.channel_id, target.id) } },
    icon("thread"), h("strong", {}, displayName(target.author)), " ", h("span", { class: "ellipsis" }, preview));
}

/** @param {Message} message @param {RowContext} context */
function body(message, context) {
  const { store, state, actions } = context;
  if (message.flags & LOADING) {
    return h("div", { class: "thinking muted" }, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), ` ${displayName(message.author)} is thinking…`);
  }
  /** @type {Leaf[]} */
  const parts = [];
  if (!(message.flags & COMPONENTS_V2)) parts.push(content(message, store), ...forwarded(message, store));
  if (!(message.flags & COMPONENTS_V2)) parts.push(...(message.attachments ?? []).map((file) => h("div", { class: "attachment" }, attachment(file))));
  if (!(message.flags & SUPPRESS_EMBEDS)) parts.push(...(message.embeds ?? []).map((one) => embed(one, store.names)));
  parts.push(...components(message, context, { ...actions, busy: state.busy }));
  if (state.failed) parts.push(h("div", { class: "failed", role: "alert" }, icon("warn"), state.failed));
  if (message.reactions?.length) parts.push(reactions(message.reactions, actions));
  const thread = message.thread ?? (message.flags & HAS_THREAD ? store.channel(message.id) : null);
  if (thread && store.channels.has(thread.id)) parts.push(threadCard(thread, store, actions.jump));
  return h("div", { class: "content" }, parts);
}

/** @param {Content} message @param {Store} store */
function content(message, store) {
  const text = message.content ?? "";
  const edited = message.edited_timestamp
    ? h("span", { class: "edited muted", title: fullTime(message.edited_timestamp) }, "(edited)")
    : null;
  if (!text && !edited) return null;
  const node = h("div", { class: "markup" });
  if (text) node.append(markdown(text, store.names));
  const last = node.lastElementChild;
  if (edited) (last?.tagName === "P" ? last : node).append(" ", edited);
  return node;
}

/** @param {Message} message @param {Store} store */
function forwarded(message, store) {
  return (message.message_snapshots ?? []).map(({ message: copy }) =>
    h("blockquote", { class: "forward" },
      h("div", { class: "muted small" }, "Forwarded"),
      content(copy, store),
      (copy.attachments ?? []).map((file) => attachment(file)),
      (copy.embeds ?? []).map((one) => embed(one, store.names))));
}

/** @param {MessageActions} actions */
function ephemeralMark(actions) {
  return h("div", { class: "only-you muted small" }, icon("eye"), "Only you can see this • ",
    h("button", { type: "button", class: "text-button", on: { click: actions.dismiss } }, "Dismiss message"));
}

/** What is being typed lives in `state`, so that a new drawing of the row does not lose it. @param {Message} message @param {RowState} state @param {MessageActions} actions */
function editor(message, state, actions) {
  const area = h("textarea", { class: "editor", rows: "1", "aria-label": "Edit message", value: state.draft ?? message.content, maxlength: "4000" });
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  };
  area.addEventListener("input", () => {
    state.draft = area.value;
    fit();
  });
  area.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      actions.cancelEdit();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      actions.saveEdit(area.value);
    }
  });
  requestAnimationFrame(() => {
    fit();
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  });
  return h("div", { class: "content" }, area,
    h("div", { class: "small muted" }, "escape to ", h("button", { type: "button", class: "text-button", on: { click: actions.cancelEdit } }, "cancel"),
      " • enter to ", h("button", { type: "button", class: "text-button", on: { click: () => actions.saveEdit(area.value) } }, "save")));
}

/**
 * The actions of a row, for the moment in which a mouse or the keyboard comes to it: of most rows nobody ever wants them.
 * @param {Message} message @param {Store} store @param {MessageActions} actions
 */
export function toolbar(message, store, actions) {
  const own = message.author.id === store.me.id;
  const ephemeral = message.flags & EPHEMERAL;
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": "Message actions" },
    own && !ephemeral ? iconButton("edit", "Edit", actions.edit) : null,
    ephemeral ? null : iconButton("smile", "Add a reaction", (event) => chooseEmoji(event.currentTarget, actions)),
    ephemeral ? null : iconButton("reply", "Reply", actions.reply),
    iconButton("more", "More", (event) => actions.more(event.currentTarget)));
}
