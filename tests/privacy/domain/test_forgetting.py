"""How a forgetting goes on, as values: when everything may be deleted, and what is left to do then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.content import ChannelId, MessageId, ReviewId, UserId, first_id_at
from bot.privacy.domain.belongings import Belonging, GoneReview, LeftPost
from bot.privacy.domain.forgetting import (
    LONGEST_CLOSING,
    MOST_ROUNDS,
    NO_MESSAGE,
    Forgetting,
    ForgettingPhase,
    StepKind,
    cleared,
    erased,
    fingerprint_of,
    is_typed_word,
    may_erase,
    steps_after,
    swept_until,
)
from tests.builders import CANDIDATE, NOON, REVIEW_CHANNEL, SERVER

SECOND = timedelta(seconds=1)
TEN = 10 * SECOND


def a_forgetting(**changes: object) -> Forgetting:
    fields = {"person": CANDIDATE, "locale": "en", "dm_channel": None, "since": NOON, "asked_at": NOON} | changes
    return Forgetting(nonce="n", due_at=NOON, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["DELETE", "delete", " De lete\n", "d e l e t e"])
def test_the_word_counts_however_it_is_spelled_and_spaced(typed: str) -> None:
    assert is_typed_word(typed)


@pytest.mark.parametrize("typed", ["", "yes", "DELETE!", "delete me", "DELETEDELETE", "DEL\u200bETE"])
def test_anything_else_is_not_the_word(typed: str) -> None:
    assert not is_typed_word(typed)


def test_nothing_is_deleted_before_all_know_and_what_is_sent_has_ended() -> None:
    def may(at: timedelta, *, awaited: bool) -> bool:
        return may_erase(a_forgetting(), is_awaited=awaited, known_after=TEN, now=NOON + at)

    assert not may(TEN - SECOND, awaited=False)
    assert may(TEN, awaited=False)
    assert not may(TEN, awaited=True)
    assert not may(LONGEST_CLOSING - SECOND, awaited=True)
    assert may(LONGEST_CLOSING, awaited=True)


def test_what_people_can_read_goes_first_and_each_thing_once() -> None:
    post = LeftPost(server=SERVER, channel=REVIEW_CHANNEL, message=MessageId(5))
    thread = LeftPost(server=SERVER, channel=ChannelId(5))
    gone = GoneReview(review=ReviewId(7), server=SERVER, channel=REVIEW_CHANNEL, coaches=(UserId(1), UserId(2)))

    steps = steps_after([thread, post, post], [gone], {ReviewId(7): "Stripe no. 1"})

    assert [each.kind for each in steps] == [StepKind.THREAD, StepKind.MESSAGE, *[StepKind.TELL_COACH] * 2]
    assert [(each.coach, each.about) for each in steps[2:]] == [(1, "Stripe no. 1"), (2, "Stripe no. 1")]


def test_it_begins_once_more_while_something_is_stored_but_not_for_ever() -> None:
    swept = replace(erased(a_forgetting(), dm_channel=ChannelId(3), at=NOON), swept_to=MessageId(9))
    rounds = [swept]
    while rounds[-1].phase is not ForgettingPhase.SAYING:
        rounds.append(cleared(rounds[-1], is_anything_stored=True, at=NOON + TEN))

    assert len(rounds) == MOST_ROUNDS + 1
    assert (rounds[1].phase, rounds[1].swept_to, rounds[1].dm_channel) == (ForgettingPhase.CLOSING, NO_MESSAGE, 3)
    assert cleared(swept, is_anything_stored=False, at=NOON).phase is ForgettingPhase.SAYING
    assert not rounds[-1].keeps_out
    assert swept.keeps_out


def test_two_summaries_have_the_same_fingerprint_only_if_they_say_the_same() -> None:
    one = {Belonging.INTERVIEWS: 1, Belonging.ANSWERS: 12}

    assert fingerprint_of(one) == fingerprint_of(dict(reversed(one.items())))
    assert fingerprint_of(one) != fingerprint_of({Belonging.INTERVIEWS: 11, Belonging.ANSWERS: 2})
    assert fingerprint_of({}) != fingerprint_of(one)


def test_what_is_said_while_the_sweep_lasts_is_swept_too() -> None:
    began = erased(a_forgetting(), dm_channel=ChannelId(3), at=NOON)
    said = MessageId(first_id_at(NOON + timedelta(hours=2)))

    assert swept_until(began, at=NOON) == began.sweep_until < said
    assert swept_until(began, at=NOON + timedelta(hours=2)) > said
