"""Puts the figures of a candidate's progress into a picture, in few and large elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from bot.formatting.labels import topic_label
from bot.formatting.pages import Say
from bot.practising.domain.progress import MOST_GRADES, Lengths, Progress, Retry
from bot.practising.views.picture import Bar, Bars, Columns, Half, Ink, Picture, Share, Shares, Steps
from bot.practising.views.progress_words import day_of, minutes_of, percent, shown_topics
from bot.reviewing.domain.model import Grade
from bot.text.texts import Texts

_LEVELS = (Grade.NOT_YET, Grade.MIXED, Grade.GOOD, Grade.STRONG)
"""The lowest first."""


def illustrated(progress: Progress, texts: Texts, *, locale: str) -> Picture:
    """What there is to see; nothing is drawn of which there are no figures."""
    say: Say = partial(texts, locale=locale)
    expected = percent(progress.expected)
    if not progress.practised:
        title = say("progress-title")
    elif progress.has_date:
        title = say("progress-picture-on-date", date=day_of(progress.until, say), expected=expected)
    else:
        title = say("progress-picture-in-a-week", expected=expected)
    return Picture(
        title=title,
        bars=_topics(progress, say),
        halves=tuple(_halves(progress, say)),
        shares=tuple(_shares(progress, say)),
    )


def _topics(progress: Progress, say: Say) -> Bars | None:
    topics = shown_topics(progress)
    if not topics:
        return None
    bars = tuple(
        Bar(
            name=topic_label(each.topic),
            instead=str(number),
            full=each.expected,
            faint=each.practised / each.questions - each.expected,
            value=f"{percent(each.expected)}%",
        )
        for number, each in enumerate(topics, start=1)
    )
    return Bars(title=say("progress-picture-topics"), key=say("progress-picture-key"), bars=bars)


def _halves(progress: Progress, say: Say) -> Iterator[Half]:
    weeks = progress.weeks
    if any(each.answers for each in weeks):
        yield Columns(
            title=say("progress-picture-weeks"),
            heights=tuple(each.seconds / 60 for each in weeks),
            values=tuple(str(minutes_of(each)) for each in weeks),
            first=day_of(weeks[0].monday, say),
            last=say("progress-picture-this-week"),
        )
    grades = progress.grades[-MOST_GRADES:]
    if grades:
        first, last = _ends([each.on for each in grades], say)
        yield Steps(
            title=say("progress-picture-grades"),
            levels=tuple(say(f"grade-{each.replace('_', '-')}") for each in _LEVELS),
            points=tuple(_LEVELS.index(each.grade) for each in grades),
            first=first,
            last=last,
        )


def _ends(days: Sequence[date], say: Say) -> tuple[str, str]:
    """The ends of a line of days; one and the same day is said once."""
    return day_of(days[0], say), "" if days[-1] == days[0] else day_of(days[-1], say)


def _shares(progress: Progress, say: Say) -> Iterator[Shares]:
    if progress.lengths.total:
        yield Shares(title=say("progress-picture-lengths"), shares=tuple(_of_lengths(progress.lengths, say)))
    if progress.retries:
        yield Shares(title=say("progress-picture-again"), shares=tuple(_of_retries(progress.retries, say)))


def _of_lengths(lengths: Lengths, say: Say) -> Iterator[Share]:
    for key, count, ink in (
        ("progress-picture-shorter", lengths.shorter, Ink.WARNING),
        ("progress-picture-fitting", lengths.fitting, Ink.GOOD),
        ("progress-picture-longer", lengths.longer, Ink.PLAIN),
    ):
        yield Share(label=say(key, count=count), count=count, ink=ink)


def _of_retries(retries: Sequence[Retry], say: Say) -> Iterator[Share]:
    gained = sum(len(each.gained) for each in retries)
    latest = sum(each.latest for each in retries)
    missing = sum(each.of for each in retries) - latest
    for key, count, ink in (
        ("progress-picture-kept", latest - gained, Ink.STRONG),
        ("progress-picture-gained", gained, Ink.GOOD),
        ("progress-picture-missing", missing, Ink.WARNING),
    ):
        yield Share(label=say(key, count=count), count=count, ink=ink)
