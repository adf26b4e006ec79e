"""The page, the last word and the ids of buttons of a forgetting."""

from __future__ import annotations

import pytest

from bot.core.content import ChannelId, MessageId, ServerId, UserId
from bot.outbound.draft import Draft, Pings
from bot.privacy.domain.belongings import Belonging
from bot.privacy.domain.forgetting import ForgettingStep, NewStep, Remains, StepKind, Unreached
from bot.privacy.views.forgetting_ids import FORGET_ID, forget_form_id, forget_form_of, forget_now_id
from bot.privacy.views.forgetting_page import forgetting_page
from bot.privacy.views.forgetting_words import ForgettingMessages
from bot.text.texts import Texts
from cogs.privacy.forget_buttons import ForgetButton, ForgetNowButton
from tests.builders import NOON

LARGEST = 2**63 - 1
TEXTS = Texts.load()


def left(number: int) -> ForgettingStep:
    what = NewStep(
        kind=StepKind.MESSAGE, server=ServerId(LARGEST), channel=ChannelId(LARGEST), message=MessageId(LARGEST - number)
    )
    return ForgettingStep(id=number, what=what, nonce="n", begun=False, since=NOON, why=Unreached.FORBIDDEN)


def page_text(draft: Draft) -> str:
    (embed,) = draft.embeds
    return embed.description or ""


def test_the_page_fits_and_names_each_kind_of_thing() -> None:
    told = page_text(forgetting_page(dict.fromkeys(Belonging, 123_456), TEXTS, locale="en"))

    assert len(told) < 4096
    assert told.count("123,456") >= len(Belonging) - 1, "a plan is one"


def test_a_kind_of_thing_that_the_page_has_no_words_for_is_said_to_go() -> None:
    told = page_text(forgetting_page({"badges": 3}, TEXTS, locale="en"))  # type: ignore[dict-item]

    assert "and all else that is stored about you" in told


@pytest.mark.parametrize("steps", [1, 500])
@pytest.mark.parametrize("why", [None, *Unreached])
def test_the_last_word_fits_however_much_is_left(steps: int, why: Unreached | None) -> None:
    remains = Remains(steps=[left(each) for each in range(steps)], unswept=why, unswept_messages=99_999)

    content = ForgettingMessages(TEXTS).last_word(remains, locale="en").content

    assert content is not None
    assert len(content) <= 2000


def test_a_coach_is_told_in_one_line_whatever_a_bank_is_called() -> None:
    draft = ForgettingMessages(TEXTS).word_to_coach(UserId(7), "@everyone **[x](https://x.example)**, 3")

    assert draft.pings == Pings(users=(UserId(7),))
    assert draft.content is not None
    assert "](" not in draft.content.replace("\\]\\(", "")


def test_ids_match_their_templates_and_forms_are_told_apart() -> None:
    assert ForgetButton.__discord_ui_compiled_template__.fullmatch(FORGET_ID)
    match = ForgetNowButton.__discord_ui_compiled_template__.fullmatch(forget_now_id("0123456789ab"))
    assert match is not None
    assert match["confirmed"] == "0123456789ab"
    assert forget_form_of(forget_form_id("0123456789ab", token="1577212963566125057")) == "0123456789ab"
    for made_up in ("pv1f:forget:0123456789ab:", "pv1f:forget:xyz:1", "pv1f:forget:0123456789ab:1 2", ""):
        assert forget_form_of(made_up) is None
