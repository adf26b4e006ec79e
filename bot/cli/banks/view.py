"""Shows the messages of a bank on a terminal, as they will look in Discord."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.banks.format.loader import LoadedBank
from bot.cli.banks.discord_text import as_discord_shows
from bot.interviewing.views.rehearsal import Rehearsal, Shown
from bot.outbound.draft import Draft, Embed, Row, Select
from bot.text.texts import Texts

_WIDTH = 80
"""About as wide as Discord shows an embed."""


def question_view(loaded: LoadedBank, number: int, texts: Texts) -> Iterator[RenderableType]:
    """Every message of one question."""
    for shown in Rehearsal(loaded.bank, texts).shown_of(number):
        yield from _message(loaded, shown)


def bank_view(loaded: LoadedBank, texts: Texts) -> Iterator[RenderableType]:
    """The beginning of an interview, and a list of all questions."""
    yield from _message(loaded, Rehearsal(loaded.bank, texts).opening())
    yield Text()
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold underline")
    for heading in ("No.", "Id", "Kind", "Difficulty", "Line"):
        table.add_column(heading, justify="right" if heading in {"No.", "Line"} else "left", overflow="fold")
    for number, question in enumerate(loaded.bank.questions, start=1):
        line = loaded.line_of(("questions", number - 1))
        table.add_row(str(number), question.id, question.kind, question.difficulty, str(line))
    yield table


def sources_view(loaded: LoadedBank, numbers: Iterable[int] | None = None) -> RenderableType:
    """What the bank's claims rest on, claim by claim; those of all questions, or of the ones with these numbers."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold underline")
    for heading in ("Question", "Claim", "Where", "Checked"):
        table.add_column(heading, overflow="fold")
    chosen = range(1, len(loaded.bank.questions) + 1) if numbers is None else numbers
    for question in (loaded.bank.questions[number - 1] for number in chosen):
        for source in question.sources:
            table.add_row(*map(Text, (question.id, source.claim, source.where, source.checked)))
    return table if table.row_count else Text("No sources are named.")


def _message(loaded: LoadedBank, shown: Shown) -> Iterator[RenderableType]:
    yield Rule(f"{shown.name} · {loaded.file}:{loaded.line_of(shown.path)}", style="dim", align="left")
    yield from _draft(shown.draft)


def _draft(draft: Draft) -> Iterator[RenderableType]:
    if draft.content:
        yield as_discord_shows(draft.content)
    for embed in draft.embeds:
        yield _embed(embed)
    for row in draft.rows:
        yield _row(row)


def _embed(embed: Embed) -> Panel:
    parts: list[RenderableType] = []
    if embed.author:
        parts.append(Text(embed.author, style="dim"))
    if embed.title:
        title = as_discord_shows(embed.title)
        title.stylize("bold")
        parts.append(title)
    if embed.description:
        parts.append(as_discord_shows(embed.description))
    if embed.fields:
        fields = Table.grid(padding=(0, 3))
        fields.add_row(*(Text(field.name, style="bold") for field in embed.fields))
        fields.add_row(*(as_discord_shows(field.value) for field in embed.fields))
        parts += [Text(), fields]
    if embed.footer:
        parts += [Text(), Text(embed.footer, style="dim")]
    colour = "white" if embed.colour is None else f"#{embed.colour:06x}"
    return Panel(Group(*parts), border_style=colour, width=_WIDTH)


def _row(row: Row) -> Text:
    shown = Text()
    for item in row:
        label = f"{item.placeholder} ▾" if isinstance(item, Select) else item.label
        disabled = getattr(item, "disabled", False)
        shown.append(f" {label} ", style="dim" if disabled else "reverse").append("  ")
    return shown
