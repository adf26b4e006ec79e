// The left side: servers, the channels or direct messages of the open one, and who you are.

import { avatar, displayName, h, icon, iconButton, initials } from "./dom.js";
import { menu } from "./popup.js";
import { isClosed, isThread } from "./threads.js";
import { setTheme, theme, THEMES } from "./theme.js";

const HOME = "home";
const TEXT_TYPES = new Set([0, 5, 15]);

export class Sidebar {
  // `hooks` is {goTo(channelId), openDm(userId), become(personId), beside(personId), newWindow, setDmsOpen(flag), showGuide, closeDrawer}.
  constructor({ rail, title, channels, account }, store, hooks) {
    Object.assign(this, { rail, title, channels, account, store, hooks });
    this.place = HOME;
  }

  // Follows the open channel to the server it belongs to.
  follow() {
    this.place = this.store.channel()?.guild?.id ?? HOME;
    this.draw();
  }

  draw() {
    const focused = document.activeElement?.dataset?.place;
    this.#drawRail();
    this.#drawChannels();
    this.#drawAccount();
    if (focused) document.querySelector(`[data-place="${focused}"]`)?.focus({ preventScroll: true });
  }

  #drawRail() {
    const { reading } = this.store;
    this.rail.replaceChildren(
      this.#railButton(HOME, "Direct messages", icon("chat"), reading.total(this.store.dms.map((dm) => dm.id))),
      h("div", { class: "rail-line", role: "presentation" }),
      ...this.store.guilds.map((guild) =>
        this.#railButton(guild.id, guild.name, h("span", { class: "initials", data: { initials: initials(guild.name) } }), reading.total(guild.channels.map((channel) => channel.id)))),
    );
  }

  #railButton(place, name, content, { unread, mentions }) {
    const current = this.place === place;
    return h("button", {
      type: "button", class: `rail-button ${unread ? "unread" : ""}`, title: name, "aria-label": spoken(name, unread, mentions),
      "aria-current": current ? "true" : null, data: { place }, on: { click: () => this.#open(place) },
    }, content, countBadge(mentions));
  }

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

  #guildRows(guild) {
    const rows = [];
    const categories = guild.channels.filter((channel) => channel.type === 4).sort(byPosition);
    const under = (parentId) => textChannels(guild).filter((channel) => (channel.parent_id ?? null) === parentId);
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

  #dmRow(dm) {
    const name = displayName(dm.user);
    if (dm.id) return this.#row(dm.id, avatar(dm.user, "small"), name);
    return h("button", { type: "button", class: "channel", on: { click: () => this.hooks.openDm(dm.user.id) } }, avatar(dm.user, "small"), h("span", { class: "grow ellipsis" }, name));
  }

  #row(channelId, sign, name, extra = "") {
    const { unread, mentions } = this.store.reading.of(channelId);
    return h("button", {
      type: "button", class: `channel ${extra} ${unread ? "unread" : ""}`, "aria-current": this.store.current === channelId ? "page" : null,
      "aria-label": unread ? spoken(name, unread, mentions) : null, data: { place: channelId }, on: { click: () => this.hooks.goTo(channelId) },
    }, sign, h("span", { class: "grow ellipsis" }, name), countBadge(mentions));
  }

  // To the channel above or below the open one.
  step(by) {
    const all = [...this.channels.querySelectorAll("[data-place]")].map((node) => node.dataset.place);
    const next = all[all.indexOf(this.store.current) + by];
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

  #choosePerson(anchor) {
    const { me, people } = this.store;
    menu(anchor, "Who you are", [
      ...people.map((person) => ({
        label: displayName(person), hint: person.note ?? "", before: avatar(person, "small"), checked: person.id === me.id,
        run: () => this.hooks.become(person.id),
      })),
      null,
      { label: "Two people side by side", icon: icon("beside"), run: () => this.hooks.beside() },
      { label: "Open another person in a new window", icon: icon("open"), run: () => this.hooks.newWindow() },
      { label: me.dms_open ? "Close my DMs to the bot" : "Open my DMs to the bot", run: () => this.hooks.setDmsOpen(!me.dms_open) },
      null,
      ...Object.entries(THEMES).map(([name, label]) => ({ label, checked: theme() === name, run: () => setTheme(name) })),
      this.hooks.showGuide ? null : undefined,
      this.hooks.showGuide ? { label: "Show the first steps", run: () => this.hooks.showGuide() } : undefined,
    ].filter((item) => item !== undefined));
  }
}

function spoken(name, unread, mentions) {
  if (mentions) return `${name}, unread, ${mentions} for you`;
  return unread ? `${name}, unread` : name;
}

function countBadge(count) {
  return count ? h("span", { class: "count-badge", "aria-hidden": "true" }, count > 99 ? "99+" : String(count)) : null;
}

function byPosition(first, second) {
  return (first.position ?? 0) - (second.position ?? 0);
}

export function textChannels(guild) {
  return guild.channels.filter((channel) => TEXT_TYPES.has(channel.type)).sort(byPosition);
}
