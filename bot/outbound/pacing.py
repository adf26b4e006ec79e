"""Says of a parcel whether it is still wanted, and when it may be sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.interviewing.domain.effects import AskQuestion, Effect, ShowDebrief, ShowPanel
from bot.interviewing.domain.model import Interview, Phase
from bot.reviewing.domain.effects import Audience, NewsKind, Remind, ReviewEffect, ShowPaper
from bot.reviewing.domain.model import LetterState, Review, Side, Stage
from bot.reviewing.domain.posting import is_here
from bot.reviewing.domain.posts import CARD, Paper, PaperKind

PANEL_PACE = timedelta(seconds=1)
"""A panel is not edited more often than this."""
LONGEST_BACKOFF = timedelta(minutes=5)
REPLY_HOLD = timedelta(seconds=5)
"""How long a parcel waits for the reply to the interaction that caused it, before it is sent as a message."""


def backoff(attempts: int) -> timedelta:
    """How long a parcel rests after an attempt, when there were that many before."""
    return min(timedelta(seconds=2 ** min(attempts, 10)), LONGEST_BACKOFF)


def is_edit(effect: Effect, interview: Interview | None) -> bool:
    """Whether it changes a message that is there already, so that the order does not matter."""
    return (
        isinstance(effect, ShowPanel)
        and interview is not None
        and interview.round(effect.number).panel_message is not None
    )


def paced_until(effect: Effect, interview: Interview) -> datetime | None:
    """When a panel that was just shown may be edited; None for everything else."""
    if not isinstance(effect, ShowPanel):
        return None
    sent_at = interview.round(effect.number).panel_sent_at
    return None if sent_at is None else sent_at + PANEL_PACE


def still_wanted(effect: Effect, interview: Interview) -> bool:
    """Whether what was decided some time ago is still true."""
    match effect:
        case AskQuestion(number=number):
            return interview.position == number and interview.phase not in {Phase.DEBRIEF, Phase.ENDED}
        case ShowDebrief(number=number):
            return interview.position == number and interview.phase is Phase.DEBRIEF
        case ShowPanel(number=number):
            shown = interview.round(number)
            return shown.panel_message is not None or (shown.answered and interview.phase is not Phase.ENDED)
        case _:
            return True


def review_still_wanted(effect: ReviewEffect, review: Review, at: datetime) -> bool:
    """Whether what was decided about a review some time ago is still true."""
    match effect:
        case Remind(audience=audience):
            free = review.claim_at(at) is None or audience is Audience.LEADS
            return review.stage is Stage.WAITING and free
        case ShowPaper(news=NewsKind.LATE):
            return review.stage is Stage.WAITING
        case ShowPaper(news=NewsKind.CLOSED):
            return review.stage is Stage.CLOSED
        case ShowPaper(news=NewsKind.TAKEN_BACK):
            return review.is_over and not review.feedback
        case ShowPaper(paper=paper) if review.stage is Stage.WITHDRAWN and _is_candidates(paper, review):
            return paper == CARD
        case ShowPaper(paper=paper) if paper.kind in {PaperKind.LETTER, PaperKind.RECEIPT, PaperKind.COPY}:
            letter = review.letter(paper.number)
            if paper.kind is PaperKind.LETTER and letter.state is LetterState.HELD:
                return False
            if paper.kind is PaperKind.RECEIPT and letter.side is Side.COACH and not is_here(review, letter):
                return False  # its copy says so
            if review.erased and paper.kind is not PaperKind.COPY:
                # A delivered letter stays as it was read; a mark says that nothing is kept any more.
                return letter.state is LetterState.WAITING or paper.kind is PaperKind.RECEIPT
            return letter.state is not LetterState.WITHDRAWN
        case _:
            return True


def _is_candidates(paper: Paper, review: Review) -> bool:
    """Whether it shows coaches what the candidate wrote."""
    if paper.kind is PaperKind.LETTER:
        return review.letter(paper.number).side is Side.CANDIDATE
    return paper.kind in {PaperKind.ANSWER, PaperKind.CHANGE}
