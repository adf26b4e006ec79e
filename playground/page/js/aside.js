// The right side: the members of a channel, the drawer behind the scenes, or nothing.

import { Backstage } from "./backstage.js";
import { Members } from "./members.js";

const KEY = "playground.aside";
const WIDE = matchMedia("(min-width: 1100px)");

/** @import { BackstageHooks } from "./backstage.js" */
/** @import { MembersHooks } from "./members.js" */
/** @import { Store } from "./store.js" */

/** @typedef {"members" | "backstage"} Side */
/** @typedef {{ members: HTMLElement, backstage: HTMLElement, main: HTMLElement }} AsideNodes `main` is what it covers on small screens */

/**
 * @typedef {object} OwnHooks
 * @property {() => void} changed another side is open, or none
 * @property {() => void} onLeft takes the focus that was in a side which closed
 */

/** @typedef {MembersHooks & Omit<BackstageHooks, "close"> & OwnHooks} AsideHooks */

export class Aside {
  /** @param {AsideNodes} nodes @param {Store} store @param {AsideHooks} hooks */
  constructor({ members, backstage, main }, store, hooks) {
    this.store = store;
    this.hooks = hooks;
    this.main = main;
    this.nodes = { members, backstage };
    this.members = new Members(members, store, hooks);
    this.backstage = new Backstage(backstage, store, { ...hooks, close: () => this.toggle("backstage") });
    // Members are in sight where there is room for them; the drawer is there for who asked for it.
    /** @type {Side | ""} */
    this.wanted = WIDE.matches ? sideNamed(localStorage.getItem(KEY) ?? "members") : "";
    // A window that becomes narrow keeps the channel in sight.
    WIDE.addEventListener("change", () => {
      if (!WIDE.matches) this.wanted = "";
      this.draw();
      hooks.changed();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.covers && this.open) this.toggle(this.open);
    });
  }

  /** Which side is open: in direct messages there are no members to show. @returns {Side | ""} */
  get open() {
    return this.wanted === "members" && !this.store.channel()?.guild ? "" : this.wanted;
  }

  // On small screens it lies over the channel.
  get covers() {
    return !WIDE.matches;
  }

  /** @param {Side} name */
  toggle(name) {
    const focusInside = this.nodes[name].contains(document.activeElement);
    this.wanted = this.open === name ? "" : name;
    localStorage.setItem(KEY, this.wanted);
    this.draw();
    this.hooks.changed();
    if (this.covers && this.wanted) this.nodes[name].querySelector("button")?.focus();
    else if (focusInside || (this.covers && !this.wanted)) this.hooks.onLeft();
  }

  // A place was chosen: what lay over it goes away.
  uncover() {
    if (this.covers && this.open) this.toggle(this.open);
  }

  draw() {
    const { open } = this;
    this.nodes.members.hidden = open !== "members";
    this.nodes.backstage.hidden = open !== "backstage";
    document.body.dataset.aside = open;
    this.main.inert = Boolean(open) && this.covers;
    if (open === "members") this.members.draw();
    if (open === "backstage") this.backstage.open();
    else this.backstage.close();
  }
}

/** What was kept may come from an older page. @param {string} kept */
function sideNamed(kept) {
  return kept === "members" || kept === "backstage" ? kept : "";
}
