"""Answers REST requests about the bot itself: its account, its commands and its direct messages."""

from __future__ import annotations

from playground.gateway.gateway import Gateway
from playground.gateway.portal import Portal
from playground.interactions.commands import Commands
from playground.rest.access import BotAccess
from playground.rest.server import Answer, Call, Handler
from playground.world.errors import Form, refusal
from playground.world.model import Json

_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


class AppRoutes:
    """What a bot asks at start, and what it registers."""

    def __init__(self, access: BotAccess, commands: Commands, gateway: Gateway, portal: Portal) -> None:
        self._access = access
        self._world = access.world
        self._commands = commands
        self._gateway = gateway
        self._portal = portal

    def routes(self) -> dict[tuple[str, str], Handler]:
        routes: dict[tuple[str, str], Handler] = {
            ("GET", "/users/@me"): self.me,
            ("POST", "/users/@me/channels"): self.open_dm,
            ("GET", "/users/@me/guilds"): self.guilds,
            ("GET", "/users/{user_id}"): self.user,
            ("GET", "/oauth2/applications/@me"): self.application,
            ("GET", "/applications/@me"): self.application,
            ("GET", "/gateway"): self.gateway,
            ("GET", "/gateway/bot"): self.gateway_bot,
        }
        for template in (_GLOBAL, _GUILD):
            routes |= {
                ("GET", template): self.commands,
                ("PUT", template): self.overwrite_commands,
                ("POST", template): self.create_command,
                ("GET", template + "/{command_id}"): self.command,
                ("DELETE", template + "/{command_id}"): self.delete_command,
            }
        return routes

    def me(self, _: Call) -> Answer:
        payload = self._access.payloads.user(self._world.bot)
        return Answer(200, payload | {"verified": True, "mfa_enabled": False, "locale": "en-US", "email": None})

    def guilds(self, _: Call) -> Answer:
        mine = [guild for guild in self._world.guilds.values() if self._world.bot_id in guild.members]
        about: list[Json] = [
            {
                "id": guild.id,
                "name": guild.name,
                "icon": None,
                "banner": None,
                "owner": False,
                "permissions": str(self._world.guild_permissions(guild)),
                "features": [],
            }
            for guild in mine
        ]
        return Answer(200, about)

    def user(self, call: Call) -> Answer:
        user = self._world.users.get(call.params["user_id"])
        if user is None:
            raise refusal(10013)
        return Answer(200, self._access.payloads.user(user))

    def open_dm(self, call: Call) -> Answer:
        """Succeeds also for who has closed their direct messages; only writing there is refused."""
        form = Form()
        recipient_id = call.body.get("recipient_id")
        if recipient_id is None:
            form.required("recipient_id")
        form.check()
        user = self._world.users.get(str(recipient_id))
        if user is None:
            raise refusal(50033)
        if user.bot:
            refused = refusal(50007)
            refused.status = 400
            raise refused
        return Answer(200, self._access.payloads.channel(self._world.dm_with(str(recipient_id))))

    def application(self, _: Call) -> Answer:
        bot = self._world.bot
        flags = self._portal.flags
        user = self._access.payloads.user(bot)
        owner = next((each for each in self._world.users.values() if not each.bot), bot)
        body: Json = {
            "id": bot.id,
            "name": bot.name,
            "icon": None,
            "description": "",
            "type": None,
            "bot": user,
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": flags,
            "flags_new": str(flags),
            "redirect_uris": [],
            "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
            "owner": self._access.payloads.user(owner),
            "approximate_guild_count": len(self._world.guilds),
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "team": None,
            "eligible_oauth2_scopes": [],
        }
        return Answer(200, body)

    def gateway(self, _: Call) -> Answer:
        return Answer(200, {"url": self._gateway.url})

    def gateway_bot(self, _: Call) -> Answer:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return Answer(200, {"url": self._gateway.url, "shards": 1, "session_start_limit": limit})

    def commands(self, call: Call) -> Answer:
        return Answer(200, self._commands.listed(self._scope(call)))

    def command(self, call: Call) -> Answer:
        return Answer(200, self._commands.get(call.params["command_id"], self._scope(call)))

    def overwrite_commands(self, call: Call) -> Answer:
        return Answer(200, self._commands.overwrite(call.json or [], guild_id=self._scope(call)))

    def create_command(self, call: Call) -> Answer:
        return Answer(201, self._commands.create(call.body, guild_id=self._scope(call)))

    def delete_command(self, call: Call) -> Answer:
        self._commands.delete(call.params["command_id"], self._scope(call))
        return Answer(204)

    def _scope(self, call: Call) -> str | None:
        if call.params["application_id"] != self._world.bot_id:
            raise refusal(20001)
        guild_id = call.params.get("guild_id")
        if guild_id is not None and guild_id not in self._world.guilds:
            raise refusal(50001)
        return guild_id
