// The line that says who is typing in the open channel.

import { h } from "./dom.js";

/** @import { Store } from "./store.js" */

/** @param {Store} store @returns {(Node | string)[]} */
export function typingLine(store) {
  const names = [...store.typing.values()].filter((one) => one.channelId === store.current).map((one) => store.names.user(one.userId));
  if (!names.length) return [];
  const who = names.length > 3 ? "Several people are" : `${names.join(", ")} ${names.length > 1 ? "are" : "is"}`;
  return [h("span", { class: "dots small-dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), ` ${who} typing…`];
}
