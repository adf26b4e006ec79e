"""Writes a week of talk into the demo server."""

from __future__ import annotations

from playground.furnishing.past import Past
from playground.furnishing.seed import ADMIN, CANDIDATE, COACHES, GENERAL, GUILD
from playground.server import Playground

_HOUR = 60 * 60.0
_DAY = 24 * _HOUR
_CARL, _CLEO = COACHES
_CODE = """What I would have liked to know before my first technical interview:
```python
def charge(customer, amount, key):
    # The same key twice means: the same charge, not another one.
    return api.post("/charges", {"amount": amount}, headers={"Idempotency-Key": key})
```
Say *why* the key is there, and you have said half of the answer."""

# Days ago, hour of the day, who, what, and the answered one (counted back from the message).
_TALK: tuple[tuple[int, float, str, str, int | None], ...] = (
    (
        7,
        9.0,
        ADMIN,
        "# Welcome\nPractise here as often as you like. Write to the bot, or type `/mock` in this channel.",
        None,
    ),
    (7, 9.1, ADMIN, "Two coaches read what you send them: **Carl** knows payments, **Cleo** knows people.", None),
    (6, 18.4, CANDIDATE, "Hello! I have an interview in two weeks and no idea where to begin.", None),
    (6, 18.6, _CLEO, "Begin with one question a day, out loud. Reading answers teaches you very little.", 1),
    (5, 20.2, CANDIDATE, "Did my first five today. Question 2 was humbling.", None),
    (5, 20.5, _CARL, _CODE, None),
    (5, 20.9, CANDIDATE, "That makes sense now, thank you!", 1),
    (3, 12.0, _CLEO, "> Tell me about a failure\nEverybody's favourite. Choose a ||real|| one, please.", None),
    (2, 19.3, CANDIDATE, "Second attempt at the same questions: my answers are half as long and say more.", None),
    (2, 19.4, ADMIN, "That is the whole idea.", 1),
    (1, 17.0, _CARL, "I have an hour for answers tomorrow. Send me the one that you like least.", None),
)
_REACTIONS = {0: ("👍", (_CARL, _CLEO)), 5: ("💯", (CANDIDATE, _CLEO)), 8: ("🎉", (_CARL, _CLEO, ADMIN))}
_THREAD_OF, _THREAD_NAME = 7, "Failures worth telling"
_IN_THREAD = (
    (2.0, CANDIDATE, "Does a project that was cancelled count?"),
    (2.4, _CLEO, "Only if you had a part in it. What would *you* do differently? That is what they ask next."),
    (3.1, CANDIDATE, "Then I know which one to tell."),
)


def week_of_talk(playground: Playground) -> None:
    """Write it into #general; does nothing where the demo server is not."""
    world = playground.world
    guild = next((each for each in world.guilds.values() if each.name == GUILD), None)
    if guild is None:
        return
    general = next(each for each in world.channels_of(guild) if each.name == GENERAL)
    ids = {person.name: person.id for person in playground.persons.values()}
    past = Past(playground.services)
    now = world.clock.now()
    midnight = now - now % _DAY
    written: list[str] = []
    for days, hour, name, text, answers in _TALK:
        reply_to = None if answers is None else written[-answers]
        at = midnight - days * _DAY + hour * _HOUR
        written.append(past.write(general.id, ids[name], text, at=at, reply_to=reply_to))
    for index, (emoji, names) in _REACTIONS.items():
        world.message(general.id, written[index]).reactions[emoji] = [ids[name] for name in names]
    thread = past.thread(general.id, written[_THREAD_OF], _THREAD_NAME, by=ids[_CLEO])
    days, hour, *_ = _TALK[_THREAD_OF]
    for later, name, text in _IN_THREAD:
        past.write(thread, ids[name], text, at=midnight - days * _DAY + (hour + later) * _HOUR)
