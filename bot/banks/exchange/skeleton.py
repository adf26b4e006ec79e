"""The beginning of a new bank: every key with what belongs there, and nothing that only its writer can know."""

from __future__ import annotations

import json

from bot.banks.checks.speaking import MOST_WORDS
from bot.banks.exchange.yaml_text import MODELINE
from bot.banks.format.model import Difficulty, Kind
from bot.banks.format.naming import title_of_slug

GUIDE = "question_banks/README.md"


def skeleton(slug: str, *, with_schema: bool) -> str:
    """The file of a new bank; it is a draft as soon as the id and the question are written.

    `with_schema` points editors to the schema; it must be beside the file.
    """
    title = json.dumps(title_of_slug(slug))
    kinds, difficulties = (" | ".join(choices) for choices in (Kind, Difficulty))
    return f"""\
{MODELINE if with_schema else ""}\
# A question bank: people start it with `/mock bank:{slug}`. How to write a good one: {GUIDE}
# Only the title, and of each question its id and words, are needed. Whatever else is empty is a gap: the bank can be
# practised as a draft, and `mock-interviewer banks check` says what is missing. `--complete` insists on all of it.
# Lines that begin with # are for writers only; delete them as you go.
format: 1
title: {title}
company: null              # such as Stripe; null for any company
role: null                 # such as Integration Engineer; null for any role
# May stay empty. One line that helps to choose this bank in a list.
summary:
# May stay empty. What to prepare; shown once, before the first question. Paragraphs are separated by two empty lines.
introduction: >-

language: en
# May stay empty. To say who wrote this, delete [] and the next three #, and write your name and a sentence about you.
authors: []
#  - id: me                # questions refer to it; candidates never see it
#    name:
#    bio:

questions:
  # The id never changes: attempts and reviews point to it. Small letters and hyphens, such as explain-an-api.
  - id:
    # One situation, with a person and a figure in it, asked as one would ask it aloud.
    question: >-

    # Other plain words in which it is asked, five at most; `/mock` finds the question by them. Mostly there are none.
    also_asked_as: []
    # From here on everything may stay empty.
    kind:                  # {kinds}
    topics: []             # up to five, such as [apis, reliability]; the same few for the whole bank
    difficulty:            # {difficulties}
    minutes: 2             # the suggested speaking time
    # What the interviewer finds out with this question and no other.
    why: >-

    # A plan in the order in which one speaks, then the usual mistakes.
    how: >-

    # Three to six checks that a listener answers yes or no. Text with a colon and a space in it needs quotes.
    key_points:
      -
      -
      -
    # For those who have 30 seconds to answer: two or three sentences.
    short: >-

    # Two answers or more as one says them aloud, in different situations: 60 to 110 words for each minute, and
    # {MOST_WORDS} at most. Each meets every key point; its note says whose situation it is.
    examples:
      - text: >-

        note:
      - text: >-

        note:
    # What a real interviewer asks next: the case that the plan leaves out.
    follow_ups:
      -
      -
    # What you looked up, for those who look it up again: entries with `claim`, `where` and `checked`, such as 2026-11.
    # Candidates do not see it.
    sources: []
  # The next question begins here, with `- id:` in the same column as the one above.
"""
