"""The operator's configuration: read once at the start, then handed down as values."""

from bot.config.loading import ConfigRefused, Reading, load_config, read_config
from bot.config.model import (
    BackupConfig,
    BanksConfig,
    Config,
    DatabaseConfig,
    DiscordConfig,
    EncryptionConfig,
    LogFormat,
    LoggingConfig,
    LogLevel,
    PlaygroundConfig,
    PrivacyConfig,
    RetentionConfig,
)
from bot.config.problem import ConfigProblem, EnvironmentProblem

__all__ = [
    "BackupConfig",
    "BanksConfig",
    "Config",
    "ConfigProblem",
    "ConfigRefused",
    "DatabaseConfig",
    "DiscordConfig",
    "EncryptionConfig",
    "EnvironmentProblem",
    "LogFormat",
    "LogLevel",
    "LoggingConfig",
    "PlaygroundConfig",
    "PrivacyConfig",
    "Reading",
    "RetentionConfig",
    "load_config",
    "read_config",
]
