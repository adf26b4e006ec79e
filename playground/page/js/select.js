// A select as Discord draws it: a button that opens a list with descriptions, single or multiple, by mouse or keyboard.

import { h, icon } from "./dom.js";
import { newId, popup } from "./popup.js";

/** @import { EntitySelect, Guild, SelectOption } from "./payloads.js" */
/** @import { Store } from "./store.js" */

/**
 * @typedef {object} SelectSettings
 * @property {string} label
 * @property {string} placeholder
 * @property {SelectOption[]} options
 * @property {number} [min]
 * @property {number} [max]
 * @property {boolean} [disabled]
 * @property {(values: string[]) => void} [onDone] called once for each completed choice: at the click for single, at closing for multiple selects
 */

const SEARCH_FROM = 9;
/** @type {{ [key: string]: number }} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** @param {SelectSettings} settings */
export function selectControl({ label, placeholder, options, min = 1, max = 1, disabled = false, onDone = () => {} }) {
  const multiple = max > 1;
  let values = options.filter((option) => option.default).map((option) => option.value);
  /** @type {(() => void) | null} */
  let close = null;
  const text = h("span", { class: "select-text grow" });
  const button = h("button", {
    type: "button", class: "select", role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false",
    "aria-label": label, disabled, on: { click: toggle, keydown: onButtonKey },
  }, text, icon("down"));
  show();

  function show() {
    const chosen = options.filter((option) => values.includes(option.value));
    text.textContent = chosen.length ? chosen.map((option) => option.label).join(", ") : placeholder;
    text.classList.toggle("muted", !chosen.length);
  }

  /** @param {KeyboardEvent} event */
  function onButtonKey(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!close) toggle();
    }
  }

  function toggle() {
    if (close) {
      close();
      return;
    }
    const before = values;
    const id = newId("list");
    const list = h("ul", { class: "options", role: "listbox", id, tabindex: "-1", "aria-label": label, "aria-multiselectable": multiple ? "true" : null });
    const search = options.length >= SEARCH_FROM
      ? h("input", { class: "field", type: "text", placeholder: "Search", "aria-label": `Search ${label}`, "aria-controls": id, autocomplete: "off" })
      : null;
    let shown = options;
    let active = Math.max(0, options.findIndex((option) => values.includes(option.value)));
    const focusable = search ?? list;

    function draw() {
      list.replaceChildren(...shown.map((option, index) => optionRow(option, { id: `${id}-${index}`, active: index === active, chosen: values.includes(option.value), multiple, pick: () => pick(index) })));
      if (!shown.length) list.append(h("li", { class: "empty muted", role: "presentation" }, "Nothing found"));
      focusable.setAttribute("aria-activedescendant", shown.length ? `${id}-${active}` : "");
      list.children[active]?.scrollIntoView({ block: "nearest" });
    }

    /** @param {number} index */
    function pick(index) {
      const value = shown[index]?.value;
      if (value === undefined) return;
      active = index;
      if (values.includes(value)) values = multiple || min === 0 ? values.filter((other) => other !== value) : values;
      else if (!multiple) values = [value];
      else if (values.length < max) values = [...values, value];
      show();
      draw();
      if (!multiple) backToButton();
    }

    function backToButton() {
      close?.();
      button.focus();
    }

    /** @param {KeyboardEvent} event */
    function onKey(event) {
      const step = STEPS[event.key];
      if (step && shown.length) active = (active + step + shown.length) % shown.length;
      else if (event.key === "Home" && !search) active = 0;
      else if (event.key === "End" && !search) active = shown.length - 1;
      else if (event.key === "Enter" || (event.key === " " && !search)) {
        event.preventDefault();
        if (shown.length) pick(active);
        return;
      } else if (event.key === "Tab") {
        backToButton();
        return;
      } else {
        if (!search && event.key.length === 1) jumpTo(event.key);
        return;
      }
      event.preventDefault();
      draw();
    }

    /** @param {string} letter */
    function jumpTo(letter) {
      const found = shown.findIndex((option) => option.label.toLowerCase().startsWith(letter.toLowerCase()));
      if (found >= 0) active = found;
      draw();
    }

    search?.addEventListener("input", () => {
      const wanted = search.value.toLowerCase();
      shown = options.filter((option) => option.label.toLowerCase().includes(wanted));
      active = 0;
      draw();
    });
    const panel = h("div", { class: "select-panel", on: { keydown: onKey } }, search, list);
    draw();
    button.setAttribute("aria-expanded", "true");
    button.setAttribute("aria-controls", id);
    close = popup(button, panel, {
      match: true,
      onClose: () => {
        close = null;
        button.setAttribute("aria-expanded", "false");
        button.removeAttribute("aria-controls");
        if (values.length < min && values !== before) values = before;
        show();
        if (values !== before && !sameValues(values, before)) onDone(values);
      },
    });
    focusable.focus();
  }

  return { node: button, values: () => values };
}

/** @param {SelectOption} option @param {{ id: string, active: boolean, chosen: boolean, multiple: boolean, pick: () => void }} look */
function optionRow(option, { id, active, chosen, multiple, pick }) {
  return h("li", { class: `option ${active ? "active" : ""}`, role: "option", id, "aria-selected": String(chosen), on: { click: pick } },
    option.emoji ? h("span", { class: "option-emoji" }, option.emoji.name) : null,
    h("span", { class: "grow" },
      h("span", { class: "option-label" }, option.label),
      option.description ? h("span", { class: "option-description muted" }, option.description) : null),
    h("span", { class: multiple ? "tick-box" : "tick-round", "aria-hidden": "true" }, chosen ? "✓" : ""));
}

/** @param {string[]} first @param {string[]} second */
function sameValues(first, second) {
  return first.length === second.length && first.every((value) => second.includes(value));
}

/**
 * Options of the selects that Discord fills in: 5 users, 6 roles, 7 both, 8 channels.
 * @param {Store} store @param {Pick<EntitySelect, "type" | "channel_types" | "default_values">} component @param {Guild | undefined} guild
 * @returns {SelectOption[]}
 */
export function entityOptions(store, component, guild) {
  const people = (guild?.members ?? [...store.users.values()]).map((user) => ({ value: user.id, label: store.names.user(user.id), description: user.username }));
  const roles = (guild?.roles ?? []).map((role) => ({ value: role.id, label: role.name, description: "Role" }));
  const wanted = component.channel_types ?? [];
  const channels = (guild?.channels ?? [])
    .filter((channel) => !wanted.length || wanted.includes(channel.type))
    .map((channel) => ({ value: channel.id, label: `#${channel.name}` }));
  const all = { 5: people, 6: roles, 7: [...people, ...roles], 8: channels }[component.type];
  const chosen = new Set((component.default_values ?? []).map((value) => value.id));
  return all.map((option) => ({ ...option, default: chosen.has(option.value) }));
}
