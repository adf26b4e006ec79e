// What this window knows: the person, servers, channels and messages; tells its listeners what changed.

import { setMoved } from "./clock.js";
import { displayName } from "./dom.js";
import { Histories, THREAD_STARTER } from "./histories.js";
import { Reading } from "./reading.js";

/** @import { Api } from "./api.js" */
/** @import { BackstageState, Channel, Dm, Guild, Happening, Message, Person, Role, State, User } from "./payloads.js" */

/**
 * A channel as the window keeps it: with its server, or with whom its direct messages are.
 * @typedef {Partial<Channel> & { id: string, type: number, name: string, can_send: boolean, guild?: Guild, dm?: User }} Place
 */

/**
 * How things are called.
 * @typedef {object} Names
 * @property {(id: string) => string} user
 * @property {(id: string) => string} role
 * @property {(id: string) => string} channel
 * @property {(id: string) => string} place a channel with its sign: `#general`, `@Bot`
 */

/**
 * What listeners are told, by the name of the event.
 * @typedef {object} StoreEvents
 * @property {{ renamed: boolean }} structure
 * @property {{}} backstage
 * @property {{}} clock it is another time in the playground
 * @property {{}} unread
 * @property {{ message: Message }} arrived somebody has written just now
 * @property {{}} typing
 * @property {{}} over everything was started over
 * @property {{ channelId: string }} history a page of messages was read
 * @property {{ channelId: string, messageId: string }} message
 * @property {{ channelId: string | null | undefined, messageId: string }} thread what is shown of a thread under its message
 */

/** @typedef {{ next: Promise<void> | null, done: Promise<void> }} Loading */
/** @typedef {{ channelId: string, userId: string, until: number }} Typist */

export const EPHEMERAL = 1 << 6;
export const LOADING = 1 << 7;

const STRUCTURE = /^(?:GUILD_|CHANNEL_|THREAD_|READY|USER_)/u;
const TYPING_LASTS = 10000;

export class Store extends EventTarget {
  /** @param {Api} api @param {Person} person */
  constructor(api, person) {
    super();
    this.api = api;
    this.me = person;
    /** @type {Person[]} */
    this.people = [];
    /** @type {Guild[]} */
    this.guilds = [];
    /** @type {Dm[]} */
    this.dms = [];
    /** @type {Map<string, Place>} */
    this.channels = new Map();
    /** @type {Map<string, User>} */
    this.users = new Map();
    /** @type {Map<string, Role>} */
    this.roles = new Map();
    this.reading = new Reading(api);
    /** @type {BackstageState | null} */
    this.backstage = null;
    /** @type {Loading | null} */
    this.loading = null;
    /** @type {Map<string, Typist>} */
    this.typing = new Map();
    // The id of the open channel; empty before the first one.
    this.current = "";
    this.histories = new Histories(api, {
      remember: (message) => this.#remember(message),
      isMe: (userId) => userId === this.me.id,
      read: (channelId) => this.#tell("history", { channelId }),
      changed: (channelId, messageId) => this.#tell("message", { channelId, messageId }),
    });
    /** @type {Names} */
    this.names = {
      user: (id) => displayName(this.users.get(id)),
      role: (id) => this.roles.get(id)?.name ?? "unknown role",
      channel: (id) => this.channels.get(id)?.name ?? "unknown channel",
      place: (id) => {
        const channel = this.channels.get(id);
        if (channel?.thread_metadata) return `“${channel.name}”`;
        return channel ? `${channel.type === 1 ? "@" : "#"}${channel.name}` : "#unknown";
      },
    };
  }

  /** @template {keyof StoreEvents} T @param {T} type @param {(detail: StoreEvents[T]) => unknown} listener */
  on(type, listener) {
    this.addEventListener(type, (event) => listener(/** @type {CustomEvent<StoreEvents[T]>} */ (event).detail));
  }

  /** @template {keyof StoreEvents} T @param {T} type @param {StoreEvents[T]} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Several things often change at once: whoever asks while an answer is on its way shares the next one. @returns {Promise<void>} */
  load() {
    if (this.loading?.next) return this.loading.next;
    const before = this.loading;
    if (before) {
      before.next = before.done.catch(() => {}).then(() => this.#load());
      return before.next;
    }
    return this.#load();
  }

  #load() {
    const done = this.api.state().then((state) => this.#takeOver(state)).finally(() => {
      if (this.loading === loading) this.loading = null;
    });
    /** @type {Loading} */
    const loading = { next: null, done };
    this.loading = loading;
    return done;
  }

  /** @param {State} state */
  #takeOver(state) {
    const namesBefore = this.namesKey;
    this.#standsSo(state.backstage);
    this.me = state.me;
    this.people = state.people;
    this.guilds = state.guilds;
    this.dms = state.dms;
    this.channels.clear();
    for (const person of state.people) this.users.set(person.id, person);
    for (const guild of state.guilds) {
      for (const channel of guild.channels) {
        this.channels.set(channel.id, { ...channel, guild });
        this.reading.learn(channel);
      }
      for (const role of guild.roles) this.roles.set(role.id, role);
      for (const member of guild.members) this.users.set(member.id, member);
    }
    for (const dm of state.dms) {
      this.users.set(dm.user.id, dm.user);
      if (dm.id === null) continue;
      this.channels.set(dm.id, { id: dm.id, type: 1, name: displayName(dm.user), dm: dm.user, can_send: true });
      this.reading.learn(dm);
    }
    this.namesKey = JSON.stringify([[...this.users.values()].map(displayName), [...this.channels.values(), ...this.roles.values()].map((one) => one.name)]);
    this.#tell("structure", { renamed: namesBefore !== undefined && namesBefore !== this.namesKey });
    this.#tell("backstage", {});
  }

  /** @param {BackstageState} state */
  #standsSo(state) {
    this.backstage = state;
    if (setMoved(state.moved)) this.#tell("clock", {});
  }

  channel(id = this.current) {
    return this.channels.get(id);
  }

  /** @param {string} channelId */
  async show(channelId) {
    this.current = channelId;
    if (!this.histories.has(channelId)) await this.histories.refresh(channelId);
  }

  async reload() {
    await this.load();
    this.histories.keepOnly(this.current);
    if (this.current && this.channels.has(this.current)) await this.histories.refresh(this.current);
  }

  /** The messages of the open channel. */
  messages() {
    return this.histories.messages(this.current);
  }

  /** @param {Message} message */
  #remember(message) {
    for (const user of [message.author, ...(message.mentions ?? [])]) if (!this.users.has(user.id)) this.users.set(user.id, user);
  }

  /** @param {Happening} event */
  apply(event) {
    switch (event.t) {
      case "TYPING_START":
        this.#typed(event.d);
        break;
      case "BACKSTAGE_UPDATE":
        this.#standsSo(event.d);
        this.#tell("backstage", {});
        break;
      case "STARTED_OVER":
        this.#tell("over", {});
        break;
      case "HISTORY_CHANGED":
        quietly(this.reload());
        break;
      case "MESSAGE_ACK":
        this.#read(event.d.channel_id, event.d.message_id);
        break;
      case "MESSAGE_CREATE":
        this.#arrived(event.d);
        this.histories.apply(event);
        break;
      case "MESSAGE_UPDATE":
      case "MESSAGE_DELETE":
      case "MESSAGE_DELETE_BULK":
      case "MESSAGE_REACTION_ADD":
      case "MESSAGE_REACTION_REMOVE":
        this.histories.apply(event);
        break;
      default:
        if (STRUCTURE.test(event.t)) quietly(this.load());
    }
  }

  /** @param {Message} message */
  #arrived(message) {
    this.#remember(message);
    this.typing.delete(`${message.channel_id}:${message.author.id}`);
    const channel = this.channels.get(message.channel_id);
    if (channel) this.#countIn(channel, message);
    else quietly(this.load());
    if (message.author.id === this.me.id) this.reading.read(message.channel_id, message.id);
    else if (!(message.flags & EPHEMERAL) && message.type !== THREAD_STARTER) this.reading.arrived(message, { forMe: this.#isForMe(message, channel) });
    this.#tell("unread", {});
    this.#tell("arrived", { message });
  }

  /** What is shown of a thread at its starting message follows along. @param {Place} channel @param {Message} message */
  #countIn(channel, message) {
    channel.preview = message;
    if (channel.message_count === undefined || message.type === THREAD_STARTER) return;
    channel.message_count += 1;
    this.#tell("thread", { channelId: channel.parent_id, messageId: channel.id });
  }

  /** @param {Message} message @param {Place | undefined} channel */
  #isForMe(message, channel) {
    if (!channel || channel.type === 1 || message.mention_everyone) return true;
    const mine = channel.guild?.members.find((member) => member.id === this.me.id)?.roles ?? [];
    return (message.mentions ?? []).some((user) => user.id === this.me.id) || (message.mention_roles ?? []).some((role) => mine.includes(role));
  }

  /** @param {string} channelId @param {string} messageId */
  markRead(channelId, messageId) {
    if (this.#read(channelId, messageId)) this.reading.tell(channelId, messageId);
  }

  /** @param {string} channelId @param {string} messageId */
  #read(channelId, messageId) {
    const changed = this.reading.read(channelId, messageId);
    if (changed) this.#tell("unread", {});
    return changed;
  }

  /** @param {{ channel_id: string, user_id: string }} who */
  #typed({ channel_id: channelId, user_id: userId }) {
    if (userId === this.me.id) return;
    const key = `${channelId}:${userId}`;
    const until = Date.now() + TYPING_LASTS;
    this.typing.set(key, { channelId, userId, until });
    this.#tell("typing", {});
    setTimeout(() => {
      if (this.typing.get(key)?.until === until) {
        this.typing.delete(key);
        this.#tell("typing", {});
      }
    }, TYPING_LASTS);
  }
}

/** What cannot be read now is read when the connection is back. @param {Promise<unknown>} reading */
function quietly(reading) {
  reading.catch(() => {});
}
