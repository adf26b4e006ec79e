"""What stands in the fields of our notes in Anki, for those who write them and those who read them back."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it import MarkdownIt

from bot.banks.format.model import Bank, Question

FIELDS = ("Question", "Key points", "How to answer", "Why it is asked", "Example answers", "Follow-ups", "Bank", "Id")
"""These never change, nor does their order: Anki would take a note type with others for another one, refuse to update
the notes that people have, and keep their learning apart from ours. What is new goes into a field that is there."""

NOTE, SHORT = "note", "note short"
"""The classes of what stands above an example answer, and above the short one."""
BETWEEN_EXAMPLES = "<hr>"
ALSO = '<details class="also">'
"""Begins the other words in which a question is asked, below it."""
_SHORT_HEADING = "In 30 seconds"
_ALSO_HEADING = "Also asked as"


def fields_of_note(bank: Bank, question: Question) -> list[str]:
    """The HTML of each of `FIELDS`, empty where the bank has nothing."""
    to_html = _Html()
    asked = to_html(question.text)
    if question.also_asked_as:
        others = _list(question.also_asked_as, to_html)
        asked += f"{ALSO}<summary>{_ALSO_HEADING}</summary>{others}</details>"
    return [
        asked,
        _list(question.key_points, to_html),
        to_html(question.how),
        to_html(question.why),
        BETWEEN_EXAMPLES.join(_answers(question, to_html)),
        _list(question.follow_ups, to_html),
        to_html(bank.title),
        question.id,
    ]


class _Html:
    """Turns Markdown into HTML, without tags, pictures, sounds or formulas of the bank's own."""

    def __init__(self) -> None:
        self._markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")

    def __call__(self, markdown: str) -> str:
        # Anki would play `[sound:…]` and typeset `[latex]`, `[$]`, `\(` and `\[`.
        html: str = self._markdown.render(markdown)
        return html.replace("[", "&#91;").replace("\\", "&#92;").replace("{{", "{&#123;")


def _answers(question: Question, to_html: _Html) -> Iterable[str]:
    if question.short:
        yield f'<div class="{SHORT}">{_SHORT_HEADING}</div>{to_html(question.short)}'
    given = [(each.note, each.text) for each in question.examples]
    given += [(each.note, each.text) for each in question.community_answers]
    for note, text in given:
        yield f'<div class="{NOTE}">{to_html(note)}</div>{to_html(text)}'


def _list(entries: tuple[str, ...], to_html: _Html) -> str:
    """A list; nothing at all for no entries, since Anki shows the heading above whatever is there."""
    if not entries:
        return ""
    return "<ul>" + "".join(f"<li>{to_html(entry)}</li>" for entry in entries) + "</ul>"
