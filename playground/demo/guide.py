"""Leads a newcomer through the demo server in three steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from playground.furnishing.seed import CANDIDATE, COACHES, GENERAL, REVIEWS
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
    until: Literal["answer", "word", "look"]
    """What ends it: the bot has answered the person, the person has written in the channel, the drawer is open."""

    def shown(self) -> Json:
        return {
            "title": self.title,
            "text": self.text,
            "action": self.action,
            "person": self.person,
            "channel": self.channel,
            "says": self.says,
            "until": self.until,
        }


GUIDE = (
    Step(
        title="Be a candidate",
        text="Start an interview with `/mock stripe`, and answer in your own words.",
        action="Start an interview",
        person=CANDIDATE,
        says="/mock stripe",
        until="answer",
    ),
    Step(
        title="Be a coach",
        text=f"What candidates send to a coach arrives in #{REVIEWS}. Claim a card and reply to it.",
        action=f"Go to #{REVIEWS}",
        person=COACHES[0],
        channel=REVIEWS,
        until="word",
    ),
    Step(
        title="Look behind the scenes",
        text="See what goes over the wire, stop the bot, let Discord answer 500, and keep writing: nothing is lost. "
        "Have a week of practice played, or move the clock to tomorrow at nine.",
        action="Open the drawer",
        until="look",
    ),
)

PRACTICE_IN = f"A week has passed, and {CANDIDATE} has practised every day. Type /history or /progress to see it."
SAMPLES_IN = f"The sample data is there: cards to review in #{REVIEWS}, and a week of talk in #{GENERAL}."
