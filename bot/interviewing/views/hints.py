"""The messages that help: hints, and the question whether to reveal examples before there is an answer."""

from __future__ import annotations

from bot.formatting import colours
from bot.interviewing.domain.model import Interview, Round, Rung
from bot.interviewing.domain.standing import Standing
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, control_id
from bot.interviewing.views.ways_on import leading_on
from bot.interviewing.views.words import Words
from bot.outbound.draft import Button, Draft, Embed, Row
from bot.text.texts import Texts

_NEXT_HINT = {Rung.WHY: "button-next-hint-how", Rung.HOW: "button-next-hint-key-points"}


def hint(
    interview: Interview, of: Round, rung: Rung | None, texts: Texts, *, standing: Standing = Standing.UNSENT
) -> Draft:
    """One rung of the hint ladder, with a button to the next; the whole ladder for None. Under both the ways on."""
    words = Words(texts, interview)
    on = leading_on(interview, of, words, message=MessageKind.HINT, standing=standing, detail=rung or 0)
    if rung is None:
        embeds = tuple(_rung(of, each, words) for each in Rung)
        return Draft(content=words("hint-all-seen"), embeds=embeds, rows=(on,) if on else ())
    label = _NEXT_HINT.get(rung)
    further: Row = ()
    if label is not None:
        further = (
            Button(
                label=words(label),
                custom_id=control_id(ControlAction.HINT, interview.id, of.number, MessageKind.HINT, detail=rung),
            ),
        )
    return Draft(embeds=(_rung(of, rung, words),), rows=tuple(row for row in (further, on) if row))


def reveal_question(interview: Interview, of: Round, texts: Texts) -> Draft:
    """The question whether to show the examples before there is an answer."""
    words = Words(texts, interview)
    reveal = Button(
        label=words("button-reveal"),
        custom_id=control_id(ControlAction.REVEAL, interview.id, of.number, MessageKind.REVEAL),
    )
    return Draft(content=words("reveal-question"), rows=((reveal,),))


def _rung(of: Round, rung: Rung, words: Words) -> Embed:
    match rung:
        case Rung.WHY:
            title, body = "hint-why", of.question.why
        case Rung.HOW:
            title, body = "hint-how", of.question.how
        case Rung.KEY_POINTS:
            title, body = "hint-key-points", "\n".join(f"- {point}" for point in of.question.key_points)
    return Embed(
        title=words(title),
        description=body,
        footer=words("hint-count", number=int(rung), total=len(Rung)),
        colour=colours.HINT,
    )
