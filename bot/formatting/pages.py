"""Lays out embeds, in their order, on as few messages as Discord's limits allow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.core.content import MessageId
from bot.formatting.discord_limits import ALL_EMBEDS, EMBEDS
from bot.formatting.quoting import quoted
from bot.formatting.split import length
from bot.outbound.draft import Draft, Embed, Page, Pings, Row

Say = Callable[..., str]
"""Looks up a sentence in the reader's language."""


def words_of(
    text: str, *, say: Say, colour: int, title: str | None = None, otherwise: str | None = None
) -> list[Embed]:
    """The whole text of a person in embeds of its own; `otherwise` is shown instead of a text without content."""
    pieces = quoted(text)
    if not pieces:
        return [] if otherwise is None else [Embed(title=title, description=otherwise, colour=colour)]
    if len(pieces) == 1:
        return [Embed(title=title, description=pieces[0], colour=colour)]
    return [
        Embed(
            title=say("review-part", number=number, total=len(pieces))
            if title is None
            else say("review-title-part", title=title, number=number, total=len(pieces)),
            description=piece,
            colour=colour,
        )
        for number, piece in enumerate(pieces, start=1)
    ]


def text_pages(
    embeds: Iterable[Embed],
    *,
    content: str | None = None,
    rows: tuple[Row, ...] = (),
    reply_to: MessageId | None = None,
    pings: Pings | None = None,
    rows_first: bool = False,
) -> list[Page]:
    """Pages named `0`, `1`, …: content, reply and pings on the first, rows on the last (or the first)."""
    messages = packed(embeds) or [()]
    return [
        Page(
            name=str(number),
            draft=Draft(
                content=content if number == 0 else None,
                embeds=message,
                rows=rows if number == (0 if rows_first else len(messages) - 1) else (),
                reply_to=reply_to if number == 0 else None,
                pings=pings if pings is not None and number == 0 else Pings(),
            ),
        )
        for number, message in enumerate(messages)
    ]


def packed(embeds: Iterable[Embed], *, room: int = ALL_EMBEDS) -> list[tuple[Embed, ...]]:
    """The embeds of each message, as many as fit into this room. Every single embed must fit."""
    messages: list[tuple[Embed, ...]] = []
    for embed in embeds:
        if messages and fit_together((*messages[-1], embed), room=room):
            messages[-1] = (*messages[-1], embed)
        else:
            messages.append((embed,))
    return messages


def fit_together(embeds: Sequence[Embed], *, room: int = ALL_EMBEDS) -> bool:
    """True if the embeds fit into one message, or into this room of it."""
    return len(embeds) <= EMBEDS and size(embeds) <= room


def size(embeds: Iterable[Embed]) -> int:
    """The characters that count towards Discord's limit for all embeds of a message."""
    return sum(_size(each) for each in embeds)


def _size(embed: Embed) -> int:
    texts = (embed.title, embed.description, embed.author, embed.footer)
    fields = sum(length(field.name) + length(field.value) for field in embed.fields)
    return sum(length(text) for text in texts if text) + fields
