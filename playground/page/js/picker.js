// The panel of suggestions above the message box; the field being typed in keeps the focus.

import { fill, h } from "./dom.js";
import { newId } from "./popup.js";

/** @import { Child } from "./dom.js" */
/** @import { FlatCommand } from "./commands.js" */

/**
 * @typedef {object} PickerItem
 * @property {string} label
 * @property {() => void} pick
 * @property {string} [description]
 * @property {string} [hint] stands at its end
 * @property {FlatCommand} [command] what it would run, if it is a command
 */

export class Picker {
  constructor() {
    this.id = newId("picker");
    this.title = h("div", { class: "picker-title" });
    this.list = h("ul", { role: "listbox", id: this.id, "aria-label": "Suggestions" });
    this.node = h("div", { class: "picker", hidden: true }, this.title, this.list);
    // A click must not take the focus from the field.
    this.node.addEventListener("pointerdown", (event) => event.preventDefault());
    /** @type {PickerItem[]} */
    this.items = [];
    this.active = -1;
    /** @type {HTMLElement | null} */
    this.field = null;
  }

  get isOpen() {
    return !this.node.hidden;
  }

  get highlighted() {
    return this.items[this.active] ?? null;
  }

  /**
   * `first` highlights the first at once, so that Enter takes it.
   * @param {HTMLElement} field @param {Child} title @param {PickerItem[]} items
   * @param {{ first?: boolean, empty?: string | null }} [options]
   */
  show(field, title, items, { first = false, empty = null } = {}) {
    this.#leaveField();
    this.field = field;
    this.items = items;
    this.active = first && items.length ? 0 : -1;
    fill(this.title, title);
    this.list.replaceChildren(...items.map((item, index) =>
      h("li", { class: "pick", role: "option", id: `${this.id}-${index}`, "aria-selected": "false", on: { click: () => item.pick() } },
        h("span", { class: "pick-label" }, item.label),
        h("span", { class: "pick-description muted grow" }, item.description ?? ""),
        item.hint ? h("span", { class: "pick-hint muted small" }, item.hint) : null)));
    if (!items.length && empty) this.list.append(h("li", { class: "empty muted", role: "presentation" }, empty));
    this.node.hidden = false;
    if (field.role === "combobox") field.setAttribute("aria-expanded", "true");
    field.setAttribute("aria-controls", this.id);
    this.#mark();
  }

  close() {
    this.#leaveField();
    this.node.hidden = true;
    this.items = [];
    this.active = -1;
  }

  /** @param {number} step */
  move(step) {
    if (!this.items.length) return;
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    this.active = (from + step + this.items.length) % this.items.length;
    this.#mark();
  }

  #mark() {
    this.list.querySelectorAll(".pick").forEach((row, index) => {
      row.setAttribute("aria-selected", String(index === this.active));
      if (index === this.active) row.scrollIntoView({ block: "nearest" });
    });
    if (this.active >= 0) this.field?.setAttribute("aria-activedescendant", `${this.id}-${this.active}`);
    else this.field?.removeAttribute("aria-activedescendant");
  }

  #leaveField() {
    if (this.field?.role === "combobox") this.field.setAttribute("aria-expanded", "false");
    this.field?.removeAttribute("aria-controls");
    this.field?.removeAttribute("aria-activedescendant");
    this.field = null;
  }
}
