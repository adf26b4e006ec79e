"""The rules for the texts of a file, and the complaints about texts that break them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from bot.core.content import has_something_to_see
from bot.yamlfile.schema_patterns import ONE_LINE, can_be_seen

_UNWANTED = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f"  # control characters; of these only the line feed is text
    "\xad\u115f\u1160\u180e\u2800\u3164\uffa0"  # look like nothing at all
    "\u200b\u2060-\u2064\ufeff"  # zero width, except the joiners that Persian and emoji need
    "\u2028\u2029"  # line ends that only some programs see
    "\u202a-\u202e\u2066-\u206f"  # turn the direction of what follows
    "\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff"  # no characters, or private ones
    "\U000e0000-\U000e007f\U000f0000-\U0010ffff"  # invisible tags; private characters again
)
_HALVES_OF_PAIRS = "\ud800-\udfff"  # no characters either, and no file can have them
UNWANTED = re.compile(f"[{_UNWANTED}{_HALVES_OF_PAIRS}]")
"""Characters that no text of a file may contain."""

VISIBLE_TEXT = can_be_seen(_UNWANTED)
"""What a JSON Schema says of every text."""

_CODE_BLOCK = "```"
_END_OF_A_BLOCK = "\n"
"""What a text behind `|` has at its end for a schema, and for us has not."""
_QUOTE_OF_THE_REST = re.compile(r"^\s*>>>\s", re.MULTILINE)


def is_plain_ascii(text: str) -> bool:
    """True if a text has nothing but letters, digits and signs of ASCII, blanks and line feeds: nothing is unwanted.

    Most long texts are so, and to look for each unwanted character takes ten times longer.
    """
    return text.isascii() and text.replace("\n", "").isprintable()


def refusal(what: str, instead: str) -> PydanticCustomError:
    """A complaint in our own words: what is wrong, and what to write instead."""
    return PydanticCustomError("refused", "{what}; {instead}", {"what": what, "instead": instead})


@dataclass(frozen=True, slots=True)
class TextRule:
    """A pydantic annotation: visible text of limited length that cannot spoil the message it is shown in."""

    limit: int
    lines: bool = False
    """True if the text may have more than one line."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(strip_whitespace=True, min_length=1, max_length=self.limit)
        return core_schema.no_info_after_validator_function(self.check, text)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """What a JSON Schema can say of this rule: never more than `check` says, and less where it has no words."""
        said = handler(schema) | VISIBLE_TEXT | {"maxLength": self.limit + len(_END_OF_A_BLOCK)}
        return said if self.lines else said | {"allOf": [ONE_LINE]}

    def check(self, text: str) -> str:
        if not is_plain_ascii(text) and (unwanted := UNWANTED.search(text)):
            raise refusal(f"contains {name_of(unwanted.group())}", "remove it")
        if not has_something_to_see(text):
            raise refusal("has nothing that can be seen", "write text")
        if "\n" in text and not self.lines:
            raise refusal("has several lines", "write one line")
        # How Discord counts characters beyond U+FFFF (most emoji) is not documented: two each is the safe side.
        length = len(text.encode("utf-16-le")) // 2
        if length > self.limit:
            raise refusal(f"has {length} characters, an emoji counting as two", f"write at most {self.limit}")
        if text.count(_CODE_BLOCK) % 2:
            raise refusal(f"opens a code block and does not close it ({_CODE_BLOCK})", "close it")
        if ">>>" in text and any(_QUOTE_OF_THE_REST.search(part) for part in text.split(_CODE_BLOCK)[::2]):
            raise refusal("makes everything that follows a quotation (`>>>`)", "begin each quoted line with `> `")
        return text


def name_of(character: str) -> str:
    """A name for an invisible character."""
    if character == "\t":
        return "a tab"
    name = unicodedata.name(character, "")
    return f"the invisible character U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")
