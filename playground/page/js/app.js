// Starts the page: finds who you are, loads what they see, and wires the parts together.

import { Api, people } from "./api.js";
import { CommandBook } from "./commands.js";
import { Composer } from "./composer.js";
import { displayName, fill, h, icon, iconButton } from "./dom.js";
import { MessageList } from "./messagelist.js";
import { openModal } from "./modal.js";
import { EPHEMERAL, Store } from "./store.js";
import { Sidebar, textChannels } from "./sidebar.js";
import { startClock } from "./timestamps.js";

const $ = (id) => document.getElementById(id);
const PASSING_AFTER = 6000;
const DISCORD_EPOCH = 1420070400000n;
const OWN_JUMP = /^https?:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?:@me|\d+)\/(\d+)(?:\/(\d+))?\/?$/u;

async function whoAmI() {
  const known = await people();
  const wanted = new URL(location.href).searchParams.get("as");
  const found = known.people.find((person) => person.id === wanted || person.username === wanted) ?? known.people[0];
  if (wanted !== found.username) history.replaceState(null, "", `?as=${encodeURIComponent(found.username)}${location.hash}`);
  return { person: found, firstStep: known.first_step };
}

class Page {
  constructor(person, firstStep) {
    this.firstStep = firstStep;
    this.api = new Api(person.id);
    this.store = new Store(this.api);
    this.book = new CommandBook(this.api, this.store);
    this.typing = h("div", { class: "typing muted small", role: "status" });
    const notify = (text) => this.notify(text);
    this.composer = new Composer($("composer"), {
      api: this.api, store: this.store, book: this.book, notify, typing: this.typing,
      reloadCommands: () => this.loadCommands(),
      runCommand: (...call) => this.runCommand(...call),
      editLastOwn: () => this.list.editLastOwn(),
      showEnd: () => this.list.scrollToEnd(),
    });
    this.list = new MessageList($("log"), this.store, {
      api: this.api, notify,
      openModal: (data) => this.openModal(data),
      startReply: (message) => this.composer.startReply(message),
      startCommand: (path) => this.composer.startCommand(path),
      focusComposer: () => this.composer.focus(),
      goTo: (channelId, messageId) => this.goTo(channelId, { messageId }),
      messageCommands: async () => {
        await this.loadCommands();
        return this.book.messageMenus;
      },
      intro: () => this.intro(),
    });
    this.sidebar = new Sidebar({ rail: $("rail"), title: $("sidebar-title"), channels: $("channels"), account: $("account") }, this.store, {
      goTo: (channelId, options) => this.goTo(channelId, options),
      openDm: (userId) => this.openDm(userId),
      become: (personId) => this.become(personId),
      newWindow: () => open(`/?as=${encodeURIComponent(this.otherPerson().username)}`, "_blank", "noopener"),
      setDmsOpen: (flag) => this.setDmsOpen(flag),
      closeDrawer: () => this.drawer(false),
    });
  }

  async start() {
    this.#listenToStore();
    this.#listenToWindow();
    await this.store.load();
    this.api.listen({
      onEvent: (event) => this.store.apply(event),
      // What was read before the events began to flow may be stale already.
      onOpen: () => {
        if (document.body.dataset.live === "no") {
          $("notices").replaceChildren();
          this.composer.reachable();
        }
        document.body.dataset.live = "yes";
        if (this.store.current) this.store.reload().catch((error) => this.notify(error.message));
      },
      onLost: () => {
        document.body.dataset.live = "no";
        this.notify("The connection to the playground was lost. Trying again…");
      },
    });
    startClock($("log"));
    const wanted = location.hash.slice(1);
    if (this.store.channels.has(wanted)) await this.goTo(wanted);
    else await this.goHome();
  }

  #listenToStore() {
    const on = (type, listener) => this.store.addEventListener(type, (event) => listener(event.detail));
    on("structure", () => {
      document.title = `${displayName(this.store.me)} – Playground`;
      this.sidebar.draw();
      this.#drawTopbar();
      if (this.store.current) this.list.redraw();
    });
    on("unread", () => this.sidebar.draw());
    on("typing", () => this.#drawTyping());
    on("history", ({ channelId }) => channelId === this.store.current && this.list.draw());
    on("message", ({ channelId }) => {
      if (channelId !== this.store.current) return;
      this.list.draw();
      this.#drawTyping();
    });
  }

  #listenToWindow() {
    addEventListener("hashchange", () => {
      const channelId = location.hash.slice(1);
      if (channelId !== this.store.current && this.store.channels.has(channelId)) this.goTo(channelId);
    });
    // Links to Discord's own channels mean channels of this playground.
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      const jump = link && OWN_JUMP.exec(link.href);
      if (!jump) return;
      event.preventDefault();
      this.goTo(jump[1], { messageId: jump[2] });
    });
    // Typing anywhere goes to the message box, as in Discord.
    document.addEventListener("keydown", (event) => {
      const typing = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!typing || event.target.closest("input, textarea, select, dialog, [role=menu], [role=listbox]")) return;
      this.composer.focus();
    });
  }

  async goHome() {
    const dm = this.store.dms.find((one) => one.user.bot) ?? this.store.dms[0];
    if (dm && !dm.id) await this.openDm(dm.user.id);
    else if (dm) await this.goTo(dm.id);
    else if (this.store.guilds.length) await this.goTo(textChannels(this.store.guilds[0])[0].id);
    else this.notify("There is no server and no bot here yet.");
  }

  async goTo(channelId, { messageId = null, keepDrawer = false } = {}) {
    if (!this.store.channels.has(channelId)) await this.store.load();
    if (!this.store.channels.has(channelId)) {
      this.notify("That channel is not open to you.");
      return;
    }
    if (!keepDrawer) this.drawer(false);
    if (this.store.current !== channelId) {
      history.replaceState(null, "", `${location.search}#${channelId}`);
      const loaded = this.store.show(channelId);
      this.sidebar.follow();
      this.#drawTopbar();
      this.#drawTyping();
      this.composer.open(this.store.channel());
      this.list.show();
      await Promise.all([loaded, this.loadCommands()]).catch((error) => this.notify(error.message));
    }
    if (!keepDrawer) this.composer.focus();
    if (messageId) await this.list.jump(messageId);
  }

  async loadCommands() {
    await this.book.load(this.store.current);
  }

  async openDm(userId) {
    try {
      const { channel_id: channelId } = await this.api.openDm(userId);
      await this.store.load();
      await this.goTo(channelId);
    } catch (error) {
      this.notify(error.message);
    }
  }

  async setDmsOpen(flag) {
    try {
      await this.api.settings({ dms_open: flag });
      await this.store.load();
      const text = flag ? "Your DMs are open: the bot can write to you." : "Your DMs are closed: the bot cannot write to you.";
      this.notify(text, { passing: true });
    } catch (error) {
      this.notify(error.message);
    }
  }

  async runCommand(command, options, files) {
    const channelId = this.store.current;
    try {
      const result = await this.api.slash(channelId, command.path, options, files);
      if (result.modal) this.openModal(result.modal);
      if (result.outcome === "failed") this.#noAnswer(command, channelId);
    } catch (error) {
      this.composer.sayFailed(error);
    }
  }

  // As in Discord, the line about a silent bot is shown in this window only and gone after a reload.
  #noAnswer(command, channelId) {
    const now = Date.now();
    const message = {
      id: String((BigInt(now) - DISCORD_EPOCH) << 22n), channel_id: channelId, type: 0, flags: EPHEMERAL, local: true,
      author: command.application ?? this.store.me, content: `**The application did not respond** to \`/${command.path}\`.`, timestamp: new Date(now).toISOString(),
    };
    this.store.apply({ t: "MESSAGE_CREATE", d: message });
  }

  openModal(data) {
    openModal(data, {
      store: this.store,
      send: async (values, files) => {
        const result = await this.api.submit(data.custom_id, values, files);
        if (result.modal) this.openModal(result.modal);
        return result;
      },
      left: () => this.composer.focus(),
    });
  }

  otherPerson() {
    const { people: all, me } = this.store;
    return all[(all.findIndex((person) => person.id === me.id) + 1) % all.length];
  }

  become(personId) {
    const person = this.store.people.find((one) => one.id === personId);
    if (person.id !== this.store.me.id) location.assign(`/?as=${encodeURIComponent(person.username)}`);
  }

  drawer(open) {
    document.body.classList.toggle("drawer-open", open);
    $("main").inert = open;
    if (open) $("channels").querySelector("button")?.focus();
  }

  intro() {
    const channel = this.store.channel();
    const dm = channel.type === 1;
    return h("div", { class: "intro" },
      h("h1", {}, dm ? channel.name : `#${channel.name}`),
      h("p", { class: "muted" }, dm ? `This is the beginning of your direct messages with ${channel.name}.` : `This is the beginning of #${channel.name}.`),
      this.store.messages().length ? null : h("p", { class: "first-step" }, icon("chat"), this.firstStep));
  }

  // A problem stays until it is dismissed; what only confirms a choice goes by itself.
  notify(text, { passing = false } = {}) {
    const node = h("div", { class: "notice" }, h("span", { class: "grow" }, text), iconButton("close", "Dismiss", () => node.remove()));
    $("notices").replaceChildren(node);
    if (passing) setTimeout(() => node.remove(), PASSING_AFTER);
  }

  #drawTopbar() {
    const channel = this.store.channel();
    if (!channel) return;
    fill(
      $("topbar"),
      iconButton("menu", "Servers and channels", () => this.drawer(true), { class: "icon-button drawer-open-button" }),
      channel.type === 1 ? h("span", { class: "at muted", "aria-hidden": "true" }, "@") : icon(channel.parent_id && channel.type >= 10 ? "thread" : "hash"),
      h("span", { class: "channel-name" }, channel.name),
      channel.dm?.bot ? h("span", { class: "badge" }, "APP") : null,
      h("span", { class: "topic muted ellipsis grow" }, channel.topic ?? ""));
  }

  #drawTyping() {
    const names = [...this.store.typing.values()].filter((one) => one.channelId === this.store.current).map((one) => this.store.names.user(one.userId));
    this.typing.textContent = names.length ? `${names.join(", ")} ${names.length > 1 ? "are" : "is"} typing…` : "";
  }
}

try {
  const { person, firstStep } = await whoAmI();
  await new Page(person, firstStep).start();
  document.body.dataset.ready = "yes";
} catch (error) {
  $("notices").replaceChildren(h("div", { class: "notice" }, error.message));
  throw error;
}
