"""Words and the time they take."""

from __future__ import annotations

import pytest

from bot.banks.format.speech import SpeakingRange, count_numbers, count_words, speaking_range, speaking_seconds
from tests.banks.builders import a_question


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n - … — ** ", 0),
        ("One two  three\nfour", 4),
        ("don't well-known 3.5 4,000", 4),
        ("one—two … three", 3),
        ("👍 👍", 0),
        ("मैं हिन्दी बोलता हूँ", 4),
        ("저는 한국어를 합니다", 3),
        ("我们使用应用程序接口", 5),
        ("我们用 API 接口", 4),
        ("これはテストです", 4),
        ("สวัสดีครับ", 2),
        ("مرحبا بالعالم", 2),
        ("e\u0301te\u0301", 1),
    ],
)
def test_words_are_counted_as_a_listener_would(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", 0),
        ("Two of us, and one dog", 0),
        ("three hundred and twenty people", 1),
        ("twenty and thirty-five", 2),
        ("$3.20 and 40%, twenty-five", 3),
        ("1,000,000 rows, then 2 million", 2),
        ("Forty. Fifty came.", 2),
        ("thousands of rows", 1),
        ("p99 of `400` in S3, by GPT-4", 0),
        ("```\n1 2 3\n``` and 4", 1),
        ("5-7 days", 2),
    ],
)
def test_numbers_are_counted_as_a_listener_would(text: str, numbers: int) -> None:
    assert count_numbers(text) == numbers


def test_150_words_take_a_minute() -> None:
    assert speaking_seconds("word " * 150) == 60


def test_a_text_without_words_takes_no_time_and_one_word_takes_some() -> None:
    assert speaking_seconds("…") == 0
    assert speaking_seconds("Yes") == 1


def test_the_range_is_that_of_the_examples() -> None:
    question = a_question(examples=[{"text": "word " * words, "note": "A student"} for words in (150, 75, 225)])

    assert speaking_range(question) == SpeakingRange(shortest=30, longest=90)


def test_a_very_long_text_without_spaces_is_counted_at_once() -> None:
    assert count_words("界" * 1_000_000) == 500_000
