// The left side: servers, the channels or direct messages of the open one, and who you are.

import { all, avatar, displayName, find, focused, h, icon, iconButton, initials } from "./dom.js";
import { byPosition, textChannels } from "./places.js";
import { menu } from "./popup.js";
import { isClosed, isThread } from "./threads.js";
import { setTheme, theme, THEMES } from "./theme.js";

/** @import { Child } from "./dom.js" */
/** @import { Channel, Dm, Guild } from "./payloads.js" */
/** @import { MenuItem } from "./popup.js" */
/** @import { Store } from "./store.js" */

/** @typedef {{ rail: HTMLElement, title: HTMLElement, channels: HTMLElement, account: HTMLElement }} SidebarNodes */

/**
 * @typedef {object} SidebarHooks
 * @property {(channelId: string, options?: { keepDrawer?: boolean }) => void} goTo keepDrawer: the channel list stays open on small screens
 * @property {(userId: string) => void} openDm
 * @property {(personId: string) => void} become loads the page as somebody else
 * @property {(personId?: string) => void} openBeside shows somebody side by side with oneself
 * @property {() => void} newWindow opens one as somebody else
 * @property {(flag: boolean) => void} setDmsOpen lets the bot write to this person, or not
 * @property {(() => void) | null} showGuide null where there is no guide
 * @property {() => void} closeDrawer
 */

const HOME = "home";

export class Sidebar {
  /** @param {SidebarNodes} nodes @param {Store} store @param {SidebarHooks} hooks */
  constructor({ rail, title, channels, account }, store, hooks) {
    this.rail = rail;
    this.title = title;
    this.channels = channels;
    this.account = account;
    this.store = store;
    this.hooks = hooks;
    this.place = HOME;
  }

  // Follows the open channel to the server it belongs to.
  follow() {
    this.place = this.store.channel()?.guild?.id ?? HOME;
    this.draw();
  }

  draw() {
    const active = focused()?.dataset.place;
    this.#drawRail();
    this.#drawChannels();
    this.#drawAccount();
    if (active) find(document, `[data-place="${active}"]`)?.focus({ preventScroll: true });
  }

  #drawRail() {
    const { reading } = this.store;
    this.rail.replaceChildren(
      this.#railButton(HOME, "Direct messages", icon("chat"), reading.total(this.store.dms.flatMap((dm) => dm.id ?? []))),
      h("div", { class: "rail-line", role: "presentation" }),
      ...this.store.guilds.map((guild) =>
        this.#railButton(guild.id, guild.name, h("span", { class: "initials", data: { initials: initials(guild.name) } }), reading.total(guild.channels.map((channel) => channel.id)))),
    );
  }

  /** @param {string} place @param {string} name @param {Child} content @param {{ unread: number, mentions: number }} total */
  #railButton(place, name, content, { unread, mentions }) {
    const current = this.place === place;
    return h("button", {
      type: "button", class: `rail-button ${unread ? "unread" : ""}`, title: name, "aria-label": spoken(name, unread, mentions),
      "aria-current": current ? "true" : null, data: { place }, on: { click: () => this.#open(place) },
    }, content, countBadge(mentions));
  }

  /** @param {string} place */
  #open(place) {
    this.place = place;
    const guild = this.store.guilds.find((one) => one.id === place);
    const first = guild ? textChannels(guild)[0] : this.store.dms.find((dm) => dm.id);
    if (first?.id) this.hooks.goTo(first.id, { keepDrawer: true });
    else this.draw();
  }

  #drawChannels() {
    const guild = this.store.guilds.find((one) => one.id === this.place);
    this.title.textContent = guild ? guild.name : "Direct messages";
    this.channels.replaceChildren(...(guild ? this.#guildRows(guild) : this.store.dms.map((dm) => this.#dmRow(dm))));
  }

  /** @param {Guild} guild */
  #guildRows(guild) {
    /** @type {HTMLElement[]} */
    const rows = [];
    const categories = guild.channels.filter((channel) => channel.type === 4).sort(byPosition);
    /** @param {string | null} parentId */
    const under = (parentId) => textChannels(guild).filter((channel) => (channel.parent_id ?? null) === parentId);
    /** @param {Channel} channel */
    const add = (channel) => {
      rows.push(this.#row(channel.id, icon("hash"), channel.name));
      const threads = guild.channels.filter((one) => isThread(one) && one.parent_id === channel.id && (!isClosed(one) || one.id === this.store.current));
      for (const thread of threads) rows.push(this.#row(thread.id, icon("thread"), thread.name, "thread"));
    };
    under(null).forEach(add);
    for (const category of categories) {
      rows.push(h("h2", { class: "category muted" }, category.name));
      under(category.id).forEach(add);
    }
    return rows;
  }

  /** @param {Dm} dm */
  #dmRow(dm) {
    const name = displayName(dm.user);
    if (dm.id) return this.#row(dm.id, avatar(dm.user, "small"), name);
    return h("button", { type: "button", class: "channel", on: { click: () => this.hooks.openDm(dm.user.id) } }, avatar(dm.user, "small"), h("span", { class: "grow ellipsis" }, name));
  }

  /** @param {string} channelId @param {Child} sign @param {string} name @param {"" | "thread"} [extra] */
  #row(channelId, sign, name, extra = "") {
    const { unread, mentions } = this.store.reading.of(channelId);
    return h("button", {
      type: "button", class: `channel ${extra} ${unread ? "unread" : ""}`, "aria-current": this.store.current === channelId ? "page" : null,
      "aria-label": unread ? spoken(name, unread, mentions) : null, data: { place: channelId }, on: { click: () => this.hooks.goTo(channelId) },
    }, sign, h("span", { class: "grow ellipsis" }, name), countBadge(mentions));
  }

  /** To the channel above or below the open one. @param {1 | -1} by */
  step(by) {
    const places = all(this.channels, "[data-place]").map((node) => node.dataset.place);
    const next = places[places.indexOf(this.store.current) + by];
    if (next) this.hooks.goTo(next);
  }

  #drawAccount() {
    const { me } = this.store;
    this.account.replaceChildren(
      h("button", { type: "button", class: "me grow", "aria-haspopup": "menu", title: "Change person", data: { place: "me" }, on: { click: (event) => this.#choosePerson(event.currentTarget) } },
        avatar(me, "small"),
        h("span", { class: "grow" }, h("span", { class: "ellipsis block" }, h("span", { class: "sr-only" }, "You are "), displayName(me)), h("span", { class: "muted small block" }, me.dms_open ? "DMs open" : "DMs closed")),
        icon("down")),
      iconButton("close", "Close the channel list", () => this.hooks.closeDrawer(), { class: "icon-button drawer-close" }));
  }

  /** @param {HTMLElement} anchor */
  #choosePerson(anchor) {
    const { me, people } = this.store;
    const { showGuide } = this.hooks;
    /** @type {(MenuItem | null)[]} */
    const firstSteps = showGuide ? [null, { label: "Show the first steps", run: showGuide }] : [];
    menu(anchor, "Who you are", [
      ...people.map((person) => ({
        label: displayName(person), hint: person.note ?? "", before: avatar(person, "small"), checked: person.id === me.id,
        run: () => this.hooks.become(person.id),
      })),
      null,
      { label: "Two people side by side", icon: icon("beside"), run: () => this.hooks.openBeside() },
      { label: "Open another person in a new window", icon: icon("open"), run: () => this.hooks.newWindow() },
      { label: me.dms_open ? "Close my DMs to the bot" : "Open my DMs to the bot", run: () => this.hooks.setDmsOpen(!me.dms_open) },
      null,
      ...Object.entries(THEMES).map(([name, label]) => ({ label, checked: theme() === name, run: () => setTheme(name) })),
      ...firstSteps,
    ]);
  }
}

/** @param {string} name @param {number} unread @param {number} mentions */
function spoken(name, unread, mentions) {
  if (mentions) return `${name}, unread, ${mentions} for you`;
  return unread ? `${name}, unread` : name;
}

/** @param {number} count */
function countBadge(count) {
  return count ? h("span", { class: "count-badge", "aria-hidden": "true" }, count > 99 ? "99+" : String(count)) : null;
}
