// The drawer for the curious: the bot's switch, weather, and what goes over the wire.

import { backstage, reasonOf } from "./api.js";
import { isMoved, MOVES } from "./clock.js";
import { displayName, fill, find, focused, h, icon, iconButton } from "./dom.js";
import { presentTime } from "./timestamps.js";
import { WireLog } from "./wirelog.js";

/** @import { BackstageState, Weather } from "./payloads.js" */
/** @import { Store } from "./store.js" */

/**
 * @typedef {object} BackstageHooks
 * @property {(text: string) => void} notify
 * @property {(flag: boolean) => void} setDmsOpen lets the bot write to this person, or not
 * @property {() => void} close
 * @property {() => void} fill writes sample data
 * @property {() => void} practise plays a week of practice
 * @property {(title: string, question: string, button: string, run: () => void) => void} confirm asks before something that cannot be undone
 */

/** @type {[name: keyof Weather, label: string, hint: string][]} */
const WEATHER = [
  ["errors", "Discord answers 500", "Every request of the bot fails until you switch this off."],
  ["rate_limit", "Rate limit", "Every request of the bot is answered with 429: retry in two seconds."],
  ["gateway_away", "Gateway away", "The bot's connection is cut, and it can't make another."],
];

export class Backstage {
  /** @param {HTMLElement} root @param {Store} store @param {BackstageHooks} hooks */
  constructor(root, store, hooks) {
    this.store = store;
    this.hooks = hooks;
    this.controls = h("div", { class: "weather" });
    this.log = new WireLog();
    root.append(
      h("header", { class: "aside-title" }, h("h2", {}, "Behind the scenes"), iconButton("close", "Close the drawer", () => hooks.close())),
      this.controls, this.log.node);
  }

  open() {
    this.draw();
    this.log.open();
  }

  close() {
    this.log.close();
  }

  draw() {
    const { backstage: state, me } = this.store;
    if (!state) return;
    const active = focused()?.dataset.switch;
    fill(this.controls,
      h("p", { class: "small muted standing", role: "status" }, this.#standing(state)),
      this.#clock(state),
      state.running === null ? null : this.#toggle("running", "The bot runs", state.running, "Stop it, keep writing, start it: it catches up.", (on) => this.#change({ running: on })),
      WEATHER.map(([name, label, hint]) => this.#toggle(name, label, state.weather[name], hint, (on) => this.#change({ [name]: on }))),
      this.#toggle("dms", `${displayName(me)}'s DMs are closed`, !me.dms_open, "The bot can't write to you; what it has for you waits.", (on) => this.hooks.setDmsOpen(!on)),
      h("div", { class: "row" },
        h("button", { type: "button", class: "button secondary", on: { click: () => this.#do(backstage.drop()) } }, "Drop the connection"),
        state.practice ? h("button", { type: "button", class: "button secondary", disabled: Boolean(state.busy), on: { click: () => this.hooks.practise() } }, "A week of practice") : null,
        state.samples ? h("button", { type: "button", class: "button secondary", disabled: Boolean(state.busy), on: { click: () => this.hooks.fill() } }, "Sample data") : null,
        h("button", { type: "button", class: "button danger", disabled: Boolean(state.busy), on: { click: () => this.#startOver() } }, "Start over")));
    if (active) find(this.controls, `[data-switch="${active}"]`)?.focus();
  }

  /** @param {BackstageState} state */
  #standing(state) {
    if (state.busy) return state.busy;
    if (state.connected) return "The bot is connected. Whatever you do here, nothing anyone wrote is lost.";
    return state.running === false ? "The bot is stopped. Keep writing: it reads everything when it's back." : "The bot has no connection.";
  }

  /** @param {string} name @param {string} label @param {boolean} on @param {string} hint @param {(on: boolean) => void} change */
  #toggle(name, label, on, hint, change) {
    return h("div", { class: "switch-row" },
      h("span", { class: "grow" }, h("span", { class: "switch-label" }, label), h("span", { class: "small muted block" }, hint)),
      h("button", { type: "button", class: "switch", role: "switch", "aria-checked": String(on), "aria-label": label, data: { switch: name }, on: { click: () => change(!on) } }, h("span", { class: "knob" })));
  }

  /** @param {BackstageState} state */
  #clock(state) {
    const now = isMoved() ? ["In the playground it is ", presentTime("long"), "."] : ["Let an hour, a night or a week pass at once, for everyone here and for the bot."];
    return h("div", { class: "clock-moves", role: "group", "aria-label": "Move the clock" },
      h("span", { class: "switch-label" }, "Move the clock"), h("span", { class: "small muted block" }, now),
      h("div", { class: "row" }, MOVES.map(([label, moment]) => h("button", {
        type: "button", class: "button secondary", disabled: Boolean(state.busy), on: { click: () => this.#do(backstage.moveClock(moment())) },
      }, label))));
  }

  #startOver() {
    const question = "This deletes all messages, interviews and reviews. It can't be undone.";
    this.hooks.confirm("Start over?", question, "Start over", () => this.#do(backstage.startOver()));
  }

  /** @param {{ [name: string]: boolean }} values */
  #change(values) {
    return this.#do(backstage.change(values));
  }

  /** @param {Promise<unknown>} asked */
  async #do(asked) {
    try {
      await asked;
    } catch (error) {
      this.hooks.notify(reasonOf(error));
    }
  }
}

/** A switch for the topbar that shows how the bot is without opening the drawer. @param {BackstageState | null} state @param {boolean} pressed @param {() => void} onClick */
export function backstageButton(state, pressed, onClick) {
  const bad = state && (!state.connected || Object.values(state.weather).some(Boolean));
  return h("button", { type: "button", class: `icon-button ${bad ? "stormy" : ""}`, "aria-label": "Behind the scenes", title: "Behind the scenes", "aria-pressed": String(pressed), on: { click: onClick } }, icon("pulse"));
}
