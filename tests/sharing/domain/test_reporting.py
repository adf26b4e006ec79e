"""Two people hide an answer, and a coach who looks shows it again or declines it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.content import MessageId, ServerId, ShareId, UserId
from bot.core.refusal import Refusal
from bot.sharing.domain.deciding import decide, take_back, write_version
from bot.sharing.domain.effects import ShowSharedCard, TellWriter, WriterNews
from bot.sharing.domain.errors import NotReported, OwnShare, ShareChanged, ShareTakenBack
from bot.sharing.domain.model import SharedAnswer, SharedCard, SharedQuestion, SharedVersion, VersionState
from bot.sharing.domain.reporting import decline_reported, reported, show_reported
from tests.builders import CANDIDATE, COACH, NOON, REVIEW_CHANNEL

LATER = NOON + timedelta(hours=3)
OTHER_COACH = UserId(COACH + 1)


def approved() -> SharedAnswer:
    version = SharedVersion(
        number=1, text="Mine.", state=VersionState.APPROVED, written_at=NOON, decided_by=COACH, decided_at=NOON
    )
    return SharedAnswer(
        id=ShareId(71),
        server=ServerId(3001),
        writer=CANDIDATE,
        question=SharedQuestion(bank="stripe", bank_title="Stripe", id="q1", text="Why?"),
        locale="en-US",
        versions=(version,),
        written=1,
        card=SharedCard(channel=REVIEW_CHANNEL, message=MessageId(900), shown_at=NOON),
    )


def hidden() -> SharedAnswer:
    return reported(approved(), 1, 2, at=LATER).share


def test_the_second_report_hides_it_and_shows_coaches_a_new_card() -> None:
    assert reported(approved(), 1, 1, at=LATER).share == approved()

    step = reported(approved(), 1, 2, at=LATER)

    assert step.share.shown is None
    assert step.share.needs_coach
    assert step.share.card_outdated
    assert step.effects == (ShowSharedCard(),)
    assert reported(step.share, 1, 3, at=LATER).effects == (), "a third one changes nothing"


def test_what_is_shown_again_is_as_it_was() -> None:
    step = show_reported(hidden(), 1, coach=OTHER_COACH)

    assert step.share.shown == approved().shown
    assert step.effects == (ShowSharedCard(),)


def test_what_is_declined_is_gone_and_its_writer_reads_why() -> None:
    step = decline_reported(hidden(), 1, "It names somebody.", coach=OTHER_COACH, at=LATER)

    assert step.share.approved is None
    assert not step.share.needs_coach
    (version,) = step.share.versions
    assert (version.state, version.reason) == (VersionState.DECLINED, "It names somebody.")
    assert (version.decided_by, version.decided_at) == (OTHER_COACH, LATER)
    assert step.effects == (ShowSharedCard(), TellWriter(number=1, news=WriterNews.DECLINED))


def test_a_new_version_does_not_bring_back_what_was_reported_and_its_approval_does() -> None:
    changed = write_version(hidden(), "Better.", at=LATER).share
    assert changed.shown is None

    seen = decide(changed, 2, VersionState.APPROVED, coach=COACH, at=LATER).share

    assert seen.shown is not None
    assert seen.shown.text == "Better."
    with pytest.raises(ShareChanged):
        show_reported(seen, 1, coach=COACH)
    assert reported(seen, 1, 2, at=LATER).share == seen, "reports of what it said before do not hide it"


@pytest.mark.parametrize(
    ("share", "number", "coach", "refusal"),
    [
        (approved(), 1, COACH, NotReported),
        (hidden(), 2, COACH, ShareChanged),
        (hidden(), 1, CANDIDATE, OwnShare),
        (take_back(hidden()).share, 1, COACH, ShareTakenBack),
        (decline_reported(hidden(), 1, "No.", coach=COACH, at=LATER).share, 1, COACH, NotReported),
        (replace(hidden(), hidden_since=None), 1, OTHER_COACH, NotReported),
    ],
)
def test_what_a_coach_cannot_decide(share: SharedAnswer, number: int, coach: UserId, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        show_reported(share, number, coach=coach)
    with pytest.raises(refusal):
        decline_reported(share, number, "No.", coach=coach, at=LATER)
