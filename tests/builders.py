"""Builders of the values that tests are about; each test names only what matters to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.banks.format.model import Author, Bank, Difficulty, Example, Kind, Question
from bot.core.content import ChannelId, File, InterviewId, MessageId, Part, ReviewId, RoleId, ServerId, UserId
from bot.interviewing.domain.model import BankReference, FollowUp, Interview, Mode, Phase, Round
from bot.reviewing.domain.effects import ShowChange, ShowEffect, ShowNews, ShowNotice, ShowPost
from bot.reviewing.domain.model import Attempt, Comment, CommentState, Review, Side, Source, Stage
from bot.reviewing.domain.posts import Post, PostKind
from bot.servers.domain.model import Server

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CANDIDATE = UserId(1001)
INTERVIEW = InterviewId(7)
COACH = UserId(2001)
SERVER = ServerId(3001)
REVIEW_CHANNEL = ChannelId(3002)
DM_CHANNEL = ChannelId(1002)


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def a_question(number: int = 1, **changes: Any) -> Question:
    fields: dict[str, Any] = {
        "id": f"question-{number}",
        "text": f"What would you do about number {number}?",
        "kind": Kind.TECHNICAL,
        "topics": ("apis",),
        "difficulty": Difficulty.EASY,
        "minutes": 2,
        "why": f"Why number {number} is asked.",
        "how": f"How to answer number {number}.",
        "key_points": ("Names the goal", "Names the risk", "Names a number"),
        "examples": (
            Example(text="I would measure first. " * 12, note="a junior engineer"),
            Example(text="I would ask the merchant first. " * 14, note="somebody in support"),
        ),
        "follow_ups": ("And if that fails?", "How would you know?"),
    }
    return Question(**fields | changes)


AN_AUTHOR = Author(id="ada", name="Ada", bio="Writes questions.")


def a_bank(questions: int = 5, **changes: Any) -> Bank:
    fields: dict[str, Any] = {
        "slug": "stripe",
        "title": "Stripe",
        "company": "Stripe",
        "role": None,
        "summary": "Questions for tests",
        "introduction": "Read this first.",
        "language": "en",
        "authors": (AN_AUTHOR,),
        "questions": tuple(a_question(number) for number in range(1, questions + 1)),
    }
    return Bank(**fields | changes)


def a_part(message: int = 501, text: str = "I would use an idempotency key.", **changes: Any) -> Part:
    return Part(message_id=MessageId(message), text=text, **changes)


def a_voice_message(seconds: float = 45.0) -> File:
    return File(name="voice-message.ogg", size=180_000, content_type="audio/ogg", voice_seconds=seconds)


STRIPE = BankReference(slug="stripe", title="Stripe", size=3)
GITHUB = BankReference(slug="github", title="GitHub", size=2)


def a_round(number: int = 1, **changes: Any) -> Round:
    asked = Round(
        number=number, bank=STRIPE, bank_number=number, question=a_question(number), author=AN_AUTHOR, asked_at=NOON
    )
    return replace(asked, **changes)


def a_follow_up(number: int, *, question: int = 1, item: int = 0, **changes: Any) -> FollowUp:
    """A follow-up that has just been asked; `number` comes after the questions of its interview."""
    text = changes.pop("text", None) or a_question(question).follow_ups[item]
    return replace(FollowUp(number=number, question=question, item=item, text=text, asked_at=NOON), **changes)


def an_interview(
    *, questions: int = 3, answered: tuple[int, ...] = (), banks: tuple[BankReference, ...] = (), **changes: Any
) -> Interview:
    """A practice interview whose first question has just been asked; `answered` names questions with an answer.

    Its questions come from the `banks` by turns.
    """
    banks = banks or (replace(STRIPE, size=questions),)
    rounds = tuple(
        a_round(
            number,
            bank=banks[(number - 1) % len(banks)],
            parts=(a_part(500 + number),) if number in answered else (),
        )
        for number in range(1, questions + 1)
    )
    interview = Interview(
        id=INTERVIEW,
        candidate=CANDIDATE,
        server=None,
        locale="en-US",
        introduction="Read this first.",
        mode=Mode.PRACTICE,
        phase=Phase.ASKED,
        position=1,
        rounds=rounds,
        started_at=NOON,
    )
    interview = replace(interview, **changes)
    if interview.phase is Phase.ASKED and interview.on_screen.answered:
        interview = replace(interview, phase=Phase.ANSWERED)
    return interview


def a_server(**changes: Any) -> Server:
    """A server that has been set up."""
    server = Server(id=SERVER, review_channel=REVIEW_CHANNEL, coach_role=RoleId(3003), lead_role=RoleId(3004))
    return replace(server, **changes)


def a_comment(number: int = 1, *, side: Side = Side.COACH, **changes: Any) -> Comment:
    """A delivered comment, written in a message of its own: `source=None` for a coach's form."""
    comment = Comment(
        number=number,
        side=side,
        author=COACH if side is Side.COACH else CANDIDATE,
        author_name="Cora" if side is Side.COACH else "Quiet Otter",
        text=f"This is comment {number}.",
        source=Source(channel=REVIEW_CHANNEL if side is Side.COACH else DM_CHANNEL, message=MessageId(8000 + number)),
        written_at=later(600 * number),
        state=CommentState.DELIVERED,
    )
    return replace(comment, **changes)


def a_review(
    *, comments: tuple[Comment, ...] = (), interview: InterviewId = INTERVIEW, question: int = 1, **changes: Any
) -> Review:
    """A review of that answer. It has feedback where a coach's comment counts; `stage` overrules."""
    feedback = [each for each in comments if each.side is Side.COACH and each.counts]
    review = Review(
        id=ReviewId(11),
        server=SERVER,
        channel=REVIEW_CHANNEL,
        candidate=CANDIDATE,
        shown_name="Quiet Otter",
        named=False,
        locale="en-US",
        focus="Is it too long?",
        goal=timedelta(hours=24),
        attempts=(Attempt(number=1, interview=interview, question=question, sent_at=NOON),),
        stage=Stage.ANSWERED if feedback else Stage.WAITING,
        sent_at=NOON,
        coach=feedback[-1].author if feedback else None,
        answered_at=feedback[0].written_at if feedback else None,
        comments=comments,
    )
    over = changes.get("stage") in {Stage.CLOSED, Stage.WITHDRAWN}
    return replace(review, **({"closed_at": later(86_400)} if over else {}) | changes)


def showing(kind: PostKind, number: int = 1, **fields: Any) -> ShowEffect:
    """The effect that shows a post of this kind."""
    match kind:
        case PostKind.CHANGE:
            return ShowChange(number=number, **{"about": None, "change": None} | fields)
        case PostKind.NOTICE:
            return ShowNotice(number=number, kind=fields.pop("kind_of"), **fields)
        case PostKind.NEWS:
            return ShowNews(number=number, kind=fields.pop("kind_of"), **fields)
        case _:
            return ShowPost(post=Post(kind=kind, number=number), **fields)
