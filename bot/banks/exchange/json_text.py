"""Writes and reads a bank as JSON, with the same keys as its YAML file."""

from __future__ import annotations

import json
import re

from bot.banks.exchange.content import content_of
from bot.banks.exchange.yaml_text import SCHEMA_FILE
from bot.banks.format.checking import SCHEMA_KEY
from bot.banks.format.model import Bank
from bot.yamlfile.problem import Complaints
from bot.yamlfile.source import Document, decode_source, read_yaml

# The closing quote may be missing, so that a broken file costs no second look at what follows.
_STRING_OR_TAB = re.compile(r'"(?:[^"\\]|\\.)*+"?|\t', re.DOTALL)
_ESCAPES = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\.", re.DOTALL)
_PAIR = 12


def to_json(bank: Bank) -> str:
    """The bank with the keys of its YAML file, and where its schema is: `banks schema` prints it for that file."""
    return json.dumps({SCHEMA_KEY: SCHEMA_FILE, **content_of(bank)}, indent=2, ensure_ascii=False) + "\n"


def read_json(source: bytes, complaints: Complaints) -> Document | None:
    """Read JSON with its lines; mistakes are added to `complaints`.

    JSON is YAML but for two things, which are changed first: tabs between values, and characters beyond U+FFFF that are
    escaped as two halves. So the reader that is safe from hostile YAML is safe from hostile JSON.
    """
    text = decode_source(source, complaints)
    return None if text is None else read_yaml(_STRING_OR_TAB.sub(_as_yaml, text), complaints)


def _as_yaml(found: re.Match[str]) -> str:
    text = found.group()
    return " " if text == "\t" else _ESCAPES.sub(_joined, text)


def _joined(escape: re.Match[str]) -> str:
    text = escape.group()
    return str(json.loads(f'"{text}"')) if len(text) == _PAIR else text
