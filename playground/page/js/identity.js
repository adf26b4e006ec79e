// Who one is on this page, and the ways to be somebody else: instead, beside, or in another window.

/** @import { Person } from "./payloads.js" */
/** @import { Store } from "./store.js" */

/** @param {Person} person @param {string} [place] */
const address = (person, place = "") => `/?as=${encodeURIComponent(person.username)}${place ? `#${encodeURIComponent(place)}` : ""}`;

/** The next one in the list, for when somebody else is wanted but nobody in particular. @param {Store} store */
function another({ people, me }) {
  return people[(people.findIndex((person) => person.id === me.id) + 1) % people.length] ?? me;
}

/** @param {Store} store @param {string} personId @param {string} [place] the id or the name of a channel to open */
export function become(store, personId, place) {
  const person = store.people.find((one) => one.id === personId);
  if (person && person.id !== store.me.id) location.assign(address(person, place));
}

/** @param {Store} store @param {string} [personId] */
export function openBeside(store, personId) {
  const other = store.people.find((one) => one.id === personId) ?? another(store);
  (top ?? self).location.assign(`/beside?left=${encodeURIComponent(store.me.username)}&right=${encodeURIComponent(other.username)}`);
}

/** @param {Store} store */
export function newWindow(store) {
  open(address(another(store)), "_blank", "noopener");
}

export const NOBODY = "This playground has no people yet.";

/** @param {string} personId */
const PLACE = (personId) => `playground.place.${personId}`;

/** @param {string} personId */
export const lastPlace = (personId) => localStorage.getItem(PLACE(personId));
/** @param {string} personId @param {string} channelId */
export const rememberPlace = (personId, channelId) => localStorage.setItem(PLACE(personId), channelId);
