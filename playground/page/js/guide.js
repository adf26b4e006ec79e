// The first visit: three steps, one card at a time, above the message box; gone for good once it is closed.

import { h, iconButton } from "./dom.js";
import { inlineMarkdown } from "./markdown.js";

const KEY = "playground.guide";
const DONE = "done";

/** @import { Step } from "./payloads.js" */
/** @import { Names } from "./store.js" */

/**
 * @typedef {object} GuideHooks
 * @property {Names} names
 * @property {() => boolean} hasSamples whether sample data could be written now
 * @property {() => void} fill writes it
 * @property {(step: Step) => void} go leads to where a step takes place
 */

export class Guide {
  /** @param {HTMLElement} root @param {Step[]} steps @param {GuideHooks} hooks */
  constructor(root, steps, hooks) {
    this.root = root;
    this.steps = steps;
    this.hooks = hooks;
    this.draw();
  }

  get #at() {
    const kept = localStorage.getItem(KEY);
    return kept === DONE ? this.steps.length : Math.min(Number(kept) || 0, this.steps.length - 1);
  }

  restart() {
    this.#show(0);
    this.root.querySelector("button")?.focus();
  }

  /** @param {number} index */
  #show(index) {
    localStorage.setItem(KEY, index >= this.steps.length ? DONE : String(index));
    this.draw();
  }

  draw() {
    const at = this.#at;
    const step = this.steps[at];
    this.root.hidden = !step;
    if (!step) {
      this.root.replaceChildren();
      return;
    }
    const last = at === this.steps.length - 1;
    const text = h("p", {});
    text.append(inlineMarkdown(step.text, this.hooks.names));
    this.root.replaceChildren(
      h("div", { class: "guide-head" },
        h("span", { class: "muted small" }, `Step ${at + 1} of ${this.steps.length}`),
        h("span", { class: "guide-dots grow", "aria-hidden": "true" }, this.steps.map((_, index) => h("i", { class: index === at ? "on" : "" }))),
        iconButton("close", "Close the guide", () => this.#show(this.steps.length))),
      h("h2", {}, step.title), text,
      h("div", { class: "row" },
        h("button", { type: "button", class: "button primary", on: { click: () => this.#go(step, at) } }, step.action),
        at ? h("button", { type: "button", class: "button plain", on: { click: () => this.#show(at - 1) } }, "Back") : null,
        h("button", { type: "button", class: "button plain", on: { click: () => this.#show(at + 1) } }, last ? "Done" : "Next"),
        this.hooks.hasSamples() ? h("button", { type: "button", class: "button plain", on: { click: () => this.hooks.fill() } }, "Fill with sample data") : null));
  }

  /** Moves on before the step leads elsewhere: that may load the page anew. @param {Step} step @param {number} at */
  #go(step, at) {
    this.#show(at + 1);
    this.hooks.go(step);
  }
}
