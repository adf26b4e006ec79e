"""Decides which help with the present question a candidate is shown."""

from __future__ import annotations

from dataclasses import replace

from bot.interviewing.domain.effects import AskRevealAnyway, ShowExamples, ShowHint
from bot.interviewing.domain.errors import WaitsForDebrief
from bot.interviewing.domain.model import Interview, Mode, Phase, Rung
from bot.interviewing.domain.step import Step


def climb_hints(interview: Interview) -> Step:
    """Show the next rung of the hint ladder; the whole ladder after the last. Raises WaitsForDebrief."""
    _require_help_allowed(interview)
    present = interview.present
    if present.hints == len(Rung):
        return Step(interview=interview, effects=(ShowHint(number=present.number, rung=None),))
    climbed = replace(present, hints=present.hints + 1)
    effect = ShowHint(number=present.number, rung=Rung(climbed.hints))
    return Step(interview=interview.with_round(climbed), effects=(effect,))


def reveal_examples(interview: Interview, *, sure: bool) -> Step:
    """Show the examples; before there is an answer, ask once whether to. Raises WaitsForDebrief."""
    _require_help_allowed(interview)
    present = interview.present
    too_early = interview.phase is Phase.ASKED and not present.examples_seen
    if too_early and not sure and not present.reveal_asked:
        asked = interview.with_round(replace(present, reveal_asked=True))
        return Step(interview=asked, effects=(AskRevealAnyway(number=present.number),))
    seen = replace(present, examples_seen=True, assisted=present.assisted or too_early)
    return Step(interview=interview.with_round(seen), effects=(ShowExamples(number=present.number),))


def _require_help_allowed(interview: Interview) -> None:
    if interview.mode is Mode.LIVE and interview.phase is not Phase.DEBRIEF:
        raise WaitsForDebrief
