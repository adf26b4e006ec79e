"""Knows which text formatters of Markdown leave as it is, but for line ends, and how the rest is kept from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

AS_IS = "as-is"
"""The language of a block of code that holds a text letter by letter."""
_SHORTEST_FENCE = 3

_CODE_OR_BOLD = re.compile(
    r"`[^`\s](?:[^`\n]*[^`\s])?`"  # code is never wrapped
    r"|(?<![^\s(])\*\*[\w'](?:[^*`\n]*[\w'.!?])?\*\*(?![^\s).,;:!?])"
)
# Formatters escape these, or write the markup that they are in another way.
_WORD = re.compile(r"(?:[^\s*`\[\]<>|^{}\\]|(?<=[^\s>])>)+")
# A word that is wrapped begins a line, and must be none of these there.
_BEGINS_A_BLOCK = re.compile(r"[-+=#:&$@•~]+|0*1[.)]|[(]?[+-]{2,}.*|\$\$.*|[:=~]{2,}.*")
_NUMBERED = re.compile(r"\s*\d{1,9}[.)](?:\s|$)")
_UNDERSCORE_AT_AN_END = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&#?\w+;")
_WRAPPED_WITHOUT_SPACES = re.compile(
    "[\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U0001b000-\U0001b2ff\U00020000-\U0003ffff]"
)
_FENCE = re.compile(r" *(?:[-*+] +)?(`{3,})([^`]*)")
_BEGINS_A_LINE = re.compile(r"\s*(?:(?:[-*+]|0*1[.)])(?:\s|$)|[>|]|[-*_=]{3,}\s*$)")
_INDENTED = "    "


def survives_formatters(text: str) -> bool:
    """True if the text is prose that comes back from any formatter as it was, once lines are joined again."""
    return all(_is_plain_paragraph(paragraph) for paragraph in text.split("\n\n"))


def kept_as_is(text: str) -> list[str]:
    """The lines of a block of code with the text in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(_SHORTEST_FENCE, longest + 1)
    return [f"{fence}{AS_IS}", *text.split("\n"), fence]


def prose_of(lines: Sequence[str]) -> str:
    """The text that these lines mean: what is kept as it is, or prose whose wrapped lines are joined."""
    given = lines[between_empty_lines(lines)]
    opened = opening_fence(given[0]) if len(given) > 1 else None
    if opened is not None and opened[1] == AS_IS and _closes(given[-1], opened[0]):
        return "\n".join(without_indent(line, _indent_of(given[0])) for line in given[1:-1])
    return "\n".join(_joined(given))


def between_empty_lines(lines: Sequence[str]) -> slice:
    """Where the lines are without the empty ones at both ends."""
    at = [number for number, line in enumerate(lines) if line.strip()]
    return slice(at[0], at[-1] + 1) if at else slice(0)


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def without_indent(line: str, indent: int) -> str:
    """The line without as many spaces in front; a line that is indented less loses what it has."""
    return line[min(indent, _indent_of(line)) :]


def opening_fence(line: str) -> tuple[int, str] | None:
    """The length of the fence that the line opens, and the language; None if it opens none. It may begin an entry."""
    found = _FENCE.fullmatch(line.rstrip())
    return (len(found[1]), found[2].strip()) if found else None


def fence_after(line: str, fence: int) -> int:
    """The length of the fence that is open behind the line; `fence` is that before it, and 0 stands for none."""
    if fence:
        return 0 if _closes(line, fence) else fence
    opened = opening_fence(line)
    return opened[0] if opened else 0


def _closes(line: str, length: int) -> bool:
    """True if the line ends a block of code that a fence of this length opened."""
    plain = line.strip()
    return len(plain) >= length and not plain.strip("`")


def _is_plain_paragraph(paragraph: str) -> bool:
    if not paragraph or "\n" in paragraph or _WRAPPED_WITHOUT_SPACES.search(paragraph):
        return False
    plain = _CODE_OR_BOLD.sub("x", paragraph)
    if _UNDERSCORE_AT_AN_END.search(plain) or _ENTITY.search(paragraph):
        return False
    if _NUMBERED.match(paragraph) or paragraph.count("~") > 1:
        return False
    return all(_WORD.fullmatch(word) and not _BEGINS_A_BLOCK.fullmatch(word) for word in plain.split(" "))


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Lines of prose joined to paragraphs; blocks of code, lists, quotes and tables keep theirs."""
    paragraph: list[str] = []
    fence = 0
    for line in lines:
        before, fence = fence, fence_after(line, fence)
        is_code = before > 0 or fence > 0
        if is_code or not line.strip() or _begins(line, paragraph):
            yield from _said(paragraph)
            paragraph = []
        if is_code:
            yield line
        elif line.strip():
            paragraph.append(line)
        else:
            yield ""
    yield from _said(paragraph)


def _begins(line: str, paragraph: Sequence[str]) -> bool:
    """True if the line is none that goes on with the paragraph."""
    is_indented_code = line.startswith(_INDENTED) and bool(paragraph) and paragraph[-1].startswith(_INDENTED)
    # Only the first number may stand below a paragraph, so "… in\\n2019. Then …" is none.
    goes_on = _NUMBERED.match(line) is not None and bool(paragraph) and _NUMBERED.match(paragraph[0]) is not None
    return is_indented_code or goes_on or _BEGINS_A_LINE.match(line) is not None


def _said(paragraph: Sequence[str]) -> Iterator[str]:
    """The paragraph: a line end is a space, unless two spaces or a backslash before it say that it is a line end."""
    text = ""
    for number, line in enumerate(paragraph, start=1):
        plain = line.strip() if text else line.rstrip()
        is_last = number == len(paragraph)
        ends_line = not is_last and (line.endswith("  ") or plain.endswith("\\"))
        text += plain.removesuffix("\\") + "\n" if ends_line else plain if is_last else f"{plain} "
    if paragraph:
        yield text
