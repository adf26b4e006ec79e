"""The refusals about permissions in a server and about its settings."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.content import ChannelId
from bot.core.refusal import Refusal
from bot.servers.domain.outsiders import listed


class ServerError(Refusal):
    """Base of all refusals of a server."""


class NotCoach(ServerError):
    key = "error-not-coach"


class NotAdmin(ServerError):
    key = "error-not-admin"


class NotLead(ServerError):
    """Neither a lead nor somebody who may manage the server."""

    key = "error-not-lead"


class HowToAskUnclear(ServerError):
    """Both a text and `no_how_to_ask` were chosen."""

    key = "error-how-to-ask-unclear"


class HowToAskInvisible(ServerError):
    """The text about how to ask has nothing that can be seen."""

    key = "error-how-to-ask-invisible"


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


class ReadByOthers(ServerError):
    """Members who are neither coaches nor leads can read the channel."""

    key = "error-read-by-others"

    def __init__(self, channel: ChannelId, outsiders: Sequence[str]) -> None:
        """`outsiders`: mentions of their roles, or of themselves."""
        super().__init__(channel, *outsiders)
        self.channel = str(channel)
        self.outsiders = tuple(outsiders)

    def markup(self) -> dict[str, str]:
        return {"who": listed(self.outsiders)}
