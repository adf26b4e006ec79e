"""What is stored of a person, as the rest of the bot speaks of it: kinds of things, posts, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.core.content import ChannelId, MessageId, ReviewId, ServerId, ShareId, UserId


class Belonging(StrEnum):
    """A kind of thing that somebody has here, as a page counts them before they go."""

    INTERVIEWS = "interviews"
    ANSWERS = "answers"
    """Messages of answers."""
    REVIEWS = "reviews"
    OPEN_REVIEWS = "open_reviews"
    """Those of them that wait for a coach, or in which the conversation goes on."""
    COMMENTS_WRITTEN = "comments_written"
    """By the candidate, to coaches."""
    FEEDBACK_RECEIVED = "feedback_received"
    PLANS = "plans"
    REMINDERS = "reminders"
    ALIASES = "aliases"
    NOTES_ABOUT = "notes_about"
    """By coaches, about the candidate."""
    SHARED_ANSWERS = "shared_answers"
    """Those that were not taken back."""
    VOTES = "votes"
    """About community answers of others."""
    SHARE_REPORTS = "share_reports"
    """Of community answers of others."""
    PROFILES = "profiles"
    SNIPPETS = "snippets"
    NOTES_WRITTEN = "notes_written"
    """By the coach, about candidates."""
    INTERESTS = "interests"
    CLAIMS = "claims"
    """Reviews that the coach has claimed; they are given back to all."""
    ACTS = "acts"
    """What is noted of what the person did as a coach, lead or admin. It stays under "a former coach", too."""
    FEEDBACK_GIVEN = "feedback_given"
    """By the coach. It stays with the candidates who have it, under "a former coach"."""


Summary = Mapping[Belonging, int]
"""How many there are of each kind; those of which there is none are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftPost:
    """A message or a thread of the bot's, outside direct messages, that shows something of a person."""

    server: ServerId
    channel: ChannelId
    """The channel or thread in which the message is; the thread itself if there is no message."""
    message: MessageId | None = None
    """None: all of the thread. What lies in it follows, for where the bot may not delete threads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneReview:
    """A running review that went with its candidate, and the coaches to whom that must be said."""

    review: ReviewId
    server: ServerId
    channel: ChannelId
    """The review channel."""
    coaches: tuple[UserId, ...]
    """Who had claimed it or had the conversation; empty if nobody had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went, and what follows from it for others."""

    gone: Summary
    """Empty if there was nothing."""
    reviews_gone: tuple[GoneReview, ...] = ()
    """Those that were running, oldest first."""
    to_show_anew: tuple[ReviewId, ...] = ()
    """Reviews of others, in which the person was a coach: their posts, for both sides, still show the name."""
    shares_to_show_anew: tuple[ShareId, ...] = ()
    """Shared answers of others about which the person decided as a coach: their cards still show the name."""
