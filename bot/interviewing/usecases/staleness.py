"""Says whether a parcel of an interview is still wanted, when it may be sent, and where it belongs."""

from __future__ import annotations

from datetime import datetime

from bot.interviewing.domain.effects import AskQuestion, AskWhatItIs, Effect, ShowDebrief, ShowPanel, UpdateOverview
from bot.interviewing.domain.model import Interview, Phase
from bot.outbound.pacing import PANEL_PACE


def paced_until(effect: Effect, interview: Interview) -> datetime | None:
    """The earliest time to edit a panel that was shown before; None for everything else."""
    if not isinstance(effect, ShowPanel):
        return None
    sent_at = interview.turn(effect.number).panel_sent_at
    return None if sent_at is None else sent_at + PANEL_PACE


def comes_down(effect: Effect, interview: Interview) -> bool:
    """True for a panel above something that the candidate has added to the answer since: it is out of their sight.

    The panel of a question or a follow-up that they have left stays where it is.
    """
    if not isinstance(effect, ShowPanel) or interview.phase not in {Phase.ASKED, Phase.ANSWERED}:
        return False
    if interview.parked_by is not None:
        return False
    shown = interview.turn(effect.number)
    if shown.number != interview.on_screen.number or shown.panel_message is None:
        return False
    return any(part.message_id > shown.panel_message for part in shown.parts)


def still_wanted(effect: Effect, interview: Interview) -> bool:
    """True while the effect still fits the interview."""
    on_screen = None if interview.parked_by is not None else interview.on_screen.number
    match effect:
        case AskQuestion(number=number):
            return on_screen == number and interview.phase not in {Phase.DEBRIEF, Phase.ENDED}
        case ShowDebrief(number=number):
            return on_screen == number and interview.phase is Phase.DEBRIEF
        case ShowPanel(number=number):
            shown = interview.turn(number)
            return shown.panel_message is not None or shown.answered
        case UpdateOverview():
            return interview.overview_message is not None
        case AskWhatItIs(message=message):
            return interview.turn_containing(message) is None
        case _:
            return True
