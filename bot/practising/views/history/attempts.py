"""The attempts at one question side by side, oldest first, and what changed from each to the next."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from bot.formatting import colours
from bot.formatting.discord_limits import CHOICE_LABEL
from bot.formatting.pages import Say
from bot.formatting.quoting import plain_name
from bot.interviewing.views.measure import Measure, clock_face, measure
from bot.interviewing.views.question import question_lines
from bot.outbound.draft import Button, Draft, Embed, Field, Option, Row, Select
from bot.practising.domain.history.answers import AnsweredAttempt, AttemptsPage
from bot.practising.domain.history.changes import key_point_change
from bot.practising.views.history.ids import HistoryAction, HistoryView, answer_code, answer_id, list_id, open_id
from bot.practising.views.history.marks import (
    began_time,
    grade_word,
    help_words,
    point_word,
    rating_word,
    ticked_words,
)
from bot.text.texts import Texts


def attempts_page(page: AttemptsPage, view: HistoryView, texts: Texts, *, locale: str) -> Draft:
    """Facts beside facts, and below them what changed. `view`: the list behind it."""
    say: Say = partial(texts, locale=locale)
    numbered = list(enumerate(page.attempts, start=page.first))
    latest = page.attempts[-1]
    title, lines = question_lines(latest.past.question)
    heading = Embed(
        author=say("attempts-heading", where=_plain_where(latest, say), attempts=page.total),
        title=title,
        description="\n".join(lines) or None,
        fields=tuple(_field(number, each, say) for number, each in numbered),
        colour=colours.QUESTION,
    )
    # What changed to the first attempt of a page is said there, too.
    before = [] if page.before is None else [(page.first - 1, page.before)]
    steps = [
        Field(name=say("attempts-step", before=number, after=number + 1), value=_changed(one, other, say))
        for (number, one), (_, other) in pairwise([*before, *numbered])
    ]
    changed = Embed(title=say("attempts-changed"), fields=tuple(steps), colour=colours.SUMMARY)
    if page.total == 1:
        changed = Embed(description=say("attempts-only-one"), colour=colours.SUMMARY)
    menu = Select(
        custom_id=open_id(view),
        placeholder=say("attempts-open"),
        options=tuple(_option(number, each, say) for number, each in numbered),
    )
    return Draft(embeds=(heading, changed), rows=((menu,), _turning(page, view, say)))


def _plain_where(of: AnsweredAttempt, say: Say) -> str:
    return say("history-where", bank=plain_name(of.past.bank.title, longest=60), number=of.past.bank_number)


def _field(number: int, of: AnsweredAttempt, say: Say) -> Field:
    past, size = of.past, measure(of.parts)
    began = began_time(past.began_after)
    said = [
        say("history-date", at=str(int(past.at.timestamp()))),
        *_length(size, say),
        None if began is None else say("history-began", time=began),
        help_words(past, say),
        ticked_words(past, say),
        None if past.rating is None else rating_word(past.rating, say),
        None if past.grade is None else say("history-graded", grade=grade_word(past.grade, say)),
    ]
    name = say("attempts-field", number=number)
    return Field(name=name, value="\n".join(each for each in said if each), inline=True)


def _length(size: Measure, say: Say) -> list[str]:
    found = [say("answer-words", words=size.words)] if size.words else []
    if size.files:
        found.append(say("answer-files", files=size.files))
    if size.seconds:
        found.append(say("history-aloud", time=clock_face(size.seconds)))
    return found


def _changed(one: AnsweredAttempt, other: AnsweredAttempt, say: Say) -> str:
    before, after = one.past, other.past
    lines = [
        *_longer(measure(one.parts).seconds, measure(other.parts).seconds, say),
        *_faster(one, other, say),
        *_help(one, other, say),
    ]
    points = key_point_change(before, after)
    if points is not None:
        lines += [say("attempts-gained", point=point_word(each)) for each in points.gained]
        lines += [say("attempts-lost", point=point_word(each)) for each in points.lost]
    if before.rating is not None and after.rating is not None and before.rating is not after.rating:
        lines.append(
            say("attempts-rating", before=rating_word(before.rating, say), after=rating_word(after.rating, say))
        )
    if before.grade is not None and after.grade is not None and before.grade is not after.grade:
        lines.append(say("attempts-grade", before=grade_word(before.grade, say), after=grade_word(after.grade, say)))
    return "\n".join(f"- {each}" for each in lines) or say("attempts-same")


def _longer(before: int, after: int, say: Say) -> list[str]:
    if before == after or not (before and after):
        return []
    key = "attempts-longer" if after > before else "attempts-shorter"
    return [say(key, time=clock_face(abs(after - before)))]


def _faster(one: AnsweredAttempt, other: AnsweredAttempt, say: Say) -> list[str]:
    before, after = one.past.began_after, other.past.began_after
    if before is None or after is None or None in {began_time(before), began_time(after)}:
        return []
    seconds = int(after.total_seconds()) - int(before.total_seconds())
    if not seconds:
        return []
    return [say("attempts-slower" if seconds > 0 else "attempts-faster", time=clock_face(abs(seconds)))]


def _help(one: AnsweredAttempt, other: AnsweredAttempt, say: Say) -> list[str]:
    before, after = help_words(one.past, say), help_words(other.past, say)
    return [] if before == after else [say("attempts-help", before=before, after=after)]


def _option(number: int, of: AnsweredAttempt, say: Say) -> Option:
    facts = [say("attempts-field", number=number), say("answer-words", words=measure(of.parts).words)]
    return Option(label=plain_name(" · ".join(facts), longest=CHOICE_LABEL), value=answer_code(of.past.id))


def _turning(page: AttemptsPage, view: HistoryView, say: Say) -> Row:
    back = Button(label=say("button-history-back"), custom_id=list_id(view))
    if page.pages == 1:
        return (back,)

    def button(label: str, to: int) -> Button:
        answer = page.attempts[-1].past.id
        custom_id = answer_id(HistoryAction.ATTEMPTS, view, answer, to % (page.pages + 1))
        return Button(label=say(label), custom_id=custom_id, disabled=not 0 <= to < page.pages)

    earlier = button("button-earlier-attempts", page.page - 1)
    return (earlier, button("button-later-attempts", page.page + 1), back)
