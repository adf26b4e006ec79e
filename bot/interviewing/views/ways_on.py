"""The buttons that lead on from a question: to the next one, and with an answer to a coach."""

from __future__ import annotations

from bot.interviewing.domain.following_up import follow_up_due, next_follow_up
from bot.interviewing.domain.model import FollowUp, Interview, Mode, Phase, Round, Turn
from bot.interviewing.domain.standing import Standing
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, control_id, flag_id
from bot.interviewing.views.words import Words
from bot.outbound.draft import Button, ButtonStyle, Row


def leading_on(
    interview: Interview,
    of: Round,
    words: Words,
    *,
    message: MessageKind,
    standing: Standing,
    detail: int | None = None,
) -> Row:
    """What stands under help with a question: the way on in the interview, and with an answer to a coach.

    `standing`: that of the answer. `detail`: as in `control_id`.
    """
    on = onward(interview, of, words, message=message, detail=detail)
    to_coach = to_a_coach(interview, of, words, message=message, standing=standing, detail=detail)
    return tuple(each for each in (on, to_coach) if each is not None)


def onward(
    interview: Interview, of: Turn, words: Words, *, message: MessageKind, detail: int | None = None
) -> Button | None:
    """From what is on screen to what comes next, from anything else back to that; None when the interview is over."""
    style = ButtonStyle.PRIMARY
    if interview.phase is Phase.ENDED:
        return None
    if of.number != interview.on_screen.number:
        key = "button-back-to" if interview.follow_up is None else "button-back-to-follow-up"
        action, label = ControlAction.RESUME, words(key, number=interview.position)
    elif finishes(interview, of):
        action, label = ControlAction.NEXT, words("button-finish")
    elif interview.phase is Phase.DEBRIEF or of.answered:
        action, label = ControlAction.NEXT, words(_next_label(interview))
    else:
        action, label, style = ControlAction.SKIP, words("button-skip"), ButtonStyle.SECONDARY
    custom_id = control_id(action, interview.id, of.number, message, detail=detail)
    return Button(label=label, custom_id=custom_id, style=style)


def _next_label(interview: Interview) -> str:
    if interview.phase is Phase.DEBRIEF:
        return "button-debrief-next"
    return "button-next" if follow_up_due(interview) is None else "button-next-follow-up"


def finishes(interview: Interview, of: Turn) -> bool:
    """True if the way on from what was asked ends the interview: nothing is left to ask, or to walk through."""
    if of.number != interview.on_screen.number:
        return False
    if interview.phase is Phase.DEBRIEF:
        return interview.debriefed_after(of.number) is None
    return of.answered and not interview.has_next and follow_up_due(interview) is None


def to_a_follow_up(interview: Interview, of: Turn, words: Words, *, message: MessageKind) -> Button | None:
    """*Ask me a follow-up*, in practice and under an answer on screen, while the bank has one for the question."""
    asking = interview.phase in {Phase.ASKED, Phase.ANSWERED} and of.number == interview.on_screen.number
    if interview.mode is Mode.LIVE or not asking or not of.answered or not interview.present.answered:
        return None
    if next_follow_up(interview, interview.present) is None:
        return None
    custom_id = control_id(ControlAction.FOLLOW_UP, interview.id, of.number, message)
    return Button(label=words("button-follow-up"), custom_id=custom_id)


def helping(interview: Interview, of: Turn, words: Words, *, message: MessageKind) -> Row:
    """Hint and examples for the question, where the mode allows them now."""
    if interview.mode is Mode.LIVE and interview.phase not in {Phase.DEBRIEF, Phase.ENDED}:
        return ()
    question, detail = interview.question_of(of.number), _follow_up_told_apart(of)
    return tuple(
        Button(label=words(label), custom_id=control_id(action, interview.id, question, message, detail))
        for action, label in (
            (ControlAction.HINT, "button-hint"),
            (ControlAction.EXAMPLES, "button-examples"),
        )
    )


def to_a_coach(
    interview: Interview,
    of: Turn,
    words: Words,
    *,
    message: MessageKind,
    standing: Standing,
    detail: int | None = None,
) -> Button | None:
    """*Send to a coach*, if the question has an answer; what was said to its follow-ups goes along.

    A second attempt goes to the coach who gave feedback on the first.
    """
    question = interview.round(interview.question_of(of.number))
    if standing.since is not None or not question.answered:
        return None
    if standing.closed:
        label = "button-flag-anew"
    else:
        label = "button-flag" if interview.review is None else "button-flag-again"
    return Button(
        label=words(label),
        custom_id=flag_id(interview.id, question.number, message, detail or _follow_up_told_apart(of)),
        style=ButtonStyle.SUCCESS,
    )


def _follow_up_told_apart(of: Turn) -> int | None:
    """The detail in an id that names the question of a follow-up; see `control_id`."""
    return of.number if isinstance(of, FollowUp) else None
