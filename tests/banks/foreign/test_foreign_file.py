"""The text of a file comes out right in whatever encoding it was saved, also if it is short."""

from __future__ import annotations

import pytest

from bot.banks.foreign.foreign_file import ForeignFile, UnknownEncoding

SAVED = [
    ("cp1252", "Wofür braucht man Größen?"),
    ("cp1252", "Qu’est-ce qu’une clé étrangère ?"),
    ("cp1252", "¿Qué es una función?"),
    ("cp1252", "It’s “late” – isn’t it?"),
    ("cp1252", "café"),
    ("cp1252", "©2020"),
    ("cp1250", "Co to jest łódź?"),
    ("cp1250", "Jaké jsou příkazy? Vysvětlete."),
    ("cp1251", "Что такое поток?"),
    ("cp1251", "SQL — что это?"),
    ("koi8-r", "Вопрос;Ответ"),
    ("cp866", "Объясните разницу."),
    ("cp1253", "Τι είναι η ουρά;"),
    ("cp1254", "Değişken nedir? Açıklayın."),
    ("cp1255", "מה זה תור?"),
    ("cp1256", "ما هو الخيط؟ اشرح الفرق."),
    ("shift-jis", "継承とは何ですか？"),
    ("euc-jp", "クラスの違いを説明してください。"),
    ("gbk", "什么是线程？"),
    ("big5", "什麼是執行緒？"),
    ("euc-kr", "상속이란 무엇인가요?"),
    ("cp850", "Größe;Länge"),
]


@pytest.mark.parametrize(("encoding", "text"), SAVED)
def test_an_old_encoding_is_guessed(encoding: str, text: str) -> None:
    file = ForeignFile(content=text.encode(encoding))

    assert file.text == text
    assert file.is_guessed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_known_with_and_without_a_mark(encoding: str) -> None:
    file = ForeignFile(content="Frage;Größe\r\nWas?;Groß\rEnde".encode(encoding))

    assert file.text == "Frage;Größe\nWas?;Groß\nEnde"


def test_a_wrong_byte_spoils_one_character_only() -> None:
    file = ForeignFile(content=("größer " * 100).encode() + b"\xff")

    assert file.text == "größer " * 100 + "\ufffd"
    assert not file.is_guessed


def test_the_only_letter_that_is_not_ascii_may_come_late() -> None:
    file = ForeignFile(content=b"a question\n" * 300_000 + "für\n".encode("cp1252"))

    assert file.text.endswith("für\n")


def test_somebody_may_name_the_encoding() -> None:
    file = ForeignFile(content="wofür".encode("mac-roman"), said="MacRoman")

    assert (file.text, file.is_guessed) == ("wofür", False)
    for said in ("zlib", "hex", "rot13", "idna", "unicode_escape", "undefined", "no such", "a\0b"):
        with pytest.raises(UnknownEncoding):
            ForeignFile(content=b"", said=said)


def test_the_encoding_of_a_deck_is_no_guess() -> None:
    assert not ForeignFile(content=b"PK\x03\x04\xe4\xf6\xfc").is_guessed
