"""Makes the blocks of a page: headings, texts, lists, tables, code and collapsible parts, each with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.banks.foreign.html_text import text_of_html
from bot.banks.foreign.markdown.source import Line, Mark

DEEPEST = 12
"""How deep lists and quotes are read in each other; what is nested deeper is not read."""


HOLDS_ANSWER = "answer"
"""The info of a collapsible part that holds the answer to what stands above it."""


class Kind(Enum):
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


@dataclass(slots=True)
class Block:
    kind: Kind
    line: int
    text: str = ""
    """Its Markdown in one line or several; the code itself; the name of the language is in `info`."""
    level: int = 0
    """Of a heading: 1 to 6. Of a list: the number of its first entry, or -1 if it has bullets."""
    info: str = ""
    cells: tuple[str, ...] = ()
    children: list[Block] = field(default_factory=list)


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """The blocks in order. Only their structure is parsed, in linear time: links and emphasis stay as written."""
    is_balanced = _count(lines, Mark.PART) <= _count(lines, Mark.PART_END)
    top = Block(Kind.PART, 0)
    open_parts = [top]
    piece: list[Line] = []
    summary: list[str] | None = None
    for line in lines:
        if line.mark is Mark.NONE and summary is not None:
            summary.append(line.text)
            continue
        if line.mark is Mark.NONE:
            piece.append(line)
            continue
        open_parts[-1].children += _parsed(piece)
        piece = []
        match line.mark:
            case Mark.PART:
                if len(open_parts) > 1 and not is_balanced or len(open_parts) > DEEPEST:
                    open_parts.pop()
                part = Block(Kind.PART, line.number)
                open_parts[-1].children.append(part)
                open_parts.append(part)
            case Mark.SUMMARY:
                summary = []
            case Mark.SUMMARY_END if summary is not None:
                open_parts[-1].text = text_of_html("\n".join(summary)).strip()
                summary = None
            case Mark.PART_END if len(open_parts) > 1:
                open_parts.pop()
    if summary is not None:
        piece += [Line(lines[-1].number, text) for text in summary]
    open_parts[-1].children += _parsed(piece)
    return top.children


def _count(lines: Sequence[Line], mark: Mark) -> int:
    return sum(line.mark is mark for line in lines)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * DEEPEST}).enable("table")
    return parser.disable("reference")  # it takes away what looks like the address of a link


_PARSER = _parser()


def _parsed(lines: Sequence[Line]) -> Iterator[Block]:
    if not any(line.text.strip() for line in lines):
        return
    tokens: list[Token] = []
    source = "\n".join(line.text.replace("\x00", "\ufffd") for line in _dedented(lines))
    _PARSER.block.parse(source, _PARSER, {}, tokens)
    yield from _Building(tokens, [line.number for line in lines]).blocks()


def _dedented(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without what they are all indented by, as inside a part that stands in a list."""
    indent = min(len(line.text) - len(line.text.lstrip(" ")) for line in lines if line.text.strip())
    return [Line(line.number, line.text[indent:]) for line in lines] if indent else lines


class _Building:
    def __init__(self, tokens: Sequence[Token], numbers: Sequence[int]) -> None:
        self._tokens = tokens
        self._numbers = numbers

    def blocks(self) -> list[Block]:
        stack = [Block(Kind.QUOTE, 1)]
        in_row = False
        cells: list[str] = []
        for token in self._tokens:
            line = self._numbers[min(token.map[0], len(self._numbers) - 1)] if token.map else stack[-1].line
            match token.type:
                case "heading_open":
                    stack.append(self._begin(stack[-1], Block(Kind.HEADING, line, level=int(token.tag[1]))))
                case "paragraph_open":
                    stack.append(self._begin(stack[-1], Block(Kind.TEXT, line)))
                case "bullet_list_open":
                    stack.append(self._begin(stack[-1], Block(Kind.LIST, line, level=-1)))
                case "ordered_list_open":
                    start = token.attrGet("start")
                    number = 1 if start is None else int(start)
                    stack.append(self._begin(stack[-1], Block(Kind.LIST, line, level=number)))
                case "list_item_open":
                    stack.append(self._begin(stack[-1], Block(Kind.ITEM, line)))
                case "blockquote_open":
                    stack.append(self._begin(stack[-1], Block(Kind.QUOTE, line)))
                case "table_open":
                    stack.append(self._begin(stack[-1], Block(Kind.TABLE, line)))
                case "tr_open":
                    in_row, cells = True, []
                case "tr_close":
                    in_row = False
                    table = stack[-1]
                    below = len(table.children) + 1 if table.children else 0  # the line of dashes has no row
                    table.children.append(Block(Kind.ROW, table.line + below, cells=tuple(cells)))
                case "inline" if in_row:
                    cells.append(token.content.strip())
                case "inline":
                    stack[-1].text = text_of_html(token.content).strip()
                case "fence" | "code_block":
                    info = token.info.strip().split(" ")[0]
                    self._begin(stack[-1], Block(Kind.CODE, line, text=token.content.strip("\n"), info=info))
                case "html_block":
                    if text := text_of_html(token.content).strip():
                        self._begin(stack[-1], Block(Kind.TEXT, line, text=text))
                case "heading_close" | "paragraph_close" | "bullet_list_close" | "ordered_list_close":
                    stack.pop()
                case "list_item_close" | "blockquote_close" | "table_close":
                    stack.pop()
        return stack[0].children

    def _begin(self, parent: Block, block: Block) -> Block:
        parent.children.append(block)
        return block
