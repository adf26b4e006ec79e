// Things that float above the page beside an anchor: menus and lists of options.

import { h } from "./dom.js";

let counter = 0;
export const newId = (prefix) => `${prefix}-${++counter}`;

let closeOpen = null;

// Shows `node` beside `anchor`; one popup at a time. Returns the function that closes it.
export function popup(anchor, node, { onClose = () => {}, at = null, match = false, side = false } = {}) {
  closeOpen?.();
  const host = anchor.closest("dialog") ?? document.getElementById("layer");
  node.popover = "manual";
  node.classList.add("popup");
  host.append(node);
  node.showPopover();
  if (match) node.style.width = `${anchor.getBoundingClientRect().width}px`;
  if (side) placeLeftOf(node, anchor.getBoundingClientRect());
  else place(node, at ? { left: at.x, right: at.x, top: at.y, bottom: at.y } : anchor.getBoundingClientRect());
  const abort = new AbortController();
  const close = () => {
    if (closeOpen !== close) return;
    closeOpen = null;
    abort.abort();
    node.remove();
    onClose();
  };
  closeOpen = close;
  const outside = (event) => {
    if (!node.contains(event.target) && !anchor.contains(event.target)) close();
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

function place(node, box) {
  const { width, height } = node.getBoundingClientRect();
  const below = box.bottom + 4 + height <= innerHeight || box.top < height + 8;
  const top = below ? box.bottom + 4 : box.top - height - 4;
  node.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  node.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
}

function placeLeftOf(node, box) {
  const { width, height } = node.getBoundingClientRect();
  node.style.left = `${Math.max(8, box.left - width - 8)}px`;
  node.style.top = `${Math.max(8, Math.min(box.top, innerHeight - height - 8))}px`;
}

// A menu of actions: [{label, icon, danger, hint, run}]; null draws a line.
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
      anchor.focus?.();
      item.run();
    };
    const role = item.checked === undefined ? { role: "menuitem" } : { role: "menuitemradio", "aria-checked": String(item.checked) };
    node.append(
      h("button", { type: "button", class: `menu-item ${item.danger ? "danger" : ""}`, tabindex: "-1", ...role, on: { click: run } },
        item.before ?? null,
        h("span", { class: "grow" }, item.label),
        item.hint ? h("span", { class: "muted" }, item.hint) : null,
        item.icon ?? null),
    );
  }
  const entries = () => [...node.querySelectorAll(".menu-item")];
  node.addEventListener("keydown", (event) => {
    const list = entries();
    const index = list.indexOf(document.activeElement);
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: list.length - 1 }[event.key];
    if (event.key === "Tab") close();
    if (next === undefined) return;
    event.preventDefault();
    list[(next + list.length) % list.length].focus();
  });
  // Items arrive after the popup was placed, so its size is known only now.
  place(node, at ? { left: at.x, right: at.x, top: at.y, bottom: at.y } : anchor.getBoundingClientRect());
  entries()[0]?.focus();
}
