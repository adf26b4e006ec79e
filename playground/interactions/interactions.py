"""Begins interactions, and carries out the bot's responses and follow-ups in time."""

from __future__ import annotations

import secrets
from dataclasses import replace

from playground.interactions.callbacks import callback_type, kept_choices
from playground.interactions.invocation import CallbackType, InteractionType, Invocation
from playground.interactions.payload import interaction_payload, used_name
from playground.interactions.payload import owners as owners_of
from playground.payloads.messages import Payloads
from playground.rules.drafts import OF_INTERACTIONS, read_draft
from playground.rules.modals import kept_modal
from playground.talk.messages import Messages, Origin
from playground.world.bell import Bell
from playground.world.errors import Form, refusal
from playground.world.model import Channel, Happening, Json, Message, MessageFlags, MessageType, Upload, User
from playground.world.world import World

FIRST_RESPONSE = 3.0
TOKEN_LIFETIME = 15 * 60.0
_FOLLOWUPS_OF_USER_INSTALLS = 5


class Interactions:
    """All interactions that were ever started; the token is what gives a bot the right to answer."""

    def __init__(self, world: World, payloads: Payloads, messages: Messages) -> None:
        self._world = world
        self._payloads = payloads
        self._messages = messages
        self.first_response = FIRST_RESPONSE
        """Seconds until an interaction without an answer has failed. A test may lengthen it."""
        self._by_id: dict[str, Invocation] = {}
        self._by_token: dict[str, Invocation] = {}

    def begin(
        self,
        kind: InteractionType,
        user: User,
        channel: Channel,
        data: Json,
        *,
        source: Message | None = None,
        started_by: Invocation | None = None,
    ) -> Invocation:
        """Send an interaction to the bot, and start its clock.

        `source` is the message whose component was used; `started_by` is the use that opened the modal.
        """
        world = self._world
        owners = owners_of(world, user, channel)
        interaction_id = world.ids.next()
        metadata: Json = {
            "id": interaction_id,
            "type": int(kind),
            "user": self._payloads.user(user),
            "authorizing_integration_owners": owners,
        }
        shows_as = MessageType.CHAT_INPUT_COMMAND
        if kind is InteractionType.COMMAND:
            metadata["name"] = used_name(data)
        if kind is InteractionType.COMPONENT and source is not None:
            metadata["interacted_message_id"] = source.id
            shows_as = MessageType.REPLY
        elif started_by is not None:
            metadata["triggering_interaction_metadata"] = started_by.metadata
            shows_as = started_by.shows_as
        elif "target_id" in data:
            metadata["target_message_id"] = data["target_id"]
            shows_as = MessageType.CONTEXT_MENU_COMMAND
        invocation = Invocation(
            id=interaction_id,
            token=secrets.token_urlsafe(48),
            type=kind,
            user_id=user.id,
            channel_id=channel.id,
            created_at=world.clock.now(),
            metadata=metadata,
            shows_as=shows_as,
            payloads=self._payloads,
            bell=Bell(),
            source=source,
        )
        self._forget_old()
        self._by_id[invocation.id] = invocation
        self._by_token[invocation.token] = invocation
        invocation.timers.append(world.clock.call_later(self.first_response, lambda: self._expire(invocation)))
        payload = interaction_payload(world, self._payloads, invocation, user, channel, data) | {
            "authorizing_integration_owners": owners
        }
        world.tell(Happening(name="INTERACTION_CREATE", data=payload, guild_id=channel.guild_id, only_for=world.bot_id))
        return invocation

    def respond(self, interaction_id: str, token: str, body: Json, files: dict[int, Upload]) -> Json:
        """The bot's first response.

        Raises:
            ApiError: 10062 after three seconds (or for a wrong token), 40060 for a second response, 50035.
        """
        invocation = self._by_id.get(interaction_id)
        if invocation is None or not secrets.compare_digest(invocation.token, token) or invocation.failed:
            raise refusal(10062)
        if invocation.acknowledged:
            raise refusal(40060)
        kind = callback_type(invocation, body.get("type"))
        answer: Json = {"interaction": {"id": invocation.id, "type": int(invocation.type)}}
        answer["interaction"]["channel_id"] = invocation.channel_id
        self._carry_out(invocation, kind, body, files)
        invocation.response_type = kind
        self._acknowledge(invocation)
        if invocation.original is not None:
            answer["interaction"] |= {
                "response_message_id": invocation.original.id,
                "response_message_loading": invocation.loading,
                "response_message_ephemeral": invocation.ephemeral,
            }
            if kind in {CallbackType.MESSAGE, CallbackType.UPDATE}:
                answer["resource"] = {"type": int(kind), "message": self._payloads.message(invocation.original)}
        return answer

    def _forget_old(self) -> None:
        """Tokens that nobody can use any more need not be remembered."""
        oldest = self._world.clock.now() - 2 * TOKEN_LIFETIME
        while self._by_id and (first := next(iter(self._by_id.values()))).created_at < oldest:
            del self._by_id[first.id]
            del self._by_token[first.token]

    def _carry_out(self, invocation: Invocation, kind: CallbackType, body: Json, files: dict[int, Upload]) -> None:
        data = body.get("data") or {}
        match kind:
            case CallbackType.MESSAGE:
                invocation.original = self._write(invocation, data, files, path="data")
            case CallbackType.DEFERRED_MESSAGE:
                self._defer(invocation, data)
            case CallbackType.UPDATE:
                self._update(invocation, data, files)
            case CallbackType.DEFERRED_UPDATE:
                invocation.original = invocation.source
            case CallbackType.AUTOCOMPLETE:
                invocation.choices = kept_choices(data)
            case CallbackType.MODAL:
                form = Form()
                modal = kept_modal(form, body.get("data"), "data")
                form.check()
                invocation.modal = modal

    def by_token(self, token: str) -> Invocation:
        """The interaction that a follow-up belongs to.

        Raises:
            ApiError: 10015 for a token unknown or not yet answered, 50027 after fifteen minutes.
        """
        invocation = self._by_token.get(token)
        if invocation is None or not invocation.acknowledged or invocation.choices is not None:
            raise refusal(10015)
        if invocation.created_at + TOKEN_LIFETIME <= self._world.clock.now():
            raise refusal(50027)
        return invocation

    def follow_up(self, token: str, body: Json, files: dict[int, Upload]) -> Message:
        """A further message; the first one after a deferral takes the place of "is thinking"."""
        invocation = self.by_token(token)
        if invocation.original is not None and invocation.loading:
            return self._edit(invocation, invocation.original, body, files)
        owners = invocation.metadata["authorizing_integration_owners"]
        if set(owners) == {"1"} and len(invocation.followup_messages) >= _FOLLOWUPS_OF_USER_INSTALLS:
            raise refusal(40094)
        message = self._write(invocation, body, files, path="", follows=True)
        invocation.followup_messages.append(message)
        invocation.bell.ring()
        return message

    def message_of(self, token: str, message_id: str) -> Message:
        """A message that this interaction wrote (or, as `@original`, its response)."""
        invocation = self.by_token(token)
        candidates = [*invocation.followup_messages]
        if invocation.original is not None:
            candidates.append(invocation.original)
            if message_id == "@original":
                message_id = invocation.original.id
        for message in candidates:
            alive = self._world.messages.get(message.channel_id, {})
            if message.id == message_id and message.id in alive:
                return message
        raise refusal(10008)

    def edit_message(self, token: str, message_id: str, body: Json, files: dict[int, Upload]) -> Message:
        return self._edit(self.by_token(token), self.message_of(token, message_id), body, files)

    def delete_message(self, token: str, message_id: str) -> None:
        self._messages.delete(self.message_of(token, message_id))
        self.by_token(token).bell.ring()

    def close(self) -> None:
        """Call off what is planned, and forget all tokens."""
        for invocation in self._by_id.values():
            for timer in invocation.timers:
                timer.cancel()
        self._by_id.clear()
        self._by_token.clear()

    def _defer(self, invocation: Invocation, data: Json) -> None:
        flags = int(data.get("flags") or 0) & MessageFlags.EPHEMERAL
        message = Message(
            id=self._world.ids.next(),
            channel_id=invocation.channel_id,
            author_id=self._world.bot_id,
            type=invocation.shows_as,
            flags=flags | MessageFlags.LOADING,
            interaction=invocation.metadata,
            only_for=invocation.user_id if flags else None,
            reference=self._reference(invocation),
        )
        if message.reference is None and message.type is MessageType.REPLY:
            message.type = MessageType.DEFAULT
        self._messages.add(message)
        invocation.original = message
        left = TOKEN_LIFETIME
        invocation.timers.append(self._world.clock.call_later(left, lambda: self._give_up(invocation)))

    def _update(self, invocation: Invocation, data: Json, files: dict[int, Upload]) -> None:
        message = invocation.source
        if message is None or message.id not in self._world.messages.get(message.channel_id, {}):
            raise refusal(10008)
        draft = read_draft(data, files, path="data", editing=message)
        draft.allowed_mentions = draft.allowed_mentions or {"parse": ["users"]}
        self._messages.edit(message, draft)
        invocation.original = message

    def _write(
        self, invocation: Invocation, body: Json, files: dict[int, Upload], *, path: str, follows: bool = False
    ) -> Message:
        draft = read_draft(body, files, path=path, settable=OF_INTERACTIONS)
        draft.allowed_mentions = draft.allowed_mentions or {"parse": ["users"]}
        # Neither nonce nor reference exist here: the request schemas of webhooks do not have them.
        draft.nonce, draft.enforce_nonce, draft.reference = None, False, None
        private = draft.has(MessageFlags.EPHEMERAL)
        kind, answers = invocation.shows_as, self._reference(invocation)
        if follows and invocation.original is not None and invocation.original.only_for is None:
            kind, answers = MessageType.REPLY, self._messages.reference_to(invocation.original)
        if kind is MessageType.REPLY and answers is None:
            kind = MessageType.DEFAULT
        metadata = invocation.metadata
        if follows and invocation.original is not None:
            metadata = metadata | {"original_response_message_id": invocation.original.id}
        origin = Origin(
            type=kind,
            interaction=metadata,
            only_for=invocation.user_id if private else None,
            answers=answers,
        )
        return self._messages.create(self._world.channel(invocation.channel_id), self._world.bot_id, draft, origin)

    def _edit(self, invocation: Invocation, message: Message, body: Json, files: dict[int, Upload]) -> Message:
        draft = read_draft(body, files, editing=message)
        draft.allowed_mentions = draft.allowed_mentions or {"parse": ["users"]}
        if message.has(MessageFlags.LOADING):
            flags = message.flags if draft.flags is None else draft.flags
            draft = replace(draft, flags=flags & ~MessageFlags.LOADING)
        self._messages.edit(message, draft)
        invocation.bell.ring()
        return message

    def _reference(self, invocation: Invocation) -> Json | None:
        """Answers to a button are shown as replies to its message, unless few can see that message."""
        source = invocation.source
        if invocation.shows_as is not MessageType.REPLY or source is None or source.only_for is not None:
            return None
        return self._messages.reference_to(source)

    def _acknowledge(self, invocation: Invocation) -> None:
        invocation.timers[0].cancel()
        invocation.bell.ring()
        self._tell_person(invocation, "INTERACTION_SUCCESS")
        if invocation.modal is not None:
            self._tell_person(invocation, "INTERACTION_MODAL_CREATE")

    def _expire(self, invocation: Invocation) -> None:
        if not invocation.acknowledged:
            invocation.failed = True
            invocation.bell.ring()
            self._tell_person(invocation, "INTERACTION_FAILURE")

    def _give_up(self, invocation: Invocation) -> None:
        """The client's "The application did not respond", when a deferral led to nothing."""
        if invocation.loading:
            invocation.failed = True
            invocation.bell.ring()
            self._tell_person(invocation, "INTERACTION_FAILURE")

    def _tell_person(self, invocation: Invocation, name: str) -> None:
        """Clients of people (not bots) hear how their use of a command went."""
        data: Json = {"id": invocation.id, "channel_id": invocation.channel_id, "modal": invocation.modal}
        self._world.tell(Happening(name=name, data=data, only_for=invocation.user_id))
