"""Each sentence that the code asks for exists, once, and none lies unused."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from fluent.runtime import FluentResource
from fluent.syntax.ast import Junk

from bot.banks.foreign.drafting.draft import Alteration
from bot.banks.foreign.found import Reason, Shape
from bot.banks.foreign.unfit import Unfit
from bot.banks.format.model import Difficulty
from bot.core.refusal import Refusal
from bot.interviewing.domain.errors import InterviewError
from bot.interviewing.domain.model import Mode, Order
from bot.interviewing.domain.rating import Rating
from bot.outbound.rejection import RefusedFor
from bot.practising.domain.errors import PracticeError
from bot.privacy.domain.belongings import Belonging
from bot.privacy.domain.forgetting import Unreached
from bot.reviewing.domain.effects import NoticeKind
from bot.reviewing.domain.errors import ReviewError
from bot.reviewing.domain.model import Grade, Helpfulness, Stage
from bot.reviewing.domain.safety.errors import NotSentNow
from bot.reviewing.domain.safety.muting import MuteFor
from bot.reviewing.domain.safety.reports import Decision
from bot.reviewing.domain.team.queue_filter import Filter
from bot.servers.domain.audit import Act, Setting
from bot.servers.domain.errors import ServerError
from bot.servers.usecases.duties import Duty
from bot.sharing.domain.errors import SharingError
from bot.text.texts import MissingText, Texts
from tests.text.keys import ENGLISH, KEY, ROOT, TEXT_FILES, english_keys, keys_of

COMPOSED = {
    *(f"difficulty-{each}" for each in Difficulty),
    *(f"choice-difficulty-{each}" for each in Difficulty),
    *(f"choice-mode-{each}" for each in Mode),
    *(f"choice-order-{each.replace('_', '-')}" for each in Order),
    *(f"status-{each}" for each in Mode),
    *(f"command-{name}" for name in ("next", "skip", "back", "follow-up", "hint", "example", "end")),
    *(f"card-mode-{each}" for each in Mode),
    *(f"card-headline-{each}" for each in Stage),
    *(f"card-{each}" for each in (Stage.CLOSED, Stage.WITHDRAWN)),
    *(f"standing-{each}" for each in (Stage.ANSWERED, Stage.CLOSED, Stage.WITHDRAWN)),
    *(f"notice-{each.replace('_', '-')}" for each in NoticeKind if each is not NoticeKind.RATED),
    *(f"rated-{each}" for each in Helpfulness),
    *(f"{place}-{each.name.lower()}" for each in Rating for place in ("rating", "card-thinks")),
    *(f"refused-for-{each}" for each in RefusedFor if each is not RefusedFor.FAULT),
    *(f"grade-{each.replace('_', '-')}" for each in Grade),
    *(f"{what}-{each}" for what in ("queue-title", "queue-empty", "queue-view", "choice-queue") for each in Filter),
    *(f"forget-{each.replace('_', '-')}" for each in Belonging),
    *(f"{what}-{each.replace('_', '-')}" for each in Unreached for what in ("unreached", "forgotten-unswept")),
    *(f"log-{each.replace('_', '-')}" for each in Act if each is not Act.SET),
    *(f"help-{each}" for each in Duty),
    *(f"log-setting-{each.replace('_', '-')}" for each in Setting),
    *(f"choice-mute-{each.replace('_', '-')}" for each in MuteFor),
    *(f"understood-{each}" for each in Shape),
    *(f"{what}-{each}" for each in Reason for what in ("left-out", "report")),
    *(f"{what}-{each}" for each in Alteration for what in ("altered", "report")),
    *(f"unfit-{each}" for each in Unfit),
    *(f"report-decided-{each.replace('_', '-')}" for each in Decision if each is not Decision.NOTHING),
}
"""Keys that the code puts together."""


def refusals(base: type[Refusal] = Refusal) -> list[type[Refusal]]:
    return [each for child in base.__subclasses__() for each in (child, *refusals(child))]


def keys_in_code() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for folder in ("bot", "cogs") for path in (ROOT / folder).rglob("*.py")]
    quoted = {found for source in sources for found in re.findall(r'"([a-z][a-z0-9-]*)"', source)}
    english = "\n".join(file.read_text(encoding="utf-8") for file in ENGLISH)
    referenced = set(re.findall(r"\{ ([a-z][a-z0-9-]*) \}", english))
    return (quoted & english_keys()) | referenced | COMPOSED


BASES = {InterviewError, PracticeError, ReviewError, ServerError, SharingError, NotSentNow}


def test_every_refusal_has_its_sentence() -> None:
    keys = {each.key for each in refusals() if each not in BASES}

    assert len(keys) > 30
    assert keys <= english_keys()


def test_no_sentence_lies_unused() -> None:
    assert english_keys() - keys_in_code() == set()


def test_composed_keys_exist() -> None:
    assert COMPOSED - english_keys() == set()


def test_a_sentence_is_written_once() -> None:
    written = Counter(key for file in ENGLISH for key in KEY.findall(file.read_text(encoding="utf-8")))

    assert [key for key, times in written.items() if times > 1] == []


def test_a_sentence_of_any_file_is_found() -> None:
    texts = Texts.load()

    assert {file.name for file in ENGLISH} >= {"interviews.ftl", "reviews.ftl"}
    assert texts("button-next") == "Next question"
    assert texts("button-claim") == "Claim"


@pytest.mark.parametrize("file", TEXT_FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_locale_says_only_what_english_says(file: Path) -> None:
    assert keys_of(file) <= english_keys()


@pytest.mark.parametrize("file", TEXT_FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_command_descriptions_fit_discord(file: Path) -> None:
    texts = Texts.load()
    too_long = [
        key
        for key in keys_of(file)
        if key.startswith(("command-", "choice-")) and len(texts(key, locale=file.parent.name)) > 100
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


@pytest.mark.parametrize("file", TEXT_FILES, ids=lambda file: file.name)
def test_no_line_is_dropped(file: Path) -> None:
    """A text whose next line begins with `**`, `[` or `.` is cut there, in silence."""
    parsed = FluentResource(file.read_text(encoding="utf-8"))

    assert [each.content for each in parsed.body if isinstance(each, Junk)] == []
