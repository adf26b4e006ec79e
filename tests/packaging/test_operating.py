"""What docs/operating.md tells an operator to click and to type is true, and does what it says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import typer

from bot.cli.commands import app
from bot.config import read_config
from bot.text.texts import Texts
from cogs.servers.needs import NEEDS, to_be_invited_with
from tests.cli.test_help import commands
from tests.packaging.containerfile import PROGRAM, steps
from tests.packaging.installing import ROOT, outside

PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
BLOCKS = [
    block.replace("\\\n", "") for language, block in re.findall(r"(?ms)^ *```(\w*)\n(.*?)^ *```$", PAGE) if not language
]
TOKEN = "a.token.of-mine"


def block_with(words: str) -> list[str]:
    """The lines of the code block that has these words."""
    (block,) = (block for block in BLOCKS if words in block)
    return block.splitlines()


def test_the_install_link_asks_for_what_the_bot_needs_and_nothing_else() -> None:
    (link,) = re.findall(r"<(https://discord\.com/oauth2/authorize[^>]+)>", PAGE)
    asked = parse_qs(urlsplit(link).query)

    assert asked["permissions"] == [str(to_be_invited_with().value)]
    assert asked["scope"] == ["bot applications.commands"]
    say = Texts.load()
    told = PAGE[PAGE.index("The link asks for") : PAGE.index("It gives the\nbot no power")]
    names = {" ".join(name.split()) for name in re.findall(r"\*([^*]+)\*", told)}
    assert names == {"View Channels", *(say(need.name) for need in NEEDS)}


def test_each_command_and_each_file_that_it_names_exists() -> None:
    known = {name for name, _ in commands(typer.main.get_command(app)) if name}
    typed = re.findall(r"(?m)(?:^|bin/)mock-interviewer ((?:db )?[a-z-]+)", "\n".join(BLOCKS))
    files = re.findall(r"(?:deploy/(?!secrets)[\w.-]+|requirements\.lock)", PAGE)
    linked = re.findall(r"\]\((\.\./[^)#]+)", PAGE)

    assert {"check"} <= set(typed)
    assert {each for each in typed if each not in known} == set()
    assert {each for each in files if not (ROOT / each).exists()} == set()
    assert {each for each in linked if not (ROOT / "docs" / each).exists()} == set()


def test_a_service_is_installed_as_the_container_is() -> None:
    installing = [line for line in block_with("useradd") if f"{PROGRAM}/bin/pip" in line]
    in_container = [rest.replace("--no-cache-dir ", "") for word, rest in steps() if word == "RUN" and "pip" in rest]

    assert [line.removeprefix("sudo ") for line in installing] == in_container


def test_the_secrets_for_the_containers_are_made_as_it_says(tmp_path: Path) -> None:
    lines = [line for line in block_with("mkdir -m 0700 deploy/secrets") if not line.startswith("docker ")]
    (tmp_path / "deploy").mkdir()

    subprocess.run(
        ["sh", "-e", "-c", "\n".join(lines)], cwd=tmp_path, env=outside(), input=f"{TOKEN}\n", text=True, check=True
    )

    secrets = tmp_path / "deploy" / "secrets"
    names = {"MOCK_TOKEN_FILE": "token", "MOCK_KEY_FILE": "key", "MOCK_DATABASE_URL_FILE": "database_url"}
    reading = read_config(None, {variable: str(secrets / name) for variable, name in names.items()})
    password = (secrets / "database_password").read_text(encoding="utf-8")
    assert reading.problems == ()
    assert reading.config.discord.token is not None
    assert reading.config.discord.token.get_secret_value() == TOKEN
    assert reading.config.database.url.get_secret_value() == f"postgresql://mock:{password}@database/mock"
    assert secrets.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in secrets.iterdir()} == {0o444}
