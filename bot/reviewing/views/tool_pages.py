"""The queue, figures, profiles, snippets and notes, as a coach reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from bot.core.content import UserId, has_something_to_see
from bot.formatting import colours
from bot.formatting.durations import duration
from bot.formatting.former_coach import mention
from bot.formatting.quoting import plain_name, quoted, shown_name
from bot.formatting.split import length
from bot.formatting.words import escaped, with_code
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed
from bot.reviewing.domain.coaches import Note, Profile, Snippet
from bot.reviewing.domain.counting import waits_since
from bot.reviewing.domain.model import Helpfulness, Review, Stage
from bot.reviewing.domain.posts import CARD
from bot.reviewing.domain.team.queue_filter import Filter
from bot.reviewing.usecases.queue import Entry, Queue, Stats
from bot.reviewing.usecases.refusals import link_to_card
from bot.reviewing.views.custom_ids import REVIEW_IDS, ReviewAction, review_id
from bot.reviewing.views.promise import promise_sentence
from bot.text.texts import Texts

PAGE = 5
"""Reviews on a page of the queue: as many as a row has buttons."""
LONGEST_WHO = 50
LONGEST_BANK = 60
LONGEST_QUESTION = 110
LONGEST_FOCUS_LINE = 150
NOTES = 4
"""Notes on a page; more might not fit into a message."""
LISTED = 15
"""Snippets in the list, each with its beginning."""


def queue_page(queue: Queue, texts: Texts, *, locale: str, now: datetime) -> Draft:
    """A page of the queue, with the promise above it, a button to claim what is free, and one for each other view."""
    numbered = list(enumerate(queue.entries, start=queue.page * PAGE + 1))
    lines = [promise_sentence(queue.promise, texts, locale=locale, goal=queue.server.goal), ""]
    for number, entry in numbered:
        lines += _entry_lines(entry, number, texts, locale=locale, now=now)
    if not queue.entries:
        lines.append(texts(f"queue-empty-{queue.filter}", locale=locale))
    embed = Embed(
        title=texts(f"queue-title-{queue.filter}", locale=locale, total=queue.total),
        description="\n".join(lines),
        footer=texts("queue-page", locale=locale, page=queue.page + 1, pages=queue.pages) if queue.pages > 1 else None,
        colour=colours.QUESTION,
    )
    claiming = tuple(
        Button(
            label=texts("button-queue-claim", locale=locale, number=str(number)),
            custom_id=review_id(ReviewAction.QUEUE_CLAIM, entry.review.id),
            style=ButtonStyle.PRIMARY,
        )
        for number, entry in numbered
        if _is_free_for(entry.review, queue.coach, now)
    )
    turning = (
        _turn("button-previous-page", queue, queue.page - 1, texts, locale=locale),
        _turn("button-next-page", queue, queue.page + 1, texts, locale=locale),
    )
    views = tuple(_view(each, queue, texts, locale=locale) for each in Filter)
    rows = (claiming, turning if queue.pages > 1 else (), views)
    return Draft(embeds=(embed,), rows=tuple(row for row in rows if row))


def queue_template() -> str:
    """The pattern of the buttons that turn the pages of the queue."""
    return rf"{REVIEW_IDS}:queue:(?P<filter>{'|'.join(Filter)}):(?P<page>[0-9]{{1,5}})(?:-[a-z])?"


def stats_page(stats: Stats, texts: Texts, *, locale: str) -> Draft:
    """A coach's own figures."""
    lines = [
        texts(
            "stats-answered",
            locale=locale,
            answered=stats.answered,
            recent=stats.recent,
            earlier=stats.answered - stats.recent,
        ),
        texts("stats-comments", locale=locale, comments=stats.comments),
    ]
    if stats.median is not None:
        lines.append(texts("stats-median", locale=locale, median=duration(stats.median, texts, locale=locale)))
    if stats.helpfulness:
        figures = {helpfulness.value: stats.helpfulness.get(helpfulness, 0) for helpfulness in Helpfulness}
        lines.append(texts("stats-ratings", locale=locale, **figures))
    lines.append(texts("stats-open", locale=locale, claims=stats.claims, replies=stats.replies))
    embed = Embed(title=texts("stats-title", locale=locale), description="\n".join(lines), colour=colours.SUMMARY)
    return Draft(embeds=(embed,))


def profile_page(profile: Profile, texts: Texts, *, locale: str) -> Draft:
    """The saved profile, as candidates see it."""
    bio = quoted(profile.bio) or [texts("profile-no-bio", locale=locale)]
    embeds = tuple(
        Embed(author=plain_name(profile.name) if number == 0 else None, description=piece, colour=colours.OWN)
        for number, piece in enumerate(bio)
    )
    return Draft(content=texts("profile-saved", locale=locale), embeds=embeds)


def snippets_page(snippets: Sequence[Snippet], texts: Texts, *, locale: str) -> Draft:
    """The names of the first snippets, each with its beginning."""
    if not snippets:
        return Draft(content=texts("snippets-none", locale=locale))
    lines = [
        f"- {escaped(plain_name(each.name, longest=50))}: {escaped(plain_name(each.text, longest=40))}"
        for each in snippets[:LISTED]
    ]
    if len(snippets) > LISTED:
        lines.append(texts("snippets-more", locale=locale, more=len(snippets) - LISTED))
    title = texts("snippets-title", locale=locale)
    return Draft(embeds=(Embed(title=title, description="\n".join(lines), colour=colours.OWN),))


def notes_page(review: Review, notes: Sequence[Note], texts: Texts, *, locale: str, page: int) -> Draft:
    """A page of the notes about a candidate, newest first; the last one if `page` is beyond it."""
    name = shown_name(review.shown_name)
    if not notes:
        return Draft(content=texts("notes-none", locale=locale, name=name))
    pages = -(-len(notes) // NOTES)
    page = min(page, pages - 1)
    embeds = []
    for note in notes[::-1][page * NOTES : (page + 1) * NOTES]:
        heading = texts(
            "note-heading", locale=locale, number=str(note.id), author=f"<@{note.author}>", at=_moment(note.written_at)
        )
        embeds.append(Embed(description=f"{heading}\n{''.join(quoted(note.text)[:1])}", colour=colours.OWN))
    title = texts("notes-title", locale=locale, name=name, total=len(notes))
    if pages == 1:
        return Draft(content=title, embeds=tuple(embeds))

    def turn(label: str, to: int, message: str) -> Button:
        custom_id = review_id(ReviewAction.NOTES, review.id, str(max(to, 0)), message=message)
        return Button(label=texts(label, locale=locale), custom_id=custom_id, disabled=not 0 <= to < pages)

    where = texts("notes-page", locale=locale, page=page + 1, pages=pages)
    turning = (turn("button-previous-page", page - 1, "p0"), turn("button-next-page", page + 1, "n0"))
    return Draft(content=f"{title}\n{where}", embeds=tuple(embeds), rows=(turning,))


def _is_free_for(review: Review, coach: UserId, now: datetime) -> bool:
    """True if the coach may claim the review. Another's claim is taken over on the card, after a word with them."""
    free = waits_since(review) is not None and review.keeper is None and review.claim_at(now) is None
    return free and coach != review.candidate and coach not in review.excluded


def _entry_lines(entry: Entry, number: int, texts: Texts, *, locale: str, now: datetime) -> list[str]:
    review = entry.review
    heading = texts(
        "queue-entry",
        locale=locale,
        number=str(number),
        name=_within(LONGEST_WHO, review.shown_name),
        question=_within(LONGEST_QUESTION, entry.question, with_code),
        link=link_to_card(review),
    )
    state = _state(review, texts, locale=locale, now=now)
    lines = [heading, f"-# {_within(LONGEST_BANK, entry.bank)} · {state}"]
    if has_something_to_see(review.focus):
        lines.append(f"> {_within(LONGEST_FOCUS_LINE, review.focus)}")
    if review.message_of(CARD) is None:
        lines.append(texts("queue-no-card", locale=locale))
    return [*lines, ""]


def _within(longest: int, text: str, fitted: Callable[[str], str] = escaped) -> str:
    """The text in one line, cut so that a page of such lines fits into a message whatever the text contains."""
    line = fitted(plain_name(text, longest=longest))
    size = longest
    while length(line) > longest:
        size -= 1
        line = fitted(plain_name(text, longest=size))
    return line


def _state(review: Review, texts: Texts, *, locale: str, now: datetime) -> str:
    since = waits_since(review)
    coach = "" if review.coach is None else mention(review.coach, partial(texts, locale=locale))
    if since is None:
        return texts("queue-state-answered", locale=locale, coach=coach, since=_moment(review.sent_at))
    due_at = since + review.goal
    due = texts("queue-due" if now < due_at else "queue-late", locale=locale, due=_moment(due_at))
    if review.stage is Stage.ANSWERED:
        key = "queue-state-handed-back" if review.keeper is None else "queue-state-replied"
        return texts(key, locale=locale, coach=coach, since=_moment(since), due=due)
    claim = review.claim_at(now)
    if claim is None:
        return texts("queue-state-waiting", locale=locale, since=_moment(since), due=due)
    left = duration(claim.until - now, texts, locale=locale)
    return texts(
        "queue-state-claimed", locale=locale, coach=f"<@{claim.coach}>", left=left, since=_moment(since), due=due
    )


def _view(wanted: Filter, queue: Queue, texts: Texts, *, locale: str) -> Button:
    """The button that shows what this filter lets through."""
    return Button(
        label=texts(f"queue-view-{wanted}", locale=locale),
        custom_id=f"{REVIEW_IDS}:queue:{wanted}:0-v",
        disabled=wanted is queue.filter,
    )


def _turn(label: str, queue: Queue, to: int, texts: Texts, *, locale: str) -> Button:
    possible = 0 <= to < queue.pages
    side = "p" if label == "button-previous-page" else "n"
    return Button(
        label=texts(label, locale=locale),
        custom_id=f"{REVIEW_IDS}:queue:{queue.filter}:{max(to, 0)}-{side}",
        disabled=not possible,
    )


def _moment(at: datetime) -> str:
    return f"<t:{int(at.timestamp())}:R>"
