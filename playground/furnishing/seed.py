"""Furnishes the server that a newcomer finds in the playground."""

from __future__ import annotations

from playground.furnishing.setup import Setup
from playground.world.permissions import EVERYTHING, Permission

GUILD = "Interview Practice"
GENERAL, REVIEWS = "general", "coach-reviews"
CANDIDATE, COACHES, ADMIN = "Candice Candidate", ("Carl Coach", "Cleo Coach"), "Ada Admin"


def demo(playground: Setup) -> None:
    """One server with the bot, #general and #coach-reviews, roles Coach and Lead, and four persons.

    Safe to call again: what was loaded from a store stays as it is.
    """
    if any(guild.name == GUILD for guild in playground.world.guilds.values()):
        return
    admin = playground.add_user(ADMIN)
    guild = playground.add_guild(GUILD, owner=admin, with_bot=False)
    coach = playground.add_role(guild, "Coach", mentionable=True)
    lead = playground.add_role(guild, "Lead", permissions=Permission.MANAGE_MESSAGES, mentionable=True)
    playground.add_channel(guild, GENERAL, topic="Everyone is here.")
    reviews = playground.add_channel(guild, REVIEWS, topic="Answers waiting for a coach.")
    everyone = guild.roles[guild.id]
    playground.overwrite(reviews, everyone, deny=Permission.VIEW_CHANNEL)
    for role in (coach, lead):
        playground.overwrite(reviews, role, allow=Permission.VIEW_CHANNEL)
    candidate = playground.add_user(CANDIDATE)
    playground.add_member(guild, candidate)
    first, second = (playground.add_user(name) for name in COACHES)
    playground.add_member(guild, first, roles=[coach])
    playground.add_member(guild, second, roles=[coach, lead])
    bot_role = playground.add_bot(guild, permissions=EVERYTHING & ~Permission.ADMINISTRATOR)
    playground.overwrite(reviews, bot_role, allow=Permission.VIEW_CHANNEL)
