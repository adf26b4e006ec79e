// Things that float above the page beside an anchor: menus and lists of options.

import { all, byId, focused, h } from "./dom.js";

/** @import { Child, Props } from "./dom.js" */
/** @typedef {{ x: number, y: number }} Point */

/**
 * @typedef {object} PopupOptions
 * @property {() => void} [onClose] whatever closed it
 * @property {Point | null} [at] where it appears, if not at the anchor
 * @property {boolean} [match] makes it as wide as the anchor
 * @property {boolean} [side] puts it on the anchor's left
 */

/**
 * @typedef {object} MenuItem
 * @property {string} label
 * @property {() => unknown} run
 * @property {string} [hint] stands at its end
 * @property {boolean} [danger]
 * @property {boolean} [checked] for one of several choices
 * @property {Child} [before]
 * @property {Child} [icon]
 */

let counter = 0;
/** @param {string} prefix */
export const newId = (prefix) => `${prefix}-${++counter}`;

/** @type {(() => void) | null} */
let closeOpen = null;

/**
 * Shows `node` beside `anchor`; one popup at a time.
 * @param {HTMLElement} anchor @param {HTMLElement} node @param {PopupOptions} [options]
 * @returns {() => void} closes it
 */
export function popup(anchor, node, { onClose = () => {}, at = null, match = false, side = false } = {}) {
  closeOpen?.();
  const host = anchor.closest("dialog") ?? byId("layer");
  node.popover = "manual";
  node.classList.add("popup");
  host.append(node);
  node.showPopover();
  if (match) node.style.width = `${anchor.getBoundingClientRect().width}px`;
  if (side) placeLeftOf(node, anchor.getBoundingClientRect());
  else place(node, at ? spot(at) : anchor.getBoundingClientRect());
  const abort = new AbortController();
  const close = () => {
    if (closeOpen !== close) return;
    closeOpen = null;
    abort.abort();
    node.remove();
    onClose();
  };
  closeOpen = close;
  /** @param {Event} event */
  const outside = ({ target }) => {
    if (target instanceof Node && !node.contains(target) && !anchor.contains(target)) close();
  };
  document.addEventListener("pointerdown", outside, { capture: true, signal: abort.signal });
  addEventListener("resize", close, { signal: abort.signal });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
    anchor.focus();
  });
  return close;
}

/** @param {Point} at */
function spot({ x, y }) {
  return { left: x, top: y, bottom: y };
}

/** @param {HTMLElement} node @param {{ left: number, top: number, bottom: number }} box */
function place(node, box) {
  const { width, height } = node.getBoundingClientRect();
  const below = box.bottom + 4 + height <= innerHeight || box.top < height + 8;
  const top = below ? box.bottom + 4 : box.top - height - 4;
  node.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  node.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
}

/** @param {HTMLElement} node @param {{ left: number, top: number }} box */
function placeLeftOf(node, box) {
  const { width, height } = node.getBoundingClientRect();
  node.style.left = `${Math.max(8, box.left - width - 8)}px`;
  node.style.top = `${Math.max(8, Math.min(box.top, innerHeight - height - 8))}px`;
}

/**
 * A menu of actions; null draws a line.
 * @param {HTMLElement} anchor @param {string} label @param {(MenuItem | null)[]} items @param {Point | null} [at]
 */
export function menu(anchor, label, items, at = null) {
  const node = h("div", { class: "menu", role: "menu", "aria-label": label });
  const close = popup(anchor, node, { at });
  for (const item of items) {
    if (item === null) {
      node.append(h("div", { class: "menu-line", role: "separator" }));
      continue;
    }
    const run = () => {
      close();
      anchor.focus();
      item.run();
    };
    /** @type {Props} */
    const role = item.checked === undefined ? { role: "menuitem" } : { role: "menuitemradio", "aria-checked": String(item.checked) };
    node.append(
      h("button", { type: "button", class: `menu-item ${item.danger ? "danger" : ""}`, tabindex: "-1", ...role, on: { click: run } },
        item.before ?? null,
        h("span", { class: "grow" }, item.label),
        item.hint ? h("span", { class: "muted" }, item.hint) : null,
        item.icon ?? null),
    );
  }
  const entries = () => all(node, ".menu-item");
  node.addEventListener("keydown", (event) => {
    const list = entries();
    const active = focused();
    const index = active ? list.indexOf(active) : -1;
    /** @type {{ [key: string]: number }} */
    const places = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: list.length - 1 };
    const next = places[event.key];
    if (event.key === "Tab") close();
    if (next === undefined) return;
    event.preventDefault();
    list[(next + list.length) % list.length]?.focus();
  });
  // Items arrive after the popup was placed, so its size is known only now.
  place(node, at ? spot(at) : anchor.getBoundingClientRect());
  entries()[0]?.focus();
}
