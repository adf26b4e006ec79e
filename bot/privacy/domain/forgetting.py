"""A person is being forgotten: in which order that is done, and what may be done when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Final

from bot.core.content import CLOCKS_DIFFER, ChannelId, MessageId, ReviewId, ServerId, UserId, first_id_at
from bot.privacy.domain.belongings import GoneReview, LeftPost, Summary

TYPED_WORD: Final = "DELETE"
"""What somebody types who means it."""

LONGEST_CLOSING: Final = timedelta(hours=1)
"""So long the end of what is being sent is waited for; a channel in which the bot may not look has none."""
LONGEST_FAILING: Final = timedelta(days=1)
"""So long something is tried again that Discord does not answer."""
LONGEST_WORD: Final = timedelta(days=1)
"""So long the last word is tried to be said to somebody whose direct messages are closed."""
MOST_ROUNDS: Final = 5
WORD_TRIED_EVERY: Final = timedelta(hours=1)
NO_MESSAGE: Final = MessageId(0)
"""All messages are newer."""


class ForgettingPhase(StrEnum):
    """How far it is."""

    CLOSING = "closing"
    """Nothing new is taken or sent; what is being sent comes to its end."""
    CLEARING = "clearing"
    """Nothing is stored any more; what Discord still shows is deleted."""
    SAYING = "saying"
    """Everything is done. The person, who is a stranger now, is to be told."""


class StepKind(StrEnum):
    """What one step of the clearing does."""

    THREAD = "thread"
    """Delete a thread."""
    MESSAGE = "message"
    """Delete a message in a server."""
    TELL_COACH = "tell_coach"
    """Say in the review channel that nothing is left to do."""


class Unreached(StrEnum):
    """Why something is left."""

    FORBIDDEN = "forbidden"
    """The bot may not."""
    NO_ANSWER = "no_answer"
    """Discord has not answered for too long."""
    CHANNEL_GONE = "channel_gone"
    """The direct messages are not there any more, so nobody knows what was in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting:
    """What is known of it. Nothing of this is left when the last word has been said."""

    person: UserId
    locale: str
    dm_channel: ChannelId | None
    """None: they have no direct messages with the bot."""
    phase: ForgettingPhase = ForgettingPhase.CLOSING
    since: datetime
    """When the phase began."""
    asked_at: datetime
    swept_to: MessageId = NO_MESSAGE
    """Up to this message of the direct messages, the bot's are deleted."""
    sweep_until: MessageId = NO_MESSAGE
    """The bot's messages up to this one go; those that are newer say how far it is."""
    rounds: int = 1
    """How often it was begun: once more if something was stored meanwhile."""
    deleted: int = 0
    """How many messages and threads are deleted by now."""
    unswept: Unreached | None = None
    """Why the direct messages could not be read."""
    unswept_messages: int = 0
    """How many of the bot's direct messages could not be deleted."""
    nonce: str
    """Tells the last word from all other messages."""
    word_begun: bool = False
    """True if the last word may have been sent."""
    attempts: int = 0
    """How often the present thing has failed in a row."""
    due_at: datetime

    @property
    def keeps_out(self) -> bool:
        """True while nothing is taken from this person."""
        return self.phase is not ForgettingPhase.SAYING

    @property
    def word_after(self) -> MessageId:
        """A message than which the last word is newer."""
        return MessageId(first_id_at(self.since - CLOCKS_DIFFER))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStep:
    """Something that Discord still shows, or that a coach must be told."""

    kind: StepKind
    server: ServerId
    channel: ChannelId
    """For a thread, the thread itself."""
    message: MessageId | None = None
    coach: UserId | None = None
    """Who is told."""
    about: str = ""
    """What the review was about that is gone: the bank and the number of its question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgettingStep:
    """A step that is not done."""

    id: int
    what: NewStep
    nonce: str
    """Tells the word to the coach from all other messages."""
    begun: bool
    """True if the coach may have been told."""
    why: Unreached | None = None
    """Why it is given up; None while it waits."""
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Remains:
    """What was not reached, as the last word says it."""

    steps: Sequence[ForgettingStep] = ()
    """Without those that would have told coaches."""
    unswept: Unreached | None = None
    unswept_messages: int = 0

    @property
    def is_nothing(self) -> bool:
        return not self.steps and self.unswept is None and not self.unswept_messages


def is_typed_word(typed: str) -> bool:
    """True for the word, however it is spelled or spaced."""
    return "".join(typed.split()).casefold() == TYPED_WORD.casefold()


def may_erase(forgetting: Forgetting, *, is_awaited: bool, known_after: timedelta, now: datetime) -> bool:
    """True if nothing can come any more that would be left behind.

    `is_awaited`: something is being sent, or it is not known whether it was. `known_after`: the time in which all
    processes hear of it.
    """
    closing = now - forgetting.since
    return closing >= known_after and (not is_awaited or closing >= LONGEST_CLOSING)


def erased(forgetting: Forgetting, *, dm_channel: ChannelId | None, at: datetime) -> Forgetting:
    """Nothing is stored any more; the clearing begins."""
    return replace(
        forgetting,
        phase=ForgettingPhase.CLEARING,
        since=at,
        dm_channel=dm_channel or forgetting.dm_channel,
        sweep_until=MessageId(first_id_at(at + CLOCKS_DIFFER)),
        attempts=0,
        due_at=at,
    )


def swept_until(forgetting: Forgetting, *, at: datetime) -> MessageId:
    """The last message that a sweep at this time deletes.

    While it lasts the bot says nothing in the direct messages but that it deletes them: that goes, too.
    """
    return max(forgetting.sweep_until, MessageId(first_id_at(at + CLOCKS_DIFFER)))


def cleared(forgetting: Forgetting, *, is_anything_stored: bool, at: datetime) -> Forgetting:
    """Nothing is left to do but to say so, unless something was stored meanwhile: then it begins once more.

    A process that had not heard of it, or somebody who had come in before, can have stored something.
    """
    if is_anything_stored and forgetting.rounds < MOST_ROUNDS:
        return replace(
            forgetting,
            phase=ForgettingPhase.CLOSING,
            rounds=forgetting.rounds + 1,
            since=at,
            swept_to=NO_MESSAGE,
            attempts=0,
            due_at=at,
        )
    return replace(forgetting, phase=ForgettingPhase.SAYING, since=at, attempts=0, due_at=at)


def fingerprint_of(summary: Summary) -> str:
    """Tells two summaries apart: what somebody has confirmed is what they have read."""
    counts = ",".join(f"{each}={summary[each]}" for each in sorted(summary))
    return blake2b(counts.encode(), digest_size=6).hexdigest()


def steps_after(
    posts: Iterable[LeftPost], gone: Iterable[GoneReview], about: Mapping[ReviewId, str]
) -> Sequence[NewStep]:
    """What is left to do in servers: what people can read first. `about`: what each review that is gone was about."""
    removals = [
        NewStep(
            kind=StepKind.THREAD if each.message is None else StepKind.MESSAGE,
            server=each.server,
            channel=each.channel,
            message=each.message,
        )
        for each in posts
    ]
    words = [
        NewStep(
            kind=StepKind.TELL_COACH,
            server=each.server,
            channel=each.channel,
            coach=coach,
            about=about.get(each.review, ""),
        )
        for each in gone
        for coach in each.coaches
    ]
    return [*dict.fromkeys(removals), *words]
