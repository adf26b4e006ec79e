"""Leads a newcomer through the demo server in three steps."""

from __future__ import annotations

from dataclasses import dataclass

from playground.furnishing.seed import CANDIDATE, COACHES, REVIEWS
from playground.world.model import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One card of the guide; `person` and `channel` are where its button leads."""

    title: str
    text: str
    action: str
    person: str | None = None
    channel: str | None = None
    says: str | None = None

    def shown(self) -> Json:
        return {
            "title": self.title,
            "text": self.text,
            "action": self.action,
            "person": self.person,
            "channel": self.channel,
            "says": self.says,
        }


GUIDE = (
    Step(
        title="Be a candidate",
        text=f"You are {CANDIDATE}. Start an interview with `/mock stripe`, and answer in your own words.",
        action="Start an interview",
        person=CANDIDATE,
        says="/mock stripe",
    ),
    Step(
        title="Be a coach",
        text=f"What candidates send to a coach arrives in #{REVIEWS}. As {COACHES[0]}, claim a card and reply to it.",
        action=f"Become {COACHES[0]}",
        person=COACHES[0],
        channel=REVIEWS,
    ),
    Step(
        title="Look behind the scenes",
        text="See what goes over the wire, stop the bot, let Discord answer 500, and keep writing: nothing is lost.",
        action="Open the drawer",
    ),
)
