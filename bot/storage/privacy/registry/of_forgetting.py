"""What becomes of the tables that say who is being forgotten."""

from __future__ import annotations

from typing import Final

from bot.storage.privacy.registry.entries import TableEntry, ours
from bot.storage.schema.forgetting import forgetting_steps, forgettings

_GOES_LAST = "it goes when the person has been told that everything is deleted"

OF_FORGETTING: Final[tuple[TableEntry, ...]] = (
    TableEntry(
        table=forgettings,
        fields={
            "person": ours("who is being forgotten", _GOES_LAST),
            "locale": ours("in which language they are told", _GOES_LAST),
            "dm_channel": ours("where they are told", _GOES_LAST),
            "phase": ours("how far it is", _GOES_LAST),
            "since": ours("since when it is that far", _GOES_LAST),
            "asked_at": ours("when they asked for it", _GOES_LAST),
            "swept_to": ours("up to which message theirs are cleared", _GOES_LAST),
            "sweep_until": ours("the last message to be cleared", _GOES_LAST),
            "rounds": ours("how often it was begun", _GOES_LAST),
            "deleted": ours("how many messages are deleted", _GOES_LAST),
            "unswept": ours("why direct messages were not cleared", _GOES_LAST),
            "unswept_messages": ours("how many could not be deleted", _GOES_LAST),
            "nonce": ours("by which Discord knows the last word again", _GOES_LAST),
            "word_begun": ours("that the last word may have been sent", _GOES_LAST),
            "attempts": ours("how often something failed", _GOES_LAST),
            "due_at": ours("when it goes on", _GOES_LAST),
            "claimed_by": ours("the process that goes on with it", _GOES_LAST),
            "claimed_until": ours("until when", _GOES_LAST),
        },
    ),
    TableEntry(
        table=forgetting_steps,
        of_coach=lambda person: forgetting_steps.c.coach == person,  # nobody tells somebody who is gone, too
        fields={
            "id": ours("its number", _GOES_LAST),
            "person": ours("who is being forgotten", _GOES_LAST),
            "kind": ours("what is left to do", _GOES_LAST),
            "server": ours("the server", _GOES_LAST),
            "channel": ours("where", _GOES_LAST),
            "message": ours("the message to be deleted", _GOES_LAST),
            "coach": ours("the coach who is told", _GOES_LAST, names=True),
            "about": ours("the bank and the number of a question", _GOES_LAST),
            "nonce": ours("by which Discord knows a message again", _GOES_LAST),
            "begun": ours("that it may have been sent", _GOES_LAST),
            "since": ours("since when it is tried", _GOES_LAST),
            "why": ours("why it is given up", _GOES_LAST),
        },
    ),
)
