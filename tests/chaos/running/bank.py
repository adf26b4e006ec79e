"""A small question bank for evenings: it is read again at each start of a bot."""

from __future__ import annotations

BANK = "evening"
_HEAD = """\
format: 1
title: Evening
company: null
role: null
summary: Four questions for an evening.
introduction: Take a breath.
language: en
authors:
  - {id: eve, name: Eve, bio: She asks.}
questions:
"""
_QUESTION = """\
  - id: question-{number}
    question: What happened {when}?
    kind: behavioural
    topics: [time]
    difficulty: easy
    minutes: 1
    why: To hear how you tell it.
    how: Say what you did, and what came of it.
    key_points: [A beginning is there., A reason is given., A result is named.]
    examples:
      - {{text: "I began with a list, and it was done by noon.", note: For those who plan.}}
    follow_ups: [And then?]
"""


def bank_text() -> str:
    """The file of the bank."""
    moments = ("first", "next", "after that", "in the end")
    return _HEAD + "".join(_QUESTION.format(number=at, when=each) for at, each in enumerate(moments, start=1))
