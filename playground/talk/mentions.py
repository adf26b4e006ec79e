"""Finds whom a message mentions, less what `allowed_mentions` holds back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playground.rules.components import Kind, walk
from playground.world.model import Channel, Json
from playground.world.permissions import Permission
from playground.world.world import World

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(everyone|here)\b")


@dataclass(frozen=True, slots=True)
class Mentions:
    users: list[str]
    roles: list[str]
    everyone: bool


def text_of(content: str, components: list[Json]) -> str:
    """Where mentions are looked for: the content and, with Components V2, the text displays."""
    texts = [each["content"] for each in walk(components) if each["type"] == Kind.TEXT_DISPLAY]
    return "\n".join([content, *texts])


def find_mentions(world: World, channel: Channel, author_id: str, text: str, *, allowed: Json | None) -> Mentions:
    """The mentions of a text, as the author's rights and the wish `allowed` leave them."""
    parse = (allowed or {}).get("parse") or ([] if allowed is not None else ["users", "roles", "everyone"])
    users = [each for each in dict.fromkeys(_USER.findall(text)) if each in world.users]
    if "users" not in parse:
        named = (allowed or {}).get("users") or []
        users = [each for each in users if each in named]
    if channel.guild_id is None:
        return Mentions(users, [], everyone=False)
    may_all = world.may(author_id, channel, Permission.MENTION_EVERYONE)
    known = world.guilds[channel.guild_id].roles
    roles = [each for each in dict.fromkeys(_ROLE.findall(text)) if each in known]
    roles = [each for each in roles if may_all or known[each].mentionable]
    if "roles" not in parse:
        named = (allowed or {}).get("roles") or []
        roles = [each for each in roles if each in named]
    everyone = may_all and "everyone" in parse and _EVERYONE.search(text) is not None
    return Mentions(users, roles, everyone=everyone)
