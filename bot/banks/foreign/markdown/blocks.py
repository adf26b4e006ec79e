"""Makes the blocks of a page: headings, texts, lists, tables, code and collapsible parts, each with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from bot.banks.foreign.found import LeftOut, Reason
from bot.banks.foreign.html_text import text_of_html
from bot.banks.foreign.markdown.source import Mark, PageLine

DEEPEST = 12
"""How deep lists and quotes are read in each other; what is nested deeper is not read, and is told."""
_MOST_LEVELS = 2 * DEEPEST
"""A list is one level, and each of its entries another."""


class BlockKind(Enum):
    HEADING = auto()
    TEXT = auto()
    LIST = auto()
    ITEM = auto()
    QUOTE = auto()
    CODE = auto()
    TABLE = auto()
    ROW = auto()
    PART = auto()
    """A collapsible part; its text is the summary."""


class PartRole(Enum):
    """What a collapsible part is."""

    QUESTION = auto()
    ANSWER = auto()
    """It holds the answer to what stands above it."""
    SECTION = auto()


@dataclass(slots=True)
class Block:
    kind: BlockKind
    line: int
    text: str = ""
    """Its Markdown in one line or several; the code itself; the name of the language is in `info`."""
    level: int = 0
    """Of a heading: 1 to 6. Of a list: the number of its first entry, or -1 if it has bullets."""
    info: str = ""
    cells: tuple[str, ...] = ()
    children: list[Block] = field(default_factory=list)
    last: int = 0
    """The line where it ends; 0 if nothing says so."""
    role: PartRole | None = None
    """Of a collapsible part, once it is known, and of the heading that the summary of a section becomes."""


def blocks_of(lines: Sequence[PageLine], left_out: list[LeftOut]) -> list[Block]:
    """The blocks in order. Only their structure is parsed, in linear time: links and emphasis stay as written.

    What is nested too deep, and what no column of a table has room for, is added to `left_out`.
    """
    is_balanced = _count(lines, Mark.PART) <= _count(lines, Mark.PART_END)
    open_parts = [Block(BlockKind.PART, 0)]
    piece: list[PageLine] = []
    summary: list[PageLine] | None = None
    for line in [*lines, PageLine(0, "", Mark.PART_END)]:
        if line.mark is Mark.NONE:
            (piece if summary is None else summary).append(line)
            continue
        if summary is not None and (line.mark is not Mark.SUMMARY_END or len(open_parts) == 1):
            piece, summary = [*piece, *summary], None  # its end is missing, or the part that it sums up
        open_parts[-1].children += _parsed(piece, left_out)
        piece = []
        match line.mark:
            case Mark.PART:
                if len(open_parts) > (DEEPEST if is_balanced else 1):
                    open_parts.pop()
                open_parts[-1].children.append(Block(BlockKind.PART, line.number))
                open_parts.append(open_parts[-1].children[-1])
            case Mark.SUMMARY:
                summary = []
            case Mark.SUMMARY_END if summary is not None:
                open_parts[-1].text = text_of_html("\n".join(each.text for each in summary)).strip()
                summary = None
            case Mark.PART_END if len(open_parts) > 1:
                open_parts.pop()
    return open_parts[0].children


def _count(lines: Sequence[PageLine], mark: Mark) -> int:
    return sum(line.mark is mark for line in lines)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_LEVELS}).enable("table")
    return parser.disable("reference")  # it takes away what looks like the address of a link


_PARSER = _parser()
_OPENING = {
    "heading_open": BlockKind.HEADING,
    "paragraph_open": BlockKind.TEXT,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "list_item_open": BlockKind.ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "table_open": BlockKind.TABLE,
}
_HOLDERS = frozenset({"list_item_open", "blockquote_open"})
_CLOSING = frozenset(opening.replace("_open", "_close") for opening in _OPENING)


def _parsed(lines: Sequence[PageLine], left_out: list[LeftOut]) -> Iterator[Block]:
    if not any(line.text.strip() for line in lines):
        return
    tokens: list[Token] = []
    source = "\n".join(line.text.replace("\x00", "\ufffd") for line in _dedented(lines))
    _PARSER.block.parse(source, _PARSER, {}, tokens)
    left_out += _unread(tokens, lines)
    yield from _Building(tokens, [line.number for line in lines]).blocks()


def _dedented(lines: Sequence[PageLine]) -> Sequence[PageLine]:
    """The lines without what they are all indented by, as inside a part that stands in a list."""
    indent = min(len(line.text) - len(line.text.lstrip(" ")) for line in lines if line.text.strip())
    return [PageLine(line.number, line.text[indent:]) for line in lines] if indent else lines


def _unread(tokens: Sequence[Token], lines: Sequence[PageLine]) -> Iterator[LeftOut]:
    """What the parser leaves out: what is nested too deep, and cells that a row of a table has too many."""
    columns = 0
    for token in tokens:
        columns += token.type == "th_open"
        if not token.map:
            continue
        begin, end = token.map
        if token.type in _HOLDERS and token.level >= _MOST_LEVELS - 1:
            inside = next((line for line in lines[begin:end] if any(map(str.isalnum, line.text))), None)
            if inside is not None:
                yield LeftOut.of(inside.number, inside.text, Reason.BEYOND)
        elif token.type == "table_open":
            columns = 0
        elif token.type == "tbody_open":
            for line in lines[begin:end]:
                # Most rows have no more bars than columns, and need no closer look.
                surplus = _cells_in(line.text)[columns:] if line.text.count("|") > columns else []
                if text := " | ".join(filter(None, surplus)):
                    yield LeftOut.of(line.number, text, Reason.BEYOND)


def _cells_in(row: str) -> list[str]:
    """The cells of a row as the parser divides it, also those for which its table has no column."""
    cells = [cell.strip() for cell in escapedSplit(row.lstrip("> \t").rstrip())]
    return cells[1:] if cells and not cells[0] else cells


class _Building:
    """Builds blocks of tokens, without recursion."""

    def __init__(self, tokens: Sequence[Token], numbers: Sequence[int]) -> None:
        self._tokens = tokens
        self._numbers = numbers
        self._stack = [Block(BlockKind.QUOTE, numbers[0])]
        self._cells: list[str] | None = None
        """The cells of the row of a table that is being read."""

    def blocks(self) -> list[Block]:
        for token in self._tokens:
            if kind := _OPENING.get(token.type):
                block = self._add(kind, token)
                block.level = _level(token)
                self._stack.append(block)
            elif token.type in _CLOSING:
                self._stack.pop()
            else:
                self._take(token)
        return self._stack[0].children

    def _take(self, token: Token) -> None:
        match token.type:
            case "inline" if self._cells is not None:
                self._cells.append(token.content.strip())
            case "inline":
                self._stack[-1].text = text_of_html(token.content).strip()
            case "fence" | "code_block":
                code = self._add(BlockKind.CODE, token)
                code.text, code.info = token.content.strip("\n"), token.info.strip().partition(" ")[0]
            case "html_block":
                if text := text_of_html(token.content).strip():
                    self._add(BlockKind.TEXT, token).text = text
            case "tr_open":
                self._cells = []
            case "tr_close":
                table = self._stack[-1]
                below = len(table.children) + 1 if table.children else 0  # the line of dashes is no row
                table.children.append(Block(BlockKind.ROW, table.line + below, cells=tuple(self._cells or ())))
                self._cells = None

    def _add(self, kind: BlockKind, token: Token) -> Block:
        block = Block(kind, self._stack[-1].line)
        if token.map:
            end = len(self._numbers) - 1
            block.line = self._numbers[min(token.map[0], end)]
            block.last = self._numbers[min(max(token.map[0], token.map[1] - 1), end)]
        self._stack[-1].children.append(block)
        return block


def _level(token: Token) -> int:
    match token.type:
        case "heading_open":
            return int(token.tag[1])
        case "ordered_list_open":
            start = token.attrGet("start")
            return 1 if start is None else int(start)
        case "bullet_list_open":
            return -1
        case _:
            return 0
