"""The status of an interview, and the ways between interviews."""

from __future__ import annotations

from collections.abc import Sequence

from bot.formatting import colours
from bot.formatting.discord_limits import CHOICES, OPTION_DESCRIPTION
from bot.formatting.words import shortened
from bot.interviewing.domain.model import Interview, Phase, Round
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, control_id
from bot.interviewing.views.words import Words, bank_names
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed, Option, Row, Select
from bot.text.texts import Texts

AGAIN = "again"
"""The action of every button that begins an interview by a plan; see `bot.interviewing.views.plan_code`."""
MAX_LABEL = 90
MOST_PARKED_SHOWN = 5
"""As many as there are buttons in a row. The one that was parked last comes first; the others come back after it."""
LONGEST_TITLE_ON_BUTTON = 50
"""The longest title of a bank, or of several, that still fits a button."""


def status(interview: Interview, texts: Texts) -> Draft:
    """The candidate's position and counts, with menus of all questions."""
    words = Words(texts, interview)
    rounds = interview.rounds
    skipped = sum(each.skipped and not each.answered for each in rounds)
    mode = "status-debrief" if interview.phase is Phase.DEBRIEF else f"status-{interview.mode}"
    counts = words(
        "status-counts",
        answered=sum(each.answered for each in rounds),
        skipped=skipped,
        open=sum(each.open for each in rounds),
    )
    embed = Embed(
        title=words("status-heading", bank=words.banks, number=interview.position, total=len(interview.rounds)),
        description="\n".join([words(mode), counts, *_at_follow_up(interview, words)]),
        colour=colours.QUESTION,
    )
    menus = tuple((_menu(interview, rounds[at : at + CHOICES], words),) for at in range(0, len(rounds), CHOICES))
    return Draft(embeds=(embed,), rows=(*menus, _ways(interview, words)))


def parked(interviews: Sequence[Interview], texts: Texts, *, locale: str) -> Draft:
    """What waits while the candidate does another interview, each with a button that brings it back."""
    shown = list(enumerate(interviews[:MOST_PARKED_SHOWN], start=1))
    lines = [
        f"**{number}.** "
        + texts(
            "parked-entry",
            locale=locale,
            bank=bank_names([bank.title for bank in each.banks], texts, locale=locale),
            number=each.position,
            total=len(each.rounds),
        )
        for number, each in shown
    ]
    buttons = tuple(
        Button(
            label=texts("button-resume-of", locale=locale, number=number),
            custom_id=control_id(ControlAction.RESUME, each.id, each.position, MessageKind.OFFER),
        )
        for number, each in shown
    )
    title = texts("parked-title", locale=locale, total=len(interviews))
    return Draft(embeds=(Embed(title=title, description="\n".join(lines), colour=colours.QUESTION),), rows=(buttons,))


def choice_to_go_on(past: Interview, live: Interview, texts: Texts) -> Row:
    """The ways to go on with an interview that is over while another one is under way."""
    title = shortened(Words(texts, past).banks, LONGEST_TITLE_ON_BUTTON)

    def button(action: ControlAction, label: str, style: ButtonStyle = ButtonStyle.SECONDARY) -> Button:
        custom_id = control_id(action, past.id, past.position, MessageKind.OFFER)
        return Button(label=Words(texts, live)(label, bank=title), custom_id=custom_id, style=style)

    return (
        button(ControlAction.GO_ON_FIRST, "button-park"),
        button(ControlAction.GO_ON_INSTEAD, "button-go-on-instead", ButtonStyle.DANGER),
    )


def question_whether_to_finish(interview: Interview, texts: Texts) -> Draft:
    """In answer to a skip that would only end the interview."""
    words = Words(texts, interview)

    def button(action: ControlAction, label: str, style: ButtonStyle) -> Button:
        custom_id = control_id(action, interview.id, interview.on_screen.number, MessageKind.OFFER)
        return Button(label=words(label), custom_id=custom_id, style=style)

    finish = button(ControlAction.END, "button-finish", ButtonStyle.PRIMARY)
    stay = button(ControlAction.RESUME, "button-show-question", ButtonStyle.SECONDARY)
    return Draft(content=words("error-nothing-to-skip"), rows=((finish, stay),))


def _at_follow_up(interview: Interview, words: Words) -> list[str]:
    if interview.follow_up is None:
        return []
    key = "status-follow-up-answered" if interview.on_screen.answered else "status-follow-up"
    return [words(key, number=interview.position)]


def _menu(interview: Interview, rounds: tuple[Round, ...], words: Words) -> Select:
    first, last = rounds[0].number, rounds[-1].number
    everything = len(interview.rounds) <= CHOICES
    return Select(
        custom_id=control_id(ControlAction.JUMP, interview.id, first, MessageKind.STATUS),
        placeholder=words("status-jump") if everything else words("status-jump-from", first=first, last=last),
        options=tuple(
            Option(
                label=_label(interview, each, words),
                value=str(each.number),
                description=_description(interview, each, words),
            )
            for each in rounds
        ),
    )


def _label(interview: Interview, of: Round, words: Words) -> str:
    """The question, unless it has not been asked yet in a live interview."""
    if not interview.may_show(of.number):
        return words("status-option-unasked", number=of.number)
    return shortened(f"{of.number}. {of.question.text}", MAX_LABEL)


def _description(interview: Interview, of: Round, words: Words) -> str:
    if of.answered:
        state = words("status-option-answered")
    else:
        state = words("status-option-skipped" if of.skipped else "status-option-open")
    if of.number == interview.position:
        state = words("status-option-present", state=state)
    return shortened(words.with_bank(state, of), OPTION_DESCRIPTION)


def _ways(interview: Interview, words: Words) -> Row:
    def button(action: ControlAction, label: str, style: ButtonStyle = ButtonStyle.SECONDARY) -> Button:
        custom_id = control_id(action, interview.id, interview.on_screen.number, MessageKind.STATUS)
        return Button(label=words(label), custom_id=custom_id, style=style)

    is_behind = interview.position > 1 or interview.follow_up is not None
    back = (button(ControlAction.BACK, "button-back"),) if is_behind else ()
    show = button(ControlAction.RESUME, "button-show-question", ButtonStyle.PRIMARY)
    return (show, *back, button(ControlAction.END, "button-end", ButtonStyle.DANGER))
