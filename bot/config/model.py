"""The configuration: every key with its type, its default and what belongs there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationInfo
from pydantic.fields import FieldInfo

from bot.config.addresses import database_address, socket_address, web_address, without_password
from bot.config.shipped import SHIPPED_BANKS
from bot.yamlfile.text_rules import refusal

_CONTACTS = (
    re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"),
    re.compile(r"https://[\w.-]{1,200}(?:/[\w./~#?&=%+-]{0,200})?"),
    re.compile(r"@?[a-z0-9_.]{2,32}"),
)
"""An e-mail address, an https address, a name on Discord: nothing that Discord or Markdown would show as a mark."""
_OWN_BANKS = Path("question_banks")


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


def _folder(info: ValidationInfo) -> Path:
    """The folder that relative paths are relative to."""
    return Path(info.context["folder"]) if info.context else Path()


def _path(value: object, info: ValidationInfo) -> object:
    match value:
        case str() if not value.strip() or "\0" in value:
            raise refusal("is not a path", "write the path of a file or folder")
        case str() | Path():
            try:
                return _folder(info) / Path(value).expanduser()
            except RuntimeError:
                raise refusal("begins with the home folder of an unknown user", "write the whole path") from None
        case _:
            return value


def _banks(value: object, info: ValidationInfo) -> object:
    """The shipped banks in place of the default folder, where there is none; any other folder must be there."""
    by_default = isinstance(value, str | Path) and Path(value) == _OWN_BANKS
    return SHIPPED_BANKS if by_default and not (_folder(info) / _OWN_BANKS).is_dir() else value


def _token(value: SecretStr) -> SecretStr:
    token = value.get_secret_value().strip()
    if token.lower().startswith("bot "):
        raise refusal("begins with the word Bot", "write the token alone")
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise refusal("is not a token", "copy it from your application's Bot page at discord.com/developers")
    return SecretStr(token)


def _database(value: SecretStr, info: ValidationInfo) -> SecretStr:
    return SecretStr(database_address(value.get_secret_value().strip(), _folder(info)))


def _contact(value: str) -> str:
    contact = value.strip()
    if not any(each.fullmatch(contact) for each in _CONTACTS):
        raise refusal("is no way to reach you", "write an e-mail address, an https address or your name on Discord")
    return contact


FilePath = Annotated[Path, BeforeValidator(_path)]


class _Section(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, validate_default=True, hide_input_in_errors=True
    )


class DiscordConfig(_Section):
    token: Annotated[SecretStr, AfterValidator(_token)] | None = Field(default=None, description="the bot's token")
    api_base: Annotated[str, AfterValidator(web_address)] = Field(
        default="https://discord.com/api/v10", description="the address of Discord's API, or of a proxy for it"
    )
    gateway_url: Annotated[str, AfterValidator(socket_address)] = Field(
        default="wss://gateway.discord.gg", description="the address of Discord's gateway, or of a proxy for it"
    )
    requests_per_second: Annotated[int, Field(ge=1, le=100_000)] = Field(
        default=40, description="a number from 1 to 100000"
    )
    """Answers to interactions are not counted. More than 40 is for those behind a rate-limit proxy."""
    message_content: bool = Field(default=False, description="true or false")
    """True if the privileged intent of that name is switched on at Discord; the bot then asks for it."""


class DatabaseConfig(_Section):
    url: Annotated[SecretStr, AfterValidator(_database)] = Field(
        default=SecretStr("sqlite:///data/mock-interviewer.sqlite3"), description="sqlite:///… or postgresql://…"
    )
    keep_handled_days: Annotated[int, Field(ge=30, le=3650)] = Field(
        default=90, description="a number of days from 30 to 3650"
    )
    """So long the database remembers events and messages one by one; what is older is taken for handled."""
    copy_before_upgrade: bool = Field(default=True, description="true or false")
    """Before a SQLite file is upgraded, it is copied aside."""

    @property
    def address(self) -> str:
        """Where the database is, without its password."""
        return without_password(self.url.get_secret_value())


class EncryptionConfig(_Section):
    key_file: FilePath = Field(default=Path("data/mock-interviewer.key"), description="the path of a file with keys")
    keys: SecretStr | None = Field(default=None, description="keys")
    """Given by the environment only; then there is no key file."""


class BanksConfig(_Section):
    folder: Annotated[FilePath, BeforeValidator(_banks)] = Field(
        default=_OWN_BANKS, description="the path of a folder with question banks"
    )
    """By default `question_banks` beside the configuration, or the shipped banks where there is no such folder."""


class PrivacyConfig(_Section):
    contact: Annotated[str, AfterValidator(_contact)] | None = Field(
        default=None, description="an e-mail address, an https address or a name on Discord"
    )
    """Where people ask whoever runs the bot about what it keeps of them; None: the admins of their server."""
    deletions_file: FilePath = Field(default=Path("data/deletions.list"), description="the path of a file")
    """It lists by digests who has had themselves forgotten, so that a restored backup loses them again."""


class RetentionConfig(_Section):
    """How many days what people write is kept, and what belongs to it."""

    answers_days: Annotated[int, Field(ge=90, le=3650)] = Field(
        default=730, description="a number of days from 90 to 3650"
    )
    """From the last time that their candidate used the bot."""
    reviews_days: Annotated[int, Field(ge=30, le=3650)] = Field(
        default=730, description="a number of days from 30 to 3650"
    )
    """From a review's last activity, however long its server wants to keep it; never longer than answers."""
    files_days: Annotated[int, Field(ge=30, le=3650)] = Field(
        default=365, description="a number of days from 30 to 3650"
    )
    """From the message with the file. Only what the file was called is kept at all."""
    exports_days: Annotated[int, Field(ge=1, le=7)] = Field(default=1, description="a number of days from 1 to 7")
    """From the moment at which somebody asked for an export that could not be delivered."""
    left_server_days: Annotated[int, Field(ge=1, le=365)] = Field(
        default=30, description="a number of days from 1 to 365"
    )
    """From the moment at which a server removed the bot."""


class BackupConfig(_Section):
    """Backups that the bot takes by itself."""

    folder: FilePath | None = Field(default=None, description="the path of a folder")
    """None: it takes none."""
    every_hours: Annotated[int, Field(ge=1, le=168)] = Field(default=24, description="a number of hours from 1 to 168")
    keep: Annotated[int, Field(ge=1, le=1000)] = Field(default=14, description="a number from 1 to 1000")
    keep_weekly: Annotated[int, Field(ge=0, le=520)] = Field(default=4, description="a number from 0 to 520")
    """Besides those, the newest one of so many weeks."""


class PlaygroundConfig(_Section):
    host: Annotated[str, Field(min_length=1)] = Field(default="127.0.0.1", description="an address of this machine")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(
        default=8765, description="a number from 0 (any free port) to 65535"
    )


class HealthConfig(_Section):
    """Where health and metrics are served. Neither needs a password, nor has anything of anybody."""

    enabled: bool = Field(default=True, description="true or false")
    host: Annotated[str, Field(min_length=1)] = Field(default="127.0.0.1", description="an address of this machine")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(
        default=9464, description="a number from 0 (any free port) to 65535"
    )


class LoggingConfig(_Section):
    level: LogLevel = Field(default=LogLevel.INFO, strict=False, description="debug, info, warning or error")
    format: LogFormat = Field(default=LogFormat.TEXT, strict=False, description="text or json")


class Config(_Section):
    """The whole configuration; without a file and an environment, all defaults."""

    discord: DiscordConfig = DiscordConfig()
    database: DatabaseConfig = DatabaseConfig()
    encryption: EncryptionConfig = EncryptionConfig()
    banks: BanksConfig = BanksConfig()
    privacy: PrivacyConfig = PrivacyConfig()
    retention: RetentionConfig = RetentionConfig()
    backup: BackupConfig = BackupConfig()
    playground: PlaygroundConfig = PlaygroundConfig()
    health: HealthConfig = HealthConfig()
    logging: LoggingConfig = LoggingConfig()


KEYS: Mapping[str, Mapping[str, FieldInfo]] = {
    section: info.annotation.model_fields
    for section, info in Config.model_fields.items()
    if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel)
}
"""The keys of each section."""
