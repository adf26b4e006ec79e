"""Words for shared answers without embeds, because `Conversations` keeps only the content of messages."""

from __future__ import annotations

from bot.outbound.draft import Button, Draft
from bot.servers.domain.model import Server
from bot.sharing.domain.effects import TellWriter
from bot.sharing.domain.model import SharedAnswer


class PlainShareComposer:
    """Implements `bot.sharing.usecases.ports.ShareComposer`."""

    def card(self, share: SharedAnswer, server: Server) -> Draft:  # noqa: ARG002 - the port's
        newest = share.newest
        said = "withdrawn" if newest is None else f"{newest.state}: {newest.text}"
        return Draft(content=said, rows=((Button(label="about", custom_id=f"share:{share.id}"),),))

    def news(self, effect: TellWriter, share: SharedAnswer) -> Draft:
        row = (Button(label="about", custom_id=f"news:{share.id}"),)
        return Draft(content=f"{effect.news} {effect.number}", rows=(row,))
