"""Composes every message that Discord will show about a question, as the bot does in an interview."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.banks.format.model import Bank
from bot.core.content import MessageId, Part, UserId
from bot.interviewing.domain.effects import AskQuestion, Effect, ShowHint, ShowPanel, ShowSummary
from bot.interviewing.domain.helping import ladder
from bot.interviewing.domain.model import Interview, Mode, Phase, Round, Rung
from bot.interviewing.domain.opening import opened
from bot.interviewing.domain.selection import Chosen
from bot.interviewing.views.composer import InterviewMessages
from bot.interviewing.views.examples import OWN_ANSWER_ROOM, debrief_page, examples_page, pages_before_examples
from bot.interviewing.views.overview import status
from bot.outbound.draft import Draft
from bot.text.texts import DEFAULT_LOCALE, Texts
from bot.yamlfile.problem import Path

_SOME_TIME = datetime(2026, 1, 1, tzinfo=UTC)
_LONGEST_ANSWER_ON_A_PAGE = "W" * OWN_ANSWER_ROOM
_SECTIONS = {Rung.WHY: "why", Rung.HOW: "how", Rung.KEY_POINTS: "key_points"}
_Page = Callable[[Interview, Round, int, Texts], Draft]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message, and the part of the bank that it shows."""

    path: Path
    name: str
    """The message's name, as a candidate would call it."""
    draft: Draft


class Rehearsal:
    """An interview about all questions of a bank, with no candidate."""

    def __init__(self, bank: Bank, texts: Texts) -> None:
        self._texts = texts
        self._composer = InterviewMessages(texts)
        self._practice, self._live = (_interview(bank, mode) for mode in (Mode.PRACTICE, Mode.LIVE))
        self._answered = _answered(self._practice)

    def shown_of(self, number: int) -> Iterator[Shown]:
        """The messages of a question in practice mode, in the order in which a candidate opens them."""
        practice = replace(self._practice, phase=Phase.ASKED, position=number)
        path = _of(number)
        yield Shown(
            path=(*path, "question"), name="question", draft=self._compose(AskQuestion(number=number), practice)
        )
        for rung in ladder(practice.round(number).question):
            draft = self._compose(ShowHint(number=number, rung=rung), practice)
            yield Shown(path=(*path, _SECTIONS[rung]), name=f"hint {rung.value}", draft=draft)
        yield from self._pages(practice, number, examples_page, "example answers")

    def opening(self) -> Shown:
        """The first message of an interview, with the introduction, if there is one, above the first question."""
        has_introduction = bool(self._practice.introduction)
        return Shown(
            path=("introduction",) if has_introduction else (*_of(1), "question"),
            name="introduction" if has_introduction else "beginning",
            draft=self._compose(AskQuestion(number=1), self._practice),
        )

    def everything_of(self, number: int) -> Iterator[Shown]:
        """The messages of a question in every mode, before and after the longest answer that fits one page."""
        path = _of(number)
        yield from self.shown_of(number)
        for name, phase, interview in (
            ("question at the start", Phase.OPENING, self._practice),
            ("question of a live interview", Phase.ASKED, self._live),
            ("question with an answer", Phase.ANSWERED, self._answered),
        ):
            moment = replace(interview, phase=phase, position=number)
            draft = self._compose(AskQuestion(number=number), moment)
            yield Shown(path=(*path, "question"), name=name, draft=draft)
        answered = replace(self._answered, phase=Phase.ANSWERED, position=number)
        yield Shown(
            path=(*path, "why"), name="all hints", draft=self._compose(ShowHint(number=number, rung=None), answered)
        )
        yield Shown(path=path, name="panel", draft=self._compose(ShowPanel(number=number), answered))
        yield from self._pages(answered, number, examples_page, "example answers under a long answer")
        for interview in (self._live, self._answered):
            moment = replace(interview, phase=Phase.DEBRIEF, position=number)
            yield from self._pages(moment, number, debrief_page, "debrief")

    def everything_of_the_bank(self) -> Iterator[Shown]:
        """The messages that name the bank, or several of its questions."""
        yield self.opening()
        for phase in (Phase.ASKED, Phase.DEBRIEF):
            yield Shown(path=("questions",), name="status", draft=status(replace(self._live, phase=phase), self._texts))
        over = replace(self._practice, phase=Phase.ENDED)
        yield Shown(path=("title",), name="summary", draft=self._compose(ShowSummary(), over))

    def _compose(self, effect: Effect, interview: Interview) -> Draft:
        return self._composer.compose(effect, interview)

    def _pages(self, interview: Interview, number: int, page_of: _Page, name: str) -> Iterator[Shown]:
        of = interview.round(number)
        given = [
            *((("short",),) if of.question.short else ()),
            *(("examples", at) for at in range(len(of.question.examples))),
            *(("community_answers", at) for at in range(len(of.question.community_answers))),
        ]
        first = pages_before_examples(interview, of, self._texts)
        for page, path in enumerate(given or [()]):
            draft = page_of(interview, of, first + page, self._texts)
            yield Shown(path=(*_of(number), *path), name=f"{name}, page {page + 1} of {len(given) or 1}", draft=draft)


def _of(number: int) -> Path:
    return ("questions", number - 1)


def _interview(bank: Bank, mode: Mode) -> Interview:
    interview = opened(
        [Chosen(bank=bank, number=number) for number in range(1, len(bank.questions) + 1)],
        mode=mode,
        candidate=UserId(0),
        server=None,
        locale=DEFAULT_LOCALE,
        seen={},
        now=_SOME_TIME,
    )
    return replace(interview, rounds=tuple(replace(each, asked_at=_SOME_TIME) for each in interview.rounds))


def _answered(interview: Interview) -> Interview:
    answer = Part(message_id=MessageId(1), text=_LONGEST_ANSWER_ON_A_PAGE)
    return replace(interview, rounds=tuple(replace(each, parts=(answer,)) for each in interview.rounds))
