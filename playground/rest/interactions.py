"""Answers REST requests about interactions, by the interaction's token instead of the bot's."""

from __future__ import annotations

from playground.interactions.interactions import Interactions
from playground.rest.access import BotAccess
from playground.rest.server import Answer, Call, Handler
from playground.world.errors import refusal

_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
_ORIGINAL = _WEBHOOK + "/messages/@original"
_MESSAGE = _WEBHOOK + "/messages/{message_id}"
_TRUE = {"1", "true", "True"}


class InteractionRoutes:
    """First responses, and the follow-ups that Discord offers as a webhook of the interaction."""

    def __init__(self, access: BotAccess, interactions: Interactions) -> None:
        self._access = access
        self._interactions = interactions

    def routes(self) -> dict[tuple[str, str], Handler]:
        return {
            ("POST", _CALLBACK): self.respond,
            ("POST", _WEBHOOK): self.follow_up,
            ("GET", _ORIGINAL): self.get,
            ("PATCH", _ORIGINAL): self.edit,
            ("DELETE", _ORIGINAL): self.delete,
            ("GET", _MESSAGE): self.get,
            ("PATCH", _MESSAGE): self.edit,
            ("DELETE", _MESSAGE): self.delete,
        }

    def respond(self, call: Call) -> Answer:
        answer = self._interactions.respond(
            call.params["interaction_id"], call.params["interaction_token"], call.body, call.files
        )
        return Answer(200, answer) if call.query.get("with_response") in _TRUE else Answer(204)

    def follow_up(self, call: Call) -> Answer:
        message = self._interactions.follow_up(self._token(call), call.body, call.files)
        # For an application's own webhook Discord answers with the message whether `wait` is set or not.
        return Answer(200, self._access.payloads.message(message))

    def get(self, call: Call) -> Answer:
        message = self._interactions.message_of(self._token(call), self._message_id(call))
        return Answer(200, self._access.payloads.message(message))

    def edit(self, call: Call) -> Answer:
        message = self._interactions.edit_message(self._token(call), self._message_id(call), call.body, call.files)
        return Answer(200, self._access.payloads.message(message))

    def delete(self, call: Call) -> Answer:
        self._interactions.delete_message(self._token(call), self._message_id(call))
        return Answer(204)

    def _token(self, call: Call) -> str:
        if call.params["webhook_id"] != self._access.world.bot_id:
            raise refusal(10015)
        return call.params["webhook_token"]

    def _message_id(self, call: Call) -> str:
        return call.params.get("message_id", "@original")
