"""An answer that a candidate opens again: its words, what was said of it, and what can be done with it now."""

from __future__ import annotations

from bot.core.content import FORMER_COACH, ChannelId, Part, moment_of_id
from bot.formatting import colours
from bot.formatting.links import link_to_message
from bot.formatting.pages import packed, words_of
from bot.formatting.quoting import plain_name, shown_name
from bot.formatting.words import escaped
from bot.interviewing.domain.helping import helping_hints
from bot.interviewing.domain.model import Interview, Mode, Phase, Round
from bot.interviewing.domain.rating import Rating
from bot.interviewing.views.comparing import RATE_ACTIONS, appraisal_rows, comparison
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, share_offer_id
from bot.interviewing.views.examples import follow_up_embeds
from bot.interviewing.views.measure import clock_face, measure
from bot.interviewing.views.overview import AGAIN
from bot.interviewing.views.question import question_lines
from bot.interviewing.views.ways_on import helping, to_a_coach
from bot.interviewing.views.words import Words
from bot.outbound.draft import Button, Draft, Embed, LinkButton, Row
from bot.practising.domain.history.answers import AnswerId, time_to_begin
from bot.practising.usecases.history import Feedback, OpenedAnswer
from bot.practising.views.history.ids import (
    HistoryAction,
    HistoryView,
    answer_id,
    list_id,
    practise_id,
    rate_id,
)
from bot.practising.views.history.marks import began_time, grade_word, point_word
from bot.text.texts import Texts

_FILES_IN_EMBED = 15
_LONGEST_FILE_NAME = 60


def opened_page(opened: OpenedAnswer, page: int, view: HistoryView, texts: Texts) -> Draft:
    """The page with this 0-based number, or the nearest there is; most answers have one. `view`: the list behind it."""
    words = Words(texts, opened.interview)
    pages = packed(_embeds(opened, words))
    page = max(0, min(page, len(pages) - 1))
    rows = (
        *_appraisal(opened, page, view, words),
        _ways(opened, view, words),
        _links(opened, words),
        (*_turning(opened, page, len(pages), view, words), *_sharing(opened, words)),
    )
    return Draft(embeds=pages[page], rows=tuple(row for row in rows if row))


def _id(opened: OpenedAnswer) -> AnswerId:
    return AnswerId(opened.interview.id, opened.of.number)


def _embeds(opened: OpenedAnswer, words: Words) -> list[Embed]:
    followed_up = opened.interview.follow_ups_to(opened.of.number)
    text = "\n".join(part.text for part in opened.of.parts if part.text)
    return [
        _heading(opened, words),
        *words_of(
            text, say=words, title=words("examples-own"), colour=colours.OWN, otherwise=words("history-only-files")
        ),
        *(embed for each in followed_up for embed in follow_up_embeds(each, words)),
        *_files(opened, words),
        *(embed for each in opened.feedback for embed in _said(each, opened.of, words)),
        *(comparison(opened.interview, opened.of, words, opened.view.grade) if _may_compare(opened.interview) else ()),
    ]


def _may_compare(interview: Interview) -> bool:
    """False while key points of a live interview wait for its debrief."""
    return interview.mode is Mode.PRACTICE or interview.phase in {Phase.DEBRIEF, Phase.ENDED}


def _heading(opened: OpenedAnswer, words: Words) -> Embed:
    of = opened.of
    title, lines = question_lines(of.question)
    where = words("history-where", bank=plain_name(of.bank.title), number=of.bank_number)
    attempt = [words("history-attempt", attempt=of.attempt)] if of.attempt > 1 else []
    return Embed(
        author=" · ".join([where, *attempt]),
        title=title,
        description="\n".join([*lines, *_facts(opened, words)]),
        colour=colours.QUESTION,
    )


def _facts(opened: OpenedAnswer, words: Words) -> list[str]:
    of, first = opened.of, opened.of.parts[0].message_id
    size = measure(of.parts)
    at = words("history-answered", at=str(int(moment_of_id(first).timestamp())))
    began = began_time(time_to_begin(of.asked_at, first))
    length = [words("answer-words", words=size.words)] if size.words else []
    if size.seconds:
        length.append(words("history-aloud", time=clock_face(size.seconds)))
    lines = [
        at,
        *([" ".join([words("history-began-of", time=began), *_suggested(of, words)])] if began else []),
        *([" · ".join(length)] if length else []),
    ]
    return [*lines, _helped(opened.interview, of, words)]


def _suggested(of: Round, words: Words) -> list[str]:
    minutes = of.question.minutes
    return [] if minutes is None else [words("history-suggested", minutes=minutes)]


def _helped(interview: Interview, of: Round, words: Words) -> str:
    said = [words("history-hints", hints=helping_hints(of.hints, interview.mode))]
    if of.assisted:
        said.append(words("history-examples-before"))
    elif of.examples_seen:
        said.append(words("history-examples-after"))
    return " · ".join(said)


def _files(opened: OpenedAnswer, words: Words) -> list[Embed]:
    """The names of all files, each with a link to its message: Discord keeps them there."""
    lines = [_file_line(name, part, opened.channel) for part in opened.of.parts for name in _names(part, words)]
    return [
        Embed(
            title=words("examples-own-files"),
            description="\n".join(lines[at : at + _FILES_IN_EMBED]),
            colour=colours.OWN,
        )
        for at in range(0, len(lines), _FILES_IN_EMBED)
    ]


def _file_line(name: str, part: Part, channel: ChannelId | None) -> str:
    return f"- {name}" if channel is None else f"- [{name}]({link_to_message(channel, part.message_id)})"


def _names(part: Part, words: Words) -> list[str]:
    return [
        escaped(plain_name(each.name, longest=_LONGEST_FILE_NAME))
        if each.voice_seconds is None
        else words("examples-own-voice", length=clock_face(max(round(each.voice_seconds), 1)))
        for each in part.files
    ]


def _said(feedback: Feedback, of: Round, words: Words) -> list[Embed]:
    """A coach's comment: grade, key points, text and next step."""
    comment, said = feedback.comment, feedback.comment.assessment
    lines = [words("history-feedback-at", at=str(int(comment.written_at.timestamp())))]
    if said is not None and said.grade is not None:
        lines.append(words("comment-grade", grade=grade_word(said.grade, words)))
    if said is not None and (said.grade is not None or said.covered):
        points = enumerate(of.question.key_points)
        lines += [
            words("comment-point-met" if number in said.covered else "comment-point-open", point=point_word(point))
            for number, point in points
        ]
    name = shown_name(feedback.coach) if feedback.coach else words("history-coach")
    if comment.author == FORMER_COACH:
        name = words("former-coach")
    otherwise = None if comment.files else words("history-feedback-gone")
    next_step = "" if said is None else said.next_step
    return [
        Embed(title=words("history-feedback-by", coach=name), description="\n".join(lines), colour=colours.EXAMPLE),
        *words_of(
            comment.text, say=words, title=words("comment-feedback"), colour=colours.EXAMPLE, otherwise=otherwise
        ),
        *words_of(next_step, say=words, title=words("comment-next-step"), colour=colours.HINT),
    ]


def _appraisal(opened: OpenedAnswer, page: int, view: HistoryView, words: Words) -> list[Row]:
    if not _may_compare(opened.interview):
        return []
    ratings: dict[ControlAction, Rating] = {action: rating for rating, action in RATE_ACTIONS.items()}

    def id_of(action: ControlAction) -> str:
        if action in ratings:
            return rate_id(view, _id(opened), ratings[action], page)
        return answer_id(HistoryAction.COMPARE, view, _id(opened), page)

    return appraisal_rows(opened.interview, opened.of, words, id_of)


def _ways(opened: OpenedAnswer, view: HistoryView, words: Words) -> Row:
    message = MessageKind.HISTORY
    again = Button(label=words("button-practise-question"), custom_id=practise_id(_id(opened), AGAIN))
    to_coach = to_a_coach(opened.interview, opened.of, words, message=message, standing=opened.view.standing)
    attempts = Button(
        label=words("button-attempts"), custom_id=answer_id(HistoryAction.ATTEMPTS, view, _id(opened), _LAST_PAGE)
    )
    return (
        *helping(opened.interview, opened.of, words, message=message),
        again,
        *(() if to_coach is None else (to_coach,)),
        *((attempts,) if opened.has_other_attempts else ()),
    )


def _sharing(opened: OpenedAnswer, words: Words) -> Row:
    """*Share*, where the server's candidates may; it stands in a row that always has room for it."""
    if not opened.may_be_shared:
        return ()
    custom_id = share_offer_id(opened.interview.id, opened.of.number, MessageKind.HISTORY)
    return (Button(label=words("button-share"), custom_id=custom_id),)


_LAST_PAGE = 9999
"""As large as an id takes: the nearest page there is, is the last one."""


def _links(opened: OpenedAnswer, words: Words) -> Row:
    channel = opened.channel
    if channel is None:
        return ()
    said = [each.message for each in opened.feedback if each.message is not None]
    messages = [
        ("link-question", opened.of.question_message),
        ("link-answer", opened.of.parts[0].message_id),
        ("link-feedback", said[-1] if said else None),
    ]
    return tuple(
        LinkButton(label=words(label), url=link_to_message(channel, message))
        for label, message in messages
        if message is not None
    )


def _turning(opened: OpenedAnswer, page: int, pages: int, view: HistoryView, words: Words) -> Row:
    back = Button(label=words("button-history-back"), custom_id=list_id(view))
    if pages == 1:
        return (back,)

    def button(label: str, to: int) -> Button:
        custom_id = answer_id(HistoryAction.ANSWER, view, _id(opened), to % (pages + 1))
        return Button(label=words(label), custom_id=custom_id, disabled=not 0 <= to < pages)

    return (button("button-previous-page", page - 1), button("button-next-page", page + 1), back)
