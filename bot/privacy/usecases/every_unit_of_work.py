"""The transaction in which each feature finds its repositories: what one process works with."""

from __future__ import annotations

from typing import Protocol

from bot.privacy.usecases.aging import AgingUnitOfWork
from bot.privacy.usecases.exporting.ports import ExportingUnitOfWork
from bot.privacy.usecases.forgetting.ports import ForgettingUnitOfWork


class EveryUnitOfWork(ForgettingUnitOfWork, ExportingUnitOfWork, AgingUnitOfWork, Protocol):
    """A transaction with the repositories of all features. A use case asks for those that it needs."""
