// Draws the embeds of a message.

import { embedMedia, smallIcon } from "./attachments.js";
import { colour } from "./components.js";
import { h } from "./dom.js";
import { inlineMarkdown, markdown } from "./markdown.js";
import { messageTime } from "./timestamps.js";

/** @import { Child } from "./dom.js" */
/** @import { Embed, EmbedField } from "./payloads.js" */
/** @import { Names } from "./store.js" */

/** @param {Embed} data @param {Names} names */
export function embed(data, names) {
  const body = h("div", { class: "embed-body grow" },
    data.author?.name ? h("div", { class: "embed-author" }, smallIcon(data.author.icon_url), linked(data.author.url, data.author.name)) : null,
    data.title ? h("div", { class: "embed-title" }, linked(data.url, inlineMarkdown(data.title, names))) : null,
    data.description ? markup("embed-description", data.description, names) : null,
    data.fields?.length ? fields(data.fields, names) : null,
    data.image ? embedMedia(data.image, "Picture") : null,
    footer(data));
  return h("article", { class: "embed", vars: typeof data.color === "number" ? { accent: colour(data.color) } : {} },
    body,
    data.thumbnail ? h("div", { class: "thumbnail" }, embedMedia(data.thumbnail, "Picture")) : null);
}

/** @param {string | undefined} url @param {Child} content */
function linked(url, content) {
  if (!url || !/^https?:\/\//i.test(url)) return h("span", {}, content);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, content);
}

/** @param {string} className @param {string} source @param {Names} names */
function markup(className, source, names) {
  const node = h("div", { class: `markup ${className}` });
  node.append(markdown(source, names));
  return node;
}

/** Inline fields stand up to three in a row, as Discord's client sets them. @param {EmbedField[]} list @param {Names} names */
function fields(list, names) {
  const grid = h("div", { class: "embed-fields" });
  for (let index = 0; index < list.length; ) {
    let run = 0;
    while (run < 3 && list[index + run]?.inline) run += 1;
    const count = Math.max(run, 1);
    for (const field of list.slice(index, index + count)) {
      grid.append(
        h("div", { class: `embed-field span-${12 / count}` },
          h("div", { class: "embed-field-name" }, inlineMarkdown(field.name, names)),
          markup("embed-field-value", field.value, names)),
      );
    }
    index += count;
  }
  return grid;
}

/** @param {Embed} data */
function footer(data) {
  const parts = [data.footer?.text, data.timestamp ? messageTime(data.timestamp) : null].filter(Boolean);
  return parts.length ? h("div", { class: "embed-footer muted" }, smallIcon(data.footer?.icon_url), parts.join(" • ")) : null;
}
