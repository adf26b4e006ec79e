// One person's page: wires its parts together, and goes from place to place.

import { Api, backstage } from "./api.js";
import { Aside } from "./aside.js";
import { CommandBook, noAnswer } from "./commands.js";
import { Composer } from "./composer.js";
import { displayName, h, icon, iconButton } from "./dom.js";
import { Guide } from "./guide.js";
import { become, besides, lastPlace, newWindow, rememberPlace } from "./identity.js";
import { MessageList } from "./messagelist.js";
import { openModal } from "./modal.js";
import { Store } from "./store.js";
import { Sidebar, textChannels } from "./sidebar.js";
import { isThread, startThread } from "./threads.js";
import { startClock } from "./timestamps.js";
import { drawTopbar } from "./topbar.js";
import { typingLine } from "./typing.js";

const $ = (id) => document.getElementById(id);
const PASSING_AFTER = 6000;

export class Page {
  constructor(person, { first_step: firstStep, guide }) {
    this.firstStep = firstStep;
    this.api = new Api(person.id);
    this.store = new Store(this.api, person);
    this.book = new CommandBook(this.api, this.store);
    this.typing = h("div", { class: "typing muted small", role: "status" });
    const notify = (text, options) => this.notify(text, options);
    const goTo = (channelId, options) => this.goTo(channelId, options);
    const focusComposer = () => this.composer.focus();
    this.composer = new Composer($("composer"), {
      api: this.api, store: this.store, book: this.book, notify, typing: this.typing,
      reloadCommands: () => this.loadCommands(),
      runCommand: (...call) => this.runCommand(...call),
      editLastOwn: () => this.list.editLastOwn(),
      showEnd: () => this.list.scroll.toEnd(),
      reopen: (threadId) => this.#try(this.api.archiveThread(threadId, false)),
    });
    this.list = new MessageList($("log"), this.store, {
      api: this.api, notify, focusComposer,
      openModal: (data) => this.openModal(data),
      startReply: (message) => this.composer.startReply(message),
      startCommand: (path) => this.composer.command.start(path),
      startThread: (message) => startThread(message, { store: this.store, api: this.api, open: goTo, left: focusComposer }),
      goTo: (channelId, messageId) => this.goTo(channelId, { messageId }),
      messageCommands: async () => {
        await this.loadCommands();
        return this.book.messageMenus;
      },
      intro: () => this.intro(),
    });
    const people = { become: (personId) => become(this.store, personId), beside: (personId) => besides(this.store, personId) };
    this.sidebar = new Sidebar({ rail: $("rail"), title: $("sidebar-title"), channels: $("channels"), account: $("account") }, this.store, {
      ...people, goTo,
      openDm: (userId) => this.openDm(userId),
      newWindow: () => newWindow(this.store),
      setDmsOpen: (flag) => this.setDmsOpen(flag),
      closeDrawer: () => this.drawer(false),
      showGuide: guide.length ? () => this.guide.restart() : null,
    });
    this.aside = new Aside({ members: $("members"), backstage: $("backstage"), main: $("main") }, this.store, {
      ...people, notify,
      mention: (user) => this.#mention(user),
      setDmsOpen: (flag) => this.setDmsOpen(flag),
      changed: () => this.drawTopbar(),
      left: () => this.composer.focus(),
      confirm: (title, content, submit, run) => this.#confirm(title, content, submit, run),
    });
    // Two people side by side are no newcomers.
    this.guide = new Guide($("guide"), top === self ? guide : [], {
      names: this.store.names,
      samples: () => Boolean(this.store.backstage?.samples && !this.store.backstage.busy),
      fill: () => this.#try(backstage.samples()),
      take: (step) => this.#takeStep(step),
    });
  }

  async start() {
    this.#listenToStore();
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
    const place = this.#placeNamed(decodeURIComponent(location.hash.slice(1)));
    await (place ? this.goTo(place) : this.goHome());
  }

  #listenToStore() {
    const { store } = this;
    store.on("structure", ({ renamed }) => {
      this.#drawFrame();
      this.drawTopbar();
      const channel = this.store.channel();
      if (!channel) {
        if (this.store.current) this.goHome();
        return;
      }
      this.composer.follow(channel);
      this.aside.draw();
      if (renamed) this.list.redraw();
      else this.list.redrawThreads();
    });
    store.on("unread", () => this.#drawFrame());
    store.on("typing", () => this.#drawTyping());
    store.on("backstage", () => {
      this.drawTopbar();
      this.guide.draw();
      if (this.aside.open === "members") this.aside.members.draw();
      this.aside.backstage.draw();
    });
    store.on("over", () => (top === self ? location.assign("/") : location.reload()));
    store.on("history", ({ channelId }) => channelId === this.store.current && this.list.draw());
    store.on("thread", ({ channelId, messageId }) => channelId === this.store.current && this.list.change(messageId, {}));
    store.on("message", ({ channelId }) => {
      if (channelId !== this.store.current) return;
      this.list.draw();
      this.#drawTyping();
    });
  }

  // A channel by its id or its name.
  #placeNamed(wanted) {
    if (this.store.channels.has(wanted)) return wanted;
    return [...this.store.channels.values()].find((channel) => channel.name === wanted && channel.guild)?.id;
  }

  // Where one was last; on the first visit the channel that not everyone sees, or else the conversation with the bot.
  async goHome() {
    const dm = this.store.dms.find((one) => one.user.bot) ?? this.store.dms[0];
    const inner = this.store.guilds.flatMap((guild) => textChannels(guild).filter((channel) => channel.viewers.length < guild.members.length))[0];
    const place = [lastPlace(this.store.me.id), inner?.id, dm?.id].find((id) => this.store.channels.has(id));
    if (place) await this.goTo(place);
    else if (dm) await this.openDm(dm.user.id);
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
    this.aside.uncover();
    if (this.store.current !== channelId) {
      history.replaceState(null, "", `${location.search}#${channelId}`);
      rememberPlace(this.store.me.id, channelId);
      const loaded = this.store.show(channelId);
      this.sidebar.follow();
      this.drawTopbar();
      this.aside.draw();
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
    await this.#try(
      this.api.openDm(userId).then(async ({ channel_id: channelId }) => {
        await this.store.load();
        await this.goTo(channelId);
      }),
    );
  }

  async setDmsOpen(flag) {
    await this.#try(
      this.api.settings({ dms_open: flag }).then(async () => {
        await this.store.load();
        const text = flag ? "Your DMs are open: the bot can write to you." : "Your DMs are closed: the bot cannot write to you.";
        this.notify(text, { passing: true });
      }),
    );
  }

  async #try(asked) {
    try {
      return await asked;
    } catch (error) {
      this.notify(error.message);
      return null;
    }
  }

  async runCommand(command, options, files) {
    const channelId = this.store.current;
    try {
      const result = await this.api.slash(channelId, command.path, options, files);
      if (result.modal) this.openModal(result.modal);
      if (result.outcome === "failed") this.store.apply({ t: "MESSAGE_CREATE", d: noAnswer(command, channelId, this.store.me) });
    } catch (error) {
      this.composer.sayFailed(error);
    }
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

  #confirm(title, content, submit, run) {
    openModal({ title, submit, custom_id: "", components: [{ type: 10, content }] }, {
      store: this.store, left: () => {},
      send: async () => {
        run();
        return { outcome: "answered" };
      },
    });
  }

  async #takeStep({ person, channel, says }) {
    if (!person) {
      if (this.aside.open !== "backstage") this.aside.toggle("backstage");
      return;
    }
    const wanted = this.store.people.find((one) => displayName(one) === person) ?? this.store.me;
    if (wanted.id !== this.store.me.id) {
      become(this.store, wanted.id, channel);
      return;
    }
    const place = channel && this.#placeNamed(channel);
    await (place ? this.goTo(place) : this.goHome());
    if (says) await this.composer.write(says);
  }

  #mention(user) {
    this.aside.uncover();
    this.composer.mention(`@${displayName(user)}`);
  }

  drawer(open) {
    document.body.classList.toggle("drawer-open", open);
    $("main").inert = open;
    if (open) $("channels").querySelector("button")?.focus();
  }

  intro() {
    const channel = this.store.channel();
    const name = this.store.names.place(channel.id);
    const isOpen = !channel.guild || channel.viewers?.length === channel.guild.members.length;
    const of = channel.type === 1 ? `your direct messages with ${channel.name}` : isThread(channel) ? "this thread" : name;
    return h("div", { class: "intro" },
      h("h2", {}, channel.type === 0 ? name : channel.name),
      h("p", { class: "muted" }, `This is the beginning of ${of}.`),
      this.store.messages().length || !isOpen ? null : h("p", { class: "first-step" }, icon("chat"), this.firstStep));
  }

  // A problem stays until it is dismissed; what only confirms a choice goes by itself.
  notify(text, { passing = false } = {}) {
    const node = h("div", { class: "notice" }, h("span", { class: "grow" }, text), iconButton("close", "Dismiss", () => node.remove()));
    $("notices").replaceChildren(node);
    if (passing) setTimeout(() => node.remove(), PASSING_AFTER);
  }

  #drawFrame() {
    const { mentions } = this.store.reading.total(this.store.channels.keys());
    document.title = `${mentions ? `(${mentions}) ` : ""}${displayName(this.store.me)} – Playground`;
    this.sidebar.draw();
  }

  drawTopbar() {
    drawTopbar($("topbar"), this.store, { drawer: (open) => this.drawer(open), goTo: (channelId) => this.goTo(channelId), aside: this.aside });
  }

  #drawTyping() {
    this.typing.replaceChildren(...typingLine(this.store));
  }
}
