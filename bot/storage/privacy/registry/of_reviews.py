"""What of the tables of reviews and of coaches belongs to whom."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table, and_, or_, select

from bot.privacy.domain.belongings import Belonging
from bot.reviewing.domain.model import COUNTING, Side
from bot.storage.privacy.registry.entries import Fate, Heading, TableEntry, exported, ours
from bot.storage.schema.hearing import interests
from bot.storage.schema.reviews import (
    IS_RUNNING,
    aliases,
    attempts,
    comments,
    notes,
    profiles,
    reviews,
    shown_pages,
    snippets,
)

_REVIEWS = Heading.REVIEWS
_COACHING = Heading.COACHING
_LINK = "a link between rows"
_COUNTS = comments.c.state.in_(COUNTING)
_COACHS_ID = "the coach is named by the name that they chose"


def of_reviews(person: int) -> Select[Any]:
    """The ids of a candidate's reviews."""
    return select(reviews.c.id).where(_is_candidates(person))


def is_feedback_by(person: int) -> ColumnElement[bool]:
    """True for the comments that a person wrote as a coach."""
    return and_(comments.c.author == person, comments.c.side == Side.COACH)


def _is_candidates(person: int) -> ColumnElement[bool]:
    return reviews.c.candidate_id == person


def _of_their_reviews(table: Table, person: int) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = table.c.review_id.in_(of_reviews(person))
    return condition


def _written_in_theirs(side: Side, person: int) -> ColumnElement[bool]:
    return and_(_of_their_reviews(comments, person), comments.c.side == side)


OF_REVIEWS: Final = (
    TableEntry(
        table=reviews,
        of_candidate=_is_candidates,
        counted={
            Belonging.REVIEWS: _is_candidates,
            Belonging.OPEN_REVIEWS: lambda person: and_(_is_candidates(person), IS_RUNNING),
            Belonging.CLAIMS: lambda person: and_(reviews.c.claim_coach == person, IS_RUNNING),
        },
        fields={
            "id": ours("the number of the review", _LINK),
            "server": exported("the server whose coaches are asked", _REVIEWS),
            "channel": ours("the review channel in which it is shown", "candidates do not see it"),
            "candidate_id": ours("the candidate", "said once for all", names=True),
            "named": exported("that the candidate shows their name", _REVIEWS),
            "locale": exported("its language", _REVIEWS),
            "sealed": exported("focus, shown name and the reason why it was closed", _REVIEWS),
            "erased": exported("that its texts are gone", _REVIEWS),
            "goal": exported("the time in which feedback is to come", _REVIEWS),
            "stage": exported("how it stands", _REVIEWS),
            "sent_at": exported("when it was sent", _REVIEWS),
            "claim_coach": ours("who has claimed it", _COACHS_ID, names=True, fate=Fate.REWRITTEN),
            "claim_since": exported("since when a coach has claimed it", _REVIEWS, fate=Fate.REWRITTEN),
            "claim_until": exported("until when a coach has claimed it", _REVIEWS, fate=Fate.REWRITTEN),
            "coach": ours("who gave the latest feedback", _COACHS_ID, names=True, fate=Fate.REWRITTEN),
            "gone": ours("who are no coaches any more; a list", _COACHS_ID, fate=Fate.REWRITTEN),
            "handed_back": exported("that its coach is not there any more", _REVIEWS, fate=Fate.REWRITTEN),
            "waits_since": exported("since when the candidate waits for a coach", _REVIEWS),
            "excluded": ours("coaches who gave an opinion before; a list", _COACHS_ID, fate=Fate.REWRITTEN),
            "opinion_of": ours("the review to which it is another opinion", _LINK),
            "open_interview": ours("the answer that waits", _LINK),
            "open_question": ours("the answer that waits", _LINK),
            "answered_at": exported("when feedback came", _REVIEWS),
            "closed_at": exported("when it was closed", _REVIEWS),
            "rating": exported("how the feedback helped", _REVIEWS),
            "thread": ours("the thread in which it is shown", "candidates do not see it"),
            "coaches_pinged": ours("that coaches were reminded"),
            "leads_pinged": ours("that leads were reminded"),
            "told_late": ours("that the candidate was told that it is late"),
            "counter": ours("how many notices there were"),
            "wake_at": ours("when time decides something"),
            "active_at": ours("when somebody last did something"),
            "version": ours("how often it changed"),
        },
    ),
    TableEntry(
        table=attempts,
        of_candidate=lambda person: _of_their_reviews(attempts, person),
        fields={
            "review_id": ours("the review", _LINK),
            "number": exported("which answer of the review it is", _REVIEWS),
            "interview_id": ours("the answer", _LINK),
            "question": ours("the answer", _LINK),
            "sent_at": exported("when it was sent", _REVIEWS),
            "sealed": exported("the answer as coaches saw it, where it was changed later", _REVIEWS),
        },
    ),
    TableEntry(
        table=comments,
        of_candidate=lambda person: _of_their_reviews(comments, person),
        counted={
            Belonging.COMMENTS_WRITTEN: lambda person: _written_in_theirs(Side.CANDIDATE, person),
            Belonging.FEEDBACK_RECEIVED: lambda person: and_(_written_in_theirs(Side.COACH, person), _COUNTS),
            Belonging.FEEDBACK_GIVEN: lambda person: and_(is_feedback_by(person), _COUNTS),
        },
        fields={
            "review_id": ours("the review", _LINK),
            "number": exported("the number of the comment in it", _REVIEWS),
            "side": exported("whether coach or candidate wrote it", _REVIEWS),
            "author": ours("who wrote it", _COACHS_ID, names=True, fate=Fate.FORMER),
            "sealed": exported("text, files, assessment and the writer's name", _REVIEWS, fate=Fate.REWRITTEN),
            "source_channel": ours("where its message is", "coaches' channels are not candidates'"),
            "source_message": ours("its message", "coaches' messages are not candidates'"),
            "written_at": exported("when it was written", _REVIEWS),
            "state": exported("what became of it", _REVIEWS, fate=Fate.REWRITTEN),
            "why": exported("why it was not delivered", _REVIEWS, fate=Fate.REWRITTEN),
            "edited": exported("that it was edited", _REVIEWS),
        },
    ),
    TableEntry(
        table=shown_pages,
        of_candidate=lambda person: _of_their_reviews(shown_pages, person),
        fields={
            "id": ours("its order"),
            "review_id": ours("the review", _LINK),
            "kind": ours("what the bot's message shows"),
            "number": ours("which one of that kind"),
            "page": ours("which page it shows"),
            "message_id": ours("the bot's message"),
            "shown_at": ours("when it was sent"),
        },
    ),
    TableEntry(
        table=aliases,
        of_candidate=lambda person: aliases.c.candidate_id == person,
        counted={Belonging.ALIASES: lambda person: aliases.c.candidate_id == person},
        fields={
            "server": exported("a server", Heading.SETTINGS),
            "candidate_id": ours("the candidate", "said once for all", names=True),
            "alias": exported("the alias there", Heading.SETTINGS),
        },
    ),
    TableEntry(
        table=profiles,
        of_coach=lambda person: profiles.c.coach == person,
        counted={Belonging.PROFILES: lambda person: profiles.c.coach == person},
        fields={
            "server": exported("the server", _COACHING),
            "coach": ours("the coach", "said once for all", names=True),
            "sealed": exported("name and bio", _COACHING),
        },
    ),
    TableEntry(
        table=snippets,
        of_coach=lambda person: snippets.c.author == person,
        counted={Belonging.SNIPPETS: lambda person: snippets.c.author == person},
        fields={
            "id": ours("its number", _LINK),
            "server": exported("the server", _COACHING),
            "name": exported("its name", _COACHING),
            "folded_name": ours("its name, as it is looked up"),
            "author": ours("the coach", "said once for all", names=True),
            "sealed": exported("the text", _COACHING),
        },
    ),
    TableEntry(
        table=notes,
        of_candidate=lambda person: notes.c.candidate_id == person,
        of_coach=lambda person: notes.c.author == person,
        counted={
            Belonging.NOTES_ABOUT: lambda person: notes.c.candidate_id == person,
            Belonging.NOTES_WRITTEN: lambda person: and_(notes.c.author == person, notes.c.candidate_id != person),
        },
        fields={
            "id": ours("its number", _LINK),
            "server": exported("the server", _COACHING),
            "candidate_id": ours("whom it is about", "coaches know the alias only", names=True),
            "named": exported("that it is about somebody by their name", _COACHING),
            "author": ours("the coach", "said once for all", names=True),
            "sealed": exported("the text", _COACHING),
            "written_at": exported("when it was written", _COACHING),
        },
    ),
    TableEntry(
        table=interests,
        of_coach=lambda person: interests.c.coach == person,
        counted={Belonging.INTERESTS: lambda person: interests.c.coach == person},
        fields={
            "server": exported("the server", _COACHING),
            "kind": exported("of what the coach wants to hear", _COACHING),
            "value": exported("of which one", _COACHING),
            "coach": ours("the coach", "said once for all", names=True),
        },
    ),
)


def names_coach(person: int) -> ColumnElement[bool]:
    """True for the reviews of others in whose rows a person is named as a coach; of its lists, all that may have it."""
    return and_(
        reviews.c.candidate_id != person,
        or_(
            reviews.c.claim_coach == person,
            reviews.c.coach == person,
            reviews.c.gone.contains(str(person)),
            reviews.c.excluded.contains(str(person)),
            reviews.c.id.in_(select(comments.c.review_id).where(is_feedback_by(person))),
        ),
    )
