// The first visit: three steps, one card at a time, above the message box; gone for good once it is closed.

import { h, iconButton } from "./dom.js";
import { inlineMarkdown } from "./markdown.js";

const KEY = "playground.guide";
const DONE = "done";

export class Guide {
  // `hooks` is {names, samples() -> whether there are any, fill(), take(step)}.
  constructor(root, steps, hooks) {
    Object.assign(this, { root, steps, hooks });
    this.draw();
  }

  get #at() {
    const kept = localStorage.getItem(KEY);
    return kept === DONE ? this.steps.length : Math.min(Number(kept) || 0, this.steps.length - 1);
  }

  restart() {
    this.#go(0);
    this.root.querySelector("button")?.focus();
  }

  #go(index) {
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
        iconButton("close", "Close the guide", () => this.#go(this.steps.length))),
      h("h2", {}, step.title), text,
      h("div", { class: "row" },
        h("button", { type: "button", class: "button primary", on: { click: () => this.#take(step, at) } }, step.action),
        at ? h("button", { type: "button", class: "button plain", on: { click: () => this.#go(at - 1) } }, "Back") : null,
        h("button", { type: "button", class: "button plain", on: { click: () => this.#go(at + 1) } }, last ? "Done" : "Next"),
        this.hooks.samples() ? h("button", { type: "button", class: "button plain", on: { click: () => this.hooks.fill() } }, "Fill with sample data") : null));
  }

  // Done before the step leads elsewhere: that may load the page anew.
  #take(step, at) {
    this.#go(at + 1);
    this.hooks.take(step);
  }
}
