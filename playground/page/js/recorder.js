// Records a voice message from the microphone, with its length and loudness, as the message box wants it.

import { find, h, iconButton } from "./dom.js";
import { clock, waveBars } from "./voice.js";

/**
 * @typedef {object} RecorderHooks
 * @property {(recording: { file: File, seconds: number, waveform: string }) => void} done it is to be sent
 * @property {() => void} thrownAway
 * @property {(sentence: string) => void} failed it could not begin
 */

/** @typedef {{ node: HTMLElement, focus: () => void, leave: () => void }} Recording one under way; to leave it throws it away */

const LONGEST_SECONDS = 1200;
const MEASURED_EVERY = 100;
const MOST_POINTS = 256;
const SHOWN = 40;
// Discord's own clients record Ogg; browsers that cannot, have one of the others.
/** @type {[type: string, ending: string][]} */
const TYPES = [
  ["audio/ogg;codecs=opus", "ogg"],
  ["audio/webm;codecs=opus", "webm"],
  ["audio/mp4", "m4a"],
];

export const canRecord = () => "mediaDevices" in navigator && "MediaRecorder" in globalThis;

/** @param {RecorderHooks} hooks @returns {Promise<Recording | null>} */
export async function record({ done, thrownAway, failed }) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    const refused = error instanceof DOMException && error.name === "NotAllowedError";
    failed(refused ? "The browser doesn't let this page use the microphone." : "There is no microphone to record from.");
    return null;
  }
  const [type, ending] = TYPES.find(([one]) => MediaRecorder.isTypeSupported(one)) ?? ["", "webm"];
  const recorder = new MediaRecorder(stream, { ...(type ? { mimeType: type } : {}), audioBitsPerSecond: 32000 });
  const meter = new Meter(stream);
  /** @type {Blob[]} */
  const parts = [];
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const time = h("span", { class: "voice-time", role: "timer" }, "0:00");
  const wave = h("div", { class: "voice-wave grow" });
  let wanted = false;
  let length = 0;

  const ticking = setInterval(() => {
    meter.measure();
    time.textContent = clock(Math.floor(seconds()));
    wave.replaceChildren(waveBars(meter.newest(SHOWN)).node);
    if (seconds() >= LONGEST_SECONDS) stop(true);
  }, MEASURED_EVERY);

  /** @param {boolean} send */
  function stop(send) {
    if (recorder.state === "inactive") return;
    wanted = send;
    length = seconds();
    recorder.stop();
  }

  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  recorder.addEventListener("stop", () => {
    clearInterval(ticking);
    meter.close();
    for (const track of stream.getTracks()) track.stop();
    if (!wanted) {
      thrownAway();
      return;
    }
    const [kind] = recorder.mimeType.split(";");
    const file = new File(parts, `voice-message.${ending}`, { type: kind });
    done({ file, seconds: Math.max(0.1, Math.round(length * 10) / 10), waveform: meter.waveform() });
  });
  recorder.start();
  const node = h("div", { class: "recording", role: "group", "aria-label": "Recording a voice message", on: { keydown: onKey } },
    iconButton("trash", "Discard the recording", () => stop(false)),
    h("span", { class: "recording-light", "aria-hidden": "true" }), time, wave,
    iconButton("send", "Send the voice message", () => stop(true), { class: "icon-button send" }));

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    stop(false);
  }

  return { node, focus: () => find(node, ":scope > :last-child")?.focus(), leave: () => stop(false) };
}

class Meter {
  /** @param {MediaStream} stream */
  constructor(stream) {
    /** @type {number[]} */
    this.levels = [];
    this.context = new AudioContext();
    this.analyser = this.context.createAnalyser();
    this.samples = new Uint8Array(this.analyser.fftSize);
    this.context.createMediaStreamSource(stream).connect(this.analyser);
  }

  measure() {
    this.analyser.getByteTimeDomainData(this.samples);
    const loudest = this.samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0);
    this.levels.push(Math.min(1, loudest / 100));
  }

  /** @param {number} count */
  newest(count) {
    /** @type {number[]} */
    const silence = new Array(count).fill(0);
    return [...silence, ...this.levels].slice(-count);
  }

  // At most 256 points however long it is: the loudest moment of each share.
  waveform() {
    const points = Math.max(1, Math.min(this.levels.length, MOST_POINTS));
    const share = this.levels.length / points;
    const bytes = Array.from({ length: points }, (_, point) => {
      const part = this.levels.slice(Math.floor(point * share), Math.floor((point + 1) * share));
      return Math.round(255 * Math.max(0, ...part));
    });
    return btoa(String.fromCharCode(...bytes));
  }

  close() {
    this.context.close();
  }
}
