// Links to Discord's channels and messages: they lead to places of this playground.

const PATTERN = /^https?:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?:@me|\d+)\/(\d+)(?:\/(\d+))?\/?$/u;

/** @param {string} url */
export function ownJump(url) {
  const found = PATTERN.exec(url);
  const [, channelId, messageId] = found ?? [];
  return channelId ? { channelId, messageId } : null;
}
