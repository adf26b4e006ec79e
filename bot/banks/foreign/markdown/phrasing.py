"""Takes from the words of a heading or an entry what is not asked aloud: links, numbers, marks of difficulty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.banks.foreign.records.likeness import is_level

_LINK = re.compile(
    r"""(?P<image>!?)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*+)\]
    (?:\(\s*+(?P<address><[^<>]*>|\#[^()\n]*+|[^()\s]*+(?:\([^()\s]*\)[^()\s]*+)*+)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)|\[[^\[\]]*\])""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\([!\"#$%&'()+,\-./:;<=>?@\[\]^{|}])")
_ESCAPED_NUMBER = re.compile(r"(\d)\\([.)])")
_WRAPPED = re.compile(r"(\*{1,4}|_{1,3}|~~)(?=\S)([^\n]*\S)\1")
_NUMBER = re.compile(
    r"""(?:q(?:uestion|uest|ues|n)?|frage|pregunta|pergunta|domanda|vraag|вопрос|питання|soru|問題|问题|題|题|質問|질문|문제)
        \s*[#№.]?\s*\d{1,4}(?:\s*[.):\]\-–—：、．]+\s*|\s+|$)
    |[pв]\d{1,4}[.):]\s+
    |(?:\#|№|no\.|nr\.)\s*\d{1,4}(?:\s*[.):\-–—]\s*|\s+)
    |\d{1,3}(?:\.\d{1,3}){1,3}\.?\s+(?=(?-i:[A-Z])|[^\x00-\x7f])
    |[(\[]\d{1,4}[)\]][.:]?\s*
    |\d{1,4}(?:\s*[.)](?:\s*[)\-–—](?=\s))?\s*(?=\D)|\s*:\s+|\s+[-–—]\s+|、\s*|️⃣\s*)
    |q\s*[.:)]\s*|q\s+[-–—]\s+|(?:question|frage|вопрос|問題|问题|問|问|質問|문제|질문)\s*(?:\([^()]{1,20}\)\s*)?[.:：]\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_SHORT_CODE = re.compile(r":[a-z0-9_+-]{2,40}:")
_LEADING = re.compile(r"[\s\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d•·▪►▶→❓❔]+(?=\S)|\s*#+(?=\s)")
_TRAILING = re.compile(r"(?:\s+#+|\s*\{\s*#[^{}]*\}|[\s\ufe0f\u200d↑⬆🔝🔼⬆️]+|\s+\[\s*\]|\s+\(\s*\))+$")
_LONGEST_END = 100
"""Characters at the end of a text that are looked at; some of them may be no words."""
_FOOTNOTE = re.compile(r"\s\*{3,}$")
_BRACKETED = re.compile(r"\s*(?:[(\[（【`]|[-–—|:]\s+)\s*([\w][\w /-]{1,24})[)\]）】`]?\s*$")
_LEADING_LEVEL = re.compile(r"[(\[【`]\s*([\w][\w /-]{1,24})\s*[)\]】`]\s*[-:.]?\s*")
_SIGN = re.compile(
    r"[\u2b50\u2b1b\u2b1c\u2605\u2606\u26aa\u26ab\U0001f300-\U0001faff]\ufe0f?(?:\u200d[\u2640-\U0001faff]\ufe0f?)?"
)
_SIGNS_AROUND = re.compile(rf"((?:{_SIGN.pattern}|\u200d|\s)+)$")
_STAR = ("⭐", "★", "🌟")
Signs = tuple[tuple[str, str], ...]
"""Pictures, and what each says of the difficulty."""
KNOWN_SIGNS: Signs = (
    ("🟢", "easy"), ("🟩", "easy"), ("👶", "easy"), ("🟡", "medium"), ("🟨", "medium"), ("🟠", "medium"),
    ("🟧", "medium"), ("🔴", "hard"), ("🟥", "hard"), ("🌶", "hard"),
)  # fmt: skip
"""What pictures behind a question mean where the page does not say it."""
_LEGEND = re.compile(rf"({_SIGN.pattern})\s*[-=–—:]?\s*([A-Za-zÀ-ÿА-яё]{{3,15}})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What is left of the words of a heading or an entry."""

    text: str
    difficulty: str = ""
    is_numbered: bool = False
    is_labelled: bool = False
    """True if the number or mark says that it is a question: `Q1.`, `Question 3:`."""
    is_bold: bool = False
    address: str = ""
    """Where its link leads to, if nearly all of it is a link."""
    is_link: bool = False
    begins_with_link: bool = False

    @property
    def leads_away(self) -> bool:
        """True if its link leads to another page."""
        return bool(self.address) and not self.address.startswith("#")


def phrase_of(markdown: str, signs: Signs = KNOWN_SIGNS) -> Phrase:
    """The words as they are asked. `signs`: what pictures say of the difficulty."""
    return (_remembered if len(markdown) <= _LONGEST_REMEMBERED else _phrase)(markdown, signs)


def _phrase(markdown: str, signs: Signs) -> Phrase:
    text = " ".join(markdown.split())
    linked, address, is_link, is_first = _link(text)
    text = _ESCAPED_NUMBER.sub(r"\1\2", without_links(text), count=1)
    text, difficulty = _without_signs(text, signs)
    is_bold = is_numbered = is_labelled = False
    for _ in range(4):
        before = text
        text = (
            _LEADING.sub("", _SHORT_CODE.sub(" ", text), count=1) if _LEADING.match(text) or ":" in text[:3] else text
        )
        end = _FOOTNOTE.sub("**" if text.startswith("**") else "", text[-_LONGEST_END:])
        text = f"{text[:-_LONGEST_END]}{_TRAILING.sub('', end)}".strip()
        if (wrapped := _WRAPPED.fullmatch(text)) and wrapped[1] not in wrapped[2]:
            text, is_bold = wrapped[2].strip(), True
        bare = text.lstrip("*_")
        if (number := _NUMBER.match(bare)) and not (is_numbered and is_labelled):
            marks = text[: len(text) - len(bare)]
            rest = bare[number.end() :]
            if marks and rest.startswith(marks):
                rest = rest[len(marks) :].lstrip(" .:)-–")
                marks = ""
            is_numbered = True
            is_labelled = is_labelled or not (number[0][0].isdigit() or number[0][0] in "#№([")
            text = f"{marks}{rest}".strip()
        if text == before:
            break
    text, word = _without_level(text)
    return Phrase(
        text=_ESCAPED.sub(r"\1", text).strip(),
        difficulty=word or difficulty,
        is_numbered=is_numbered,
        is_labelled=is_labelled,
        is_bold=is_bold,
        address=address,
        is_link=is_link and bool(linked),
        begins_with_link=is_first,
    )


_LONGEST_REMEMBERED = 400
"""Characters; a page is looked at several times."""
_remembered = lru_cache(maxsize=2048)(_phrase)


def without_links(text: str) -> str:
    """The text with the words of its links and the descriptions of its pictures."""
    if "[" not in text:
        return text
    return _LINK.sub(_words, _LINK.sub(_words, text))


def _words(link: re.Match[str]) -> str:
    inner = link["text"].strip()
    if not link["image"] and (_LINK.fullmatch(inner) or inner.casefold() in {"src", "source", "ref", "link"}):
        return ""  # a badge, or where the question comes from
    if inner.startswith("[") and inner.endswith("]"):
        inner = inner[1:-1].strip()
    return "" if not any(character.isalnum() for character in inner) else inner


def without_pictures(text: str) -> str:
    """The text without pictures and links around pictures."""
    return _LINK.sub(lambda link: "" if link["image"] or link["text"].lstrip().startswith("![") else link[0], text)


def shown_links(text: str) -> str:
    """The text with links to the web as they are, and only the words of other links and of pictures."""
    if "[" not in text:
        return text

    def kept(link: re.Match[str]) -> str:
        address = link["address"] or ""
        if not link["image"] and address.startswith(("http://", "https://")) and "](" not in link["text"]:
            return link[0]
        return _words(link) if not link["image"] else link["text"].strip()

    return _LINK.sub(kept, text)


def legend_of(text: str) -> Signs:
    """What pictures mean, as a page says it: `🟢 easy 🔴 hard`."""
    said = _LEGEND.findall(text[:LONGEST_LEGEND])
    found = {sign.strip("\ufe0f"): word for sign, word in said if is_level(word)}
    return tuple(found.items()) if len(found) > 1 else ()


LONGEST_LEGEND = 50_000
"""Characters in which a legend is looked for."""

_ADDRESS_ALONE = re.compile(
    r"(?:\d{1,3}[.)] )?(?:(?:see|also|read|more|source|reference|from|via|watch|check|out|here|at|on)[ :]+)*"
    r"<?(https?://[^\s<>]+)>?",
    re.IGNORECASE,
)
"""An address that is written as it is, with no more than words that send one there."""


def _link(text: str) -> tuple[str, str, bool, bool]:
    """The words and the address of the link that a text is, but for numbers and marks around it."""
    if alone := _ADDRESS_ALONE.fullmatch(text):
        return text, alone[1], True, False
    link = _LINK.search(text)
    if link is None or link["image"]:
        return "", "", False, False
    around = (text[: link.start()] + text[link.end() :]).strip()
    around = _SHORT_CODE.sub("", around)
    is_all = sum(character.isalpha() for character in around) <= max(3, len(link["text"]) // 5)
    return link["text"].strip(), (link["address"] or "").strip("<>"), is_all, link.start() < 4


def _without_signs(text: str, signs: Signs) -> tuple[str, str]:
    bare = text.rstrip("*_ ")
    found = _SIGNS_AROUND.search(bare[-20:])
    if not found:
        return text, ""
    marks = [sign.strip("\ufe0f") for sign in _SIGN.findall(found[1])]
    rest = bare[: len(bare) - len(found[1])] + text[len(bare) :]
    known = dict(signs)
    for mark in marks:
        if mark in known:
            return rest, known[mark]
    stars = sum(mark in _STAR for mark in marks)
    return rest, str(stars) if stars and stars == len(marks) and stars <= 5 else ""


def _without_level(text: str) -> tuple[str, str]:
    if (found := _BRACKETED.search(text)) and is_level(found[1]) and not found[1].isdigit():
        return text[: found.start()].strip(), found[1].strip()
    if (found := _LEADING_LEVEL.match(text)) and is_level(found[1]) and not found[1].isdigit():
        return text[found.end() :].strip(), found[1].strip()
    return text, ""
