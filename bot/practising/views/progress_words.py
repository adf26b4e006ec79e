"""Says in words how a candidate gets on; nothing is missing for who does not see the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from bot.formatting import colours
from bot.formatting.discord_limits import FIELD_VALUE
from bot.formatting.labels import topic_label
from bot.formatting.pages import Say
from bot.formatting.split import length
from bot.formatting.words import escaped, shortened, with_code
from bot.outbound.draft import Draft, Embed, Field
from bot.practising.domain.plan import QuestionKey
from bot.practising.domain.progress import (
    FEWEST_ANSWERS,
    MOST_GRADES,
    WEEKS,
    GradedAnswer,
    Progress,
    Retry,
    TopicRecall,
    Week,
)
from bot.practising.usecases.progress import HowItGoes
from bot.text.texts import Texts

MOST_TOPICS = 5
"""As many as can be read on a phone: those with the most practised questions."""
MOST_WEAK = 3
MOST_RETRIES = 3
MOST_POINTS = 3
_QUESTION, _POINT = 90, 80
"""Characters of a question and of a key point."""


def progress_page(goes: HowItGoes, texts: Texts, *, locale: str, with_days: bool) -> Draft:
    """All figures in words, or how many answers are missing until there are any."""
    say: Say = partial(texts, locale=locale)
    progress = goes.progress
    if progress is None:
        too_few = say("progress-too-few", answers=goes.answers, enough=FEWEST_ANSWERS)
        return Draft(embeds=(Embed(title=say("progress-title"), description=too_few, colour=colours.OWN),))
    fields = (
        *_topics(progress, say),
        *_weak(goes, progress, say),
        Field(name=say("progress-weeks"), value="\n".join(_weeks(progress, say))),
        *_lengths(progress, say),
        Field(name=say("progress-grades"), value="\n".join(_grades(progress, say))),
        Field(name=say("progress-again"), value=_within_field(_again(goes, progress, say))),
    )
    return Draft(
        embeds=(
            Embed(
                title=say("progress-title"),
                description="\n".join(_beginning(progress, say, with_days=with_days)),
                fields=fields,
                colour=colours.SUMMARY,
            ),
        )
    )


def described(progress: Progress, texts: Texts, *, locale: str) -> str:
    """What the picture shows, for those who do not see it."""
    say: Say = partial(texts, locale=locale)
    figures = {
        "today": percent(progress.expected_today),
        "expected": percent(progress.expected),
        "questions": progress.questions,
    }
    if progress.has_date:
        said = [say("progress-described-on-date", **figures, date=day_of(progress.until, say))]
    else:
        said = [say("progress-described-in-a-week", **figures)]
    topics = ", ".join(
        say("progress-described-topic", topic=topic_label(each.topic), expected=percent(each.expected))
        for each in shown_topics(progress)
    )
    if topics:
        said.append(say("progress-described-topics", topics=topics))
    said.append(say("progress-described-week", answers=progress.weeks[-1].answers))
    if progress.grades:
        said.append(say("progress-described-grade", grade=_grade_name(progress.grades[-1], say)))
    said += [each.value for each in _lengths(progress, say)]
    if progress.retries:
        said.append(_key_points(progress.retries, say))
    return " ".join(said)


def shown_topics(progress: Progress) -> list[TopicRecall]:
    """The topics that words and picture show, the best remembered first."""
    return sorted(progress.topics[:MOST_TOPICS], key=lambda each: -each.expected)


def percent(share: float) -> int:
    """Whole per cent."""
    return round(share * 100)


def day_of(day: date, say: Say) -> str:
    """A day without its year, such as `24 Dec`."""
    return say("progress-day", day=day.day, month=day.month)


def _beginning(progress: Progress, say: Say, *, with_days: bool) -> Iterator[str]:
    if progress.practised:
        figures = {"today": percent(progress.expected_today), "expected": percent(progress.expected)}
        yield say(
            "progress-answers",
            answers=progress.answers,
            practised=progress.practised,
            questions=progress.questions,
        )
        if progress.has_date:
            yield say("progress-on-date", **figures, date=day_of(progress.until, say))
        else:
            yield say("progress-in-a-week", **figures)
        if progress.practised < progress.questions:
            yield say("progress-new-counts")
    else:
        yield say("progress-answers-elsewhere", answers=progress.answers)
    if with_days:
        yield say("progress-days", days=progress.days)


def _topics(progress: Progress, say: Say) -> Iterator[Field]:
    topics = shown_topics(progress)
    if not topics:
        return
    lines = [
        say(
            "progress-topic",
            number=number,
            topic=topic_label(each.topic),
            expected=percent(each.expected),
            practised=each.practised,
            questions=each.questions,
        )
        for number, each in enumerate(topics, start=1)
    ]
    if more := len(progress.topics) - len(topics):
        lines.append(say("progress-topics-more", topics=more))
    if progress.has_date:
        title = say("progress-topics-on-date", date=day_of(progress.until, say))
    else:
        title = say("progress-topics-in-a-week")
    yield Field(name=title, value="\n".join(lines))


def _weak(goes: HowItGoes, progress: Progress, say: Say) -> Iterator[Field]:
    if not progress.practised:
        return
    lines = [f"**{percent(each.expected)}%** · {_name(goes, each.key, say)}" for each in progress.weak[:MOST_WEAK]]
    if more := len(progress.weak) - len(lines):
        lines.append(say("progress-weak-more", questions=more))
    yield Field(name=say("progress-weak"), value="\n".join(lines) or say("progress-weak-none"))


def _weeks(progress: Progress, say: Say) -> Iterator[str]:
    this = progress.weeks[-1]
    practised = [each for each in reversed(progress.weeks) if each.answers]
    if not practised:
        yield say("progress-weeks-none", weeks=WEEKS)
        return
    for each in practised:
        name = say("progress-week-this") if each is this else say("progress-week-of", date=day_of(each.monday, say))
        yield say("progress-week", week=name, answers=each.answers, minutes=minutes_of(each))
    yield say("progress-weeks-how")


def minutes_of(week: Week) -> int:
    """Whole minutes aloud; 0 only for less than half a minute."""
    return round(week.seconds / 60)


def _lengths(progress: Progress, say: Say) -> Iterator[Field]:
    lengths = progress.lengths
    if lengths.total:
        counts = say(
            "progress-lengths-counts",
            total=lengths.total,
            shorter=lengths.shorter,
            fitting=lengths.fitting,
            longer=lengths.longer,
        )
        yield Field(name=say("progress-lengths"), value=counts)


def _grades(progress: Progress, say: Say) -> list[str]:
    return [
        say("progress-grade", date=day_of(each.on, say), grade=_grade_name(each, say))
        for each in progress.grades[-MOST_GRADES:]
    ] or [say("progress-grades-none")]


def _grade_name(graded: GradedAnswer, say: Say) -> str:
    return say(f"grade-{graded.grade.replace('_', '-')}")


def _again(goes: HowItGoes, progress: Progress, say: Say) -> Iterator[str]:
    if not progress.tried_again:
        yield say("progress-again-none")
        return
    yield say("progress-again-count", attempts=progress.tried_again)
    retries = progress.retries
    if not retries:
        yield say("progress-again-unknown")
        return
    yield _key_points(retries, say)
    for each in [each for each in retries if each.gained or each.lost][:MOST_RETRIES]:
        yield "- " + " · ".join((_name(goes, each.key, say), *_changes(each, say)))


def _key_points(retries: Sequence[Retry], say: Say) -> str:
    return say(
        "progress-again-points",
        questions=len(retries),
        first=sum(each.first for each in retries),
        latest=sum(each.latest for each in retries),
        of=sum(each.of for each in retries),
    )


def _changes(retry: Retry, say: Say) -> Iterator[str]:
    for what, points in (("gained", retry.gained), ("lost", retry.lost)):
        if points:
            shown = [f"*{with_code(shortened(each, _POINT))}*" for each in points[:MOST_POINTS]]
            if more := len(points) - len(shown):
                shown.append(say("progress-points-more", points=more))
            named = say("progress-again-gained") if what == "gained" else say("progress-again-lost")
            yield f"{named} {'; '.join(shown)}"  # key points have commas themselves


def _name(goes: HowItGoes, key: QuestionKey, say: Say) -> str:
    named = goes.names[key]
    place = say("progress-question", bank=escaped(named.bank), number=named.number)
    return f"{place} · {with_code(shortened(named.text, _QUESTION))}"


def _within_field(lines: Iterable[str]) -> str:
    """As many whole lines as a field has room for."""
    value = ""
    for line in lines:
        longer = f"{value}\n{line}" if value else line
        if length(longer) > FIELD_VALUE:
            break
        value = longer
    return value
