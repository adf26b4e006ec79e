"""Puts a refusal into words."""

from __future__ import annotations

from bot.core.refusal import Refusal
from bot.formatting.labels import topic_label
from bot.formatting.words import escaped
from bot.text.texts import Texts


def sentence(refusal: Refusal, texts: Texts, *, locale: str) -> str:
    """The sentence that a person reads when something is refused; text in its details is escaped."""
    named = {name: ", ".join(topic_label(each) for each in topics) for name, topics in refusal.topics_named().items()}
    said = refusal.details() | named
    details = {name: escaped(value) if isinstance(value, str) else value for name, value in said.items()}
    return texts(refusal.key, locale=locale, **details, **refusal.markup())
