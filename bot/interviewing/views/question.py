"""The messages that ask a question or a follow-up, and the panel under its answer."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.banks.format.model import Question
from bot.banks.format.speech import speaking_range
from bot.formatting import colours
from bot.formatting.discord_limits import BUTTONS_IN_ROW
from bot.formatting.labels import topic_label
from bot.formatting.pages import words_of
from bot.interviewing.domain.model import FollowUp, Interview, Mode, Phase, Round, Turn
from bot.interviewing.domain.selection import LONGEST_INTERVIEW
from bot.interviewing.domain.standing import Standing
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, control_id
from bot.interviewing.views.measure import Measure, clock_face, measure
from bot.interviewing.views.ways_on import finishes, helping, onward, to_a_coach, to_a_follow_up
from bot.interviewing.views.words import Words
from bot.outbound.draft import Button, Draft, Embed, Field, Row
from bot.text.texts import Texts

LONGEST_EMBED_TITLE = 250
"""Characters; Discord allows 256 in the title of an embed."""


def question_message(interview: Interview, asked: Round, texts: Texts, *, next_step: str = "") -> Draft:
    """The question with everything needed to answer it; above the first one, what introduces its banks.

    Above a second attempt stands the `next_step` that its coach advised.
    """
    words = Words(texts, interview)
    title, lines = question_lines(asked.question)
    lines += _how_to_answer(asked, words)
    if not asked.answered and asked.attempt > 1:
        lines.append(words("question-attempt", attempt=asked.attempt))
    if interview.phase is Phase.OPENING and len(interview.rounds) == LONGEST_INTERVIEW < _offered(interview):
        lines.append(words("question-most", most=LONGEST_INTERVIEW))
    question = Embed(
        author=words(
            "question-heading",
            number=asked.number,
            total=len(interview.rounds),
            bank=asked.bank.title,
            bank_number=asked.bank_number,
            bank_size=asked.bank.size,
        ),
        title=title,
        description="\n".join(lines) or None,
        fields=_about(interview, asked, words),
        footer=None if asked.author is None else words("question-by", author=asked.author.name),
        colour=colours.QUESTION,
    )
    return Draft(
        embeds=(*_introduction(interview, words), *_advised(next_step, words), question),
        rows=_around_question(interview, asked, words),
    )


def _offered(interview: Interview) -> int:
    """How many questions its banks have in all."""
    return sum(each.size for each in interview.banks)


def follow_up_message(interview: Interview, asked: FollowUp, texts: Texts) -> Draft:
    """The follow-up, and which question it belongs to."""
    words = Words(texts, interview)
    embed = Embed(
        author=words("follow-up-heading", number=asked.question),
        title=asked.text,
        description="\n".join(_how_to_answer(asked, words)),
        colour=colours.QUESTION,
    )
    return Draft(embeds=(embed,), rows=_around_question(interview, asked, words))


def panel(interview: Interview, answered: Turn, texts: Texts, *, standing: Standing = Standing.UNSENT) -> Draft:
    """The stored answer, measured against the examples, with a word on who else reads it.

    That to a follow-up is measured against nothing: the examples answer the question.
    """
    words = Words(texts, interview)
    over = interview.phase in {Phase.DEBRIEF, Phase.ENDED}
    question = interview.question_of(answered.number)
    is_follow_up = question != answered.number
    withdrawn = words("panel-withdrawn-for-good" if over else "panel-withdrawn")
    lines = [withdrawn]
    if answered.answered:
        lines = [
            *_measured(answered, words),
            *_for_coaches(interview, words, standing),
            words("panel-edit-on" if over else "panel-write-on"),
        ]
    heading = words("panel-heading-follow-up" if is_follow_up else "panel-heading", number=question)
    heading = words.with_bank(heading, interview.round(question))
    embed = Embed(title=heading, description="\n".join(lines), colour=colours.PANEL)
    message = MessageKind.PANEL
    on = helping if over else _onward
    about = () if over else _about_all(interview, answered, words, message=message)
    follow_up = to_a_follow_up(interview, answered, words, message=message)
    to_coach = to_a_coach(interview, answered, words, message=message, standing=standing)
    further = tuple(each for each in (follow_up, to_coach) if each is not None)
    rows = ((*on(interview, answered, words, message=message), *about), further)
    return Draft(embeds=(embed,), rows=tuple(row for row in rows if row))


def question_lines(question: Question) -> tuple[str | None, list[str]]:
    """The question as an embed's title, which Discord shows in bold, or as bold lines if it does not fit a title."""
    if len(question.text) <= LONGEST_EMBED_TITLE and "\n" not in question.text:
        return question.text, []
    return None, [_bold(question.text), ""]


def _bold(text: str) -> str:
    # Marks inside marks may mean something else, and a line of a list or quote begins with its own.
    return text if re.search(r"[*_`\\]|^ *(?:[-+>#]|\d+\.)", text, re.MULTILINE) else f"**{text.strip()}**"


def _introduction(interview: Interview, words: Words) -> tuple[Embed, ...]:
    if interview.phase is not Phase.OPENING or not interview.introduction:
        return ()
    heading = "introduction-heading" if len(interview.banks) == 1 else "introduction-heading-several"
    title = words(heading, bank=words.banks)
    return (Embed(title=title, description=interview.introduction, colour=colours.OWN),)


def _advised(next_step: str, words: Words) -> list[Embed]:
    return words_of(next_step, say=words, title=words("question-next-step"), colour=colours.HINT)


def _about(interview: Interview, asked: Round, words: Words) -> tuple[Field, ...]:
    """What its bank says about the question."""
    question = asked.question
    facts = (
        ("question-topics", ", ".join(topic_label(topic) for topic in question.topics)),
        ("question-difficulty", question.difficulty and words(f"difficulty-{question.difficulty}")),
        ("question-time", question.minutes and _time(interview, asked, question.minutes, words)),
    )
    return tuple(Field(name=words(key), value=value, inline=True) for key, value in facts if value)


def _time(interview: Interview, asked: Round, minutes: int, words: Words) -> str:
    if interview.mode is Mode.LIVE and asked.asked_at is not None:
        until = asked.asked_at + timedelta(minutes=minutes)
        return words("question-live-until", minutes=minutes, until=str(int(until.timestamp())))
    return words("question-minutes", minutes=minutes)


def _how_to_answer(asked: Turn, words: Words) -> list[str]:
    lines = []
    if asked.asked_at is not None:
        lines.append(words("question-how-to-answer", asked=str(int(asked.asked_at.timestamp()))))
    if asked.answered:
        lines.append(words("question-answer-so-far", words=measure(asked.parts).words))
    return lines


def _measured(answered: Turn, words: Words) -> list[str]:
    result = measure(answered.parts)
    counts = []
    if result.characters:
        counts.append(words("panel-size", characters=result.characters, words=result.words))
    if result.files:
        counts.append(words("answer-files", files=result.files))
    lines = [" · ".join(counts)] if counts else []
    if result.seconds:
        spoken = _spoken(result, words)
        lines.append(" ".join([spoken, *_compared(answered, result, words)]) if isinstance(answered, Round) else spoken)
    return lines


def _for_coaches(interview: Interview, words: Words, standing: Standing) -> list[str]:
    if standing.closed:
        return [words("panel-review-closed")]
    if standing.since is not None and standing.kept_back:
        return [words("panel-kept-back", since=str(int(standing.since.timestamp())))]
    if standing.since is not None:
        key = "panel-with-coaches" if interview.review is None else "panel-with-your-coach"
        return [words(key, since=str(int(standing.since.timestamp())))]
    if interview.review is None:
        return []
    return [words("panel-not-sent" if interview.phase is Phase.ENDED else "panel-for-your-coach")]


def _spoken(result: Measure, words: Words) -> str:
    if result.voice_seconds and result.text_seconds:
        key = "panel-time-both"
    else:
        key = "panel-time-voice" if result.voice_seconds else "panel-time"
    return words(key, spoken=clock_face(result.seconds))


def _compared(answered: Round, result: Measure, words: Words) -> list[str]:
    span = speaking_range(answered.question)
    if span is None:
        return []
    shortest, longest = clock_face(span.shortest), clock_face(span.longest)
    sentences = [
        words("panel-range-one" if shortest == longest else "panel-range", shortest=shortest, longest=longest),
    ]
    if result.seconds * 2 < span.shortest:
        sentences.append(words("panel-too-short"))
    elif result.seconds > 2 * span.longest:
        sentences.append(words("panel-too-long"))
    return sentences


def _around_question(interview: Interview, asked: Turn, words: Words) -> tuple[Row, ...]:
    """The ways on and back, and help, in two rows if one has no room for them."""
    message = MessageKind.QUESTION
    on = _onward(interview, asked, words, message=message)
    back = (_button(ControlAction.BACK, "button-back", interview, asked, words, message=message),)
    rest = (*(back if asked.number > 1 else ()), *_about_all(interview, asked, words, message=message))
    return ((*on, *rest),) if len(on) + len(rest) <= BUTTONS_IN_ROW else (on, rest)


def _onward(interview: Interview, of: Turn, words: Words, *, message: MessageKind) -> Row:
    """The way on, and help where the mode allows it."""
    on = onward(interview, of, words, message=message)
    return (*(() if on is None else (on,)), *helping(interview, of, words, message=message))


def _about_all(interview: Interview, of: Turn, words: Words, *, message: MessageKind) -> Row:
    """*Status*, and *End* unless the way on is *Finish*, which ends the interview, too."""
    status = _button(ControlAction.STATUS, "button-status", interview, of, words, message=message)
    if finishes(interview, of):
        return (status,)
    return (status, _button(ControlAction.END, "button-end", interview, of, words, message=message))


def _button(
    action: ControlAction, label: str, interview: Interview, of: Turn, words: Words, *, message: MessageKind
) -> Button:
    return Button(label=words(label), custom_id=control_id(action, interview.id, of.number, message))
