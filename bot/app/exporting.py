"""Builds what makes exports."""

from __future__ import annotations

from datetime import timedelta

from bot.client.client import MockInterviewBot
from bot.client.incoming import name_of_server
from bot.core.content import ServerId
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.privacy.usecases.exporting.contents import ExportContents
from bot.privacy.usecases.exporting.fetching import FileFetching
from bot.privacy.usecases.exporting.maker import ExportMaker
from bot.privacy.usecases.exporting.ports import ExportingUnitOfWork
from bot.privacy.views.documents.writing import MarkdownDocuments
from bot.text.texts import Texts


def export_maker(
    bot: MockInterviewBot,
    files: FileFetching,
    *,
    unit_of_work: UnitOfWorkFactory[ExportingUnitOfWork],
    texts: Texts,
    process: str,
    patience: timedelta,
    clock: Clock,
) -> ExportMaker:
    """`process` names this process among those that share the database. `patience`: see `ExportMaker`."""

    def server_name(server: ServerId) -> str | None:
        return name_of_server(bot.get_guild(server), otherwise=None)

    contents = ExportContents(unit_of_work=unit_of_work, documents=MarkdownDocuments(texts), server_name=server_name)
    return ExportMaker(
        unit_of_work=unit_of_work, contents=contents, files=files, process=process, patience=patience, clock=clock
    )
