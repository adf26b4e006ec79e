"""Says which follow-up to a question comes next."""

from __future__ import annotations

from bot.interviewing.domain.errors import NoFollowUpLeft, NotAnsweredYet
from bot.interviewing.domain.model import FollowUp, Interview, Round


def follow_up_due(interview: Interview) -> FollowUp | None:
    """The follow-up that comes before the next question; None if none does.

    That is one to the present question that the candidate was asked and left, or a new one while fewer were asked than
    the interview wants. A question without an answer is not followed up.
    """
    of = interview.present
    asked = interview.follow_ups_to(of.number)
    if not of.answered:
        return None
    if any(each.open for each in asked) or len(asked) < interview.follow_ups_wanted:
        return next_follow_up(interview, of)
    return None


def follow_up_wanted(interview: Interview) -> FollowUp:
    """The follow-up to the present question for who asks for one. Raises NotAnsweredYet, NoFollowUpLeft."""
    of = interview.present
    if not of.answered:
        raise NotAnsweredYet
    following = next_follow_up(interview, of)
    if following is None:
        raise NoFollowUpLeft(number=of.number)
    return following


def next_follow_up(interview: Interview, of: Round) -> FollowUp | None:
    """The follow-up that was asked and is still open, else a new one; None if the question has no other.

    Each attempt at a question begins where the one before it left off, as far as the numbers of attempts tell.
    """
    asked = interview.follow_ups_to(of.number)
    still_open = next((each for each in asked if each.open), None)
    if still_open is not None:
        return still_open
    texts = of.question.follow_ups
    first = (of.attempt - 1) * max(interview.follow_ups_wanted, 1)
    taken = {each.item for each in asked}
    order = ((first + later) % len(texts) for later in range(len(texts)))
    item = next((each for each in order if each not in taken), None)
    if item is None:
        return None
    return FollowUp(number=len(interview.turns) + 1, question=of.number, item=item, text=texts[item])
