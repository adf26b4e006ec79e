// Speaks with the playground's server: requests as JSON or multipart, events by WebSocket.

export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function request(method, path, body) {
  const options = { method, headers: {} };
  if (body instanceof FormData) {
    options.body = body;
  } else if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`/play/${path}`, options);
  } catch {
    throw new ApiError("The playground does not answer. Is it still running?", 0);
  }
  if (response.status === 204) return null;
  const text = await response.text();
  let data = null;
  try {
    data = JSON.parse(text);
  } catch {
    throw new ApiError(`The playground answered with status ${response.status}.`, response.status);
  }
  if (!response.ok) throw new ApiError(data.message || `The playground answered with status ${response.status}.`, response.status);
  return data;
}

// Files travel as parts named files[0], files[1], …; the JSON beside them refers to them by that number.
function withFiles(payload, files) {
  if (!files.length) return payload;
  const form = new FormData();
  form.append("payload_json", JSON.stringify(payload));
  files.forEach((file, index) => form.append(`files[${index}]`, file, file.name));
  return form;
}

export const people = () => request("GET", "people");

// What goes on behind the scenes belongs to nobody in particular.
export const backstage = {
  change: (values) => request("PATCH", "backstage", values),
  drop: () => request("POST", "backstage/drop"),
  samples: () => request("POST", "backstage/samples"),
  startOver: () => request("POST", "backstage/start-over"),
};

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
  constructor(personId) {
    this.personId = personId;
  }

  #call(method, path, body) {
    return request(method, `${this.personId}/${path}`, body);
  }

  state() {
    return this.#call("GET", "state");
  }

  messages(channelId, before) {
    return this.#call("GET", `channels/${channelId}/messages${before ? `?before=${before}` : ""}`);
  }

  send(channelId, payload, files) {
    return this.#call("POST", `channels/${channelId}/messages`, withFiles(payload, files));
  }

  edit(channelId, messageId, content) {
    return this.#call("PATCH", `channels/${channelId}/messages/${messageId}`, { content });
  }

  remove(channelId, messageId) {
    return this.#call("DELETE", `channels/${channelId}/messages/${messageId}`);
  }

  dismiss(channelId, messageId) {
    return this.#call("POST", `channels/${channelId}/messages/${messageId}/dismiss`);
  }

  react(channelId, messageId, emoji, on) {
    return this.#call("POST", `channels/${channelId}/messages/${messageId}/reactions`, { emoji, on });
  }

  typing(channelId) {
    return this.#call("POST", `channels/${channelId}/typing`);
  }

  read(channelId, messageId) {
    return this.#call("POST", `channels/${channelId}/read`, { message_id: messageId });
  }

  startThread(channelId, messageId, name) {
    return this.#call("POST", `channels/${channelId}/messages/${messageId}/thread`, { name });
  }

  archiveThread(threadId, archived) {
    return this.#call("PATCH", `channels/${threadId}/thread`, { archived });
  }

  deleteThread(threadId) {
    return this.#call("DELETE", `channels/${threadId}/thread`);
  }

  commands(channelId) {
    return this.#call("GET", `channels/${channelId}/commands`);
  }

  slash(channelId, command, options, files) {
    return this.#call("POST", `channels/${channelId}/slash`, withFiles({ command, options }, files));
  }

  autocomplete(channelId, command, focused, options) {
    return this.#call("POST", `channels/${channelId}/autocomplete`, { command, focused, options });
  }

  press(channelId, messageId, customId) {
    return this.#call("POST", `channels/${channelId}/messages/${messageId}/press`, { custom_id: customId });
  }

  select(channelId, messageId, customId, values) {
    return this.#call("POST", `channels/${channelId}/messages/${messageId}/select`, { custom_id: customId, values });
  }

  menu(channelId, messageId, name) {
    return this.#call("POST", `channels/${channelId}/messages/${messageId}/menu`, { name });
  }

  submit(customId, values, files) {
    return this.#call("POST", "modal", withFiles({ custom_id: customId, values }, files));
  }

  openDm(userId) {
    return this.#call("POST", "dms", { user_id: userId });
  }

  settings(values) {
    return this.#call("PATCH", "settings", values);
  }

  // Calls onOpen after each connection (so that what was missed is read again), and comes back by itself.
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
