// Shows files: pictures and sound in place, everything else as a card to download.

import { formatBytes, h, icon } from "./dom.js";
import { voiceMessage } from "./voice.js";

/** @import { Attachment, Media } from "./payloads.js" */

/**
 * The server names its files by the address the bot knows it by; the page may have been opened by another of its names.
 * @param {string} url
 */
function ownPath(url) {
  let parsed;
  try {
    parsed = new URL(url, location.origin);
  } catch {
    return null;
  }
  const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])$/u;
  const own = parsed.origin === location.origin || (loopback.test(parsed.hostname) && loopback.test(location.hostname) && parsed.port === location.port);
  return own ? parsed.pathname + parsed.search : null;
}

/** @param {Attachment} file */
export function attachment(file) {
  const type = file.content_type ?? "";
  const path = ownPath(file.url);
  if (path && type.startsWith("image/")) return embedMedia(file, file.description ?? file.filename, isSpoiler(file));
  if (path && type.startsWith("audio/")) return sound(file, path);
  if (path && type.startsWith("video/")) return h("video", { class: "picture", controls: true, src: path, "aria-label": file.filename });
  return fileCard(file);
}

/** @param {Attachment} file */
function isSpoiler(file) {
  return file.filename.startsWith("SPOILER_");
}

/** @param {Attachment} file @param {string} path */
function sound(file, path) {
  if (file.waveform !== undefined && file.waveform !== null) return voiceMessage(file, path);
  return h("figure", { class: "sound" },
    h("figcaption", {}, h("a", { href: path, download: file.filename, class: "file-name" }, file.filename), h("span", { class: "muted small" }, ` ${formatBytes(file.size ?? 0)}`)),
    h("audio", { controls: true, preload: "metadata", src: path, "aria-label": file.filename }));
}

/** A small picture of this server beside a name; one from elsewhere is left out, for the page asks no other host. @param {string} [url] */
export function smallIcon(url) {
  const path = url ? ownPath(url) : null;
  return path ? h("img", { class: "small-icon", src: path, alt: "", loading: "lazy" }) : null;
}

/** @param {Attachment} file */
export function fileCard(file) {
  const path = ownPath(file.url);
  return h("div", { class: "file-card" },
    icon("file"),
    h("div", { class: "grow" },
      path ? h("a", { href: path, download: file.filename, class: "file-name" }, file.filename) : h("span", { class: "file-name" }, file.filename),
      h("div", { class: "muted small" }, formatBytes(file.size ?? 0))));
}

/**
 * A picture of this server, or - the page asks no other host for anything - a link to where it is.
 * @param {Media} media @param {string} description
 */
export function embedMedia(media, description, spoiler = false) {
  const path = ownPath(media.proxy_url ?? media.url) ?? ownPath(media.url);
  if (!path) {
    const web = /^https?:\/\//i.test(media.url) ? media.url : null;
    return h("a", { class: "outside", href: web, target: "_blank", rel: "noopener noreferrer" }, icon("open"), description || "Picture on another site");
  }
  const image = h("img", { class: "picture", src: path, alt: description, loading: "lazy", width: media.width ?? null, height: media.height ?? null });
  const link = h("a", { href: path, target: "_blank", rel: "noopener", class: "picture-link" }, image);
  return spoiler ? h("div", { class: "veiled" }, link) : link;
}
