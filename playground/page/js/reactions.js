// Reactions: what is under a message, and the small board of emoji to add one.

import { h, icon } from "./dom.js";
import { popup } from "./popup.js";

const BOARD = ["👍", "👎", "❤️", "🎉", "✅", "❌", "👀", "🙏", "😄", "🤔", "🔥", "💯"];
const ACROSS = 6;

export function reactions(list, actions) {
  return h("div", { class: "reactions" }, list.map((one) =>
    h("button", {
      type: "button", class: `reaction ${one.me ? "mine" : ""}`, "aria-label": `${one.emoji.name}, ${one.count}`, "aria-pressed": String(Boolean(one.me)),
      data: { key: `reaction ${one.emoji.name}` }, on: { click: () => actions.react(one.emoji.name, !one.me) },
    }, one.emoji.name, h("b", {}, one.count))),
    h("button", { type: "button", class: "reaction add", "aria-label": "Add a reaction", data: { key: "reaction add" }, on: { click: (event) => chooseEmoji(event.currentTarget, actions) } }, icon("smile")));
}

export function chooseEmoji(anchor, actions) {
  const board = h("div", { class: "emoji-board", role: "menu", "aria-label": "Choose a reaction" });
  const close = popup(anchor, board);
  board.append(...BOARD.map((emoji) => h("button", { type: "button", role: "menuitem", class: "emoji", tabindex: "-1", "aria-label": emoji, on: { click: () => {
    close();
    anchor.focus();
    actions.react(emoji, true);
  } } }, emoji)));
  board.addEventListener("keydown", (event) => {
    const all = [...board.children];
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: ACROSS, ArrowUp: -ACROSS }[event.key];
    if (event.key === "Tab") close();
    if (!step) return;
    event.preventDefault();
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  });
  board.firstElementChild.focus();
}
