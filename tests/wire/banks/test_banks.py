"""`/banks` by an admin, and what `/mock` offers afterwards."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from playground.client.person import Person
from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.world.model import Json
from tests.banks.builders import GOOD
from tests.wire.conftest import config_for, running
from tests.wire.journey import buttons, heard, is_question, says, words
from tests.wire.practice import Practice

ACME = GOOD.replace("title: Stripe", "title: Acme Payments")
NOT_ADMIN = "Only people who can manage this server can do that."


async def banks(practice: Practice, what: str, *, by: Person | None = None, **options: Any) -> Invocation:
    used = await (by or practice.admin).slash(practice.general.id, f"banks {what}", **options)
    return await used.settled()


async def upload(practice: Practice, text: str | bytes = ACME, name: str = "acme.yaml") -> Invocation:
    data = text.encode() if isinstance(text, str) else text
    return await banks(practice, "upload", file=(name, data))


async def press(practice: Practice, used: Invocation, label: str) -> Invocation:
    assert used.message is not None
    pressed = await practice.admin.press(used.message["id"], label)
    return await pressed.settled()


async def uploaded(practice: Practice, text: str = ACME, name: str = "acme.yaml") -> str:
    return heard(await press(practice, await upload(practice, text, name), "Confirm"))


def file_of(practice: Practice, message: Json) -> bytes:
    (attachment,) = message["attachments"]
    return practice.playground.world.files[attachment["id"]]


async def suggested(person: Person, channel: str) -> list[str]:
    return [choice["value"] for choice in await person.autocomplete(channel, "mock", "bank", bank="")]


async def test_an_upload_is_checked_confirmed_and_taken_in_an_interview(practice: Practice) -> None:
    used = await upload(practice)
    assert used.ephemeral
    assert "Acme Payments can be used: 2 questions" in heard(used)
    assert "This server doesn't have a question bank of that name yet." in heard(used)
    assert used.message is not None
    assert buttons(used.message) == ["Confirm", "Discard"]

    candidate = await practice.candidate()
    assert "acme" not in await suggested(candidate.person, practice.general.id)

    confirmed = await press(practice, used, "Confirm")
    assert "**Acme Payments** is now version 1" in heard(confirmed)

    assert "acme" in await suggested(candidate.person, practice.general.id)
    begun = await candidate.person.slash(practice.general.id, "mock", bank="acme")
    await begun.settled()
    assert "What is an API?" in words(await candidate.sees(is_question(1, 2)))


async def test_the_message_of_a_confirmed_upload_has_no_buttons_left(practice: Practice) -> None:
    used = await upload(practice)
    await press(practice, used, "Confirm")

    assert used.message is not None
    shown = next(each for each in practice.admin.messages(practice.general.id) if each["id"] == used.message["id"])
    assert buttons(shown) == []
    assert "is now version 1" in words(shown)


async def test_all_mistakes_are_shown_at_once_with_their_lines(practice: Practice) -> None:
    wrong = ACME.replace("difficulty: easy", "difficulty: simple").replace("minutes: 3", "minutes: 99")

    used = await upload(practice, wrong)

    assert "acme.yaml has 2 errors" in heard(used).replace("\\", "")
    assert used.message is not None
    assert buttons(used.message) == []
    shown = heard(used).replace("\\", "")
    assert "**Line 21**: questions[1].difficulty" in shown
    assert "**Line 40**: questions[2].minutes" in shown


async def test_a_text_that_yaml_cuts_is_refused_and_marks_that_discord_eats_are_only_warned_of(
    practice: Practice,
) -> None:
    eaten = ACME.replace("why: To hear you explain.", "why: To hear what __init__ is.")

    refused = await upload(practice, eaten.replace("question: Why us?", "question: Why are we #1?"))

    shown = heard(refused).replace("\\", "")
    assert "**Line 36**: questions[2].question: ends before “#1?”" in shown
    assert refused.message is not None
    assert buttons(refused.message) == []

    taken = await upload(practice, eaten)

    shown = heard(taken).replace("\\", "")
    assert "questions[1].why: `__init__` is shown underlined, without its underscores; put it in backticks" in shown
    assert taken.message is not None
    assert "Confirm" in buttons(taken.message)


async def test_more_mistakes_than_fit_come_whole_as_a_file(practice: Practice) -> None:
    many = "format: 1\n" + "".join(f"unknown_key_{number}: {number}\n" for number in range(90))

    used = await upload(practice, many)

    assert "report.txt has all of it" in heard(used)
    assert used.message is not None
    text = file_of(practice, used.message).decode()
    assert "unknown_key_0" in text
    assert "unknown_key_89" in text


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("acme.yaml", b"x" * (8 * 1024 * 1024 + 1), "I take files of 8 MB at most"),
        ("acme.yaml", b"a: b\n" * 450_000, "is larger than 2 MB"),
        ("acme.yaml", b"\xff\xfe\x00a", "is not UTF-8 text"),
        ("acme.yaml", b"a: &a [*a, *a]\nb: [*a, *a]\n", "acme.yaml has "),
        ("acme.yaml", b"[" * 100_000, "acme.yaml has "),
        ("acme.yaml", b"\x00\x07`@everyone` [x](https://evil.example)", "acme.yaml has "),
        ("acme.yaml", b"", "acme.yaml has "),
        ("Acme Bank.yaml", ACME.encode(), "kebab-case"),
        ("acme.txt", ACME.encode(), "does not end in .yaml"),
    ],
    ids=["too large", "no bank so large", "no text", "aliases", "deep", "hostile marks", "empty", "name", "suffix"],
)
async def test_a_hostile_or_wrong_file_is_refused_with_a_reason(
    practice: Practice, name: str, data: bytes, sentence: str
) -> None:
    used = await upload(practice, data, name)

    assert sentence in heard(used).replace("\\", "")
    assert used.message is not None
    assert buttons(used.message) == []


@pytest.mark.parametrize("name", ["ACME.YAML", "Acme.Bank.yml", "ACME.yaml"])
async def test_the_name_that_a_refusal_advises_is_taken(practice: Practice, name: str) -> None:
    refused = heard(await upload(practice, ACME, name)).replace("\\", "")
    advised = re.search(r"name it (\S+\.yaml)", refused)
    assert advised is not None

    taken = await upload(practice, ACME, advised[1])
    assert taken.message is not None
    assert buttons(taken.message) == ["Confirm", "Discard"]


async def test_a_file_that_is_too_large_is_not_fetched(practice: Practice) -> None:
    practice.playground.world.files.clear()

    assert "8 MB at most" in heard(await upload(practice, b"x" * (8 * 1024 * 1024 + 1)))


async def test_a_list_that_is_longer_than_any_bank_is_not_read(practice: Practice) -> None:
    row = b"What is an API?,A contract.\n"

    used = await upload(practice, b"question,answer\n" + row * (2 * 1024 * 1024 // len(row)), "list.csv")

    assert "2 MB at most" in heard(used)


async def test_what_is_added_changed_and_removed_is_shown_before_it_happens(practice: Practice) -> None:
    await uploaded(practice)
    after = ACME.replace("id: why-us", "id: why-payments").replace("What is an API?", "What is an API, in one line?")

    shown = heard(await upload(practice, after)).replace("\\", "")

    assert "**Added** (1): `why-payments`" in shown
    assert "**Changed** (1): `explain-an-api`" in shown
    assert "**Removed** (1): `why-us`" in shown
    assert "keep that id" in shown


async def test_old_and_new_text_are_shown_wherever_they_differ(practice: Practice) -> None:
    await uploaded(practice)
    after = ACME.replace("What is an API?", "What is an API, in one line?").replace("Then sleep.", "Then rest.")
    after = after.replace("bio: Writes questions.", "bio: Writes books.").replace("about payments", "about money")

    shown = heard(await upload(practice, after)).replace("\\", "")

    for before, now in (
        ("What is an API?", "What is an API, in one line?"),
        ("Then sleep.", "Then rest."),
        ("Writes questions.", "Writes books."),
        ("Questions about payments", "Questions about money"),
    ):
        assert re.search(rf"> − .*{re.escape(before)}\n> \+ .*{re.escape(now)}", shown), now


async def test_a_bank_is_deleted_once_its_admin_says_so_again(practice: Practice) -> None:
    await uploaded(practice)
    candidate = await practice.candidate()
    await (await candidate.person.slash(practice.general.id, "mock", bank="acme")).settled()
    await candidate.sees(is_question(1, 2))

    offered = await banks(practice, "delete", bank="Acme Payments")
    assert "This deletes **Acme Payments**" in heard(offered)
    assert "acme" in await suggested(candidate.person, practice.general.id)
    deleted = heard(await press(practice, offered, "Delete"))

    assert "is deleted" in deleted
    assert "acme" not in await suggested(candidate.person, practice.general.id)
    await candidate.command("skip")
    assert await candidate.sees(is_question(2, 2)), "the interview that has begun goes on"
    assert "this server can't delete it" in heard(await banks(practice, "delete", bank="stripe"))


async def test_versions_are_offered_and_refused_by_the_name_that_people_read(practice: Practice) -> None:
    await uploaded(practice)

    for typed in ("acme", "Acme Payments", "acme pay"):
        choices = await practice.admin.autocomplete(practice.general.id, "banks rollback", "version", bank=typed)
        assert [choice["value"] for choice in choices] == [1], typed
    refused = heard(await banks(practice, "rollback", bank="acme", version=7))
    assert "**Acme Payments** has no such version" in refused


async def test_confirm_works_after_a_restart(playground: Playground, tmp_path: Path) -> None:
    config = config_for(playground, tmp_path)
    async with running(playground, config):
        practice = Practice.furnish(playground)
        used = await upload(practice)
    async with running(playground, config):
        assert "is now version 1" in heard(await press(practice, used, "Confirm"))


async def test_a_discarded_upload_changes_nothing(practice: Practice) -> None:
    used = await upload(practice)

    assert "Nothing has changed" in heard(await press(practice, used, "Discard"))

    assert "acme" not in heard(await banks(practice, "list"))


async def test_an_upload_that_another_one_replaced_cannot_be_confirmed(practice: Practice) -> None:
    first, second = await upload(practice), await upload(practice, ACME.replace("Acme Payments", "Acme Two"))

    assert "That upload was discarded or replaced" in heard(await press(practice, first, "Confirm"))
    assert "**Acme Two** is now version 1" in heard(await press(practice, second, "Confirm"))


async def test_a_bank_is_rolled_back_and_a_running_interview_keeps_its_questions(practice: Practice) -> None:
    await uploaded(practice)
    await uploaded(practice, ACME.replace("What is an API?", "What is a webhook?"))
    candidate = await practice.candidate()
    await (await candidate.person.slash(practice.general.id, "mock", bank="acme")).settled()
    assert "What is a webhook?" in words(await candidate.sees(is_question(1)))

    choices = await practice.admin.autocomplete(practice.general.id, "banks rollback", "version", bank="acme")
    assert [choice["value"] for choice in choices] == [2, 1]
    assert "now at version 1" in heard(await banks(practice, "rollback", bank="acme", version=1))

    await candidate.command("skip")
    assert "What is a webhook?" in heard(await candidate.command("back"))
    await candidate.command("end")
    await (await candidate.person.slash(practice.general.id, "mock", bank="acme", order="in_order")).settled()
    assert await candidate.sees(says("What is an API?"))
    assert "has no such version" in heard(await banks(practice, "rollback", bank="acme", version=7))


async def test_an_upload_overrides_the_operators_bank_in_its_server_only(practice: Practice) -> None:
    await uploaded(practice, ACME, "stripe.yaml")
    assert "**Acme Payments** (`stripe`)" in heard(await banks(practice, "list"))
    elsewhere = Practice.furnish(practice.playground, "Elsewhere")

    listed = heard(await banks(elsewhere, "list"))

    assert "**Stripe** (`stripe`), 32 questions: built in" in listed
    assert "Acme" not in listed
    assert "is back to its built-in version" in heard(await banks(practice, "rollback", bank="stripe", version=0))
    assert "**Stripe** (`stripe`)" in heard(await banks(practice, "list"))


async def test_a_disabled_bank_is_not_offered_in_the_server(practice: Practice) -> None:
    candidate = await practice.candidate()
    await banks(practice, "disable", bank="stripe")

    assert "stripe" not in await suggested(candidate.person, practice.general.id)
    assert "stripe" in await suggested(candidate.person, candidate.dm)
    used = await candidate.person.slash(practice.general.id, "mock", bank="stripe")
    assert "There's no question bank called" in heard(await used.settled())
    assert "disabled" in heard(await banks(practice, "list"))

    await banks(practice, "enable", bank="stripe")
    assert "stripe" in await suggested(candidate.person, practice.general.id)


async def test_who_has_planned_with_a_bank_that_is_not_offered_any_more_is_told_so(practice: Practice) -> None:
    candidate = await practice.candidate()
    planned = await candidate.person.slash(practice.general.id, "plan", banks="stripe", zone="UTC")
    assert "Your plan" in heard(await planned.settled())
    await banks(practice, "disable", bank="stripe")

    used = await (await candidate.person.slash(practice.general.id, "today")).settled()

    assert "None of the banks that you practise is offered to you here any more." in heard(used)
    planned = await candidate.person.slash(practice.general.id, "plan")
    assert "No longer offered to you here: stripe." in heard(await planned.settled())


async def test_in_direct_messages_banks_of_servers_that_one_knows_are_offered(practice: Practice) -> None:
    await uploaded(practice)
    known, stranger = await practice.interviewed("Candice"), await practice.candidate("Steve")

    assert "acme" in await suggested(known.person, known.dm)
    assert "acme" not in await suggested(stranger.person, stranger.dm)
    menu = await stranger.command("mock")
    assert menu.message is not None
    options = menu.message["components"][0]["components"][0]["options"]
    assert "acme" not in [option["value"] for option in options]
    assert "There's no question bank called “acme”" in heard(await stranger.command("mock", bank="acme"))


async def test_a_bank_of_a_server_can_be_practised_again_from_direct_messages(practice: Practice) -> None:
    await uploaded(practice)
    candidate = await practice.candidate()
    await (await candidate.person.slash(practice.general.id, "mock", bank="acme", questions="1")).settled()
    await candidate.sees(is_question(1, 1))
    await candidate.answer()
    ended = await candidate.command("end")
    assert ended.message is not None

    again = await candidate.press(ended.message, "Practise more of Acme Payments")

    assert "Acme Payments" in heard(again)


async def test_a_download_is_what_was_uploaded_and_can_be_uploaded_again(practice: Practice) -> None:
    commented = f"# Ours\n{ACME}"
    await uploaded(practice, commented)
    used = await banks(practice, "download", bank="acme")
    assert used.message is not None
    assert used.message["attachments"][0]["filename"] == "acme.yaml"
    assert file_of(practice, used.message) == commented.encode()

    shipped = await banks(practice, "download", bank="stripe")
    assert shipped.message is not None
    again = await upload(practice, file_of(practice, shipped.message), "stripe.yaml")
    assert "Nothing would change" in heard(again)


async def test_a_reload_says_what_happened(playground: Playground, tmp_path: Path) -> None:
    folder = tmp_path / "banks"
    folder.mkdir()
    (folder / "acme.yaml").write_text(ACME, encoding="utf-8")
    async with running(playground, config_for(playground, tmp_path, banks=folder)):
        practice = Practice.furnish(playground)
        (folder / "acme.yaml").write_text("format: 2", encoding="utf-8")
        (folder / "other.yaml").write_text(GOOD, encoding="utf-8")

        shown = heard(await banks(practice, "reload")).replace("\\", "")

        assert "Added: other" in shown
        assert "the last good version stays in use: acme" in shown
        assert "acme.yaml:1" in shown


async def test_only_admins_may_whatever_their_client_shows(practice: Practice) -> None:
    await uploaded(practice)
    for command in practice.playground.world.global_commands.values():
        command["default_member_permissions"] = None
    member = practice.coach()

    for what, options in (
        ("list", {}),
        ("upload", {"file": ("acme.yaml", ACME.encode())}),
        ("download", {"bank": "acme"}),
        ("enable", {"bank": "acme"}),
        ("disable", {"bank": "acme"}),
        ("rollback", {"bank": "acme", "version": 1}),
        ("delete", {"bank": "acme"}),
        ("reload", {}),
    ):
        assert NOT_ADMIN in heard(await banks(practice, what, by=member, **options)), what
    assert await member.autocomplete(practice.general.id, "banks enable", "bank", bank="") == []
    assert await member.autocomplete(practice.general.id, "banks rollback", "version", bank="acme") == []


async def test_the_list_names_every_bank_with_its_version(practice: Practice) -> None:
    await uploaded(practice)
    await uploaded(practice, ACME.replace("What is an API?", "What is a webhook?"))

    listed = heard(await banks(practice, "list"))

    assert "**Acme Payments** (`acme`), 2 questions: this server's own, version 2 of 2" in listed
    assert "**System Design** (`system-design`), 25 questions: built in" in listed
