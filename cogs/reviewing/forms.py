"""The forms of reviews: what a candidate or a coach is asked to fill in.

discord.py keeps an opened form in memory until it is submitted, which may be never, and forgets it at a restart. So
ours are stopped before they are opened, and submissions are read from what Discord sends: see `bot.client.form_values`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import discord

from bot.banks.format.model import Question
from bot.client.form_values import FormField
from bot.core.content import ReviewId, ServerId
from bot.formatting.discord_limits import CHOICE_LABEL, CHOICES, FORM_TEXT
from bot.formatting.pages import Say
from bot.formatting.quoting import plain_name, shown_name
from bot.formatting.words import escaped, with_code
from bot.reviewing.domain.coaches import Profile, Snippet
from bot.reviewing.domain.model import FORM_LEASE, Assessment, Grade, Review
from bot.reviewing.domain.promise import Promise
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.usecases.new_review import Along, Invitation
from bot.reviewing.views.custom_ids import FormKind, form_id
from bot.reviewing.views.promise import promise_sentence
from bot.text.texts import Texts
from cogs.reviewing.form_reading import Naming

LONGEST_FOCUS = 1000
LONGEST_FEEDBACK = FORM_TEXT
LONGEST_NEXT_STEP = 300
LONGEST_REASON = 1000
LONGEST_PROFILE_NAME = 50
LONGEST_BIO = 300
LONGEST_SNIPPET_NAME = 50
LONGEST_NOTE = 500
LONGEST_REPORT = 500

TIMEOUT = 900.0
_SERVERS_EXPLAINED = 10
"""Servers whose promises are shown; more would be longer than a form can show."""
_SHORT_NAME = 50

Item = discord.ui.Label[Any] | discord.ui.TextDisplay[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a form for feedback contains when it opens."""

    text: str = ""
    assessment: Assessment = field(default_factory=Assessment)
    snippet: int = 0
    """The fingerprint of the snippet that the text began with; 0 for none."""


class Form(discord.ui.Modal):
    """A form that discord.py does not keep in memory."""

    def __init__(self, *items: Item, title: str, custom_id: str) -> None:
        super().__init__(title=title, custom_id=custom_id, timeout=TIMEOUT)
        for item in items:
            self.add_item(item)
        self.stop()


def send_form(
    invitation: Invitation, names: Mapping[ServerId, str], own_name: str, texts: Texts, *, locale: str, token: str
) -> Form:
    """Says how soon feedback comes, and asks what a coach should look at.

    `names` are those of the servers; `own_name` is the candidate's.
    """
    say = partial(texts, locale=locale)
    servers = {
        each.id: plain_name(names.get(each.id, str(each.id)), longest=_SHORT_NAME) for each, _ in invitation.servers
    }
    promises = [
        (servers[each.id], promise_sentence(promise, texts, locale=locale, goal=each.goal))
        for each, promise in invitation.servers
    ]
    focus = _paragraph(FormField.FOCUS, LONGEST_FOCUS, placeholder=say("form-focus-placeholder"))
    items: list[Item] = [
        discord.ui.TextDisplay(f"{_promised(promises, say)}\n\n{_goes_along(invitation.along, say)}"),
        _labelled(say("form-focus"), focus),
        _labelled(say("form-naming"), _naming(own_name, say)),
    ]
    if len(servers) > 1:
        items.append(_labelled(say("form-server"), _choice_of(servers)))
    custom_id = form_id(FormKind.SEND, invitation.interview, invitation.question, token=token)
    return Form(*items, title=say("form-send-title"), custom_id=custom_id)


def answer_form(snapshot: Snapshot, begun: Beginning, texts: Texts, *, locale: str, token: str) -> Form:
    """Asks for a coach's feedback."""
    say = partial(texts, locale=locale)
    review = snapshot.review
    question = snapshot.round_of(review.attempts[-1]).question
    feedback = _paragraph(
        FormField.FEEDBACK,
        LONGEST_FEEDBACK,
        placeholder=say("form-feedback-placeholder"),
        default=begun.text,
    )
    said = begun.assessment
    next_step = _paragraph(FormField.NEXT_STEP, LONGEST_NEXT_STEP, required=False, default=said.next_step)
    about = _asked_for(review, question, say)
    if review.claim_at(snapshot.now) is None:
        claims = say("form-answer-claims", minutes=FORM_LEASE // timedelta(minutes=1))
        about = f"{about}\n-# {claims}"
    return Form(
        discord.ui.TextDisplay(about),
        _labelled(say("form-feedback"), feedback),
        _labelled(say("form-grade"), _grades(say, chosen=said.grade)),
        *_covered(question, said, say),
        _labelled(say("form-next-step"), next_step, say("form-next-step-more")),
        title=say("form-answer-title"),
        custom_id=form_id(FormKind.ANSWER, review.id, begun.snippet, token=token),
    )


def close_form(review: ReviewId, texts: Texts, *, locale: str, token: str) -> Form:
    """Asks why a review without feedback is closed: the candidate must be told."""
    say = partial(texts, locale=locale)
    reason = _paragraph(FormField.REASON, LONGEST_REASON)
    return Form(
        _labelled(say("form-close-reason"), reason, say("form-close-reason-more")),
        title=say("form-close-title"),
        custom_id=form_id(FormKind.CLOSE, review, token=token),
    )


def opinion_form(
    review: Review, promise: Promise | None, along: Along, texts: Texts, *, locale: str, token: str
) -> Form:
    """Asks what another coach should look at; the first coach's focus is filled in."""
    say = partial(texts, locale=locale)
    sentence = promise_sentence(promise, texts, locale=locale, goal=review.goal)
    promised = say("form-opinion-promise", promise=sentence)
    focus = _paragraph(FormField.FOCUS, LONGEST_FOCUS, required=False, default=review.focus)
    return Form(
        discord.ui.TextDisplay(f"{promised}\n\n{_goes_along(along, say)}"),
        _labelled(say("form-focus"), focus, say("form-opinion-focus-more")),
        title=say("form-opinion-title"),
        custom_id=form_id(FormKind.OPINION, review.id, token=token),
    )


def profile_form(server: ServerId, profile: Profile | None, texts: Texts, *, locale: str, token: str) -> Form:
    """Asks how a coach is introduced to candidates."""
    say = partial(texts, locale=locale)
    name = _line(FormField.NAME, LONGEST_PROFILE_NAME, default="" if profile is None else profile.name)
    bio = _paragraph(FormField.BIO, LONGEST_BIO, required=False, default="" if profile is None else profile.bio)
    return Form(
        _labelled(say("form-profile-name"), name),
        _labelled(say("form-profile-bio"), bio, say("form-profile-bio-more")),
        title=say("form-profile-title"),
        custom_id=form_id(FormKind.PROFILE, server, token=token),
    )


def snippet_form(server: ServerId, snippet: Snippet | None, texts: Texts, *, locale: str, token: str) -> Form:
    """Asks for the name and text of a snippet; `snippet` is None for a new one."""
    say = partial(texts, locale=locale)
    name = _line(FormField.NAME, LONGEST_SNIPPET_NAME, default="" if snippet is None else snippet.name)
    text = _paragraph(FormField.TEXT, LONGEST_FEEDBACK, default="" if snippet is None else snippet.text)
    return Form(
        _labelled(say("form-snippet-name"), name),
        _labelled(say("form-snippet-text"), text, say("form-snippet-text-more")),
        title=say("form-snippet-title"),
        custom_id=form_id(FormKind.SNIPPET, server, 0 if snippet is None else snippet.id, token=token),
    )


def note_form(review: ReviewId, texts: Texts, *, locale: str, token: str) -> Form:
    """Asks for a note about the candidate of a review."""
    say = partial(texts, locale=locale)
    return Form(
        _labelled(say("form-note-text"), _paragraph(FormField.TEXT, LONGEST_NOTE), say("form-note-text-more")),
        title=say("form-note-title"),
        custom_id=form_id(FormKind.NOTE, review, token=token),
    )


def report_form(review: ReviewId, texts: Texts, *, locale: str, token: str) -> Form:
    """Asks what is wrong with a review, for the leads."""
    say = partial(texts, locale=locale)
    text = _paragraph(FormField.TEXT, LONGEST_REPORT)
    return Form(
        _labelled(say("form-report-text"), text, say("form-report-text-more")),
        title=say("form-report-title"),
        custom_id=form_id(FormKind.REPORT, review, token=token),
    )


def _promised(promises: Sequence[tuple[str, str]], say: Say) -> str:
    if len(promises) == 1:
        ((server, promise),) = promises
        return say("form-send-promise", server=escaped(server), promise=promise)
    lines = [
        say("form-send-server-promise", server=escaped(server), promise=promise)
        for server, promise in promises[:_SERVERS_EXPLAINED]
    ]
    return "\n".join([say("form-send-promises"), *lines])


def _asked_for(review: Review, question: Question, say: Say) -> str:
    """What the candidate wants looked at, and the question."""
    focus = [f"> {escaped(line)}" for line in review.focus.splitlines() if line.strip()]
    wanted = [say("form-answer-focus", who=shown_name(review.shown_name)), *focus] if focus else []
    return "\n".join([*wanted, say("form-answer-about", question=with_code(question.text))])


def _goes_along(along: Along, say: Say) -> str:
    return say("form-send-along", files=along.files, voices=along.voices)


def _naming(own_name: str, say: Say) -> discord.ui.RadioGroup[Any]:
    group = discord.ui.RadioGroup[Any](custom_id=FormField.NAMING, required=True)
    group.add_option(
        label=say("form-naming-alias"), value=Naming.ALIAS, description=say("form-naming-alias-more"), default=True
    )
    more = say("form-naming-name-more", name=plain_name(own_name, longest=_SHORT_NAME))
    group.add_option(label=say("form-naming-name"), value=Naming.NAME, description=more)
    return group


def _choice_of(servers: Mapping[ServerId, str]) -> discord.ui.Select[Any]:
    options = [discord.SelectOption(label=name, value=str(server)) for server, name in servers.items()]
    return discord.ui.Select(custom_id=FormField.SERVER, required=True, options=options[:CHOICES])


def _grades(say: Say, *, chosen: Grade | None) -> discord.ui.RadioGroup[Any]:
    group = discord.ui.RadioGroup[Any](custom_id=FormField.GRADE, required=False)
    for grade in Grade:
        group.add_option(label=say(f"grade-{grade.replace('_', '-')}"), value=grade, default=grade is chosen)
    return group


def _covered(question: Question, said: Assessment, say: Say) -> list[discord.ui.Label[Any]]:
    """The key points to choose from; none where the bank has none."""
    if not question.key_points:
        return []
    return [_labelled(say("form-covered"), _points(question.key_points, chosen=said.covered), say("form-covered-more"))]


def _points(points: Sequence[str], *, chosen: Sequence[int]) -> discord.ui.CheckboxGroup[Any]:
    group = discord.ui.CheckboxGroup[Any](
        custom_id=FormField.COVERED, required=False, min_values=0, max_values=len(points)
    )
    for number, point in enumerate(points):
        group.add_option(label=plain_name(point, longest=CHOICE_LABEL), value=str(number), default=number in chosen)
    return group


def _labelled(text: str, component: discord.ui.Item[Any], more: str | None = None) -> discord.ui.Label[Any]:
    return discord.ui.Label(text=text, description=more, component=component)


def _line(field: FormField, longest: int, *, default: str = "") -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(custom_id=field, required=True, max_length=longest, default=default or None)


def _paragraph(
    field: FormField, longest: int, *, required: bool = True, placeholder: str | None = None, default: str = ""
) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(
        custom_id=field,
        style=discord.TextStyle.paragraph,
        required=required,
        max_length=longest,
        placeholder=placeholder,
        default=default or None,
    )
