// Starts the page: finds who you are, and listens to what belongs to the whole window.

import { people, reasonOf } from "./api.js";
import { byId, closest, h } from "./dom.js";
import { NOBODY } from "./identity.js";
import { ownJump } from "./jump.js";
import { Page } from "./page.js";
import { placeNamed } from "./places.js";
import { applyTheme } from "./theme.js";

async function whoAmI() {
  const known = await people();
  const wanted = new URL(location.href).searchParams.get("as");
  const person = known.people.find((one) => one.id === wanted || one.username === wanted) ?? known.people[0];
  if (!person) throw new Error(NOBODY);
  if (wanted !== person.username) history.replaceState(null, "", `?as=${encodeURIComponent(person.username)}${location.hash}`);
  return { person, known };
}

/** @param {Page} page */
function listenToWindow(page) {
  addEventListener("hashchange", () => {
    const channelId = placeNamed(page.store, decodeURIComponent(location.hash.slice(1)));
    if (channelId && channelId !== page.store.current) page.goTo(channelId);
  });
  // Links to Discord's own channels mean channels of this playground.
  document.addEventListener("click", (event) => {
    const link = closest(event, "a[href]");
    const jump = link instanceof HTMLAnchorElement ? ownJump(link.href) : null;
    if (!jump) return;
    event.preventDefault();
    page.goTo(jump.channelId, { messageId: jump.messageId });
  });
  // Typing anywhere goes to the message box, as in Discord.
  document.addEventListener("keydown", (event) => {
    const typing = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!typing || closest(event, "input, textarea, select, dialog, [role=menu], [role=listbox], [role=dialog]")) return;
    page.composer.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    page.sidebar.step(event.key === "ArrowDown" ? 1 : -1);
  });
}

applyTheme();
try {
  const { person, known } = await whoAmI();
  const page = new Page(person, known);
  listenToWindow(page);
  await page.start();
  document.body.dataset.ready = "yes";
} catch (error) {
  byId("notices").replaceChildren(h("div", { class: "notice" }, reasonOf(error)));
  throw error;
}
