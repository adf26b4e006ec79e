"""Reads from the configuration what people are told about what is kept of them."""

from __future__ import annotations

from datetime import timedelta

from bot.config import Config
from bot.config.addresses import SQLITE
from bot.privacy.domain.ages import Ages, DatabaseKind, PrivacyFacts


def privacy_facts(config: Config) -> PrivacyFacts:
    kept = config.retention
    is_sqlite = config.database.address.startswith(SQLITE)
    return PrivacyFacts(
        ages=Ages(
            answers=timedelta(days=kept.answers_days),
            reviews=timedelta(days=kept.reviews_days),
            files=timedelta(days=kept.files_days),
            handled=timedelta(days=config.database.keep_handled_days),
            exports=timedelta(days=kept.exports_days),
            left_server=timedelta(days=kept.left_server_days),
        ),
        database=DatabaseKind.SQLITE if is_sqlite else DatabaseKind.POSTGRESQL,
        contact=config.privacy.contact,
    )
