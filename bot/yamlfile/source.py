"""Turns the text of a file into plain values, each with its line, whatever is in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.yamlfile.problem import MAX_PROBLEMS, Complaints, Path
from bot.yamlfile.syntax import explain_syntax
from bot.yamlfile.text_rules import UNWANTED, is_plain_ascii, name_of
from bot.yamlfile.traps import Trap, TrapFinder, TrapKind
from bot.yamlfile.tree import NotWorthReading, TreeBounds, TreeBuilder, line_of

MAX_BYTES = 2 * 1024 * 1024

# The C parser is a hundred times faster and comes with PyYAML from PyPI; a PyYAML built by hand may lack it.
PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# No file needs a directive, and the parser's time grows with the square of their number.
_DIRECTIVE = re.compile("^%", re.MULTILINE)

_MISTAKES = (yaml.YAMLError, ValueError, OverflowError)  # the last two: absurd escapes and versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The values of a file, with their lines."""

    value: object
    """Dicts, lists, text, whole numbers, true, false and None; dates and the like are text."""
    lines: Mapping[Path, int]
    """The 1-based line of each value; for the value of a key, the line of its key."""
    spoilt: frozenset[Path]
    """Paths of values that mean nothing because they have a problem already."""
    repeated: frozenset[int] = frozenset()
    """The lines of keys that were there before; each has its complaint."""
    traps: tuple[Trap, ...] = ()
    """What can be read, but perhaps not as it was meant."""
    after_empty_block: Mapping[int, str] = field(default_factory=dict)
    """The 1-based lines that follow the opening of a text without lines, such as `why: >-`, each with that opening."""

    def line_of(self, path: Path) -> int:
        """The line of a value, or of the nearest part around it that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def cut_at(self, path: Path) -> Trap | None:
        """What cut the text at `path` for certain, if something did."""
        return next((trap for trap in self.traps if trap.kind is TrapKind.CUT and trap.path == path), None)

    def is_spoilt(self, path: Path) -> bool:
        return any(path[:end] in self.spoilt for end in range(len(path) + 1))


def read_yaml(source: bytes | str, complaints: Complaints, *, parser: Any = PARSER) -> Document | None:
    """Read the first document of a file; None if it cannot be read to its end.

    Never raises: all mistakes are added to `complaints`. Time and memory are bounded, whatever the source.
    """
    text = decode_source(source, complaints)
    if text is None:
        return None
    if directive := _DIRECTIVE.search(text):
        line = text.count("\n", 0, directive.start()) + 1
        complaints.add(line, "file", "a line begins with %, which starts a YAML directive", "remove it, or indent it")
        return None
    clean = without_unwanted(text, complaints)
    traps = TrapFinder(clean)
    tree = TreeBuilder(complaints, traps)
    try:
        if second := _build(tree, clean, parser):
            complaints.add(second, "file", "a second document begins (`---`)", "move it to its own file")
    except NotWorthReading:
        return None
    except _MISTAKES as error:
        if clean == text:
            line, what, instead = explain_syntax(error, clean)
            complaints.add(line, "file", what, instead)
        return None
    return _document_of(tree, traps)


def read_beginning(
    text: str, complaints: Complaints, bounds: TreeBounds, *, traps: TrapFinder | None = None
) -> tuple[Document, int]:
    """Read a text up to where its first document ends, breaks the rules of YAML or passes the bounds.

    The number is the 1-based line where that is; 0 if all of the text was read. The text has line feeds only, and no
    line of it begins with %. Never raises. Time and memory are bounded by `bounds` and the length of the text. `traps`
    is what looks at the values of the text, if anything does.
    """
    tree = TreeBuilder(complaints, traps, bounds=bounds)
    try:
        stopped_at = _build(tree, text, PARSER)
    except NotWorthReading:
        stopped_at = complaints.problems[-1].line
    except _MISTAKES as error:
        stopped_at, _, _ = explain_syntax(error, text)
    return _document_of(tree, traps), stopped_at


def _document_of(tree: TreeBuilder, traps: TrapFinder | None = None) -> Document:
    return Document(
        value=tree.root,
        lines=tree.lines,
        spoilt=frozenset(tree.spoilt),
        repeated=frozenset(tree.repeated),
        traps=() if traps is None else tuple(traps.traps),
        after_empty_block={} if traps is None else traps.after_empty_block,
    )


def _build(tree: TreeBuilder, text: str, parser: Any) -> int:
    """Build the tree of the first document, and return the line where a second one begins; 0 if there is none.

    Raises one of `_MISTAKES` or NotWorthReading.
    """
    # Not `compose`: counting events before anything is built is what keeps hostile files cheap.
    for event in yaml.parse(text, Loader=parser):
        if tree.has_document and isinstance(event, yaml.DocumentStartEvent):
            return line_of(event)
        tree.add(event)
    return 0


def decode_source(source: bytes | str, complaints: Complaints) -> str | None:
    """The text with line feeds only, and without a byte order mark; None if it is not text, or too long."""
    if len(source) > MAX_BYTES:
        complaints.add(1, "file", f"is larger than {MAX_BYTES // 1024**2} MB", "split it into several banks")
        return None
    if isinstance(source, bytes):
        try:
            text = source.decode("utf-8")
        except UnicodeDecodeError as error:
            line = source.count(b"\n", 0, error.start) + 1
            complaints.add(line, "file", "is not UTF-8 text", "save it with the encoding UTF-8")
            return None
    else:
        text = source
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def without_unwanted(text: str, complaints: Complaints) -> str:
    """The text with a space for each unwanted character, after a complaint, so that other mistakes show, too."""
    if is_plain_ascii(text):
        return text
    clean = UNWANTED.sub(" ", text)
    if clean != text:
        _complain_of_characters(text, complaints)
    return clean


def _complain_of_characters(text: str, complaints: Complaints) -> None:
    """Make one complaint a line, and at most one more than are shown."""
    found = 0
    for number, line in enumerate(text.split("\n"), start=1):
        unwanted = UNWANTED.search(line)
        if unwanted is None:
            continue
        character = unwanted.group()
        instead = "write spaces" if character == "\t" else "remove it"
        complaints.add(number, f"column {unwanted.start() + 1}", f"here is {name_of(character)}", instead)
        found += 1
        if found > MAX_PROBLEMS:
            return
