"""Limits requests as Discord does: by route and channel, and for the whole bot."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field

from playground.world.clock import Clock

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = "/channels/{channel_id}/messages/{message_id}"
_MAJOR = ("channel_id", "guild_id", "webhook_id", "interaction_id")
# Answers to interactions are not counted in the bot's global limit.
_MOST_WINDOWS = 10_000
_NOT_GLOBAL = ("/interactions/", "/webhooks/")


@dataclass(frozen=True, slots=True)
class Rule:
    """So many requests in so many seconds."""

    limit: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimits:
    """The limits in force. Discord publishes none of its per-route numbers; these are as reported."""

    default: Rule = Rule(10_000, 1.0)
    rules: dict[tuple[str, str], Rule] = field(default_factory=dict)
    overall: Rule | None = None

    @classmethod
    def like_discord(cls) -> RateLimits:
        """Five messages in five seconds per channel, fifty requests a second in all."""
        rules = {
            ("POST", MESSAGES): Rule(5, 5.0),
            ("PATCH", MESSAGE): Rule(5, 5.0),
            ("DELETE", MESSAGE): Rule(5, 1.0),
            ("GET", MESSAGES): Rule(5, 5.0),
            ("POST", "/webhooks/{webhook_id}/{webhook_token}"): Rule(5, 2.0),
            ("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me"): Rule(1, 0.25),
        }
        return cls(default=Rule(50, 1.0), rules=rules, overall=Rule(50, 1.0))


@dataclass(slots=True)
class _Window:
    ends: float
    used: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a request may pass, and what its answer's headers say."""

    allowed: bool
    headers: dict[str, str]
    retry_after: float = 0.0
    everywhere: bool = False


class RateLimiter:
    """Counts requests."""

    def __init__(self, limits: RateLimits, clock: Clock) -> None:
        self.limits = limits
        self._clock = clock
        self._windows: dict[str, _Window] = {}
        self._overall = _Window(0.0)

    def take(self, method: str, route: str, params: dict[str, str]) -> Verdict:
        """Count one request, and say whether it may pass."""
        now = self._clock.now()
        overall = self.limits.overall
        if overall is not None and not route.startswith(_NOT_GLOBAL):
            if now >= self._overall.ends:
                self._overall = _Window(now + overall.seconds)
            if self._overall.used >= overall.limit:
                left = self._overall.ends - now
                return Verdict(allowed=False, headers=limited(left, "global"), retry_after=left, everywhere=True)
            self._overall.used += 1
        rule = self.limits.rules.get((method, route), self.limits.default)
        bucket = hashlib.md5(f"{method} {route}".encode(), usedforsecurity=False).hexdigest()
        major = ":".join(params[key] for key in (*_MAJOR, "webhook_token") if key in params)
        window = self._windows.get(f"{bucket}:{major}")
        if window is None or now >= window.ends:
            if len(self._windows) > _MOST_WINDOWS:
                self._windows = {key: each for key, each in self._windows.items() if now < each.ends}
            window = self._windows[f"{bucket}:{major}"] = _Window(now + rule.seconds)
        allowed = window.used < rule.limit
        window.used += allowed
        left = max(window.ends - now, 0.0)
        headers = {
            "X-RateLimit-Limit": str(rule.limit),
            "X-RateLimit-Remaining": str(rule.limit - window.used),
            "X-RateLimit-Reset": f"{window.ends:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": bucket,
        }
        if allowed:
            return Verdict(allowed=True, headers=headers)
        return Verdict(allowed=False, headers=headers | limited(left, "user"), retry_after=left)


def limited(retry_after: float, scope: str) -> dict[str, str]:
    """The headers that only an answer 429 has. Without `Via`, clients take it for a ban by the proxy."""
    headers = {
        "Retry-After": str(math.ceil(retry_after)),
        "X-RateLimit-Scope": scope,
        "Via": "1.1 playground",
    }
    return headers | {"X-RateLimit-Global": "true"} if scope == "global" else headers
