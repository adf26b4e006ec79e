// Words for points in time, and the clock that keeps relative ones true while the page is open.

import { playgroundNow } from "./clock.js";
import { all, h } from "./dom.js";

/** @type {{ [style: string]: Intl.DateTimeFormatOptions }} */
const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};
/** @type {[below: number, size: number, unit: Intl.RelativeTimeFormatUnit][]} */
const STEPS = [
  [60, 1, "second"],
  [3600, 60, "minute"],
  [86400, 3600, "hour"],
  [86400 * 30, 86400, "day"],
  [86400 * 365, 86400 * 30, "month"],
  [Infinity, 86400 * 365, "year"],
];
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

/** Rounded, so that three minutes are not two as soon as a second has passed. @param {number} unix */
function relativeTime(unix) {
  const seconds = Math.trunc(unix - playgroundNow() / 1000);
  for (const [below, size, unit] of STEPS) {
    const rounded = Math.round(seconds / size);
    if (Math.abs(rounded) * size < below) return relative.format(rounded, unit);
  }
  return "";
}

/** @param {number} unix @param {string} style */
export function formatStamp(unix, style) {
  const date = new Date(unix * 1000);
  if (Number.isNaN(date.getTime())) return "Invalid date";
  if (style === "R") return relativeTime(unix);
  return new Intl.DateTimeFormat(undefined, STYLES[style] ?? STYLES.f).format(date);
}

/** @param {string} iso */
export function fullTime(iso) {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" }).format(new Date(iso));
}

/** @param {string} iso */
export function clockTime(iso) {
  return new Intl.DateTimeFormat(undefined, { timeStyle: "short" }).format(new Date(iso));
}

/** @param {string} iso */
export function messageTime(iso) {
  const date = new Date(iso);
  const days = Math.round((startOfDay(new Date(playgroundNow())) - startOfDay(date)) / 86400000);
  if (days === 0) return `Today at ${clockTime(iso)}`;
  if (days === 1) return `Yesterday at ${clockTime(iso)}`;
  return new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "short" }).format(date);
}

/** @param {string} iso */
export function dayName(iso) {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "long" }).format(new Date(iso));
}

/** @param {string} first @param {string} second */
export function sameDay(first, second) {
  return startOfDay(new Date(first)) === startOfDay(new Date(second));
}

/** @param {Date} date */
function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** @type {{ [style: string]: Intl.DateTimeFormatOptions }} */
const PRESENT = {
  short: { weekday: "short", hour: "2-digit", minute: "2-digit" },
  long: { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" },
};

/** What time it is in the playground, kept true by `startClock`. @param {"short" | "long"} style */
export function presentTime(style) {
  return h("time", { data: { present: style } }, presentWords(style));
}

/** @param {string} style */
export function presentWords(style) {
  return new Intl.DateTimeFormat(undefined, PRESENT[style]).format(new Date(playgroundNow()));
}

/** @param {ParentNode} root */
export function startClock(root) {
  setInterval(() => {
    for (const node of all(root, "time[data-present]")) {
      const text = presentWords(node.dataset.present ?? "long");
      if (node.textContent !== text) node.textContent = text;
    }
    for (const node of all(root, "time[data-relative]")) {
      const text = relativeTime(Number(node.dataset.relative));
      if (node.textContent !== text) node.textContent = text;
    }
  }, 1000);
}
