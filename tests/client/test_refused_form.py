"""What was typed into a form that was refused comes back whole, and can be read back from the message."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from bot.client.form_values import FormField
from bot.client.refused_form import refused_form, texts_on
from cogs.reviewing.forms import LONGEST_FEEDBACK, LONGEST_NEXT_STEP
from tests.fitting import fits_discord
from tests.reviewing.views.builders import TEXTS

SAY = partial(TEXTS, locale="en-GB")


def test_the_longest_feedback_fits_one_message() -> None:
    typed = {FormField.FEEDBACK: "x" * LONGEST_FEEDBACK, FormField.NEXT_STEP: "y" * LONGEST_NEXT_STEP}

    draft = refused_form("Not like this.", typed, SAY)

    fits_discord(draft)
    assert [each.description for each in draft.embeds] == list(typed.values())


def test_where_nothing_was_typed_only_the_sentence_is_said() -> None:
    draft = refused_form("Not like this.", {FormField.GRADE: "good", FormField.FEEDBACK: " \u200b"}, SAY)

    assert (draft.content, draft.embeds) == ("Not like this.", ())


@given(st.text(min_size=1).filter(lambda text: text.strip().isprintable() and text.strip() != ""))
def test_every_word_is_read_back_as_it_was_typed(text: str) -> None:
    typed = {FormField.FEEDBACK: f"See: {text}", FormField.NEXT_STEP: f"Then: {text}"}

    draft = refused_form("Not like this.", typed, SAY)

    assert texts_on([each.description for each in draft.embeds]) == (f"See: {text}".strip(), f"Then: {text}".strip())
