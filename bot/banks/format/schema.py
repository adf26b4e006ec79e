"""The JSON Schema of a bank's file, for editors that complete and check while one types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import StringSchema

from bot.banks.format.checking import FORMAT, SCHEMA_KEY
from bot.banks.format.model import LANGUAGE, YEAR_AND_MONTH, Bank
from bot.banks.format.naming import KEBAB_CASE, SPELLING_OF_NAMES
from bot.yamlfile.schema_patterns import ONE_LINE, or_blank
from bot.yamlfile.text_rules import VISIBLE_TEXT

# Editors' YAML plug-ins know this draft best.
_DRAFT = "http://json-schema.org/draft-07/schema#"

_SAID_ONCE: Mapping[str, Mapping[str, str]] = {
    "VisibleText": VISIBLE_TEXT,
    "BlankOrVisibleText": VISIBLE_TEXT | {"pattern": or_blank(VISIBLE_TEXT["pattern"])},
    "OneLine": ONE_LINE,
}
"""Rules that many texts have: their patterns are long."""
_SAID_TO_EDITORS = {
    KEBAB_CASE: f"Is not in kebab-case; write {SPELLING_OF_NAMES}, such as python-backend.",
    LANGUAGE: "Is not the code of a language; write one such as en or pt-BR.",
    YEAR_AND_MONTH: "Is not a year and a month; write them with a hyphen, such as 2026-11.",
}
"""What editors show where a pattern does not fit; other programs ignore it."""


class _ForEditors(GenerateJsonSchema):
    """Leaves out titles, for one that repeats the key hides the description, and says what does not fit a pattern."""

    def field_title_should_be_set(self, _schema: Any) -> bool:
        return False

    def str_schema(self, schema: StringSchema) -> JsonSchemaValue:
        made = super().str_schema(schema)
        said = _SAID_TO_EDITORS.get(made.get("pattern", ""))
        return made | {"patternErrorMessage": said} if said else made


def bank_schema() -> dict[str, Any]:
    """The schema of an accepted file, as far as schemas go: the loader also compares ids and looks into texts."""
    schema = Bank.model_json_schema(by_alias=True, mode="validation", schema_generator=_ForEditors)
    parts = schema.pop("$defs")
    del schema["properties"]["slug"]  # the name of the file
    parts["Question"]["properties"]["topics"]["uniqueItems"] = True
    choices = {name: part["enum"] for name, part in parts.items() if "enum" in part}
    for part in (schema, *(each for name, each in parts.items() if name not in choices)):
        for key in part["properties"].keys() - set(part["required"]):
            part["properties"][key] = _with_gap(part["properties"][key], choices)
    whole = {
        "$schema": _DRAFT,
        **schema,
        "title": "Question bank",
        "properties": {
            SCHEMA_KEY: {"type": "string", "description": "where this schema is, for editors of JSON"},
            "format": {"const": FORMAT, "description": "the version of this form"},
            **schema["properties"],
        },
        "required": ["format", *(key for key in schema["required"] if key != "slug")],
        "definitions": {name: part for name, part in parts.items() if name not in choices},
    }
    in_this_draft: dict[str, Any] = _said_once(_in_this_draft(whole, choices))
    in_this_draft["definitions"] |= {name: dict(said) for name, said in _SAID_ONCE.items()}
    return in_this_draft


def schema_text() -> str:
    """The schema as the file that the shipped banks point to."""
    return json.dumps(bank_schema(), indent=2) + "\n"


def _with_gap(node: dict[str, Any], choices: Mapping[str, list[str]]) -> dict[str, Any]:
    """What may be missing, and may be null in a file; a text may be blank, too."""
    given = {**node, **next((each for each in node.get("anyOf", ()) if each != {"type": "null"}), {})}
    name = str(given.pop("$ref", "")).rpartition("/")[2]
    given = {key: value for key, value in given.items() if key not in {"anyOf", "default", "minLength"}}
    if "pattern" in given:
        given["pattern"] = or_blank(given["pattern"])
    return {"enum": [*choices[name], None], **given} if name else {**given, "type": [given["type"], "null"]}


def _in_this_draft(node: Any, choices: Mapping[str, list[str]]) -> Any:
    """The node with choices written out where they are used: this draft ignores everything beside a reference."""
    if isinstance(node, list):
        return [_in_this_draft(each, choices) for each in node]
    if not isinstance(node, dict):
        return node
    name = str(node.get("$ref", "")).rpartition("/")[2]
    if name in choices:
        return {"enum": choices[name], **{key: value for key, value in node.items() if key != "$ref"}}
    if name:
        return {"$ref": f"#/definitions/{name}"}
    return {key: _in_this_draft(value, choices) for key, value in node.items()}


def _said_once(node: Any) -> Any:
    """The node with a reference for each rule of `_SAID_ONCE`."""
    if isinstance(node, list):
        return [_said_once(each) for each in node]
    if not isinstance(node, dict):
        return node
    rule = next((name for name, said in _SAID_ONCE.items() if said["pattern"] == node.get("pattern")), None)
    if rule is None:
        return {key: _said_once(value) for key, value in node.items()}
    rest = {key: _said_once(value) for key, value in node.items() if key not in _SAID_ONCE[rule]}
    reference = {"$ref": f"#/definitions/{rule}"}
    return rest | {"allOf": [reference, *rest.get("allOf", ())]} if rest else reference
