// Reactions: what is under a message, and the small board of emoji to add one.

import { all, find, focused, h, icon } from "./dom.js";
import { popup } from "./popup.js";

/** @import { Reaction } from "./payloads.js" */
/** @typedef {{ react: (emoji: string, on: boolean) => void }} CanReact */

const BOARD = ["👍", "👎", "❤️", "🎉", "✅", "❌", "👀", "🙏", "😄", "🤔", "🔥", "💯"];
const ACROSS = 6;
/** @type {{ [key: string]: number }} */
const STEPS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: ACROSS, ArrowUp: -ACROSS };

/** @param {Reaction[]} list @param {CanReact} actions */
export function reactions(list, actions) {
  return h("div", { class: "reactions" }, list.map((one) =>
    h("button", {
      type: "button", class: `reaction ${one.me ? "mine" : ""}`, "aria-label": `${one.emoji.name}, ${one.count}`, "aria-pressed": String(Boolean(one.me)),
      data: { key: `reaction ${one.emoji.name}` }, on: { click: () => actions.react(one.emoji.name, !one.me) },
    }, one.emoji.name, h("b", {}, String(one.count)))),
    h("button", { type: "button", class: "reaction add", "aria-label": "Add a reaction", data: { key: "reaction add" }, on: { click: (event) => chooseEmoji(event.currentTarget, actions) } }, icon("smile")));
}

/** @param {HTMLElement} anchor @param {CanReact} actions */
export function chooseEmoji(anchor, actions) {
  const board = h("div", { class: "emoji-board", role: "menu", "aria-label": "Choose a reaction" });
  const close = popup(anchor, board);
  board.append(...BOARD.map((emoji) => h("button", { type: "button", role: "menuitem", class: "emoji", tabindex: "-1", "aria-label": emoji, on: { click: () => {
    close();
    anchor.focus();
    actions.react(emoji, true);
  } } }, emoji)));
  board.addEventListener("keydown", (event) => {
    const emojis = all(board, "button");
    const step = STEPS[event.key];
    if (event.key === "Tab") close();
    if (!step) return;
    event.preventDefault();
    const active = focused();
    const index = active ? emojis.indexOf(active) : -1;
    emojis[(index + step + emojis.length) % emojis.length]?.focus();
  });
  find(board, "button")?.focus();
}
