"""Lets people play with a build, so that its database gets rows of all kinds. Runs in a checkout of that build.

    python playing.py FOLDER

It imports nothing but what every build since the first has, and what one has not yet is left out: a scene that fails
is named and the play goes on. So one play fits them all; `python -m tests.releases` starts it.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from playground.server import Playground
from tests.databases import TEST_KEY
from tests.wire.conftest import config_for, running
from tests.wire.journey import Journey, buttons, is_panel, is_question, says

WITHIN = 15.0
"""Seconds for a scene."""
DRAWING = ("drawing.png", b"\x89PNG" + b"x" * 50)


class Play:
    """A server, its people, and what they do one scene after the other."""

    def __init__(self, playground: Playground, practice: Any) -> None:
        self.playground = playground
        self.practice = practice
        self.played: list[str] = []
        self.left_out: dict[str, str] = {}

    async def scene(self, scene: Callable[[], Awaitable[None]]) -> None:
        name = scene.__name__.strip("_")
        try:
            async with asyncio.timeout(WITHIN):
                await scene()
        except Exception as error:  # noqa: BLE001 - an older build knows less
            self.left_out[name] = f"{type(error).__name__}: {error}"[:200]
        else:
            self.played.append(name)

    async def all(self) -> None:
        scenes = [self._interviews, self._live, self._waiting, self._going_on]
        if self.practice is not None:
            scenes += [self._bank, self._answered, self._claimed, self._desk, self._again, self._closed, self._sent]
            scenes += [self._planned, self._rated, self._pinged, self._told_daily, self._safe, self._muted]
            scenes += [self._shared, self._reported, self._exported, self._forgotten, self._out_of_reach]
        for each in scenes:
            await self.scene(each)

    async def candidate(self, name: str) -> Journey:
        if self.practice is not None:
            made: Journey = await self.practice.candidate(name)
            return made
        guild = next(iter(self.playground.world.guilds.values()), None) or self.playground.add_guild("Practice")
        general = self.playground.add_channel(guild, f"general-{name.lower()}")
        person = self.playground.add_user(name)
        self.playground.add_member(guild, person)
        return Journey(playground=self.playground, person=person, dm=await person.open_dm(), general=general)

    async def sent_by(self, name: str, text: str) -> tuple[Journey, Any]:
        journey = await self.practice.interviewed(name, answer=text)
        return journey, await self.practice.sent(journey)

    async def feedback(self, journey: Journey, card: Any, text: str) -> Any:
        await self.practice.coach("Carl").send(self.practice.reviews.id, text, reply_to=card["id"])
        return await journey.sees(says(text))

    async def _interviews(self) -> None:
        """Of several messages and files, one of them edited; with a hint, examples and a skipped question."""
        ann = await self.candidate("Ann")
        await ann.mock("stripe", questions="3")
        first = await ann.sees(is_question(1))
        await ann.press(first, "Hint")
        await ann.answer("One key for one charge.", number=1)
        more = await ann.say("See the drawing.", files=[DRAWING])
        await ann.sees(lambda message: is_panel(1)(message) and "1 file" in str(message["embeds"]))
        await ann.person.edit(ann.dm, more["id"], "See the drawing, please.")
        await ann.command("next")
        await ann.sees(is_question(2))
        await ann.command("skip")
        await ann.sees(is_question(3))

    async def _live(self) -> None:
        ben = await self.candidate("Ben")
        await ben.mock("stripe", questions="2", mode="live")
        panel = await ben.answer("Live and answered.")
        await ben.press(panel, "Next")
        await ben.command("end")

    async def _waiting(self) -> None:
        cyn = await self.candidate("Cyn")
        await cyn.mock("stripe", questions="2")

    async def _going_on(self) -> None:
        """Two interviews, of which one is parked where a build can do that."""
        dee = await self.candidate("Dee")
        await dee.mock("behavioral", questions="2")
        await dee.answer("The first of two interviews.")
        await dee.mock("stripe", questions="2", wait=False)

    async def _bank(self) -> None:
        from tests.banks.builders import GOOD  # noqa: PLC0415 - a build may have it elsewhere

        source = GOOD.replace("title: Stripe", "title: Acme Payments").encode()
        used = await self.practice.admin.slash(self.practice.general.id, "banks upload", file=("acme.yaml", source))
        used = await used.settled()
        await (await self.practice.admin.press(used.message["id"], "Confirm")).settled()

    async def _answered(self) -> None:
        """Feedback, an answer to it, and what its candidate thinks of it."""
        eve, card = await self.sent_by("Eve", "An answer with feedback.")
        feedback = await self.feedback(eve, card, "Begin with the result.")
        await eve.say("Thank you, which result?", reply_to=feedback["id"])
        await self.practice.sees_in_thread(card, "which result?")
        label = next(each for each in buttons(feedback) if "elp" in each)
        await eve.press(feedback, label)

    async def _claimed(self) -> None:
        _, card = await self.sent_by("Fay", "An answer that a coach looks at.")
        await self.practice.claimed(card)

    async def _desk(self) -> None:
        """A profile, a snippet and a note."""
        carl, reviews = self.practice.coach("Carl"), self.practice.reviews.id
        _, card = await self.sent_by("Gil", "An answer with a note.")
        thread = await self.practice.thread_of(card)
        for channel, command, values in (
            (reviews, "coach profile", {"name": "Carl the Careful", "bio": "Twelve years of card payments."}),
            (reviews, "snippet new", {"name": "Numbers", "text": "Say a number that you measured yourself."}),
            (thread, "note add", {"text": "Speaks too fast."}),
        ):
            await (await carl.slash(channel, command)).settled()
            await (await carl.submit(values)).settled()

    async def _again(self) -> None:
        hal, card = await self.sent_by("Hal", "First attempt.")
        feedback = await self.feedback(hal, card, "Try once more.")
        await hal.command("end")
        await hal.press(feedback, "Try again")
        panel = await hal.answer("Second attempt.")
        await (await hal.person.press(panel["id"], "Send to your coach")).answered()

    async def _closed(self) -> None:
        ida, card = await self.sent_by("Ida", "An answer whose review is closed.")
        await self.feedback(ida, card, "All is said.")
        carl = self.practice.coach("Carl")
        used = await (await carl.press(card["id"], "Close")).answered()
        if carl.modal is not None:
            await (await carl.submit({})).settled()
        assert used is not None
        await self.practice.sees_card_state(card, "Closed")

    async def _sent(self) -> None:
        await self.sent_by("Jan", "An answer that waits.")

    async def _planned(self) -> None:
        kim = await self.candidate("Kim")
        await kim.command("plan", date="in 10 days", minutes=20, banks="stripe", zone="UTC", reminder="9 am")

    async def _rated(self) -> None:
        lea = await self.candidate("Lea")
        await lea.mock("stripe", questions="2")
        panel = await lea.answer("An answer that is rated.")
        shown = await lea.press(panel, "Example answers")
        assert shown.message is not None
        await lea.press(shown.message, "Solid")

    async def _pinged(self) -> None:
        carl = self.practice.coach("Carl")
        used = await (await carl.slash(self.practice.reviews.id, "coach pings", bank="stripe")).settled()
        assert not used.failed

    async def _told_daily(self) -> None:
        admin = self.practice.admin
        assert not (await (await admin.slash(self.practice.general.id, "setup daily", hour=9)).settled()).failed

    async def _safe(self) -> None:
        admin, general = self.practice.admin, self.practice.general.id
        for command, options in (("setup safety", {"account_age": 0}), ("setup sharing", {"answers": "on"})):
            await (await admin.slash(general, command, **options)).settled()

    async def _muted(self) -> None:
        mia, card = await self.sent_by("Mia", "An answer of somebody who is muted.")
        alias = str(card["embeds"]).partition("From **")[2].partition("**")[0]
        lead = self.practice.coach("Cleo", lead=True)
        await (await lead.slash(self.practice.general.id, "mute", alias=alias, **{"for": "week"})).settled()
        assert mia is not None

    async def _shared(self) -> None:
        nia = await self.practice.interviewed("Nia", answer="An answer that is shared.")
        await (await nia.person.slash(nia.dm, "share")).settled()
        await (await nia.person.submit({})).settled()

    async def _reported(self) -> None:
        _, card = await self.sent_by("Oda", "An answer that is reported.")
        carl = self.practice.coach("Carl")
        await (await carl.menu(self.practice.reviews.id, card["id"], "Report to the leads")).settled()
        await (await carl.submit({"text": "It is rude."})).settled()

    async def _exported(self) -> None:
        pia = await self.practice.interviewed("Pia", answer="An answer that is exported.")
        await pia.command("export")
        await pia.sees(lambda message: any(each["filename"].endswith(".zip") for each in message["attachments"]))

    async def _forgotten(self) -> None:
        quinn, _ = await self.sent_by("Quinn", "An answer that is forgotten.")
        page = (await quinn.command("forget-me")).message
        assert page is not None
        await quinn.press(page, "Delete everything")
        await (await quinn.person.submit({"word": "DELETE"})).settled()

    async def _out_of_reach(self) -> None:
        """Feedback that waits, because its candidate takes no direct messages."""
        ray, card = await self.sent_by("Ray", "An answer of somebody who cannot be reached.")
        ray.person.dms_closed = True
        await self.practice.coach("Carl").send(self.practice.reviews.id, "Feedback that waits.", reply_to=card["id"])
        await self.practice.coach("Carl").wait_for(
            lambda message: "closed" in json.dumps(message) or "reach" in json.dumps(message),
            channel_id=self.practice.reviews.id,
            after=card["id"],
        )


async def with_people(folder: Path) -> Play:
    playground = Playground()
    _patient(playground)
    await playground.start()
    config = config_for(playground, folder)
    async with running(playground, config):
        practice = None
        if (made := _module("tests.wire.practice")) is not None:
            practice = made.Practice.furnish(playground)
            await practice.set_up()
            practice.coach("Carl")
            practice.coach("Cleo", lead=True)
        play = Play(playground, practice)
        await play.all()
    await playground.close()
    return play


async def with_rows(folder: Path) -> Play:
    """What the build's own tests put into every column of every table."""
    play = Play(Playground(), None)
    filling = _module("tests.storage.privacy.filling")
    if filling is not None:
        storage = importlib.import_module("bot.storage.storage")

        async def _all_columns() -> None:
            async with storage.Storage(f"sqlite:///{folder / 'bot.sqlite3'}", filling.a_vault()) as opened:
                await filling.fill(opened)

        await play.scene(_all_columns)
    return play


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None


def _patient(playground: Playground) -> None:
    haste = _module("tests.haste")
    for name in ("let_discord_wait", "let_the_bot_wait"):
        if hasattr(haste, name) and next(iter(inspect.signature(getattr(haste, name)).parameters)) == "playground":
            getattr(haste, name)(playground)


async def main(folder: Path) -> None:
    key = folder / "bot.key"
    key.touch(mode=0o600)
    key.write_text(f"{TEST_KEY}\n", encoding="utf-8")
    (folder / "rows").mkdir()
    plays = [await with_people(folder), await with_rows(folder / "rows")]
    told = {
        "played": [name for play in plays for name in play.played],
        "left out": {name: why for play in plays for name, why in play.left_out.items()},
    }
    (folder / "told.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
