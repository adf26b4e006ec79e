// The right side of a server's channel: who is here, by role, and the small card of each.

import { avatar, displayName, find, focused, h, icon } from "./dom.js";
import { popup } from "./popup.js";

/** @import { IconName } from "./dom.js" */
/** @import { Guild, Member, User } from "./payloads.js" */
/** @import { Store } from "./store.js" */

/**
 * @typedef {object} MembersHooks
 * @property {(personId: string) => void} become loads the page as somebody else
 * @property {(personId: string) => void} openBeside shows somebody side by side with oneself
 * @property {(user: User) => void} mention writes their name into the message box
 */

export class Members {
  /** @param {HTMLElement} root @param {Store} store @param {MembersHooks} hooks */
  constructor(root, store, hooks) {
    this.root = root;
    this.store = store;
    this.hooks = hooks;
  }

  // Nothing in direct messages: there are two people, and both are in sight already.
  draw() {
    const channel = this.store.channel();
    const guild = channel?.guild;
    if (!channel || !guild) {
      this.root.replaceChildren();
      return;
    }
    const parent = channel.parent_id ? (this.store.channel(channel.parent_id) ?? channel) : channel;
    const active = focused()?.dataset.member;
    const here = guild.members.filter((member) => parent.viewers?.includes(member.id));
    this.root.replaceChildren(...groups(here, guild).flatMap(({ title, list }) => [
      h("h2", { class: "list-title" }, `${title} – ${list.length}`),
      h("ul", {}, list.map((member) => h("li", {}, this.#row(member)))),
    ]));
    if (active) find(this.root, `[data-member="${active}"]`)?.focus({ preventScroll: true });
  }

  /** @param {Member} member */
  #row(member) {
    const away = Boolean(member.bot) && !this.store.backstage?.connected;
    return h("button", { type: "button", class: `member ${away ? "away" : ""}`, data: { member: member.id }, "aria-haspopup": "dialog", on: { click: (event) => this.card(event.currentTarget, member) } },
      h("span", { class: "with-dot" }, avatar(member, "small"), dot(away)),
      h("span", { class: "ellipsis" }, displayName(member)),
      member.bot ? h("span", { class: "badge" }, "APP") : null,
      away ? h("span", { class: "sr-only" }, "offline") : null);
  }

  /** @param {HTMLElement} anchor @param {Member} member */
  card(anchor, member) {
    const guild = this.store.channel()?.guild;
    const roles = (member.roles ?? []).map((id) => this.store.roles.get(id)).filter((role) => role !== undefined);
    const isMe = member.id === this.store.me.id;
    const person = this.store.people.find((one) => one.id === member.id);
    /** @param {string} label @param {IconName} name @param {() => void} run */
    const act = (label, name, run) => h("button", { type: "button", class: "menu-item", on: { click: () => {
      close();
      run();
    } } }, h("span", { class: "grow" }, label), icon(name));
    const node = h("div", { class: "profile", role: "dialog", "aria-label": displayName(member) },
      h("div", { class: "profile-head" }, avatar(member), h("div", { class: "grow" },
        h("div", { class: "strong" }, displayName(member), " ", member.bot ? h("span", { class: "badge" }, "APP") : null),
        h("div", { class: "muted small" }, member.username))),
      guild && roles.length ? h("div", { class: "roles" }, roles.map((role) => h("span", { class: "tag" }, role.name))) : null,
      act("Mention", "at", () => this.hooks.mention(member)),
      person && !isMe ? act(`Become ${displayName(member)}`, "people", () => this.hooks.become(member.id)) : null,
      person && !isMe ? act("Side by side with me", "beside", () => this.hooks.openBeside(member.id)) : null);
    const close = popup(anchor, node, { side: true });
    node.querySelector("button")?.focus();
  }
}

/** @param {boolean} away */
function dot(away) {
  return h("span", { class: `dot ${away ? "off" : ""}`, "aria-hidden": "true" });
}

/** Each in the group of their highest role; bots apart, as their roles are only their rights. @param {Member[]} members @param {Guild} guild */
function groups(members, guild) {
  const roles = guild.roles.filter((role) => role.id !== guild.id).sort((a, b) => b.position - a.position);
  /** @type {Map<string, Member[]>} */
  const titled = new Map();
  for (const member of members) {
    const top = roles.find((role) => (member.roles ?? []).includes(role.id));
    const title = member.bot ? "Apps" : (top?.name ?? "Members");
    titled.set(title, [...(titled.get(title) ?? []), member]);
  }
  const order = [...roles.map((role) => role.name), "Members", "Apps"];
  /** @param {Member} a @param {Member} b */
  const byName = (a, b) => displayName(a).localeCompare(displayName(b));
  return [...titled].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([title, list]) => ({ title, list: list.sort(byName) }));
}
