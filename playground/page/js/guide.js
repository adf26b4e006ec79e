// The first visit: three steps above the message box. A step that is done makes place for the next; the card shrinks to a chip.

import { displayName, h, icon, iconButton } from "./dom.js";
import { inlineMarkdown } from "./markdown.js";

const KEY = "playground.guide";
const SMALL = "playground.guide.small";
const DONE = "done";
const NARROW = "(max-width: 720px)";

/** @import { Message, Step } from "./payloads.js" */
/** @import { Store } from "./store.js" */

/**
 * @typedef {object} GuideHooks
 * @property {() => void} fill writes sample data
 * @property {(step: Step) => void} go leads to where a step takes place
 */

export class Guide {
  /** @param {HTMLElement} root @param {Step[]} steps @param {Store} store @param {GuideHooks} hooks */
  constructor(root, steps, store, hooks) {
    this.root = root;
    this.steps = steps;
    this.store = store;
    this.hooks = hooks;
    store.on("arrived", ({ message }) => this.#arrived(message));
    // The first visit belongs to the browser: what somebody does in one window is done in all.
    addEventListener("storage", ({ key }) => [KEY, SMALL].includes(key ?? "") && this.draw());
    this.draw();
  }

  get #at() {
    const kept = localStorage.getItem(KEY);
    return kept === DONE ? this.steps.length : Math.min(Number(kept) || 0, this.steps.length - 1);
  }

  get #isMine() {
    return this.steps[this.#at]?.person === displayName(this.store.me);
  }

  restart() {
    this.#shrink(false);
    this.#show(0);
    this.root.querySelector("button")?.focus();
  }

  /** What ends a step has happened. @param {Step["until"]} what */
  happened(what) {
    if (this.steps[this.#at]?.until === what) this.#show(this.#at + 1);
  }

  /** @param {Message} message */
  #arrived(message) {
    const step = this.steps[this.#at];
    if (!step || !this.#isMine) return;
    const channel = this.store.channel(message.channel_id);
    if (channel?.type === 1 && message.author.bot) this.happened("answer");
    const place = this.store.channel(channel?.parent_id ?? "") ?? channel;
    const by = message.interaction_metadata?.user.id ?? message.author.id;
    if (by === this.store.me.id && place?.name === step.channel) this.happened("word");
  }

  /** On a small screen a card that nobody asked for would cover what the step before has led to. @param {number} index */
  #show(index) {
    localStorage.setItem(KEY, index >= this.steps.length ? DONE : String(index));
    if (!matchMedia(NARROW).matches) localStorage.removeItem(SMALL);
    this.draw();
  }

  /** @param {boolean} small */
  #shrink(small) {
    if (small) localStorage.setItem(SMALL, "yes");
    else localStorage.removeItem(SMALL);
    this.draw();
  }

  draw() {
    const at = this.#at;
    const step = this.steps[at];
    const small = localStorage.getItem(SMALL) === "yes";
    this.root.hidden = !step;
    this.root.classList.toggle("small", small);
    if (!step) this.root.replaceChildren();
    else if (small) this.root.replaceChildren(...this.#chip(step, at));
    else this.root.replaceChildren(...this.#card(step, at));
  }

  /** @param {Step} step @param {number} at */
  #chip(step, at) {
    return [
      h("button", { type: "button", class: "text-button guide-chip", on: { click: () => this.#shrink(false) } }, icon("chat"), `Step ${at + 1} of ${this.steps.length}: ${step.title}`),
      this.#close(),
    ];
  }

  /** @param {Step} step @param {number} at */
  #card(step, at) {
    const last = at === this.steps.length - 1;
    const who = step.person ? `${this.#isMine ? "You are" : "Be"} ${step.person}. ` : "";
    const text = h("p", {});
    text.append(inlineMarkdown(who + step.text, this.store.names));
    const { samples, busy } = this.store.backstage ?? {};
    return [
      h("div", { class: "guide-head" },
        h("span", { class: "muted small" }, `Step ${at + 1} of ${this.steps.length}`),
        h("span", { class: "guide-dots grow", "aria-hidden": "true" }, this.steps.map((_, index) => h("i", { class: index === at ? "on" : "" }))),
        iconButton("down", "Shrink the guide", () => this.#shrink(true)),
        this.#close()),
      h("h2", {}, step.title), text,
      h("div", { class: "row" },
        h("button", { type: "button", class: "button primary", on: { click: () => this.#go(step) } }, step.person && !this.#isMine ? `Become ${step.person}` : step.action),
        at ? h("button", { type: "button", class: "button plain", on: { click: () => this.#show(at - 1) } }, "Back") : null,
        h("button", { type: "button", class: "button plain", on: { click: () => this.#show(at + 1) } }, last ? "Done" : "Next"),
        samples && !busy ? h("button", { type: "button", class: "button plain", on: { click: () => this.hooks.fill() } }, "Fill with sample data") : null),
    ];
  }

  #close() {
    return iconButton("close", "Close the guide", () => this.#show(this.steps.length));
  }

  /** Out of the way before the step leads elsewhere: that may load the page anew. @param {Step} step */
  #go(step) {
    if (this.#isMine || !step.person) this.#shrink(true);
    this.hooks.go(step);
  }
}
