// The line above the messages: where one is, and the doors to threads, members and what goes on behind the scenes.

import { backstageButton } from "./backstage.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { isThread, showThreads, threadsOf } from "./threads.js";

// `hooks` is {drawer(open), goTo(channelId), aside}.
export function drawTopbar(root, store, { drawer, goTo, aside }) {
  const channel = store.channel();
  if (!channel) return;
  const focused = root.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
  const parent = isThread(channel) ? store.channel(channel.parent_id) : null;
  const threads = channel.type === 0 ? threadsOf(store, channel).length : 0;
  fill(root,
    iconButton("menu", "Servers and channels", () => drawer(true), { class: "icon-button drawer-open-button" }),
    parent ? [h("button", { type: "button", class: "crumb", on: { click: () => goTo(parent.id) } }, icon("hash"), h("span", { class: "ellipsis" }, parent.name)), h("span", { class: "muted", "aria-hidden": "true" }, "›")] : null,
    channel.type === 1 ? h("span", { class: "at muted", "aria-hidden": "true" }, "@") : icon(isThread(channel) ? "thread" : "hash"),
    h("h1", { class: "channel-name ellipsis" }, channel.name),
    channel.dm?.bot ? h("span", { class: "badge" }, "APP") : null,
    channel.dm?.bot && !store.backstage?.connected ? h("span", { class: "tag" }, "Offline") : null,
    h("span", { class: "topic muted ellipsis grow" }, channel.topic ?? ""),
    threads ? h("button", { type: "button", class: "icon-button with-count", "aria-label": `Threads, ${threads}`, title: "Threads", on: { click: (event) => showThreads(event.currentTarget, channel, store, goTo) } }, icon("thread"), h("span", { class: "count-badge" }, String(threads))) : null,
    channel.guild ? iconButton("people", "Members", () => aside.toggle("members"), { class: "icon-button", "aria-pressed": String(aside.open === "members") }) : null,
    backstageButton(store.backstage, aside.open === "backstage", () => aside.toggle("backstage")));
  if (focused) [...root.querySelectorAll("button")].find((button) => button.getAttribute("aria-label") === focused)?.focus({ preventScroll: true });
}
