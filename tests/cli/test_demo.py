"""What the people of the demo say comes from the operator's banks."""

from __future__ import annotations

from pathlib import Path

from bot.cli.demo import banks_with_examples
from bot.config import BanksConfig, Config
from tests.banks.builders import GOOD


async def test_nobody_speaks_from_a_draft_without_examples(tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(GOOD, encoding="utf-8")
    draft = "format: 1\ntitle: Draft\nquestions:\n  - id: what-is-that\n    question: What is that?\n"
    (tmp_path / "a-draft.yaml").write_text(draft, encoding="utf-8")

    banks = await banks_with_examples(Config(banks=BanksConfig(folder=tmp_path)))

    assert [each.slug for each in banks] == ["acme"]
