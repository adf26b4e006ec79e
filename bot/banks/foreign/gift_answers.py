"""Reads what stands between the braces of a question in GIFT."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TRUE_OR_FALSE = ("True", "False")

_TRUTH = re.compile(r"\s*(T|F|TRUE|FALSE)\s*", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{1,6})?)%")
_MARK = re.compile(r"[=~]")
_NUMBER = re.compile(r"\s*(-?[\d.,eE+-]{1,40}?)\s*(?:(:|\.\.)\s*(-?[\d.,eE+-]{1,40}))?\s*")


class Unreadable(ValueError):
    """The answers break the rules of the format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers to a question, as the file has them."""

    right: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    """What there is to choose from; empty if one answers in one's own words."""
    feedback: tuple[str, ...] = ()
    """What explains the right answer."""
    is_matching: bool = False


def answers_of(inside: str) -> Answers:
    """The answers between the braces.

    Raises:
        Unreadable: they are none of the kinds that the format has.
    """
    inside, _, general = inside.partition("####")
    explained = (general.strip(),) if general.strip() else ()
    inside = inside.lstrip()
    if inside.startswith("#"):
        return _number(inside[1:], explained)
    if not inside:
        return Answers(feedback=explained)
    said, *feedback = inside.split("#")
    if truth := _TRUTH.fullmatch(said):
        is_true = truth[1].upper().startswith("T")
        # The first feedback is for who was wrong, the second for who was right.
        why = tuple(text.strip() for text in reversed(feedback) if text.strip())[:1]
        return Answers(right=(_TRUE_OR_FALSE[not is_true],), options=_TRUE_OR_FALSE, feedback=(*why, *explained))
    return _listed(inside, explained)


def _listed(inside: str, explained: tuple[str, ...]) -> Answers:
    """Answers that begin with = or ~."""
    marks = list(_MARK.finditer(inside))
    if not marks:
        said, _, why = inside.partition("#")  # the only answer needs no mark
        return Answers(right=(said.strip(),), feedback=(*filter(None, (why.strip(),)), *explained))
    if inside[: marks[0].start()].strip():
        raise Unreadable
    entries = []
    for mark, following in zip(marks, [*(each.start() for each in marks[1:]), len(inside)], strict=True):
        text, _, feedback = inside[mark.end() : following].partition("#")
        share, text = _weighed(text, otherwise=100.0 if mark[0] == "=" else 0.0)
        entries.append((mark[0], share, text.strip(), feedback.strip()))
    if all(mark == "=" and "->" in text for mark, _, text, _ in entries):
        return Answers(is_matching=True)
    full = [entry for entry in entries if entry[1] >= 100] or [entry for entry in entries if entry[1] > 0]
    return Answers(
        right=tuple(text for _, _, text, _ in full if text),
        options=tuple(text for _, _, text, _ in entries if text) if any(each[0] == "~" for each in entries) else (),
        feedback=(*(feedback for *_, feedback in full if feedback), *explained),
    )


def _number(inside: str, explained: tuple[str, ...]) -> Answers:
    """A number with how far off it may be, or several with their weights."""
    right = []
    feedback = []
    inside = inside.partition("~")[0]  # what is said to all other answers
    for part in inside.split("=") if "=" in inside else [inside]:
        text, _, why = part.partition("#")
        share, said = _weighed(text, otherwise=100.0)
        if not text.strip() or share < 100:
            continue
        number = _NUMBER.fullmatch(said)
        if number is None:
            raise Unreadable
        first, sign, second = number.groups()
        if sign == "..":
            right.append(f"From {first} to {second}")
        elif sign and second.strip("0.,"):
            right.append(f"{first} (give or take {second})")
        else:
            right.append(first)
        feedback += [why.strip()] if why.strip() else []
    return Answers(right=tuple(right), feedback=(*feedback, *explained))


def _weighed(text: str, *, otherwise: float) -> tuple[float, str]:
    """How much an answer counts, of 100, and its text; `otherwise` if it does not say so."""
    weight = _WEIGHT.match(text)
    return (float(weight[1]), text[weight.end() :]) if weight else (otherwise, text)
