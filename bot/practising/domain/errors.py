"""Refusals of plans and of what is due, which a candidate reads. They carry data; the words live in `bot/text`."""

from __future__ import annotations

from datetime import date

from bot.core.refusal import Refusal


class PracticeError(Refusal):
    """Base of all refusals of a plan."""


class DateUnclear(PracticeError):
    """What was typed is no date."""

    key = "error-date-unclear"


class DateAmbiguous(PracticeError):
    """What was typed is one date to Europeans and another to Americans."""

    key = "error-date-ambiguous"


class DateOver(PracticeError):
    """The date of the interview is before today."""

    key = "error-date-over"

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.weekday = day.isoweekday()
        self.day = day.day
        self.month = day.month
        self.year = str(day.year)


class DateTooFar(PracticeError):
    """The date of the interview is later than anybody plans for."""

    key = "error-date-too-far"

    def __init__(self, *, most: int) -> None:
        """`most`: days from today."""
        super().__init__(most)
        self.most = most


class DaysUnclear(PracticeError):
    """What was typed names no days of the week."""

    key = "error-days-unclear"


class HourUnclear(PracticeError):
    """What was typed is no full hour of a day."""

    key = "error-hour-unclear"


class MinutesUnclear(PracticeError):
    """What was typed is no number of minutes that somebody may practise in a day."""

    key = "error-minutes-unclear"

    def __init__(self, *, least: int, most: int) -> None:
        super().__init__(least, most)
        self.least = least
        self.most = most


class ZoneUnclear(PracticeError):
    """No time zone, or several, can be meant by what was typed."""

    key = "error-zone-unclear"

    def __init__(self, suggestions: str) -> None:
        """`suggestions`: names of zones; "none" if nothing is like what was typed."""
        super().__init__(suggestions)
        self.suggestions = suggestions


class NoPlan(PracticeError):
    """There is no plan to change or to delete."""

    key = "error-no-plan"


class NothingToPractise(PracticeError):
    """No bank is chosen, and none was practised before."""

    key = "error-nothing-to-practise"


class PractisedBanksGone(PracticeError):
    """None of the banks that were chosen, or practised before, is offered any more where the candidate is."""

    key = "error-practised-banks-gone"


class NoSuchReminder(PracticeError):
    """The pressed button is somebody else's, or its reminder is no longer stored."""

    key = "error-no-such-reminder"
