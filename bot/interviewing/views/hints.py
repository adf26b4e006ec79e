"""The messages that help: hints, and the question whether to reveal examples before there is an answer."""

from __future__ import annotations

from bot.banks.format.model import Question
from bot.formatting import colours
from bot.formatting.pages import Say
from bot.interviewing.domain.helping import ladder
from bot.interviewing.domain.model import Interview, Round, Rung
from bot.interviewing.domain.standing import Standing
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, control_id
from bot.interviewing.views.ways_on import leading_on
from bot.interviewing.views.words import Words
from bot.outbound.draft import Button, Draft, Embed, Row
from bot.text.texts import Texts

_NEXT_HINT = {Rung.HOW: "button-next-hint-how", Rung.KEY_POINTS: "button-next-hint-key-points"}


def hint(
    interview: Interview, of: Round, rung: Rung | None, texts: Texts, *, standing: Standing = Standing.UNSENT
) -> Draft:
    """One rung of the hint ladder, with a button to the next; the whole ladder for None. Under both the ways on.

    With the lowest rung come the other words in which the question is asked. Rungs for which the bank has nothing to
    say are left out; without any, that is said.
    """
    words = Words(texts, interview)
    on = leading_on(interview, of, words, message=MessageKind.HINT, standing=standing, detail=rung or 0)
    rungs = ladder(of.question)
    if rung is None:
        embeds = (*(_rung(of, each, words) for each in rungs), *other_words(of.question, words))
        content = words("hint-all-seen" if rungs else "hint-none-answered" if of.answered else "hint-none")
        return Draft(content=content, embeds=embeds, rows=(on,) if on else ())
    further: Row = ()
    if rung != rungs[-1]:
        following = rungs[rungs.index(rung) + 1]
        further = (
            Button(
                label=words(_NEXT_HINT[following]),
                custom_id=control_id(ControlAction.HINT, interview.id, of.number, MessageKind.HINT, detail=rung),
            ),
        )
    embeds = (_rung(of, rung, words), *(other_words(of.question, words) if rung == rungs[0] else ()))
    return Draft(embeds=embeds, rows=tuple(row for row in (further, on) if row))


def other_words(question: Question, words: Say) -> tuple[Embed, ...]:
    """The other words in which the question is asked, if the bank has any."""
    if not question.also_asked_as:
        return ()
    listed = "\n".join(f"- {each}" for each in question.also_asked_as)
    return (Embed(title=words("hint-also-asked-as"), description=listed, colour=colours.QUESTION),)


def reveal_question(interview: Interview, of: Round, texts: Texts) -> Draft:
    """The question whether to show the examples before there is an answer."""
    words = Words(texts, interview)
    reveal = Button(
        label=words("button-reveal"),
        custom_id=control_id(ControlAction.REVEAL, interview.id, of.number, MessageKind.REVEAL),
    )
    return Draft(content=words("reveal-question"), rows=((reveal,),))


def _rung(of: Round, rung: Rung, words: Words) -> Embed:
    rungs = ladder(of.question)
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
        footer=words("hint-count", number=rungs.index(rung) + 1, total=len(rungs)),
        colour=colours.HINT,
    )
