// What time it is in the playground: this computer's time, and how far the playground's clock was moved ahead of it.

let ahead = 0;

/** Milliseconds since 1970 in the playground. */
export function playgroundNow() {
  return Date.now() + ahead;
}

export function isMoved() {
  return ahead > 0;
}

/** @param {number} seconds @returns {boolean} whether that is news */
export function setMoved(seconds) {
  const before = ahead;
  ahead = seconds * 1000;
  return ahead !== before;
}

/**
 * Where the clock can be moved: in words, and as seconds since 1970 on the calendar of whoever looks at the page.
 * @type {[label: string, moment: () => number][]}
 */
export const MOVES = [
  ["In an hour", () => playgroundNow() / 1000 + 3600],
  ["Tomorrow at nine", () => daysLater(1, 9)],
  ["In a week", () => daysLater(7)],
];

/** The same time of day, or a full hour, so many calendar days later. @param {number} days @param {number} [hour] */
function daysLater(days, hour) {
  const date = new Date(playgroundNow());
  date.setDate(date.getDate() + days);
  if (hour !== undefined) date.setHours(hour, 0, 0, 0);
  return date.getTime() / 1000;
}
