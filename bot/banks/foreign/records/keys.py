"""The keys of JSON and YAML files that say something about what is below them, or nothing at all."""

from __future__ import annotations

from bot.banks.foreign.header_words import phrases

WRAPPING_KEYS = frozenset(
    phrases(
        "data, results, result, items, list, lists, content, contents, cards, card, quiz, quizzes, rows, records, "
        "entries, dataset, train, test, validation, dev, body, response, payload, questionsandanswers, faq, faqs, "
        "qa, qas, qna, qnas, interviewquestions, flashcards, notes, exam, exams, all, mainentity, root, main, "
        "paragraphs, questionlist, questionbank, questiondata, trivia, sections, topics, categories, chapters, "
        "modules, children, levels, groups, decks, technologies, subjects, skills, interview, interviews, bank, "
        "banks, props, pageprops, quizdata, answers, samples, examples, elements, pages"
    )
)
"""Keys that say nothing about the questions below them."""
SECTION_NAMES = (
    *("category", "topic", "section", "subject", "title", "name", "heading", "chapter", "skill", "technology"),
    *("label", "module", "type", "group", "level", "difficulty"),
)
KEYS_ABOUT_THE_FILE = frozenset(
    (
        *("author", "authors", "config", "description", "version", "license", "$schema", "schema"),
        *("meta", "metadata", "info"),
    )
)
KEYS_OF_NO_LISTS = (
    "nbformat",
    "openapi",
    "swagger",
    "$defs",
    "lockfileVersion",
    "devDependencies",
    "FeatureCollection",
)
"""Keys of formats that have texts, and no questions."""
