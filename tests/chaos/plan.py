"""Plans of evenings: pure values that a seed gives, and that can be written into a test."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import TypeVar

T = TypeVar("T")

CANDIDATES = ("c1", "c2", "c3", "c4", "c5")
COACHES = ("k1", "k2")
ADMIN, SKY, HOST, DATABASE, OPERATOR = "admin", "sky", "host", "database", "operator"


class More(StrEnum):
    """What may happen of an evening besides what may always happen, if whoever plays it asks for it."""

    TWO = "two"
    """Two processes work for one PostgreSQL: either is killed, stopped or replaced."""
    DATABASE = "database"
    """The database is restarted, fails over, loses its connections or has no room left."""
    PEOPLE = "people"
    """Candidates share answers, plan, ask for exports and have themselves forgotten; coaches decide and report."""
    BACKUP = "backup"
    """Backups are taken, and the newest one is put back: what people pressed since is lost."""


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody does something, as far as it can be done then: who sees no panel presses nothing.

    `after` is the pause since the step before, in seconds of the evening; `pick`, from 0 to 1, chooses among what there
    is to choose from; `what` names it more closely.
    """

    after: float
    who: str
    does: str
    pick: float = 0.0
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An evening. `bots` run at the same time, on one database."""

    seed: int = 0
    database: str = "sqlite"
    bots: int = 1
    steps: tuple[Step, ...]

    @property
    def is_calm(self) -> bool:
        """True if nothing gets in people's way: then they wait for as long as it takes."""
        return not any(each.who in {SKY, HOST, DATABASE} for each in self.steps)

    @property
    def own_database(self) -> bool:
        """True if the database is to be troubled: no other evening can share its server."""
        return any(each.who == DATABASE for each in self.steps)

    @property
    def shares(self) -> bool:
        """True if candidates share answers: the server lets them."""
        return any(each.does == SHARES for each in self.steps)

    @property
    def fills_disk(self) -> bool:
        """True if the disk of the database is to be full for a while."""
        return any(each.does == FILLS_UP for each in self.steps)

    def literal(self) -> str:
        """Python that makes this plan, to be pasted into a test."""
        lines = [f"        {each!r}," for each in self.steps]
        head = f"    seed={self.seed}, database={self.database!r}, bots={self.bots}, steps=("
        return "\n".join(["Plan(", head, *lines, "    ),", ")"])


CANDIDATE_ACTS = {
    "answers": 22,
    "talks": 6,
    "edits": 9,
    "deletes": 5,
    "next": 14,
    "skips": 3,
    "takes a hint": 3,
    "looks at examples": 2,
    "ends": 2,
    "begins": 2,
    "sends": 8,
    "replies": 12,
    "takes back": 2,
    "tries again": 3,
    "rates": 2,
    "asks another": 1,
    "settles": 4,
    "closes messages": 1,
    "opens messages": 2,
}
COACH_ACTS = {
    "replies to card": 16,
    "fills in form": 5,
    "edits": 6,
    "deletes": 3,
    "claims": 5,
    "releases": 2,
    "takes over": 2,
    "closes": 1,
    "reopens": 1,
    "sends held": 2,
    "replies in thread": 5,
}
MORE_CANDIDATE_ACTS = {"begins there": 5, "shares": 8, "exports": 4, "plans": 2, "forgets": 2}
"""*There* is on the server: what is begun in direct messages can be shared with nobody."""
MORE_COACH_ACTS = {"decides": 6, "reports": 2, "rules": 2}
ADMIN_ACTS = {"deletes card": 2, "deletes thread": 1, "deletes post": 1, "moves reviews": 1}
REQUEST_WEATHER = {"lose answer": 9, "500": 3, "502": 2, "503": 4, "429": 3, "429 for all": 1, "reset": 4, "slow": 4}
REQUESTS = {"any": 3, "write": 4, "send": 6, "edit": 4, "delete": 1, "thread": 1, "callback": 4, "read": 3}
EVENT_WEATHER = {"event twice": 4, "event late": 5, "event never": 1}
EVENTS = {"MESSAGE_CREATE": 6, "INTERACTION_CREATE": 3, "MESSAGE_UPDATE": 3, "MESSAGE_DELETE": 2}
SOCKET_WEATHER = {
    "drops sockets": 3,
    "cuts sockets": 3,
    "asks to reconnect": 2,
    "ends sessions": 2,
    "pauses sessions": 1,
    "forgets sessions": 2,
    "refuses sockets": 2,
    "forgets nonces": 2,
    "hours pass": 2,
}
DEATHS = ("", "send", "edit", "callback", "write")
"""Whereupon a bot is killed: at once, or when Discord has carried out such a request."""
PROCESS_ACTS = {"kills": 4, "stops": 2, "rolls": 3}
"""*Rolls*: a new process is started, then an old one is asked to end, as an operator replaces one without a gap."""
FILLS_UP, SHARES = "fills up", "shares"
BACKS_UP, RESTORES = "backs up", "restores"
OPERATOR_ACTS = {BACKS_UP: 2, RESTORES: 1}
DATABASE_TROUBLE = {
    ("restarts", "fast"): 3,
    ("restarts", "immediate"): 2,
    ("fails over", ""): 3,
    ("cuts connections", ""): 4,
    (FILLS_UP, ""): 2,
    (FILLS_UP, "log"): 1,
}
"""PostgreSQL says no to a commit when its log cannot grow, and dies; else only what makes a table larger fails."""
SQLITE_TROUBLE = {(FILLS_UP, ""): 1}
_GROUPS = {"candidate": 60, "coach": 22, "admin": 1, "request": 18, "event": 7, "socket": 5, "death": 3}
_MORE_GROUPS = {
    More.TWO: {"process": 4},
    More.DATABASE: {"database": 3},
    More.PEOPLE: {"own": 9, "shared": 5},
    More.BACKUP: {"operator": 1},
}
_PEOPLE: dict[str, tuple[Sequence[str], Mapping[str, int]]] = {
    "candidate": (CANDIDATES, CANDIDATE_ACTS),
    "coach": (COACHES, COACH_ACTS),
    "admin": ((ADMIN,), ADMIN_ACTS),
    "own": (CANDIDATES, MORE_CANDIDATE_ACTS),
    "shared": (COACHES, MORE_COACH_ACTS),
}
_FEWEST, _MOST = 45, 95
_LONGEST_PAUSE = 0.9


def drawn(seed: int, database: str = "sqlite", more: Collection[More] = ()) -> Plan:
    """The plan of this seed: always the same one.

    Everybody begins, answers and sends an answer to a coach early on; in between and afterwards anything may happen.
    Where backups are wanted, there is one, and it is put back.
    But where two bots are at work no hours pass: one would take over what the other is sending at that moment.
    """
    asked_for = "".join(f" {each}" for each in sorted(more))
    draw = _Draw(Random(f"{database}{asked_for} {seed}"), database, more)
    chance = draw.chance
    two_by_chance = database == "postgres" and not more and chance.random() < 0.3
    bots = 2 if two_by_chance or More.TWO in more else 1
    steps = [draw.step() for _ in range(chance.randint(_FEWEST, _MOST))]
    steps = [each for each in steps if bots == 1 or each.does != "hours pass"]
    for each in CANDIDATES:
        at = chance.randint(0, 3)
        for act in ("begins", "answers", "sends"):
            steps.insert(at, Step(round(chance.uniform(0, 0.6), 2), each, act, round(chance.random(), 3)))
            at += chance.randint(3, 7)
    if More.BACKUP in more:
        for act, first, last in ((BACKS_UP, 0.2, 0.5), (RESTORES, 0.6, 0.9)):
            at = round(chance.uniform(first, last) * len(steps))
            steps.insert(at, Step(0.0, OPERATOR, act, round(chance.random(), 3)))
    return Plan(seed=seed, database=database, bots=bots, steps=tuple(steps))


class _Draw:
    def __init__(self, chance: Random, database: str, more: Collection[More]) -> None:
        self.chance = chance
        self._trouble = DATABASE_TROUBLE if database == "postgres" else SQLITE_TROUBLE
        self._groups = dict(_GROUPS)
        for each in sorted(more):
            self._groups |= _MORE_GROUPS[each]

    def step(self) -> Step:
        chance = self.chance
        after = round(chance.uniform(0, _LONGEST_PAUSE) if chance.random() < 0.7 else chance.uniform(0, 0.05), 2)
        pick = round(chance.random(), 3)
        who, does, what = self._deed(_weighted(chance, self._groups))
        return Step(after, who, does, pick, what)

    def _deed(self, group: str) -> tuple[str, str, str]:
        """Who does what, and the word for it."""
        chance = self.chance
        if group in _PEOPLE:
            who, acts = _PEOPLE[group]
            one = who[0] if len(who) == 1 else chance.choice(who)  # no lot is drawn for the only admin
            return one, _weighted(chance, acts), ""
        match group:
            case "request":
                return SKY, _weighted(chance, REQUEST_WEATHER), _weighted(chance, REQUESTS)
            case "event":
                return SKY, _weighted(chance, EVENT_WEATHER), _weighted(chance, EVENTS)
            case "socket":
                return SKY, _weighted(chance, SOCKET_WEATHER), ""
            case "process":
                return HOST, _weighted(chance, PROCESS_ACTS), chance.choice(DEATHS)
            case "operator":
                return OPERATOR, _weighted(chance, OPERATOR_ACTS), ""
            case "database":
                return (DATABASE, *_weighted(chance, self._trouble))
            case _:
                return HOST, "kills", chance.choice(DEATHS)


def _weighted(chance: Random, weights: Mapping[T, int]) -> T:
    names: Sequence[T] = list(weights)
    return chance.choices(names, weights=list(weights.values()))[0]
