"""Finds the parts of a bank that Discord would refuse to send, before anybody is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.banks.checks.finding import Finding, Rule, error
from bot.banks.format.loader import LoadedBank
from bot.formatting.discord_limits import (
    ALL_EMBEDS,
    EMBED_AUTHOR,
    EMBED_DESCRIPTION,
    EMBED_FOOTER,
    EMBED_TITLE,
    FIELD_NAME,
    FIELD_VALUE,
    MESSAGE_CONTENT,
)
from bot.formatting.split import length
from bot.interviewing.views.rehearsal import Rehearsal, Shown
from bot.outbound.draft import Draft, Embed
from bot.text.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    part: str
    characters: int
    limit: int


def unsendable(loaded: LoadedBank, texts: Texts) -> Iterator[Finding]:
    """An error for each part of a bank that makes a message too long for Discord, in its longest form."""
    rehearsal = Rehearsal(loaded.bank, texts)
    told = set()
    for shown in _everything(rehearsal, len(loaded.bank.questions)):
        for excess in excesses(shown.draft):
            if (shown.path, excess.part) not in told:
                told.add((shown.path, excess.part))
                what = f"Discord refuses the message `{shown.name}`: {excess.part} has {excess.characters} characters"
                instead = f"shorten it by {excess.characters - excess.limit}: {excess.limit} is the most"
                yield error(Rule.DISCORD_LIMIT, loaded, shown.path, what, instead)


def _everything(rehearsal: Rehearsal, questions: int) -> Iterator[Shown]:
    yield from rehearsal.everything_of_the_bank()
    for number in range(1, questions + 1):
        yield from rehearsal.everything_of(number)


def excesses(draft: Draft) -> Iterator[Excess]:
    """The parts of a message that are longer than Discord allows."""
    yield from _over("its text", draft.content, MESSAGE_CONTENT)
    total = 0
    for embed in draft.embeds:
        for part, text, limit in _texts_of(embed):
            total += length(text or "")
            yield from _over(part, text, limit)
    if total > ALL_EMBEDS:
        yield Excess(part="all of it", characters=total, limit=ALL_EMBEDS)


def _texts_of(embed: Embed) -> Iterator[tuple[str, str | None, int]]:
    yield "the title", embed.title, EMBED_TITLE
    yield "the text", embed.description, EMBED_DESCRIPTION
    yield "the line above", embed.author, EMBED_AUTHOR
    yield "the line below", embed.footer, EMBED_FOOTER
    for field in embed.fields:
        yield "the name of a field", field.name, FIELD_NAME
        yield f"the field {field.name}", field.value, FIELD_VALUE


def _over(part: str, text: str | None, limit: int) -> Iterator[Excess]:
    characters = length(text or "")
    if characters > limit:
        yield Excess(part=part, characters=characters, limit=limit)
