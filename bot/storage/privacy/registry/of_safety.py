"""What the tables of mutes, reports, safeguards and audit logs have, and whose it is."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, and_, or_

from bot.privacy.domain.belongings import Belonging
from bot.storage.privacy.registry.entries import Fate, Heading, TableEntry, exported, ours
from bot.storage.privacy.registry.of_reviews import of_reviews
from bot.storage.schema.safety import audit_log, mutes, pseudonym_secrets, reports, safeguards

_SETTINGS = Heading.SETTINGS
_COACHING = Heading.COACHING
_LINK = "a link between rows"
_SERVERS = "it is the server's"
_NOBODYS = "it is nobody's"
_LEADS = "leads see it"


def _did_with_reports(person: int) -> ColumnElement[bool]:
    """Those of others' reviews: what is about their own goes."""
    did = or_(reports.c.reporter == person, reports.c.decided_by == person)
    return and_(did, reports.c.review_id.not_in(of_reviews(person)))


OF_SAFETY: Final = (
    TableEntry(
        table=safeguards,
        fields={
            "server": ours("the server", _SERVERS),
            "account_age": ours("how old an account must be", _SERVERS),
            "membership_age": ours("how long somebody must have been a member", _SERVERS),
            "reviews_per_day": ours("a limit", _SERVERS),
            "sealed": ours("how somebody who is muted can ask about it", _SERVERS),
        },
    ),
    TableEntry(
        table=pseudonym_secrets,
        fields={"id": ours("always 1", _NOBODYS), "sealed": ours("what pseudonyms are made with", _NOBODYS)},
    ),
    # The rows stay when the person is forgotten, without a name: else whoever is muted would only have to ask for that.
    TableEntry(
        table=mutes,
        counted={Belonging.ACTS: lambda person: mutes.c.muted_by == person},
        fields={
            "id": ours("its number", _LINK),
            "server": exported("the server in which somebody is muted", _SETTINGS),
            "pseudonym": ours("a digest of their id, made with a secret", "it says of nobody that they were here"),
            "named": ours("whether coaches know them by name or alias", _LEADS),
            "sealed": ours("that name or alias", _LEADS, fate=Fate.REWRITTEN),
            "review": ours("the review for which they are muted", _LEADS, fate=Fate.REWRITTEN),
            "muted_by": ours("the lead", _LEADS, names=True, fate=Fate.FORMER),
            "since": ours("since when", _LEADS),
            "until": exported("until when", _SETTINGS),
        },
    ),
    TableEntry(
        table=reports,
        of_candidate=lambda person: reports.c.review_id.in_(of_reviews(person)),
        shown=lambda person: reports.c.reporter == person,
        counted={Belonging.ACTS: _did_with_reports},
        fields={
            "id": ours("its number", _LINK),
            "server": exported("the server", _COACHING),
            "review_id": exported("the review that a coach reported", _COACHING),
            "reporter": ours("that coach", "said once for all", names=True, fate=Fate.FORMER),
            "sealed": exported("what the coach wrote to the leads", _COACHING, fate=Fate.REWRITTEN),
            "reported_at": exported("when", _COACHING),
            "decision": exported("what a lead decided", _COACHING),
            "decided_by": ours("that lead", "it is somebody else", names=True, fate=Fate.FORMER),
            "decided_at": exported("when that was", _COACHING),
        },
    ),
    TableEntry(
        table=audit_log,
        shown=lambda person: audit_log.c.actor == person,
        counted={Belonging.ACTS: lambda person: audit_log.c.actor == person},
        fields={
            "id": ours("its order", _LINK),
            "server": exported("the server", _COACHING),
            "at": exported("when an admin, a lead or a coach did something", _COACHING),
            "actor": ours("who did it", "said once for all", names=True, fate=Fate.FORMER),
            "act": exported("what it was", _COACHING),
            "subject": exported("what or whose alias it was about", _COACHING, fate=Fate.REWRITTEN),
            "review": exported("the review that it was about", _COACHING, fate=Fate.REWRITTEN),
            "until": exported("until when somebody is muted", _COACHING),
            "before": exported("how a setting was before", _COACHING),
            "after": exported("how it was after that", _COACHING),
        },
    ),
)
