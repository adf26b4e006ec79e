"""Finds topics that are probably one topic in two spellings, such as `api` and `apis`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from bot.banks.checks.finding import Finding, Rule, warning
from bot.banks.checks.stems import Stems
from bot.banks.format.loader import LoadedBank

_SHORTEST_WITH_A_SLIP = 6
"""In shorter words one other character makes another word: `cards` and `carts`."""


@dataclass(frozen=True, slots=True)
class _Use:
    loaded: LoadedBank
    question_at: int
    topic_at: int

    @property
    def path(self) -> tuple[str | int, ...]:
        return ("questions", self.question_at, "topics", self.topic_at)


def misspelt(banks: Sequence[LoadedBank]) -> Iterator[Finding]:
    """A warning for each file and topic that has a likelier spelling: the one that more questions use."""
    uses: defaultdict[str, list[_Use]] = defaultdict(list)
    stems: dict[str, Stems] = {}
    for loaded in banks:
        stems.setdefault(loaded.bank.language, Stems(loaded.bank.language))
        for question_at, question in enumerate(loaded.bank.questions):
            for topic_at, topic in enumerate(question.topics):
                uses[topic].append(_Use(loaded, question_at, topic_at))
    spellings: defaultdict[Hashable, list[str]] = defaultdict(list)
    # The most used spelling comes first: the others were probably meant to be that one.
    for topic in sorted(uses, key=lambda topic: -len(uses[topic])):
        keys = _keys(topic, stems[uses[topic][0].loaded.bank.language])
        likelier = next((other for key in keys for other in spellings[key] if _is_likelier(other, topic)), None)
        for key in keys:
            spellings[key].append(topic)
        if likelier is not None:
            yield from _complaints(topic, uses[topic], likelier, uses[likelier])


def _complaints(topic: str, uses: Sequence[_Use], likelier: str, its_uses: Sequence[_Use]) -> Iterator[Finding]:
    there = its_uses[0]
    line = there.loaded.line_of(there.path)
    what = f"`{topic}` looks like `{likelier}` ({there.loaded.file}:{line}), spelt differently"
    instead = f"write `{likelier}`, or choose a name that cannot be mistaken for it"
    first_in_file = {use.loaded.file: use for use in reversed(uses)}
    for use in first_in_file.values():
        yield warning(Rule.TOPIC, use.loaded, use.path, what, instead)


def _keys(topic: str, stems: Stems) -> list[Hashable]:
    """The keys of a topic; two spellings of one topic share at least one key."""
    parts = topic.split("-")
    keys: list[Hashable] = [
        ("words", *sorted(stems.of_word(part) for part in parts)),
        ("joined", stems.of_word("".join(parts))),
    ]
    if len(topic) >= _SHORTEST_WITH_A_SLIP:
        # Two words with one character removed from each are the same if a character differs, is missing, is one too
        # many, or has changed places with the next.
        keys += [("slip", topic), *(("slip", topic[:at] + topic[at + 1 :]) for at in range(len(topic)))]
    return keys


def _is_likelier(other: str, topic: str) -> bool:
    """True if `topic` may be a slip for `other`. Digits are no slips: `http-1` is not `http-2`."""
    return [character for character in other if character.isdigit()] == [
        character for character in topic if character.isdigit()
    ]
