"""Ids of shared answers, reports and mutes that somebody made up: one clear sentence each, and nothing changes."""

from __future__ import annotations

import pytest

from tests.wire.journey import heard, is_panel, says
from tests.wire.practice import Practice
from tests.wire.safety.test_reports import reported
from tests.wire.sharing.scenes import sees_shared, share, switch_sharing
from tests.wire.strangers.test_forged_ids import (
    TOO_LARGE,
    WORDS,
    everything,
    is_one_clear_sentence,
    pressed,
    sent,
    subject_of,
)

OF_WRITERS = ("change", "take_back", "take_back_now", "see", "turn")
OF_COACHES = ("approve", "ask_change", "decline", "show_again", "decline_reported")
OF_LEADS = ("mr1:reported:{}:", "mr1:decide:{}:week", "mr1:mute:{}:", "mr1:mute_for:{}:for_ever")


async def test_numbers_of_others_do_nothing(practice: Practice, caplog: pytest.LogCaptureFixture) -> None:
    elsewhere = Practice.furnish(practice.playground, "Elsewhere")
    await elsewhere.set_up()
    await switch_sharing(practice)
    await switch_sharing(elsewhere)
    candice = await practice.interviewed("Candice")
    review_card = await practice.sent(candice)
    await candice.sees(says("You sent this to a coach"))
    await share(candice)
    card = await sees_shared(practice)
    await reported(practice, review_card)
    ben = await practice.interviewed("Ben")
    panel = await ben.sees(is_panel(1))
    dora = elsewhere.coach("Dora", lead=True)
    eve = await elsewhere.interviewed("Eve")
    there = await elsewhere.sent(eve)
    await eve.sees(says("You sent this to a coach"))
    await elsewhere.thread_of(there)
    carl = practice.coach("Carl")
    shared, review = subject_of(card, "mc1:approve:"), subject_of(review_card, "mr1:answer:")
    await practice.thread_of(review_card)
    before = everything(practice)
    caplog.clear()

    for subject in (shared, str(TOO_LARGE)):
        for action in (*OF_WRITERS, *OF_COACHES):
            custom_id = f"mc1:{action}:{subject}:1"
            is_one_clear_sentence(await pressed(practice, ben.person, panel, custom_id))
            is_one_clear_sentence(await pressed(practice, dora, there, custom_id))
        for form in ("change", "ask_change", "decline", "decline_reported"):
            await (await ben.person.slash(ben.dm, "share")).settled()
            assert WORDS in heard(await sent(ben.person, f"mc1f:{form}:{subject}:1:a", {"text": WORDS}))
            await (await dora.press(there["id"], "Close")).settled()
            assert WORDS in heard(await sent(dora, f"mc1f:{form}:{subject}:1:a", {"reason": WORDS}))
    for action in OF_WRITERS:
        is_one_clear_sentence(await pressed(practice, carl, review_card, f"mc1:{action}:{shared}:0"))
    for subject in (review, str(TOO_LARGE)):
        for each in OF_LEADS:
            is_one_clear_sentence(await pressed(practice, ben.person, panel, each.format(subject)))
            is_one_clear_sentence(await pressed(practice, carl, review_card, each.format(subject)))
            is_one_clear_sentence(await pressed(practice, dora, there, each.format(subject)))

    assert WORDS not in caplog.text
    assert not [each for each in caplog.records if each.levelname == "ERROR"]
    assert everything(practice) == before
