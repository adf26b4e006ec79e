"""Checks the modals that a bot opens."""

from __future__ import annotations

from typing import Any

from playground.rules.components import SELECTS, Checking, Keeper, Kind
from playground.world.errors import Form
from playground.world.model import Json

_TOP = frozenset({Kind.ACTION_ROW, Kind.LABEL, Kind.TEXT_DISPLAY})
_IN_LABEL = SELECTS | {
    Kind.TEXT_INPUT,
    Kind.FILE_UPLOAD,
    Kind.RADIO_GROUP,
    Kind.CHECKBOX_GROUP,
    Kind.CHECKBOX,
}


def kept_modal(form: Form, modal: Any, path: str) -> Json:
    """Check a modal and give it with ids and defaults filled in."""
    if not isinstance(modal, dict):
        form.required(path)
        return {}
    form.text(f"{path}.title", modal.get("title"), low=1, high=45)
    form.text(f"{path}.custom_id", modal.get("custom_id"), low=1, high=100)
    checking = Checking(form=form, keepers=_KEEPERS)
    given = form.items(f"{path}.components", modal.get("components"), low=1, high=5)
    kept = checking.children(given, f"{path}.components", allowed=_TOP)
    checking.number(kept)
    return {"title": modal.get("title"), "custom_id": modal.get("custom_id"), "components": kept}


def _row(checking: Checking, given: Json, kept: Json, path: str) -> None:
    children = checking.form.items(f"{path}.components", given.get("components"), low=1, high=1)
    allowed = frozenset({Kind.TEXT_INPUT})
    kept["components"] = checking.children(children, f"{path}.components", allowed=allowed)
    for index, (child, text_input) in enumerate(zip(children, kept["components"], strict=False)):
        at = f"{path}.components.{index}.label"
        if checking.form.text(at, child.get("label"), low=1, high=45):
            text_input["label"] = child["label"]


def _label(checking: Checking, given: Json, kept: Json, path: str) -> None:
    if checking.form.text(f"{path}.label", given.get("label"), low=1, high=45):
        kept["label"] = given["label"]
    checking.optional_text(given, kept, "description", at=path, high=100)
    child = checking.child(given.get("component"), f"{path}.component", allowed=_IN_LABEL)
    if child is not None:
        kept["component"] = child


def _text_display(checking: Checking, given: Json, kept: Json, path: str) -> None:
    if checking.form.text(f"{path}.content", given.get("content"), low=1, high=4000):
        kept["content"] = given["content"]


def _text_input(checking: Checking, given: Json, kept: Json, path: str) -> None:
    form = checking.form
    checking.custom_id(given, kept, path)
    if form.number(f"{path}.style", given.get("style"), low=1, high=2):
        kept["style"] = given["style"]
    low = 0 if given.get("min_length") is None else given["min_length"]
    high = 4000 if given.get("max_length") is None else given["max_length"]
    fits = form.number(f"{path}.min_length", low, low=0, high=4000)
    fits &= form.number(f"{path}.max_length", high, low=1, high=4000)
    if fits and low > high:
        form.wrong(f"{path}.min_length", "BASE_TYPE_MIN_GREATER_THAN_MAX", "min_length is above max_length.")
    kept |= {"min_length": low, "max_length": high, "required": given.get("required") is not False}
    checking.optional_text(given, kept, "placeholder", at=path, high=100)
    checking.optional_text(given, kept, "value", at=path, high=high if fits else 4000)


def _select(checking: Checking, given: Json, kept: Json, path: str) -> None:
    checking.select(given, kept, path)
    kept["required"] = given.get("required") is not False
    if given.get("disabled"):
        checking.form.wrong(f"{path}.disabled", "BASE_TYPE_CHOICES", "Modals have no disabled components.")


def _radio_group(checking: Checking, given: Json, kept: Json, path: str) -> None:
    checking.custom_id(given, kept, path)
    checking.options(given, kept, path, low=2, high=10)
    kept["required"] = given.get("required") is not False


def _checkbox_group(checking: Checking, given: Json, kept: Json, path: str) -> None:
    checking.custom_id(given, kept, path)
    checking.options(given, kept, path, low=1, high=10)
    bounds = given
    if given.get("max_values") is None:
        bounds = given | {"max_values": max(1, len(kept["options"]))}
    checking.bounds(bounds, kept, path, high=10)
    kept["required"] = given.get("required") is not False


def _checkbox(checking: Checking, given: Json, kept: Json, path: str) -> None:
    checking.custom_id(given, kept, path)
    kept["default"] = bool(given.get("default"))


def _file_upload(checking: Checking, given: Json, kept: Json, path: str) -> None:
    checking.custom_id(given, kept, path)
    checking.bounds(given, kept, path, high=10)
    kept["required"] = given.get("required") is not False


_KEEPERS: dict[Kind, Keeper] = {
    Kind.ACTION_ROW: _row,
    Kind.LABEL: _label,
    Kind.TEXT_DISPLAY: _text_display,
    Kind.TEXT_INPUT: _text_input,
    **dict.fromkeys(SELECTS, _select),
    Kind.RADIO_GROUP: _radio_group,
    Kind.CHECKBOX_GROUP: _checkbox_group,
    Kind.CHECKBOX: _checkbox,
    Kind.FILE_UPLOAD: _file_upload,
}
