"""Writes effects as text and reads them back: the name of the class, and its fields as JSON."""

from __future__ import annotations

import json
from typing import Any, get_args

from pydantic import TypeAdapter

from bot.interviewing.domain.effects import Effect
from bot.reviewing.domain.effects import ReviewEffect

# The names are stored: to rename an effect is to migrate the outbox.
_OF_INTERVIEWS: dict[str, TypeAdapter[Effect]] = {each.__name__: TypeAdapter[Any](each) for each in get_args(Effect)}
_OF_REVIEWS: dict[str, TypeAdapter[ReviewEffect]] = {
    f"review.{each.__name__}": TypeAdapter[Any](each) for each in get_args(ReviewEffect)
}


def encode(effect: Effect) -> tuple[str, str]:
    """The kind of an effect of an interview and its fields."""
    kind = type(effect).__name__
    return kind, _as_text(_OF_INTERVIEWS[kind], effect)


def decode(kind: str, fields: str) -> Effect:
    """The inverse of `encode`."""
    return _OF_INTERVIEWS[kind].validate_python(json.loads(fields))


def encode_review(effect: ReviewEffect) -> tuple[str, str]:
    """The kind of an effect of a review, which no effect of an interview has, and its fields."""
    kind = f"review.{type(effect).__name__}"
    return kind, _as_text(_OF_REVIEWS[kind], effect)


def decode_review(kind: str, fields: str) -> ReviewEffect:
    """The inverse of `encode_review`."""
    return _OF_REVIEWS[kind].validate_python(json.loads(fields))


def _as_text(codec: TypeAdapter[Any], effect: object) -> str:
    return json.dumps(codec.dump_python(effect, mode="json"))
