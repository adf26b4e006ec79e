"""What is stored as text comes back as the value that it was."""

from __future__ import annotations

import json
from datetime import date
from typing import get_args

import pytest

from bot.banks.format.model import CommunityAnswer, Kind, Question
from bot.core.content import ChannelId, MessageId, ReviewId, ShareId, UserId
from bot.interviewing.domain.doubts import Doubt
from bot.interviewing.domain.effects import (
    AskQuestion,
    AskRevealAnyway,
    AskWhatItIs,
    Effect,
    ShowDebrief,
    ShowExamples,
    ShowHint,
    ShowPanel,
    ShowSummary,
    UpdateExamples,
    UpdateOverview,
)
from bot.interviewing.domain.model import Rung
from bot.outbound.look import BegunSending, Look
from bot.practising.domain.effects import ReminderEffect, RemindOfDue, TellOfAbsence, TellRemindersEnded
from bot.reviewing.domain.effects import (
    ArchiveThread,
    Audience,
    NewsKind,
    NoticeKind,
    OpenThread,
    Remind,
    RemoveCard,
    RemoveOldPosts,
    RemovePost,
    RenameThread,
    ReviewEffect,
    ShowChange,
    ShowNews,
    ShowNotice,
    ShowPost,
    TellBulletin,
    TellReport,
)
from bot.reviewing.domain.model import Change
from bot.reviewing.domain.posts import CARD, STATUS, Post, PostKind
from bot.storage.interviews import snapshot_codec
from bot.storage.messages import begun_codec, effect_codec
from tests.builders import AN_AUTHOR, NOON, a_question

EFFECTS: list[Effect] = [
    AskQuestion(number=3),
    ShowPanel(number=100),
    ShowHint(number=1, rung=Rung.HOW),
    ShowHint(number=1, rung=None),
    AskRevealAnyway(number=2),
    ShowExamples(number=2),
    UpdateExamples(number=2, message=MessageId(900), page=3, in_debrief=True),
    UpdateExamples(number=2, message=MessageId(900), page=3, in_debrief=False, shared=ShareId(71)),
    ShowDebrief(number=4),
    ShowSummary(),
    UpdateOverview(),
    AskWhatItIs(message=MessageId((1 << 63) - 1), doubt=Doubt.FOR_COACH, may_answer=True, review=ReviewId(8)),
    AskWhatItIs(message=MessageId(5), doubt=Doubt.COMMAND, may_answer=False),
]

REVIEW_EFFECTS: list[ReviewEffect] = [
    ShowPost(post=CARD),
    ShowPost(post=STATUS, page="0", whole=False),
    ShowPost(post=Post(kind=PostKind.COMMENT, number=2), page="f501.0.2"),
    ShowChange(number=1, about=MessageId((1 << 63) - 1), change=Change.ADDED),
    ShowNotice(number=3, kind=NoticeKind.TAKEN_OVER, person=UserId(5)),
    ShowNotice(number=6, kind=NoticeKind.CALLED, called=(UserId(5), UserId(6))),
    ShowNews(number=4, kind=NewsKind.CLOSED),
    OpenThread(),
    ArchiveThread(),
    RenameThread(),
    RemovePost(post=CARD),
    RemovePost(post=CARD, pages=("1", "2")),
    RemovePost(post=CARD, pages=()),
    RemoveCard(),
    ShowNotice(number=5, kind=NoticeKind.LEFT_BEHIND, channel=ChannelId(9)),
    RemoveOldPosts(channel=ChannelId(9), card=None, thread=None),
    RemoveOldPosts(
        channel=ChannelId(9),
        card=MessageId(1),
        thread=ChannelId(1),
        in_channel=(MessageId(1),),
        in_thread=(MessageId(2), MessageId(3)),
        barred=True,
    ),
    Remind(audience=Audience.LEADS),
    TellReport(report=5),
    TellBulletin(waiting=3, late=1, replies=2, at=NOON),
]

REMINDER_EFFECTS: list[ReminderEffect] = [
    RemindOfDue(questions=7, minutes=18),
    TellRemindersEnded(),
    TellOfAbsence(since=date(2026, 1, 1), until=date(2028, 1, 2)),
]


@pytest.mark.parametrize("effect", REMINDER_EFFECTS, ids=repr)
def test_an_effect_of_a_reminder_comes_back_as_it_was(effect: ReminderEffect) -> None:
    assert effect_codec.decode_effect(*effect_codec.encode_effect(effect)) == effect


@pytest.mark.parametrize("effect", EFFECTS, ids=repr)
def test_an_effect_comes_back_as_it_was(effect: Effect) -> None:
    restored = effect_codec.decode_effect(*effect_codec.encode_effect(effect))

    assert restored == effect
    assert type(restored) is type(effect)
    if isinstance(restored, ShowHint):
        assert restored.rung is None or isinstance(restored.rung, Rung)


@pytest.mark.parametrize("effect", REVIEW_EFFECTS, ids=repr)
def test_an_effect_of_a_review_comes_back_as_it_was(effect: ReviewEffect) -> None:
    restored = effect_codec.decode_effect(*effect_codec.encode_effect(effect))

    assert restored == effect
    assert type(restored) is type(effect)
    shown = repr(restored).replace("TzInfo(0)", "datetime.timezone.utc")  # pydantic has a UTC of its own
    assert shown == repr(effect), "words and numbers are enums again"
    assert hash(restored) == hash(effect), "lists are tuples again"


def test_every_effect_is_tried_above() -> None:
    assert {type(effect) for effect in EFFECTS} == set(get_args(Effect))
    assert {type(effect) for effect in REVIEW_EFFECTS} == set(get_args(ReviewEffect))
    assert {type(effect) for effect in REMINDER_EFFECTS} == set(get_args(ReminderEffect))


def test_no_kind_of_effect_is_one_of_two() -> None:
    kinds = {effect_codec.encode_effect(effect)[0] for effect in EFFECTS}
    review_kinds = {effect_codec.encode_effect(effect)[0] for effect in REVIEW_EFFECTS}

    reminder_kinds = {effect_codec.encode_effect(effect)[0] for effect in REMINDER_EFFECTS}

    assert len(kinds | review_kinds | reminder_kinds) == len(kinds) + len(review_kinds) + len(reminder_kinds)
    assert max(map(len, kinds | review_kinds | reminder_kinds)) <= 60


OLD_SNAPSHOT = """{"question":{"id":"why-us","text":"Why us?","kind":"company","topics":["motivation"],
"difficulty":"easy","minutes":2,"author":null,"why":"To see.","how":"Name one.","key_points":["One","Two","Three"],
"examples":[{"text":"I sold mugs.","note":"A seller"}],"follow_ups":["Why now?"],"community_answers":[]},
"author":{"id":"mara","name":"Mara","bio":"Writes.","url":null}}""".replace("\n", " ")
"""As it was written when no question had other words or a short answer."""


def test_a_question_that_was_frozen_before_there_were_drafts_reads_on() -> None:
    question, author = snapshot_codec.decode_snapshot(OLD_SNAPSHOT)

    assert (question.text, question.kind, question.minutes) == ("Why us?", Kind.COMPANY, 2)
    assert (question.short, question.also_asked_as) == ("", ())
    assert author is not None
    assert author.name == "Mara"
    assert snapshot_codec.decode_snapshot(snapshot_codec.encode_snapshot(question, author)) == (question, author)


def test_a_question_with_gaps_comes_back_as_it_was() -> None:
    question = Question(id="why-us", text="Why us?")
    written = question.model_copy(update={"short": "I sold mugs.", "also_asked_as": ("Why here?",)})

    for each in (question, written):
        assert snapshot_codec.decode_snapshot(snapshot_codec.encode_snapshot(each, None)) == (each, None)


def test_a_question_and_its_author_come_back_as_they_were() -> None:
    question = a_question(community_answers=(CommunityAnswer(text="Mine.", note="a student", by="Kim"),), author="ada")

    restored, author = snapshot_codec.decode_snapshot(snapshot_codec.encode_snapshot(question, AN_AUTHOR))

    assert (restored, author) == (question, AN_AUTHOR)
    assert restored.model_dump(round_trip=True) == question.model_dump(round_trip=True)


def test_a_frozen_question_survives_limits_that_became_stricter() -> None:
    snapshot = json.loads(snapshot_codec.encode_snapshot(a_question(), AN_AUTHOR))
    snapshot["question"]["text"] = "x" * 100_000
    snapshot["question"]["key_points"] = []

    question, _ = snapshot_codec.decode_snapshot(json.dumps(snapshot))

    assert (len(question.text), question.key_points) == (100_000, ())


PANEL_IDS = {f"mi1:{word}:21:10:p" for word in ("examples", "follow_up", "hint", "next", "status")}


@pytest.mark.parametrize(
    "sendings",
    [
        (),
        (BegunSending(look=Look(custom_ids=frozenset(PANEL_IDS | {"mr1:flag:21:10"}))),),
        (
            BegunSending(
                look=Look(custom_ids=frozenset({"", ":", "a", "a:", ":b", "a::", "a:b", "a:b:", "a::c", "a:b:c:d"}))
            ),
        ),
        (BegunSending(look=Look(custom_ids=frozenset({""}))),),
        (BegunSending(look=Look(custom_ids=frozenset({"a|b:c:d", "a:b|c:d", "a:b:d"}))),),
        (BegunSending(look=Look(custom_ids=frozenset({"a b:c:d", "a:b c:d"}))),),
        (BegunSending(look=Look(custom_ids=frozenset({"[a]:b:c"}))),),
        (
            BegunSending(look=Look(content="12ab", embeds=("cd",), sizes=(7, 8), reply_to=MessageId(900), salt="s")),
            BegunSending(channel=ChannelId(5), page="1", look=Look(custom_ids=frozenset({"mi1:next:21:10:p"}))),
        ),
    ],
)
def test_what_was_begun_comes_back_as_it_was(sendings: tuple[BegunSending, ...]) -> None:
    assert begun_codec.decode_begun(begun_codec.encode_begun(sendings)) == sendings


def test_what_was_begun_is_noted_in_few_bytes_and_always_the_same_ones() -> None:
    """A parcel on its way takes room in a page that it gives back too late for those behind it."""
    note = begun_codec.encode_begun([BegunSending(look=Look(custom_ids=frozenset(PANEL_IDS)))])

    assert note == "mi1:examples|follow_up|hint|next|status:21:10:p"


def test_what_an_older_build_had_begun_is_read() -> None:
    [sending] = begun_codec.decode_begun('[{"look":{"custom_ids":["mi1:hint:2:1:q","mi1:skip:2:1:q"]}}]')

    assert sending.look == Look(custom_ids=frozenset({"mi1:hint:2:1:q", "mi1:skip:2:1:q"}))
