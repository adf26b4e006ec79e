"""A page of what a candidate has answered, newest first."""

from __future__ import annotations

from functools import partial

from bot.formatting import colours
from bot.formatting.discord_limits import CHOICE_LABEL, OPTION_DESCRIPTION
from bot.formatting.pages import Say
from bot.formatting.quoting import plain_name
from bot.formatting.words import escaped, with_code
from bot.outbound.draft import Button, Draft, Embed, Option, Row, Select
from bot.practising.domain.history.answers import HistoryPage, PageEdge, PastAnswer, Scope
from bot.practising.views.history.ids import HistoryView, answer_code, list_id, open_id
from bot.practising.views.history.marks import bank_place, grade_word, marks
from bot.text.texts import Texts

_LONGEST_QUESTION = 70
_NARROW = 30
"""Of a bank's title where much else stands beside it."""


def history_page(page: HistoryPage, view: HistoryView, texts: Texts, *, locale: str) -> Draft:
    """Short lines, a menu that opens an answer, and the ways to newer and older ones."""
    say: Say = partial(texts, locale=locale)
    if not page.answers:
        return _nothing(page, say)
    lines = [_line(number, each, say) for number, each in enumerate(page.answers, start=1)]
    about = _limits(page, say)
    embed = Embed(
        title=say("history-title"),
        description="\n".join([*([about, ""] if about else []), *lines]),
        colour=colours.SUMMARY,
    )
    menu = Select(
        custom_id=open_id(view),
        placeholder=say("history-open"),
        options=tuple(_option(number, each, say) for number, each in enumerate(page.answers, start=1)),
    )
    return Draft(embeds=(embed,), rows=tuple(row for row in ((menu,), _turning(page, say)) if row))


def _nothing(page: HistoryPage, say: Say) -> Draft:
    if page.shown.is_open and not page.has_newer and not page.has_older:
        return Draft(content=say("history-none"))
    everything = Button(label=say("button-history-all"), custom_id=list_id(HistoryView()))
    return Draft(content=say("history-none-like-that"), rows=((everything,),))


def _line(number: int, of: PastAnswer, say: Say) -> str:
    question = with_code(plain_name(of.question.text, longest=_LONGEST_QUESTION))
    facts = [say("history-date", at=str(int(of.at.timestamp()))), bank_place(of, say, longest_bank=_NARROW)]
    return f"**{number}.** {question}\n-# {' · '.join([*facts, *marks(of, say)])}"


def _option(number: int, of: PastAnswer, say: Say) -> Option:
    facts = [say("history-where", bank=plain_name(of.bank.title, longest=_NARROW), number=of.bank_number)]
    return Option(
        label=plain_name(f"{number}. {of.question.text}", longest=CHOICE_LABEL),
        value=answer_code(of.id),
        description=plain_name(" · ".join([*facts, *marks(of, say)]), longest=OPTION_DESCRIPTION),
    )


def _limits(page: HistoryPage, say: Say) -> str:
    """What the list is limited to, in a line; empty if to nothing."""
    first, shown = page.answers[0], page.shown
    found = []
    if shown.scope is Scope.BANK:
        found.append(say("history-of-bank", bank=escaped(plain_name(first.bank.title))))
    if shown.scope is Scope.QUESTION:
        found.append(say("history-of-question", where=bank_place(first, say)))
    if shown.grade is not None:
        found.append(say("history-of-grade", grade=grade_word(shown.grade, say)))
    elif shown.with_feedback:
        found.append(say("history-of-feedback"))
    return "" if not found else say("history-limits", limits=" · ".join(found))


def _turning(page: HistoryPage, say: Say) -> Row:
    if not (page.has_newer or page.has_older) and page.shown.is_open:
        return ()
    newest, oldest = page.answers[0].first_message, page.answers[-1].first_message

    def button(label: str, cursor: PageEdge, *, there: bool) -> Button:
        custom_id = list_id(HistoryView(shown=page.shown, cursor=cursor))
        return Button(label=say(label), custom_id=custom_id, disabled=not there)

    row: Row = ()
    if page.has_newer or page.has_older:
        row = (
            button("button-newer", PageEdge(message=newest, newer=True), there=page.has_newer),
            button("button-older", PageEdge(message=oldest), there=page.has_older),
        )
    if page.shown.is_open:
        return row
    return (*row, Button(label=say("button-history-all"), custom_id=list_id(HistoryView())))
