"""Decides which help with a question a candidate is shown: the present one or any other, also when all is over."""

from __future__ import annotations

from dataclasses import replace

from bot.interviewing.domain.effects import AskRevealAnyway, ShowExamples, ShowHint
from bot.interviewing.domain.errors import WaitsForDebrief
from bot.interviewing.domain.model import Interview, Mode, Phase, Round, Rung
from bot.interviewing.domain.step import Step

_STILL_ASKING = {Phase.ASKED, Phase.ANSWERED}


def climb_hints(interview: Interview, of: Round) -> Step:
    """Show the next rung of the hint ladder; the whole ladder after the last. Raises WaitsForDebrief."""
    _require_help_allowed(interview)
    if of.hints == len(Rung):
        return Step(interview=interview, effects=(ShowHint(number=of.number, rung=None),))
    climbed = replace(of, hints=of.hints + 1)
    effect = ShowHint(number=of.number, rung=Rung(climbed.hints))
    return Step(interview=interview.with_turn(climbed), effects=(effect,))


def reveal_examples(interview: Interview, of: Round, *, sure: bool) -> Step:
    """Show the examples; before there is an answer, ask once whether to. Raises WaitsForDebrief."""
    _require_help_allowed(interview)
    too_early = interview.phase in _STILL_ASKING and not of.answered and not of.examples_seen
    if too_early and not sure and not of.reveal_asked:
        asked = interview.with_turn(replace(of, reveal_asked=True))
        return Step(interview=asked, effects=(AskRevealAnyway(number=of.number),))
    seen = replace(of, examples_seen=True, assisted=of.assisted or too_early)
    return Step(interview=interview.with_turn(seen), effects=(ShowExamples(number=of.number),))


def _require_help_allowed(interview: Interview) -> None:
    if interview.mode is Mode.LIVE and interview.phase in _STILL_ASKING:
        raise WaitsForDebrief
