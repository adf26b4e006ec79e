"""Runs the application: one client after another, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import partial
from http import HTTPStatus
from random import SystemRandom
from typing import Any

import discord
from aiolimiter import AsyncLimiter

from bot.app.answering import answer_in_turn, ready_to_answer
from bot.app.backups import BackupNote, scheduled_backups
from bot.app.controls import ALL_BUTTONS
from bot.app.draining import drained
from bot.app.observation import Observation
from bot.app.privacy_facts import privacy_facts
from bot.app.signals import reloading_on_sighup, stop_signals, tell_problems
from bot.app.stray import StrayListener
from bot.app.wiring import now, wired
from bot.banks.format.catalogue import Catalogue
from bot.client.address import point_at
from bot.client.attempts import LOST
from bot.client.client import MockInterviewBot
from bot.client.connecting import new_session_limit, pause_after
from bot.client.errors import report_to_interaction, report_to_message
from bot.client.login import IntentRefused, TokenRefused, refusals_translated
from bot.config import Config
from bot.core.clock_moves import ClockMoves
from bot.core.commits import Committed
from bot.core.pausing import pause
from bot.core.transactions import Clock, DatabaseAway
from bot.core.unreachable import why_unreachable
from bot.core.waits import Waits
from bot.storage.storage import Storage
from cogs.banks.commands import BanksCog
from cogs.inbound.channel_listener import ChannelListener
from cogs.inbound.dm_listener import DmListener
from cogs.interviewing.commands import ControlsCog
from cogs.interviewing.help_command import HelpCog
from cogs.interviewing.mock_command import MockCog
from cogs.practising.commands import PractisingCog
from cogs.practising.form_listener import PlanFormListener
from cogs.practising.history.commands import HistoryCog
from cogs.practising.progress_command import ProgressCog
from cogs.privacy.commands import PrivacyCog
from cogs.privacy.export_command import ExportCog
from cogs.privacy.forget_command import ForgetCog
from cogs.reviewing.coach_commands import CoachCog
from cogs.reviewing.flag_command import FlagCog
from cogs.reviewing.form_listener import FormListener
from cogs.reviewing.safety.commands import SafetyCog
from cogs.servers.audience_listener import AudienceListener
from cogs.servers.removal_listener import RemovalListener
from cogs.servers.setup_command import SetupCog
from cogs.servers.welcome_listener import WelcomeListener
from cogs.sharing.card_listener import SharedCardListener
from cogs.sharing.commands import SharingCog
from cogs.sharing.form_listener import ShareFormListener

log = logging.getLogger(__name__)

COGS = (
    HelpCog,
    MockCog,
    ControlsCog,
    PractisingCog,
    ProgressCog,
    PlanFormListener,
    HistoryCog,
    ForgetCog,
    ExportCog,
    PrivacyCog,
    SharingCog,
    ShareFormListener,
    SharedCardListener,
    DmListener,
    FlagCog,
    FormListener,
    ChannelListener,
    CoachCog,
    SafetyCog,
    SetupCog,
    RemovalListener,
    WelcomeListener,
    AudienceListener,
    BanksCog,
    StrayListener,
)

FIRST_PAUSE_AFTER_A_BUG = 1.0
LONGEST_PAUSE_AFTER_A_BUG = 300.0
"""Seconds until a new client is built after one that an error ended: the next may meet the same error."""
TO_CLOSE = 1.5
"""Seconds, after those for work in hand, until whatever keeps a client from closing is cancelled once more."""
LONGEST_SILENCE = 300.0
"""Seconds without a connection until the client is built anew, whatever it may be waiting for."""

_ONLY_THE_OPERATOR_CAN_MEND = (TokenRefused, IntentRefused)


class ConnectionStuck(Exception):
    """The gateway connection has been gone for too long."""


class Application:
    """One client with its services, from login to clean shutdown. The caller opens and closes the storage."""

    def __init__(
        self,
        config: Config,
        storage: Storage,
        catalogue: Catalogue,
        *,
        clock: Clock = now,
        moves: ClockMoves,
        waits: Waits,
        sessions: AsyncLimiter,
    ) -> None:
        """`sessions`: limits how many sessions are begun, by this application and those before it."""
        self._config = config
        self._moves, self._draining = moves, waits.draining
        point_at(api_base=config.discord.api_base, gateway_url=config.discord.gateway_url)
        self.bot = MockInterviewBot(
            extensions=(_install,),
            interaction_errors=report_to_interaction,
            message_errors=report_to_message,
            waits=waits,
            sessions=sessions,
            reads_all=config.discord.message_content,
            observer=storage.observer,
        )
        if storage.answering is not None:
            storage.answering.heard_by(lambda: self._parts.delivery_loop.on_commit(Committed(parcels=True)))
        self._parts = wired(
            self.bot,
            storage,
            catalogue,
            requests_per_second=config.discord.requests_per_second,
            facts=privacy_facts(config),
            clock=clock,
            waits=waits,
        )
        self.bot.services, self.bot.door = self._parts.services, self._parts.door
        storage.observer.watch(
            left_to_read=self._parts.door.left_to_read, looked_ago=self._parts.delivery_loop.looked_ago
        )

    async def run(self, stopped: asyncio.Event, *, answering: asyncio.Event) -> None:
        """Stand by until `answering` is set, work until `stopped` is, then finish the work in hand and close.

        Raises:
            TokenRefused, IntentRefused: Discord does not let the bot in; only the operator can change that.
            Exception: the connection ended or is stuck; a new application may fare better.
        """
        token = self._config.discord.token
        if token is None:
            raise TokenRefused
        jobs = [
            asyncio.create_task(self._connect(token.get_secret_value(), answering), name="connection"),
            asyncio.create_task(stopped.wait(), name="stop signal"),
            asyncio.create_task(_watch(self.bot), name="watchdog"),
        ]
        try:
            done, _ = await asyncio.wait(jobs, return_when=asyncio.FIRST_COMPLETED)
            for job in done:
                job.result()
        finally:
            await self._shut_down(jobs)

    async def _connect(self, token: str, answering: asyncio.Event) -> None:
        parts = self._parts
        async with self.bot, ready_to_answer(self.bot, token, answering) as handle_events:
            await parts.forgetting.learn()  # before anybody is let in
            beside = {**parts.clocks, **parts.upkeep}
            tasks = [asyncio.create_task(each.run(), name=name) for name, each in beside.items()]
            tasks.append(asyncio.create_task(parts.delivery_loop.run(), name="outbox"))
            try:
                with refusals_translated(), self._moves.heard_by(parts.look_again):
                    await handle_events()
            finally:
                # The gateway is closed, REST still works: work in hand is finished, but for no longer than a service
                # manager waits.
                await drained(parts, tasks, within=self._draining)

    async def _shut_down(self, jobs: Sequence[asyncio.Task[Any]]) -> None:
        left = set(jobs)
        while left:
            for job in left:
                # Cancelling the connection instead of closing the client makes discord.py say goodbye with code 1000;
                # otherwise the bot would look online for minutes.
                job.cancel()
            _, left = await asyncio.wait(left, timeout=self._draining + TO_CLOSE)
        await asyncio.gather(*jobs, return_exceptions=True)  # whoever cares has asked for it before


async def run_bot(config: Config) -> None:
    """Run until SIGINT or SIGTERM. A connection that ends is built anew.

    Raises:
        TokenRefused, IntentRefused: Discord does not let the bot in.
        StorageError: the database or its key cannot be used.
    """
    with stop_signals() as stopped:
        await run_until(stopped, config)


async def run_until(
    stopped: asyncio.Event,
    config: Config,
    *,
    clock: Clock = now,
    moves: ClockMoves | None = None,
    waits: Waits | None = None,
) -> None:
    """Do what `run_bot` does, with the caller's stop signal, clock and waits.

    Whoever moves the clock by hand calls `moves`, so that what falls due by that is done at once.
    """
    moves, waits = moves or ClockMoves(), waits or Waits()
    note = BackupNote()
    observation = Observation(config, clock=clock, last_backup=lambda: note.at)
    storage = Storage.of(config, observer=observation.observer)
    async with observation.shown(stopped, storage.backlog), storage:
        await storage.reapply_deletions(at=clock())
        catalogue = await asyncio.to_thread(Catalogue, config.banks.folder)
        tell_problems(catalogue)
        with reloading_on_sighup(catalogue):
            sessions = new_session_limit()
            application = partial(
                Application, config, storage, catalogue, clock=clock, moves=moves, waits=waits, sessions=sessions
            )
            stay_connected = partial(_stay_connected, application=application, waits=waits)
            async with scheduled_backups(config, clock=clock, note=note):
                await answer_in_turn(stopped, storage, stay_connected, clock=clock)


async def _stay_connected(
    stopped: asyncio.Event, answering: asyncio.Event, *, application: Callable[[], Application], waits: Waits
) -> None:
    """Build a new client whenever a connection ends by itself, until `stopped` is set."""
    away, after_a_bug, chance = 0, FIRST_PAUSE_AFTER_A_BUG, SystemRandom()
    while not stopped.is_set():
        began = asyncio.get_running_loop().time()
        rest = 0.0
        try:
            await application().run(stopped, answering=answering)
        except _ONLY_THE_OPERATOR_CAN_MEND:
            raise
        except Exception as error:
            if _is_away(error):
                away += 1
                rest = pause_after(away, waits, chance)
                about = {"in_seconds": round(rest, 2), "reason": why_unreachable(error)}
                if not isinstance(error, DatabaseAway):  # that has been logged
                    log.warning("not connected; connecting anew", extra=about)
            else:
                rest, after_a_bug = after_a_bug, min(after_a_bug * 2, LONGEST_PAUSE_AFTER_A_BUG)
                log.exception("connection ended; connecting anew", extra={"in_seconds": rest})
        if asyncio.get_running_loop().time() - began > LONGEST_PAUSE_AFTER_A_BUG:
            away, after_a_bug = 0, FIRST_PAUSE_AFTER_A_BUG
        await pause(rest, until=stopped)


def _is_away(error: Exception) -> bool:
    """True if Discord or the database is away, or Discord wants fewer requests: discord.py raises that after five."""
    wants_fewer = isinstance(error, discord.HTTPException) and error.status == HTTPStatus.TOO_MANY_REQUESTS
    return wants_fewer or isinstance(error, (ConnectionStuck, DatabaseAway, *LOST))


async def _install(bot: MockInterviewBot) -> None:
    for cog in COGS:
        await bot.add_cog(cog(bot, bot.services))
    bot.add_dynamic_items(*ALL_BUTTONS)


async def _watch(bot: MockInterviewBot) -> None:
    """Raise when there has been no connection for too long."""
    silence = 0.0
    while True:
        await asyncio.sleep(LONGEST_SILENCE / 10)
        silence = 0.0 if bot.connected else silence + LONGEST_SILENCE / 10
        if silence >= LONGEST_SILENCE:
            raise ConnectionStuck
