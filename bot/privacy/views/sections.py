"""What is said of people's data, section by section: one source for `/privacy` and for the page of the operator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bot.formatting.durations import duration
from bot.formatting.pages import Say
from bot.formatting.words import escaped
from bot.privacy.domain.ages import Ages, PrivacyFacts
from bot.privacy.domain.export import REMEMBERED_FOR
from bot.servers.domain.audit import ACTS_KEPT
from bot.servers.domain.model import KEPT_BY_DEFAULT, Server
from bot.text.texts import Texts

NAMED_SERVERS = 3
"""Servers that are named; whoever is in more reads of any server, and of this one where they ask there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedServer:
    """A server whose coaches the reader can ask, with its name on Discord."""

    name: str
    settings: Server


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    lines: tuple[str, ...]


def all_said(facts: PrivacyFacts, servers: Sequence[NamedServer], texts: Texts, *, locale: str) -> tuple[Section, ...]:
    """All sections in their order. Without servers, or with many, they speak of any server."""
    say: Say = partial(texts, locale=locale)
    named = servers if len(servers) <= NAMED_SERVERS else ()
    return (
        Section(
            title=say("privacy-kept-title"),
            lines=(
                say("privacy-kept-answers"),
                say("privacy-kept-files"),
                say("privacy-kept-reviews"),
                say("privacy-kept-plan"),
                say("privacy-kept-shared"),
                say("privacy-kept-coach"),
                say("privacy-kept-acts"),
            ),
        ),
        Section(
            title=say("privacy-where-title"),
            lines=(
                say("privacy-where-database", database=facts.database.value),
                say("privacy-where-sealed"),
                say("privacy-where-open"),
            ),
        ),
        _seen(named, say),
        Section(title=say("privacy-ages-title"), lines=_ages(facts.ages, named, texts, locale)),
        Section(
            title=say("privacy-stays-title"),
            lines=(
                say("privacy-stays-feedback"),
                say("privacy-stays-mutes"),
                say("privacy-stays-list"),
                say("privacy-stays-counts"),
                say("privacy-stays-messages"),
            ),
        ),
        Section(
            title=say("privacy-never-title"),
            lines=(say("privacy-never-ai"), say("privacy-never-sold"), say("privacy-never-unasked")),
        ),
        Section(
            title=say("privacy-yours-title"),
            lines=(say("privacy-yours-export"), say("privacy-yours-delete"), _contact(facts, say)),
        ),
    )


def _seen(servers: Sequence[NamedServer], say: Say) -> Section:
    coaches = [say("privacy-seen-coaches", server=escaped(each.name)) for each in servers]
    lines = (
        say("privacy-seen-nobody"),
        *(coaches or [say("privacy-seen-any-coaches")]),
        say("privacy-seen-shared"),
        say("privacy-seen-log"),
        say("privacy-seen-apart"),
        say("privacy-seen-operator"),
        say("privacy-seen-discord"),
    )
    return Section(title=say("privacy-seen-title"), lines=lines)


def _ages(ages: Ages, servers: Sequence[NamedServer], texts: Texts, locale: str) -> tuple[str, ...]:
    say, age = partial(texts, locale=locale), partial(duration, texts=texts, locale=locale)
    reviews = [
        say("privacy-ages-review", server=escaped(each.name), age=age(ages.words_of_review(each.settings.retention)))
        for each in servers
    ]
    return (
        say("privacy-ages-answers", age=age(ages.answers)),
        say("privacy-ages-notice"),
        say("privacy-ages-practice"),
        *(reviews or [say("privacy-ages-any-review", age=age(ages.words_of_review(KEPT_BY_DEFAULT)))]),
        say("privacy-ages-review-rest", age=age(ages.reviews)),
        say("privacy-ages-files", age=age(ages.files)),
        say("privacy-ages-handled", age=age(ages.handled)),
        say("privacy-ages-export", age=age(ages.exports), remembered=age(REMEMBERED_FOR)),
        say("privacy-ages-shared"),
        say("privacy-ages-log", age=age(ACTS_KEPT)),
        say("privacy-ages-server", age=age(ages.left_server)),
        say("privacy-ages-coach"),
        say("privacy-ages-own"),
    )


def _contact(facts: PrivacyFacts, say: Say) -> str:
    if facts.contact is None:
        return say("privacy-yours-ask")
    is_name = "@" not in facts.contact[1:] and "://" not in facts.contact
    return say("privacy-yours-contact", contact=escaped(facts.contact) if is_name else facts.contact)
