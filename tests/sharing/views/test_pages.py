"""The messages of shared answers fit Discord, whatever people wrote, and name nobody to coaches."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.core.content import FORMER_COACH, ShareId
from bot.formatting.refusals import sentence
from bot.formatting.split import length
from bot.sharing.domain.deciding import LONGEST_SHARE_REASON, LONGEST_SHARED, decide, write_version
from bot.sharing.domain.effects import TellWriter, WriterNews
from bot.sharing.domain.errors import ShareDecided
from bot.sharing.domain.model import SharedAnswer, VersionState, VoteCount
from bot.sharing.usecases.writers import OwnShared
from bot.sharing.views.composer import ShareMessages
from bot.sharing.views.custom_ids import (
    ShareAction,
    ShareForm,
    share_action_id,
    share_action_template,
    share_form_id,
    share_form_of,
)
from bot.sharing.views.own_pages import SHARED_ON_A_PAGE, shared_list, shared_page, take_back_question
from bot.text.texts import Texts
from tests.builders import CANDIDATE, COACH, NOON, SERVER, a_server
from tests.fitting import fits_discord
from tests.sharing.domain.test_deciding import a_share

TEXTS = Texts.load()
LARGEST = 2**63 - 1
ANY_STATE = [VersionState.APPROVED, VersionState.CHANGE_ASKED, VersionState.DECLINED]


def worst(text: str) -> SharedAnswer:
    """As long and as full of marks as it can be."""
    share = a_share(text)
    question = replace(share.question, bank_title="*" * 80, text="*" * 600)
    return replace(share, id=ShareId(LARGEST), question=question)


@pytest.mark.parametrize("mark", ["*", "`", "<@1> ", "💥", "\n\n-"])
def test_the_longest_fits_in_every_state(mark: str) -> None:
    share = worst((mark * LONGEST_SHARED)[: LONGEST_SHARED // length(mark) * len(mark)])
    reason = "*" * LONGEST_SHARE_REASON
    messages = ShareMessages(TEXTS)
    fits_discord(messages.card(share, a_server()))
    for state in ANY_STATE:
        decided = decide(share, 1, state, coach=COACH, at=NOON, reason=reason).share
        again = write_version(decided, "*" * LONGEST_SHARED, at=NOON).share
        for each in (decided, again, replace(decided, hidden_since=NOON)):
            fits_discord(messages.card(each, a_server()))
            own = OwnShared(share=each, votes=VoteCount(helpful=10**6, other=10**6), is_off=True)
            fits_discord(shared_page(own, {}, TEXTS, locale="en-US"))
            fits_discord(take_back_question(own, TEXTS, locale="en-US"))
            many = [replace(own, share=replace(each, id=ShareId(LARGEST - number))) for number in range(20)]
            for page in range(-(-len(many) // SHARED_ON_A_PAGE)):
                fits_discord(shared_list(many, page, {SERVER: "*" * 100}, TEXTS, locale="en-US"))
        for news in WriterNews:
            fits_discord(messages.news(TellWriter(number=1, news=news), decided))


def test_the_card_names_nobody() -> None:
    share = replace(a_share("Mine."), writer=CANDIDATE)

    shown = str(ShareMessages(TEXTS).card(share, a_server()))

    assert str(int(CANDIDATE)) not in shown


@pytest.mark.parametrize("action", list(ShareAction))
def test_each_id_fits_its_template_and_no_other(action: ShareAction) -> None:
    custom_id = share_action_id(action, LARGEST, 9999)

    assert len(custom_id) <= 100
    assert [each for each in ShareAction if re.fullmatch(share_action_template(each), custom_id)] == [action]


@pytest.mark.parametrize("form", list(ShareForm))
def test_each_form_is_told_apart(form: ShareForm) -> None:
    custom_id = share_form_id(form, LARGEST, 9999, token="t" * 32)

    known = share_form_of(custom_id)
    assert len(custom_id) <= 100
    assert known is not None
    assert known[0] is form


def test_a_card_names_a_coach_who_is_forgotten_as_a_former_one() -> None:
    share = decide(a_share("Text."), 1, VersionState.APPROVED, coach=COACH, at=NOON, reason="").share
    [version] = share.versions

    [heading, _] = (
        ShareMessages(TEXTS).card(share.with_version(replace(version, decided_by=FORMER_COACH)), a_server()).embeds
    )

    assert heading.description is not None
    assert "Approved by a former coach" in heading.description
    refused = ShareDecided(decision="approved", coach=FORMER_COACH)
    assert sentence(refused, TEXTS, locale="en").startswith("A former coach has already approved")
