"""The messages that admins read about their server's banks: the list, and the reports on uploads and reloads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bot.banks.checks.changes import Changes
from bot.banks.checks.finding import Finding, Severity
from bot.banks.format.catalogue import Reload
from bot.banks.usecases.administration import BankEntry, Deletion
from bot.banks.usecases.ports import UploadId
from bot.banks.usecases.uploads import Confirmed, Inspected
from bot.banks.views.differences import difference_lines, is_cut, whole_difference
from bot.formatting import colours
from bot.formatting.pages import Say, packed
from bot.formatting.split import length
from bot.formatting.words import escaped, with_code
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed, Row
from bot.text.texts import Texts

UPLOAD_IDS = "mb1"
CONFIRM = "confirm"
DISCARD = "discard"
DELETE = "delete"

_ON_A_PAGE = 3500
"""Characters; the rest of a message is for the title, the sentence below it and the buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadReport:
    """The report on an upload or a reload."""

    draft: Draft
    whole: str | None = None
    """The whole report as text, for a file beside the message; None if the message has room for everything."""


def upload_id(action: str, upload: UploadId) -> str:
    """The id of a button under an upload; at most 40 characters."""
    return f"{UPLOAD_IDS}:{action}:{upload}"


def upload_template(action: str) -> str:
    """The pattern that fits every id of this action, and no other. Group: `upload`."""
    return rf"{UPLOAD_IDS}:{action}:(?P<upload>[0-9]{{1,19}})"


def list_pages(entries: Sequence[BankEntry], texts: Texts, *, locale: str) -> list[Draft]:
    """All banks of a server, on as few messages as Discord allows."""
    say = partial(texts, locale=locale)
    if not entries:
        return [Draft(content=say("banks-none"))]
    pages = _blocks((_entry(each, say) for each in entries), _ON_A_PAGE)
    embeds = [
        Embed(title=say("banks-title") if number == 0 else None, description=page, colour=colours.OWN)
        for number, page in enumerate(pages)
    ]
    return [Draft(embeds=each) for each in packed(embeds)]


def upload_report(inspected: Inspected, file_name: str, texts: Texts, *, locale: str) -> UploadReport:
    """The findings in a file and the changes it would make, with buttons if it can be confirmed."""
    say = partial(texts, locale=locale)
    findings = [_line(each) for each in inspected.findings]
    if inspected.upload is None:
        errors = sum(each.severity is Severity.ERROR for each in inspected.findings)
        title = say("upload-refused", file=escaped(file_name[:60]), errors=errors)
        whole = [say("upload-refused", file=file_name, errors=errors), "", *findings]
        return paged_report(whole, title, _shown(inspected.findings, say), say("upload-refused-then"), say)
    listing = inspected.upload.listing
    title = say("upload-checked", bank=escaped(listing.title), questions=listing.questions)
    changes = list(change_lines(inspected.changes, say))
    differences = () if inspected.changes is None else inspected.changes.differences
    changes += [line for each in differences for line in difference_lines(each)]
    warnings = [say("upload-warnings", warnings=len(findings)), *_shown(inspected.findings, say)] if findings else []
    heading = say("upload-checked", bank=listing.title, questions=listing.questions)
    told = list(change_lines(inspected.changes, say))
    whole = [heading, "", *told, "", *(line for each in differences for line in whole_difference(each)), *findings]
    cut = any(is_cut(each) for each in differences)
    made = paged_report(whole, title, [*changes, *warnings], say("upload-then"), say, cut=cut)
    return UploadReport(
        draft=Draft(embeds=made.draft.embeds, rows=(upload_row(inspected.upload.id, say),)), whole=made.whole
    )


def upload_row(upload: UploadId, say: Say) -> Row:
    """The buttons under an upload that waits."""
    confirm = Button(
        label=say("button-confirm-upload"), custom_id=upload_id(CONFIRM, upload), style=ButtonStyle.SUCCESS
    )
    return confirm, Button(label=say("button-discard-upload"), custom_id=upload_id(DISCARD, upload))


def confirmed_page(confirmed: Confirmed, texts: Texts, *, locale: str) -> Draft:
    """The message about a confirmed upload, which replaces the report with its buttons."""
    key = "upload-confirmed" if confirmed.enabled else "upload-confirmed-disabled"
    listing = confirmed.listing
    text = texts(key, locale=locale, bank=escaped(listing.title), slug=listing.slug, version=confirmed.version)
    return Draft(embeds=(Embed(description=text, colour=colours.SUMMARY),))


def deletion_page(deletion: Deletion, texts: Texts, *, locale: str) -> Draft:
    """What would be deleted, with the button that does it."""
    say = partial(texts, locale=locale)
    entry = deletion.entry
    key = "bank-delete-back-to-built-in" if entry.of_operator else "bank-delete"
    text = say(key, bank=escaped(entry.listing.title), versions=deletion.versions, slug=entry.slug)
    button = Button(
        label=say("button-delete-bank"), custom_id=upload_id(DELETE, deletion.newest), style=ButtonStyle.DANGER
    )
    return Draft(embeds=(Embed(description=text, colour=colours.OWN),), rows=((button,),))


def reload_page(result: Reload, texts: Texts, *, locale: str) -> UploadReport:
    """The report on a reload: the changed banks and the broken files."""
    say = partial(texts, locale=locale)
    kinds = (
        ("reload-added", result.added),
        ("reload-changed", result.changed),
        ("reload-removed", result.removed),
        ("reload-kept", result.kept),
    )
    lines = [f"{say(key)} {', '.join(slugs)}" for key, slugs in kinds if slugs]
    problems = [str(problem) for problem in result.problems]
    title = say("reload-done")
    body = [*(lines or [say("reload-nothing")]), *(with_code(each) for each in problems)]
    return paged_report([title, "", *lines, *problems], title, body, None, say)


def _entry(entry: BankEntry, say: Say) -> str:
    origin = (
        say("banks-version", version=entry.version, newest=entry.newest) if entry.version else say("banks-of-operator")
    )
    name = say(
        "banks-entry",
        bank=escaped(entry.listing.title),
        slug=entry.slug,
        questions=entry.listing.questions,
        origin=origin,
    )
    return name if entry.enabled else say("banks-entry-disabled", entry=name)


def change_lines(changes: Changes | None, say: Say, *, most: int | None = None) -> Iterator[str]:
    """What would change in the bank that a server has; of each sort the ids of `most` questions."""
    if changes is None:
        yield say("upload-new")
        return
    if changes.nothing:
        yield say("upload-same")
    elif not (changes.added or changes.changed or changes.removed):
        yield say("upload-same-questions")
    if changes.reordered:
        yield say("upload-reordered")
    for key, ids in (
        ("upload-added", changes.added),
        ("upload-changed", changes.changed),
        ("upload-removed", changes.removed),
    ):
        if ids:
            # Fluent takes no more than 1000 characters into a sentence.
            more = " …" if most is not None and len(ids) > most else ""
            yield say(key, questions=len(ids)) + " " + ", ".join(f"`{each}`" for each in ids[:most]) + more


def _shown(findings: Iterable[Finding], say: Say) -> Iterator[str]:
    for each in findings:
        key = "upload-error" if each.severity is Severity.ERROR else "upload-warning"
        found = each.problem
        yield f"{say(key, line=str(found.line))} {with_code(f'{found.where}: {found.what}; {found.instead}')}"


def _line(finding: Finding) -> str:
    problem = finding.problem
    return f"{problem.line}: {finding.severity}: {problem.where}: {problem.what}; {problem.instead}"


def paged_report(
    whole: Sequence[str], title: str, body: Iterable[str], then: str | None, say: Say, *, cut: bool = False
) -> UploadReport:
    """The report; `cut` if the body shows less than `whole` already."""
    lines = list(body)
    shown = _blocks(lines, _ON_A_PAGE)
    embeds = [Embed(title=title, description=shown[0] if shown else None, footer=then, colour=colours.OWN)]
    if not cut and len(shown) <= 1 and not any(length(line) > _ON_A_PAGE for line in lines):
        return UploadReport(draft=Draft(embeds=tuple(embeds)))
    embeds.append(Embed(description=say("upload-more-in-file"), colour=colours.OWN))
    return UploadReport(draft=Draft(embeds=tuple(embeds)), whole="\n".join(whole) + "\n")


def _blocks(lines: Iterable[str], most: int) -> list[str]:
    """Texts of at most `most` characters, each of whole lines; a line that is longer ends with `…`."""
    blocks: list[str] = []
    for line in lines:
        fitting = line if length(line) <= most else _cut(line, most)
        if blocks and length(blocks[-1]) + 1 + length(fitting) <= most:
            blocks[-1] += f"\n{fitting}"
        else:
            blocks.append(fitting)
    return blocks


def _cut(line: str, most: int) -> str:
    # Half of it fits, however Discord counts.
    return line[: most // 2].rstrip("`, ") + " …"
