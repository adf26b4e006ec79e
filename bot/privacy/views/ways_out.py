"""The buttons that hand out what is kept of a person, and delete it."""

from __future__ import annotations

from bot.formatting.pages import Say
from bot.outbound.draft import Button, ButtonStyle, Row
from bot.privacy.views.forgetting_ids import FORGET_ID

EXPORT_ID = "pv1:export"
"""Does what `/export` does. It is the same for everybody: whose export it is says who presses it."""


def ways_out(say: Say) -> Row:
    return (export_way(say), Button(label=say("button-forget"), custom_id=FORGET_ID, style=ButtonStyle.DANGER))


def export_way(say: Say) -> Button:
    return Button(label=say("button-export"), custom_id=EXPORT_ID)
