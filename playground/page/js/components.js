// Draws a message's components, v1 rows as well as v2 layouts, and reports what is pressed or chosen.

import { embedMedia, fileCard } from "./attachments.js";
import { h, icon } from "./dom.js";
import { markdown } from "./markdown.js";
import { entityOptions, selectControl } from "./select.js";

/** @import { ActionRow, Button, Component, Container, FileComponent, Gallery, Guild, Message, Section, Select, Separator, TextDisplay, Thumbnail } from "./payloads.js" */
/** @import { Store } from "./store.js" */

/** @typedef {{ store: Store, guild: Guild | undefined }} Surroundings where a message is shown */

/**
 * @typedef {object} ComponentActions
 * @property {(component: Button) => void} press
 * @property {(component: Select, values: string[]) => void} choose
 * @property {string | null} busy the custom id of the one under way
 */

/** @typedef {{ message: Message, context: Surroundings, actions: ComponentActions }} Scope */

/** @type {{ [style: number]: string }} */
const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "primary" };

/** @param {Message} message @param {Surroundings} context @param {ComponentActions} actions */
export function components(message, context, actions) {
  return (message.components ?? []).map((component) => draw(component, { message, context, actions }));
}

/** @param {Component} component @param {Scope} scope @returns {HTMLElement} */
function draw(component, scope) {
  switch (component.type) {
    case 1: return row(component, scope);
    case 2: return button(component, scope);
    case 3: case 5: case 6: case 7: case 8: return select(component, scope);
    case 9: return section(component, scope);
    case 10: return text(component, scope);
    case 11: return thumbnail(component);
    case 12: return gallery(component);
    case 13: return file(component, scope);
    case 14: return separator(component);
    case 17: return container(component, scope);
    default: return unknown(component);
  }
}

/** Discord goes on inventing kinds of components. @param {{ type: number }} component */
function unknown({ type }) {
  return h("div", { class: "muted" }, `A component this page doesn't know (type ${type})`);
}

/** @param {ActionRow} component @param {Scope} scope */
function row(component, scope) {
  return h("div", { class: "row" }, component.components.map((child) => draw(child, scope)));
}

/** @param {Button} component */
function emojiOf(component) {
  return component.emoji?.name ? h("span", { class: "button-emoji", "aria-hidden": "true" }, component.emoji.id ? `:${component.emoji.name}:` : component.emoji.name) : null;
}

/** @param {Button} component @param {Scope} scope */
function button(component, { actions }) {
  const content = [emojiOf(component), component.label ? h("span", {}, component.label) : null];
  const style = `button ${STYLES[component.style] ?? "secondary"}`;
  const name = component.label ? null : component.emoji?.name;
  if (component.url) {
    if (component.disabled) return h("button", { type: "button", class: style, disabled: true }, content, icon("open"));
    return h("a", { class: style, href: safeUrl(component.url), target: "_blank", rel: "noopener noreferrer" }, content, icon("open"));
  }
  const busy = actions.busy === component.custom_id;
  return h("button", {
    type: "button", class: `${style} ${busy ? "busy" : ""}`, "aria-label": name, "aria-busy": busy ? "true" : null,
    disabled: component.disabled,
    data: { key: component.custom_id ?? "" }, on: { click: () => actions.press(component) },
  }, content);
}

/** Links of a bot go to the web or nowhere; `javascript:` and friends have no business here. @param {string} url */
function safeUrl(url) {
  return /^https?:\/\//i.test(url) ? url : null;
}

/** @param {Select} component @param {Scope} scope */
function select(component, { actions, context }) {
  const options = component.type === 3 ? component.options : entityOptions(context.store, component, context.guild);
  const control = selectControl({
    label: component.placeholder || "Make a selection",
    placeholder: component.placeholder || "Make a selection",
    options,
    min: component.min_values ?? 1,
    max: component.max_values ?? 1,
    disabled: component.disabled,
    onDone: (values) => actions.choose(component, values),
  });
  control.node.dataset.key = component.custom_id;
  return control.node;
}

/** @param {Section} component @param {Scope} scope */
function section(component, scope) {
  return h("div", { class: "section" },
    h("div", { class: "grow" }, component.components.map((child) => draw(child, scope))),
    component.accessory ? draw(component.accessory, scope) : null);
}

/** @param {TextDisplay} component @param {Scope} scope */
function text(component, { context }) {
  const node = h("div", { class: "markup" });
  node.append(markdown(component.content, context.store.names));
  return node;
}

/** @param {Thumbnail} component */
function thumbnail(component) {
  return h("div", { class: "thumbnail" }, embedMedia(component.media, component.description ?? "", component.spoiler));
}

/** @param {Gallery} component */
function gallery(component) {
  return h("div", { class: "gallery" }, component.items.map((item) => embedMedia(item.media, item.description ?? "", item.spoiler)));
}

/** @param {FileComponent} component @param {Scope} scope */
function file(component, { message }) {
  const attachment = (message.attachments ?? []).find((one) => one.url === component.file.url);
  return fileCard({ filename: component.name ?? attachment?.filename ?? "file", size: component.size ?? attachment?.size ?? 0, url: component.file.url });
}

/** @param {Separator} component */
function separator(component) {
  return h("div", { class: `separator ${component.divider === false ? "" : "line"} ${component.spacing === 2 ? "large" : ""}`, role: "presentation" });
}

/** @param {Container} component @param {Scope} scope */
function container(component, scope) {
  const accent = component.accent_color;
  return h("div", {
    class: `container ${accent === null || accent === undefined ? "" : "accent"} ${component.spoiler ? "veiled" : ""}`,
    vars: accent ? { accent: colour(accent) } : {},
  }, component.components.map((child) => draw(child, scope)));
}

/** @param {number} number */
export function colour(number) {
  return `#${number.toString(16).padStart(6, "0")}`;
}
