"""What is found in a file becomes questions that a bank can take, and what of it does not is told."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.banks.exchange.yaml_text import to_yaml
from bot.banks.foreign.drafting.draft import Alteration, DraftedQuestions, drafted
from bot.banks.foreign.drafting.filling import filled
from bot.banks.foreign.found import Found, FoundExample, FoundQuestion, LeftOut, Reason, Shape
from bot.banks.format.loader import checked, parse_bank
from bot.banks.format.model import MAX_QUESTIONS, Bank, Question
from bot.yamlfile.problem import Complaints


def a_found(*questions: FoundQuestion | str, left_out: tuple[LeftOut, ...] = ()) -> Found:
    made = [
        FoundQuestion(line=line, text=each) if isinstance(each, str) else replace(each, line=line)
        for line, each in enumerate(questions, start=1)
    ]
    return Found(shape=Shape.TABLE, questions=tuple(made), left_out=left_out, size=len(made))


def asked(text: str = "What is an API?", **fields: Any) -> FoundQuestion:
    return FoundQuestion(line=1, text=text, **fields)


def bank_of(draft: DraftedQuestions, present: Bank | None = None, *, keep: bool = True) -> Bank:
    made = filled(draft.questions, [] if present is None else [present], titles=["List"], keep=keep)
    return checked(made.banks[0], "list", Complaints("list.csv")).bank


def imported(*questions: FoundQuestion | str, into: Bank | None = None) -> Bank:
    return bank_of(drafted(a_found(*questions), () if into is None else into.questions), into)


def only(*questions: FoundQuestion | str) -> Question:
    (question,) = imported(*questions).questions
    return question


def ids(bank: Bank) -> list[str]:
    return [question.id for question in bank.questions]


def altered(draft: DraftedQuestions) -> list[Alteration]:
    return [each.how for each in draft.altered]


def test_ids_are_made_of_the_first_words_and_do_not_shift_when_a_question_comes_before() -> None:
    long = "Tell me about a time when you had to explain something hard to a person who would not listen to you at all"
    questions = [
        "What is an API?",
        "What is C?",
        "What is C#?",
        long,
        "Что такое процесс?",
        "Что такое поток?",
        "什么是进程?",
    ]

    first = imported(*questions)
    later = imported("Is this one new?", *questions, into=first)
    without_bank = imported("Is this one new?", *questions)

    assert ids(first)[:2] == ["what-is-an-api", "what-is-c"]
    assert ids(first)[2].startswith("what-is-c-")
    assert ids(first)[3] == "tell-me-about-a-time-when-you-had-to-explain-something-hard"
    assert len(set(ids(first))) == len(questions)
    assert ids(later) == [*ids(first), "is-this-one-new"]
    assert ids(without_bank) == ["is-this-one-new", *ids(first)]


def test_code_and_options_of_a_question_are_not_in_its_id() -> None:
    questions = (
        "What's the output?\n\n```js\nlet a\n```",
        "What's the output?\n\n```js\nlet b\n```",
        "Which one floats?\n\nA) Cork\nB) Lead",
        "```js\nlet c\n```",
    )

    first, second, *others = ids(imported(*questions))

    assert first == "what-s-the-output"
    assert re.fullmatch(r"what-s-the-output-[0-9a-f]{6}", second)
    assert others == ["which-one-floats", "js-let-c"]
    assert ids(imported("Łódź, größe, açıklayın")) == ["lodz-grosse-aciklayin"]


def test_an_id_has_the_letters_that_a_word_is_written_with_elsewhere() -> None:
    assert ids(imported("Was war Ihr größter Fehler?")) == ["was-war-ihr-grosster-fehler"]


@pytest.mark.parametrize(
    ("given", "kept"), [("q-1", "q-1"), ("Q 12!", "q-12"), ("1.10", "1-10"), ("007", "007"), ("—", "what-is-an-api")]
)
def test_an_id_of_the_file_is_kept_as_far_as_it_fits(given: str, kept: str) -> None:
    assert only(asked(id=given)).id == kept


def test_the_same_id_twice_is_told_and_given_once() -> None:
    draft = drafted(a_found(asked(id="1.1"), asked("What is a queue?", id="1.1")))

    assert [each.content["id"] for each in draft.questions] == ["1-1", "what-is-a-queue"]
    assert altered(draft) == [Alteration.ID]


@pytest.mark.parametrize(
    ("before", "after", "is_same"),
    [
        ("What is an API?", "what is an  API", True),
        ("What is an API?", "Waht is an API?", True),
        (
            "Explain polymorphism in object oriented languages",
            "Explain polymorhpism in object-oriented languages",
            True,
        ),
        (
            "How would you find a slow query in a database?",
            "How would you find and fix a slow query in a database?",
            True,
        ),
        ("What is SQL?", "What is NoSQL?", False),
        ("What is C?", "What is C++?", False),
        ("What is an abstract class?", "What is an abstract method?", False),
        ("What is authentication?", "What is authorization?", False),
        ("Explain GET", "Explain PUT", False),
        ("什么是进程?", "什么是线程?", False),
        ("When would you use a stack in a program?", "When would you use a queue in a program?", False),
        ("What does it mean that a type is mutable?", "What does it mean that a type is immutable?", False),
        ("How does internal fragmentation happen?", "How does external fragmentation happen?", False),
        ("How large is an address in IPv4?", "How large is an address in IPv6?", False),
    ],
)
def test_a_corrected_question_is_the_same_and_another_one_is_not(before: str, after: str, is_same: bool) -> None:
    present = imported(before)

    draft = drafted(a_found(after), present.questions)

    assert draft.questions[0].is_new is not is_same
    assert (draft.questions[0].content["id"] == present.questions[0].id) is is_same


def test_running_numbers_of_rows_do_not_move_ids_to_other_questions() -> None:
    present = imported(asked("What is an API?", id="1"), asked("Why do you want to work here?", id="2"))

    later = imported(
        asked("How do you test?", id="1"),
        asked("What is an API?", id="2"),
        asked("Why do you want to work here?", id="3"),
        into=present,
    )

    assert {question.id: question.text for question in later.questions} == {
        "1": "What is an API?",
        "2": "Why do you want to work here?",
        "how-do-you-test": "How do you test?",
    }


def test_questions_that_begin_alike_are_told_apart_when_their_numbers_shift() -> None:
    names = ["stack", "queue", "cache", "trie", "socket", "mutex", "token", "graph", "kernel", "thread"]
    texts = [f"When would you use a {name} in a program?" for name in names]
    present = imported(*(asked(text, id=str(number)) for number, text in enumerate(texts, start=1)))
    later = ["When would you use a closure in a program?", *texts]
    later[5] = later[5].replace("socket", "sokcet")
    del later[9]

    draft = drafted(
        a_found(*(asked(text, id=str(number)) for number, text in enumerate(later, start=1))), present.questions
    )

    assert [each.content["id"] for each in draft.questions] == [
        *("when-would-you-use-a-closure-in-a-program", "1", "2", "3", "4", "5", "6", "7", "8", "10")
    ]


def test_a_short_answer_that_many_questions_have_makes_none_of_them_the_same() -> None:
    present = imported(asked("Is Python compiled?", examples=(FoundExample(text="No"),)))

    draft = drafted(a_found(asked("Is Ruby compiled?", examples=(FoundExample(text="No"),))), present.questions)

    assert draft.questions[0].is_new


def test_what_the_file_does_not_say_stays_and_its_answer_takes_the_place_of_the_old_one() -> None:
    present = imported(asked(examples=(FoundExample(text="A contract of two programs."),), difficulty="easy"))
    by_hand = present.questions[0].model_copy(
        update={
            "why": "To hear it.",
            "examples": (
                *present.questions[0].examples,
                *only(asked(examples=(FoundExample(text="I once built one for a bakery.", note="A baker"),))).examples,
            ),
        }
    )
    present = present.model_copy(update={"questions": (by_hand,)})

    (question,) = imported(asked(examples=(FoundExample(text="A contract between programs."),)), into=present).questions

    assert (question.why, question.difficulty) == ("To hear it.", "easy")
    assert [each.text for each in question.examples] == [
        "A contract between programs.",
        "I once built one for a bakery.",
    ]


def test_a_new_answer_takes_the_place_of_no_example_that_may_be_written_by_hand() -> None:
    by_file, by_hand = FoundExample(text="A contract."), FoundExample(text="I once built one for a bakery.")
    present = imported(asked(examples=(by_hand, by_file)))

    (question,) = imported(asked(examples=(FoundExample(text="Rules for two programs."),)), into=present).questions

    assert [each.text for each in question.examples] == [by_hand.text, by_file.text, "Rules for two programs."]


@pytest.mark.parametrize(
    ("level", "difficulty"),
    [
        ("Beginner", "easy"), ("Junior developer", "easy"), ("leicht", "easy"), ("🟢", "easy"), ("1", "easy"),
        ("Intermediate", "medium"), ("Mid-level", "medium"), ("mittel", "medium"), ("3", "medium"), ("3/5", "medium"),
        ("SENIOR", "hard"), ("Schwer", "hard"), ("сложный", "hard"), ("5", "hard"), ("★★★★★", "hard"), ("★☆☆", "easy"),
        ("Tuesday", None), ("9000", None),
    ],
)  # fmt: skip
def test_levels_become_difficulties(level: str, difficulty: str | None) -> None:
    draft = drafted(a_found(asked(difficulty=level), asked("What else?", difficulty="5")))

    assert draft.questions[0].content.get("difficulty") == difficulty
    assert altered(draft) == ([] if difficulty else [Alteration.WORD])


def test_words_become_topics_kinds_and_minutes() -> None:
    question = only(asked(topics=("Data Structures", "C++", "data structures"), kind="Behavioral", minutes="90 sec"))

    assert (question.topics, question.kind, question.minutes) == (("data-structures", "cpp"), "behavioural", 2)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("a\u200bb\u00adc\x07d\ufeff", "abcd"),
        ("Ask @everyone and <@123> at <t:1>", "Ask \\@everyone and \\<@123> at \\<t:1>"),
        ("In `<@123>` nothing is changed", "In `<@123>` nothing is changed"),
        (">>> print(1)", "\\>>> print(1)"),
        ("Read:\n```python\nx = 1", "Read:\n```python\nx = 1\n```"),
        ("one\ttab  \r\n\r\n\r\n\r\nlast", "one tab\n\nlast"),
    ],
)
def test_answers_are_cleaned_so_that_a_bank_takes_them(text: str, taken: str) -> None:
    assert only(asked(examples=(FoundExample(text=text),))).examples[0].text == taken


def test_what_is_too_long_is_cut_after_a_sentence_or_left_out_and_told() -> None:
    answer = "This sentence has some words. " * 150
    draft = drafted(
        a_found(
            asked("x" * 601),
            asked(examples=(FoundExample(text=answer),), key_points=("k" * 151,), topics=tuple("abcdefg")),
            "what is an API??",
            "\u200b",
            left_out=(LeftOut(line=9, text="[Docs](x)", why=Reason.LINK),),
        )
    )

    (question,) = bank_of(draft).questions
    assert question.examples[0].text.endswith("has some words. …")
    assert 2900 < len(question.examples[0].text) <= 3000
    assert question.topics == ("a", "b", "c", "d", "e")
    assert sorted(altered(draft)) == [Alteration.FEWER, Alteration.SHORTENED, Alteration.SHORTENED]
    assert [(each.line, each.why) for each in draft.left_out] == [
        (1, Reason.TOO_LONG),
        (3, Reason.TWICE),
        (4, Reason.NO_QUESTION),
        (9, Reason.LINK),
    ]


def test_a_long_question_is_still_asked() -> None:
    code = "What does it print?\n\n```js\n" + "print(1)\n" * 80 + "```\n\nA) One\nB) Two"
    story = "Our shop grew, and so did its database. " * 20 + "How would you split it?"
    options = "".join(f"\n{mark}) {'a possible answer ' * 15}" for mark in "ABC")

    with_less_code = only(code).text
    with_less_story = only(story).text

    assert with_less_code.startswith("What does it print?\n\n```js\nprint(1)\n")
    assert with_less_code.endswith("print(1)\n…\n```\n\nA) One\nB) Two")
    assert with_less_story.startswith("Our shop grew")
    assert with_less_story.endswith("… How would you split it?")
    assert only(f"What floats?\n{options}").text == "What floats?"
    assert 550 < len(with_less_story) <= 600
    assert 580 < len(with_less_code) <= 600
    left = drafted(a_found(f"Which of these floats?\n{options}", "```\n" + "a(1);" * 200 + "\n```"))
    assert [each.why for each in left.left_out] == [Reason.TOO_LONG, Reason.TOO_LONG]


def test_a_bank_is_no_larger_than_its_file_may_be() -> None:
    answer = FoundExample(text="Лишь слова и больше ничего. " * 60)
    questions = [asked(f"What about number {number}?", examples=(answer,)) for number in range(MAX_QUESTIONS)]
    draft = drafted(a_found(*questions))

    made = filled(draft.questions, titles=["A", "B", "C"])

    banks = [checked(each, "list", Complaints("list.csv")).bank for each in made.banks]
    assert len(banks) == 2
    for bank in banks:
        assert parse_bank(to_yaml(bank), "list", filename="list.yaml") == bank
    assert filled(draft.questions, titles=["A"]).without_room == len(banks[1].questions)


def test_a_thousand_questions_are_found_again_among_a_thousand_others_at_once() -> None:
    words = ("cache", "queue", "index", "thread", "socket", "kernel", "schema", "cursor", "branch", "commit", "packet")
    before = [f"How does a {words[n % 11]} of sort {n} meet a {words[n // 11 % 11]}?" for n in range(MAX_QUESTIONS)]
    present = imported(*before)
    begin = time.process_time()

    draft = drafted(a_found(*(text.replace("How does", "How would") for text in before)), present.questions)

    assert time.process_time() - begin < 10
    assert len(draft.questions) == MAX_QUESTIONS


TEXTS = (
    st.text()
    | st.sampled_from(
        [
            "```",
            ">>> a",
            "<@1>",
            "@here",
            "\u200b",
            "x" * 3000,
            "😀" * 1000,
            "a\n b\n\n\nc",
            "\ud800",
            "-",
            "#",
            "1",
            " ",
        ]
    )
    | st.lists(st.sampled_from(["`", "```", "\n", ">>> ", "<@", "1", "a ", ". ", "\t", "\\", "é", "😀"])).map("".join)
)
QUESTIONS = st.builds(
    FoundQuestion,
    line=st.integers(1, 99),
    text=TEXTS,
    id=TEXTS,
    examples=st.lists(st.builds(FoundExample, text=TEXTS, note=TEXTS), max_size=12).map(tuple),
    why=TEXTS,
    how=TEXTS,
    short=TEXTS,
    key_points=st.lists(TEXTS, max_size=8).map(tuple),
    follow_ups=st.lists(TEXTS, max_size=6).map(tuple),
    also_asked_as=st.lists(TEXTS, max_size=6).map(tuple),
    topics=st.lists(TEXTS, max_size=7).map(tuple),
    kind=TEXTS,
    difficulty=TEXTS,
    minutes=TEXTS,
)


@settings(max_examples=60)
@given(questions=st.lists(QUESTIONS, min_size=1, max_size=4), again=st.lists(QUESTIONS, max_size=4))
def test_whatever_is_found_makes_a_bank_that_can_be_stored_and_updated(
    questions: list[FoundQuestion], again: list[FoundQuestion]
) -> None:
    draft = drafted(a_found(*questions))
    assert len(draft.questions) + len(draft.left_out) == len(questions)
    if not draft.questions:
        return
    bank = bank_of(draft)
    assert parse_bank(to_yaml(bank), "list", filename="list.yaml") == bank
    assert imported(*questions, into=bank) == bank

    later = imported(*again, *questions, into=bank)
    assert ids(later)[: len(ids(bank))] == ids(bank)
