"""Works only on ccb840b: a small question bank that has every kind and difficulty, so that the fixture stays small."""

from __future__ import annotations

TITLE = "Acme Payments"
QUESTIONS = (
    "What is an API?",
    "Why Acme?",
    "When were you wrong?",
    "How would you store a billion payments?",
    "What does somebody in support do all day?",
)
HINTS = ("To hear you explain.", "Begin with an example.", "Says who calls whom")
EXAMPLES = ("A waiter takes my order.", "A plug and a socket.", "It is a promise between programs.")

SOURCE = f"""\
format: 1
title: {TITLE}
company: Acme
role: Somebody in support
summary: One question of each kind
introduction: Read the API reference before you begin.
language: en
authors:
  - {{id: mara, name: Mara, bio: Writes questions.}}
  - {{id: tom, name: Tom, bio: Answers them., url: "https://example.org/tom"}}
questions:
  - id: explain-an-api
    question: {QUESTIONS[0]}
    kind: technical
    topics: [apis, basics]
    difficulty: easy
    minutes: 2
    author: tom
    why: {HINTS[0]}
    how: {HINTS[1]}
    key_points: [{HINTS[2]}, Names a contract, Gives an example]
    examples:
      - {{text: {EXAMPLES[0]}, note: A marketer}}
      - {{text: {EXAMPLES[1]}, note: An electrician}}
    community_answers:
      - {{text: {EXAMPLES[2]}, note: A developer, by: Ada}}
    follow_ups: [And a webhook?]
  - id: why-acme
    question: {QUESTIONS[1]}
    kind: company
    topics: [motivation]
    difficulty: medium
    minutes: 3
    why: To see whether you read about us.
    how: Name one thing you used.
    key_points: [One reason, Own experience, No flattery]
    examples: [{{text: I sold mugs with it., note: A developer}}]
    follow_ups: ["Why now?"]
  - id: when-wrong
    question: {QUESTIONS[2]}
    kind: behavioural
    topics: [motivation]
    difficulty: medium
    minutes: 3
    why: To hear what you learn from.
    how: Say what you did afterwards.
    key_points: [A real mistake, What it cost, What changed]
    examples: [{{text: I dropped a table., note: A developer}}]
    follow_ups: [Who noticed?]
  - id: billion-payments
    question: {QUESTIONS[3]}
    kind: system-design
    topics: [storage]
    difficulty: hard
    minutes: 20
    why: To see how you think aloud.
    how: Begin with what is read and written.
    key_points: [Asks for numbers, Splits the data, Names a failure]
    examples: [{{text: By month and merchant., note: A developer}}]
    follow_ups: [And the index?]
  - id: support-day
    question: {QUESTIONS[4]}
    kind: role
    topics: [support]
    difficulty: hard
    minutes: 4
    why: To see whether you know the work.
    how: Tell one day.
    key_points: [Reads first, Asks back, Writes it down]
    examples: [{{text: Mostly they read., note: Somebody in support}}]
    follow_ups: [And at night?]
"""
