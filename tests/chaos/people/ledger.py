"""What the people of an evening wrote and pressed, and what they saw at that time."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from playground.world.model import Happening, Json
from tests.chaos.people import sight


class Kind(StrEnum):
    """How something was written."""

    ANSWER = "answer"
    """A message to the bot that replies to nothing about a review."""
    REPLY = "reply"
    """A candidate's Discord reply to a message about a review."""
    FEEDBACK = "feedback"
    """A coach's Discord reply to a card or to what a candidate wrote."""
    FORM = "form"
    """A coach's feedback in a form."""
    FOCUS = "focus"
    """What a coach should look at, in the form of *Send to a coach*."""
    SHARE = "share"
    """An answer for other candidates, in the form of *Share*."""


@dataclass(slots=True, kw_only=True)
class Written:
    """One text of a person, with all its versions; each carries a marker of its own."""

    who: str
    number: int
    kind: Kind
    channel: str
    versions: list[str]
    message: int | None = None
    """The id of the message; None for a form."""
    review: int | None = None
    """The review that it is about, as its writer saw it."""
    answered: int | None = None
    """The id of the message that it replies to."""
    deleted: bool = False
    said: str = ""
    """What a form was answered with; empty if nothing came."""
    calm: bool = False
    """True for what was written when all was well again."""
    submitted: int = 0
    """The interaction by which a form was sent."""
    after: int = 0
    """The newest id of any message when it was written."""

    @property
    def base(self) -> str:
        return f"[{self.who}.{self.number}"

    @property
    def text(self) -> str:
        return self.versions[-1]

    def stands_in(self, text: str) -> bool:
        """True if any version can be read there."""
        return f"{self.base}]" in text or f"{self.base}/" in text

    def __str__(self) -> str:
        return f"{self.base}] ({self.kind})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button or a command."""

    who: str
    id: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question on somebody's screen."""

    message: int
    interview: int
    number: int


@dataclass(slots=True)
class Seen:
    """What the bot has shown in one channel since the evening began, also what is gone by now."""

    asked: dict[int, Asked] = field(default_factory=dict)
    summaries: set[int] = field(default_factory=set)
    reviews: dict[int, int] = field(default_factory=dict)
    """The review that a message was about, by the message's id."""


class Ledger:
    """Listens to the world, and is told by the people what they write."""

    def __init__(self, bot_id: str) -> None:
        self._bot_id = bot_id
        self.written: list[Written] = []
        self.presses: list[Press] = []
        self.owners: dict[str, str] = {}
        """Who sees which direct messages."""
        self.removed: set[int] = set()
        """Messages of the bot (or whole threads) that people deleted."""
        self.calm = False
        self.changes: dict[int, int] = {}
        """For each message of the bot the newest id of a message that was there when it last changed."""
        self.gone: list[Written] = []
        """What candidates wrote who then had themselves forgotten."""
        self.forgotten: dict[str, int] = {}
        """The last word to a candidate who had themselves forgotten, by their direct messages."""
        self._newest = 0
        self._seen: dict[str, Seen] = {}
        self._numbers: dict[str, int] = {}

    def marker(self, who: str) -> tuple[int, str]:
        """A new number for this person, and the marker of its first version."""
        number = self._numbers[who] = self._numbers.get(who, 0) + 1
        return number, f"[{who}.{number}]"

    def add(self, written: Written) -> Written:
        written.calm, written.after = self.calm, self._newest
        self.written.append(written)
        return written

    def press(self, who: str, interaction: str, what: str) -> None:
        self.presses.append(Press(who=who, id=int(interaction), what=what))

    def of(self, who: str) -> list[Written]:
        return [each for each in self.written if each.who == who]

    def by_marker(self, who: str, number: int) -> Written | None:
        return next((each for each in self.written if (each.who, each.number) == (who, number)), None)

    def seen(self, channel: str) -> Seen:
        return self._seen.setdefault(channel, Seen())

    def notice(self, happening: Happening) -> None:
        """Called by the world."""
        if happening.name not in {"MESSAGE_CREATE", "MESSAGE_UPDATE"}:
            return
        data = happening.data
        self._newest = max(self._newest, int(data["id"]))
        if data.get("author", {}).get("id") != self._bot_id or int(data.get("flags", 0)) & (1 << 6):
            return
        if sight.is_last_word(data["content"]):
            self._forget(str(data["channel_id"]), int(data["id"]))
        self._note(data, self.seen(str(data["channel_id"])))

    def _forget(self, channel: str, last_word: int) -> None:
        """Whoever reads this in their direct messages has begun anew: of what was before, nothing may be left."""
        who = self.owners.get(channel)
        if who is None:
            return
        self.forgotten[channel] = last_word
        mine = [each for each in self.written if each.who == who and (each.message or each.after) < last_word]
        self.gone += mine
        self.written = [each for each in self.written if each not in mine]
        self.presses = [each for each in self.presses if each.who != who or each.id > last_word]
        self._seen.pop(channel, None)

    def _note(self, data: Json, seen: Seen) -> None:
        message = int(data["id"])
        self.changes[message] = self._newest
        question = sight.question_in(data["components"])
        if question is not None:
            seen.asked.setdefault(message, Asked(message=message, interview=question[0], number=question[1]))
        if sight.is_summary(data["embeds"]):
            seen.summaries.add(message)
        review = sight.review_in(data["components"])
        if review is None:
            review = self._review_of_words(data)
        if review is not None:
            seen.reviews.setdefault(message, review)

    def _review_of_words(self, data: Json) -> int | None:
        """The review of a comment without buttons, by what its writer saw."""
        for who, number, _ in sight.markers_in(sight.text_in(data)):
            written = self.by_marker(who, number)
            if written is not None and written.kind in {Kind.FEEDBACK, Kind.FORM, Kind.REPLY}:
                return written.review
        return None
