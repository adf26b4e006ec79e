"""Writes a bank as the text of its file, in the layout of the banks that we ship."""

from __future__ import annotations

from bot.banks.exchange.content import content_of
from bot.banks.exchange.yaml_blocks import INDENT, block
from bot.banks.format.model import Bank

SCHEMA_FILE = "bank.schema.json"
MODELINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
"""Tells editors where the JSON Schema of the file is."""


def to_yaml(bank: Bank) -> str:
    """The text from which `bot.banks.format.loader.parse_bank` makes the same bank."""
    content = content_of(bank)
    questions = [block([question], indent=INDENT) for question in content.pop("questions")]
    return f"{MODELINE}{block(content)}\nquestions:\n" + "\n".join(questions)
