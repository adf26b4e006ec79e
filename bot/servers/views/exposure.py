"""The message in an exposed review channel: who can read it, what that means, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.formatting import colours
from bot.outbound.draft import Draft, Embed, Pings
from bot.servers.domain.model import Server
from bot.servers.domain.outsiders import listed
from bot.text.texts import DEFAULT_LOCALE, Texts


class ExposureMessages:
    """Implements `bot.servers.usecases.ports.ExposureComposer`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def warning(self, server: Server, outsiders: Sequence[str]) -> Draft:
        """Pings the leads, or the coaches where there are none: the bot knows of nobody else who may mend it."""
        role = server.lead_role or server.coach_role
        channel = f"<#{server.review_channel}>"
        text = self._texts("exposed", locale=DEFAULT_LOCALE, who=listed(outsiders), channel=channel)
        embed = Embed(title=self._texts("exposed-title", locale=DEFAULT_LOCALE), description=text, colour=colours.HINT)
        return Draft(content=f"<@&{role}>", embeds=(embed,), pings=Pings(roles=(role,)))

    def mended(self, server: Server) -> Draft:
        """What the warning says once it is no longer true."""
        text = self._texts("exposure-mended", locale=DEFAULT_LOCALE, channel=f"<#{server.review_channel}>")
        return Draft(embeds=(Embed(description=text, colour=colours.SUMMARY),))
