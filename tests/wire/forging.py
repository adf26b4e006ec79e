"""What Discord never allows: for tests that the bot does not rely on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

from playground.client.person import Person
from playground.server import Playground
from playground.world.model import Json


@contextmanager
def another_button(playground: Playground, message: Json, custom_id: str) -> Iterator[str]:
    """In this block the first button of a message has an id that was copied from elsewhere."""
    stored = playground.world.messages[message["channel_id"]][message["id"]]
    before = stored.components
    stored.components = deepcopy(before)
    stored.components[0]["components"][0]["custom_id"] = custom_id
    yield custom_id
    stored.components = before


def another_form(person: Person, *, old: str, new: str) -> None:
    """The open form is about something else than what it was opened for."""
    form = person.modal
    assert form is not None
    assert f":{old}:" in form["custom_id"]
    form["custom_id"] = form["custom_id"].replace(f":{old}:", f":{new}:")


def review_of(message: Json) -> str:
    """The number of the review that the first button of a message is about."""
    return str(message["components"][0]["components"][0]["custom_id"].split(":")[2])
