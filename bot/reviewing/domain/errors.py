"""The refusals of reviews. They carry data; the words live in `bot/text`."""

from __future__ import annotations

from datetime import datetime

from bot.core.content import ChannelId, MessageId, ServerId, UserId
from bot.core.refusal import Refusal


class ReviewError(Refusal):
    """Base of all refusals of reviews."""


class TooManyInterests(ReviewError):
    """A coach may not be pinged about so many banks and topics."""

    key = "error-too-many-interests"

    def __init__(self, *, most: int) -> None:
        super().__init__(most)
        self.most = most


class NoSuchReview(ReviewError):
    """The review does not exist (any more), or is none of this person's business."""

    key = "error-no-such-review"


class ReviewMoved(ReviewError):
    """The review is shown elsewhere now."""

    key = "error-review-moved"

    def __init__(self, *, server: ServerId, channel: ChannelId, message: MessageId | None) -> None:
        super().__init__(server, channel, message)
        self.server = str(server)
        self.channel = str(channel)
        self.message = str(message or channel)


class ReviewOver(ReviewError):
    """The review is closed or withdrawn."""

    key = "error-review-over"

    def __init__(self, stage: str) -> None:
        super().__init__(stage)
        self.stage = stage


class FormSentBefore(ReviewError):
    """The same form was sent before, with other words."""

    key = "error-form-sent-before"


class NotToBeReopened(ReviewError):
    """Why is not to be said: see `bot.reviewing.usecases.new_review.require_sent_once`."""

    key = "error-not-to-be-reopened"


class AnswerSentAgain(ReviewError):
    """A review cannot wait again, because the candidate has sent the same answer once more."""

    key = "error-answer-sent-again"


class ReplyTooLate(ReviewOver):
    """The candidate replied about a review that is over."""

    key = "error-reply-too-late"


class ReviewErased(ReviewError):
    """The review was erased after its retention; nothing can be done with it."""

    key = "error-review-erased"


class RetryOver(ReviewError):
    """The review is over, so nobody waits for another attempt."""

    key = "error-retry-over"

    def __init__(self, *, bank: str, number: int) -> None:
        super().__init__(bank, number)
        self.bank = bank
        self.number = number


class AttemptTooLate(ReviewError):
    """The review ended before the attempt was sent."""

    key = "error-attempt-too-late"


class AttemptSentBefore(ReviewError):
    """The attempt was sent to its coach before."""

    key = "error-attempt-sent-before"


class AlreadyClaimed(ReviewError):
    """Another coach has claimed the review."""

    key = "error-already-claimed"

    def __init__(self, *, by: UserId, until: datetime) -> None:
        super().__init__(by, until)
        self.by = int(by)
        self.until = int(until.timestamp())

    def details(self) -> dict[str, str | int]:
        # As text: a number would get thousands separators.
        return {"by": str(self.by), "until": str(self.until)}


class NotYourMessage(ReviewError):
    """Somebody else wrote the message; a coach sends only their own."""

    key = "error-not-your-message"


class NotYours(ReviewError):
    """The coach has not claimed the review."""

    key = "error-not-yours"


class NotYourComment(ReviewError):
    """Another coach wrote the comment, and only they can send it."""

    key = "error-not-your-comment"


class NoReviewThere(ReviewError):
    """The message is in no card's thread and replies to no post of a review."""

    key = "error-no-review-there"


class OwnReview(ReviewError):
    """A coach cannot review an answer of their own."""

    key = "error-own-review"


class OpinionGiven(ReviewError):
    """The candidate asked for the opinion of a coach other than this one."""

    key = "error-opinion-given"


class AlreadyAnswered(ReviewError):
    """The review has feedback, so it cannot be withdrawn."""

    key = "error-already-answered"


class NoFeedbackYet(ReviewError):
    key = "error-no-feedback-yet"


class NotClosed(ReviewError):
    key = "error-not-closed"


class NothingToSend(ReviewError):
    """The comment has neither text nor a file."""

    key = "error-nothing-to-send"


class NotHeld(ReviewError):
    """The comment is on its way already, or was never held."""

    key = "error-not-held"


class ReasonMissing(ReviewError):
    """A review without feedback is closed only with a reason."""

    key = "error-reason-missing"


class AlreadySent(ReviewError):
    """This answer is waiting for a coach already."""

    key = "error-already-sent"


class NoAnswerToSend(ReviewError):
    key = "error-no-answer-to-send"


class NoPresentAnswer(ReviewError):
    """The present question has no answer, or there is no interview; earlier answers are sent from their menus."""

    key = "error-no-present-answer"


class NoCoaches(ReviewError):
    """No server that the candidate shares with the bot has coaches."""

    key = "error-no-coaches"


class FocusMissing(ReviewError):
    """The candidate did not say what the coach should look at."""

    key = "error-focus-missing"


class NameInvisible(ReviewError):
    """The name has nothing that can be seen."""

    key = "error-name-invisible"


class TextInvisible(ReviewError):
    """The text has nothing that can be seen."""

    key = "error-text-invisible"


class SnippetUntouched(ReviewError):
    """The feedback is an unchanged snippet, but feedback is written for one candidate."""

    key = "error-snippet-untouched"


class NoSuchSnippet(ReviewError):
    key = "error-no-such-snippet"


class SnippetNameTaken(ReviewError):
    """Another snippet has this name, and its text would be lost."""

    key = "error-snippet-name-taken"


class NoSuchNote(ReviewError):
    key = "error-no-such-note"


class NotInThread(ReviewError):
    """The command works only in the thread of a card."""

    key = "error-not-in-thread"
