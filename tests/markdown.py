"""What a reader sees of a text, by a CommonMark parser and the differences that Discord makes.

Discord's differences, each stated where it is made: bars hide, two underscores underline, `-# ` is small print, `>>> `
quotes all that follows and `> ` one line, any number may begin a list after a line of text, and a code block begins and
ends anywhere in a line, or is plain text if nothing ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"breaks": True}).enable("strikethrough").disable(["code", "lheading", "hr"])
_BLOCK = re.compile(r"(?P<line>[^\n]*?)```(?:(?P<language>[\w+#.-]+)\n)?\n*(?P<code>[^\n][\s\S]*?)\n*```")
_QUOTED = re.compile(r"^ *> ")
_LIST_LINE = re.compile(r"^ *(?:[-*+]|\d+\.) ")
_STYLES = {"strong": "bold", "em": "italic", "s": "struck", "blockquote": "quote"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A character that is not white space, or the mark before a point of a list, and how it looks."""

    character: str
    styles: frozenset[str]


def seen(pieces: Iterable[str]) -> list[Seen]:
    """What is seen of pieces that stand one after the other. White space counts in code blocks only."""
    return [each for piece in pieces for each in _seen(piece)]


def _seen(text: str) -> Iterator[Seen]:
    around: list[str] = []
    numbers: list[int | None] = []
    for token in _PARSER.parse("\n".join(_lines(_with_blocks_on_lines(text)))):
        name = token.type.removesuffix("_open").removesuffix("_close")
        if token.type == "ordered_list_open":
            numbers.append(int(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            numbers.append(None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            numbers.pop()
        elif token.type == "list_item_open":
            number = numbers[-1]
            yield Seen("•" if number is None else f"{number}.", frozenset(around))
            numbers[-1] = None if number is None else number + 1
        elif name in {"heading", "blockquote"}:
            style = "small" if token.tag == "h6" else _STYLES.get(name, token.tag)
            around = [*around, style] if token.nesting > 0 else around[:-1]
        elif token.type == "fence":
            styles = frozenset([*around, f"block {token.info.strip()}"])
            yield from (Seen(character, styles) for character in token.content if character != "\n")
        elif token.type == "inline":
            yield from _within_a_line(token.children or [], around)


def _within_a_line(tokens: list[Token], around: list[str]) -> Iterator[Seen]:
    inside: list[str] = []
    hidden = False
    for token in tokens:
        if token.nesting:
            style = "underlined" if token.markup == "__" else _STYLES.get(token.tag, str(token.attrGet("href")))
            inside = [*inside, style] if token.nesting > 0 else inside[:-1]
            continue
        styles = [*around, *inside, *(["code"] if token.type == "code_inline" else [])]
        parts = [token.content] if token.type == "code_inline" else re.split(r"(\|\|)", token.content)
        for part in parts:
            if part == "||" and token.type == "text":
                hidden = not hidden  # Discord: what stands between two bars and two bars is a spoiler.
                continue
            shown = frozenset([*styles, *(["hidden"] if hidden else [])])
            yield from (Seen(character, shown) for character in part if not character.isspace())


def _with_blocks_on_lines(text: str) -> str:
    """Discord: a code block begins and ends anywhere in a line."""

    def on_lines(block: re.Match[str]) -> str:
        if block.group("line") == ">>> ":
            return block.group()
        line, language, code = block.group("line"), block.group("language") or "", block.group("code")
        indent = re.match(r"(?: *> )?(?:[-*+] |\d+\. )? *", line).group()  # type: ignore[union-attr]
        quote = "> " if indent.lstrip().startswith(">") else ""
        within = quote + " " * (len(indent) - len(quote)) if indent.strip(" >") else indent
        before = f"{line}\n" if line.strip(" >") else ""
        code = code if language or code.startswith(within) else within + code
        return f"{before}{within}```{language}\n{code}\n{within}```\n{within}"

    return _BLOCK.sub(on_lines, text)


def _lines(text: str) -> Iterator[str]:
    fenced = quoting = False
    quoted_before = listed_before = False
    for written in text.split("\n"):
        quotes_the_rest = not fenced and not quoting and written.startswith(">>> ")
        quoting = quoting or quotes_the_rest
        line = written.removeprefix(">>> ") if quotes_the_rest else written
        quoted = quoting or _QUOTED.match(line) is not None
        listed = _LIST_LINE.match(_QUOTED.sub("", line)) is not None
        if not fenced and quoted_before and not quoted:
            yield ""  # Discord: a quote ends with its line.
        if not fenced and listed and not listed_before:
            yield "> " if quoted and quoted_before else ""  # Discord: any number begins a list, also below text.
        if _QUOTED.sub("", line).lstrip().startswith("```"):
            fenced = not fenced
        shown = line if fenced else re.sub(r"^((?: *> )?)-# ", r"\1###### ", line)  # Discord: small print.
        yield f"> {shown}" if quoting else shown
        quoted_before, listed_before = quoted, listed or (listed_before and line.startswith("  "))
