"""Does once what each bot does when it starts, where bots are forked from: they all have what that leaves in memory."""

from __future__ import annotations

import asyncio
import gc
import tempfile
from pathlib import Path

import typer

from bot.banks.format.catalogue import Catalogue
from bot.cli.commands import app
from bot.storage.database import migrating
from bot.storage.encryption.vault import Vault
from bot.storage.storage import Storage
from bot.text.texts import Texts
from tests.restart.bot_process import ROOT
from tests.restart.rehearsal import rehearse

COMMAND = typer.main.get_command(app)
"""The command line, put together."""


async def _open_a_storage() -> None:
    with tempfile.TemporaryDirectory() as folder:
        key = Path(folder) / "bot.key"
        async with Storage(f"sqlite:///{folder}/bot.sqlite3", Vault.from_file(key)):
            pass


Texts.load()
Catalogue(ROOT / "question_banks")
asyncio.run(_open_a_storage())
migrating.require_known(migrating.head())
asyncio.run(rehearse())

# Else the first collection in each bot would touch, and thereby copy, all of this memory.
gc.collect()
gc.freeze()
