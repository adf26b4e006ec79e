"""Runs a Discord on loopback: REST, gateway and file downloads on one port."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from playground.client.person import Person
from playground.files.cdn import Cdn
from playground.files.links import LINK_LIFETIME, Links
from playground.furnishing.seed import demo
from playground.furnishing.setup import Setup
from playground.gateway.gateway import Gateway
from playground.gateway.portal import Portal
from playground.gateway.session import SentEvent
from playground.interactions.commands import Commands
from playground.interactions.interactions import Interactions
from playground.payloads.messages import Payloads
from playground.rest.access import BotAccess
from playground.rest.application import AppRoutes
from playground.rest.channels import ChannelRoutes
from playground.rest.interactions import InteractionRoutes
from playground.rest.messages import MessageRoutes
from playground.rest.server import PREFIX, REQUEST_SIZE, RestServer
from playground.rest.threads import ThreadRoutes
from playground.services import Services
from playground.talk.messages import Messages
from playground.talk.reactions import Reactions
from playground.talk.threads import Threads
from playground.traffic.faults import Faults
from playground.traffic.rate_limits import RateLimiter, RateLimits
from playground.traffic.recorded_request import RecordedRequest
from playground.world.bell import PATIENCE, Bell
from playground.world.clock import Clock, MovableClock, SystemClock, Timer
from playground.world.model import ChannelType, Happening
from playground.world.store import Store
from playground.world.world import World

PLAYGROUND_TOKEN = "playground-token"  # noqa: S105 - opens nothing but a server on loopback
_SAVE_AFTER = 0.5


class Playground(Setup):
    """A Discord on loopback, with one bot, the persons that are added, and faults on demand.

    `privileged_intents` are those switched on in the portal: without MESSAGE_CONTENT among them, REST
    withholds content too, and identifying with it closes the socket with 4014. `switch_intents` changes them.
    """

    def __init__(
        self,
        *,
        token: str = PLAYGROUND_TOKEN,
        store: Path | None = None,
        clock: Clock | None = None,
        rate_limits: RateLimits | None = None,
        privileged_intents: int = 0,
        bot_name: str = "Mock Interviewer",
        link_lifetime: float = LINK_LIFETIME,
    ) -> None:
        self.token = token
        self.clock = MovableClock(clock or SystemClock())
        self.world = World(self.clock, bot_name=bot_name)
        self.faults = Faults()
        self.portal = Portal(int(privileged_intents))
        self.links = Links(self.clock, lifetime=link_lifetime)
        self.payloads = Payloads(self.world, self.links)
        self.persons: dict[str, Person] = {}
        self._store = Store(store) if store is not None else None
        self._saving: Timer | None = None
        self._furnish: Callable[[], None] = lambda: None
        if self._store is not None:
            self._store.load(self.world)
        messages = Messages(self.world, self.payloads)
        self.services = Services(
            world=self.world,
            payloads=self.payloads,
            messages=messages,
            reactions=Reactions(self.world, self.payloads),
            threads=Threads(self.world, self.payloads, messages),
            interactions=Interactions(self.world, self.payloads, messages),
            commands=Commands(self.world),
        )
        self.gateway = Gateway(self.world, self.payloads, self.faults, self.portal, token=token)
        self.rate_limiter = RateLimiter(rate_limits or RateLimits(), self.clock.unmoved)
        self._rest = RestServer(self.clock, self.faults, self.rate_limiter, token=token)
        self._bell = Bell()
        self._runner: web.AppRunner | None = None
        self.url = self.api_base = self.gateway_url = ""
        self.app = web.Application(client_max_size=REQUEST_SIZE)
        self._add_routes()
        self.world.listen(self._on_happening)
        self._rest.observers.append(lambda _: self._changed())
        self.gateway.observers.append(lambda _: self._bell.ring())
        self.gateway.connection_observers.append(self._bell.ring)
        for user in self.world.users.values():
            if not user.bot:
                self.persons[user.id] = Person(self.services, user)

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every REST request of the bot, in the order in which they came."""
        return self._rest.requests

    @property
    def request_observers(self) -> list[Callable[[RecordedRequest], None]]:
        """Called with each request when it has been answered (or cut off)."""
        return self._rest.observers

    @property
    def gateway_sent(self) -> list[SentEvent]:
        """Every dispatch of the gateway, in order."""
        return self.gateway.sent

    @property
    def gateway_observers(self) -> list[Callable[[SentEvent], None]]:
        return self.gateway.observers

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes a free one."""
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        taken = self._runner.addresses[0][1]
        self.url = f"http://{host}:{taken}/"
        self.api_base = f"http://{host}:{taken}{PREFIX}"
        self.gateway_url = self.gateway.url = self.gateway.resume_url = f"ws://{host}:{taken}/gateway"
        self.links.base = self.url.rstrip("/")

    async def close(self) -> None:
        """End connections, call off what is planned, and save."""
        self.faults.close()
        self.services.interactions.close()
        await self.gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        if self._saving is not None:
            self._saving.cancel()
        if self._store is not None:
            self._store.save(self.world)

    async def bot_ready(self, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109 - part of the promised interface
        """Wait until a bot has identified and has commands."""
        await self.until(
            lambda: self.gateway.connected and self.services.commands.registered,
            timeout=timeout,
            what="the bot",
        )

    async def until(
        self,
        condition: Callable[[], Any],
        *,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - part of the promised interface
        what: str = "the condition",
    ) -> Any:
        """Wait for a condition; it is looked at after each request, gateway event and change of the world."""
        return await self._bell.until(condition, timeout=timeout, what=what)

    async def saved(self, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109 - part of the promised interface
        """Wait until what has happened so far is in the store."""
        await self.until(lambda: self._saving is None, timeout=timeout, what="saving")

    def switch_intents(self, privileged: int) -> None:
        """Switch privileged intents, as in the portal: REST heeds it at once, a session when it identifies."""
        self.portal.privileged_intents = int(privileged)

    def move_clock(self, moment: float) -> None:
        """Let it be `moment` (seconds since 1970) for everyone: in ids, in times, for whoever observes the clock.

        Only forwards: a past moment changes nothing. Limits and connections go on in real time.
        """
        self.clock.move_to(moment)
        self._changed()

    def seed_demo(self) -> None:
        """One server with the bot, a candidate, two coaches and an admin; does nothing if it is there."""
        demo(self)
        self._furnish = self.seed_demo

    def clear(self) -> None:
        """Begin anew: nobody and nothing is left but the bot with its commands, and the demo if there was one.

        For a moment in which the bot is stopped: what it remembers of before would mean nothing any more.
        """
        self.faults.clear()
        self.services.interactions.close()
        self.services.messages.nonces.clear()
        self.gateway.forget_sessions()
        self.requests.clear()
        self.gateway_sent.clear()
        self.world.clear()
        self.persons.clear()
        self._furnish()
        self._changed()

    def _add_routes(self) -> None:
        access = BotAccess(self.world, self.payloads, self.portal)
        services = self.services
        threads = ThreadRoutes(access, services)
        routes = {
            **AppRoutes(access, services.commands, self.gateway, self.portal).routes(),
            **MessageRoutes(access, services).routes(),
            **InteractionRoutes(access, services.interactions).routes(),
            **threads.routes(),
            **ChannelRoutes(access, threads).routes(),
        }
        self._rest.add_to(self.app, routes)
        Cdn(self.world, self.links).add_to(self.app)
        self.app.router.add_get("/gateway", self.gateway.handle)

    def _on_happening(self, happening: Happening) -> None:
        for person in self._told(happening):
            person.notice(happening)
        self._changed()

    def _told(self, happening: Happening) -> list[Person]:
        """The persons whose clients hear of something; direct messages are not looked up person by person."""
        if happening.only_for is not None:
            person = self.persons.get(happening.only_for)
            return [] if person is None else [person]
        channel = self.world.channels.get(happening.channel_id or "")
        if channel is not None and channel.type is ChannelType.DM:
            person = self.persons.get(channel.recipient_id or "")
            return [] if person is None else [person]
        return [each for each in self.persons.values() if self.world.sees(each.id, happening)]

    def _changed(self) -> None:
        self._bell.ring()
        if self._store is not None and self._saving is None and self._runner is not None:
            self._saving = self.clock.call_later(_SAVE_AFTER, self._save)

    def _save(self) -> None:
        self._saving = None
        if self._store is not None:
            self._store.save(self.world)
        self._bell.ring()
