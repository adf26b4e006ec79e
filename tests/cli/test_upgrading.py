"""What the terminal shows while an upgrade goes on."""

from __future__ import annotations

from bot.cli.upgrading import Teller
from bot.storage.database.progress import COPY, UpgradeProgress


def test_each_line_says_what_how_much_and_how_long_and_lines_are_seconds_apart() -> None:
    said: list[str] = []
    tell = Teller(said.append)

    tell(UpgradeProgress(step=COPY, migrations=0, seconds=0.1))
    tell(UpgradeProgress(step=COPY, migrations=0, moved=1_500 * 2**20, rows=2_000 * 2**20, seconds=6))
    tell(UpgradeProgress(step="0008", number=4, migrations=27, moved=0, rows=9, seconds=7))
    tell(UpgradeProgress(step="0008", number=4, migrations=27, moved=12_000, rows=500_000, seconds=11.4))
    tell(UpgradeProgress(step="0018", number=14, migrations=27, seconds=90))

    assert said == [
        "keeping a copy: 1,500 of 2,000 MiB, 6 s",
        "migration 4 of 27 (0008), 12,000 of 500,000 rows, 11 s",
        "migration 14 of 27 (0018), 90 s",
    ]
