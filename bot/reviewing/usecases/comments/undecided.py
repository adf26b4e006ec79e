"""Remembers replies of which nobody can know yet what they belong to: later ones of their writers wait for them."""

from __future__ import annotations

from collections.abc import Awaitable, Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.core.content import MessageId, ServerId, UserId
from bot.core.incoming import IncomingMessage
from bot.core.outcome import Outcome
from bot.core.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class _Undecided:
    reply: IncomingMessage
    server: ServerId | None


class UndecidedReplies:
    """What somebody wrote after such a reply could be delivered before it, once the answered message is found.

    Each process hears of each message, so it is enough that each remembers by itself. Whoever reads a history settles
    what is remembered of it, because that shows what became of a message.
    """

    def __init__(self) -> None:
        self._noted: dict[MessageId, _Undecided] = {}

    async def noted(self, reply: IncomingMessage, deciding: Awaitable[Outcome], *, server: ServerId | None) -> Outcome:
        """The outcome, noted if it is `UNDECIDED`. `server` is None in direct messages.

        Raises what `deciding` raises. What was refused is decided. Another error changes nothing: one message that the
        bot cannot take in must not keep back all that its writer sends.
        """
        try:
            outcome = await deciding
        except Refusal:
            self.forget([reply.id])
            raise
        if outcome is Outcome.UNDECIDED:
            self.note(reply, server=server)
        else:
            self.forget([reply.id])
        return outcome

    def note(self, reply: IncomingMessage, *, server: ServerId | None) -> None:
        """Nobody can know now what the reply belongs to."""
        self._noted[reply.id] = _Undecided(reply=reply, server=server)

    def is_noted(self, reply: MessageId) -> bool:
        """True if nobody could know, when it was last looked at, what the reply belongs to."""
        return reply in self._noted

    def keep_back(self, reply: IncomingMessage, *, server: ServerId | None) -> bool:
        """True if an earlier reply of this writer there is undecided."""
        return any(
            earlier < reply.id and (each.reply.author, each.server) == (reply.author, server)
            for earlier, each in self._noted.items()
        )

    def of_coaches(self, server: ServerId) -> Mapping[MessageId, IncomingMessage]:
        """The undecided replies in the channels and threads of a server."""
        return {number: each.reply for number, each in self._noted.items() if each.server == server}

    def of_candidate(self, candidate: UserId) -> AbstractSet[MessageId]:
        """The undecided replies in a candidate's direct messages."""
        return {number for number, each in self._noted.items() if (each.reply.author, each.server) == (candidate, None)}

    def forget(self, replies: Collection[MessageId]) -> None:
        """They are decided, or no longer there."""
        for each in replies:
            self._noted.pop(each, None)
