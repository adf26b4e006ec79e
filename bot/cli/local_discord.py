"""Runs the bot before a Discord of its own, with a page to play candidate and coach."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import SecretStr

from bot.bootstrap import run_until, stop_signals
from bot.config import Config
from playground.server import Playground
from playground.web import add_page


async def run_playground(config: Config, *, tell: Callable[[str], None]) -> None:
    """Run both until SIGINT or SIGTERM. `tell` is told the address of the page once it can be opened.

    The playground has a database and key of its own beside the configured key: its candidates are not Discord's.
    """
    folder = config.encryption.key_file.parent / "playground"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what is said there is nobody else's business
    with stop_signals() as stopped:
        playground = Playground(store=folder / "discord.json")
        playground.seed_demo()
        add_page(playground)
        await playground.start(config.playground.host, config.playground.port)
        tell(playground.url)
        try:
            await run_until(stopped, _pointed_at(playground, config, database=f"sqlite:///{folder / 'bot.sqlite3'}"))
        finally:
            await playground.close()


def _pointed_at(playground: Playground, config: Config, *, database: str) -> Config:
    discord = config.discord.model_copy(
        update={
            "token": SecretStr(playground.token),
            "api_base": playground.api_base,
            "gateway_url": playground.gateway_url,
        }
    )
    encryption = config.encryption.model_copy(
        update={"keys": None, "key_file": config.encryption.key_file.parent / "playground" / "bot.key"}
    )
    return config.model_copy(
        update={
            "discord": discord,
            "encryption": encryption,
            "database": config.database.model_copy(update={"url": SecretStr(database)}),
        }
    )
