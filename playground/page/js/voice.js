// A voice message: plays it, and shows how loud it is at which moment.

import { h, icon, newSvg } from "./dom.js";

/** @import { Attachment } from "./payloads.js" */

const BARS = 48;

/** A waveform is up to 256 bytes in base64, one for each moment; as many bars as fit are drawn of it. @param {string} waveform */
function loudness(waveform) {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(waveform), (letter) => letter.charCodeAt(0));
  } catch {
    bytes = new Uint8Array(0);
  }
  const share = bytes.length / BARS;
  return Array.from({ length: BARS }, (_, bar) => {
    const part = bytes.slice(Math.floor(bar * share), Math.max(Math.floor((bar + 1) * share), Math.floor(bar * share) + 1));
    return part.length ? Math.max(...part) / 255 : 0;
  });
}

/** @param {number} seconds */
export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Recordings of browsers do not know their own length, so what the message says of it is taken. @param {Attachment} file @param {string} path */
export function voiceMessage(file, path) {
  const length = file.duration_secs ?? 0;
  const audio = h("audio", { preload: "metadata", src: path });
  const bars = waveBars(loudness(file.waveform ?? ""));
  const time = h("span", { class: "voice-time small" }, clock(length));
  const button = h("button", { type: "button", class: "voice-play", "aria-label": "Play voice message", on: { click: toggle } }, icon("play"));
  const slider = h("input", {
    type: "range", class: "voice-seek", min: "0", max: "1000", value: "0", "aria-label": "Position in the voice message", on: { input: seek },
  });

  function toggle() {
    if (audio.paused) audio.play().catch(() => say("Cannot be played here"));
    else audio.pause();
  }

  /** @param {string} text */
  function say(text) {
    time.textContent = text;
  }

  function seek() {
    audio.currentTime = (Number(slider.value) / 1000) * length;
    follow();
  }

  function follow() {
    const share = length ? Math.min(audio.currentTime / length, 1) : 0;
    slider.value = String(Math.round(share * 1000));
    slider.setAttribute("aria-valuetext", `${clock(audio.currentTime)} of ${clock(length)}`);
    bars.show(share);
    say(audio.paused && share === 0 ? clock(length) : `${clock(audio.currentTime)} / ${clock(length)}`);
  }

  /** @param {boolean} playing */
  function show(playing) {
    button.replaceChildren(icon(playing ? "pause" : "play"));
    button.setAttribute("aria-label", playing ? "Pause voice message" : "Play voice message");
  }

  audio.addEventListener("play", () => show(true));
  audio.addEventListener("pause", () => show(false));
  audio.addEventListener("timeupdate", follow);
  audio.addEventListener("ended", () => {
    audio.currentTime = 0;
    follow();
  });
  return h("div", { class: "voice", role: "group", "aria-label": `Voice message, ${clock(length)}` },
    button, h("div", { class: "voice-wave" }, bars.node, slider), time, audio);
}

/** @param {number[]} levels from 0 to 1 */
export function waveBars(levels) {
  const svg = newSvg({ viewBox: `0 0 ${levels.length * 4} 32`, class: "bars", preserveAspectRatio: "none" });
  const bars = levels.map((level, index) => {
    const height = Math.max(3, level * 30);
    const bar = newSvg({ x: String(index * 4), y: String((32 - height) / 2), width: "2.4", height: String(height), rx: "1.2" }, "rect");
    svg.append(bar);
    return bar;
  });
  /** @param {number} share */
  const show = (share) => bars.forEach((bar, index) => bar.classList.toggle("played", (index + 0.5) / bars.length <= share));
  return { node: svg, show };
}
