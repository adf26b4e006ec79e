"""Refusals of those who look at what they have answered. They carry data; the words live in `bot/text`."""

from __future__ import annotations

from bot.core.refusal import Refusal


class NoSuchAnswer(Refusal):
    """It was deleted, was never there, or is somebody else's."""

    key = "error-no-such-answer"


class NothingAnswered(Refusal):
    """The candidate has not answered anything yet."""

    key = "error-nothing-answered"


class NotAmongAnswered(Refusal):
    """The candidate has answered no question, or none of a bank, that what they typed could mean."""

    key = "error-not-among-answered"
