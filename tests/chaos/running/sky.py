"""The weather of an evening: what Discord and the network do to the bot."""

from __future__ import annotations

from random import Random

from playground.server import Playground
from playground.traffic.faults import Predicate
from playground.traffic.recorded_request import RecordedRequest
from tests.chaos.plan import Step
from tests.chaos.running.haste import HastyClock

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = "/channels/{channel_id}/messages/{message_id}"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
HOURS = (0.1, 1.1, 3.0, 13.0, 25.0)
PEOPLE_EVENTS = ("MESSAGE_CREATE", "INTERACTION_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE")


def request_of(what: str) -> Predicate:
    """Tells the requests that are meant by a word of the plan."""
    match what:
        case "send":
            return lambda each: (each.method, each.route) == ("POST", MESSAGES)
        case "edit":
            return lambda each: (each.method, each.route) == ("PATCH", MESSAGE)
        case "delete":
            return lambda each: each.method == "DELETE"
        case "thread":
            return lambda each: "threads" in (each.route or "")
        case "callback":
            return lambda each: each.route == CALLBACK
        case "read":
            return lambda each: each.method == "GET" and (each.route or "").startswith("/channels/")
        case "write":
            return _is_write
        case _:
            return lambda each: not (each.route or "").startswith(("/gateway", "/users/@me", "/applications"))


def _is_write(request: RecordedRequest) -> bool:
    return request.method != "GET" and (request.route or "").startswith(("/channels/", "/interactions/"))


class Sky:
    """Orders the weather."""

    def __init__(self, playground: Playground, clock: HastyClock) -> None:
        self._playground = playground
        self._clock = clock
        self.lost_events = 0
        """How many orders there were that an event is never delivered."""

    async def act(self, step: Step) -> bool:
        chance = Random(f"{step.pick}")
        match step.does:
            case "event twice" | "event late" | "event never":
                self._events(step)
            case "hours pass":
                self._clock.pass_hours(chance.choice(HOURS))
            case "lose answer" | "500" | "502" | "503" | "429" | "429 for all" | "reset" | "slow":
                self._requests(step, chance)
            case _:
                await self._sockets(step, chance)
        return True

    def _requests(self, step: Step, chance: Random) -> None:
        faults = self._playground.faults
        when, times = request_of(step.what), chance.choice((1, 1, 1, 2, 3))
        match step.does:
            case "lose answer":
                faults.lose_answer(when=when, times=times)
            case "reset":
                faults.reset(when=when, times=times)
            case "slow":
                faults.slow(chance.uniform(0.5, 4.0), when=when, times=times)
            case "429":
                faults.rate_limit(chance.uniform(0.2, 3.0), when=when, times=times)
            case "429 for all":
                faults.rate_limit(chance.uniform(0.2, 2.0), when=when, scope="global")
            case status:
                faults.fail(int(status), when=when, times=times)

    def _events(self, step: Step) -> None:
        faults = self._playground.faults
        match step.does:
            case "event twice":
                faults.duplicate_event(step.what)
            case "event late":
                faults.overtake_event(step.what, by=PEOPLE_EVENTS)
            case _:
                self.lost_events += 1
                faults.lose_event(step.what)

    async def _sockets(self, step: Step, chance: Random) -> None:
        gateway = self._playground.gateway
        match step.does:
            case "drops sockets":
                await gateway.drop_sockets()
            case "cuts sockets":
                gateway.cut_sockets()
            case "asks to reconnect":
                gateway.ask_to_reconnect()
            case "ends sessions":
                gateway.invalidate_sessions()
            case "pauses sessions":
                gateway.invalidate_sessions(resumable=True)
            case "forgets sessions":
                gateway.forget_sessions()
                gateway.cut_sockets()
            case "refuses sockets":
                self._playground.faults.refuse_gateway(chance.randint(1, 2))
                gateway.cut_sockets()
            case "forgets nonces":
                self._playground.services.messages.nonces.clear()
            case unknown:
                raise KeyError(unknown)
