"""Decides what becomes of what a candidate says about an answer of theirs, also when all is over."""

from __future__ import annotations

from dataclasses import replace

from bot.interviewing.domain.effects import Effect, UpdateExamples, UpdateOverview
from bot.interviewing.domain.errors import NoSuchKeyPoint, NothingToRate
from bot.interviewing.domain.events import Compared, ExamplesPage, Rated
from bot.interviewing.domain.model import Interview, Phase, Round
from bot.interviewing.domain.rating import best_rating
from bot.interviewing.domain.requirements import helped_with, require_help_allowed
from bot.interviewing.domain.step import Step


def compare_answer(interview: Interview, event: Compared) -> Step:
    """Note the ticked key points. Raises WaitsForDebrief, NothingToRate, NoSuchKeyPoint, and as `helped_with`."""
    of = _answered(interview, event.question_number)
    if not event.ticks <= frozenset(range(1, len(of.question.key_points) + 1)):
        raise NoSuchKeyPoint
    return _noted(interview, replace(of, ticks=event.ticks), event.shown)


def rate_answer(interview: Interview, event: Rated) -> Step:
    """Note the rating, or the best one that there can be. Raises WaitsForDebrief, NothingToRate, and as `helped_with`.

    Who looked at the examples before they tried cannot tell how it would have gone without.
    """
    of = _answered(interview, event.question_number)
    rating = min(event.rating, best_rating(assisted=of.assisted))
    return _noted(interview, replace(of, rating=rating), event.shown)


def _answered(interview: Interview, number: int) -> Round:
    of = helped_with(interview, number)
    require_help_allowed(interview)
    if not of.answered:
        raise NothingToRate
    return of


def _noted(interview: Interview, of: Round, shown: ExamplesPage | None) -> Step:
    effects: tuple[Effect, ...] = ()
    if shown is not None:
        update = UpdateExamples(
            number=of.number,
            message=shown.message,
            page=shown.page,
            in_debrief=shown.in_debrief,
            shared=shown.shared,
        )
        effects = (update,)
    if interview.phase is Phase.ENDED:
        effects = (*effects, UpdateOverview())
    return Step(interview=interview.with_turn(of), effects=effects)
