// Starts the page: finds who you are, and listens to what belongs to the whole window.

import { people } from "./api.js";
import { h } from "./dom.js";
import { ownJump } from "./jump.js";
import { Page } from "./page.js";
import { applyTheme } from "./theme.js";

async function whoAmI() {
  const known = await people();
  const wanted = new URL(location.href).searchParams.get("as");
  const person = known.people.find((one) => one.id === wanted || one.username === wanted) ?? known.people[0];
  if (!person) throw new Error("There is nobody in this playground yet.");
  if (wanted !== person.username) history.replaceState(null, "", `?as=${encodeURIComponent(person.username)}${location.hash}`);
  return { person, known };
}

function listenToWindow(page) {
  addEventListener("hashchange", () => {
    const channelId = location.hash.slice(1);
    if (channelId !== page.store.current && page.store.channels.has(channelId)) page.goTo(channelId);
  });
  // Links to Discord's own channels mean channels of this playground.
  document.addEventListener("click", (event) => {
    const jump = ownJump(event.target.closest?.("a[href]")?.href ?? "");
    if (!jump) return;
    event.preventDefault();
    page.goTo(jump.channelId, { messageId: jump.messageId });
  });
  // Typing anywhere goes to the message box, as in Discord.
  document.addEventListener("keydown", (event) => {
    const typing = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!typing || event.target.closest("input, textarea, select, dialog, [role=menu], [role=listbox], [role=dialog]")) return;
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
  document.getElementById("notices").replaceChildren(h("div", { class: "notice" }, error.message));
  throw error;
}
