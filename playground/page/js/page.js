// One person's page: wires its parts together, and goes from place to place.

import { Api, backstage, reasonOf } from "./api.js";
import { Aside } from "./aside.js";
import { CommandBook, noAnswer } from "./commands.js";
import { Composer } from "./composer.js";
import { byId, displayName, h } from "./dom.js";
import { Guide } from "./guide.js";
import { become, newWindow, openBeside, rememberPlace } from "./identity.js";
import { intro } from "./intro.js";
import { MessageList } from "./messagelist.js";
import { openModal } from "./modal.js";
import { Notices } from "./notices.js";
import { home, placeNamed } from "./places.js";
import { Sidebar } from "./sidebar.js";
import { Store } from "./store.js";
import { startThread } from "./threads.js";
import { startClock } from "./timestamps.js";
import { drawTopbar } from "./topbar.js";
import { typingLine } from "./typing.js";

/** @import { FlatCommand } from "./commands.js" */
/** @import { Known, Modal, OptionValues, Person, Step, User } from "./payloads.js" */

export class Page {
  /** @param {Person} person @param {Known} known */
  constructor(person, { first_step: firstStep, guide, samples_in: samplesIn, practice_in: practiceIn }) {
    this.api = new Api(person.id);
    this.store = new Store(this.api, person);
    this.book = new CommandBook(this.api, this.store);
    this.typing = h("div", { class: "typing muted small", role: "status" });
    this.notices = new Notices(byId("notices"));
    /** @param {string} text */
    const notify = (text) => this.notices.show(text);
    /** @param {string} channelId @param {{ keepDrawer?: boolean }} [options] */
    const goTo = (channelId, options) => this.goTo(channelId, options);
    /** @param {boolean} flag */
    const setDmsOpen = (flag) => this.setDmsOpen(flag);
    const focusComposer = () => this.composer.focus();
    this.composer = new Composer(byId("composer"), {
      api: this.api, store: this.store, book: this.book, notify, typing: this.typing,
      reloadCommands: () => this.loadCommands(),
      runCommand: (...call) => this.runCommand(...call),
      editLastOwn: () => this.list.editLastOwn(),
      showEnd: () => this.list.scroll.toEnd(),
      reopen: (threadId) => this.#try(this.api.archiveThread(threadId, false)),
    });
    this.list = new MessageList(byId("log"), this.store, {
      api: this.api, notify, focusComposer,
      openModal: (data) => this.openModal(data),
      startReply: (message) => this.composer.startReply(message),
      startCommand: (path) => this.composer.command.start(path),
      startThread: (message) => startThread(message, { store: this.store, api: this.api, open: goTo, onGone: focusComposer }),
      goTo: (channelId, messageId) => this.goTo(channelId, { messageId }),
      messageCommands: async () => {
        await this.loadCommands();
        return this.book.messageMenus;
      },
      intro: () => intro(this.store, firstStep),
    });
    const people = {
      /** @param {string} personId */
      become: (personId) => become(this.store, personId),
      /** @param {string} [personId] */
      openBeside: (personId) => openBeside(this.store, personId),
    };
    this.sidebar = new Sidebar({ rail: byId("rail"), title: byId("sidebar-title"), channels: byId("channels"), account: byId("account") }, this.store, {
      ...people, goTo, setDmsOpen,
      openDm: (userId) => this.openDm(userId),
      newWindow: () => newWindow(this.store),
      closeDrawer: () => this.drawer(false),
      showGuide: guide.length ? () => this.guide.restart() : null,
    });
    const fill = () => this.#try(backstage.samples().then(() => notify(samplesIn)));
    const practise = () => this.#try(backstage.practice().then(() => notify(practiceIn)));
    this.aside = new Aside({ members: byId("members"), backstage: byId("backstage"), main: byId("main") }, this.store, {
      ...people, notify, setDmsOpen, fill, practise,
      mention: (user) => this.#mention(user),
      changed: () => {
        this.drawTopbar();
        if (this.aside.open === "backstage") this.guide.happened("look");
      },
      onLeft: focusComposer,
      confirm: (title, content, submit, run) => this.#confirm(title, content, submit, run),
    });
    // Two people side by side are no newcomers.
    this.guide = new Guide(byId("guide"), top === self ? guide : [], this.store, {
      fill,
      go: (step) => this.#goToStep(step),
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
          this.notices.clear();
          this.composer.reachable();
        }
        document.body.dataset.live = "yes";
        if (this.store.current) this.store.reload().catch((error) => this.notices.show(reasonOf(error)));
      },
      onLost: () => {
        document.body.dataset.live = "no";
        this.notices.show("The connection to the playground was lost. Trying again…");
      },
    });
    startClock(document);
    const place = placeNamed(this.store, decodeURIComponent(location.hash.slice(1)));
    await (place ? this.goTo(place) : this.goHome());
  }

  #listenToStore() {
    const { store } = this;
    store.on("structure", ({ renamed }) => {
      this.#drawFrame();
      this.drawTopbar();
      const channel = store.channel();
      if (!channel) {
        if (store.current) this.goHome();
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
    // Whatever says when something was says so in other words now.
    store.on("clock", () => this.list.redraw());
    store.on("over", () => (top === self ? location.assign("/") : location.reload()));
    store.on("history", ({ channelId }) => channelId === store.current && this.list.draw());
    store.on("thread", ({ channelId, messageId }) => channelId === store.current && this.list.change(messageId, {}));
    store.on("message", ({ channelId }) => {
      if (channelId !== store.current) return;
      this.list.draw();
      this.#drawTyping();
    });
  }

  async goHome() {
    const { channelId, userId } = home(this.store);
    if (channelId) await this.goTo(channelId);
    else if (userId) await this.openDm(userId);
    else this.notices.show("There's no server and no bot here yet.");
  }

  /** @param {string} channelId @param {{ messageId?: string, keepDrawer?: boolean }} [options] */
  async goTo(channelId, { messageId, keepDrawer = false } = {}) {
    if (!this.store.channels.has(channelId)) await this.store.load();
    const channel = this.store.channel(channelId);
    if (!channel) {
      this.notices.show("You can't see that channel.");
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
      this.composer.open(channel);
      this.list.show();
      await Promise.all([loaded, this.loadCommands()]).catch((error) => this.notices.show(reasonOf(error)));
    }
    if (!keepDrawer) this.composer.focus();
    if (messageId) await this.list.jump(messageId);
  }

  async loadCommands() {
    await this.book.load(this.store.current);
  }

  /** @param {string} userId */
  async openDm(userId) {
    await this.#try(
      this.api.openDm(userId).then(async ({ channel_id: channelId }) => {
        await this.store.load();
        await this.goTo(channelId);
      }),
    );
  }

  /** @param {boolean} flag */
  async setDmsOpen(flag) {
    await this.#try(
      this.api.settings({ dms_open: flag }).then(async () => {
        await this.store.load();
        const text = flag ? "Your DMs are open: the bot can write to you." : "Your DMs are closed: the bot can't write to you.";
        this.notices.show(text, { passing: true });
      }),
    );
  }

  /** @param {Promise<unknown>} asked */
  async #try(asked) {
    try {
      await asked;
    } catch (error) {
      this.notices.show(reasonOf(error));
    }
  }

  /** @param {FlatCommand} command @param {OptionValues} options @param {File[]} files */
  async runCommand(command, options, files) {
    const channelId = this.store.current;
    try {
      const result = await this.api.slash(channelId, command.path, options, files);
      if (result.modal) this.openModal(result.modal);
      if (result.outcome === "failed") this.store.apply({ t: "MESSAGE_CREATE", d: noAnswer(command, channelId) });
    } catch (error) {
      this.composer.sayFailed(error);
    }
  }

  /** @param {Modal} data */
  openModal(data) {
    openModal(data, {
      store: this.store,
      send: async (values, files) => {
        const result = await this.api.submit(data.custom_id, values, files);
        if (result.modal) this.openModal(result.modal);
        return result;
      },
      onGone: () => this.composer.focus(),
    });
  }

  /** @param {string} title @param {string} content @param {string} submit @param {() => void} run */
  #confirm(title, content, submit, run) {
    openModal({ title, submit, custom_id: "", components: [{ type: 10, content }] }, {
      store: this.store, onGone: () => {},
      send: () => {
        run();
        return { outcome: "answered" };
      },
    });
  }

  /** @param {Step} step */
  async #goToStep({ person, channel, says }) {
    if (!person) {
      if (this.aside.open !== "backstage") this.aside.toggle("backstage");
      return;
    }
    const wanted = this.store.people.find((one) => displayName(one) === person) ?? this.store.me;
    if (wanted.id !== this.store.me.id) {
      become(this.store, wanted.id, channel ?? undefined);
      return;
    }
    const place = channel && placeNamed(this.store, channel);
    await (place ? this.goTo(place) : this.goHome());
    if (says) await this.composer.write(says);
  }

  /** @param {User} user */
  #mention(user) {
    this.aside.uncover();
    this.composer.mention(`@${displayName(user)}`);
  }

  /** @param {boolean} open */
  drawer(open) {
    document.body.classList.toggle("drawer-open", open);
    byId("main").inert = open;
    if (open) byId("channels").querySelector("button")?.focus();
  }

  #drawFrame() {
    const { mentions } = this.store.reading.total(this.store.channels.keys());
    document.title = `${mentions ? `(${mentions}) ` : ""}${displayName(this.store.me)} – Playground`;
    this.sidebar.draw();
  }

  drawTopbar() {
    drawTopbar(byId("topbar"), this.store, { drawer: (open) => this.drawer(open), goTo: (channelId) => this.goTo(channelId), aside: this.aside });
  }

  #drawTyping() {
    this.typing.replaceChildren(...typingLine(this.store));
  }
}
