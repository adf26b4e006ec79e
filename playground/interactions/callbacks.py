"""Checks the type of a response to an interaction, and the suggestions of an autocomplete."""

from __future__ import annotations

from typing import Any

from playground.interactions.invocation import CallbackType, InteractionType, Invocation
from playground.world.errors import Form
from playground.world.model import Json

_ALLOWED = {
    InteractionType.COMMAND: {CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE, CallbackType.MODAL},
    InteractionType.COMPONENT: {
        CallbackType.MESSAGE,
        CallbackType.DEFERRED_MESSAGE,
        CallbackType.DEFERRED_UPDATE,
        CallbackType.UPDATE,
        CallbackType.MODAL,
    },
    InteractionType.AUTOCOMPLETE: {CallbackType.AUTOCOMPLETE},
    InteractionType.MODAL: {CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE},
}
_UPDATES = {CallbackType.DEFERRED_UPDATE, CallbackType.UPDATE}


def callback_type(invocation: Invocation, given: Any) -> CallbackType:
    """The type of a response; raises ApiError 50035 for one that does not suit the interaction."""
    allowed = set(_ALLOWED[invocation.type])
    if invocation.type is InteractionType.MODAL and invocation.source is not None:
        allowed |= _UPDATES
    if given not in allowed:
        form = Form()
        choices = ", ".join(str(int(each)) for each in sorted(allowed))
        form.wrong("type", "BASE_TYPE_CHOICES", f"Value must be one of {{{choices}}}.")
        form.check()
    return CallbackType(given)


def kept_choices(data: Json) -> list[Json]:
    """The suggestions of an autocomplete response; raises ApiError 50035 for more than 25 or overlong ones."""
    form = Form()
    choices = form.items("data.choices", data.get("choices"), high=25)
    for index, choice in enumerate(choices):
        at = f"data.choices.{index}"
        form.text(f"{at}.name", choice.get("name"), low=1, high=100)
        if isinstance(choice.get("value"), str):
            form.text(f"{at}.value", choice["value"], low=1, high=100)
        elif not isinstance(choice.get("value"), int | float):
            form.required(f"{at}.value")
    form.check()
    return choices
