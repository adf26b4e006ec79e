"""What the tables of servers, banks and counts have: nothing of candidates."""

from __future__ import annotations

from typing import Final

from bot.storage.privacy.registry.entries import Fate, TableEntry, ours
from bot.storage.schema.ages import nameless_files
from bot.storage.schema.banks import bank_uploads, server_banks
from bot.storage.schema.forgotten import forgetting_secrets, forgotten, tallies
from bot.storage.schema.hearing import bulletins
from bot.storage.schema.reviews import exposures, servers

_SERVERS = "it is the server's"
_NOBODYS = "it is nobody's"

OF_SERVERS: Final = (
    TableEntry(
        table=servers,
        fields={
            "id": ours("the server", _SERVERS),
            "review_channel": ours("the channel of its coaches", _SERVERS),
            "coach_role": ours("the role of coaches", _SERVERS),
            "lead_role": ours("the role of leads", _SERVERS),
            "goal": ours("the time in which feedback is to come", _SERVERS),
            "open_per_candidate": ours("a limit", _SERVERS),
            "claims_per_coach": ours("a limit", _SERVERS),
            "retention": ours("how long reviews are kept", _SERVERS),
            "removed_at": ours("when it removed the bot", _SERVERS),
            "emptied_at": ours("when all that it had was deleted", _SERVERS),
            "sharing": ours("whether its candidates may share answers", _SERVERS),
        },
    ),
    TableEntry(
        table=exposures,
        fields={
            "server": ours("the server", _SERVERS),
            "channel": ours("a channel that others can read", _SERVERS),
            "warning": ours("the message that warns of it", _SERVERS),
            "claimed_until": ours("until when a process sends it", _SERVERS),
        },
    ),
    TableEntry(
        table=bulletins,
        fields={
            "server": ours("the server", _SERVERS),
            "hour": ours("the hour of its bulletin", _SERVERS),
            "next_at": ours("when the next one is due", _SERVERS),
        },
    ),
    TableEntry(
        table=bank_uploads,
        fields={
            "id": ours("its number", _SERVERS),
            "server": ours("the server", _SERVERS),
            "slug": ours("the name of a bank", _SERVERS),
            "version": ours("which version", _SERVERS),
            "compared_with": ours("which version it was compared with", _SERVERS),
            "title": ours("its title", _SERVERS),
            "company": ours("its company", _SERVERS),
            "role": ours("its role", _SERVERS),
            "summary": ours("its summary", _SERVERS),
            "topics": ours("its topics", _SERVERS),
            "questions": ours("how many questions it has", _SERVERS),
            "source": ours("its text; who uploaded it is not stored", _SERVERS),
            "uploaded_at": ours("when", _SERVERS),
        },
    ),
    TableEntry(
        table=server_banks,
        fields={
            "server": ours("the server", _SERVERS),
            "slug": ours("the name of a bank", _SERVERS),
            "enabled": ours("whether it is offered", _SERVERS),
            "current": ours("which version", _SERVERS),
            "newest": ours("the newest version", _SERVERS),
        },
    ),
    TableEntry(
        table=nameless_files,
        fields={"message": ours("up to which message files have no names any more", _NOBODYS)},
    ),
    TableEntry(
        table=tallies,
        fields={
            "server": ours("the server", _SERVERS),
            "coach": ours(
                "whose feedback was counted", "the counts are in a coach's figures", names=True, fate=Fate.REWRITTEN
            ),
            "day": ours("a day", _SERVERS),
            "tally": ours("what was counted", _SERVERS),
            "number": ours("how many of them", _SERVERS),
        },
    ),
    TableEntry(
        table=forgotten,
        fields={
            "digest": ours("of a person's id, which nobody can take back", "it says of nobody that they were here"),
            "day": ours("when they were forgotten", _NOBODYS),
            "times": ours("how often", _NOBODYS),
        },
    ),
    TableEntry(
        table=forgetting_secrets,
        fields={"id": ours("always 1", _NOBODYS), "sealed": ours("what digests are made with", _NOBODYS)},
    ),
)
