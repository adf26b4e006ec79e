"""Every message that the shipped banks can become is one that Discord accepts: as JSON, as discord.py sends it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from discord.http import handle_message_parameters

from bot.banks.format.catalogue import Catalogue
from bot.banks.format.loader import LoadedBank
from bot.banks.format.model import Bank, Question
from bot.client.rendering import rendered
from bot.interviewing.domain.selection import LONGEST_INTERVIEW
from bot.interviewing.views.rehearsal import Rehearsal, Shown
from bot.interviewing.views.rehearsal_limits import excesses, unsendable
from bot.outbound.draft import Draft
from bot.text.texts import Texts
from bot.yamlfile.source import Document
from playground.traffic.recorded_request import RecordedRequest
from tests.banks.builders import a_bank, a_question
from tests.banks.shipped import SHIPPED
from tests.openapi import judge

TEXTS = Texts.load()
BANKS = Catalogue(SHIPPED)
SLUGS = [bank.slug for bank in BANKS.all()]
ROUTE = "/channels/{channel_id}/messages"


def everything(bank: Bank) -> Iterator[Shown]:
    rehearsal = Rehearsal(bank, TEXTS)
    yield from rehearsal.everything_of_the_bank()
    for number in range(1, len(bank.questions) + 1):
        yield from rehearsal.everything_of(number)


def as_sent(draft: Draft) -> dict[str, Any]:
    with handle_message_parameters(**rendered(draft)) as parameters:  # type: ignore[arg-type] # None stands for no text
        assert parameters.payload is not None
        return parameters.payload


def characters(text: str | None) -> int:
    """As Discord may count them: an emoji twice."""
    return len((text or "").encode("utf-16-le")) // 2


def refused(sent: dict[str, Any]) -> list[str]:
    """https://docs.discord.com/developers/resources/message#embed-object-embed-limits"""
    found = []
    total = 0

    def limited(name: str, text: str | None, most: int, *, least: int = 0, counts: bool = True) -> None:
        nonlocal total
        total += characters(text) if counts else 0
        if not least <= characters(text) <= most:
            found.append(f"{name}: {characters(text)}")

    limited("content", sent.get("content"), 2000, counts=False)
    assert sent.get("content") or sent["embeds"]
    assert len(sent["embeds"]) <= 10
    for embed in sent["embeds"]:
        limited("title", embed.get("title"), 256)
        limited("description", embed.get("description"), 4096)
        limited("footer", embed.get("footer", {}).get("text"), 2048)
        limited("author", embed.get("author", {}).get("name"), 256)
        assert len(embed.get("fields", ())) <= 25
        for field in embed.get("fields", ()):
            limited("field name", field["name"], 256, least=1)
            limited("field value", field["value"], 1024, least=1)
    rows = sent.get("components", ())
    assert len(rows) <= 5
    for item in (item for row in rows for item in row["components"]):
        limited("label", item.get("label"), 80, counts=False)
        limited("custom_id", item.get("custom_id"), 100, least=1, counts=False)
        limited("placeholder", item.get("placeholder"), 150, counts=False)
        for option in item.get("options", ()):
            limited("option", option["label"], 100, least=1, counts=False)
            limited("option's description", option.get("description"), 100, counts=False)
    return found if total <= 6000 else [*found, f"all embeds: {total}"]


@pytest.mark.parametrize("slug", SLUGS)
async def test_each_message_of_a_shipped_bank_fits(slug: str) -> None:
    requests = []
    for shown in everything(BANKS.get(slug)):
        sent = as_sent(shown.draft)
        assert refused(sent) == [], (shown.name, shown.path)
        assert list(excesses(shown.draft)) == []
        requests.append(
            RecordedRequest(
                method="POST",
                path="/channels/1/messages",
                route=ROUTE,
                params={"channel_id": "1"},
                query={},
                at=0.0,
                json=sent,
            )
        )
    judge(requests)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_text_of_a_shipped_bank_is_shown_whole_in_some_message(slug: str) -> None:
    bank = BANKS.get(slug)
    said = "\n".join(
        text
        for shown in everything(bank)
        for embed in shown.draft.embeds
        for text in (embed.title, embed.description, embed.footer)
        if text
    )
    texts = [bank.introduction]
    for question in bank.questions:
        texts += [question.text, question.why, question.how, *question.key_points, *question.follow_ups]
        texts += [text for example in question.examples for text in (example.text, example.note)]

    assert [text for text in texts if text not in said] == []


def test_a_bank_without_an_introduction_begins_with_its_first_question() -> None:
    opening = Rehearsal(a_bank(introduction=""), TEXTS).opening()

    assert (opening.name, opening.path) == ("beginning", ("questions", 0, "question"))


def test_all_pages_and_all_hints_of_a_question_are_rehearsed() -> None:
    answers = [{"text": f"Community {number}.", "note": "N", "by": "B"} for number in range(2)]
    bank = a_bank(questions=[a_question(community_answers=answers, follow_ups=["The very last."])])
    shown = list(Rehearsal(bank, TEXTS).shown_of(1))

    assert [each.name for each in shown] == [
        "question",
        "hint 1",
        "hint 2",
        "hint 3",
        "example answers, page 1 of 3",
        "example answers, page 2 of 3",
        "example answers, page 3 of 3",
    ]
    assert shown[-1].path == ("questions", 0, "community_answers", 1)
    assert shown[-1].draft.embeds[-1].description == "- The very last."


def test_the_largest_bank_that_the_model_accepts_can_be_sent() -> None:
    wide = "W"
    question = a_question(
        text=wide * 600,
        why=wide * 1500,
        how=wide * 1800,
        key_points=[wide * 150] * 6,
        topics=[f"{number}{'t' * 23}" for number in range(5)],
        examples=[{"text": wide * 3000, "note": wide * 200}] * 3,
        follow_ups=[wide * 200] * 5,
        community_answers=[{"text": wide * 1800, "note": wide * 200, "by": wide * 80}] * 2,
    )
    author = {"id": "a", "name": wide * 80, "bio": wide * 300}
    bank = a_bank(title=wide * 80, summary=wide * 100, introduction=wide * 1500, authors=[author], questions=[question])

    assert [list(excesses(shown.draft)) for shown in everything(bank)] == [[] for _ in everything(bank)]


def too_long(*questions: Question) -> list[str]:
    """What is too long of questions that no file can have: the limits of the model refuse them before."""
    bank = a_bank().model_copy(update={"questions": questions})
    document = Document(value=None, lines={}, spoilt=frozenset())
    return [each.problem.what for each in unsendable(LoadedBank(file="a.yaml", bank=bank, document=document), TEXTS)]


@pytest.mark.parametrize("section", ["text", "how", "examples"])
def test_one_long_section_is_found_among_more_questions_than_an_interview_has(section: str) -> None:
    given = {"text": "W" * 4200, "how": "*W" * 3000, "examples": ()}[section]
    if section == "examples":
        example = a_question().examples[0]
        given = (example, example.model_copy(update={"text": "W\n" * 4500}))
    long = a_question(id="long").model_copy(update={section: given})
    others = [a_question(id=f"q-{number}") for number in range(LONGEST_INTERVIEW)]

    alone = too_long(long)

    assert alone
    assert too_long(*others, long) == alone
