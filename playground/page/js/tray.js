// The files that go with the next message: chosen, pasted or dropped, with a small picture of each.

import { formatBytes, h, icon, iconButton } from "./dom.js";

const MAX_FILES = 10;

export class Tray {
  // `hooks` is {say(sentence), changed()}.
  constructor(hooks) {
    this.hooks = hooks;
    this.files = [];
    this.pictures = new Map();
    this.node = h("ul", { class: "tray", hidden: true, "aria-label": "Files to send" });
    this.chooser = h("input", { type: "file", multiple: true, class: "hidden-file", tabindex: "-1", "aria-label": "Files to upload" });
    this.chooser.addEventListener("change", () => {
      this.add(this.chooser.files);
      this.chooser.value = "";
    });
  }

  add(list, event = null) {
    if (!list?.length) return;
    event?.preventDefault();
    const files = [...this.files, ...list];
    this.set(files.slice(0, MAX_FILES));
    if (files.length > MAX_FILES) this.hooks.say(`A message holds at most ${MAX_FILES} files.`);
    this.hooks.changed();
  }

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

  #entry(file) {
    return h("li", { class: "tray-file" },
      file.type.startsWith("image/") ? h("img", { class: "tray-picture", src: this.#picture(file), alt: "" }) : icon("file"),
      h("span", { class: "grow ellipsis" }, file.name), h("span", { class: "muted small" }, formatBytes(file.size)),
      iconButton("trash", `Remove ${file.name}`, () => {
        this.set(this.files.filter((other) => other !== file));
        this.hooks.changed();
      }));
  }

  #picture(file) {
    if (!this.pictures.has(file)) this.pictures.set(file, URL.createObjectURL(file));
    return this.pictures.get(file);
  }

  // Files may be dropped anywhere on the channel; while they hover, it says so.
  acceptDrops(target) {
    const carriesFiles = (event) => event.dataTransfer.types.includes("Files");
    const show = (on) => target.classList.toggle("dropping", on);
    target.addEventListener("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      show(true);
    });
    target.addEventListener("dragleave", (event) => !target.contains(event.relatedTarget) && show(false));
    target.addEventListener("drop", (event) => {
      show(false);
      this.add(event.dataTransfer.files, event);
    });
  }
}
