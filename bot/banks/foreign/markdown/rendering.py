"""Writes blocks as the text of an answer, in the Markdown that Discord shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.banks.foreign.markdown.blocks import Block, BlockKind, PartRole
from bot.banks.foreign.markdown.phrasing import phrase_of, shown_links, without_links, without_pictures
from bot.banks.foreign.markdown.signs import is_way_back, says_nothing, shows_answer, without_label

_DEEPEST_LIST = 3
_CHECKBOX = re.compile(r"\[( |x|X)\]\s+")


def answer_of(blocks: Sequence[Block]) -> str:
    """The text of the blocks, without a label in front; empty if they say nothing."""
    text = without_label(text_of_blocks(blocks), takes_a=False)
    return "" if says_nothing(text) or is_way_back(without_links(text)) else text


def text_of_blocks(blocks: Sequence[Block]) -> str:
    """The blocks below each other. Ways back to the top and empty blocks are left out."""
    return "\n\n".join(text for block in blocks if (text := _text_of(block)))


def first_words(block: Block) -> str:
    """The first words of a block, to say which one was left out."""
    while not block.text and block.children:
        block = block.children[0]
    return " ".join(without_links(without_pictures(block.text or " | ".join(block.cells))).split())


def _text_of(block: Block) -> str:
    match block.kind:
        case BlockKind.HEADING:
            words = phrase_of(block.text).text
            return f"**{words.replace('**', '')}**" if words and not is_way_back(words) else ""
        case BlockKind.TEXT:
            return _prose(block.text)
        case BlockKind.CODE:
            code = block.text.replace("```", "'''")
            return f"```{_language(block.info)}\n{code}\n```" if code.strip() else ""
        case BlockKind.QUOTE:
            inner = text_of_blocks(block.children)
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n")) if inner else ""
        case BlockKind.PART:
            inside = text_of_blocks(block.children)
            title = "" if block.role is PartRole.ANSWER or shows_answer(block.text) else _prose(block.text)
            return "\n\n".join(filter(None, (title, inside)))
        case BlockKind.TABLE:
            return "\n".join(" | ".join(shown_links(cell) for cell in row.cells) for row in block.children)
        case BlockKind.LIST:
            return "\n".join(_entries(block, depth=0))
        case _:
            return text_of_blocks(block.children)


def _prose(text: str) -> str:
    lines = (shown_links(line.rstrip()) for line in text.split("\n"))
    kept = "\n".join(line for line in lines if not is_way_back(line)).strip()
    return kept if any(character.isalnum() for character in kept) else ""


def _language(info: str) -> str:
    name = re.split(r"[^A-Za-z0-9+#_-]", info.lstrip("{. "), maxsplit=1)[0]
    return name.lower()[:20]


def _entries(block: Block, depth: int) -> Iterator[str]:
    """The lines of a list. What is nested too deep to be shown stands as deep as possible."""
    number = block.level
    for entry in block.children:
        mark = "- " if number < 0 else f"{number}. "
        number += number >= 0
        indent = "  " * min(depth, _DEEPEST_LIST)
        is_first = True
        for child in entry.children:
            if child.kind is BlockKind.LIST:
                yield from _entries(child, depth + 1)
                is_first = False
                continue
            text = _text_of(child)
            if not text:
                continue
            for line in _CHECKBOX.sub("", text, count=1).split("\n"):
                yield f"{indent}{mark if is_first else ' ' * len(mark)}{line}".rstrip()
                is_first = False
