"""Guesses in which of the older encodings a text was saved, by the letters that come out.

Short texts are what people have, and few of their bytes say anything. A guess that counts which letters a language has,
and where in a word they stand, is right about them more often than one by general statistics.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

_SAMPLE = 24 * 1024
_LONGEST_LINE = 4 * 1024
_FEW_BYTES = 4
_NOT_ASCII = re.compile(rb"[\x80-\xff]")

_LATIN = {
    "cp1252": (
        "äöüß", "éèàêçùâîôûëïœæ", "áéíóúñü", "ãõáéíóúâêôàçü", "àèéìòùî", "åäöé", "æøåéö", "ëïéèöüêá", "áéíóúàèòçïü",
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű", "ăâîşţșț", "čćđšž", "áäčďéíĺľňóôŕšťúýž", "äöüß"),
    "cp1254": ("çğıöşüİâî",),  # before Icelandic, which has the same bytes, and fewer writers
    "iso8859_1": ("áðéíóúýþæö",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
    "mac_roman": ("äöüß", "éèàêçùâîôûëïœ", "áéíóúñü", "ãõáéíóúâêôàç", "àèéìòù", "åäöæøé"),
    "cp850": ("äöüß", "éèàêçùâîôûëï", "áéíóúñü", "ãõáéíóúâêôàç", "àèéìòù", "åäöæøé"),
    "cp852": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű"),
    "iso8859_2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű"),
}  # fmt: skip
_FREQUENT = {
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфіїєґ",
    "koi8_r": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф",
    "cp866": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф",
    "iso8859_5": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф",
    "mac_cyrillic": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф",
    "cp1253": "αοιετσνηυρπκμλςάίόέήύώωδγχθφβξζψ",
    "cp1255": "יוהאלרבשתמנדקחפעכםגטסזןצךףץ",
    "cp1256": "اليمونترسدعبفةهقكحجشطأصخضىءذزغئظثإؤآ",
    "cp874": "านรอกเงมยลวดทตสคะปบหแจพชขใไโผถซ่้็์ิีึืุูั",
}
"""The letters of each script, the most frequent first."""
_WIDE = {
    "cp932": re.compile(rb"[\x82-\x83][\x40-\xfc]|[\x88-\x97][\x40-\xfc]|\x81[\x40-\x9a]"),
    "euc_jp": re.compile(rb"[\xa4\xa5][\xa1-\xf6]|[\xb0-\xcf][\xa1-\xfe]|\xa1[\xa1-\xdf]"),
    "gb18030": re.compile(rb"[\xb0-\xd7][\xa1-\xfe]|[\xa1\xa3][\xa1-\xfe]"),
    "big5": re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]|[\xa1-\xa2][\x40-\x7e\xa1-\xfe]"),
    "cp949": re.compile(rb"[\xb0-\xc8][\xa1-\xfe]|[\xa1\xa3][\xa1-\xfe]"),
}
"""The characters of each encoding that a text mostly has: kana, the frequent ideographs, Korean syllables, signs."""
_SIGNS = frozenset("“”‘’–—…•·«»„‚‹›€£§©®™°×¿¡№½¼²³µ\xa0±÷→′、。，；：？！（）「」《》·")
_INSIDE_WORDS = frozenset("’‘'-·\xad")


def likeliest_encoding(content: bytes) -> str:
    """The encoding in which a text makes most sense, by Python's name; the content is not UTF-8."""
    best, most = "cp1252", -1.0
    for encoding, worth in _worths(_sample(content)):
        if worth > most + 1e-9:
            best, most = encoding, worth
    return best


def _sample(content: bytes) -> bytes:
    """Whole lines that are not all ASCII."""
    lines, size, at = list[bytes](), 0, 0
    while size < _SAMPLE and (found := _NOT_ASCII.search(content, at)):
        begin = max(content.rfind(b"\n", at, found.start()) + 1, found.start() - _LONGEST_LINE)
        end = content.find(b"\n", found.start(), found.start() + _LONGEST_LINE)
        at = end if end >= 0 else min(len(content), found.start() + _LONGEST_LINE)
        lines.append(content[begin:at])
        size += len(lines[-1])
    return b"\n".join(lines)


def _worths(sample: bytes) -> Iterator[tuple[str, float]]:
    """How well each encoding fits, at most 1; the first of equals is the likelier one."""
    for encoding, languages in _LATIN.items():
        text = sample.decode(encoding, errors="replace")
        counts = Counter(each.lower() for each in text if not each.isascii() and each.isalpha())
        known = max(languages, key=lambda language: sum(counts[each] for each in language))
        yield encoding, _worth(text, dict.fromkeys(known, 1.0), is_latin=True)
    for encoding, frequent in _FREQUENT.items():
        # The most frequent letters count more: a wrong encoding gives others.
        weights = {each: min(1.0, 1.2 - 0.96 * place / len(frequent)) for place, each in enumerate(frequent)}
        yield encoding, _worth(sample.decode(encoding, errors="replace"), weights, is_latin=False)
    for encoding, usual in _WIDE.items():
        text = sample.decode(encoding, errors="replace")
        if text.count("\ufffd") <= len(sample) // 1000:  # a long line was cut, perhaps in a character
            yield encoding, _worth_of_wide(sample, text, encoding, usual)


def _worth(text: str, known: Mapping[str, float], *, is_latin: bool) -> float:
    total = count = 0.0
    padded = f" {text} "
    for at, each in enumerate(text, start=1):
        if each.isascii():
            continue
        before, after = padded[at - 1], padded[at + 1]
        count += 1
        if each.isalpha() or each.lower() in known:
            worth = known.get(each.lower(), -1.0)
            if not is_latin and (_is_ascii_alpha(before) or _is_ascii_alpha(after)):
                worth -= 2
            if each.isupper() and before.isalpha() and before.islower():
                worth -= 1
            if is_latin and not before.isascii() and before.isalpha() and not after.isascii() and after.isalpha():
                worth -= 0.3  # three in a row
            if before.isdigit() or after.isdigit():
                worth -= 1
        elif each in _SIGNS:
            is_inside = before.isalpha() and after.isalpha()
            worth = 0.5 if not is_inside else 1.0 if each in _INSIDE_WORDS else -1.0
        else:
            worth = -1.5
        total += worth
    return total / count if count else 0.0


def _worth_of_wide(sample: bytes, text: str, encoding: str, usual: re.Pattern[bytes]) -> float:
    """How many of the bytes beyond ASCII are in usual characters."""
    high = len(_NOT_ASCII.findall(sample))
    fitting = sum(sum(byte > 0x7F for byte in each) for each in usual.findall(sample))
    worth = 2 * fitting / high - 1 if high else 0.0
    # Kana make Japanese; where half-width ones or another script's encoding give them, it is something else.
    kana = sum("\u3041" <= each <= "\u30fe" for each in text)
    narrow = sum("\uff61" <= each <= "\uff9f" for each in text)
    worth -= 2 * narrow / len(text) if text else 0
    worth -= 0.2 if high <= _FEW_BYTES else 0  # anything fits by chance
    if encoding in {"cp932", "euc_jp"}:
        return worth if kana > 0.1 * sum(not each.isascii() for each in text) else worth - 1
    if encoding == "cp949":
        return worth + 0.01  # each Korean syllable is an ideograph in Chinese encodings, not the other way round
    return worth - (0.5 if kana else 0)


def _is_ascii_alpha(character: str) -> bool:
    return character.isascii() and character.isalpha()
