"""The refusals about reports and mutes, and of candidates whose answers a server does not take now."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from bot.reviewing.domain.errors import ReviewError


class AlreadyReported(ReviewError):
    key = "error-already-reported"


class NothingToReport(ReviewError):
    """The review is over."""

    key = "error-nothing-to-report"


class NoSuchReport(ReviewError):
    """It went with its review, or belongs to another server."""

    key = "error-no-such-report"


class ReportUndecided(ReviewError):
    """A reported review is closed by nobody but a lead."""

    key = "error-report-undecided"


class NoSuchCandidate(ReviewError):
    """Coaches of this server know nobody by this name."""

    key = "error-no-such-candidate"


class NamesAlike(ReviewError):
    """Several are known by this name: whoever shows their name can have made it somebody's alias."""

    key = "error-names-alike"


class NoSuchMute(ReviewError):
    key = "error-no-such-mute"


class OwnMute(ReviewError):
    """Leads do not decide about themselves."""

    key = "error-own-mute"


class NotSentNow(ReviewError):
    """Base of what keeps a candidate from sending an answer to the coaches of a server, for a time or for ever."""

    def __init__(self, server: str, *, at: datetime | None, **details: str | int) -> None:
        """`server`: its name. `at`: when it will be possible; None: never, or nobody knows."""
        super().__init__(server, at)
        self.server = server
        self.at = at
        self._details = details

    def details(self) -> dict[str, str | int]:
        # As text: a number would get thousands separators.
        at = "" if self.at is None else str(ceil(self.at.timestamp()))
        return {"server": self.server, "at": at, "ends": int(self.at is not None), **self._details}


class AccountTooNew(NotSentNow):
    key = "error-account-too-new"

    def __init__(self, server: str, *, at: datetime, least: timedelta) -> None:
        super().__init__(server, at=at, days=least // timedelta(days=1))


class MemberTooShortly(NotSentNow):
    """The candidate has not been a member for long enough, or is none: then `at` is None."""

    key = "error-member-too-shortly"

    def __init__(self, server: str, *, at: datetime | None, least: timedelta) -> None:
        super().__init__(server, at=at, days=least // timedelta(days=1))


class MembershipUnknown(NotSentNow):
    """Discord did not say since when the candidate has been a member."""

    key = "error-membership-unknown"

    def __init__(self, server: str) -> None:
        super().__init__(server, at=None)


class TooManyInADay(NotSentNow):
    key = "error-too-many-in-a-day"

    def __init__(self, server: str, *, at: datetime, most: int) -> None:
        super().__init__(server, at=at, most=most)
