// A bot's modal as a dialog: every field kind that Discord has, checked before it is sent.

import { reasonOf } from "./api.js";
import { formatBytes, h, iconButton } from "./dom.js";
import { markdown } from "./markdown.js";
import { newId } from "./popup.js";
import { entityOptions, selectControl } from "./select.js";

/** @import { Checkbox, ChoiceGroup, Field, FieldValue, FieldValues, FileUpload, Label, Modal, ModalPart, Outcome, Select, TextInput } from "./payloads.js" */
/** @import { Store } from "./store.js" */

/**
 * @typedef {object} ModalHooks
 * @property {Store} store
 * @property {(values: FieldValues, files: File[]) => Promise<Outcome> | Outcome} send a failure leaves the dialog open with all that was typed
 * @property {() => void} onGone takes the focus
 */

/**
 * One field on the screen.
 * @typedef {object} Control
 * @property {HTMLElement} node
 * @property {(files: File[]) => FieldValue} read files go into the list, their numbers into the value
 * @property {() => void} focus
 * @property {() => string} problem what is wrong with what was filled in; empty when nothing is
 */

/** @typedef {{ customId: string, read: Control["read"], focus: Control["focus"], check: () => string }} Checked a field that shows its problem */
/** @typedef {{ label: string, required: boolean, ids: { label: string, hint: string, error: string }, describedBy: string, store: Store }} Frame */

const MAX_TEXT = 4000;

/** @param {Modal} data @param {ModalHooks} hooks */
export function openModal(data, { store, send, onGone }) {
  const titleId = newId("modal");
  /** @type {Checked[]} */
  const fields = [];
  const parts = data.components.map((component) => part(component, fields, store));
  const problem = h("div", { class: "failed", role: "alert", hidden: true });
  const submit = h("button", { type: "submit", class: "button primary" }, data.submit ?? "Submit");
  const form = h("form", { method: "dialog", novalidate: true },
    h("header", {}, h("h2", { id: titleId }, data.title), iconButton("close", "Close", leave)),
    h("div", { class: "modal-body" }, parts, problem),
    h("footer", {}, h("button", { type: "button", class: "button plain", on: { click: leave } }, "Cancel"), submit));
  const dialog = h("dialog", { class: "modal", "aria-labelledby": titleId, on: { close: leave, keydown: onKey } }, form);

  // Taken away rather than closed: a browser tells of a closed dialog only with its next picture, and gives the focus back
  // to a row that may be gone, or to the message box without its caret. What is typed meanwhile would be lost.
  function leave() {
    if (!dialog.isConnected) return;
    dialog.remove();
    onGone();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    leave();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [wrong] = fields.filter((field) => field.check());
    if (wrong) {
      wrong.focus();
      return;
    }
    /** @type {File[]} */
    const files = [];
    const values = Object.fromEntries(fields.map((field) => [field.customId, field.read(files)]));
    submit.disabled = true;
    problem.hidden = true;
    let failure = "";
    try {
      const result = await send(values, files);
      if (result.outcome === "failed") failure = "Something went wrong. Try again.";
    } catch (error) {
      failure = reasonOf(error);
    }
    submit.disabled = false;
    if (!failure) leave();
    problem.hidden = !failure;
    problem.textContent = failure;
  });
  document.body.append(dialog);
  dialog.showModal();
  (fields[0] ?? submit).focus();
}

/** @param {ModalPart} component @param {Checked[]} fields @param {Store} store */
function part(component, fields, store) {
  if (component.type === 10) {
    const node = h("div", { class: "markup" });
    node.append(markdown(component.content, store.names));
    return node;
  }
  if (component.type === 1) return component.components.map((input) => labelled({ label: input.label ?? "", component: input }, fields, store));
  return labelled(component, fields, store);
}

/** @param {Omit<Label, "type">} part @param {Checked[]} fields @param {Store} store */
function labelled({ label, description, component }, fields, store) {
  const ids = { label: newId("label"), hint: newId("hint"), error: newId("error") };
  const required = component.required ?? true;
  const made = control(component, { label, required, ids, describedBy: `${ids.hint} ${ids.error}`, store });
  if (!made) return h("p", { class: "muted" }, `This page doesn't know the field “${label}”.`);
  const error = h("div", { class: "field-error", id: ids.error, role: "alert" });
  fields.push({
    customId: component.custom_id,
    read: made.read,
    focus: made.focus,
    check: () => {
      error.textContent = made.problem();
      return error.textContent;
    },
  });
  if (component.type === 23) return h("div", { class: "modal-field" }, made.node, h("div", { class: "muted small", id: ids.hint }, description ?? ""), error);
  return h("div", { class: "modal-field" },
    h("div", { class: "field-label", id: ids.label }, label, required ? h("span", { class: "required", "aria-hidden": "true" }, " *") : null),
    h("div", { class: "muted small", id: ids.hint }, description ?? ""),
    made.node, error);
}

/** @param {Field} component @param {Frame} frame @returns {Control | null} */
function control(component, frame) {
  switch (component.type) {
    case 3: case 5: case 6: case 7: case 8: return select(component, frame);
    case 4: return textInput(component, frame);
    case 19: return fileUpload(component, frame);
    case 21: case 22: return choiceGroup(component, frame);
    case 23: return checkbox(component, frame);
    default: return null;
  }
}

/** @param {TextInput} component @param {Frame} frame @returns {Control} */
function textInput(component, { label, required, describedBy }) {
  const long = component.style === 2;
  const max = component.max_length ?? MAX_TEXT;
  const min = component.min_length ?? 0;
  const field = h(long ? "textarea" : "input", {
    class: "field", "aria-label": label, "aria-describedby": describedBy, "aria-required": String(required),
    placeholder: component.placeholder ?? null, maxlength: String(max), ...(long ? { rows: "5" } : { type: "text", autocomplete: "off" }),
  });
  field.value = component.value ?? "";
  const counter = h("span", { class: "count muted small", "aria-hidden": "true" });
  const count = () => {
    counter.textContent = component.max_length || field.value.length > max - 200 ? `${field.value.length}/${max}` : "";
  };
  field.addEventListener("input", count);
  count();
  const problem = () => {
    if (required && !field.value.trim()) return "This field is required.";
    if (field.value && field.value.length < min) return `Write at least ${min} characters.`;
    return "";
  };
  return { node: h("div", { class: "text-field" }, field, counter), read: () => field.value, focus: () => field.focus(), problem };
}

/** @param {Select} component @param {Frame} frame @returns {Control} */
function select(component, { label, required, store }) {
  const options = component.type === 3 ? component.options : entityOptions(store, component, store.channel()?.guild);
  const min = component.min_values ?? (required ? 1 : 0);
  const made = selectControl({ label, placeholder: component.placeholder || "Make a selection", options, min: required ? Math.max(min, 1) : 0, max: component.max_values ?? 1 });
  const problem = () => {
    const count = made.values().length;
    if (!count && !required) return "";
    return count < Math.max(min, 1) ? `Choose at least ${Math.max(min, 1)}.` : "";
  };
  return { node: made.node, read: () => made.values(), focus: () => made.node.focus(), problem };
}

/** @param {ChoiceGroup} component @param {Frame} frame @returns {Control} */
function choiceGroup(component, { required, ids, describedBy }) {
  const single = component.type === 21;
  const group = newId("group");
  const inputs = component.options.map((option) => h("input", { type: single ? "radio" : "checkbox", name: group, value: option.value, checked: Boolean(option.default) }));
  const rows = component.options.map((option, index) =>
    h("label", { class: "choice" }, inputs[index],
      h("span", { class: "grow" }, option.label, option.description ? h("span", { class: "option-description muted" }, option.description) : null)));
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const min = component.min_values ?? (required ? 1 : 0);
  const max = component.max_values ?? component.options.length;
  const problem = () => {
    const count = chosen().length;
    if (required && !count) return single ? "Choose one." : `Choose at least ${Math.max(min, 1)}.`;
    if (!single && count && count < min) return `Choose at least ${min}.`;
    if (!single && count > max) return `Choose at most ${max}.`;
    return "";
  };
  return {
    node: h("div", { class: "choices", role: single ? "radiogroup" : "group", "aria-labelledby": ids.label, "aria-describedby": describedBy }, rows),
    read: () => (single ? (chosen()[0] ?? null) : chosen()),
    focus: () => inputs[0]?.focus(),
    problem,
  };
}

/** @param {Checkbox} component @param {Frame} frame @returns {Control} */
function checkbox(component, { label, describedBy }) {
  const input = h("input", { type: "checkbox", checked: Boolean(component.default), "aria-describedby": describedBy });
  return { node: h("label", { class: "choice" }, input, h("span", { class: "grow" }, label)), read: () => input.checked, focus: () => input.focus(), problem: () => "" };
}

/** What was chosen is sent as numbers of the files beside the JSON. @param {FileUpload} component @param {Frame} frame @returns {Control} */
function fileUpload(component, { label, required, describedBy }) {
  const max = component.max_values ?? 1;
  const min = component.min_values ?? (required ? 1 : 0);
  const input = h("input", { type: "file", class: "field", multiple: max > 1, "aria-label": label, "aria-describedby": describedBy });
  const names = h("ul", { class: "small muted" });
  const chosen = () => [...(input.files ?? [])];
  input.addEventListener("change", () => names.replaceChildren(...chosen().map((file) => h("li", {}, `${file.name}, ${formatBytes(file.size)}`))));
  const problem = () => {
    const count = chosen().length;
    if (required && count < Math.max(min, 1)) return `Choose at least ${Math.max(min, 1)} file${min > 1 ? "s" : ""}.`;
    return count > max ? `Choose at most ${max}.` : "";
  };
  /** @param {File[]} files */
  const read = (files) =>
    chosen().map((file) => {
      files.push(file);
      return { file: files.length - 1 };
    });
  return { node: h("div", {}, input, names), read, focus: () => input.focus(), problem };
}
