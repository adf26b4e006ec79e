// Draws a message's components, v1 rows as well as v2 layouts, and reports what is pressed or chosen.

import { embedMedia, fileCard } from "./attachments.js";
import { h, icon } from "./dom.js";
import { markdown } from "./markdown.js";
import { entityOptions, selectControl } from "./select.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "primary" };
const DRAW = {
  1: row,
  2: button,
  3: select,
  5: select,
  6: select,
  7: select,
  8: select,
  9: section,
  10: text,
  11: thumbnail,
  12: gallery,
  13: file,
  14: separator,
  17: container,
};

// `actions` is {press(component), choose(component, values), busy: custom_id of the one under way}.
export function components(message, context, actions) {
  return (message.components ?? []).map((component) => draw(component, { message, context, actions }));
}

function draw(component, scope) {
  const known = DRAW[component.type];
  return known ? known(component, scope) : h("div", { class: "muted" }, `A component that this page does not know (type ${component.type})`);
}

function row(component, scope) {
  return h("div", { class: "row" }, component.components.map((child) => draw(child, scope)));
}

function emojiOf(component) {
  return component.emoji?.name ? h("span", { class: "button-emoji", "aria-hidden": "true" }, component.emoji.id ? `:${component.emoji.name}:` : component.emoji.name) : null;
}

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

// Links of a bot go to the web or nowhere; `javascript:` and friends have no business here.
function safeUrl(url) {
  return /^https?:\/\//i.test(url) ? url : null;
}

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

function section(component, scope) {
  return h("div", { class: "section" },
    h("div", { class: "grow" }, component.components.map((child) => draw(child, scope))),
    component.accessory ? draw(component.accessory, scope) : null);
}

function text(component, { context }) {
  const node = h("div", { class: "markup" });
  node.append(markdown(component.content, context.store.names));
  return node;
}

function thumbnail(component) {
  return h("div", { class: "thumbnail" }, embedMedia(component.media, component.description ?? "", component.spoiler));
}

function gallery(component) {
  return h("div", { class: "gallery" }, component.items.map((item) => embedMedia(item.media, item.description ?? "", item.spoiler)));
}

function file(component, { message }) {
  const attachment = (message.attachments ?? []).find((one) => one.url === component.file.url);
  return fileCard({ filename: component.name ?? attachment?.filename ?? "file", size: component.size ?? attachment?.size ?? 0, url: component.file.url });
}

function separator(component) {
  return h("div", { class: `separator ${component.divider === false ? "" : "line"} ${component.spacing === 2 ? "large" : ""}`, role: "presentation" });
}

function container(component, scope) {
  const accent = component.accent_color;
  return h("div", {
    class: `container ${accent === null || accent === undefined ? "" : "accent"} ${component.spoiler ? "veiled" : ""}`,
    vars: accent ? { accent: colour(accent) } : {},
  }, component.components.map((child) => draw(child, scope)));
}

export function colour(number) {
  return `#${Number(number).toString(16).padStart(6, "0")}`;
}
