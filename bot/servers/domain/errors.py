"""What is refused to those who may not, and about settings."""

from __future__ import annotations

from bot.core.refusal import Refusal


class ServerError(Refusal):
    """Base of what a server refuses."""


class NotCoach(ServerError):
    key = "error-not-coach"


class NotAdmin(ServerError):
    key = "error-not-admin"


class NotSetUp(ServerError):
    """This server has no review channel."""

    key = "error-not-set-up"


class SetupIncomplete(ServerError):
    """The first time, a review channel and a coach role are needed."""

    key = "error-setup-incomplete"


class SettingOutOfBounds(ServerError):
    key = "error-setting-out-of-bounds"

    def __init__(self, *, least: int, most: int) -> None:
        super().__init__(least, most)
        self.least = least
        self.most = most


class LeadRoleUnclear(ServerError):
    """A lead role was chosen, and none."""

    key = "error-lead-role-unclear"
