"""Finds the parts of a bank that Discord would refuse to send, before anybody is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.banks.checks.finding import Finding, Rule, error
from bot.banks.format.loader import LoadedBank
from bot.banks.format.model import Bank
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
from bot.interviewing.domain.selection import LONGEST_INTERVIEW
from bot.interviewing.views.rehearsal import Rehearsal, Shown
from bot.outbound.draft import Draft, Embed
from bot.text.texts import Texts

_NEAR = 0.9
_MARK = re.compile(r"[\\`*_~|>#\[\]()<:-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    part: str
    characters: int
    limit: int


def unsendable(loaded: LoadedBank, texts: Texts) -> Iterator[Finding]:
    """An error for each part of a bank that makes a message too long for Discord, in its longest form."""
    if len(loaded.bank.questions) > LONGEST_INTERVIEW and not _may_be_too_long(loaded.bank, texts):
        return
    told = set()
    for shown in _everything(loaded.bank, texts):
        for excess in excesses(shown.draft):
            if (shown.path, excess.part) not in told:
                told.add((shown.path, excess.part))
                what = f"Discord refuses the message `{shown.name}`: {excess.part} has {excess.characters} characters"
                instead = f"shorten it by {excess.characters - excess.limit}: {excess.limit} is the most"
                yield error(Rule.DISCORD_LIMIT, loaded, shown.path, what, instead)


def _may_be_too_long(bank: Bank, texts: Texts) -> bool:
    """False if no message is near a limit about a question that has the longest of each section.

    To compose all messages about a thousand questions takes half a minute; about nearly all banks this is enough.
    """
    longest: dict[str, object] = {}
    for name in ("text", "why", "how", "key_points", "short", "follow_ups", "also_asked_as", "topics"):
        longest[name] = max((getattr(each, name) for each in bank.questions), key=_room)
    for name in ("examples", "community_answers"):
        parts = [part for each in bank.questions for part in getattr(each, name)]
        longest[name] = (max(parts, key=lambda part: _room(part.text) + _room(part.note)),) if parts else ()
    worst = bank.questions[0].model_copy(update=longest)
    return any(
        next(excesses(shown.draft, of_limits=_NEAR), None) is not None
        for shown in _everything(bank.model_copy(update={"questions": (worst,)}), texts)
    )


def _room(value: str | tuple[str, ...]) -> int:
    """A measure of the room that a text takes: its marks may be escaped, and its lines quoted."""
    texts = (value,) if isinstance(value, str) else value
    return sum(length(text) + 2 * text.count("\n") + len(_MARK.findall(text)) for text in texts)


def _everything(bank: Bank, texts: Texts) -> Iterator[Shown]:
    """All messages about a bank, in interviews as long as one may be."""
    for start in range(0, len(bank.questions), LONGEST_INTERVIEW):
        part = bank.model_copy(update={"questions": bank.questions[start : start + LONGEST_INTERVIEW]})
        rehearsal = Rehearsal(part, texts)
        yield from rehearsal.everything_of_the_bank()
        for number in range(1, len(part.questions) + 1):
            for shown in rehearsal.everything_of(number):
                yield replace(shown, path=("questions", start + number - 1, *shown.path[2:]))


def excesses(draft: Draft, *, of_limits: float = 1) -> Iterator[Excess]:
    """The parts of a message that are longer than Discord allows, or than that share `of_limits`."""
    yield from _over("its text", draft.content, MESSAGE_CONTENT, of_limits)
    total = 0
    for embed in draft.embeds:
        for part, text, limit in _texts_of(embed):
            total += length(text or "")
            yield from _over(part, text, limit, of_limits)
    if total > of_limits * ALL_EMBEDS:
        yield Excess(part="all of it", characters=total, limit=ALL_EMBEDS)


def _texts_of(embed: Embed) -> Iterator[tuple[str, str | None, int]]:
    yield "the title", embed.title, EMBED_TITLE
    yield "the text", embed.description, EMBED_DESCRIPTION
    yield "the line above", embed.author, EMBED_AUTHOR
    yield "the line below", embed.footer, EMBED_FOOTER
    for field in embed.fields:
        yield "the name of a field", field.name, FIELD_NAME
        yield f"the field {field.name}", field.value, FIELD_VALUE


def _over(part: str, text: str | None, limit: int, of_limits: float) -> Iterator[Excess]:
    characters = length(text or "")
    if characters > of_limits * limit:
        yield Excess(part=part, characters=characters, limit=limit)
