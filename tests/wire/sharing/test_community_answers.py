"""Approved answers stand after the examples, best first, where candidates vote about them and report them."""

from __future__ import annotations

from playground.server import Playground
from tests.wire.forging import another_button
from tests.wire.journey import buttons, heard, says, words
from tests.wire.practice import Practice
from tests.wire.sharing.reading import (
    COMMUNITY,
    as_it_is,
    community,
    examples,
    next_page,
    report,
    turned_to,
)
from tests.wire.sharing.scenes import approved, decided, listed, now_in, sees_shared, switch_sharing

ANN, BEN = "Ann keeps an idempotency key.", "Ben retries with care."


async def test_what_helps_comes_first_in_its_server_and_nowhere_else(
    practice: Practice, playground: Playground
) -> None:
    elsewhere = Practice.furnish(playground, "Elsewhere")
    await elsewhere.set_up()
    for server in (practice, elsewhere):
        await switch_sharing(server)
    ann, _ = await approved(practice, "Ann", answer=ANN)
    ben, _ = await approved(practice, "Ben", answer=BEN)
    candice = await practice.interviewed()
    dora = await elsewhere.interviewed("Dora")

    newest, oldest = await community(candice)
    assert BEN in words(newest)
    assert ANN in words(oldest)
    assert COMMUNITY in words(newest)
    assert "Community answer 2 of 2" in words(oldest)
    assert not any(each in words(oldest) for each in ("Ann\n", ann.person.id, ben.person.id))
    await candice.press(oldest, "Helpful")
    voted = as_it_is(candice, oldest)
    assert ANN in words(voted), "what one votes about stays on screen, wherever it stands by now"
    assert "✓ Helpful" in buttons(voted)
    await candice.press(voted, "Shaky")
    rated = as_it_is(candice, voted)
    assert ANN in words(rated)
    assert "✓ Shaky" in buttons(rated)

    first, second = await community(candice)
    assert ANN in words(first)
    assert BEN in words(second)
    mine = (await community(ann))[0]
    assert ANN in words(mine)
    assert "Your own answer. Others see it without your name." in words(mine)
    assert "Helpful" not in buttons(mine)
    assert "It helped 1 of 1 who voted." in await listed(ann)
    changed = await turned_to(candice, ANN)
    await candice.press(changed, "Not for me")
    assert "✓ Not for me" in buttons(as_it_is(candice, changed))
    assert "It helped 0 of 1 who voted." in await listed(ann)
    assert await community(dora) == []
    await switch_sharing(practice, "off")
    assert await community(candice) == []


async def test_two_reports_hide_an_answer_until_a_coach_has_looked(practice: Practice) -> None:
    await switch_sharing(practice)
    ann, card = await approved(practice, "Ann", answer=ANN)
    candice, dan = [await practice.interviewed(name) for name in ("Candice", "Dan")]
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo")

    said = await report(candice, ANN)
    assert "No one learns who reported it." in said
    assert "No one is told that it was you." in said
    assert "Reported" in buttons(await turned_to(candice, ANN))
    assert [ANN in words(each) for each in await community(dan)] == [True]
    await report(dan, ANN)

    assert await community(candice) == await community(dan) == await community(ann) == []
    theirs = await listed(ann)
    assert "because candidates reported it" in theirs
    assert "Candidates see it." not in theirs
    reported = await sees_shared(practice, "Two candidates reported this answer", after=card["id"])
    assert ANN in words(reported)
    assert not any(each.person.id in str(reported) for each in (ann, candice, dan))
    assert buttons(reported) == ["Show again", "Decline"]

    await decided(carl, reported, "Show again")
    assert "Approved" in now_in(practice, reported)()
    assert [ANN in words(each) for each in await community(dan)] == [True]
    assert "Reported" in buttons(await turned_to(dan, ANN)), "who has reported a version cannot do it again"
    for name in ("Emma", "Finn"):
        await report(await practice.interviewed(name), ANN)
    again = await sees_shared(practice, "Two candidates reported this answer", after=reported["id"])
    await decided(cleo, again, "Decline", "It names an employer.")

    news = await ann.sees(says("A coach has declined the answer you shared"))
    assert "It names an employer." in words(news)
    assert ANN not in now_in(practice, again)()
    assert await community(dan) == []


async def test_the_debrief_has_them_too_and_nothing_before_it(practice: Practice) -> None:
    await switch_sharing(practice)
    await approved(practice, "Ann", answer=ANN)
    candice = await practice.candidate()
    used = await candice.person.slash(practice.general.id, "mock", bank="stripe", mode="live", questions="1")
    await used.settled()
    await candice.answer()
    assert "come in the debrief" in heard(await candice.command("example"))

    await candice.command("end")
    page = await candice.sees(says("In 30 seconds"))
    while ANN not in words(page):
        page = await next_page(candice, page)
    await candice.press(page, "Helpful")

    assert ANN in words(as_it_is(candice, page))
    assert "✓ Helpful" in buttons(as_it_is(candice, page))
    assert "Debrief · question 1 of 1" in words(as_it_is(candice, page))


async def test_a_page_whose_answer_was_taken_back_goes_on_to_the_next(practice: Practice) -> None:
    await switch_sharing(practice)
    ann, _ = await approved(practice, "Ann", answer=ANN)
    await approved(practice, "Ben", answer=BEN)
    candice = await practice.interviewed()
    await candice.press(await turned_to(candice, ANN), "Helpful")
    page = await turned_to(candice, ANN)

    ask = await (await ann.person.slash(ann.dm, "shared")).settled()
    assert ask.message is not None
    menu = ask.message["components"][0]["components"][0]
    await (await ann.person.select(ask.message["id"], menu["custom_id"], [menu["options"][0]["value"]])).settled()
    question = await ann.press(ask.message, "Withdraw")
    assert question.message is not None
    await ann.press(question.message, "Withdraw it")
    refused = await candice.press(page, "Not for me")

    assert heard(refused) == words(as_it_is(candice, page))
    assert "That community answer isn't shown any more." in heard(refused)
    assert BEN in heard(refused)
    assert "isn't shown any more" not in words(await next_page(candice, await examples(candice)))


async def test_ids_of_other_answers_and_other_peoples_pages_do_nothing(
    practice: Practice, playground: Playground
) -> None:
    elsewhere = Practice.furnish(playground, "Elsewhere")
    await elsewhere.set_up()
    for server in (practice, elsewhere):
        await switch_sharing(server)
    ann, _ = await approved(practice, "Ann", answer=ANN)
    candice, dora = await practice.interviewed(), await elsewhere.interviewed("Dora")
    page = await turned_to(candice, ANN)
    vote = page["components"][1]["components"][0]["custom_id"]
    share = vote.split(":")[-1]
    hers = await next_page(dora, await examples(dora))
    own = hers["components"][0]["components"][0]["custom_id"].replace(":page:", ":helps:")

    for message, custom_id, said in (
        (hers, vote, "not in an interview"),
        (hers, f"{own}:{share}", "isn't shown any more"),
        (hers, f"{own}:{'9' * 19}.1", "isn't shown any more"),
        (hers, f"{own}:{share.split('.')[0]}.999999999", "isn't shown any more"),
    ):
        with another_button(playground, message, custom_id):
            used = await (await dora.person.press(message["id"], custom_id)).settled()
        assert said in heard(used)
    assert "It helped" not in await listed(ann)
