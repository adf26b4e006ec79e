// What the page has to tell its user, one notice at a time.

import { h, iconButton } from "./dom.js";

const PASSING_AFTER = 6000;

export class Notices {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
  }

  /** A problem stays until it is dismissed; what only confirms a choice goes by itself. @param {string} text */
  show(text, { passing = false } = {}) {
    /** @type {HTMLElement} */
    const node = h("div", { class: "notice" }, h("span", { class: "grow" }, text), iconButton("close", "Dismiss", () => node.remove()));
    this.root.replaceChildren(node);
    if (passing) setTimeout(() => node.remove(), PASSING_AFTER);
  }

  clear() {
    this.root.replaceChildren();
  }
}
