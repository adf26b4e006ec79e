"""Notes where a question, a panel, a summary or a page of the debrief has arrived."""

from __future__ import annotations

from dataclasses import replace

from bot.interviewing.domain.answering import answer_shown, with_phase_of_present
from bot.interviewing.domain.attribution import answers_settled
from bot.interviewing.domain.events import OverviewDelivered, PanelDelivered, QuestionDelivered
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.domain.step import Step


def question_arrived(interview: Interview, event: QuestionDelivered) -> Step:
    """Note the message of a question or a follow-up, and take over what was written below it."""
    asked = interview.turn(event.number)
    if asked.question_message == event.message_id:
        return Step(interview=interview)  # two processes have stored that it arrived
    # A panel that was shown meanwhile stands above this message; the next one belongs below it.
    arrived = replace(asked, question_message=event.message_id, panel_message=None, panel_sent_at=None)
    settled, changed = answers_settled(interview.with_turn(arrived), event.number, since=event.message_id)
    effects = tuple(effect for number in changed for effect in answer_shown(settled, number))
    return Step(interview=with_phase_of_present(settled), effects=tuple(dict.fromkeys(effects)))


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
