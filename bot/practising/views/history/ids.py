"""The ids of the buttons and menus of a history, with all their state: filter, place and answer.

`mh1:<action>:<view>:<interview>:<number>:<page>`. The view says which page of the list it leads back to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.content import InterviewId, MessageId
from bot.interviewing.domain.rating import Rating
from bot.practising.domain.history.answers import AnswerId, HistoryFilter, PageEdge, Scope
from bot.reviewing.domain.model import Grade

HISTORY_IDS = "mh1"
_LARGEST_ID = 2**63 - 1
_GRADES = tuple(Grade)
_ID = "[0-9]{1,19}"
_NUMBER = "[0-9]{1,4}"
_ANY = "-"
_VIEW = (
    rf"(?P<scope>{Scope.ALL}|[{Scope.BANK}{Scope.QUESTION}](?P<about>{_ID}\.{_NUMBER}))"
    rf"-(?P<grade>[0-{len(_GRADES)}])(?P<feedback>[01])-(?P<cursor>{_ANY}|[on]{_ID})"
)


class HistoryAction(StrEnum):
    """What a button or a menu of a history does."""

    LIST = "list"
    """Shows a page of the list."""
    OPEN = "open"
    """The menu that opens an answer."""
    ANSWER = "answer"
    """Shows a page of an answer."""
    COMPARE = "compare"
    """The menu of key points."""
    RATE = "rate"
    ATTEMPTS = "tries"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """A page of the list."""

    shown: HistoryFilter = field(default_factory=HistoryFilter)
    cursor: PageEdge | None = None


def view_code(view: HistoryView) -> str:
    """At most 50 characters."""
    shown, cursor = view.shown, view.cursor
    about = "" if shown.about is None else f"{shown.about.interview}.{shown.about.number}"
    grade = 0 if shown.grade is None else _GRADES.index(shown.grade) + 1
    at = _ANY if cursor is None else f"{'n' if cursor.newer else 'o'}{cursor.message}"
    return f"{shown.scope}{about}-{grade}{int(shown.with_feedback)}-{at}"


def list_id(view: HistoryView) -> str:
    return f"{HISTORY_IDS}:{HistoryAction.LIST}:{view_code(view)}"


def open_id(view: HistoryView) -> str:
    return f"{HISTORY_IDS}:{HistoryAction.OPEN}:{view_code(view)}"


def view_template(action: HistoryAction) -> str:
    """The pattern that fits every id of an action about a list, and no other."""
    return rf"{HISTORY_IDS}:{action}:{_VIEW}"


def answer_id(action: HistoryAction, view: HistoryView, answer: AnswerId, page: int = 0, *, detail: str = "") -> str:
    """The id of a control under an answer, at most 98 characters; `page`: which one of the answer, or of attempts."""
    return f"{HISTORY_IDS}:{action}{detail}:{view_code(view)}:{answer.interview}:{answer.number}:{page}"


def rate_id(view: HistoryView, answer: AnswerId, rating: Rating, page: int) -> str:
    return answer_id(HistoryAction.RATE, view, answer, page, detail=str(int(rating)))


def answer_template(action: HistoryAction) -> str:
    """The pattern that fits every id of an action about an answer, and no other."""
    detail = r"(?P<rating>[1-4])" if action is HistoryAction.RATE else ""
    return rf"{HISTORY_IDS}:{action}{detail}:{_VIEW}:(?P<interview>{_ID}):(?P<number>{_NUMBER}):(?P<page>[0-9]{{1,4}})"


def practise_id(answer: AnswerId, action: str) -> str:
    """The id of a button that practises the question again. `action`: as for all that begin an interview."""
    return f"{HISTORY_IDS}:{action}:{answer.interview}:{answer.number}"


def practise_template(action: str) -> str:
    """The pattern that fits every id of this action, and no other."""
    return rf"{HISTORY_IDS}:{action}:(?P<interview>{_ID}):(?P<number>{_NUMBER})"


def view_of(match: Mapping[str, str | None] | re.Match[str]) -> HistoryView | None:
    """The view that an id names; None if it has a number that no database stores."""
    about = None
    if match["about"]:
        about = answer_named(match["about"])
        if about is None:
            return None
    at = match["cursor"] or _ANY
    cursor = None
    if at != _ANY:
        if int(at[1:]) > _LARGEST_ID:
            return None
        cursor = PageEdge(message=MessageId(int(at[1:])), newer=at[0] == "n")
    grade = int(match["grade"] or 0)
    shown = HistoryFilter(
        scope=Scope((match["scope"] or Scope.ALL)[0]),
        about=about,
        grade=_GRADES[grade - 1] if grade else None,
        with_feedback=match["feedback"] == "1",
    )
    return HistoryView(shown=shown, cursor=cursor)


def answer_code(answer: AnswerId) -> str:
    """The answer in a menu, or as the value of a suggestion."""
    return f"{answer.interview}.{answer.number}"


def answer_named(code: str) -> AnswerId | None:
    """The inverse of `answer_code`; None for anything else."""
    match = re.fullmatch(rf"({_ID})\.({_NUMBER})", code, re.ASCII)
    if match is None or int(match[1]) > _LARGEST_ID:
        return None
    return AnswerId(InterviewId(int(match[1])), int(match[2]))
