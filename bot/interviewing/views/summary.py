"""The summary of an interview that is over: how each answer went, and one thing to do next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.formatting import colours
from bot.formatting.discord_limits import OPTION_DESCRIPTION
from bot.formatting.links import link_to_message
from bot.formatting.quoting import plain_name
from bot.formatting.words import escaped, shortened, with_code
from bot.interviewing.domain.afterwards.next_thing import NextThing, ToDo, next_thing
from bot.interviewing.domain.afterwards.retrospect import Retrospect
from bot.interviewing.domain.afterwards.timing import time_taken
from bot.interviewing.domain.going_on import can_go_on_until
from bot.interviewing.domain.model import Interview, Mode, Order, Round
from bot.interviewing.domain.plan import MOST_BANKS_CHOSEN, Plan
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, control_id, flag_id, flag_menu_id
from bot.interviewing.views.measure import clock_face, measure
from bot.interviewing.views.overview import AGAIN, LONGEST_TITLE_ON_BUTTON, MAX_LABEL
from bot.interviewing.views.plan_code import plan_id
from bot.interviewing.views.words import Words
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed, Option, Row, Select
from bot.text.texts import Texts

QUESTIONS_ON_A_PAGE = 8
"""As many as fit when each says all that it can say."""
MOST_BANKS_NAMED = 10
"""The most banks of which a summary tells how many questions were answered."""
LONGEST_FIRST_WORDS = 50
LONGEST_BANK_NAME = 24
LONGEST_TIME = timedelta(hours=1)
"""Who took longer did something else in between."""

_SENTENCES = {
    ToDo.SEND: "summary-do-send",
    ToDo.COMPARE: "summary-do-compare",
    ToDo.TRY_AGAIN: "summary-do-try-again",
    ToDo.COME_BACK: "summary-do-come-back",
    ToDo.DO_MORE: "summary-do-more",
    ToDo.WAIT: "summary-sent",
}


def summary(interview: Interview, page: int, texts: Texts, *, retrospect: Retrospect = Retrospect.NOTHING) -> Draft:
    """The page with this 0-based number, or the nearest page there is; figures of the whole are on the first."""
    words = Words(texts, interview)
    rounds = interview.rounds
    pages = -(-len(rounds) // QUESTIONS_ON_A_PAGE)
    page = max(0, min(page, pages - 1))
    shown = rounds[page * QUESTIONS_ON_A_PAGE : (page + 1) * QUESTIONS_ON_A_PAGE]
    following = next_thing(interview, retrospect)
    lines = [*(_figures(interview, words) if page == 0 else ()), *_sentences(interview, following, words)]
    listed = [line for each in shown for line in _lines(interview, each, words, retrospect)]
    if any(time_taken(interview, each) is not None for each in shown):
        listed.append(words("summary-time-explained"))
    embeds = (
        Embed(title=words("summary-heading", bank=words.banks), description="\n".join(lines), colour=colours.SUMMARY),
        Embed(
            title=words("summary-questions"),
            description="\n".join(listed),
            footer=words("summary-page", page=page + 1, pages=pages) if pages > 1 else None,
            colour=colours.SUMMARY,
        ),
    )
    rows = (
        _ways(interview, following, words),
        _to_coaches(interview, shown, page, words, retrospect),
        _turning(interview, page, pages, words),
    )
    return Draft(embeds=embeds, rows=tuple(row for row in rows if row))


def _figures(interview: Interview, words: Words) -> list[str]:
    rounds = interview.rounds
    answered = [each for each in rounds if each.answered]
    lines = [
        words("summary-answered", answered=len(answered), unanswered=len(rounds) - len(answered), total=len(rounds)),
        *_by_bank(interview, words),
    ]
    if interview.follow_ups:
        asked = len(interview.follow_ups)
        followed_up = sum(each.answered for each in interview.follow_ups)
        lines.append(words("summary-follow-ups", asked=asked, answered=followed_up, unanswered=asked - followed_up))
    if seconds := sum(measure(each.parts).seconds for each in interview.turns):
        lines.append(words("summary-aloud", spoken=clock_face(seconds)))
    # In a live interview hints come with the debrief, where they help nobody to answer.
    if interview.mode is Mode.PRACTICE and (hints := sum(each.hints for each in rounds)):
        lines.append(words("summary-hints", hints=hints))
    if assisted := sum(each.assisted for each in rounds):
        lines.append(words("summary-assisted", assisted=assisted))
    return [*lines, ""]


def _by_bank(interview: Interview, words: Words) -> list[str]:
    """How many questions of each bank were answered, if there are several banks."""
    if len(interview.banks) == 1:
        return []
    lines = []
    for bank in interview.banks[:MOST_BANKS_NAMED]:
        rounds = [each for each in interview.rounds if each.bank == bank]
        answered = sum(each.answered for each in rounds)
        lines.append(words("summary-bank", bank=escaped(bank.title), answered=answered, total=len(rounds)))
    if (others := len(interview.banks) - MOST_BANKS_NAMED) > 0:
        lines.append(words("summary-more-banks", banks=others))
    return lines


def _sentences(interview: Interview, following: NextThing, words: Words) -> list[str]:
    """What to do next, and until when questions that are left can be answered."""
    until = can_go_on_until(interview)
    left = sum(each.open for each in interview.rounds)
    at = "" if until is None else str(int(until.timestamp()))
    if following.to_do is ToDo.GO_ON:
        return [words("summary-do-go-on", left=left, at=at)]
    key = _SENTENCES[following.to_do]
    if following.to_do is ToDo.SEND and interview.review is not None:
        key = "summary-not-sent"
    day = "" if following.at is None else str(int(following.at.timestamp()))
    sentence = words(key, number=following.number or 0, at=day)
    return [sentence, words("summary-left", left=left, at=at)] if left and until is not None else [sentence]


def _lines(interview: Interview, of: Round, words: Words, retrospect: Retrospect) -> tuple[str, str]:
    """The question, and below it how it went."""
    said = [*_state(interview, of, words), *_judged(of, words, retrospect)]
    if of.number in retrospect.returns:
        said.append(words("summary-comes-again", at=str(int(retrospect.returns[of.number].timestamp()))))
    if len(interview.banks) > 1:
        said.append(escaped(plain_name(of.bank.title, longest=LONGEST_BANK_NAME)))
    if of.answered and retrospect.dm_channel is not None:
        first = next(each.message_id for each in of.parts if each.says_something)
        said.append(words("summary-link", link=link_to_message(retrospect.dm_channel, first)))
    return f"**{of.number}.** {_question(interview, of, words)}", f"-# {' · '.join(said)}"


def _question(interview: Interview, of: Round, words: Words) -> str:
    """The first words of the question, unless it was not asked in a live interview."""
    if not interview.may_show(of.number):
        return words("status-option-unasked", number=of.number)
    return with_code(plain_name(of.question.text, longest=LONGEST_FIRST_WORDS))


def _state(interview: Interview, of: Round, words: Words) -> list[str]:
    if not of.answered:
        if of.skipped:
            return [words("summary-skipped")]
        return [words("summary-unseen" if of.asked_at is None else "summary-unanswered")]
    taken = time_taken(interview, of)
    if taken is None:
        return [words("summary-answered-one")]
    suggested = of.question.minutes
    is_over = suggested is not None and taken > timedelta(minutes=suggested)
    if taken > LONGEST_TIME:
        said = words("summary-time-long")
    else:
        said = words("summary-time-over" if is_over else "summary-time", taken=clock_face(round(taken.total_seconds())))
    return [said if suggested is None else words("summary-time-suggested", said=said, minutes=suggested)]


def _judged(of: Round, words: Words, retrospect: Retrospect) -> list[str]:
    """What the candidate found, what a coach found, and whether a coach has it."""
    said = []
    total = len(of.question.key_points)
    if of.ticks is not None and total:
        said.append(words("summary-ticked", ticked=len(of.ticks), total=total))
    if of.rating is not None:
        said.append(words(f"rating-{of.rating.name.lower()}"))
    view = retrospect.view(of.number)
    if view.grade is not None:
        named = words(f"grade-{view.grade.grade.replace('_', '-')}")
        said.append(words("summary-grade", grade=named, covered=view.grade.covered, total=total))
    elif view.standing.since is not None:
        said.append(words("summary-with-coach"))
    return said


def _ways(interview: Interview, following: NextThing, words: Words) -> Row:
    """The one thing to do next, and the ways that there always are."""
    button = _button(interview, following, words)
    banks = tuple(each.slug for each in interview.banks[:MOST_BANKS_CHOSEN])
    may_lead = button is None and following.to_do is not ToDo.GO_ON
    again = Button(
        label=words("button-practise-again", bank=shortened(words.banks, LONGEST_TITLE_ON_BUTTON)),
        custom_id=plan_id(AGAIN, Plan(banks=banks, mode=interview.mode)),
        style=ButtonStyle.PRIMARY if may_lead else ButtonStyle.SECONDARY,
    )
    go_on = Button(
        label=words("button-go-on"),
        custom_id=control_id(ControlAction.GO_ON, interview.id, interview.position, MessageKind.SUMMARY),
        style=ButtonStyle.PRIMARY if following.to_do is ToDo.GO_ON else ButtonStyle.SECONDARY,
    )
    return (*(() if button is None else (button,)), again, go_on)


def _button(interview: Interview, following: NextThing, words: Words) -> Button | None:
    """The button of what is best done next, where the other ways do not do it already."""
    if following.number is None:
        return None
    of = interview.round(following.number)
    match following.to_do:
        case ToDo.SEND:
            label = words("summary-button-send" if interview.review is None else "button-flag-again", number=of.number)
            custom_id = flag_id(interview.id, of.number, MessageKind.SUMMARY)
            return Button(label=label, custom_id=custom_id, style=ButtonStyle.SUCCESS)
        case ToDo.COMPARE:
            label = words("summary-button-compare", number=of.number)
            custom_id = control_id(ControlAction.EXAMPLES, interview.id, of.number, MessageKind.SUMMARY)
            return Button(label=label, custom_id=custom_id, style=ButtonStyle.PRIMARY)
        case ToDo.TRY_AGAIN:
            label = words("summary-button-try-again", number=of.number)
            plan = Plan(banks=(of.bank.slug,), questions=1, order=Order.IN_ORDER, start=of.bank_number)
            return Button(label=label, custom_id=plan_id(AGAIN, plan), style=ButtonStyle.PRIMARY)
        case _:
            return None


def _to_coaches(interview: Interview, shown: Sequence[Round], page: int, words: Words, retrospect: Retrospect) -> Row:
    """A menu of the answers that can be sent to a coach. A second attempt has a button instead."""
    unsent = [each for each in shown if each.answered and retrospect.view(each.number).standing.since is None]
    if not unsent or interview.review is not None:
        return ()
    options = tuple(
        Option(
            label=shortened(f"{each.number}. {each.question.text}", MAX_LABEL),
            value=str(each.number),
            description=_described(each, words, retrospect),
        )
        for each in unsent
    )
    return (
        Select(custom_id=flag_menu_id(interview.id, page), placeholder=words("summary-send-which"), options=options),
    )


def _described(of: Round, words: Words, retrospect: Retrospect) -> str | None:
    """What was found of an answer so far."""
    return shortened(" · ".join(_judged(of, words, retrospect)), OPTION_DESCRIPTION) or None


def _turning(interview: Interview, page: int, pages: int, words: Words) -> Row:
    if pages == 1:
        return ()

    def button(label: str, to: int) -> Button:
        custom_id = control_id(
            ControlAction.SUMMARY, interview.id, interview.position, MessageKind.SUMMARY, detail=max(to, 0)
        )
        return Button(label=words(label), custom_id=custom_id, disabled=not 0 <= to < pages)

    return (button("button-previous-page", page - 1), button("button-next-page", page + 1))
