"""Decides which help with a question a candidate is shown: the present one or any other, also when all is over."""

from __future__ import annotations

from dataclasses import replace

from bot.banks.format.model import Question
from bot.interviewing.domain.effects import AskRevealAnyway, ShowExamples, ShowHint
from bot.interviewing.domain.model import Interview, Mode, Round, Rung
from bot.interviewing.domain.requirements import STILL_ASKING, require_help_allowed
from bot.interviewing.domain.step import Step


def ladder(question: Question) -> tuple[Rung, ...]:
    """The rungs for which the bank has something to say, lowest first."""
    there = {Rung.WHY: question.why, Rung.HOW: question.how, Rung.KEY_POINTS: question.key_points}
    return tuple(rung for rung in Rung if there[rung])


def has_examples(question: Question) -> bool:
    """True if the bank has an answer to show."""
    return bool(question.short or question.examples or question.community_answers)


def climb_hints(interview: Interview, of: Round) -> Step:
    """Show the next rung of the hint ladder; the whole ladder after the last. Raises WaitsForDebrief."""
    require_help_allowed(interview)
    rungs = ladder(of.question)
    if of.hints >= len(rungs):
        return Step(interview=interview, effects=(ShowHint(number=of.number, rung=None),))
    climbed = replace(of, hints=of.hints + 1)
    effect = ShowHint(number=of.number, rung=rungs[of.hints])
    return Step(interview=interview.with_turn(climbed), effects=(effect,))


def helping_hints(hints: int, mode: Mode) -> int:
    """How many of the hints to a question may have helped to answer it: in a live interview they come afterwards."""
    return hints if mode is Mode.PRACTICE else 0


def reveal_examples(interview: Interview, of: Round, *, sure: bool, others: bool) -> Step:
    """Show the examples; before there is an answer, ask once whether to. Raises WaitsForDebrief.

    Where the bank has none, and no answers of `others` are shared, there is nothing to see, and nothing counts as seen.
    """
    require_help_allowed(interview)
    if not others and not has_examples(of.question):
        return Step(interview=interview, effects=(ShowExamples(number=of.number),))
    too_early = interview.phase in STILL_ASKING and not of.answered and not of.examples_seen
    if too_early and not sure and not of.reveal_asked:
        asked = interview.with_turn(replace(of, reveal_asked=True))
        return Step(interview=asked, effects=(AskRevealAnyway(number=of.number),))
    seen = replace(of, examples_seen=True, assisted=of.assisted or too_early)
    return Step(interview=interview.with_turn(seen), effects=(ShowExamples(number=of.number),))
