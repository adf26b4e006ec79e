"""Refusals around a review. They carry data; the words live in `bot/text`."""

from __future__ import annotations

from datetime import datetime

from bot.core.content import ChannelId, MessageId, ServerId, UserId
from bot.core.refusal import Refusal


class ReviewError(Refusal):
    """Base of what a review refuses."""


class NoSuchReview(ReviewError):
    """It does not exist (any more), or is none of this person's business."""

    key = "error-no-such-review"


class ReviewMoved(ReviewError):
    """It is shown elsewhere by now."""

    key = "error-review-moved"

    def __init__(self, *, server: ServerId, channel: ChannelId, message: MessageId | None) -> None:
        super().__init__(server, channel, message)
        self.server = str(server)
        self.channel = str(channel)
        self.message = str(message or channel)


class ReviewOver(ReviewError):
    """It is closed or withdrawn."""

    key = "error-review-over"

    def __init__(self, stage: str) -> None:
        super().__init__(stage)
        self.stage = stage


class ReplyTooLate(ReviewOver):
    """Nobody reads what the candidate writes about it any more."""

    key = "error-reply-too-late"


class ReviewErased(ReviewError):
    """The time to keep it is over: nobody does anything with it any more."""

    key = "error-review-erased"


class RetryOver(ReviewError):
    """It is over, so that nobody waits for another attempt."""

    key = "error-retry-over"

    def __init__(self, *, bank: str, number: int) -> None:
        super().__init__(bank, number)
        self.bank = bank
        self.number = number


class AttemptTooLate(ReviewError):
    """It ended while the attempt was on its way."""

    key = "error-attempt-too-late"


class AttemptSentBefore(ReviewError):
    """Its coach has this attempt already."""

    key = "error-attempt-sent-before"


class AlreadyClaimed(ReviewError):
    """Another coach is at it."""

    key = "error-already-claimed"

    def __init__(self, *, by: UserId, until: datetime) -> None:
        super().__init__(by, until)
        self.by = int(by)
        self.until = int(until.timestamp())

    def details(self) -> dict[str, str | int]:
        # As text: a number would get thousands separators.
        return {"by": str(self.by), "until": str(self.until)}


class NotYourMessage(ReviewError):
    """A coach sends only what they have written themselves."""

    key = "error-not-your-message"


class NotYours(ReviewError):
    """Another coach holds it, or nobody does."""

    key = "error-not-yours"


class NotYourComment(ReviewError):
    """Another coach wrote it, and only they can send it."""

    key = "error-not-your-comment"


class NoReviewThere(ReviewError):
    """A message that stands in no card's thread and answers no card."""

    key = "error-no-review-there"


class OwnReview(ReviewError):
    """A coach cannot review an answer of their own."""

    key = "error-own-review"


class OpinionGiven(ReviewError):
    """The candidate asked for the opinion of another coach than this one."""

    key = "error-opinion-given"


class AlreadyAnswered(ReviewError):
    """There is feedback: nothing is left to withdraw."""

    key = "error-already-answered"


class NoFeedbackYet(ReviewError):
    key = "error-no-feedback-yet"


class NotClosed(ReviewError):
    key = "error-not-closed"


class NothingToSend(ReviewError):
    """Neither text nor a file."""

    key = "error-nothing-to-send"


class NotHeld(ReviewError):
    """The comment is on its way already, or was never held back."""

    key = "error-not-held"


class ReasonMissing(ReviewError):
    """A review without feedback is not closed without a word."""

    key = "error-reason-missing"


class TooManyReviews(ReviewError):
    """The candidate has as many open reviews as the server allows."""

    key = "error-too-many-reviews"

    def __init__(self, *, most: int) -> None:
        super().__init__(most)
        self.most = most


class AlreadySent(ReviewError):
    """This answer is waiting for a coach already."""

    key = "error-already-sent"


class NoAnswerToSend(ReviewError):
    key = "error-no-answer-to-send"


class NoCoaches(ReviewError):
    """No server that the candidate shares with the bot has coaches."""

    key = "error-no-coaches"


class FocusMissing(ReviewError):
    """The coach must be told what to look at."""

    key = "error-focus-missing"


class NameInvisible(ReviewError):
    """A name that nobody can read."""

    key = "error-name-invisible"


class TextInvisible(ReviewError):
    """A text that nobody can read."""

    key = "error-text-invisible"


class SnippetUntouched(ReviewError):
    """Feedback is written for one candidate; a snippet is where it begins."""

    key = "error-snippet-untouched"


class NoSuchSnippet(ReviewError):
    key = "error-no-such-snippet"


class SnippetNameTaken(ReviewError):
    """Somebody's text would be lost."""

    key = "error-snippet-name-taken"


class NoSuchNote(ReviewError):
    key = "error-no-such-note"


class NotInThread(ReviewError):
    """The command belongs into the thread of a card."""

    key = "error-not-in-thread"
