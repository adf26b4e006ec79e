"""Names of columns mean the same in any spelling, and other names mean nothing."""

from __future__ import annotations

import pytest

from bot.banks.foreign.header_words import Meaning, named

MEANINGS = {
    Meaning.QUESTION: ["Question", "QUESTION TEXT", "question_text", "Q.", "Front", "Frage", "Pregunta:", "質問"],
    Meaning.ANSWER: ["idealAnswer", "Sample answer", "A.", "back", "Réponse", "Lösung", "Ответ", "Answer (en)"],
    Meaning.OPTIONS: ["Option A", "optionB", "choice_3", "Options", "选项"],
    Meaning.CORRECT: ["correctAnswer", "Correct Option", "answer_key"],
    Meaning.WRONG: ["incorrect_answers", "Wrong Answer 2", "distractor1"],
    Meaning.TOPICS: ["Tags", "Sub-category", "Question Category", "topicTags", "Schlagworte", "カテゴリー"],
    Meaning.DIFFICULTY: ["Level", "Difficulty Level", "Schwierigkeitsgrad", "niveau"],
    Meaning.HOW: ["Hint 1", "Explanation", "tips", "解説"],
    Meaning.FOLLOW_UPS: ["Follow-up questions", "followUps"],
    Meaning.KEY_POINTS: ["Key Points", "key_points", "goodToHear"],
    Meaning.ID: ["id", "Question ID", "qid"],
}  # fmt: skip
NOTHING = [
    "#",
    "No.",
    "S.No.",
    "Timestamp",
    "User answer",
    "answer url",
    "question count",
    "What is it?",
    "role",
    "Up front",
]


@pytest.mark.parametrize("meaning", MEANINGS)
def test_a_name_means_the_same_in_any_spelling(meaning: Meaning) -> None:
    found = {name: each.meaning if (each := named(name)) else None for name in MEANINGS[meaning]}

    assert set(found.values()) == {meaning}, found


def test_other_names_mean_nothing() -> None:
    assert {name for name in NOTHING if named(name)} == set()


def test_a_title_may_be_a_question_and_need_not() -> None:
    title, second = named("title"), named("Hint 2")

    assert title is not None
    assert second is not None
    assert (title.meaning, title.is_sure) == (Meaning.QUESTION, False)
    assert second.number == 2
