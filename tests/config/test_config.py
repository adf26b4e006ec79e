"""The configuration: what can be written, what wins, and how mistakes are named."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import Config, ConfigRefused, LogFormat, LogLevel, load_config, read_config
from bot.config.environment import SECRETS
from bot.config.model import KEYS

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "config.example.yaml"
TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"
SETTABLE = [
    f"{section}.{key}" for section, keys in KEYS.items() for key in keys if (section, key) != ("encryption", "keys")
]


def a_file(folder: Path, text: str, name: str = "config.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path | None, **environ: str) -> list[str]:
    with pytest.raises(ConfigRefused) as caught:
        load_config(path, environ)
    return str(caught.value).splitlines()


def problems(tmp_path: Path, text: str, **environ: str) -> list[str]:
    """What is wrong, without the folder of the file."""
    return [line.removeprefix(f"{tmp_path}/") for line in refused(a_file(tmp_path, text), **environ)]


def uncommented() -> str:
    return re.sub(r"(?m)^  # (\w+: )", r"  \1", EXAMPLE.read_text(encoding="utf-8"))


def test_without_file_and_environment_there_are_defaults_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    config = load_config(None, {})

    assert config.discord.token is None
    assert config.discord.api_base == "https://discord.com/api/v10"
    assert config.discord.gateway_url == "wss://gateway.discord.gg"
    assert config.discord.requests_per_second == 40
    assert config.database.url.get_secret_value() == f"sqlite:///{tmp_path}/data/mock-interviewer.sqlite3"
    assert config.database.keep_handled_days == 90
    assert config.encryption.key_file == tmp_path / "data/mock-interviewer.key"
    assert config.encryption.keys is None
    assert config.banks.folder == ROOT / "question_banks", "the shipped ones, where there is no such folder"
    assert (config.playground.host, config.playground.port) == ("127.0.0.1", 8765)
    assert (config.logging.level, config.logging.format) == (LogLevel.INFO, LogFormat.TEXT)


def test_the_example_is_valid_as_it_stands_and_changes_nothing(tmp_path: Path) -> None:
    path = a_file(tmp_path, EXAMPLE.read_text(encoding="utf-8"))

    assert load_config(path, {}) == load_config(a_file(tmp_path, "", "empty.yaml"), {})


def test_the_example_shows_each_key_with_its_default(tmp_path: Path) -> None:
    path = a_file(tmp_path, uncommented())

    assert load_config(path, {}) == load_config(a_file(tmp_path, "", "empty.yaml"), {})


def test_the_example_documents_each_key_and_each_variable() -> None:
    text = uncommented()
    section, shown = "", []
    for line in text.splitlines():
        if found := re.match(r"^(\w+):", line):
            section = found[1]
        elif found := re.match(r"^  (\w+):", line):
            shown.append(f"{section}.{found[1]}")

    assert shown == SETTABLE
    for variable in SECRETS:
        assert f" {variable} " in text
        assert f"({variable}_FILE)" in text


def test_all_that_can_be_set_is_taken(tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        f"""
discord:
  token: {TOKEN}
  api_base: "http://proxy:8080/api/v10/"
  gateway_url: "ws://proxy:81/"
  requests_per_second: 100000
database: {{url: "postgresql://mock:pass@db:5432/mock", keep_handled_days: 365}}
encryption: {{key_file: /keys/mine}}
banks: {{folder: ../banks}}
playground: {{host: "::1", port: 0}}
health: {{enabled: false, host: "::1", port: 80}}
logging: {{level: debug, format: json}}
""",
    )

    config = load_config(path, {})

    assert config.discord.token is not None
    assert config.discord.token.get_secret_value() == TOKEN
    assert config.discord.api_base == "http://proxy:8080/api/v10"
    assert config.discord.gateway_url == "ws://proxy:81"
    assert config.discord.requests_per_second == 100_000
    assert config.database.url.get_secret_value() == "postgresql://mock:pass@db:5432/mock"
    assert config.database.keep_handled_days == 365
    assert config.encryption.key_file == Path("/keys/mine")
    assert config.banks.folder == tmp_path / "../banks"
    assert (config.playground.host, config.playground.port) == ("::1", 0)
    assert (config.health.enabled, config.health.host, config.health.port) == (False, "::1", 80)
    assert (config.logging.level, config.logging.format) == (LogLevel.DEBUG, LogFormat.JSON)


def test_relative_paths_are_relative_to_the_file_not_to_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "etc" / "question_banks").mkdir(parents=True)
    a_file(tmp_path / "etc", "database: {url: 'sqlite:///here.sqlite3'}\nencryption: {key_file: here.key}\n")
    monkeypatch.chdir(tmp_path)

    config = load_config(Path("etc/config.yaml"), {})

    assert config.database.url.get_secret_value() == f"sqlite:///{tmp_path}/etc/here.sqlite3"
    assert config.encryption.key_file == tmp_path / "etc/here.key"
    assert config.banks.folder == tmp_path / "etc/question_banks"


def test_an_absolute_sqlite_path_stays(tmp_path: Path) -> None:
    path = a_file(tmp_path, "database: {url: 'sqlite:////var/lib/mock.sqlite3'}")

    assert load_config(path, {}).database.url.get_secret_value() == "sqlite:////var/lib/mock.sqlite3"


@pytest.mark.parametrize("url", ["postgresql://db/x", "postgres://u:p@db/x", "postgresql:///x?host=/run/pg"])
def test_a_postgresql_address_is_taken_as_providers_print_it(tmp_path: Path, url: str) -> None:
    assert load_config(a_file(tmp_path, ""), {"MOCK_DATABASE_URL": url}).database.url.get_secret_value() == url


def test_a_path_may_have_spaces_and_begin_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    path = a_file(tmp_path, "database: {url: 'sqlite:////my data/x.sqlite3'}\nbanks: {folder: ~/banks}")

    config = load_config(path, {})

    assert config.database.url.get_secret_value() == "sqlite:////my data/x.sqlite3"
    assert config.banks.folder == Path("/home/me/banks")


def test_the_configuration_cannot_be_changed() -> None:
    config = Config()

    with pytest.raises(ValidationError):
        config.playground.port = 1  # type: ignore[misc]  # that it is refused is the point


def test_a_mistyped_key_is_named_with_file_line_and_what_was_meant(tmp_path: Path) -> None:
    assert problems(tmp_path, "# mine\ndiscord:\n  api_bse: http://x\n") == [
        "config.yaml:3: discord.api_bse: unknown key; did you mean api_base?"
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("discrod:\n", "config.yaml:1: discrod: unknown key; did you mean discord?"),
        ("token: x\n", "config.yaml:1: token: unknown key; did you mean discord.token?"),
        (
            "playground: {key_fle: x}",
            "config.yaml:1: playground.key_fle: unknown key; did you mean encryption.key_file?",
        ),
        (
            "colour: red",
            (
                "config.yaml:1: colour: unknown key; "
                "write one of discord, database, encryption, banks, privacy, retention, backup, playground, "
                "health, logging"
            ),
        ),
        ("encryption: {zzz: 1}", "config.yaml:1: encryption.zzz: unknown key; write one of key_file"),
        (
            "encryption:\n  keys: abc",
            (
                "config.yaml:2: encryption.keys: keys do not belong in this file; "
                "set MOCK_KEY or MOCK_KEY_FILE, or name a file as key_file"
            ),
        ),
        (
            "banks:\nbanks:",
            "config.yaml:2: file: the key `banks` was there in line 1 already; keep one of the two",
        ),
        ("banks: here", "config.yaml:1: banks: is not a section; write its keys in the lines below it, indented"),
        ("- 1", "config.yaml:1: file: is not a set of keys; begin it with a section such as `discord:`"),
        (
            "playground:\n  port: eight",
            (
                'config.yaml:2: playground.port: "eight" is text; '
                "write a number from 0 (any free port) to 65535, without quotes"
            ),
        ),
        (
            "playground:\n\n  port: 70000",
            'config.yaml:3: playground.port: "70000" cannot be used; write a number from 0 (any free port) to 65535',
        ),
        (
            "playground: {port: true}",
            'config.yaml:1: playground.port: "True" cannot be used; write a number from 0 (any free port) to 65535',
        ),
        (
            "playground: {port: }",
            (
                "config.yaml:1: playground.port: is empty; "
                "write a number from 0 (any free port) to 65535, or remove the line"
            ),
        ),
        (
            "playground: {host: 127}",
            "config.yaml:1: playground.host: is not text; write an address of this machine, in quotes if need be",
        ),
        (
            "playground: {host: ''}",
            'config.yaml:1: playground.host: "" cannot be used; write an address of this machine',
        ),
        ("logging: {level: warn}", 'config.yaml:1: logging.level: "warn" cannot be used; did you mean warning?'),
        ("logging: {level: INFO}", 'config.yaml:1: logging.level: "INFO" cannot be used; did you mean info?'),
        ("logging: {format: xml}", 'config.yaml:1: logging.format: "xml" cannot be used; write text or json'),
        (
            "banks: {folder: [a]}",
            "config.yaml:1: banks.folder: is a list; write the path of a folder with question banks",
        ),
        (
            "banks: {folder: ~nobody-of-this-name/x}",
            "config.yaml:1: banks.folder: begins with the home folder of an unknown user; write the whole path",
        ),
        (
            "banks: {folder: 3}",
            (
                "config.yaml:1: banks.folder: is not text; "
                "write the path of a folder with question banks, in quotes if need be"
            ),
        ),
        (
            "discord: {token: 123}",
            "config.yaml:1: discord.token: is not text; write the bot's token, in quotes if need be",
        ),
        (
            "logging: {level: 3}",
            'config.yaml:1: logging.level: "3" cannot be used; write debug, info, warning or error',
        ),
        (
            "discord: {api_base: 'http://a b'}",
            (
                "config.yaml:1: discord.api_base: is not an address that begins with http:// or https://; "
                "write one such as http://127.0.0.1:8080/api/v10"
            ),
        ),
        (
            "discord: {requests_per_second: '40'}",
            (
                'config.yaml:1: discord.requests_per_second: "40" is text; '
                "write a number from 1 to 100000, without quotes"
            ),
        ),
        *(
            (
                f"discord: {{requests_per_second: {number}}}",
                (
                    f'config.yaml:1: discord.requests_per_second: "{number}" cannot be used; '
                    "write a number from 1 to 100000"
                ),
            )
            for number in (0, -40, 100_001)
        ),
        (
            "banks: {folder: ''}",
            "config.yaml:1: banks.folder: is not a path; write the path of a file or folder",
        ),
        (
            "discord: {gateway_url: 'https://gateway.discord.gg'}",
            (
                "config.yaml:1: discord.gateway_url: is not an address that begins with ws:// or wss://; "
                "write one such as ws://127.0.0.1:8081"
            ),
        ),
        (
            "discord: {api_base: 'http://user:pw@proxy/api'}",
            (
                "config.yaml:1: discord.api_base: has more in it than a host, a port and a path; "
                "write one such as http://127.0.0.1:8080/api/v10"
            ),
        ),
        (
            "discord: {api_base: 'http://proxy:99999'}",
            (
                "config.yaml:1: discord.api_base: is not an address that begins with http:// or https://; "
                "write one such as http://127.0.0.1:8080/api/v10"
            ),
        ),
        (
            "database: {url: 'sqlite+aiosqlite:///x'}",
            "config.yaml:1: database.url: begins with sqlite+aiosqlite:; did you mean sqlite:///…?",
        ),
        (
            "database: {url: 'sqlite:///:memory:'}",
            "config.yaml:1: database.url: would be forgotten when the bot stops; name a file",
        ),
        (
            "database: {keep_handled_days: 29}",
            ('config.yaml:1: database.keep_handled_days: "29" cannot be used; write a number of days from 30 to 3650'),
        ),
        (
            "privacy: {contact: '[ask](https://example.org) me'}",
            (
                "config.yaml:1: privacy.contact: is no way to reach you; "
                "write an e-mail address, an https address or your name on Discord"
            ),
        ),
        (
            "retention: {answers_days: 30}",
            'config.yaml:1: retention.answers_days: "30" cannot be used; write a number of days from 90 to 3650',
        ),
        (
            "database: {url: 'mysql://h/db'}",
            (
                "config.yaml:1: database.url: is not the address of a database; "
                "write sqlite:///path or postgresql://user:password@host/name"
            ),
        ),
    ],
)
def test_a_mistake_is_named_with_what_to_write_instead(tmp_path: Path, text: str, problem: str) -> None:
    assert problems(tmp_path, text) == [problem]


def test_all_mistakes_of_file_and_environment_are_named_at_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        "playground:\n  port: -1\nlogging:\n  levle: info\nbanks: 3\n",
        MOCK_TOKEN="two words",
        MOCK_KEY_FILE="missing.key",
    )

    assert [line.partition(";")[0] for line in found] == [
        'config.yaml:2: playground.port: "-1" cannot be used',
        "config.yaml:4: logging.levle: unknown key",
        "config.yaml:5: banks: is not a section",
        "environment variable MOCK_KEY_FILE: the file it names cannot be read (No such file or directory)",
        "environment variable MOCK_TOKEN: is not a token",
    ]


def test_broken_yaml_is_a_problem_with_a_line(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "discord:\n  token: 'abc\n")

    assert problem.startswith("config.yaml:2: file: a quotation mark is never closed")


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path / "mine.yaml")

    assert problem == f"{tmp_path}/mine.yaml: file: cannot be read (No such file or directory); name a readable file"


def test_a_file_can_come_through_a_pipe() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"playground: {port: 1}\n")
    os.close(writing)
    try:
        assert load_config(Path(f"/dev/fd/{reading}"), {}).playground.port == 1
    finally:
        os.close(reading)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = a_file(tmp_path, "discord: {token: from-file}\ndatabase: {url: 'sqlite:///file'}")

    config = load_config(path, {"MOCK_TOKEN": TOKEN, "MOCK_DATABASE_URL": "postgresql://db/mock", "MOCK_KEY": "key"})

    assert config.discord.token is not None
    assert config.discord.token.get_secret_value() == TOKEN
    assert config.database.url.get_secret_value() == "postgresql://db/mock"
    assert config.encryption.keys is not None
    assert config.encryption.keys.get_secret_value() == "key"


def test_secrets_can_be_in_files_that_the_environment_names(tmp_path: Path) -> None:
    a_file(tmp_path, f"{TOKEN}\n", "token")
    a_file(tmp_path, "one,two\n", "keys")

    config = load_config(a_file(tmp_path, ""), {"MOCK_TOKEN_FILE": str(tmp_path / "token"), "MOCK_KEY_FILE": "keys"})

    assert config.discord.token is not None
    assert config.discord.token.get_secret_value() == TOKEN
    assert config.encryption.keys is not None
    assert config.encryption.keys.get_secret_value() == "one,two"


def test_an_empty_variable_counts_as_none(tmp_path: Path) -> None:
    assert load_config(a_file(tmp_path, ""), {"MOCK_TOKEN": "", "MOCK_KEY_FILE": ""}).discord.token is None


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    a_file(tmp_path, TOKEN, "token")

    assert problems(tmp_path, "", MOCK_TOKEN=TOKEN, MOCK_TOKEN_FILE="token") == [
        "environment variable MOCK_TOKEN_FILE: is set, and so is MOCK_TOKEN; remove one of the two"
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b" \n", "it is empty"), (b"\xff\xfe", "it is not text"), (b"x" * 70_000, "it is too large")],
)
def test_a_file_without_a_usable_secret_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "token").write_bytes(content)

    assert problems(tmp_path, "", MOCK_TOKEN_FILE="token") == [
        f"environment variable MOCK_TOKEN_FILE: the file it names cannot be read ({reason}); name a readable file"
    ]


def test_a_mistyped_variable_is_refused_and_a_stranger_is_not(tmp_path: Path) -> None:
    assert problems(tmp_path, "", MOCK_TOKN="x", MOCK_DATABASE_URL_FLIE="x", MOCK_REQUIRE_ALL="1", MOCKERY="x") == [
        "environment variable MOCK_DATABASE_URL_FLIE: is not known; did you mean MOCK_DATABASE_URL_FILE?",
        "environment variable MOCK_TOKN: is not known; did you mean MOCK_TOKEN?",
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"discord: {{token: '{TOKEN} x'}}",
        f"discord: {{token: [{TOKEN}]}}",
        f"discord: {TOKEN}",
        f"discord: {{{TOKEN}: x}}",
        f"discord: {{{TOKEN}: x, {TOKEN}: x}}",
        f"{TOKEN}",
        f"token: {TOKEN}",
        f"discord: {{token: Bot {TOKEN}}}",
        f"database: {{url: 'postgresql+psycopg://me:{TOKEN}@db/x'}}",
        f"database: {{url: {TOKEN}}}",
        f"encryption: {{keys: {TOKEN}}}",
    ],
)
def test_a_secret_in_the_wrong_place_is_not_repeated(tmp_path: Path, text: str) -> None:
    found = "\n".join(problems(tmp_path, text, MOCK_KEY_FILE=TOKEN))

    for part in TOKEN.split("."):
        assert part not in found


def test_a_configuration_can_be_printed_without_its_secrets(tmp_path: Path) -> None:
    environ = {
        "MOCK_TOKEN": TOKEN,
        "MOCK_KEY": "the-key",
        "MOCK_DATABASE_URL": "postgresql://me:hush@db:5/x?password=hush",
    }

    config = load_config(a_file(tmp_path, ""), environ)

    assert config.database.address == "postgresql://me@db:5/x"
    for text in (repr(config), str(config), config.model_dump_json(), config.database.address):
        for secret in (TOKEN, "the-key", "hush"):
            assert secret not in text


def test_with_mistakes_the_rest_can_still_be_looked_at(tmp_path: Path) -> None:
    path = a_file(tmp_path, "banks: {folder: mine}\nplayground: {port: x}\ndatabase: {ulr: x}\n")

    reading = read_config(path, {"MOCK_KEY_FILE": "missing"})

    assert reading.config.banks.folder == tmp_path / "mine"
    assert reading.config.playground.port == 8765
    assert reading.doubtful == {"playground", "database", "encryption"}


def test_of_a_file_that_cannot_be_read_nothing_is_certain(tmp_path: Path) -> None:
    assert read_config(tmp_path / "missing.yaml", {}).doubtful == KEYS.keys()
