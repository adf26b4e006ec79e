"""The controls under examples to compare an answer with the key points and to rate it, and the words on both."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.content import ShareId
from bot.formatting import colours
from bot.formatting.discord_limits import CHOICE_LABEL
from bot.formatting.quoting import plain_name
from bot.interviewing.domain.helping import helping_hints
from bot.interviewing.domain.model import Interview, Round
from bot.interviewing.domain.rating import Rating, best_rating, suggested_rating
from bot.interviewing.domain.standing import CoachsGrade
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, control_id
from bot.interviewing.views.words import Words
from bot.outbound.draft import Button, ButtonStyle, Embed, Option, Row, Select

RATE_ACTIONS = {
    Rating.STUCK: ControlAction.RATE_STUCK,
    Rating.SHAKY: ControlAction.RATE_SHAKY,
    Rating.SOLID: ControlAction.RATE_SOLID,
    Rating.EASY: ControlAction.RATE_EASY,
}


def comparing_rows(
    interview: Interview, of: Round, page: int, words: Words, *, message: MessageKind, shared: ShareId | None = None
) -> list[Row]:
    """A menu of the key points and a button for each rating, under an answer.

    `page`: that on which they are; `shared`: the community answer of a server on it.
    """
    return appraisal_rows(
        interview, of, words, lambda action: control_id(action, interview.id, of.number, message, page, shared=shared)
    )


def appraisal_rows(interview: Interview, of: Round, words: Words, id_of: Callable[[ControlAction], str]) -> list[Row]:
    """`comparing_rows` with ids by the action: `COMPARE`, or one of `RATE_ACTIONS`."""
    if not of.answered:
        return []
    buttons = tuple(_rate_button(interview, of, each, words, id_of(RATE_ACTIONS[each])) for each in Rating)
    points = of.question.key_points
    if not points:
        return [buttons]
    menu = Select(
        custom_id=id_of(ControlAction.COMPARE),
        placeholder=words("compare-which"),
        options=tuple(
            _option(point, number, ticked=number in (of.ticks or ())) for number, point in enumerate(points, start=1)
        ),
        least=0,
        most=len(points),
    )
    return [(menu,), buttons]


def comparison(interview: Interview, of: Round, words: Words, grade: CoachsGrade | None) -> list[Embed]:
    """What the candidate found and said, what that suggests, and what counts; empty without an answer."""
    if not of.answered:
        return []
    total = len(of.question.key_points)
    lines = []
    if of.ticks is not None:
        lines.append(words("compare-ticked", ticked=len(of.ticks), unticked=total - len(of.ticks), total=total))
    if of.rating is not None:
        lines.append(words("compare-rated", rating=words(_key(of.rating))))
    elif (suggested := _suggested(interview, of)) is not None:
        lines.append(words("compare-suggested", rating=words(_key(suggested))))
    if not lines:
        lines.append(words("compare-how" if total else "compare-how-without-points"))
    if of.assisted:
        lines.append(words("compare-assisted"))
    if grade is not None:
        named = words(f"grade-{grade.grade.replace('_', '-')}")
        lines.append(words("compare-coach", grade=named, covered=grade.covered, total=total))
    return [Embed(title=words("compare-heading"), description=" ".join(lines), colour=colours.OWN)]


def _option(point: str, number: int, *, ticked: bool) -> Option:
    label = plain_name(point, longest=CHOICE_LABEL)
    # The longest key point goes on below the label where that had to end.
    rest = point[len(label) - 1 :].strip() if label.endswith("…") else ""
    return Option(
        label=label,
        value=str(number),
        description=f"… {plain_name(rest, longest=CHOICE_LABEL - 2)}" if rest else None,
        chosen=ticked,
    )


def _rate_button(interview: Interview, of: Round, rating: Rating, words: Words, custom_id: str) -> Button:
    label, style = words(_key(rating)), ButtonStyle.SECONDARY
    if of.rating is rating:
        label, style = words("button-chosen", label=label), ButtonStyle.SUCCESS
    elif of.rating is None and _suggested(interview, of) is rating:
        style = ButtonStyle.PRIMARY
    return Button(label=label, custom_id=custom_id, style=style, disabled=rating > best_rating(assisted=of.assisted))


def _suggested(interview: Interview, of: Round) -> Rating | None:
    hints = helping_hints(of.hints, interview.mode)
    return suggested_rating(of.ticks, of=len(of.question.key_points), hints=hints, assisted=of.assisted)


def _key(rating: Rating) -> str:
    return f"rating-{rating.name.lower()}"
