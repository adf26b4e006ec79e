// Keeps a reader's place: at the end it follows the newest message, elsewhere nothing in sight moves when rows come or go.

import { all, h } from "./dom.js";

const NEAR_END = 60;
const NEAR_START = 1000;

/**
 * @typedef {object} ScrollHooks
 * @property {() => void} onEnd the reader came to the newest message
 * @property {() => void} onStart the reader came near the oldest row
 */

/** @typedef {{ id: string | undefined, top: number }} Anchor the row that stays where it is */

export class Scroll {
  /** @param {HTMLElement} root what scrolls @param {HTMLElement} list the rows in it @param {ScrollHooks} hooks */
  constructor(root, list, hooks) {
    this.root = root;
    this.list = list;
    this.hooks = hooks;
    this.lastTop = 0;
    this.followsEnd = true;
    this.endButton = h("button", { type: "button", class: "to-end", hidden: true, on: { click: () => this.toEnd() } }, "Jump to present");
    root.after(this.endButton);
    root.addEventListener("scroll", () => this.update());
    const sizes = new ResizeObserver(() => this.followsEnd && this.toEnd());
    sizes.observe(list);
    sizes.observe(root);
    this.follow(true);
  }

  /** At the end this class keeps the place itself, elsewhere the browser does. @param {boolean} on */
  follow(on) {
    this.followsEnd = on;
    this.root.classList.toggle("following", on);
  }

  /** Goes to the newest message, and stays with the newest until the reader scrolls up. */
  toEnd() {
    this.follow(true);
    this.root.scrollTop = this.root.scrollHeight;
    this.lastTop = this.root.scrollTop;
    this.endButton.hidden = true;
  }

  /** Finds out where the reader is. */
  update() {
    const { scrollTop, scrollHeight, clientHeight } = this.root;
    // Pictures and the message box change heights, so the end may move away; only the reader leaves it.
    if (scrollHeight - scrollTop - clientHeight < NEAR_END) {
      this.follow(true);
      this.hooks.onEnd();
    } else if (scrollTop < this.lastTop - 1) this.follow(false);
    this.lastTop = scrollTop;
    this.endButton.hidden = this.followsEnd;
    if (scrollTop < NEAR_START) this.hooks.onStart();
  }

  /**
   * The message in the middle stays where it is when rows above it come or go. The first one in sight may change its own
   * height by that: it loses its header when it turns out to go on from the one before.
   * @returns {Anchor | null}
   */
  anchor() {
    if (this.followsEnd) return null;
    const { top, height } = this.root.getBoundingClientRect();
    const rows = all(this.list, ".message");
    const row = rows.find((child) => child.getBoundingClientRect().bottom > top + height / 2) ?? rows.at(-1);
    return row ? { id: row.dataset.id, top: row.getBoundingClientRect().top } : null;
  }

  /** @param {HTMLElement | undefined} row the anchor's, as it is drawn now @param {number} top where it was */
  hold(row, top) {
    if (row) this.root.scrollTop += row.getBoundingClientRect().top - top;
    this.lastTop = this.root.scrollTop;
  }
}
