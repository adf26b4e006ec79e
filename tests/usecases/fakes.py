"""Discord as values: conversations, what goes wrong with them, plain words, and a clock that a test moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.core.content import ChannelId, InteractionId, MessageId, RoleId, ServerId, UserId
from bot.core.incoming import IncomingMessage, Member
from bot.interviewing.domain.afterwards.community import CommunityView
from bot.interviewing.domain.afterwards.retrospect import Retrospect
from bot.interviewing.domain.effects import AskQuestion, AskWhatItIs, Effect, ShowPanel, UpdateExamples
from bot.interviewing.domain.model import Interview
from bot.interviewing.domain.standing import CoachsGrade, Standing
from bot.outbound.draft import Button, Draft, Page
from bot.outbound.look import Look
from bot.outbound.messenger import ChannelGone, DeliveryForbidden, OwnMessages, ReplyExpired
from bot.outbound.request_budget import Lane
from bot.reviewing.domain.effects import ReviewEffect, ShowEffect
from bot.reviewing.domain.posts import Post, PostKind
from bot.reviewing.domain.snapshot import Snapshot
from tests.builders import NOON
from tests.usecases.in_lane import InLane

Result = TypeVar("Result")


class MovableClock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class PlainComposer:
    """Words that a test can compare: `question 1`, `panel 1: the answer`."""

    def __init__(self) -> None:
        self.broken_for: type[Effect] | None = None

    def compose(
        self,
        effect: Effect,
        interview: Interview,
        *,
        standing: Standing = Standing.UNSENT,
        next_step: str = "",
        grade: CoachsGrade | None = None,
        retrospect: Retrospect = Retrospect.NOTHING,  # noqa: ARG002 - the port's
        is_first: bool = False,  # noqa: ARG002 - the port's
        community: CommunityView = CommunityView.NOTHING,  # noqa: ARG002 - the port's
    ) -> Draft:
        if self.broken_for is not None and isinstance(effect, self.broken_for):
            raise ZeroDivisionError
        number = getattr(effect, "number", None)
        kind = {AskQuestion: "question", ShowPanel: "panel"}.get(type(effect), type(effect).__name__)
        words = kind if number is None else f"{kind} {number}"
        if isinstance(effect, ShowPanel):
            words += ": " + " / ".join(part.text for part in interview.turn(effect.number).parts)
            words += " (with its coach)" if standing.since is not None and interview.review is not None else ""
        if isinstance(effect, UpdateExamples):
            of = interview.round(effect.number)
            words += f": ticked {sorted(of.ticks or ())}" + (f", {of.rating.name}" if of.rating else "")
        words += f" (next step: {next_step})" if next_step else ""
        words += f" (graded {grade.grade}, {grade.covered})" if grade is not None else ""
        if isinstance(effect, AskWhatItIs):
            words += f": {effect.coach}" if effect.coach else ""
        look = Button(label=kind, custom_id=f"{kind}:{interview.id}:{number}")
        return Draft(content=words, rows=((look,),))

    def apology(self, interview: Interview, *, reference: str) -> Draft:  # noqa: ARG002 - the port's
        return Draft(content=f"apology {reference}")


class PlainReviewComposer:
    """Words that a test can compare: `answer 1: the answer`, a page for each hundred characters."""

    def pages(self, effect: ReviewEffect, snapshot: Snapshot) -> Sequence[Page]:
        if not isinstance(effect, ShowEffect):
            return [Page(name="0", draft=Draft(content=f"{type(effect).__name__} {getattr(effect, 'audience', '')}"))]
        review, post = snapshot.review, effect.post
        match post.kind:
            case PostKind.ANSWER:
                attempt = review.attempts[post.number - 1]
                text = " / ".join(part.text for part in snapshot.written_in(attempt))
            case PostKind.COMMENT | PostKind.COPY | PostKind.RECEIPT:
                comment = review.comment(post.number)
                text = (
                    comment.text
                    if post.kind is not PostKind.RECEIPT
                    else f"{comment.state} {comment.why or ''}".strip()
                )
            case _:
                text = str(getattr(effect, "kind", review.stage))
        pieces = [text[start : start + 100] for start in range(0, len(text), 100)] or [""]
        return [
            Page(name=str(number), draft=self._draft(f"{post.kind} {post.number}: {piece}", review.id, post, number))
            for number, piece in enumerate(pieces)
        ]

    def apology(self, effect: ReviewEffect, snapshot: Snapshot, *, reference: str) -> Draft:  # noqa: ARG002 - the port's
        return Draft(content=f"apology {reference}")

    def thread_name(self, snapshot: Snapshot) -> str:
        return snapshot.review.shown_name

    def _draft(self, text: str, review: int, post: Post, page: int) -> Draft:
        look = Button(label="look", custom_id=f"{review}:{post.kind}:{post.number}:{page}")
        return Draft(content=text, rows=((look,),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    id: MessageId
    author: UserId | None
    """None is the bot."""
    text: str
    looks: frozenset[str] = frozenset()
    replies_to: MessageId | None = None


@dataclass(kw_only=True)
class Fault:
    """What happens to one request."""

    request: str
    error: Exception | None
    carried_out: bool
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)


class Conversations:
    """Implements `Messenger`. Ids are given in the order of time; nonces are forgotten at once."""

    def __init__(self) -> None:
        self._next_id = 1000
        self._channels: dict[ChannelId, list[Message]] = {}
        self._owners: dict[ChannelId, UserId] = {}
        self._faults: list[Fault] = []
        self._of_bot: set[MessageId] = set()
        """The bot's messages, deleted ones among them."""
        self.closed: set[UserId] = set()
        self.members: dict[tuple[ServerId, UserId], Member] = {}
        self.archived: set[ChannelId] = set()
        self.names: dict[ChannelId, str] = {}
        self.requests: list[str] = []
        """The names of the requests made, in order."""
        self.turns: list[str] = []
        """The names of those for which a turn was taken in the lane of a reading."""

    def fail(self, request: str, error: Exception, *, carried_out: bool = False) -> None:
        """Let the next such request fail, before or after it was carried out."""
        fault = Fault(request=request, error=error, carried_out=carried_out)
        fault.released.set()
        self._faults.append(fault)

    def stall(self, request: str, *, error: Exception | None = None, carried_out: bool = False) -> Fault:
        """Let the next such request wait for its release, before or after it is carried out."""
        fault = Fault(request=request, error=error, carried_out=carried_out)
        self._faults.append(fault)
        return fault

    def channel_of(self, user: UserId) -> ChannelId:
        """The conversation with this person, made if there is none."""
        for channel, owner in self._owners.items():
            if owner == user and channel in self._channels:
                return channel
        channel = ChannelId(self._new_id())
        self._channels[channel] = []
        self._owners[channel] = user
        return channel

    def remove_channel(self, user: UserId) -> None:
        del self._channels[self.channel_of(user)]

    def write(self, user: UserId, text: str, *, replies_to: MessageId | None = None) -> IncomingMessage:
        """The person writes to the bot; whether the bot hears of it is up to the test."""
        channel = self.channel_of(user)
        return self._incoming(channel, self._put(channel, author=user, text=text, replies_to=replies_to))

    def interaction(self) -> InteractionId:
        """Somebody presses a button or types a command."""
        return InteractionId(self._new_id())

    def edit_own(self, message: IncomingMessage, text: str) -> IncomingMessage:
        self._replace(message.channel, message.id, text=text)
        return replace(message, text=text)

    def open_channel(self, channel: ChannelId) -> None:
        """A channel of a server."""
        self._channels.setdefault(channel, [])

    def said_in(self, channel: ChannelId) -> list[str]:
        """What the bot has written in a channel, oldest first."""
        return [each.text for each in self._in(channel) if each.author is None]

    def ids_of_bot(self, channel: ChannelId) -> list[MessageId]:
        """The bot's messages in a channel, oldest first."""
        return [each.id for each in self._in(channel) if each.author is None]

    def write_in(self, channel: ChannelId, member: Member, text: str, *, replies_to: MessageId) -> IncomingMessage:
        """A coach replies in the review channel; whether the bot hears of it is up to the test."""
        message = self._put(channel, author=member.user, text=text, replies_to=replies_to)
        return replace(self._incoming(channel, message), member=member, server=member.server)

    def take_away(self, channel: ChannelId, message: MessageId) -> None:
        self._channels[channel] = [each for each in self._channels[channel] if each.id != message]

    def of_bot(self, user: UserId) -> list[str]:
        """What the person sees of the bot, oldest first."""
        return [each.text for each in self._channels[self.channel_of(user)] if each.author is None]

    def id_of(self, user: UserId, text: str) -> MessageId:
        """The newest message with these words."""
        return [each.id for each in self._channels[self.channel_of(user)] if each.text == text][-1]

    def in_lane(self, lane: Lane) -> InLane:
        return InLane(self, lane)

    async def member(self, server: ServerId, user: UserId) -> Member | None:
        return await self._request("member", lambda: self.members.get((server, user)))

    async def open_thread(self, channel: ChannelId, message: MessageId, *, name: str) -> None:  # noqa: ARG002
        def begin() -> None:
            if message not in {each.id for each in self._in(channel)}:
                raise ChannelGone
            self._channels.setdefault(ChannelId(message), [])

        await self._request("open_thread", begin)

    async def delete(self, channel: ChannelId, message: MessageId) -> None:
        await self._request("delete", lambda: self.take_away(channel, message))

    async def archive_thread(self, thread: ChannelId) -> None:
        await self._request("archive_thread", lambda: self.archived.add(thread))

    async def rename_thread(self, thread: ChannelId, *, name: str) -> None:
        await self._request("rename_thread", lambda: self.names.update({thread: name}))

    async def delete_thread(self, thread: ChannelId) -> None:
        await self._request("delete_thread", lambda: self._channels.pop(thread, None))

    async def open_dm(self, user: UserId) -> ChannelId:
        return await self._request("open_dm", lambda: self.channel_of(user))

    async def send(self, channel: ChannelId, draft: Draft, *, nonce: str) -> MessageId:
        assert 0 < len(nonce) <= 25

        def send() -> MessageId:
            if self._owners.get(channel) in self.closed:
                raise DeliveryForbidden
            return self.say(channel, draft)

        return await self._request("send", send)

    async def edit(self, channel: ChannelId, message: MessageId, draft: Draft) -> None:
        await self._request("edit", lambda: self._replace(channel, message, text=draft.content or ""))

    async def find_sent(
        self,
        channel: ChannelId,
        look: Look,
        *,
        nonce: str | None,  # noqa: ARG002 - the history does not show it
        after: MessageId | None,
    ) -> Sequence[MessageId]:
        return await self._request(
            "find_sent",
            lambda: [
                each.id
                for each in self._in(channel)
                if each.author is None
                and each.id > (after or 0)
                and (each.looks & look.custom_ids if look.custom_ids else look.digest(each.text) == look.content)
            ],
        )

    async def was_deleted(self, channel: ChannelId, message: MessageId, *, in_thread: bool) -> bool:
        there = await self._request("was_deleted", lambda: [each.id for each in self._in(channel)])
        return message not in there and (not in_thread or min(there, default=message) < message)

    async def read(
        self, channel: ChannelId, *, after: MessageId, until: MessageId | None = None
    ) -> AsyncIterator[IncomingMessage | MessageId]:
        """A fault named `read` comes before the first message, `read on` behind it."""
        page = await self._request(
            "read", lambda: [each for each in self._in(channel) if after < each.id <= (until or each.id)]
        )
        for each in page:
            if each.author is None:
                yield each.id
            else:
                yield self._incoming(channel, each)
                await self._request("read on", lambda: None, counted=False)

    async def own_controls(
        self, channel: ChannelId, *, after: MessageId, until: MessageId
    ) -> AsyncIterator[tuple[MessageId, AbstractSet[str]]]:
        for each in await self._request("own_controls", lambda: list(self._in(channel))):
            if each.author is None and after < each.id <= until:
                yield each.id, each.looks

    async def own_messages(self, channel: ChannelId, *, after: MessageId, until: MessageId) -> OwnMessages:
        """A page of three."""
        page = await self._request("own_messages", lambda: [e for e in self._in(channel) if after < e.id <= until][:3])
        return OwnMessages(
            messages=[each.id for each in page if each.author is None], reached=page[-1].id if len(page) == 3 else None
        )

    def say(self, channel: ChannelId, draft: Draft) -> MessageId:
        """The bot's words appear in the channel."""
        return self._put(channel, author=None, text=draft.content or "", looks=draft.custom_ids()).id

    async def _request(self, name: str, carry_out: Callable[[], Result], *, counted: bool = True) -> Result:
        if counted:
            self.requests.append(name)
        await asyncio.sleep(0)  # every request gives others a turn
        fault = next((each for each in self._faults if each.request == name), None)
        if fault is None:
            return carry_out()
        self._faults.remove(fault)
        early = [carry_out()] if fault.carried_out else []
        fault.reached.set()
        await fault.released.wait()
        if fault.error is not None:
            raise fault.error
        return early[0] if early else carry_out()

    def _incoming(self, channel: ChannelId, message: Message) -> IncomingMessage:
        assert message.author is not None
        return IncomingMessage(
            id=message.id,
            author=message.author,
            channel=channel,
            text=message.text,
            replies_to=message.replies_to,
            answers_bot=message.replies_to in self._of_bot,
        )

    def _in(self, channel: ChannelId) -> list[Message]:
        if channel not in self._channels:
            raise ChannelGone
        return self._channels[channel]

    def _put(
        self,
        channel: ChannelId,
        *,
        author: UserId | None,
        text: str,
        looks: frozenset[str] = frozenset(),
        replies_to: MessageId | None = None,
    ) -> Message:
        message = Message(id=MessageId(self._new_id()), author=author, text=text, looks=looks, replies_to=replies_to)
        self._in(channel).append(message)
        if author is None:
            self._of_bot.add(message.id)
        return message

    def _replace(self, channel: ChannelId, message: MessageId, *, text: str) -> None:
        there = self._in(channel)
        positions = [position for position, each in enumerate(there) if each.id == message]
        if not positions:
            raise ChannelGone
        there[positions[0]] = replace(there[positions[0]], text=text)

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id


class FakeReply:
    """Implements `Reply`: the answer to one interaction in the conversation with one person."""

    def __init__(self, discord: Conversations, user: UserId, *, error: Exception | None = None) -> None:
        self._discord = discord
        self._user = user
        self._error = error
        self.used = 0

    async def update(self, message: MessageId, draft: Draft) -> bool:  # noqa: ARG002
        return False

    async def respond(self, draft: Draft) -> MessageId:
        self.used += 1
        if self._error is not None:
            raise self._error
        if self.used > 1:
            raise ReplyExpired
        return self._discord.say(self._discord.channel_of(self._user), draft)


class FakeReaders:
    """Implements `bot.servers.usecases.ports.Readers`: nobody reads along until a test says so."""

    def __init__(self) -> None:
        self.outside: list[str] = []

    async def look_up(self, server: ServerId, channel: ChannelId) -> None:
        """Everybody is known."""

    def outsiders(self, server: ServerId, channel: ChannelId, *, insiders: Collection[RoleId]) -> Sequence[str] | None:  # noqa: ARG002
        return self.outside

    def may_post(self, server: ServerId, channel: ChannelId, *, insiders: Collection[RoleId]) -> bool:  # noqa: ARG002
        return not self.outside
