"""Example answers under the candidate's own, one page each; the debrief shows the same with the question above.

The debrief shows also which follow-ups were asked, and what the candidate said to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.content import File
from bot.formatting import colours
from bot.formatting.pages import packed, size
from bot.formatting.split import split
from bot.formatting.words import escaped
from bot.interviewing.domain.model import FollowUp, Interview, Phase, Round, Turn
from bot.interviewing.domain.standing import CoachsGrade, Standing
from bot.interviewing.views.comparing import comparing_rows, comparison
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, control_id
from bot.interviewing.views.measure import clock_face
from bot.interviewing.views.question import question_lines
from bot.interviewing.views.ways_on import finishes, leading_on
from bot.interviewing.views.words import Words
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed, Row
from bot.text.texts import Texts

OWN_ANSWER_ROOM = 1800
"""Characters of an answer that fit beside the longest example and question into Discord's 6000 a message.

A longer answer gets pages of its own before the examples, and so do follow-ups for which it leaves no room."""
_ROOM_WITHOUT_EXAMPLE = OWN_ANSWER_ROOM + 500
"""Characters on such a page: the longest piece of an answer fits, with the follow-up that it answers above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """An example or community answer, ready to be shown."""

    heading: str
    text: str
    note: str
    by: str


def examples_page(
    interview: Interview,
    of: Round,
    page: int,
    texts: Texts,
    *,
    standing: Standing = Standing.UNSENT,
    grade: CoachsGrade | None = None,
) -> Draft:
    """The page with this 0-based number, or the nearest page there is, with the ways on below.

    Each page has the controls to compare and to rate. `standing` and `grade`: those of the answer.
    """
    words = Words(texts, interview)
    pages = _pages(of, (), words)
    page = max(0, min(page, len(pages) - 1))
    message = MessageKind.EXAMPLES
    turning = _turning(interview, of, page, len(pages), words, message=message)
    comparing = comparing_rows(interview, of, page, words, message=message)
    on = leading_on(interview, of, words, message=message, standing=standing)
    embeds = (*pages[page], *comparison(interview, of, words, grade))
    return Draft(embeds=embeds, rows=_rows(turning, *comparing, on))


def debrief_page(
    interview: Interview, of: Round, page: int, texts: Texts, *, grade: CoachsGrade | None = None
) -> Draft:
    """A page of the debrief, with the question above and the ways through the debrief below.

    Each page has the controls to compare and to rate. `grade`: that of the answer.
    """
    words = Words(texts, interview)
    pages = _pages(of, interview.follow_ups_to(of.number), words)
    page = max(0, min(page, len(pages) - 1))
    title, lines = question_lines(of.question)
    heading = Embed(
        author=words.with_bank(words("debrief-heading", number=of.number, total=len(interview.rounds)), of),
        title=title,
        description="\n".join(lines) or None,
        colour=colours.QUESTION,
    )
    turning = _turning(interview, of, page, len(pages), words, message=MessageKind.DEBRIEF)
    comparing = comparing_rows(interview, of, page, words, message=MessageKind.DEBRIEF)
    walking = _walking(interview, of, words)
    embeds = (heading, *pages[page], *comparison(interview, of, words, grade))
    return Draft(embeds=embeds, rows=_rows(turning, *comparing, walking))


def _pages(of: Round, followed_up: Sequence[FollowUp], words: Words) -> list[tuple[Embed, ...]]:
    own = [*_own_answer(of, words), *(embed for each in followed_up for embed in follow_up_embeds(each, words))]
    given = [_embed(each) for each in _given(of, words)]
    follow_ups = "\n".join(f"- {each}" for each in of.question.follow_ups)
    next_asked = Embed(title=words("examples-next-asked"), description=follow_ups, colour=colours.HINT)
    pages: list[tuple[Embed, ...]]
    if len(own) == 1 or size(own) <= OWN_ANSWER_ROOM:
        pages = [(*own, example) for example in given]
    else:
        pages = [*packed(own, room=_ROOM_WITHOUT_EXAMPLE), *((example,) for example in given)]
    return [*pages[:-1], (*pages[-1], next_asked)]


def _own_answer(of: Round, words: Words) -> list[Embed]:
    if not of.answered:
        return [Embed(title=words("examples-own"), description=words("examples-none-own"), colour=colours.OWN)]
    pieces = _said(of, words)
    if len(pieces) == 1:
        return [Embed(title=words("examples-own"), description=pieces[0], colour=colours.OWN)]
    return [
        Embed(title=words("examples-own-part", number=number, total=len(pieces)), description=piece, colour=colours.OWN)
        for number, piece in enumerate(pieces, start=1)
    ]


def follow_up_embeds(follow_up: FollowUp, words: Words) -> list[Embed]:
    """The follow-up, and under it what the candidate said."""
    pieces = _said(follow_up, words) if follow_up.answered else [words("debrief-follow-up-unanswered")]
    author = words("debrief-follow-up")
    first = Embed(author=author, title=follow_up.text, description=pieces[0], colour=colours.OWN)
    return [first, *(Embed(description=piece, colour=colours.OWN) for piece in pieces[1:])]


def _said(to: Turn, words: Words) -> list[str]:
    """The text of an answer with the names of its files, in pieces that fit a page."""
    text = "\n".join(part.text for part in to.parts if part.text)
    names = [_named(file, words) for part in to.parts for file in part.files]
    if names:
        listed = "\n".join(f"- {name}" for name in names)
        text = "\n".join(filter(None, [text, words("examples-own-files"), listed]))
    return split(text, OWN_ANSWER_ROOM)


def _named(file: File, words: Words) -> str:
    if file.voice_seconds is None:
        return escaped(file.name)
    return words("examples-own-voice", length=clock_face(max(round(file.voice_seconds), 1)))


def _given(of: Round, words: Words) -> list[_Given]:
    examples, community = of.question.examples, of.question.community_answers
    return [
        *(
            _Given(
                heading=words("examples-heading", number=number, total=len(examples)),
                text=example.text,
                note=example.note,
                by=of.author.name,
            )
            for number, example in enumerate(examples, start=1)
        ),
        *(
            _Given(
                heading=words("examples-community", number=number, total=len(community)),
                text=answer.text,
                note=answer.note,
                by=answer.by,
            )
            for number, answer in enumerate(community, start=1)
        ),
    ]


def _embed(given: _Given) -> Embed:
    return Embed(
        title=given.heading,
        description=given.text,
        footer=f"{given.note} · {given.by}",
        colour=colours.EXAMPLE,
    )


def _turning(interview: Interview, of: Round, page: int, pages: int, words: Words, *, message: MessageKind) -> Row:
    if pages == 1:
        return ()

    def button(label: str, to: int) -> Button:
        custom_id = control_id(ControlAction.PAGE, interview.id, of.number, message, detail=to % (pages + 1))
        return Button(label=words(label), custom_id=custom_id, disabled=not 0 <= to < pages)

    return (button("button-previous-page", page - 1), button("button-next-page", page + 1))


def _walking(interview: Interview, of: Round, words: Words) -> Row:
    def button(action: ControlAction, label: str, style: ButtonStyle = ButtonStyle.SECONDARY) -> Button:
        custom_id = control_id(action, interview.id, of.number, MessageKind.DEBRIEF)
        return Button(label=words(label), custom_id=custom_id, style=style)

    hint = button(ControlAction.HINT, "button-hint")
    if interview.phase is Phase.ENDED:
        return (hint,)
    last = finishes(interview, of)
    buttons = [button(ControlAction.NEXT, "button-finish" if last else "button-debrief-next", ButtonStyle.PRIMARY)]
    if any(each < of.number for each in interview.debriefed):
        buttons.append(button(ControlAction.BACK, "button-back"))
    return (
        *buttons,
        hint,
        button(ControlAction.STATUS, "button-status"),
        *(() if last else (button(ControlAction.END, "button-end"),)),
    )


def _rows(*rows: Row) -> tuple[Row, ...]:
    return tuple(row for row in rows if row)
