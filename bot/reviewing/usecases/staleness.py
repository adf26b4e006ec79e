"""Says whether a parcel of a review is still wanted."""

from __future__ import annotations

from datetime import datetime

from bot.reviewing.domain.effects import Audience, NewsKind, Remind, ReviewEffect, ShowPaper
from bot.reviewing.domain.model import LetterState, Review, Side, Stage
from bot.reviewing.domain.posting import is_here
from bot.reviewing.domain.posts import CARD, Paper, PaperKind


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
