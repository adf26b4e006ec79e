"""Turns HTML into text with the Markdown that Discord knows.

Written over one linear expression, with neither a tree nor recursion: BeautifulSoup, which markdownify builds on,
recurses over what is nested deep, takes seconds for a long cell, and reads `List<String>` as an element.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.banks.foreign.html_lines import TextLines

LONGEST = 200_000
"""The most characters of a text in which tags are looked for; what comes after them stays as it is."""


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_INLINE = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em", "cite", "dfn"), "*"),
    **dict.fromkeys(("u", "ins"), "__"),
    **dict.fromkeys(("s", "del", "strike"), "~~"),
    **dict.fromkeys(("code", "kbd", "samp", "tt", "var"), "`"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary"), "**"),
}
_PARAGRAPHS = _names("p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote details hr")
_BLOCKS = _PARAGRAPHS | _names(
    "div li tr dt dd summary section article header footer main nav aside figure figcaption center address form "
    "fieldset html body thead tbody tfoot caption"
)
_VOID = _names("br hr img wbr input col source meta link")
_NEEDS_FACTS = _names("img input source meta link")
"""Elements that do nothing without an attribute: a bare `<img>` is spoken about, as in a quiz on HTML."""
_LEFT_OPEN = _names("p li td th tr dt dd thead tbody tfoot html body col")
"""Elements whose end tag may be missing."""
_DROPPED = _names("script style head title template svg math iframe object audio video noscript select")
_PLAIN = _names("span font small big mark abbr a sub sup pre td th q label picture button time bdi bdo ruby")
_KNOWN = _INLINE.keys() | _BLOCKS | _VOID | _LEFT_OPEN | _DROPPED | _PLAIN

_BEGINNING: dict[str, Callable[[TextLines], None]] = {
    "br": TextLines.new_line,
    "ul": TextLines.begin_bullets,
    "ol": TextLines.begin_numbers,
    "li": TextLines.begin_entry,
    "td": TextLines.begin_cell,
    "th": TextLines.begin_cell,
    "blockquote": TextLines.begin_quote,
    "sup": TextLines.begin_above,
    "sub": TextLines.begin_below,
}
_ENDING: dict[str, Callable[[TextLines], None]] = {
    "pre": TextLines.end_verbatim,
    "ul": TextLines.end_list,
    "ol": TextLines.end_list,
    "blockquote": TextLines.end_quote,
    "sup": TextLines.end_script,
    "sub": TextLines.end_script,
}

_TOKEN = re.compile(
    r"""(?P<code>```(?:[^`]|`(?!``))*+```|``(?:[^`\n]|`(?!`))++``|`[^`\n]++`)
    |(?P<comment><!--)
    |<![a-z][^<>]*+>
    |<(?P<end>/?)(?P<name>[a-z][a-z0-9]{0,11})(?=[\s/>])(?P<facts>(?:[^<>"']|"[^"]*+"|'[^']*+')*+)>
    |(?P<entity>&(?:\#[0-9]{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Every position is passed a few times at most: of the tags that begin inside each other's quotes, a fourth begins
outside those of one of the three before, where `<` ends the attempt."""
_FACT = re.compile(r"""([a-z-]{1,20})\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.IGNORECASE)
_MENTIONED = re.compile(r"\s+(?:tags?|elements?)\b", re.IGNORECASE)
"""What follows a tag that is spoken about: "the <br> tag"."""
_LANGUAGE = re.compile(r"(?:language|lang|highlight-source|brush:)[-: ]*([a-z0-9+#]{1,20})", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s<>]++", re.IGNORECASE)


def text_of_html(html: str) -> str:
    """The text of a piece of HTML, or the text itself if it has none.

    Bold, italics, code, lists and quotes become Discord's Markdown, `<pre>` a block of code, a link `text (address)`,
    a picture its description. Only tags that HTML has count, and only where they are used: "a < b", `List<String>`
    and "between <div> and <span>" stay, and so does whatever stands between backticks. Time is linear.
    """
    if "<" not in html and "&" not in html:
        return html
    return _Reading(html[:LONGEST]).text() + html[LONGEST:]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    stop: int
    kind: str
    """`text`, `open` or `end`."""
    value: str
    """The text, or the name of the element."""
    facts: str = ""


class _Reading:
    def __init__(self, source: str) -> None:
        self._source = source
        tokens = list(_tokens(source))
        self._tokens = tokens
        self._ends = Counter(token.value for token in tokens if token.kind == "end")
        self._has_pairs = any(token.kind == "open" and self._ends[token.value] for token in tokens)
        self._is_page = any(token.kind == "end" and token.value in _BLOCKS for token in tokens)
        """Whether line ends mean no more than spaces do."""
        self._lines = TextLines(keeps_spaces=not self._is_page)
        self._dropped = ""
        """The name of the element whose content is no text."""
        self._link: tuple[str, int] | None = None
        """The address of the link that is open, and what its line had before it."""
        self._opened: Counter[str] = Counter()

    def text(self) -> str:
        if all(token.kind == "text" for token in self._tokens):
            return "".join(token.value for token in self._tokens)
        for token in self._tokens:
            if self._dropped:
                if token.kind == "end" and token.value == self._dropped:
                    self._dropped = ""
            elif token.kind == "text":
                self._say(token.value)
            elif token.kind == "open" and not self._is_used(token):
                self._say(self._source[token.start : token.stop])
            elif token.kind == "open":
                self._open(token)
            elif token.kind == "end":
                self._end(token.value)
        return self._lines.text()

    def _say(self, text: str) -> None:
        if self._lines.is_verbatim or not self._is_page:
            self._lines.say_lines(text)
        else:
            self._lines.say(re.sub(r"\s+", " ", text))

    def _is_used(self, token: _Token) -> bool:
        """False where a tag is spoken about."""
        if token.value in _NEEDS_FACTS and "=" not in token.facts:
            return False
        if _MENTIONED.match(self._source, token.stop) and not self._ends[token.value]:
            return False
        if token.value in _VOID or self._ends[token.value]:
            return True
        return token.value in _LEFT_OPEN and (self._has_pairs or token.start == 0)

    def _open(self, token: _Token) -> None:
        name = token.value
        if name in _DROPPED:
            self._dropped = name
            return
        self._leave_block(name)
        if name in _INLINE:
            self._opened[name] += 1
            self._lines.begin_mark(_INLINE[name])
        if begin := _BEGINNING.get(name):
            begin(self._lines)
        match name:
            case "img":
                self._say(_fact(token.facts, "alt"))
            case "pre":
                self._lines.begin_verbatim(_language(token.facts))
            case "code" if self._lines.is_verbatim:
                self._lines.name_language(_language(token.facts))
            case "a":
                address = _fact(token.facts, "href")
                self._link = (address if _WEB.fullmatch(address) else "", self._lines.said)

    def _end(self, name: str) -> None:
        if name in _INLINE and self._opened[name]:
            self._opened[name] -= 1
            self._lines.end_mark(_INLINE[name])
        if end := _ENDING.get(name):
            end(self._lines)
        if name == "a" and self._link is not None:
            self._end_link(*self._link)
            self._link = None
        self._leave_block(name)

    def _leave_block(self, name: str) -> None:
        if name in _BLOCKS:
            self._lines.end_line()
        if name in _PARAGRAPHS:
            self._lines.end_paragraph()

    def _end_link(self, address: str, before: int) -> None:
        said = self._lines.said_since(before).strip()
        if address and not self._lines.is_verbatim and said not in address:
            self._lines.say(f" ({address})")
        elif address and not said:
            self._lines.say(address)


def _tokens(source: str) -> Iterator[_Token]:
    at = 0
    last_comment = source.rfind("-->")
    while found := _TOKEN.search(source, at):
        start, stop = found.span()
        if start > at:
            yield _Token(at, start, "text", source[at:start])
        at = stop
        if found["comment"]:
            if last_comment > start:
                at = source.find("-->", start) + len("-->")
            else:
                yield _Token(start, stop, "text", found[0])
        elif found["code"]:
            yield _Token(start, stop, "text", found[0])
        elif found["entity"]:
            yield _Token(start, stop, "text", _character(found["entity"]))
        elif (name := (found["name"] or "").lower()) in _KNOWN:
            yield _Token(start, stop, "end" if found["end"] else "open", name, found["facts"])
        elif name:
            yield _Token(start, stop, "text", found[0])
    if at < len(source):
        yield _Token(at, len(source), "text", source[at:])


def _character(entity: str) -> str:
    character = html.unescape(entity)
    return " " if character == "\u00a0" else character


def _fact(facts: str, name: str) -> str:
    for found in _FACT.finditer(facts):
        if found[1].lower() == name:
            return html.unescape(found[2] or found[3] or found[4] or "").strip()
    return ""


def _language(facts: str) -> str:
    found = _LANGUAGE.search(_fact(facts, "class"))
    return found[1].lower() if found else ""
