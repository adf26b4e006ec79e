// The line above the messages: where one is, and the doors to threads, members and what goes on behind the scenes.

import { backstageButton } from "./backstage.js";
import { isMoved } from "./clock.js";
import { all, fill, focused, h, icon, iconButton } from "./dom.js";
import { isThread, showThreads, threadsOf } from "./threads.js";
import { presentTime, presentWords } from "./timestamps.js";

/** @import { Aside } from "./aside.js" */
/** @import { Place, Store } from "./store.js" */

/**
 * @typedef {object} TopbarHooks
 * @property {(open: boolean) => void} drawer shows or hides the channel list on small screens
 * @property {(channelId: string) => void} goTo
 * @property {Aside} aside whose sides the buttons open
 */

/** @param {HTMLElement} root @param {Store} store @param {TopbarHooks} hooks */
export function drawTopbar(root, store, { drawer, goTo, aside }) {
  const channel = store.channel();
  if (!channel) return;
  const active = focused();
  const label = active && root.contains(active) ? active.getAttribute("aria-label") : null;
  const parent = isThread(channel) && channel.parent_id ? store.channel(channel.parent_id) : null;
  fill(root,
    iconButton("menu", "Servers and channels", () => drawer(true), { class: "icon-button drawer-open-button" }),
    parent ? [h("button", { type: "button", class: "crumb", on: { click: () => goTo(parent.id) } }, icon("hash"), h("span", { class: "ellipsis" }, parent.name)), h("span", { class: "muted", "aria-hidden": "true" }, "›")] : null,
    channel.type === 1 ? h("span", { class: "at muted", "aria-hidden": "true" }, "@") : icon(isThread(channel) ? "thread" : "hash"),
    h("h1", { class: "channel-name ellipsis" }, channel.name),
    channel.dm?.bot ? h("span", { class: "badge" }, "APP") : null,
    channel.dm?.bot && !store.backstage?.connected ? h("span", { class: "tag" }, "Offline") : null,
    h("span", { class: "topic muted ellipsis grow" }, channel.topic ?? ""),
    isMoved() ? h("button", { type: "button", class: "tag playground-time", title: "What time it is in the playground", "aria-label": `In the playground it is ${presentWords("long")}`, on: { click: () => aside.toggle("backstage") } }, presentTime("short")) : null,
    threadsButton(channel, store, goTo),
    channel.guild ? iconButton("people", "Members", () => aside.toggle("members"), { class: "icon-button", "aria-pressed": String(aside.open === "members") }) : null,
    backstageButton(store.backstage, aside.open === "backstage", () => aside.toggle("backstage")));
  if (label) all(root, "button").find((button) => button.getAttribute("aria-label") === label)?.focus({ preventScroll: true });
}

/** @param {Place} channel @param {Store} store @param {(channelId: string) => void} goTo */
function threadsButton(channel, store, goTo) {
  const count = channel.type === 0 ? threadsOf(store, channel).length : 0;
  if (!count) return null;
  return h("button", {
    type: "button", class: "icon-button with-count", "aria-label": `Threads, ${count}`, title: "Threads",
    on: { click: (event) => showThreads(event.currentTarget, channel, store, goTo) },
  }, icon("thread"), h("span", { class: "count-badge" }, String(count)));
}
