"""The buttons that lead on from a question: to the next one, and with an answer to a coach."""

from __future__ import annotations

from bot.interviewing.domain.model import Interview, Mode, Phase, Round
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
    interview: Interview, of: Round, words: Words, *, message: MessageKind, detail: int | None = None
) -> Button | None:
    """From the present question to the next, from any other back to that; None when the interview is over."""
    style = ButtonStyle.PRIMARY
    if interview.phase is Phase.ENDED:
        return None
    if of.number != interview.position:
        action, label = ControlAction.RESUME, words("button-back-to", number=interview.position)
    elif finishes(interview, of):
        action, label = ControlAction.NEXT, words("button-finish")
    elif interview.phase is Phase.DEBRIEF or of.answered:
        action = ControlAction.NEXT
        label = words("button-debrief-next" if interview.phase is Phase.DEBRIEF else "button-next")
    else:
        action, label, style = ControlAction.SKIP, words("button-skip"), ButtonStyle.SECONDARY
    custom_id = control_id(action, interview.id, of.number, message, detail=detail)
    return Button(label=label, custom_id=custom_id, style=style)


def finishes(interview: Interview, of: Round) -> bool:
    """True if the way on from this question ends the interview: nothing is left to ask, or to walk through."""
    if of.number != interview.position:
        return False
    if interview.phase is Phase.DEBRIEF:
        return interview.debriefed_after(of.number) is None
    return of.answered and not interview.has_next


def helping(interview: Interview, of: Round, words: Words, *, message: MessageKind) -> Row:
    """Hint and examples, where the mode allows them now."""
    if interview.mode is Mode.LIVE and interview.phase not in {Phase.DEBRIEF, Phase.ENDED}:
        return ()
    return tuple(
        Button(label=words(label), custom_id=control_id(action, interview.id, of.number, message))
        for action, label in (
            (ControlAction.HINT, "button-hint"),
            (ControlAction.EXAMPLES, "button-examples"),
        )
    )


def to_a_coach(
    interview: Interview,
    of: Round,
    words: Words,
    *,
    message: MessageKind,
    standing: Standing,
    detail: int | None = None,
) -> Button | None:
    """*Send to a coach*, if there is an answer. A second attempt goes to the coach who gave feedback on the first."""
    if standing.since is not None or not of.answered:
        return None
    if standing.closed:
        label = "button-flag-anew"
    else:
        label = "button-flag" if interview.review is None else "button-flag-again"
    return Button(
        label=words(label),
        custom_id=flag_id(interview.id, of.number, message, detail),
        style=ButtonStyle.SUCCESS,
    )
