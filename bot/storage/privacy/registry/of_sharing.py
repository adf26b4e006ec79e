"""What the tables of shared answers, of votes about them and of reports have, and whose it is."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table, and_, or_, select

from bot.privacy.domain.belongings import Belonging
from bot.storage.privacy.registry.entries import Fate, Heading, TableEntry, exported, ours
from bot.storage.schema.sharing import share_reports, share_votes, shared_answers, shared_versions

_SHARING = Heading.SHARING
_LINK = "a link between rows"
_CARD = "where coaches see it; candidates do not"


def _of_shares(person: int) -> Select[Any]:
    return select(shared_answers.c.id).where(shared_answers.c.candidate_id == person)


def _in_shares(table: Table, person: int) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = table.c.share_id.in_(_of_shares(person))
    return condition


def _is_shared(person: int) -> ColumnElement[bool]:
    """What they have taken back has no version any more, and is nothing to them."""
    return shared_answers.c.id.in_(select(shared_versions.c.share_id).where(_in_shares(shared_versions, person)))


def _cards(person: int) -> Select[Any]:
    return select(
        shared_answers.c.server, shared_answers.c.card_channel.label("channel"), shared_answers.c.card.label("message")
    ).where(shared_answers.c.candidate_id == person, shared_answers.c.card.is_not(None))


OF_SHARING: Final = (
    TableEntry(
        table=shared_answers,
        of_candidate=lambda person: shared_answers.c.candidate_id == person,
        counted={Belonging.SHARED_ANSWERS: _is_shared},
        posts=_cards,
        fields={
            "id": ours("its number", _LINK),
            "server": exported("the server in which it is shared", _SHARING),
            "candidate_id": ours("its writer", "said once for all", names=True),
            "bank": exported("the bank of the question", _SHARING),
            "question_id": exported("which question it is", _SHARING),
            "wording": ours("a digest of that question", _LINK),
            "bank_title": exported("what the bank is called", _SHARING),
            "question": exported("the question", _SHARING),
            "locale": exported("the language of its writer", _SHARING),
            "written": exported("how many versions there ever were", _SHARING),
            "card_channel": ours("the channel of its card", _CARD),
            "card": ours("its card", _CARD),
            "card_shown_at": ours("since when that is there", _CARD),
            "card_outdated": ours("that a new card takes its place", _CARD),
            "hidden_since": exported("since when reports have hidden it", _SHARING),
            "version": ours("how often it changed"),
        },
    ),
    TableEntry(
        table=shared_versions,
        of_candidate=lambda person: _in_shares(shared_versions, person),
        counted={
            Belonging.ACTS: lambda person: and_(
                shared_versions.c.decided_by == person, ~_in_shares(shared_versions, person)
            )
        },
        fields={
            "share_id": ours("the shared answer", _LINK),
            "number": exported("which version it is", _SHARING),
            "state": exported("what coaches decided", _SHARING),
            "sealed": exported("its text, and a coach's reason", _SHARING),
            "written_at": exported("when it was written", _SHARING),
            "decided_by": ours("the coach who decided", "candidates do not see who", names=True, fate=Fate.FORMER),
            "decided_at": exported("when a coach decided", _SHARING),
        },
    ),
    TableEntry(
        table=share_votes,
        of_candidate=lambda person: or_(share_votes.c.voter == person, _in_shares(share_votes, person)),
        counted={Belonging.VOTES: lambda person: share_votes.c.voter == person},
        fields={
            "share_id": ours("the community answer", _LINK),
            "voter": ours("who found it helpful or not", "said once for all", names=True),
            "helpful": exported("which of the two", _SHARING),
        },
    ),
    TableEntry(
        table=share_reports,
        of_candidate=lambda person: or_(share_reports.c.reporter == person, _in_shares(share_reports, person)),
        counted={Belonging.SHARE_REPORTS: lambda person: share_reports.c.reporter == person},
        fields={
            "share_id": ours("the community answer", _LINK),
            "number": exported("the version that was reported", _SHARING),
            "reporter": ours("who reported it", "said once for all", names=True),
            "settled": exported("that a coach has looked at it", _SHARING),
        },
    ),
)
