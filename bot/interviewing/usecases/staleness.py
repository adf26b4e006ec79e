"""Says whether a parcel of an interview is still wanted, and when it may be sent."""

from __future__ import annotations

from datetime import datetime

from bot.interviewing.domain.effects import AskQuestion, AskWhatItIs, Effect, ShowDebrief, ShowPanel, UpdateOverview
from bot.interviewing.domain.model import Interview, Phase
from bot.outbound.pacing import PANEL_PACE


def paced_until(effect: Effect, interview: Interview) -> datetime | None:
    """The earliest time to edit a panel that was shown before; None for everything else."""
    if not isinstance(effect, ShowPanel):
        return None
    sent_at = interview.round(effect.number).panel_sent_at
    return None if sent_at is None else sent_at + PANEL_PACE


def still_wanted(effect: Effect, interview: Interview) -> bool:
    """True while the effect still fits the interview."""
    match effect:
        case AskQuestion(number=number):
            return interview.position == number and interview.phase not in {Phase.DEBRIEF, Phase.ENDED}
        case ShowDebrief(number=number):
            return interview.position == number and interview.phase is Phase.DEBRIEF
        case ShowPanel(number=number):
            shown = interview.round(number)
            return shown.panel_message is not None or shown.answered
        case UpdateOverview():
            return interview.overview_message is not None
        case AskWhatItIs(message=message):
            return interview.round_containing(message) is None
        case _:
            return True
