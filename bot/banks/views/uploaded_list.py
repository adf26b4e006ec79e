"""The report on an uploaded list of questions: how it was understood, what became of it, and what would change."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bot.banks.usecases.uploaded_files import DraftedList
from bot.banks.usecases.uploads import Inspected
from bot.banks.views import imported
from bot.banks.views.differences import difference_lines, is_cut, whole_difference
from bot.banks.views.pages import UploadReport, change_lines, paged_report, upload_row
from bot.formatting.pages import Say
from bot.formatting.words import escaped, with_code
from bot.outbound.draft import Draft, Embed
from bot.text.texts import Texts

_TOLD = 5
"""So many parts that were left out or altered are named in the message; the file beside it has all."""
_IDS = 20


def list_report(inspected: Inspected, file_name: str, texts: Texts, *, locale: str) -> UploadReport:
    """The report, with buttons if the list can be confirmed, and all that does not fit in a file."""
    say = partial(texts, locale=locale)
    told = inspected.drafted
    if told is None or inspected.upload is None:
        title = say("upload-no-list", file=escaped(file_name[:60]))
        embed = Embed(title=title, description=_why_not(inspected, say), footer=say("upload-no-list-then"))
        left = [] if told is None else list(imported.report_lines(told.found, told.draft, say))
        return UploadReport(draft=Draft(embeds=(embed,)), whole="\n".join([*left, ""]) if len(left) > _TOLD else None)
    listing = inspected.upload.listing
    left = list(imported.report_lines(told.found, told.draft, say))
    sentences = list(_sentences(told, say))
    body = [with_code(each) for each in sentences]
    body += (f"-# {with_code(each)}" for each in left[:_TOLD])
    if len(left) > _TOLD:
        body.append(say("upload-list-more", count=len(left) - _TOLD))
    body += ["", *_previews(told, say), ""]
    changes = list(change_lines(inspected.changes, say))
    body += change_lines(inspected.changes, say, most=_IDS)
    differences = () if inspected.changes is None else inspected.changes.differences
    body += (line for each in differences for line in difference_lines(each))
    heading = say("upload-checked", bank=listing.title, questions=listing.questions)
    whole = [heading, "", *sentences, "", *left, "", *changes, ""]
    whole += (line for each in differences for line in whole_difference(each))
    cut = any(is_cut(each) for each in differences)
    title = say("upload-checked", bank=escaped(listing.title), questions=listing.questions)
    made = paged_report(whole, title, body, say("upload-then"), say, cut=cut)
    rows = (upload_row(inspected.upload.id, say),)
    beside = "\n".join([*whole, ""]) if len(left) > _TOLD else made.whole
    return UploadReport(draft=Draft(embeds=made.draft.embeds, rows=rows), whole=beside)


def _why_not(inspected: Inspected, say: Say) -> str:
    if inspected.unfit is not None:
        return imported.unfit_sentence(inspected.unfit, say)
    if inspected.drafted is None:
        return ""
    found, guessed = inspected.drafted.found, inspected.drafted.guessed
    if found.questions:
        return with_code(imported.outcome(inspected.drafted.draft, say))
    return with_code(imported.nothing_found(found, say, guessed=guessed))


def _sentences(told: DraftedList, say: Say) -> Iterator[str]:
    yield imported.understood(told.found, say, guessed=told.guessed)
    if told.guessed:
        yield say("upload-list-guessed")
    yield imported.outcome(told.draft, say, without_room=told.without_room)
    yield from imported.alterations(told.draft, say, without_room=told.without_room)


def _previews(told: DraftedList, say: Say) -> Iterator[str]:
    yield say("upload-list-first")
    contents = [each.content for each in told.draft.questions]
    for number, (question, facts) in enumerate(imported.previews(contents, say), start=1):
        yield f"{number}. {with_code(question)}"
        yield f"-# {with_code(facts)}"
