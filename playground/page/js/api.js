// Speaks with the playground's server: requests as JSON or multipart, events by WebSocket.

/** @import { BackstageState, Command, Draft, FieldValues, Happening, Known, Message, OptionChoice, OptionValue, OptionValues, Outcome, State, WireEntry } from "./payloads.js" */

export class ApiError extends Error {
  /** @param {string} message @param {number} status what HTTP says; 0 where nobody answered */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** What went wrong, as people are told. @param {unknown} error */
export function reasonOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * @param {string} method @param {string} path @param {FormData | object} [body]
 * @returns {Promise<any>} JSON as it came: its types are told by whoever knows the route
 */
async function request(method, path, body) {
  /** @type {RequestInit} */
  const options = { method };
  if (body instanceof FormData) {
    options.body = body;
  } else if (body !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`/play/${path}`, options);
  } catch {
    throw new ApiError("The playground doesn't answer. Is it still running?", 0);
  }
  if (response.status === 204) return null;
  const text = await response.text();
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    throw new ApiError(`The playground answered with status ${response.status}.`, response.status);
  }
  if (!response.ok) throw new ApiError(data.message || `The playground answered with status ${response.status}.`, response.status);
  return data;
}

// Files travel as parts named files[0], files[1], …; the JSON beside them refers to them by that number.
/** @param {object} payload @param {File[]} files @returns {FormData | object} */
function withFiles(payload, files) {
  if (!files.length) return payload;
  const form = new FormData();
  form.append("payload_json", JSON.stringify(payload));
  files.forEach((file, index) => form.append(`files[${index}]`, file, file.name));
  return form;
}

/** @returns {Promise<Known>} */
export const people = () => request("GET", "people");

// What goes on behind the scenes belongs to nobody in particular.
export const backstage = {
  /** @param {{ [name: string]: boolean }} values @returns {Promise<BackstageState>} */
  change: (values) => request("PATCH", "backstage", values),
  /** @returns {Promise<null>} */
  drop: () => request("POST", "backstage/drop"),
  /** @returns {Promise<null>} */
  samples: () => request("POST", "backstage/samples"),
  /** @returns {Promise<null>} */
  practice: () => request("POST", "backstage/practice", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
  /** @param {number} moment seconds since 1970 @returns {Promise<BackstageState>} */
  moveClock: (moment) => request("POST", "backstage/clock", { moment }),
  /** @returns {Promise<null>} */
  startOver: () => request("POST", "backstage/start-over"),
};

/** @param {(entry: WireEntry) => void} onEntry @param {() => void} onEnd @returns {() => void} closes it */
export function openWire(onEntry, onEnd) {
  const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/play/wire`);
  socket.addEventListener("message", (event) => onEntry(JSON.parse(event.data)));
  socket.addEventListener("close", onEnd);
  return () => {
    socket.removeEventListener("close", onEnd);
    socket.close();
  };
}

export class Api {
  /** @param {string} personId */
  constructor(personId) {
    this.personId = personId;
  }

  /** @param {string} method @param {string} path @param {FormData | object} [body] */
  #call(method, path, body) {
    return request(method, `${this.personId}/${path}`, body);
  }

  /** @returns {Promise<State>} */
  state() {
    return this.#call("GET", "state");
  }

  /** @param {string} channelId @param {string} [before] @returns {Promise<Message[]>} */
  messages(channelId, before) {
    return this.#call("GET", `channels/${channelId}/messages${before ? `?before=${before}` : ""}`);
  }

  /** @param {string} channelId @param {Draft} payload @param {File[]} files @returns {Promise<Message>} */
  send(channelId, payload, files) {
    return this.#call("POST", `channels/${channelId}/messages`, withFiles(payload, files));
  }

  /** @param {string} channelId @param {string} messageId @param {string} content @returns {Promise<null>} */
  edit(channelId, messageId, content) {
    return this.#call("PATCH", `channels/${channelId}/messages/${messageId}`, { content });
  }

  /** @param {string} channelId @param {string} messageId @returns {Promise<null>} */
  remove(channelId, messageId) {
    return this.#call("DELETE", `channels/${channelId}/messages/${messageId}`);
  }

  /** @param {string} channelId @param {string} messageId @returns {Promise<null>} */
  dismiss(channelId, messageId) {
    return this.#call("POST", `channels/${channelId}/messages/${messageId}/dismiss`);
  }

  /** @param {string} channelId @param {string} messageId @param {string} emoji @param {boolean} on @returns {Promise<null>} */
  react(channelId, messageId, emoji, on) {
    return this.#call("POST", `channels/${channelId}/messages/${messageId}/reactions`, { emoji, on });
  }

  /** @param {string} channelId @returns {Promise<null>} */
  typing(channelId) {
    return this.#call("POST", `channels/${channelId}/typing`);
  }

  /** @param {string} channelId @param {string} messageId @returns {Promise<null>} */
  read(channelId, messageId) {
    return this.#call("POST", `channels/${channelId}/read`, { message_id: messageId });
  }

  /** @param {string} channelId @param {string} messageId @param {string} name @returns {Promise<{ channel_id: string }>} */
  startThread(channelId, messageId, name) {
    return this.#call("POST", `channels/${channelId}/messages/${messageId}/thread`, { name });
  }

  /** @param {string} threadId @param {boolean} archived @returns {Promise<null>} */
  archiveThread(threadId, archived) {
    return this.#call("PATCH", `channels/${threadId}/thread`, { archived });
  }

  /** @param {string} threadId @returns {Promise<null>} */
  deleteThread(threadId) {
    return this.#call("DELETE", `channels/${threadId}/thread`);
  }

  /** @param {string} channelId @returns {Promise<Command[]>} */
  commands(channelId) {
    return this.#call("GET", `channels/${channelId}/commands`);
  }

  /** @param {string} channelId @param {string} command @param {OptionValues} options @param {File[]} files @returns {Promise<Outcome>} */
  slash(channelId, command, options, files) {
    return this.#call("POST", `channels/${channelId}/slash`, withFiles({ command, options }, files));
  }

  /**
   * @param {string} channelId @param {string} command @param {string} focused @param {{ [name: string]: OptionValue }} options
   * @returns {Promise<OptionChoice[]>}
   */
  autocomplete(channelId, command, focused, options) {
    return this.#call("POST", `channels/${channelId}/autocomplete`, { command, focused, options });
  }

  /** @param {string} channelId @param {string} messageId @param {string} customId @returns {Promise<Outcome>} */
  press(channelId, messageId, customId) {
    return this.#call("POST", `channels/${channelId}/messages/${messageId}/press`, { custom_id: customId });
  }

  /** @param {string} channelId @param {string} messageId @param {string} customId @param {string[]} values @returns {Promise<Outcome>} */
  select(channelId, messageId, customId, values) {
    return this.#call("POST", `channels/${channelId}/messages/${messageId}/select`, { custom_id: customId, values });
  }

  /** @param {string} channelId @param {string} messageId @param {string} name @returns {Promise<Outcome>} */
  menu(channelId, messageId, name) {
    return this.#call("POST", `channels/${channelId}/messages/${messageId}/menu`, { name });
  }

  /** @param {string} customId @param {FieldValues} values @param {File[]} files @returns {Promise<Outcome>} */
  submit(customId, values, files) {
    return this.#call("POST", "modal", withFiles({ custom_id: customId, values }, files));
  }

  /** @param {string} userId @returns {Promise<{ channel_id: string }>} */
  openDm(userId) {
    return this.#call("POST", "dms", { user_id: userId });
  }

  /** @param {{ dms_open: boolean }} values @returns {Promise<null>} */
  settings(values) {
    return this.#call("PATCH", "settings", values);
  }

  // Calls onOpen after each connection (so that what was missed is read again), and comes back by itself.
  /** @param {{ onEvent: (event: Happening) => void, onOpen: () => void, onLost: () => void }} hooks */
  listen({ onEvent, onOpen, onLost }) {
    let delay = 250;
    const connect = () => {
      const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/play/${this.personId}/events`);
      socket.addEventListener("open", () => {
        delay = 250;
        onOpen();
      });
      socket.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
      socket.addEventListener("close", () => {
        onLost();
        setTimeout(connect, delay);
        delay = Math.min(delay * 2, 4000);
      });
    };
    connect();
  }
}
