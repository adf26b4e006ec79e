// What this window knows: the person, servers, channels and messages; tells its listeners what changed.

import { displayName } from "./dom.js";
import { compareIds, Reading } from "./reading.js";

export const EPHEMERAL = 1 << 6;
export const LOADING = 1 << 7;
export const PAGE_SIZE = 50;
const THREAD_STARTER = 21;

const STRUCTURE = /^(?:GUILD_|CHANNEL_|THREAD_|READY|USER_)/u;

export class Store extends EventTarget {
  constructor(api) {
    super();
    this.api = api;
    this.me = null;
    this.people = [];
    this.guilds = [];
    this.dms = [];
    this.channels = new Map();
    this.users = new Map();
    this.roles = new Map();
    this.reading = new Reading(api);
    this.backstage = null;
    this.loading = null;
    this.typing = new Map();
    this.current = null;
    this.histories = new Map();
    this.meanwhile = new Map();
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

  #tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  // Several things often change at once: whoever asks while an answer is on its way shares the next one.
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
    const loading = { next: null, done: null };
    loading.done = this.api.state().then((state) => this.#take(state)).finally(() => {
      if (this.loading === loading) this.loading = null;
    });
    this.loading = loading;
    return loading.done;
  }

  #take(state) {
    const namesBefore = this.namesKey;
    this.backstage = state.backstage;
    this.me = state.me;
    this.people = state.people;
    this.guilds = state.guilds;
    this.dms = state.dms;
    this.channels.clear();
    for (const person of state.people) this.users.set(person.id, person);
    for (const guild of state.guilds) {
      for (const channel of guild.channels) {
        this.channels.set(channel.id, { ...channel, guild });
        this.reading.take(channel);
      }
      for (const role of guild.roles) this.roles.set(role.id, role);
      for (const member of guild.members) this.users.set(member.id, member);
    }
    for (const dm of state.dms) {
      this.users.set(dm.user.id, dm.user);
      if (!dm.id) continue;
      this.channels.set(dm.id, { id: dm.id, type: 1, name: displayName(dm.user), dm: dm.user, can_send: true });
      this.reading.take(dm);
    }
    this.namesKey = JSON.stringify([[...this.users.values()].map(displayName), [...this.channels.values(), ...this.roles.values()].map((one) => one.name)]);
    this.#tell("structure", { renamed: namesBefore !== undefined && namesBefore !== this.namesKey });
    this.#tell("backstage");
  }

  channel(id = this.current) {
    return this.channels.get(id);
  }

  async show(channelId) {
    this.current = channelId;
    if (!this.histories.has(channelId)) await this.refresh(channelId);
  }

  // Reads the newest page again. What happens while the answer is on its way is applied once more on top of it; a
  // message that did not change stays the same object, so that its row is not drawn anew.
  async refresh(channelId) {
    const meanwhile = [];
    this.meanwhile.set(channelId, meanwhile);
    const isNewest = () => this.meanwhile.get(channelId) === meanwhile;
    let page;
    try {
      page = await this.api.messages(channelId);
      if (!isNewest()) return;
    } finally {
      if (isNewest()) this.meanwhile.delete(channelId);
    }
    this.histories.set(channelId, merged(page, this.histories.get(channelId)));
    for (const message of page) this.#remember(message);
    for (const event of meanwhile) this.#applyToMessages(event);
    this.#tell("history", { channelId });
  }

  async reload() {
    await this.load();
    for (const id of [...this.histories.keys()]) if (id !== this.current) this.histories.delete(id);
    if (this.current && this.channels.has(this.current)) await this.refresh(this.current);
  }

  // Gives whether anything older was found.
  async older(channelId) {
    const oldest = this.messages(channelId)[0];
    if (!oldest || this.isComplete(channelId)) return false;
    const page = await this.api.messages(channelId, oldest.id);
    const history = this.histories.get(channelId);
    if (!history) return false;
    history.complete = page.length < PAGE_SIZE;
    for (const message of page) history.messages.set(message.id, message);
    this.#tell("history", { channelId });
    return page.length > 0;
  }

  messages(channelId = this.current) {
    const history = this.histories.get(channelId);
    if (!history) return [];
    return [...history.messages.values()].sort(byId);
  }

  message(channelId, messageId) {
    return this.histories.get(channelId)?.messages.get(messageId);
  }

  isComplete(channelId = this.current) {
    return this.histories.get(channelId)?.complete ?? false;
  }

  #remember(message) {
    if (message.author && !this.users.has(message.author.id)) this.users.set(message.author.id, message.author);
    for (const user of message.mentions ?? []) if (!this.users.has(user.id)) this.users.set(user.id, user);
  }

  apply(event) {
    const { t: type, d: data } = event;
    if (type === "TYPING_START") this.#typed(data);
    else if (type === "BACKSTAGE_UPDATE") {
      this.backstage = data;
      this.#tell("backstage");
    } else if (type === "STARTED_OVER") this.#tell("over");
    else if (type === "HISTORY_CHANGED") quietly(this.reload());
    else if (type === "MESSAGE_ACK") this.#read(data.channel_id, data.message_id);
    else if (type.startsWith("MESSAGE_")) {
      this.meanwhile.get(data.channel_id)?.push(event);
      this.#applyToMessages(event);
    } else if (STRUCTURE.test(type)) quietly(this.load());
  }

  #applyToMessages({ t: type, d: data }) {
    if (type === "MESSAGE_CREATE") this.#created(data);
    else if (type === "MESSAGE_UPDATE") this.#updated(data);
    else if (type === "MESSAGE_DELETE") this.forget(data.channel_id, data.id);
    else if (type === "MESSAGE_DELETE_BULK") for (const id of data.ids) this.forget(data.channel_id, id);
    else if (type.startsWith("MESSAGE_REACTION_")) this.#reacted(data, type === "MESSAGE_REACTION_ADD");
  }

  #created(message) {
    this.#remember(message);
    this.typing.delete(`${message.channel_id}:${message.author.id}`);
    const channel = this.channels.get(message.channel_id);
    if (!channel) quietly(this.load());
    else this.#countIn(channel, message);
    const history = this.histories.get(message.channel_id);
    history?.messages.set(message.id, message);
    if (message.author.id === this.me.id) this.reading.read(message.channel_id, message.id);
    else if (!(message.flags & EPHEMERAL) && message.type !== THREAD_STARTER) this.reading.arrived(message, { forMe: this.#isForMe(message, channel) });
    this.#tell("unread");
    if (history) this.#tell("message", { channelId: message.channel_id, messageId: message.id, created: true });
  }

  // What is shown of a thread at its starting message follows along.
  #countIn(channel, message) {
    channel.preview = { author: message.author, content: message.content };
    if (channel.message_count === undefined || message.type === THREAD_STARTER) return;
    channel.message_count += 1;
    this.#tell("thread", { channelId: channel.parent_id, messageId: channel.id });
  }

  #isForMe(message, channel) {
    if (!channel || channel.type === 1 || message.mention_everyone) return true;
    const mine = channel.guild.members.find((member) => member.id === this.me.id)?.roles ?? [];
    return (message.mentions ?? []).some((user) => user.id === this.me.id) || (message.mention_roles ?? []).some((role) => mine.includes(role));
  }

  markRead(channelId, messageId) {
    if (this.#read(channelId, messageId)) this.reading.tell(channelId, messageId);
  }

  #read(channelId, messageId) {
    const changed = this.reading.read(channelId, messageId);
    if (changed) this.#tell("unread");
    return changed;
  }

  #reacted({ channel_id: channelId, message_id: messageId, user_id: userId, emoji }, added) {
    const history = this.histories.get(channelId);
    const known = history?.messages.get(messageId);
    if (!known) return;
    const reactions = (known.reactions ?? []).map((one) => ({ ...one }));
    let reaction = reactions.find((one) => one.emoji.name === emoji.name);
    if (!reaction) reactions.push((reaction = { emoji, count: 0, me: false }));
    reaction.count += added ? 1 : -1;
    if (userId === this.me.id) reaction.me = added;
    history.messages.set(messageId, { ...known, reactions: reactions.filter((one) => one.count > 0) });
    this.#tell("message", { channelId, messageId });
  }

  #updated(change) {
    this.#updateStarter(change);
    const history = this.histories.get(change.channel_id);
    const known = history?.messages.get(change.id);
    if (!known) return;
    // `me` of the reactions in an event is the bot, so they are kept as this window counted them.
    history.messages.set(change.id, { ...known, ...change, reactions: known.reactions });
    this.#tell("message", { channelId: change.channel_id, messageId: change.id });
  }

  // The thread of a message has its id, and begins with the message as it is.
  #updateStarter(change) {
    for (const [id, message] of this.histories.get(change.id)?.messages ?? []) {
      if (message.type !== THREAD_STARTER || !message.referenced_message) continue;
      const origin = { ...message.referenced_message, ...change };
      this.histories.get(change.id).messages.set(id, { ...message, referenced_message: origin });
      this.#tell("message", { channelId: change.id, messageId: id });
    }
  }

  forget(channelId, messageId) {
    if (this.histories.get(channelId)?.messages.delete(messageId)) this.#tell("message", { channelId, messageId });
  }

  #typed({ channel_id: channelId, user_id: userId }) {
    if (userId === this.me.id) return;
    const key = `${channelId}:${userId}`;
    const until = Date.now() + 10000;
    this.typing.set(key, { channelId, userId, until });
    this.#tell("typing");
    setTimeout(() => {
      if (this.typing.get(key)?.until === until) {
        this.typing.delete(key);
        this.#tell("typing");
      }
    }, 10000);
  }
}

// The newest page, with what was read before it if the two may touch.
function merged(page, before) {
  const full = page.length === PAGE_SIZE;
  const messages = new Map();
  if (full && before) {
    for (const message of before.messages.values()) if (byId(message, page[0]) < 0) messages.set(message.id, message);
  }
  for (const message of page) {
    const known = before?.messages.get(message.id);
    messages.set(message.id, known && JSON.stringify(known) === JSON.stringify(message) ? known : message);
  }
  return { messages, complete: full ? (messages.size > page.length && before.complete) : true };
}

// What cannot be read now is read when the connection is back.
function quietly(reading) {
  reading.catch(() => {});
}

function byId({ id: first }, { id: second }) {
  return compareIds(first, second);
}
