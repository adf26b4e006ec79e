"""Counts and times what the bot does, and renders it with what it is told, as Prometheus reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from http import HTTPStatus

from prometheus_client import CollectorRegistry, Counter, Histogram, Info, ProcessCollector
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.core.commits import Committed
from bot.core.observing import Backlog
from bot.health.signs import SignsOfLife

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_INTERACTION = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3.0, 6.0, 15.0)
"""Discord waits for three seconds; after 0.8 the bot says that it has heard."""
_DATABASE = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)
_LAG = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

_NOW = {
    "mock_ready": "1 if the bot can do its work: what /readyz says.",
    "mock_connected": "1 while the connection to Discord's gateway stands.",
    "mock_answering": "0 while this process stands by for another one.",
    "mock_database_up": "1 if the database answers.",
    "mock_reviews_waiting": "Reviews that no coach has answered yet.",
    "mock_reviews_late": "Those that wait longer than their server's goal.",
    "mock_outbox_parcels": "Messages and edits that wait to be sent.",
    "mock_outbox_oldest_seconds": "How long the next of them has been due.",
    "mock_last_backup_timestamp_seconds": "When the latest backup was made.",
}
"""What is read when somebody asks, with its meaning."""

LastBackup = Callable[[], datetime | None]


class Metrics:
    """`Observer`, with a registry of its own."""

    def __init__(self, signs: SignsOfLife, *, about: Mapping[str, str], last_backup: LastBackup) -> None:
        """`about`: labels that tell one build from another. `last_backup`: when the latest was made; None: unknown."""
        self._signs = signs
        self._last_backup = last_backup
        self._registry = registry = CollectorRegistry()
        self._answers = Counter("mock_answers", "Questions and follow-ups that got a first answer.", registry=registry)
        self._reviews = Counter("mock_reviews", "Reviews that candidates asked for.", registry=registry)
        self._requests = Counter(
            "mock_discord_requests",
            "Answers of Discord to the bot's requests; status is lost where none came.",
            ("route", "method", "status"),
            registry=registry,
        )
        self._rate_limited = Counter(
            "mock_discord_rate_limited", "Requests that Discord refused with 429.", ("route",), registry=registry
        )
        self._interactions = Histogram(
            "mock_interaction_seconds",
            "Time from an interaction until it was dealt with, its answer included.",
            ("kind",),
            registry=registry,
            buckets=_INTERACTION,
        )
        database = Histogram(
            "mock_database_seconds",
            "Time of transactions: until they had begun (waiting), and until they had ended (working).",
            ("part",),
            registry=registry,
            buckets=_DATABASE,
        )
        self._waiting, self._working = database.labels("waiting"), database.labels("working")
        self._database_errors = Counter(
            "mock_database_errors", "Transactions that the database did not begin or carry out.", registry=registry
        )
        self._lag = Histogram(
            "mock_event_loop_lag_seconds",
            "How late the event loop came back to what was due, looked at once a second.",
            registry=registry,
            buckets=_LAG,
        )
        Info("mock_build", "What runs here.", registry=registry).info(dict(about))
        ProcessCollector(registry=registry)
        for kind in ("command", "press", "form", "suggestion"):  # a rate needs a beginning
            self._interactions.labels(kind)

    def committed(self, committed: Committed) -> None:
        """As `Observer`."""
        if committed.answers:
            self._answers.inc(committed.answers)
        if committed.reviews:
            self._reviews.inc(committed.reviews)
        if committed.settled or committed.postponed:
            self._signs.outbox_moved()

    def transaction_ended(self, *, waited: float, took: float) -> None:
        """As `Observer`."""
        self._waiting.observe(waited)
        self._working.observe(took)

    def database_failed(self) -> None:
        """As `Observer`."""
        self._database_errors.inc()
        self._signs.database_failed()

    def request_answered(self, *, route: str, method: str, status: int | None) -> None:
        """As `Observer`."""
        self._requests.labels(route, method, "lost" if status is None else str(status)).inc()
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            self._rate_limited.labels(route).inc()

    def interaction_handled(self, *, kind: str, seconds: float) -> None:
        """As `Observer`."""
        self._interactions.labels(kind).observe(seconds)

    def connection_changed(self, *, stands: bool) -> None:
        """As `Observer`."""
        self._signs.connection_changed(stands=stands)

    def answering_changed(self, *, answers: bool) -> None:
        """As `Observer`."""
        self._signs.answering_changed(answers=answers)

    def watch(self, *, left_to_read: Callable[[], Mapping[str, int]], looked_ago: Callable[[], float | None]) -> None:
        """As `Observer`."""
        self._signs.watch(left_to_read=left_to_read, looked_ago=looked_ago)

    def loop_lagged(self, seconds: float) -> None:
        """The event loop came so much too late."""
        self._lag.observe(max(seconds, 0.0))

    def page(self, backlog: Backlog | None, *, ready: bool, seconds_since: Callable[[datetime], float]) -> bytes:
        """All metrics as they are now. `backlog`: None if the database does not answer: what it knows is left out."""
        signs, made = self._signs, self._last_backup()
        now: dict[str, float] = {
            "mock_ready": ready,
            "mock_connected": signs.connected,
            "mock_answering": signs.answering,
            "mock_database_up": backlog is not None,
        }
        if backlog is not None:
            overdue = 0.0 if backlog.due_since is None else seconds_since(backlog.due_since)
            now |= {
                "mock_reviews_waiting": backlog.reviews_waiting,
                "mock_reviews_late": backlog.reviews_late,
                "mock_outbox_parcels": backlog.parcels,
                "mock_outbox_oldest_seconds": max(overdue, 0.0),
            }
        if made is not None:
            now["mock_last_backup_timestamp_seconds"] = made.timestamp()
        # What is not known is named all the same, so that whoever looks knows that it exists.
        gauges = [GaugeMetricFamily(name, meaning, value=now.get(name)) for name, meaning in _NOW.items()]
        left = GaugeMetricFamily("mock_catch_up_left", "Histories that are still to be read.", labels=["what"])
        for what, number in self._signs.left_to_read.items():
            left.add_metric([what], number)
        everything = CollectorRegistry(auto_describe=False)
        everything.register(_Collected([*gauges, left, *_without_moments(self._registry)]))
        return generate_latest(everything)


class _Collected(Collector):
    """Metrics that are collected already."""

    def __init__(self, metrics: list[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        yield from self._metrics


def _without_moments(registry: CollectorRegistry) -> Iterator[Metric]:
    """All metrics, without the moment at which each of them began, which is one more line for each."""
    for metric in registry.collect():
        metric.samples = [each for each in metric.samples if not each.name.endswith("_created")]
        yield metric
