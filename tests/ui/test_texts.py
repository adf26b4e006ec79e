"""Each sentence that the code asks for exists, and none lies unused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.banks.model import Difficulty
from bot.interview.errors import InterviewError
from bot.interview.model import Mode, Order
from bot.text.texts import MissingText, Texts

ROOT = Path(__file__).parents[2]
TEXT_FILES = sorted((ROOT / "bot" / "text").glob("*.ftl"))
KEY = re.compile(r"^([a-z][a-z0-9-]*) =", re.MULTILINE)

COMPOSED = {
    *(f"difficulty-{each}" for each in Difficulty),
    *(f"choice-difficulty-{each}" for each in Difficulty),
    *(f"choice-mode-{each}" for each in Mode),
    *(f"choice-order-{each.replace('_', '-')}" for each in Order),
    *(f"status-{each}" for each in Mode),
    *(f"command-{name}" for name in ("next", "skip", "back", "hint", "example", "end")),
}
"""Keys that the code puts together."""


def keys_of(file: Path) -> set[str]:
    return set(KEY.findall(file.read_text(encoding="utf-8")))


def errors(base: type[InterviewError] = InterviewError) -> list[type[InterviewError]]:
    return [each for child in base.__subclasses__() for each in (child, *errors(child))]


def keys_in_code() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for folder in ("bot", "cogs") for path in (ROOT / folder).rglob("*.py")]
    english = keys_of(ROOT / "bot" / "text" / "en.ftl")
    quoted = {found for source in sources for found in re.findall(r'"([a-z][a-z0-9-]*)"', source)}
    referenced = set(
        re.findall(r"\{ ([a-z][a-z0-9-]*) \}", (ROOT / "bot" / "text" / "en.ftl").read_text(encoding="utf-8"))
    )
    return (quoted & english) | referenced | COMPOSED


def test_every_refusal_has_its_sentence() -> None:
    english = keys_of(ROOT / "bot" / "text" / "en.ftl")

    assert errors()
    assert {each.key for each in errors()} <= english


def test_no_sentence_lies_unused() -> None:
    assert keys_of(ROOT / "bot" / "text" / "en.ftl") - keys_in_code() == set()


def test_composed_keys_exist() -> None:
    assert keys_of(ROOT / "bot" / "text" / "en.ftl") >= COMPOSED


@pytest.mark.parametrize("file", TEXT_FILES, ids=lambda file: file.stem)
def test_a_locale_says_only_what_english_says(file: Path) -> None:
    assert keys_of(file) <= keys_of(ROOT / "bot" / "text" / "en.ftl")


@pytest.mark.parametrize("file", TEXT_FILES, ids=lambda file: file.stem)
def test_command_descriptions_fit_discord(file: Path) -> None:
    texts = Texts.load()
    too_long = [
        key
        for key in keys_of(file)
        if key.startswith(("command-", "choice-")) and len(texts(key, locale=file.stem)) > 100
    ]

    assert too_long == []


def test_an_unknown_locale_is_answered_in_english() -> None:
    texts = Texts.load()

    assert texts("button-next", locale="tlh") == texts("button-next")


def test_a_missing_key_or_value_is_a_mistake_in_the_code() -> None:
    texts = Texts.load()

    with pytest.raises(MissingText):
        texts("no-such-key")
    with pytest.raises(MissingText):
        texts("error-stale-button")
