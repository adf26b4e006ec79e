// Who one is on this page, and the ways to be somebody else: instead, beside, or in another window.

const address = (person, place = "") => `/?as=${encodeURIComponent(person.username)}${place ? `#${encodeURIComponent(place)}` : ""}`;

// The next one in the list, for when somebody else is wanted but nobody in particular.
function another({ people, me }) {
  return people[(people.findIndex((person) => person.id === me.id) + 1) % people.length];
}

// `place` is the id or the name of a channel to open.
export function become(store, personId, place) {
  const person = store.people.find((one) => one.id === personId);
  if (person.id !== store.me.id) location.assign(address(person, place));
}

export function besides(store, personId) {
  const other = store.people.find((one) => one.id === personId) ?? another(store);
  top.location.assign(`/beside?left=${encodeURIComponent(store.me.username)}&right=${encodeURIComponent(other.username)}`);
}

export function newWindow(store) {
  open(address(another(store)), "_blank", "noopener");
}

const PLACE = (personId) => `playground.place.${personId}`;

export const lastPlace = (personId) => localStorage.getItem(PLACE(personId));
export const rememberPlace = (personId, channelId) => localStorage.setItem(PLACE(personId), channelId);
