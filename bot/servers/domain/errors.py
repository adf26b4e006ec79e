"""The refusals about permissions in a server and about its settings."""

from __future__ import annotations

from bot.core.refusal import Refusal


class ServerError(Refusal):
    """Base of all refusals of a server."""


class NotCoach(ServerError):
    key = "error-not-coach"


class NotAdmin(ServerError):
    key = "error-not-admin"


class NotSetUp(ServerError):
    """This server has no review channel."""

    key = "error-not-set-up"


class SetupIncomplete(ServerError):
    """The first setup lacks a review channel or a coach role."""

    key = "error-setup-incomplete"


class SettingOutOfBounds(ServerError):
    key = "error-setting-out-of-bounds"

    def __init__(self, *, least: int, most: int) -> None:
        super().__init__(least, most)
        self.least = least
        self.most = most


class LeadRoleUnclear(ServerError):
    """Both a lead role and `no_lead_role` were chosen."""

    key = "error-lead-role-unclear"
