"""What a shared answer becomes, as values: written, decided about, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.content import ChannelId, MessageId, ShareId, UserId
from bot.sharing.domain.deciding import decide, take_back, write_version
from bot.sharing.domain.effects import ShowSharedCard, TellWriter, WriterNews
from bot.sharing.domain.errors import OwnShare, ShareChanged, ShareDecided, ShareTakenBack
from bot.sharing.domain.model import SharedAnswer, SharedCard, SharedQuestion, VersionState, wording_of
from tests.builders import CANDIDATE, COACH, NOON, SERVER

LATER = NOON + timedelta(hours=1)
CARD = SharedCard(channel=ChannelId(1), message=MessageId(2), shown_at=NOON)
APPROVED, DECLINED, CHANGE_ASKED = VersionState.APPROVED, VersionState.DECLINED, VersionState.CHANGE_ASKED


def a_share(*texts: str) -> SharedAnswer:
    """A shared answer that was written and written again before any coach looked; its card is there."""
    question = SharedQuestion(bank="stripe", bank_title="Stripe", id="why-stripe", text="Why Stripe?")
    share = SharedAnswer(id=ShareId(1), server=SERVER, writer=CANDIDATE, question=question, locale="en-US", card=CARD)
    for text in texts:
        share = write_version(share, text, at=NOON).share
    return replace(share, card_outdated=False)


def test_the_approved_version_stays_until_the_next_is_approved() -> None:
    share = decide(a_share("One."), 1, APPROVED, coach=COACH, at=NOON).share

    changed = write_version(share, "Two.", at=LATER)

    assert changed.effects == (ShowSharedCard(),)
    assert changed.share.card_outdated, "an edit of a card far above would go unseen"
    assert changed.share.shown is not None
    assert changed.share.shown.text == "One."
    declined = decide(changed.share, 2, DECLINED, coach=COACH, at=LATER, reason="No.").share
    assert declined.shown == changed.share.shown
    approved = decide(changed.share, 2, APPROVED, coach=COACH, at=LATER)
    assert approved.effects == (ShowSharedCard(), TellWriter(number=2, news=WriterNews.APPEARED))
    assert [each.text for each in approved.share.versions] == ["", "Two."]


def test_what_is_written_before_a_decision_replaces_what_waits_on_the_same_card() -> None:
    share = a_share("One.", "Two.")

    assert [each.state for each in share.versions] == [VersionState.REPLACED, VersionState.WAITING]
    assert write_version(share, "Three.", at=LATER).share.card_outdated is False
    assert write_version(share, "Two.", at=LATER).effects == ()


def test_a_version_that_comes_back_keeps_the_reason_and_not_the_words() -> None:
    share = decide(a_share("One."), 1, CHANGE_ASKED, coach=COACH, at=NOON, reason="Shorter.").share

    first, second = write_version(share, "One, shorter.", at=LATER).share.versions

    assert (first.text, first.reason, second.text) == ("", "Shorter.", "One, shorter.")


def test_a_new_version_that_is_approved_ends_what_reports_have_hidden() -> None:
    share = decide(a_share("One."), 1, APPROVED, coach=COACH, at=NOON).share
    hidden = replace(share, hidden_since=NOON)
    assert hidden.shown is None

    waiting = write_version(hidden, "Two.", at=LATER).share
    assert waiting.needs_coach
    assert decide(waiting, 2, APPROVED, coach=COACH, at=LATER).share.shown is not None


def test_decisions_that_are_none() -> None:
    share = a_share("One.", "Two.")
    decided = decide(share, 2, APPROVED, coach=COACH, at=NOON).share

    assert decide(decided, 2, APPROVED, coach=COACH, at=LATER).effects == ()
    for about, number, coach, refusal in (
        (share, 1, COACH, ShareChanged),
        (share, 3, COACH, ShareChanged),
        (share, 2, CANDIDATE, OwnShare),
        (decided, 2, UserId(COACH + 1), ShareDecided),
        (take_back(share).share, 2, COACH, ShareTakenBack),
    ):
        with pytest.raises(refusal):
            decide(about, number, DECLINED, coach=coach, at=LATER)


def test_numbers_are_never_given_again() -> None:
    gone = take_back(a_share("One.", "Two.")).share

    assert gone.versions == ()
    assert take_back(gone).effects == ()
    assert [each.number for each in write_version(gone, "Two.", at=LATER).share.versions] == [3]


def test_a_wording_is_the_words_and_not_the_lines() -> None:
    assert wording_of("Why  Stripe?\n") == wording_of("Why Stripe?")
    assert wording_of("Why Stripe?") != wording_of("Why stripe?")
