// Links to Discord's channels and messages: they lead to places of this playground.

const PATTERN = /^https?:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?:@me|\d+)\/(\d+)(?:\/(\d+))?\/?$/u;

export function ownJump(url) {
  const found = PATTERN.exec(url);
  return found ? { channelId: found[1], messageId: found[2] ?? null } : null;
}
