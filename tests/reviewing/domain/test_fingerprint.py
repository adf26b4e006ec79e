"""A snippet is recognised by how it looks, whatever became of the stored one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reviewing.domain.coaches import fingerprint

LARGEST = 2**63 - 1
SNIPPET = "Say a number.\nOne that you measured."


@pytest.mark.parametrize(
    "alike",
    [
        f"  {SNIPPET}\n\n",
        SNIPPET.replace("\n", "\r\n"),
        SNIPPET.replace(" ", "\u00a0 "),
        f"\u200b{SNIPPET}\u2060\u202e\u3164",
        SNIPPET.replace(" a ", " a \u200b "),
    ],
)
def test_what_looks_the_same_is_untouched(alike: str) -> None:
    assert fingerprint(alike) == fingerprint(SNIPPET)


@pytest.mark.parametrize(
    "changed", [f"{SNIPPET} How many?", SNIPPET.replace(".", "!"), SNIPPET.lower(), f"{SNIPPET}\N{THUMBS UP SIGN}", ""]
)
def test_what_looks_different_is_changed(changed: str) -> None:
    assert fingerprint(changed) != fingerprint(SNIPPET)


@given(st.text())
def test_it_fits_the_id_of_a_form_and_is_never_none(text: str) -> None:
    assert 0 < fingerprint(text) <= LARGEST
