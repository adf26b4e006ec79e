"""Notes where a panel, a summary or a page of the debrief has arrived."""

from __future__ import annotations

from dataclasses import replace

from bot.interviewing.domain.events import OverviewDelivered, PanelDelivered
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.domain.step import Step


def panel_arrived(interview: Interview, event: PanelDelivered) -> Step:
    """Note the panel, and when it was last shown."""
    shown = replace(interview.turn(event.number), panel_message=event.message_id, panel_sent_at=event.at)
    return Step(interview=interview.with_turn(shown))


def overview_arrived(interview: Interview, event: OverviewDelivered) -> Step:
    """Note the message, unless the candidate has turned to another page meanwhile."""
    if event.number is None:
        shown = interview.phase is Phase.ENDED
    else:
        shown = interview.phase is Phase.DEBRIEF and interview.position == event.number
    return Step(interview=replace(interview, overview_message=event.message_id) if shown else interview)
