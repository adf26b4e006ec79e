// Two people side by side, each in a page of their own; what one does appears in the other at once.

import { people, reasonOf } from "./api.js";
import { avatar, byId, displayName, h, iconButton } from "./dom.js";
import { NOBODY } from "./identity.js";
import { applyTheme } from "./theme.js";

/** @import { Person } from "./payloads.js" */

applyTheme();
const root = byId("beside");
const query = new URL(location.href).searchParams;

async function start() {
  const { people: all } = await people();
  /** @param {string} name */
  const named = (name) => all.find((one) => one.username === query.get(name));
  const left = named("left") ?? all[0];
  if (!left) throw new Error(NOBODY);
  const right = named("right") ?? all.find((one) => one !== left) ?? left;
  root.replaceChildren(h("h1", { class: "sr-only" }, "Two people side by side"), side(left, right), side(right, left));
  document.title = `${displayName(left)} and ${displayName(right)} – Playground`;
}

/** @param {Person} person @param {Person} other */
function side(person, other) {
  const name = displayName(person);
  return h("section", { class: "half", "aria-label": name },
    h("header", {}, avatar(person, "tiny"), h("strong", {}, name), h("span", { class: "muted small grow ellipsis" }, person.note ?? ""),
      iconButton("close", `Close ${name}'s side`, () => location.assign(`/?as=${encodeURIComponent(other.username)}`))),
    h("iframe", { src: `/?as=${encodeURIComponent(person.username)}`, title: `The playground as ${name}`, allow: "microphone; clipboard-write" }));
}

start().catch((error) => root.replaceChildren(h("p", { class: "notice" }, reasonOf(error))));
