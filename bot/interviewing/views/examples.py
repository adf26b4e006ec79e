"""Example answers under the candidate's own, one page each; the debrief shows the same with the question above.

The debrief shows also which follow-ups were asked, and what the candidate said to them. What candidates of the server
have shared comes last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.content import File, ShareId
from bot.formatting import colours
from bot.formatting.pages import packed, size
from bot.formatting.split import length, split
from bot.formatting.words import escaped
from bot.interviewing.domain.afterwards.community import ApprovedAnswer
from bot.interviewing.domain.model import FollowUp, Interview, Phase, Round, Turn
from bot.interviewing.domain.standing import CoachsGrade, Standing
from bot.interviewing.views.community import CommunityPages, pages_of, vote_row
from bot.interviewing.views.comparing import comparing_rows, comparison
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, control_id, share_offer_id
from bot.interviewing.views.measure import clock_face
from bot.interviewing.views.question import question_lines
from bot.interviewing.views.ways_on import finishes, leading_on
from bot.interviewing.views.words import Words
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed, Row
from bot.text.texts import Texts

OWN_ANSWER_ROOM = 1800
"""Characters of an answer that fit beside the longest question and an example of as many into Discord's 6000 a message.

A longer answer gets pages of its own before the examples, as does one beside a longer example, and so do follow-ups for
which there is no room."""
_ROOM_WITHOUT_EXAMPLE = OWN_ANSWER_ROOM + 500
"""Characters on such a page: the longest piece of an answer fits, with the follow-up that it answers above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """An example or community answer, ready to be shown."""

    heading: str
    text: str
    note: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    embeds: tuple[Embed, ...]
    answer: ApprovedAnswer | None = None
    """The community answer of the server on it; None on all other pages."""

    @property
    def shared(self) -> ShareId | None:
        return None if self.answer is None else self.answer.share


def examples_page(
    interview: Interview,
    of: Round,
    page: int,
    texts: Texts,
    *,
    standing: Standing = Standing.UNSENT,
    grade: CoachsGrade | None = None,
    community: CommunityPages = CommunityPages.NONE,
) -> Draft:
    """The page with this 0-based number, or the nearest page there is, with the ways on below.

    Each page has the controls to compare and to rate. `standing` and `grade`: those of the answer.
    """
    words = Words(texts, interview)
    pages = _pages(of, (), community.answers, words)
    page = _nearest(pages, page, community.wanted)
    message = MessageKind.EXAMPLES
    controls = _controls(interview, of, pages, page, words, message=message, may_share=community.may_share)
    on = leading_on(interview, of, words, message=message, standing=standing)
    return Draft(
        content=_if_gone(pages[page], community.wanted, words),
        embeds=(*pages[page].embeds, *comparison(interview, of, words, grade)),
        rows=_rows(*controls, on),
    )


def debrief_page(
    interview: Interview,
    of: Round,
    page: int,
    texts: Texts,
    *,
    grade: CoachsGrade | None = None,
    community: CommunityPages = CommunityPages.NONE,
) -> Draft:
    """A page of the debrief, with the question above and the ways through the debrief below.

    Each page has the controls to compare and to rate. `grade`: that of the answer.
    """
    words = Words(texts, interview)
    pages = _pages(of, interview.follow_ups_to(of.number), community.answers, words)
    page = _nearest(pages, page, community.wanted)
    title, lines = question_lines(of.question)
    heading = Embed(
        author=words.with_bank(words("debrief-heading", number=of.number, total=len(interview.rounds)), of),
        title=title,
        description="\n".join(lines) or None,
        colour=colours.QUESTION,
    )
    kind, may_share = MessageKind.DEBRIEF, community.may_share
    controls = _controls(interview, of, pages, page, words, message=kind, may_share=may_share)
    walking = _walking(interview, of, words)
    return Draft(
        content=_if_gone(pages[page], community.wanted, words),
        embeds=(heading, *pages[page].embeds, *comparison(interview, of, words, grade)),
        rows=_rows(*controls, walking),
    )


def pages_before_examples(interview: Interview, of: Round, texts: Texts) -> int:
    """How many pages a long answer of the candidate's own fills before the first example."""
    words = Words(texts, interview)
    return len(_own_pages(_own_answer(of, words), [_embed(each) for each in _given(of, (), words)]))


def _nearest(pages: Sequence[_Page], page: int, shared: ShareId | None) -> int:
    """The 0-based number of the page to show. A community answer may have moved since its number was known."""
    moved = (number for number, each in enumerate(pages) if shared is not None and each.shared == shared)
    there = 0 <= page < len(pages) and pages[page].shared == shared
    return page if there else next(moved, max(0, min(page, len(pages) - 1)))


def _if_gone(page: _Page, shared: ShareId | None, words: Words) -> str | None:
    return None if shared is None or page.shared == shared else words("community-gone")


def _pages(
    of: Round, followed_up: Sequence[FollowUp], community: Sequence[ApprovedAnswer], words: Words
) -> list[_Page]:
    own = [*_own_answer(of, words), *(embed for each in followed_up for embed in follow_up_embeds(each, words))]
    given: list[tuple[Embed, ApprovedAnswer | None]] = [(_embed(each), None) for each in _given(of, community, words)]
    given += pages_of(community, words, before=len(of.question.community_answers))
    given = given or [(_none_yet(of, words), None)]
    follow_ups = "\n".join(f"- {each}" for each in of.question.follow_ups)
    next_asked = Embed(title=words("examples-next-asked"), description=follow_ups, colour=colours.HINT)
    before = _own_pages(own, [embed for embed, _ in given])
    beside = [] if before else own
    pages = [*before, *(_Page(embeds=(*beside, example), answer=answer) for example, answer in given)]
    if not follow_ups:
        return pages
    return [*pages[:-1], replace(pages[-1], embeds=(*pages[-1].embeds, next_asked))]


def _own_pages(own: Sequence[Embed], given: Sequence[Embed]) -> list[_Page]:
    """The pages of an own answer that has no room beside what is given; none if it has."""
    longest = max((length(each.description or "") for each in given), default=0)
    room = OWN_ANSWER_ROOM - max(longest - OWN_ANSWER_ROOM, 0)
    if size(own) <= room or (len(own) == 1 and room == OWN_ANSWER_ROOM):
        return []
    return [_Page(embeds=each) for each in packed(own, room=_ROOM_WITHOUT_EXAMPLE)]


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


def _given(of: Round, shared: Sequence[ApprovedAnswer], words: Words) -> list[_Given]:
    """What the bank has. `shared`: what comes after that, counted with its community answers."""
    examples, community = of.question.examples, of.question.community_answers
    author = "" if of.author is None else of.author.name
    short = of.question.short
    return [
        *((_Given(heading=words("examples-short"), text=short, note="", by=author),) if short else ()),
        *(
            _Given(
                heading=words("examples-heading", number=number, total=len(examples)),
                text=example.text,
                note=example.note,
                by=author,
            )
            for number, example in enumerate(examples, start=1)
        ),
        *(
            _Given(
                heading=words("examples-community", number=number, total=len(community) + len(shared)),
                text=answer.text,
                note=answer.note,
                by=answer.by,
            )
            for number, answer in enumerate(community, start=1)
        ),
    ]


def _embed(given: _Given) -> Embed:
    footer = " · ".join(filter(None, (given.note, given.by)))
    return Embed(title=given.heading, description=given.text, footer=footer or None, colour=colours.EXAMPLE)


def _none_yet(of: Round, words: Words) -> Embed:
    """In the place of examples; *Send to a coach* stands below it as soon as there is an answer."""
    key = "examples-none-answered" if of.answered else "examples-none"
    return Embed(title=words("examples-none-heading"), description=words(key), colour=colours.EXAMPLE)


def _controls(
    interview: Interview,
    of: Round,
    pages: Sequence[_Page],
    page: int,
    words: Words,
    *,
    message: MessageKind,
    may_share: bool,
) -> tuple[Row, ...]:
    """To turn the pages, to share one's own, to vote about a community answer, to compare and to rate."""
    answer = pages[page].answer
    share = Button(label=words("button-share"), custom_id=share_offer_id(interview.id, of.number, message))
    return (
        (
            *_turning(interview, of, page, pages, words, message=message),
            *((share,) if may_share and of.answered else ()),
        ),
        () if answer is None else vote_row(interview, of, answer, page, words, message),
        *comparing_rows(interview, of, page, words, message=message, shared=pages[page].shared),
    )


def _turning(
    interview: Interview, of: Round, page: int, pages: Sequence[_Page], words: Words, *, message: MessageKind
) -> Row:
    if len(pages) == 1:
        return ()

    def button(label: str, to: int) -> Button:
        there, action = 0 <= to < len(pages), ControlAction.PAGE
        shared = pages[to].shared if there else None
        custom_id = control_id(action, interview.id, of.number, message, to % (len(pages) + 1), shared=shared)
        return Button(label=words(label), custom_id=custom_id, disabled=not there)

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
