// The files that go with the next message: chosen, pasted or dropped, with a small picture of each.

import { formatBytes, h, icon, iconButton } from "./dom.js";

const MAX_FILES = 10;

/**
 * @typedef {object} TrayHooks
 * @property {(sentence: string) => void} say tells what is wrong
 * @property {() => void} changed
 * @property {(list: FileList) => boolean} [takes] whether they belong elsewhere, and are there now
 */

export class Tray {
  /** @param {TrayHooks} hooks */
  constructor(hooks) {
    this.hooks = hooks;
    /** @type {File[]} */
    this.files = [];
    /** @type {Map<File, string>} */
    this.pictures = new Map();
    this.node = h("ul", { class: "tray", hidden: true, "aria-label": "Files to send" });
    this.chooser = h("input", { type: "file", multiple: true, class: "hidden-file", tabindex: "-1", "aria-label": "Files to upload" });
    this.chooser.addEventListener("change", () => {
      this.add(this.chooser.files);
      this.chooser.value = "";
    });
  }

  /** @param {FileList | null | undefined} list @param {Event} [event] what brought them, which then does nothing else */
  add(list, event) {
    if (!list?.length) return;
    event?.preventDefault();
    if (this.hooks.takes?.(copied(list))) return;
    const files = [...this.files, ...list];
    this.set(files.slice(0, MAX_FILES));
    if (files.length > MAX_FILES) this.hooks.say(`A message can have at most ${MAX_FILES} files.`);
    this.hooks.changed();
  }

  /** @param {File[]} files */
  set(files) {
    this.files = files;
    for (const [file, url] of this.pictures) {
      if (files.includes(file)) continue;
      URL.revokeObjectURL(url);
      this.pictures.delete(file);
    }
    this.node.hidden = !files.length;
    this.node.replaceChildren(...files.map((file) => this.#entry(file)));
  }

  /** @param {File} file */
  #entry(file) {
    return h("li", { class: "tray-file" },
      file.type.startsWith("image/") ? h("img", { class: "tray-picture", src: this.#picture(file), alt: "" }) : icon("file"),
      h("span", { class: "grow ellipsis" }, file.name), h("span", { class: "muted small" }, formatBytes(file.size)),
      iconButton("trash", `Remove ${file.name}`, () => {
        this.set(this.files.filter((other) => other !== file));
        this.hooks.changed();
      }));
  }

  /** @param {File} file */
  #picture(file) {
    const url = this.pictures.get(file) ?? URL.createObjectURL(file);
    this.pictures.set(file, url);
    return url;
  }

  /** Files may be dropped anywhere on the channel; while they hover, it says so. @param {HTMLElement} target */
  acceptDrops(target) {
    /** @param {DragEvent} event */
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    /** @param {boolean} on */
    const show = (on) => target.classList.toggle("dropping", on);
    target.addEventListener("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      show(true);
    });
    target.addEventListener("dragleave", ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && target.contains(relatedTarget))) show(false);
    });
    target.addEventListener("drop", (event) => {
      show(false);
      this.add(event.dataTransfer?.files, event);
    });
  }
}

/** A list that stays when the chooser it comes from is emptied. @param {FileList} list */
function copied(list) {
  const copy = new DataTransfer();
  for (const file of list) copy.items.add(file);
  return copy.files;
}
