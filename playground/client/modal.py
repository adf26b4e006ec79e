"""Checks what a person fills into a modal or chooses in a select."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from playground.client.command_menu import ClientRefuses, Filling, Keep
from playground.payloads.messages import Payloads
from playground.rules.command_definition import Option
from playground.rules.components import SELECTS, Kind
from playground.world.model import Json, Upload

_MEANS = {
    Kind.USER_SELECT: Option.USER,
    Kind.ROLE_SELECT: Option.ROLE,
    Kind.MENTIONABLE_SELECT: Option.MENTIONABLE,
    Kind.CHANNEL_SELECT: Option.CHANNEL,
}


class ModalFilling:
    """One modal being filled in; fields are named by their custom id or their label."""

    def __init__(self, filling: Filling, payloads: Payloads, *, keep: Keep) -> None:
        self._filling = filling
        self._payloads = payloads
        self._keep = keep

    def data(self, modal: Json, given: dict[str, Any]) -> Json:
        """The `data` of the interaction; what is not given keeps its default.

        Raises:
            ClientRefuses: the client would not send this.
        """
        left = dict(given)
        components = [self._top(component, left) for component in modal["components"]]
        if left:
            raise ClientRefuses(f"This form has no field {', '.join(map(repr, left))}.")
        data: Json = {"custom_id": modal["custom_id"], "components": components}
        return data | ({"resolved": self._filling.resolved} if self._filling.resolved else {})

    def _top(self, component: Json, given: dict[str, Any]) -> Json:
        shown: Json = {"type": component["type"], "id": component["id"]}
        if component["type"] == Kind.ACTION_ROW:
            return shown | {"components": [self._field(c, c.get("label"), given) for c in component["components"]]}
        if component["type"] == Kind.LABEL:
            return shown | {"component": self._field(component["component"], component.get("label"), given)}
        return shown

    def _field(self, field: Json, label: str | None, given: dict[str, Any]) -> Json:
        value = None
        for key in (field["custom_id"], label):
            if key in given:
                value = given.pop(key)
                break
        filled: Json = {"type": field["type"], "id": field["id"], "custom_id": field["custom_id"]}
        kind = Kind(field["type"])
        if kind is Kind.TEXT_INPUT:
            filled["value"] = _text(field, label, value)
        elif kind is Kind.CHECKBOX:
            filled["value"] = field["default"] if value is None else bool(value)
        elif kind is Kind.RADIO_GROUP:
            chosen = [] if value is None else [value]
            chosen = chosen or _defaults(field)
            filled["value"] = next(iter(_chosen(field, chosen, low=0, high=1, label=label)), None)
        elif kind is Kind.FILE_UPLOAD:
            filled["values"] = self._files(field, value or [], label)
        elif kind in _MEANS:
            chosen = [str(getattr(each, "id", each)) for each in _many(value)]
            _count(field, chosen, label)
            filled["values"] = [self._filling.resolve(_MEANS[kind], each) for each in chosen]
        else:
            chosen = _defaults(field) if value is None else _many(value)
            filled["values"] = _chosen(field, chosen, low=field["min_values"], high=field["max_values"], label=label)
        if kind in SELECTS:
            filled["component_type"] = filled["type"]
        return filled

    def _files(self, field: Json, uploads: Iterable[Any], label: str | None) -> list[str]:
        files = [each if isinstance(each, Upload) else Upload(filename=each[0], data=each[1]) for each in uploads]
        _count(field, [each.filename for each in files], label)
        ids = []
        for upload in files:
            attachment = self._keep(upload)
            shown = self._payloads.attachment(attachment)
            self._filling.resolved.setdefault("attachments", {})[attachment.id] = shown
            ids.append(attachment.id)
        return ids


def chosen_values(select: Json, values: list[str], filling: Filling) -> list[str]:
    """What a person chose in a select of a message.

    Raises:
        ClientRefuses: too few, too many, or something that is not among the options.
    """
    kind = Kind(select["type"])
    if kind in _MEANS:
        _count(select | {"required": select["min_values"] > 0}, values, None)
        return [filling.resolve(_MEANS[kind], value) for value in values]
    return _chosen(
        select | {"required": True},
        values,
        low=select["min_values"],
        high=select["max_values"],
        label=select.get("placeholder"),
    )


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple | set) else [value]


def _defaults(field: Json) -> list[str]:
    return [option["value"] for option in field["options"] if option.get("default")]


def _text(field: Json, label: str | None, value: Any) -> str:
    text = field.get("value", "") if value is None else value
    if not isinstance(text, str):
        raise ClientRefuses(f"{label!r} is a text.")
    if not text.strip() and field["required"]:
        raise ClientRefuses(f"{label!r} is required.")
    if text and not field["min_length"] <= len(text) <= field["max_length"]:
        raise ClientRefuses(f"{label!r} takes {field['min_length']} to {field['max_length']} characters.")
    return text


def _chosen(field: Json, values: list[str], *, low: int, high: int, label: str | None) -> list[str]:
    known = [option["value"] for option in field["options"]]
    for value in values:
        if value not in known:
            raise ClientRefuses(f"{value!r} is not among the options of {label!r}.")
    if not values:
        if field.get("required", True) and (low > 0 or field["type"] == Kind.RADIO_GROUP):
            raise ClientRefuses(f"{label!r} is required.")
        return []
    if not low <= len(values) <= high:
        raise ClientRefuses(f"{label!r} takes {low} to {high} choices.")
    return values


def _count(field: Json, values: list[str], label: str | None) -> None:
    if not values and not field["required"]:
        return
    if not field["min_values"] <= len(values) <= field["max_values"]:
        raise ClientRefuses(f"{label!r} takes {field['min_values']} to {field['max_values']} choices.")
