"""Every command of the bot, prepared so that somebody may use it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from playground.interactions.invocation import Invocation
from playground.world.model import Json
from tests.banks.builders import GOOD
from tests.wire.journey import Journey, heard, is_question
from tests.wire.practice import Practice, submitted

BANK = ("acme.yaml", GOOD.replace("title: Stripe", "title: Acme Payments").encode())
SNIPPET = "Say a number that you measured yourself."
SUB_COMMAND = 1
IN_DIRECT_MESSAGES = 1

Use = Callable[[], Awaitable[Invocation]]
Prepared = dict[str, Use]
"""Commands by name, about to be used by somebody who may."""


def names_of(command: Json) -> set[str]:
    """What people type or choose: sub-commands with the name of their group."""
    subs = [each["name"] for each in command.get("options", []) if each["type"] == SUB_COMMAND]
    return {f"{command['name']} {each}" for each in subs} or {command["name"]}


def is_for_admins(command: Json) -> bool:
    return command["default_member_permissions"] is not None


def is_for_candidates(command: Json) -> bool:
    return IN_DIRECT_MESSAGES in command["contexts"]


def is_for_coaches(command: Json) -> bool:
    return not (is_for_admins(command) or is_for_candidates(command))


async def of_admins(practice: Practice) -> Prepared:
    upload = await practice.admin.slash(practice.general.id, "banks upload", file=BANK)
    await confirmed(practice, await upload.settled())
    options: dict[str, dict[str, Any]] = {
        "setup coaches": {"goal": 12},
        "setup check": {},
        "setup stats": {},
        "setup daily": {"hour": 9},
        "setup sharing": {"answers": "on"},
        "setup safety": {"account_age": 1},
        "setup log": {},
        "banks list": {},
        "banks reload": {},
        "banks upload": {"file": BANK},
        "banks download": {"bank": "acme"},
        "banks enable": {"bank": "acme"},
        "banks disable": {"bank": "stripe"},
        "banks rollback": {"bank": "acme", "version": 1},
        "banks delete": {"bank": "acme"},
    }
    return {name: partial(practice.admin.slash, practice.general.id, name, **each) for name, each in options.items()}


async def of_coaches(practice: Practice) -> Prepared:
    carl = practice.coach()
    _, card, thread = await waiting(practice)
    written = await carl.send(thread, "Begin with the result.")
    for name in ("Numbers", "Figures", "Dates"):
        await with_snippet(practice, name)
    options: dict[str, dict[str, Any]] = {
        "queue": {},
        "coach profile": {},
        "coach stats": {},
        "coach pings": {"bank": "stripe"},
        "snippet list": {},
        "snippet new": {},
        "snippet use": {"name": "Numbers"},
        "snippet edit": {"name": "Figures"},
        "snippet delete": {"name": "Dates"},
        "note add": {},
        "note list": {},
        "note delete": {"number": await noted(practice, thread)},
        "mute": {"alias": "Quiet Otter", "for": "week"},
        "unmute": {"alias": "Quiet Otter"},
        "muted": {},
    }
    prepared: Prepared = {name: partial(carl.slash, thread, name, **each) for name, each in options.items()}
    return prepared | {
        "Send as feedback": partial(carl.menu, thread, written["id"], "Send as feedback"),
        "Report to the leads": partial(carl.menu, practice.reviews.id, card["id"], "Report to the leads"),
    }


async def of_candidates(practice: Practice) -> Prepared:
    candice = await practice.interviewed()
    answer = candice.person.messages(candice.dm)[-2]
    options: dict[str, dict[str, Any]] = {
        "flag": {},
        "share": {},
        "shared": {},
        "help": {},
        "privacy": {},
        "plan": {"date": "in 10 days", "banks": "stripe"},
        "today": {},
        "mock": {},
        "progress": {},
        "export": {},
        "history": {},
        "attempts": {"question": "Stripe"},
        "status": {},
        "hint": {},
        "example": {},
        "next": {},
        "back": {},
        "skip": {},
        "jump": {"number": 4},
        "follow-up": {},
        "end": {},
        "forget-me": {},
    }
    person = candice.person
    prepared: Prepared = {name: partial(person.slash, candice.dm, name, **each) for name, each in options.items()}
    return {"Send to a coach": partial(person.menu, candice.dm, answer["id"], "Send to a coach")} | prepared


async def waiting(practice: Practice) -> tuple[Journey, Json, str]:
    """A candidate whose answer waits for a coach, its card, and the thread of that."""
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    return candice, card, await practice.thread_of(card)


async def begun(practice: Practice, **options: Any) -> Journey:
    """A candidate who has begun an interview in the server, so that its coaches can be asked."""
    candice = await practice.candidate()
    await (await candice.person.slash(practice.general.id, "mock", bank="stripe", **options)).settled()
    await candice.sees(is_question(1))
    return candice


async def noted(practice: Practice, thread: str, text: str = "Speaks too fast.") -> int:
    """The number of a note about the candidate of this thread."""
    carl = practice.coach()
    await (await carl.slash(thread, "note add")).settled()
    await submitted(carl, {"text": text})
    [number, *_] = re.findall(r"No\. (\d+)", heard(await (await carl.slash(thread, "note list")).settled()))
    return int(number)


async def with_snippet(practice: Practice, name: str = "Numbers") -> None:
    await (await practice.coach().slash(practice.reviews.id, "snippet new")).settled()
    await submitted(practice.coach(), {"name": name, "text": SNIPPET})


async def confirmed(practice: Practice, upload: Invocation) -> str:
    """What the admin reads who confirms an upload."""
    assert upload.message is not None
    return heard(await (await practice.admin.press(upload.message["id"], "Confirm")).settled())
