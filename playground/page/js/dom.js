// Builds DOM nodes from data; text always becomes a text node, never markup.

/** @import { User } from "./payloads.js" */

/** @typedef {Node | string | null | undefined | false} Leaf */
/** @typedef {Leaf | (Leaf | Leaf[])[]} Child what an element may hold */
/** @typedef {{ [T in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[T] & { currentTarget: HTMLElement }) => unknown }} Listeners */

/**
 * Attributes have their names in markup; null, undefined and false leave one out.
 * @typedef {{
 *   [name in "allow" | "alt" | "autocomplete" | "checked" | "class" | "controls" | "datetime" | "disabled" | "download" | "height" | "hidden"
 *     | "href" | "id" | "loading" | "max" | "maxlength" | "method" | "min" | "multiple" | "name" | "novalidate" | "placeholder" | "preload"
 *     | "rel" | "role" | "rows" | "spellcheck" | "src" | "tabindex" | "target" | "title" | "type" | "value" | "width"
 *   ]?: string | number | boolean | null;
 * } & {
 *   [name: `aria-${string}`]: string | null | undefined;
 * } & {
 *   on?: Listeners, data?: { [key: string]: string }, vars?: { [name: string]: string },
 * }} Props
 */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Props} [props] @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, { on, data, vars, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  if (on) for (const [type, listener] of Object.entries(on)) node.addEventListener(type, /** @type {EventListener} */ (listener));
  if (data) Object.assign(node.dataset, data);
  // Custom properties go through the CSSOM: the page's Content-Security-Policy allows no style attribute.
  if (vars) for (const [name, text] of Object.entries(vars)) node.style.setProperty(`--${name}`, text);
  return fill(node, ...children);
}

/**
 * Replaces what a node holds; children that are not there (null, undefined, false) are left out.
 * @template {Element} T
 * @param {T} node @param {...Child} children
 */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** @param {HTMLElement} node @param {string} name @param {string | number | boolean | null | undefined} value */
function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "value" || name === "checked" || name === "disabled" || name === "hidden") Object.assign(node, { [name]: value });
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** A part of the page's own HTML. @param {string} id */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`The page has no #${id}.`);
  return node;
}

/** @param {ParentNode} root @param {string} selector */
export function all(root, selector) {
  /** @type {NodeListOf<HTMLElement>} */
  const found = root.querySelectorAll(selector);
  return [...found];
}

/** @param {ParentNode} root @param {string} selector */
export function find(root, selector) {
  /** @type {HTMLElement | null} */
  const found = root.querySelector(selector);
  return found;
}

/** Finds an element around the one where an event happened. @param {Event} event @param {string} selector */
export function closest(event, selector) {
  const found = event.target instanceof Element ? event.target.closest(selector) : null;
  return found instanceof HTMLElement ? found : null;
}

export function focused() {
  return document.activeElement instanceof HTMLElement ? document.activeElement : null;
}

/** @typedef {keyof typeof ICONS} IconName */

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  add: "M12 4v16M4 12h16",
  at: "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM16 12v1.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-3.5 7.1",
  back: "M15 5l-7 7 7 7",
  beside: "M3 5h18v14H3zM12 5v14",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6z",
  chat: "M4 5h16v11H11l-4 4v-4H4z",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M8 8h11v11H8zM5 15V5h10",
  down: "M6 9l6 6 6-6",
  edit: "M4 20l4-1L19 8l-3-3L5 16zM14 7l3 3",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  hash: "M9 4L7 20M17 4l-2 16M4 9h17M3 15h17",
  menu: "M4 6h16M4 12h16M4 18h16",
  more: "M4.5 12h1M11.5 12h1M18.5 12h1",
  mic: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11a7 7 0 0 0 14 0M12 18v3M8 21h8",
  open: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  pause: "M8 5v14M16 5v14",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2 20c0-4 3-6 7-6s7 2 7 6M16 4.5a3.5 3.5 0 0 1 0 6.2M18 14.4c2.6.7 4 2.7 4 5.6",
  play: "M7 4l13 8-13 8z",
  reply: "M10 6L4 12l6 6M4 12h10a6 6 0 0 1 6 6v1",
  pulse: "M2 12h4l3-8 5 16 3-8h5",
  send: "M4 4l17 8-17 8 3-8zM7 12h14",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5c2 2.6 5 2.6 7 0M9 9.5h.01M15 9.5h.01",
  thread: "M5 5v7a4 4 0 0 0 4 4h10M15 12l4 4-4 4",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  warn: "M12 4l9 16H3zM12 10v4M12 17h.01",
};

/** @param {{ [name: string]: string }} attributes @param {"svg" | "path" | "rect"} [tag] */
export function newSvg(attributes, tag = "svg") {
  const node = document.createElementNS(SVG, tag);
  if (tag === "svg") node.setAttribute("aria-hidden", "true");
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/** @param {IconName} name */
export function icon(name) {
  const svg = newSvg({ viewBox: "0 0 24 24", class: "icon" });
  svg.append(newSvg({ d: ICONS[name] }, "path"));
  return svg;
}

/** @param {IconName} name @param {string} label @param {Listeners["click"]} onClick @param {Props} [extra] */
export function iconButton(name, label, onClick, extra = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click: onClick }, ...extra }, icon(name));
}

const AVATAR_HUES = [231, 158, 14, 280, 340, 190, 40, 100];

/** @param {User} user @param {"" | "small" | "tiny"} [size] */
export function avatar(user, size = "") {
  const name = displayName(user);
  const hue = AVATAR_HUES[Number(BigInt(user.id || 0) % BigInt(AVATAR_HUES.length))] ?? 0;
  const hash = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
  return h("span", { class: `avatar ${size}`, "aria-hidden": "true", vars: { hue: String((hue + (hash % 5) * 9) % 360) } }, initials(name));
}

/** @param {string} name */
export function initials(name) {
  const words = name.split(/[\s_.-]+/u).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word].slice(0, 1).join("").toLocaleUpperCase()).join("") || "?";
}

/** @param {User | null | undefined} user */
export function displayName(user) {
  return user?.nick || user?.global_name || user?.username || "Unknown user";
}

/** @param {number} size */
export function formatBytes(size) {
  if (size < 1024) return `${size} bytes`;
  if (size < 1024 * 1024) return `${(size / 1024).toFixed(1)} KB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}
