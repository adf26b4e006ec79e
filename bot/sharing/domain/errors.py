"""The refusals of shared answers. They carry data; the words live in `bot/text`."""

from __future__ import annotations

from bot.core.content import FORMER_COACH, UserId
from bot.core.refusal import Refusal


class SharingError(Refusal):
    """Base of all refusals of shared answers."""


class SharingOff(SharingError):
    """The server of the interview does not want answers to be shared."""

    key = "error-sharing-off"


class NoServerToShareOn(SharingError):
    """The interview began in direct messages: it has no server, so no candidates who could read the answer."""

    key = "error-no-server-to-share-on"


class NotToBeSharedYet(SharingError):
    """The answer belongs to a live interview whose questions are still asked."""

    key = "error-not-to-be-shared-yet"


class NothingToShare(SharingError):
    """The candidate has no answer there."""

    key = "error-nothing-to-share"


class NoSuchShare(SharingError):
    """The shared answer does not exist (any more), or is none of this person's business."""

    key = "error-no-such-share"


class ShareTakenBack(SharingError):
    """Its writer has taken it back."""

    key = "error-share-taken-back"


class OwnShare(SharingError):
    """A coach must not decide about what they wrote themselves."""

    key = "error-own-share"


class ShareChanged(SharingError):
    """There is a later version than the one that the coach has read."""

    key = "error-share-changed"


class ShareDecided(SharingError):
    """A coach has decided about the version already."""

    key = "error-share-decided"

    def __init__(self, *, decision: str, coach: UserId | None) -> None:
        super().__init__(decision, coach)
        self.decision = decision
        self.coach = coach

    def details(self) -> dict[str, str | int]:
        return {"decision": self.decision, "former": "yes" if self.coach == FORMER_COACH else "no"}

    def markup(self) -> dict[str, str]:
        return {"coach": "" if self.coach is None else f"<@{self.coach}>"}


class TooManyShares(SharingError):
    """So many shared answers of one writer wait for coaches of the server that no other may."""

    key = "error-too-many-shares"

    def __init__(self, *, most: int) -> None:
        super().__init__(most)
        self.most = most


class SharedTextInvisible(SharingError):
    """The text has nothing that can be seen."""

    key = "error-shared-text-invisible"


class SharedTextTooLong(SharingError):
    """The text is longer than a page of community answers can show."""

    key = "error-shared-text-too-long"

    def __init__(self, *, most: int) -> None:
        super().__init__(most)
        self.most = most


class ReasonInvisible(SharingError):
    """A coach's reason has nothing that can be seen."""

    key = "error-reason-invisible"


class NotReported(SharingError):
    """A coach has looked at the reports already: the answer is shown again, or declined."""

    key = "error-not-reported"


class OwnAnswerShown(SharingError):
    """Nobody votes about what they wrote themselves, or reports it."""

    key = "error-own-answer-shown"


class ReasonTooLong(SharingError):
    """A coach's reason is longer than a form takes."""

    key = "error-reason-too-long"

    def __init__(self, *, most: int) -> None:
        super().__init__(most)
        self.most = most
