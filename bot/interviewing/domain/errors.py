"""Refusals that the candidate reads. They carry data; the words live in `bot/text`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.refusal import Refusal


class InterviewError(Refusal):
    """Base of all refusals of an interview."""


class NoInterview(InterviewError):
    key = "error-no-interview"


class AlreadyInInterview(InterviewError):
    key = "error-already-in-interview"

    def __init__(self, *, banks: Sequence[str]) -> None:
        """`banks`: the titles of those that it is about."""
        super().__init__(banks)
        self.bank = banks[0]
        self.second = banks[1] if len(banks) > 1 else ""
        self.more = len(banks) - 1


class NotOpenYet(InterviewError):
    """The first question is still on its way."""

    key = "error-not-open-yet"


class InterviewEnded(InterviewError):
    key = "error-interview-ended"


class InDebrief(InterviewError):
    """The interview is over; only the debrief is left to walk through."""

    key = "error-in-debrief"


class NothingToSkip(InterviewError):
    """All questions are answered or skipped, the present one too: skipping would only end the interview."""

    key = "error-nothing-to-skip"


class TooLateToGoOn(InterviewError):
    """The interview has been over for longer than it can be gone on with."""

    key = "error-too-late-to-go-on"


class NotShown(InterviewError):
    """A community answer that is not shown to the candidate, or not in this version."""

    key = "error-not-shown"


class NotAnsweredYet(InterviewError):
    key = "error-not-answered-yet"


class NothingToRate(InterviewError):
    """The question has no answer, so there is nothing to compare or to rate."""

    key = "error-nothing-to-rate"


class NoSuchKeyPoint(InterviewError):
    """The question does not have that many key points."""

    key = "error-no-such-key-point"


class StaleButton(InterviewError):
    """The pressed button belongs to a question other than the present one."""

    key = "error-stale-button"

    def __init__(self, *, belongs_to: int, present: int) -> None:
        super().__init__(belongs_to, present)
        self.belongs_to = belongs_to
        self.present = present


class StaleTurn(InterviewError):
    """The pressed button belongs to the present question, but not to what is on screen: that is a follow-up to it, or
    the question itself again."""

    key = "error-stale-turn"

    def __init__(self, *, number: int) -> None:
        super().__init__(number)
        self.number = number


class NoFollowUpLeft(InterviewError):
    """The candidate has been asked every follow-up that the bank has to the present question."""

    key = "error-no-follow-up-left"

    def __init__(self, *, number: int) -> None:
        super().__init__(number)
        self.number = number


class OtherInterview(InterviewError):
    """The pressed button belongs to an interview other than the live one."""

    key = "error-other-interview"


class NeverAsked(InterviewError):
    """The question was not asked in this live interview, so the debrief leaves it out."""

    key = "error-never-asked"

    def __init__(self, *, number: int) -> None:
        super().__init__(number)
        self.number = number


class InterviewParked(InterviewError):
    """The pressed button belongs to an interview that waits for the live one to be over."""

    key = "error-interview-parked"


class NoSuchQuestion(InterviewError):
    key = "error-no-such-question"

    def __init__(self, *, number: int, last: int) -> None:
        super().__init__(number, last)
        self.number = number
        self.last = last


class AtFirstQuestion(InterviewError):
    key = "error-at-first-question"


class WaitsForDebrief(InterviewError):
    """Live mode: hints and examples come with the debrief."""

    key = "error-waits-for-debrief"


class TooManyBanksChosen(InterviewError):
    """`/mock bank:` names more banks than one interview may have."""

    key = "error-too-many-banks-chosen"

    def __init__(self, *, most: int) -> None:
        super().__init__(most)
        self.most = most


class BanksGone(InterviewError):
    """A button is about several banks, and one of them is not offered any more."""

    key = "error-banks-gone"


class QuestionsGone(InterviewError):
    """None of the chosen questions is in a bank any more."""

    key = "error-questions-gone"


class StartNeedsOneBank(InterviewError):
    """`/mock start:` names a question number, and several banks have one."""

    key = "error-start-needs-one-bank"


class NothingFits(InterviewError):
    """The banks have no question with the chosen difficulty, on the topic if one was chosen."""

    key = "error-nothing-fits"

    def __init__(self, *, banks: Sequence[str], topic: str, difficulty: str, difficulties: str) -> None:
        """`banks`: their titles. `topic`: "none" if none was chosen. `difficulties`: those there are, or "none"."""
        super().__init__(banks, topic, difficulty, difficulties)
        self.bank = banks[0]
        self.others = len(banks) - 1
        self.topic = topic
        self.difficulty = difficulty
        self.difficulties = difficulties

    def topics_named(self) -> Mapping[str, Sequence[str]]:
        return {} if self.topic == "none" else {"topic": [self.topic]}


class NothingFitsFrom(InterviewError):
    """Questions of the bank fit topic and difficulty, but all of them come before the chosen start."""

    key = "error-nothing-fits-from"

    def __init__(self, *, bank: str, number: int, last: int) -> None:
        super().__init__(bank, number, last)
        self.bank = bank
        self.number = number
        self.last = last


class NoSuchStart(InterviewError):
    """`/mock start:` names a question number that the bank does not have."""

    key = "error-no-such-start"

    def __init__(self, *, bank: str, number: int, last: int) -> None:
        super().__init__(bank, number, last)
        self.bank = bank
        self.number = number
        self.last = last


class BadQuestionCount(InterviewError):
    """`/mock questions:` is neither a sensible number nor "all"."""

    key = "error-bad-question-count"

    def __init__(self, *, most: int) -> None:
        super().__init__(most)
        self.most = most


class TopicNotInBank(InterviewError):
    """The banks have no question on the topic that `/mock topic:` names."""

    key = "error-topic-not-in-bank"

    def __init__(self, *, banks: Sequence[str], topic: str, topics: Sequence[str]) -> None:
        """`banks`: their titles. `topics`: those that there are."""
        super().__init__(banks, topic, topics)
        self.bank = banks[0]
        self.others = len(banks) - 1
        self.topic = topic
        self.topics = topics
        self.known = len(topics)

    def topics_named(self) -> Mapping[str, Sequence[str]]:
        return {"topic": [self.topic], "topics": self.topics}


class NoSuchTopic(InterviewError):
    """No bank that is offered has the topic."""

    key = "error-no-such-topic"
