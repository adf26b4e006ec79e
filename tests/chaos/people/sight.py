"""What a person sees that a message of the bot is: a question, a panel, a card, feedback."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playground.world.model import Json, Message

MARKER = re.compile(r"\[((?:c|k)\d)\.(\d+)(?:/(\d+))?\]")
"""Stands in each text that a person writes: who, their how manieth, and after an edit its how manieth version."""
RECEIPT_SIGNS = ("✅", "⏳", "✋", "❌", "⚠️")
_QUESTION = re.compile(r"mi1:[a-z]+:(\d+):(\d+):q")
_PANEL = re.compile(r"mi1:[a-z]+:(\d+):(\d+):p")
_SUMMARY = re.compile(r"(?:mi1:[a-z_]+|mr1:flag):(\d+):\d+:m\d*$")
_REVIEW = re.compile(r"mr1:[a-z_]+:(\d+):")
_CARD = re.compile(r"mr1:(?:answer|reopen):(\d+):")


def text_of(message: Message) -> str:
    """All that can be read of a message."""
    return "\n".join(each for each in _texts(message.content, message.embeds) if each)


def text_in(data: Json) -> str:
    """The same of a message as a client is told of it."""
    return "\n".join(each for each in _texts(data["content"], data["embeds"]) if each)


def _texts(content: str, embeds: list[Json]) -> Iterator[str | None]:
    yield content
    for embed in embeds:
        yield (embed.get("author") or {}).get("name")
        yield embed.get("title")
        yield embed.get("description")
        for field in embed.get("fields", []):
            yield field["name"]
            yield field["value"]
        yield (embed.get("footer") or {}).get("text")


def items_of(components: list[Json]) -> list[Json]:
    """The buttons and menus of a message."""
    return [item for row in components for item in row.get("components", [])]


def custom_ids(components: list[Json]) -> list[str]:
    return [str(item["custom_id"]) for item in items_of(components) if "custom_id" in item]


def labels(message: Message) -> list[str]:
    return [str(item["label"]) for item in items_of(message.components) if item.get("label")]


def question_in(components: list[Json]) -> tuple[int, int] | None:
    """The interview and the number of the question that a message asks."""
    return _pair(_QUESTION, components)


def panel_in(components: list[Json]) -> tuple[int, int] | None:
    """The interview and the number of the question under whose answer a panel stands."""
    return _pair(_PANEL, components)


def summed_up_in(components: list[Json]) -> int | None:
    """The interview that a message sums up."""
    return _first(_SUMMARY, components)


def review_in(components: list[Json]) -> int | None:
    """The review that buttons are about."""
    return _first(_REVIEW, components)


def card_in(components: list[Json]) -> int | None:
    """The review of which a message is the card."""
    return _first(_CARD, components)


def markers_in(text: str) -> list[tuple[str, int, int]]:
    """Whose texts stand there: who, number, version."""
    return [(who, int(number), int(version or 0)) for who, number, version in MARKER.findall(text)]


def is_last_word(text: str) -> bool:
    """True of what somebody reads once everything about them is deleted."""
    return text.startswith("Everything about you is deleted, and")


def is_shared_card(text: str) -> bool:
    """True of what shows coaches an answer that a candidate shares."""
    return "Shared by a candidate" in text


def tells_of_report(text: str) -> bool:
    return "has reported this review" in text


def titles(embeds: list[Json]) -> list[str]:
    return [str(embed.get("title", "")) for embed in embeds]


def is_summary(embeds: list[Json]) -> bool:
    return any(each.startswith("Interview over:") for each in titles(embeds))


def panel_number(embeds: list[Json]) -> int | None:
    """The number of the question under whose answer a panel stands, also once its buttons are gone."""
    for each in titles(embeds):
        match = re.fullmatch(r"Your answer to question (\d+)", each)
        if match is not None:
            return int(match[1])
    return None


def _pair(pattern: re.Pattern[str], components: list[Json]) -> tuple[int, int] | None:
    for each in custom_ids(components):
        match = pattern.match(each)
        if match is not None:
            return int(match[1]), int(match[2])
    return None


def _first(pattern: re.Pattern[str], components: list[Json]) -> int | None:
    for each in custom_ids(components):
        match = pattern.match(each)
        if match is not None:
            return int(match[1])
    return None
