"""Editors with yaml-language-server have nothing to underline in our banks, nor in what we write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.banks.exchange.yaml_text import MODELINE, SCHEMA_FILE, to_yaml
from bot.banks.format.model import Bank
from bot.banks.format.schema import schema_text
from tests.banks.builders import a_bank
from tests.banks.shipped import SHIPPED, SHIPPED_BANKS
from tests.banks.tools.language_server import LanguageServer, language_server

pytestmark = pytest.mark.npm

DRAFT = a_bank(
    slug="draft",
    summary="",
    introduction="",
    authors=(),
    questions=[
        {"id": "007", "question": "What is C #1: a `sharp`?"},
        {
            "id": "1e5",
            "question": "1.10",
            "topics": ["on", "no", "010"],
            "short": "null",
            "follow_ups": ["12:30", "yes"],
        },
        {
            "id": "may-5",
            "question": "A)\nB)\n\n- c",
            "also_asked_as": ["~"],
            "key_points": ["true"],
            "why": "- a\n # b",
        },
    ],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("banks")
    (folder / SCHEMA_FILE).write_text(schema_text())
    return folder


@pytest.fixture(scope="module")
def server(npm_tools: Path, folder: Path) -> Iterator[LanguageServer]:
    with language_server(npm_tools / "yaml-language-server", folder) as server:
        yield server


def complaints(server: LanguageServer, folder: Path, name: str, text: str) -> list[str]:
    file = folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return server.complaints(file)


def test_it_looks_into_our_schema(server: LanguageServer, folder: Path) -> None:
    """Else the tests below would say nothing."""
    text = f"{MODELINE}format: 1\ntitle: A\nquestions:\n  - id: a\n    question: Why?\n    difficulty: esay\n"

    (complaint,) = complaints(server, folder, "wrong", text)

    assert complaint.startswith("7: Value is not accepted.")


@pytest.mark.parametrize("bank", [*SHIPPED_BANKS.all(), DRAFT], ids=lambda bank: bank.slug)
def test_nothing_is_underlined_in_what_we_write(server: LanguageServer, folder: Path, bank: Bank) -> None:
    assert complaints(server, folder, f"written-{bank.slug}", to_yaml(bank)) == []


@pytest.mark.parametrize("slug", [bank.slug for bank in SHIPPED_BANKS.all()])
def test_nothing_is_underlined_in_what_we_ship(server: LanguageServer, folder: Path, slug: str) -> None:
    text = (SHIPPED / f"{slug}.yaml").read_text(encoding="utf-8")

    assert complaints(server, folder, slug, text) == []
