"""The page about people's data that an operator publishes, as Markdown."""

from __future__ import annotations

from functools import partial

from bot.privacy.domain.ages import PrivacyFacts
from bot.privacy.views.sections import Section, all_said
from bot.text.texts import DEFAULT_LOCALE, Texts


def document(facts: PrivacyFacts, texts: Texts) -> str:
    """Says what `/privacy` says, of any server, and how to adapt it."""
    say = partial(texts, locale=DEFAULT_LOCALE)
    found = all_said(facts, (), texts, locale=DEFAULT_LOCALE)
    title, how = say("document-title"), say("document-how")
    parts = [f"# {title}", f"> {how}", say("document-intro")]
    for each in found:
        lines = each.lines
        if each is found[-1] and facts.contact is None:
            lines = (*lines, say("document-no-contact"))
        parts.append(_markdown(Section(title=each.title, lines=lines)))
    return "\n\n".join([*parts, say("document-backups")]) + "\n"


def _markdown(section: Section) -> str:
    return "\n".join([f"## {section.title}", "", *(f"- {line}" for line in section.lines)])
