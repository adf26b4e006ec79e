"""What Discord refuses to send: https://docs.discord.com/developers/resources/message#embed-object-embed-limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.banks.checks.finding import Finding, Rule, error
from bot.banks.format.loader import LoadedBank
from bot.formatting.split import length
from bot.interviewing.views.rehearsal import Rehearsal, Shown
from bot.outbound.draft import Draft, Embed
from bot.text.texts import Texts

CONTENT = 2000
EMBEDS = 10
TITLE = AUTHOR = FIELD_NAME = 256
DESCRIPTION = 4096
FOOTER = 2048
FIELD_VALUE = 1024
ALL_EMBEDS = 6000


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    part: str
    characters: int
    limit: int


def unsendable(loaded: LoadedBank, texts: Texts) -> Iterator[Finding]:
    """Each part of a bank that makes a message too long, in its longest form; an error, because Discord refuses it."""
    rehearsal = Rehearsal(loaded.bank, texts)
    told = set()
    for shown in _everything(rehearsal, len(loaded.bank.questions)):
        for excess in excesses(shown.draft):
            if (shown.place, excess.part) not in told:
                told.add((shown.place, excess.part))
                what = f"Discord refuses the message `{shown.name}`: {excess.part} has {excess.characters} characters"
                instead = f"shorten it by {excess.characters - excess.limit}: {excess.limit} is the most"
                yield error(Rule.DISCORD_LIMIT, loaded, shown.place, what, instead)


def _everything(rehearsal: Rehearsal, questions: int) -> Iterator[Shown]:
    yield from rehearsal.everything_of_the_bank()
    for number in range(1, questions + 1):
        yield from rehearsal.everything_of(number)


def excesses(draft: Draft) -> Iterator[Excess]:
    """What of a message is longer than Discord allows."""
    yield from _over("its text", draft.content, CONTENT)
    total = 0
    for embed in draft.embeds:
        for part, text, limit in _texts_of(embed):
            total += length(text or "")
            yield from _over(part, text, limit)
    if total > ALL_EMBEDS:
        yield Excess(part="all of it", characters=total, limit=ALL_EMBEDS)


def _texts_of(embed: Embed) -> Iterator[tuple[str, str | None, int]]:
    yield "the title", embed.title, TITLE
    yield "the text", embed.description, DESCRIPTION
    yield "the line above", embed.author, AUTHOR
    yield "the line below", embed.footer, FOOTER
    for field in embed.fields:
        yield "the name of a field", field.name, FIELD_NAME
        yield f"the field {field.name}", field.value, FIELD_VALUE


def _over(part: str, text: str | None, limit: int) -> Iterator[Excess]:
    characters = length(text or "")
    if characters > limit:
        yield Excess(part=part, characters=characters, limit=limit)
