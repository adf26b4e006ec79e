"""The question what a message is that may be no answer."""

from __future__ import annotations

from bot.formatting.words import shortened
from bot.interviewing.domain.doubts import Doubt
from bot.interviewing.domain.effects import AskWhatItIs
from bot.interviewing.domain.model import Interview
from bot.interviewing.views.custom_ids import for_coach_id, keep_id
from bot.interviewing.views.words import Words
from bot.outbound.draft import Button, ButtonStyle, Draft
from bot.text.texts import Texts

LONGEST_COACH_ON_BUTTON = 60

_QUESTIONS = {
    Doubt.COMMAND: "ask-command",
    Doubt.GREETING: "ask-greeting",
    Doubt.FOR_COACH: "ask-for-coach",
    Doubt.OTHER_INTERVIEW: "ask-other-interview",
}


def what_it_is(effect: AskWhatItIs, interview: Interview, texts: Texts) -> Draft:
    """The question under the message, with a button for each thing that it can be."""
    words = Words(texts, interview)
    buttons: list[Button] = []
    if effect.review is not None:
        coach = shortened(effect.coach, LONGEST_COACH_ON_BUTTON)
        label = words("button-for-coach", coach=coach) if coach else words("button-for-your-coach")
        sending = for_coach_id(effect.review, effect.message)
        buttons.append(Button(label=label, custom_id=sending, style=ButtonStyle.PRIMARY))
    if effect.may_answer:
        buttons.append(Button(label=words("button-my-answer"), custom_id=keep_id(interview.id, effect.message)))
    return Draft(content=words(_QUESTIONS[effect.doubt]), rows=(tuple(buttons),), reply_to=effect.message)
