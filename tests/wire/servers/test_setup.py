"""An admin sets up reviews by coaches, and is told on the spot what is missing."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.config import Config
from bot.servers.domain.bounds import CLAIMS_PER_COACH, GOAL, OPEN_PER_CANDIDATE, RETENTION
from playground.client.command_menu import ClientRefuses
from playground.client.person import Person
from playground.gateway.intents import Intent
from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.world.model import MessageFlags, Role
from playground.world.permissions import EVERYTHING, OF_EVERYONE, Permission
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import heard, says
from tests.wire.practice import Practice

GOOD, DOUBTFUL, BAD = "✅", "⚠️", "❌"
MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = "/channels/{channel_id}/messages/{message_id}"
THREADS = "/channels/{channel_id}/messages/{message_id}/threads"
CHANNEL = "/channels/{channel_id}"
GUILD = 0
GUILD_INSTALL = 0


@pytest.fixture
async def bare(playground: Playground, bot: None) -> Practice:  # noqa: ARG001 - the bot has to run
    """A well-made server that is not set up yet."""
    return Practice.furnish(playground)


def marked(used: Invocation, mark: str) -> list[str]:
    """The lines of an answer with this mark, without it."""
    return [line.removeprefix(mark).strip() for line in heard(used).splitlines() if line.startswith(mark)]


async def checked(practice: Practice, person: Person | None = None, **options: Any) -> Invocation:
    used = await (person or practice.admin).slash(practice.general.id, "setup check", **options)
    return await used.settled()


def of_bot(practice: Practice) -> Role:
    """The role that the bot got with its invitation."""
    (role_id,) = practice.guild.members[practice.playground.world.bot_id].roles
    return practice.guild.roles[role_id]


def deny(practice: Practice, *permissions: Permission) -> None:
    """Take permissions from the bot in the review channel."""
    denied = 0
    for each in permissions:
        denied |= each
    allowed = Permission.VIEW_CHANNEL & ~denied
    practice.playground.overwrite(practice.reviews, of_bot(practice), allow=allowed, deny=denied)


def change(practice: Practice, role: Role, *, mentionable: bool) -> None:
    role.mentionable = mentionable
    practice.playground.change_role(practice.guild, role, permissions=role.permissions)


def delete_role(practice: Practice, role: Role) -> None:
    """As an owner does in the client."""
    del practice.guild.roles[role.id]
    for member in practice.guild.members.values():
        member.roles = [each for each in member.roles if each != role.id]
    data = {"guild_id": practice.guild.id, "role_id": role.id}
    practice.playground.world.publish("GUILD_ROLE_DELETE", data, guild_id=practice.guild.id)


async def told(practice: Practice, event: str, before: int) -> None:
    """Wait until the bot has been sent such an event since then."""
    playground = practice.playground
    await playground.until(lambda: any(each.name == event for each in playground.gateway_sent[before:]), what=event)


def nothing_is_left(practice: Practice) -> bool:
    """Whether neither a message nor a thread is in the review channel."""
    world = practice.playground.world
    return not world.messages[practice.reviews.id] and not list(world.threads_of(practice.reviews))


def let_everybody_type_it(playground: Playground) -> None:
    """As an admin can, in the settings of the server: Discord's own hiding decides nothing."""
    for command in playground.world.global_commands.values():
        if command["name"] == "setup":
            command["default_member_permissions"] = None


async def test_it_is_offered_to_those_who_manage_the_server(bare: Practice) -> None:
    (command,) = [each for each in bare.admin.commands(bare.general.id) if each["name"] == "setup"]

    assert command["default_member_permissions"] == str(int(Permission.MANAGE_GUILD))
    assert command["contexts"] == [GUILD]
    assert command["integration_types"] == [GUILD_INSTALL]
    assert "setup" not in [each["name"] for each in bare.coach().commands(bare.general.id)]


async def test_an_admin_sets_up_and_reads_settings_and_the_check_at_once(bare: Practice) -> None:
    used = await bare.set_up(goal=12, open_per_candidate=1, claims_per_coach=2, retention=30)

    assert used.ephemeral
    said = heard(used)
    assert f"Coaches see the answers in <#{bare.reviews.id}>." in said
    assert f"Coaches have the role <@&{bare.coach_role.id}>." in said
    assert f"Leads have the role <@&{bare.lead_role.id}>." in said
    assert "within 12 hours" in said
    assert "A candidate can have one answer waiting" in said
    assert "A coach can have 2 reviews claimed" in said
    assert "kept for 30 days" in said
    assert "Everything works" in said
    assert (marked(used, DOUBTFUL), marked(used, BAD)) == ([], [])


async def test_what_is_not_named_stays_as_it_is(bare: Practice) -> None:
    await bare.set_up(goal=12, retention=30)

    used = await (await bare.admin.slash(bare.general.id, "setup coaches", claims_per_coach=7)).settled()

    for sentence in (f"<#{bare.reviews.id}>", f"<@&{bare.lead_role.id}>", "12 hours", "7 reviews", "30 days"):
        assert sentence in heard(used)


BOUNDS = {
    "goal": GOAL,
    "open_per_candidate": OPEN_PER_CANDIDATE,
    "claims_per_coach": CLAIMS_PER_COACH,
    "retention": RETENTION,
}


@pytest.mark.parametrize(
    ("end", "sentences"),
    [
        ("least", ("within 1 hour.", "can have one answer", "can have one review", "kept for 24 hours ")),
        ("most", ("within 7 days.", "can have 20 answers", "can have 20 reviews", "kept for 3,650 days ")),
    ],
)
async def test_the_extremes_of_each_option_are_taken(bare: Practice, end: str, sentences: tuple[str, ...]) -> None:
    used = await bare.set_up(**{name: getattr(bounds, end) for name, bounds in BOUNDS.items()})

    for sentence in sentences:
        assert sentence in heard(used)


@pytest.mark.parametrize("option", BOUNDS)
async def test_nobody_can_type_anything_beyond_them(bare: Practice, option: str) -> None:
    for number in (BOUNDS[option].least - 1, BOUNDS[option].most + 1):
        with pytest.raises(ClientRefuses, match="out of range"):
            await bare.set_up(**{option: number})


async def test_a_lead_role_can_be_taken_back_once_it_does_not_read_along(practice: Practice) -> None:
    refused = await (await practice.admin.slash(practice.general.id, "setup coaches", no_lead_role=True)).settled()
    assert heard(refused).startswith(f"<@&{practice.lead_role.id}> can read")
    practice.playground.overwrite(practice.reviews, practice.lead_role)

    used = await (await practice.admin.slash(practice.general.id, "setup coaches", no_lead_role=True)).settled()

    assert "There is no lead role." in heard(used)
    assert "Leads have the role" in heard(await practice.set_up(no_lead_role=False))


async def test_a_lead_role_and_none_at_once_change_nothing(practice: Practice) -> None:
    used = await practice.set_up(no_lead_role=True, goal=3)

    assert "Type `/setup coaches` again with one of them." in heard(used)
    assert "within 24 hours" in heard(await checked(practice))


async def test_whoever_may_manage_the_server_may_set_up_without_owning_it(bare: Practice) -> None:
    managers = bare.playground.add_role(bare.guild, "Managers", permissions=Permission.MANAGE_GUILD)
    manager = bare.playground.add_user("Mina")
    bare.playground.add_member(bare.guild, manager, roles=[managers])

    roles = {"coach_role": bare.coach_role, "lead_role": bare.lead_role}
    used = await manager.slash(bare.general.id, "setup coaches", channel=bare.reviews, **roles)

    assert "This server's setup" in heard(await used.settled())


@pytest.mark.parametrize("words", ["setup coaches", "setup check", "setup stats", "setup daily"])
@pytest.mark.parametrize("who", ["member", "coach", "lead"])
async def test_nobody_else_sets_up_or_checks(
    practice: Practice, words: str, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    let_everybody_type_it(practice.playground)
    person = (await practice.candidate()).person if who == "member" else practice.coach(lead=who == "lead")
    options = {"coach_role": practice.guild.roles[practice.guild.id]} if words == "setup coaches" else {}

    with caplog.at_level(logging.WARNING):
        used = await (await person.slash(practice.general.id, words, **options)).settled()

    assert "Only people who can manage this server" in heard(used)
    assert [each.why for each in caplog.records if each.getMessage() == "refused"] == ["error-not-admin"]
    assert f"<@&{practice.coach_role.id}>" in heard(await checked(practice))


@pytest.mark.parametrize("missing", ["channel", "coach_role"])
async def test_the_first_time_channel_and_coach_role_are_needed(bare: Practice, missing: str) -> None:
    used = await bare.set_up(**{missing: None})

    assert "I need both a review channel and a coach role" in heard(used)
    assert len(marked(await checked(bare), BAD)) == 1


async def test_a_check_before_the_setup_says_what_to_type(bare: Practice) -> None:
    used = await checked(bare)

    assert marked(used, BAD) == [
        "This server has no review channel yet. Type `/setup coaches` with *channel* and *coach_role*."
    ]
    assert len(marked(used, GOOD)) == 1


@pytest.mark.parametrize("option", ["coach_role", "lead_role"])
async def test_everyone_is_no_role_of_coaches(bare: Practice, option: str) -> None:
    used = await bare.set_up(**{option: bare.guild.roles[bare.guild.id]})

    assert "@everyone would make everyone" in heard(used)
    assert len(marked(await checked(bare), BAD)) == 1


@pytest.mark.parametrize("option", ["coach_role", "lead_role"])
async def test_a_role_that_nobody_can_be_given_is_no_role_of_coaches(bare: Practice, option: str) -> None:
    playground = bare.playground
    another = playground.add_role(bare.guild, "*Some* Bot", bot_id=playground.world.ids.next())
    subscribers = playground.add_role(bare.guild, "_Subscribers_", integration_id=playground.world.ids.next())

    refusals = [heard(await bare.set_up(**{option: role})) for role in (of_bot(bare), another, subscribers)]

    assert "belongs to a bot" in refusals[0]
    assert r"**\*Some\* Bot** belongs to a bot" in refusals[1]
    assert r"gives out **\_Subscribers\_**" in refusals[2]
    assert len(marked(await checked(bare), BAD)) == 1


async def test_a_thread_is_no_review_channel(bare: Practice) -> None:
    message = await bare.admin.send(bare.general.id, "Something to talk about.")
    thread = await bare.admin.start_thread(bare.general.id, message["id"], "_Talk_")

    used = await bare.set_up(channel=thread)

    assert r"**\_Talk\_** isn't an ordinary text channel of this server" in heard(used)


async def test_a_channel_of_another_server_is_no_review_channel(bare: Practice) -> None:
    elsewhere = Practice.furnish(bare.playground, "Elsewhere")

    used = await bare.set_up(channel=elsewhere.reviews)

    assert "**coach\\-reviews** isn't an ordinary text channel of this server" in heard(used)


async def test_what_is_well_is_only_counted_and_what_is_not_stands_on_top(practice: Practice) -> None:
    well = heard(await checked(practice))

    lines = [line for line in well.splitlines() if line.startswith(GOOD)]
    assert len(lines) <= 4
    assert "✅ **Review channel**: 9 checks passed" in lines
    assert "with *everything*" in well

    deny(practice, Permission.MANAGE_THREADS, Permission.SEND_VOICE_MESSAGES)
    ill = heard(await checked(practice))

    first, *rest = [line for line in ill.splitlines() if line.startswith((GOOD, DOUBTFUL, BAD))]
    assert first.startswith(f"{BAD} **Manage Threads** is missing")
    assert rest[0].startswith(f"{DOUBTFUL} **Send Voice Messages** is missing")
    assert ill.index(first) < ill.index(rest[-1]) < ill.index("This server's setup")
    assert "✅ **Review channel**: 7 checks passed" in rest


async def test_a_well_made_server_is_all_green(practice: Practice) -> None:
    used = await checked(practice, everything=True)

    assert used.ephemeral
    assert "Everything works" in heard(used)
    assert (marked(used, DOUBTFUL), marked(used, BAD)) == ([], [])
    good = "\n".join(marked(used, GOOD))
    for tried in ("posted a message", "read it back", "opened a thread", "wrote in the thread, with a file"):
        assert tried in good
    assert "I heard the message come back" in good
    assert "I deleted all of it again" in good


async def test_an_admin_sees_what_waits_and_who_has_how_much_to_do(practice: Practice) -> None:
    first, second = [await practice.interviewed(name) for name in ("Candice", "Candy")]
    card = await practice.sent(first)
    await practice.claimed(await practice.sent(second), by="Cleo")
    await practice.coach().send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await first.sees(says("Begin with the result."))
    await (await first.person.press(feedback["id"], "Helped")).answered()
    await practice.sees_in_thread(card, "helped")

    used = await (await practice.admin.slash(practice.general.id, "setup stats")).settled()

    assert used.ephemeral
    shown = heard(used)
    assert "One answer is waiting for feedback." in shown
    assert "half got feedback within 1 minute, and 1 within 24 hours" in shown
    assert "helped 1, partly 0, no 0" in shown
    assert f"<@{practice.coach('Cleo').id}>: 1 claimed, 0 answered" in shown
    assert f"<@{practice.coach('Carl').id}>: 0 claimed, 1 answered" in shown


async def test_nothing_of_the_trial_is_left_and_nobody_was_notified(practice: Practice) -> None:
    before = len(practice.playground.gateway_sent)

    await checked(practice)

    assert nothing_is_left(practice)
    posted = [
        each.data
        for each in practice.playground.gateway_sent[before:]
        if each.name == "MESSAGE_CREATE" and each.data["author"]["id"] == practice.playground.world.bot_id
    ]
    mine = [each for each in posted if each["channel_id"] != practice.general.id and each["type"] == 0]
    assert len(mine) == 2
    for message in mine:
        assert message["flags"] & MessageFlags.SUPPRESS_NOTIFICATIONS
    for message in posted:
        assert not message["mentions"]
        assert not message["mention_roles"]
        assert not message["mention_everyone"]


PERMISSIONS = {
    Permission.SEND_MESSAGES: (BAD, "Send Messages"),
    Permission.EMBED_LINKS: (BAD, "Embed Links"),
    Permission.ATTACH_FILES: (BAD, "Attach Files"),
    Permission.READ_MESSAGE_HISTORY: (BAD, "Read Message History"),
    Permission.CREATE_PUBLIC_THREADS: (BAD, "Create Public Threads"),
    Permission.SEND_MESSAGES_IN_THREADS: (BAD, "Send Messages in Threads"),
    Permission.MANAGE_THREADS: (BAD, "Manage Threads"),
    Permission.SEND_VOICE_MESSAGES: (DOUBTFUL, "Send Voice Messages"),
}


@pytest.mark.parametrize("permission", PERMISSIONS, ids=lambda each: each.name)
async def test_one_missing_permission_is_one_line_with_where_to_click(
    practice: Practice, permission: Permission
) -> None:
    mark, name = PERMISSIONS[permission]
    deny(practice, permission)

    used = await checked(practice)

    (line,) = marked(used, BAD) + marked(used, DOUBTFUL)
    assert marked(used, mark) == [line]
    assert line.startswith(f"**{name}** is missing;")
    assert f"<#{practice.reviews.id}> > **Edit Channel** > **Permissions**" in line
    assert line.endswith(f"add <@{practice.playground.world.bot_id}>, and allow *{name}*.")
    assert nothing_is_left(practice)


async def test_a_permission_that_no_role_gives_is_missing_as_well(practice: Practice) -> None:
    everyone = practice.guild.roles[practice.guild.id]
    without = ~(Permission.CREATE_PUBLIC_THREADS | Permission.ADMINISTRATOR)
    practice.playground.change_role(practice.guild, everyone, permissions=OF_EVERYONE & without)
    practice.playground.change_role(practice.guild, of_bot(practice), permissions=EVERYTHING & without)

    (line,) = marked(await checked(practice), BAD)

    assert line.startswith("**Create Public Threads** is missing")


async def test_a_channel_that_the_bot_cannot_see_is_one_line(practice: Practice) -> None:
    deny(practice, Permission.VIEW_CHANNEL)

    used = await checked(practice)

    (line,) = marked(used, BAD)
    assert line.startswith(f"**View Channel** is missing: I cannot see <#{practice.reviews.id}>.")
    assert marked(used, DOUBTFUL) == []


async def test_with_everything_missing_the_answer_still_fits(practice: Practice) -> None:
    deny(practice, *PERMISSIONS, Permission.MENTION_EVERYONE)
    playground = practice.playground
    playground.overwrite(practice.reviews, practice.guild.roles[practice.guild.id], allow=Permission.VIEW_CHANNEL)
    lacking = Permission.READ_MESSAGE_HISTORY | Permission.SEND_MESSAGES | Permission.SEND_MESSAGES_IN_THREADS
    for role in (practice.coach_role, practice.lead_role):
        change(practice, role, mentionable=False)
        playground.overwrite(practice.reviews, role, deny=Permission.VIEW_CHANNEL | lacking)
    playground.switch_intents(Intent.MESSAGE_CONTENT)

    used = await checked(practice)

    assert len(marked(used, BAD)) == len(PERMISSIONS) + 1
    assert len(marked(used, DOUBTFUL)) == 5


async def test_a_channel_that_everybody_sees_is_wrong(practice: Practice) -> None:
    practice.playground.overwrite(practice.reviews, practice.guild.roles[practice.guild.id])

    used = await checked(practice)

    (line,) = marked(used, BAD)
    assert line.startswith("@everyone can read")
    assert "answers are personal" in line
    assert marked(used, DOUBTFUL) == []


@pytest.mark.parametrize(
    ("permission", "name"),
    [
        (Permission.VIEW_CHANNEL, "View Channel"),
        (Permission.READ_MESSAGE_HISTORY, "Read Message History"),
        (Permission.SEND_MESSAGES, "Send Messages"),
        (Permission.SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
    ],
)
async def test_coaches_who_cannot_work_in_the_channel_are_told_of(
    practice: Practice, permission: Permission, name: str
) -> None:
    allowed = Permission.VIEW_CHANNEL & ~permission
    practice.playground.overwrite(practice.reviews, practice.coach_role, allow=allowed, deny=permission)

    (line,) = marked(await checked(practice), BAD)

    assert line.startswith(f"<@&{practice.coach_role.id}> can't work in <#{practice.reviews.id}>: *{name}* is missing")


async def test_leads_who_cannot_see_the_channel_are_told_of(practice: Practice) -> None:
    practice.playground.overwrite(practice.reviews, practice.lead_role)

    used = await checked(practice)

    (line,) = marked(used, DOUBTFUL)
    assert line.startswith(f"<@&{practice.lead_role.id}> is reminded in <#{practice.reviews.id}>, but can't see it")
    assert marked(used, BAD) == []


async def test_without_a_lead_role_reminders_go_to_coaches_only(bare: Practice) -> None:
    bare.playground.overwrite(bare.reviews, bare.lead_role)

    used = await bare.set_up(lead_role=None)

    (line,) = marked(used, DOUBTFUL)
    assert line.startswith("There is no lead role, so only coaches are reminded")
    assert "Works, with 1 warning\n" in heard(used)
    assert marked(used, BAD) == []


async def test_a_role_that_cannot_be_pinged_is_doubtful(practice: Practice) -> None:
    deny(practice, Permission.MENTION_EVERYONE)
    change(practice, practice.coach_role, mentionable=False)

    used = await checked(practice, everything=True)

    (line,) = marked(used, DOUBTFUL)
    assert line.startswith(f"I can't ping <@&{practice.coach_role.id}>")
    assert "**Allow anyone to @mention this role**" in line
    assert f"I can ping <@&{practice.lead_role.id}> with a reminder." in marked(used, GOOD)


async def test_a_bot_that_may_mention_everyone_can_ping_any_role(practice: Practice) -> None:
    change(practice, practice.coach_role, mentionable=False)

    assert marked(await checked(practice), DOUBTFUL) == []


async def test_a_deleted_review_channel_is_one_line(practice: Practice) -> None:
    practice.playground.remove_channel(practice.reviews)

    used = await checked(practice)

    assert marked(used, BAD) == [
        "The review channel has been deleted. Choose another one: `/setup coaches` with *channel*."
    ]
    assert marked(used, DOUBTFUL) == []


@pytest.mark.parametrize(("which", "mark"), [("coach_role", BAD), ("lead_role", DOUBTFUL)])
async def test_a_role_that_an_integration_has_taken_over_is_one_line(practice: Practice, which: str, mark: str) -> None:
    role: Role = getattr(practice, which)
    role.integration_id = practice.playground.world.ids.next()
    before = len(practice.playground.gateway_sent)
    practice.playground.change_role(practice.guild, role, permissions=role.permissions)
    await told(practice, "GUILD_ROLE_UPDATE", before)

    used = await checked(practice)

    (line,) = marked(used, BAD) + marked(used, DOUBTFUL)
    assert marked(used, mark) == [line]
    assert line.startswith(f"An integration or a bot gives out <@&{role.id}>")
    assert f"*{which}*" in line


async def test_a_deleted_coach_role_is_one_line(practice: Practice) -> None:
    before = len(practice.playground.gateway_sent)
    delete_role(practice, practice.coach_role)
    await told(practice, "GUILD_ROLE_DELETE", before)

    used = await checked(practice)

    (line,) = marked(used, BAD)
    assert line.startswith("The coach role has been deleted, so this server has no coaches.")
    assert marked(used, DOUBTFUL) == []


async def test_a_deleted_lead_role_is_doubtful(practice: Practice) -> None:
    before = len(practice.playground.gateway_sent)
    delete_role(practice, practice.lead_role)
    await told(practice, "GUILD_ROLE_DELETE", before)

    used = await checked(practice)

    (line,) = marked(used, DOUBTFUL)
    assert line.startswith("The lead role has been deleted")
    assert marked(used, BAD) == []


TOO_MANY_THREADS = {"code": 160006, "message": "Maximum number of active threads reached"}
NOT_PERMITTED = {"code": 50013, "message": "Missing Permissions"}


async def test_a_thread_that_cannot_be_opened_leaves_nothing_behind(practice: Practice) -> None:
    practice.playground.faults.fail(400, method="POST", route=THREADS, body=TOO_MANY_THREADS)

    used = await checked(practice, everything=True)

    (line,) = marked(used, BAD)
    assert line.startswith("I couldn't open a thread (HTTP 400, code 160006)")
    assert "I heard the message come back" in heard(used)
    assert nothing_is_left(practice)


async def test_a_message_that_discord_refuses_in_spite_of_permissions_is_one_line(practice: Practice) -> None:
    practice.playground.faults.fail(403, method="POST", route=MESSAGES, body=NOT_PERMITTED)

    used = await checked(practice, everything=True)

    (line,) = marked(used, BAD)
    assert line.startswith("I couldn't post a message (HTTP 403, code 50013)")
    assert "I deleted all of it again" not in heard(used)
    assert nothing_is_left(practice)


@pytest.mark.parametrize(("route", "line"), [(MESSAGES, "I couldn't post"), (THREADS, "I couldn't open a thread")])
async def test_what_was_made_is_deleted_though_discord_s_answer_was_lost(
    practice: Practice, route: str, line: str
) -> None:
    practice.playground.faults.lose_answer(method="POST", route=route)

    used = await checked(practice)

    assert [each[: len(line)] for each in marked(used, BAD)] == [line]
    assert nothing_is_left(practice)


async def test_what_was_made_is_deleted_though_the_bot_heard_nothing_of_it(practice: Practice) -> None:
    practice.playground.faults.lose_answer(method="POST", route=MESSAGES)
    for _ in range(2):  # the first one is the answer to the command, which is a message, too
        practice.playground.faults.lose_event("MESSAGE_CREATE")

    used = await checked(practice)

    assert [each[: len("I couldn't post")] for each in marked(used, BAD)] == ["I couldn't post"]
    assert nothing_is_left(practice)


async def test_what_an_earlier_trial_left_behind_is_deleted_by_the_next_one(
    playground: Playground, tmp_path: Path
) -> None:
    clock, practice = LaterClock(), Practice.furnish(playground)
    async with running(playground, config_for(playground, tmp_path), clock=clock):
        await practice.set_up()
        for route in (MESSAGE, CHANNEL):  # a bot that is killed meanwhile leaves the same behind
            playground.faults.fail(403, method="DELETE", route=route, body=NOT_PERMITTED)
        await checked(practice)
        (left,) = playground.world.messages[practice.reviews.id]
        assert list(playground.world.threads_of(practice.reviews))

        await checked(practice)
        assert list(playground.world.messages[practice.reviews.id]) == [left]  # another check may be under way

        clock.passed = timedelta(minutes=2)
        used = await checked(practice)

        assert marked(used, BAD) == []
        assert nothing_is_left(practice)


@pytest.mark.parametrize("route", [MESSAGE, CHANNEL])
async def test_deleting_is_tried_again_after_a_lost_connection(practice: Practice, route: str) -> None:
    practice.playground.faults.reset(method="DELETE", route=route)

    used = await checked(practice)

    assert marked(used, BAD) == []
    assert nothing_is_left(practice)


async def test_what_cannot_be_deleted_is_linked(practice: Practice) -> None:
    practice.playground.faults.fail(403, method="DELETE", route=MESSAGE, body=NOT_PERMITTED)

    used = await checked(practice)

    (left,) = practice.playground.world.messages[practice.reviews.id]
    (line,) = marked(used, BAD)
    assert line.endswith(f"https://discord.com/channels/{practice.guild.id}/{practice.reviews.id}/{left}")


async def test_a_message_that_never_comes_back_is_one_line(practice: Practice) -> None:
    # The first one is the answer to the command, which is a message, too.
    practice.playground.faults.lose_event("MESSAGE_CREATE")
    practice.playground.faults.lose_event("MESSAGE_CREATE")

    used = await checked(practice)

    (line,) = marked(used, BAD)
    assert line.startswith("My message didn't come back to me (timeout), so I may not hear what coaches write.")
    assert nothing_is_left(practice)


async def test_a_discord_that_does_not_answer_is_not_waited_for(practice: Practice) -> None:
    faults = practice.playground.faults
    for route in (CHANNEL, "/oauth2/applications/@me"):
        faults.hold_before(method="GET", route=route)

    used = await checked(practice)

    lines = marked(used, DOUBTFUL)
    assert len(lines) == 2
    assert lines[0].startswith(f"Discord didn't tell me about <#{practice.reviews.id}> (timeout)")
    assert lines[1].startswith("Discord didn't tell me whether the privileged intent *Message Content* is on")
    assert marked(used, BAD) == []


async def test_a_trial_that_hangs_is_given_up_and_cleaned_away(practice: Practice) -> None:
    hold = practice.playground.faults.hold_after(method="POST", route=THREADS)

    used = await checked(practice)

    (line,) = marked(used, BAD)
    assert line.startswith("I couldn't open a thread (timeout)")
    assert nothing_is_left(practice)
    hold.drop()


def reading_all(playground: Playground, folder: Path) -> Config:
    config = config_for(playground, folder)
    return config.model_copy(update={"discord": config.discord.model_copy(update={"message_content": True})})


@pytest.fixture
async def practice_read_by_all(playground: Playground, tmp_path: Path) -> AsyncIterator[Practice]:
    """A server whose bot uses the privileged intent for the content of messages."""
    playground.switch_intents(Intent.MESSAGE_CONTENT)
    async with running(playground, reading_all(playground, tmp_path)):
        practice = Practice.furnish(playground)
        await practice.set_up()
        yield practice


async def test_the_privileged_intent_is_fine_where_it_is_used(practice_read_by_all: Practice) -> None:
    used = await checked(practice_read_by_all, everything=True)

    assert marked(used, GOOD)[-1].startswith("The privileged intent *Message Content* is on")
    assert (marked(used, DOUBTFUL), marked(used, BAD)) == ([], [])


async def test_the_privileged_intent_is_missed_where_it_is_used(practice_read_by_all: Practice) -> None:
    practice_read_by_all.playground.switch_intents(0)

    (line,) = marked(await checked(practice_read_by_all), BAD)

    assert line.startswith("I use the privileged intent *Message Content*, but it's off at Discord")
    assert "`discord.message_content: false`" in line


async def test_the_privileged_intent_lies_unused(practice: Practice) -> None:
    practice.playground.switch_intents(Intent.MESSAGE_CONTENT)

    (line,) = marked(await checked(practice), DOUBTFUL)

    assert "but I don't use it" in line
    assert "`discord.message_content: true`" in line


async def test_the_privileged_intent_is_not_needed(practice: Practice) -> None:
    assert marked(await checked(practice, everything=True), GOOD)[-1].startswith(
        "The privileged intent *Message Content* is off, and that's fine"
    )
