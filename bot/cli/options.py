"""The option `--config`, and how every command finds and reads the configuration."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.config import Config, load_config
from bot.core.log import set_up_logging

DEFAULT_FILE = Path("config.yaml")

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        metavar="PATH",
        help="The configuration file. Default: config.yaml in the working folder, if there is one.",
        show_default=False,
    ),
]


def chosen_file(option: Path | None) -> Path | None:
    """The file to read; None if there is none, which is fine: everything has a default."""
    if option is not None:
        return option
    return DEFAULT_FILE if DEFAULT_FILE.exists() else None


def configured(option: Path | None) -> Config:
    """The configuration. Logging is set up as it says.

    Raises:
        ConfigRefused: with all problems at once.
    """
    config = load_config(chosen_file(option), os.environ)
    set_up_logging(level=config.logging.level, style=config.logging.format)
    return config
