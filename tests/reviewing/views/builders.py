"""Builders of reviews with everything around them, and the judge of what Discord takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.core.content import InterviewId, Part, UserId
from bot.interviewing.domain.model import Interview
from bot.outbound.draft import Page
from bot.reviewing.domain.coaches import Profile
from bot.reviewing.domain.model import Attempt, Comment, CommentState, Review, Side, Stage
from bot.reviewing.domain.posts import PostKind
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.views.composer import ReviewMessages
from bot.text.texts import Texts
from tests import builders
from tests.builders import COACH, DM_CHANNEL, NOON, a_part, a_round, a_server, an_interview, later, showing
from tests.fitting import fits_discord, rows_fit_discord

TEXTS = Texts.load()
OTHER_COACH = UserId(2002)
SERVER = a_server()


def an_answer(*parts: Part, number: int = 7, **changes: Any) -> Interview:
    """An interview whose first question has this answer."""
    interview = an_interview(questions=1, id=InterviewId(number))
    return replace(interview, rounds=(a_round(1, parts=parts or (a_part(),), **changes),))


def a_review(**changes: Any) -> Review:
    """A waiting review of one attempt, sent an hour ago."""
    usual = {"shown_name": "Amber Fox", "attempts": (an_attempt(),), "stage": Stage.WAITING, "sent_at": later(-3600)}
    return builders.a_review(**usual | {"coach": None, "answered_at": None} | changes)


def an_attempt(number: int = 1, interview: int = 7) -> Attempt:
    return Attempt(number=number, interview=InterviewId(interview), question=1, sent_at=later(-3600 + 60 * number))


def a_comment(
    number: int = 1, side: Side = Side.COACH, text: str = "Begin with the result.", **changes: Any
) -> Comment:
    """A comment on its way."""
    usual = {"author_name": "Cleo" if side is Side.COACH else "Amber Fox", "state": CommentState.WAITING}
    return builders.a_comment(number, side=side, **usual | {"text": text} | changes)


def a_snapshot(review: Review | None = None, *interviews: Interview, **changes: Any) -> Snapshot:
    fields: dict[str, Any] = {
        "review": review or a_review(),
        "server": SERVER,
        "interviews": {each.id: each for each in interviews or (an_answer(),)},
        "profiles": {},
        "dm_channel": DM_CHANNEL,
        "barrier": None,
        "promise": None,
        "notes": 0,
        "now": NOON,
    }
    return Snapshot(**fields | changes)


def a_profile(name: str = "Cleo Coach", bio: str = "I have hired engineers for ten years.") -> Profile:
    return Profile(coach=COACH, server=SERVER.id, name=name, bio=bio)


def pages_of(kind: PostKind, snapshot: Snapshot, number: int = 1, **effect: Any) -> Sequence[Page]:
    """What is shown, after Discord would have taken it."""
    pages = ReviewMessages(TEXTS).pages(showing(kind, number, **effect), snapshot)
    assert pages
    assert len({page.name for page in pages}) == len(pages)
    for page in pages:
        discord_takes(page)
    return pages


def discord_takes(page: Page) -> None:
    draft = page.draft
    if draft.uploads:
        assert page.fixed
        assert not draft.embeds
        assert not draft.rows
        assert len(draft.uploads) <= 10
        assert sum(each.size for each in draft.uploads) <= 25 * 1024 * 1024
        assert all(each.size <= 10 * 1024 * 1024 for each in draft.uploads)
        assert all(each.voice_seconds is None for each in draft.uploads) or len(draft.uploads) == 1
        assert len("\n".join(each.missing for each in draft.uploads)) <= 2000
        return
    fits_discord(draft)
    rows_fit_discord(draft)
    for embed in draft.embeds:
        assert embed.description is None or embed.description.strip(), "Discord refuses an empty description"
        assert embed.title is None or embed.title.strip()
        assert embed.author is None or embed.author.strip()


def descriptions(pages: Sequence[Page]) -> list[str]:
    return [embed.description or "" for page in pages for embed in page.draft.embeds]


def all_words(pages: Sequence[Page]) -> str:
    """Everything that can be read on the pages, in order."""
    words = []
    for page in pages:
        words.append(page.draft.content or "")
        for embed in page.draft.embeds:
            words += [embed.author or "", embed.title or "", embed.description or "", embed.footer or ""]
    return "\n".join(each for each in words if each)


def button_labels(pages: Sequence[Page]) -> list[str]:
    return [item.label for page in pages for row in page.draft.rows for item in row]
