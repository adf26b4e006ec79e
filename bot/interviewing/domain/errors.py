"""Refusals that the candidate reads. They carry data; the words live in `bot/text`."""

from __future__ import annotations

from bot.core.refusal import Refusal


class InterviewError(Refusal):
    """Base of all refusals of an interview."""


class NoInterview(InterviewError):
    key = "error-no-interview"


class AlreadyInInterview(InterviewError):
    key = "error-already-in-interview"

    def __init__(self, bank: str) -> None:
        super().__init__(bank)
        self.bank = bank


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
    """The interview has been over for longer than its end can be undone."""

    key = "error-too-late-to-go-on"


class NotAnsweredYet(InterviewError):
    key = "error-not-answered-yet"


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


class NothingFits(InterviewError):
    """The bank has no question with the chosen difficulty, on the topic if one was chosen."""

    key = "error-nothing-fits"

    def __init__(self, *, bank: str, topic: str, difficulty: str, difficulties: str) -> None:
        """`topic`: "none" if none was chosen. `difficulties`: those that there are."""
        super().__init__(bank, topic, difficulty, difficulties)
        self.bank = bank
        self.topic = topic
        self.difficulty = difficulty
        self.difficulties = difficulties


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
    """The bank has no question on the topic that `/mock topic:` names."""

    key = "error-topic-not-in-bank"

    def __init__(self, *, bank: str, topic: str, topics: str) -> None:
        super().__init__(bank, topic, topics)
        self.bank = bank
        self.topic = topic
        self.topics = topics


class NoSuchTopic(InterviewError):
    """No bank that is offered has the topic."""

    key = "error-no-such-topic"
