"""Writes a bank as the text of its file, in the layout of the banks that we ship."""

from __future__ import annotations

import textwrap
from typing import Any

import yaml

from bot.banks.exchange.content import content_of
from bot.banks.format.model import Bank
from bot.yamlfile.traps import other_meaning

SCHEMA_FILE = "bank.schema.json"
MODELINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
"""Tells editors where the JSON Schema of the file is."""

_WIDTH = 100
"""PyYAML breaks a line after the word that passes this."""
_INDENT = 2
_FITS_ITS_LINE = 80


class _Dumper(yaml.SafeDumper):
    """Indents lists below their keys, folds prose, and keeps lists of topics in one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        super().increase_indent(flow, indentless=False)


class _InOneLine(list[str]):
    pass


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = ">" if "\n" in text or len(text) > _FITS_ITS_LINE else ""
    if "```" in text or "\n " in text:
        style = "|"  # code reads badly with empty lines between its lines
    elif other_meaning(text) is not None:
        style = "'"  # PyYAML knows what YAML 1.1 takes for a number, but not what YAML 1.2 does
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _list_in_one_line(dumper: _Dumper, words: _InOneLine) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", words, flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_InOneLine, _list_in_one_line)


def to_yaml(bank: Bank) -> str:
    """The text from which `bot.banks.format.loader.parse_bank` makes the same bank."""
    content = content_of(bank)
    questions = content.pop("questions")
    for question in questions:
        if "topics" in question:
            question["topics"] = _InOneLine(question["topics"])
    blocks = [textwrap.indent(_dumped([question]), " " * _INDENT) for question in questions]
    return f"{MODELINE}{_dumped(content)}\nquestions:\n" + "\n".join(blocks)


def _dumped(value: Any) -> str:
    return yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH - 2 * _INDENT, indent=_INDENT
    )
