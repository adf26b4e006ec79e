"""Small furnished playgrounds."""

from __future__ import annotations

from dataclasses import dataclass

from playground.client.person import Person
from playground.server import Playground
from playground.world.model import Channel, Guild


@dataclass(frozen=True)
class Home:
    """One server with the bot, one channel and two persons."""

    guild: Guild
    channel: Channel
    pat: Person
    kim: Person


def a_home(playground: Playground) -> Home:
    pat, kim = playground.add_user("Pat"), playground.add_user("Kim")
    guild = playground.add_guild("Home")
    channel = playground.add_channel(guild, "general")
    for person in (pat, kim):
        playground.add_member(guild, person)
    return Home(guild, channel, pat, kim)
