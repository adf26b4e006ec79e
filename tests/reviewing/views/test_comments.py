"""Coach and candidate read each other, and each reads what became of what they wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.content import FORMER_COACH, File, MessageId, UserId
from bot.outbound.draft import Button, ButtonStyle
from bot.outbound.rejection import RefusedFor
from bot.reviewing.domain.effects import Audience, NewsKind, NoticeKind, Remind, ShowPost
from bot.reviewing.domain.model import (
    Assessment,
    Change,
    Claim,
    CommentState,
    Grade,
    Helpfulness,
    Review,
    Side,
    Source,
    Stage,
    Why,
)
from bot.reviewing.domain.posts import CARD, Post, PostKind, ShownPage
from bot.reviewing.domain.promise import Promise
from bot.reviewing.domain.team.interests import MOST_CALLED
from bot.reviewing.views.composer import ReviewMessages
from bot.reviewing.views.custom_ids import ReviewAction, review_id
from tests.builders import COACH, DM_CHANNEL, NOON, STRIPE, a_part, a_question, a_round, a_voice_message, later
from tests.reviewing.views.builders import (
    OTHER_COACH,
    SERVER,
    TEXTS,
    a_comment,
    a_profile,
    a_review,
    a_snapshot,
    all_words,
    an_answer,
    an_attempt,
    button_labels,
    pages_of,
)

EVERYTHING = Assessment(grade=Grade.NOT_YET, covered=(0, 2), next_step="Say the number first.")


def answered(*comments: object, **changes: object) -> Review:
    return a_review(**{"stage": Stage.ANSWERED, "coach": COACH, "answered_at": NOON, "comments": comments} | changes)


def test_feedback_introduces_its_coach_and_says_everything() -> None:
    snapshot = a_snapshot(answered(a_comment(assessment=EVERYTHING)), profiles={COACH: a_profile()})

    words = all_words(pages_of(PostKind.COMMENT, snapshot))

    for expected in (
        "A coach's feedback - a real person",
        "Cleo Coach",
        "I have hired engineers for ten years.",
        "What would you do about number 1?",
        "Overall: **Not there yet**",
        "✅ Names the goal\n⬜ Names the risk\n✅ Names a number",
        "Begin with the result.",
        "Say the number first.",
        "Reply to this message to answer Cleo Coach.",
    ):
        assert expected in words


def test_a_coach_without_a_profile_has_the_name_of_the_server() -> None:
    assert "answer Cleo." in all_words(pages_of(PostKind.COMMENT, a_snapshot(answered(a_comment()))))


def test_feedback_can_be_acted_on() -> None:
    pages = pages_of(PostKind.COMMENT, a_snapshot(answered(a_comment(text="x" * 9000))))

    assert button_labels(pages[:-1]) == []
    assert button_labels(pages[-1:]) == [
        "Helped",
        "Partly",
        "No",
        "Try again",
        "Another opinion",
        "Hint",
        "Example answers",
    ]


def test_buttons_stand_under_the_text_not_under_the_files() -> None:
    pages = pages_of(PostKind.COMMENT, a_snapshot(answered(a_comment(files=(a_voice_message(),)))))

    assert [bool(page.draft.rows) for page in pages] == [True, False]
    assert pages[-1].draft.uploads[0].channel == a_comment().source.channel
    assert pages[-1].name == "f8001.0.1"


@pytest.mark.parametrize("helpfulness", [None, *Helpfulness])
def test_the_chosen_helpfulness_stands_out(helpfulness: Helpfulness | None) -> None:
    (page,) = pages_of(PostKind.COMMENT, a_snapshot(answered(a_comment(), helpfulness=helpfulness)))
    buttons = [item for item in page.draft.rows[0] if isinstance(item, Button)]

    chosen = [each.custom_id for each in buttons if each.style is ButtonStyle.SUCCESS]
    assert chosen == (
        [] if helpfulness is None else [review_id(ReviewAction.RATE, a_review().id, helpfulness, message="1")]
    )


def test_later_comments_are_short() -> None:
    snapshot = a_snapshot(answered(a_comment(), a_comment(2, text="One more thing.")), profiles={COACH: a_profile()})

    first, second = (pages_of(PostKind.COMMENT, snapshot, number) for number in (1, 2))

    assert all_words(second) == "**Cleo Coach** writes:\nOne more thing."
    assert button_labels(second) == []
    assert button_labels(first) == ["Helped", "Partly", "No", "Try again", "Another opinion", "Hint", "Example answers"]


def test_whether_it_helped_is_asked_once_under_the_feedback_of_the_coach_who_gave_the_latest() -> None:
    comments = (a_comment(), a_comment(2, author=OTHER_COACH, author_name="Dora"), a_comment(3, author=OTHER_COACH))
    snapshot = a_snapshot(answered(*comments, coach=OTHER_COACH))

    asked = [
        number
        for number in (1, 2, 3)
        if "Did the feedback help?" in all_words(pages_of(PostKind.COMMENT, snapshot, number))
    ]

    assert asked == [2]
    last_words = (pages_of(PostKind.COMMENT, snapshot, 2)[-1].draft.embeds[-1].description or "").splitlines()[-1]
    assert last_words == "**Did the feedback help?**", "right above its buttons"


def test_feedback_replies_to_the_answer_that_it_is_about() -> None:
    first, second = an_answer(a_part(501), a_part(502)), an_answer(a_part(503), number=8, attempt=2)
    review = answered(
        a_comment(1, written_at=later(-3500)),
        a_comment(
            2, Side.CANDIDATE, written_at=later(-3490), source=Source(channel=DM_CHANNEL, message=MessageId(600))
        ),
        a_comment(3, written_at=later(-3485)),
        a_comment(4, written_at=later(0)),
        attempts=(an_attempt(), an_attempt(2, 8)),
    )

    replies = [
        pages_of(PostKind.COMMENT, a_snapshot(review, first, second), number)[0].draft.reply_to for number in (1, 3, 4)
    ]

    assert replies == [502, 600, 503]


def test_feedback_on_an_answer_that_is_gone_stands_alone() -> None:
    nothing = replace(an_answer(), rounds=(a_round(1, parts=()),))

    assert pages_of(PostKind.COMMENT, a_snapshot(answered(a_comment()), nothing))[0].draft.reply_to is None


def test_another_coach_introduces_themselves() -> None:
    snapshot = a_snapshot(answered(a_comment(), a_comment(2, author=OTHER_COACH, author_name="Dora")))

    words = all_words(pages_of(PostKind.COMMENT, snapshot, 2))

    assert "a real person" in words
    assert "Reply to this message to answer Dora." in words


def test_a_coach_who_is_forgotten_has_no_name() -> None:
    written = a_comment(author=FORMER_COACH, author_name="")
    left = {"coach": FORMER_COACH, "gone": frozenset({FORMER_COACH})}
    snapshot = a_snapshot(answered(written, a_comment(2, author=FORMER_COACH, author_name=""), **left))

    read = all_words(pages_of(PostKind.COMMENT, snapshot))

    assert "A former coach\n" in read
    assert "All coaches of the server read it." in read
    assert all_words(pages_of(PostKind.COMMENT, snapshot, 2)).startswith("**A former coach** writes:")
    assert all_words(pages_of(PostKind.COPY, snapshot)).startswith("What a former coach wrote to the candidate:")
    assert "Answered by a former coach;" in all_words(pages_of(PostKind.ANSWER, snapshot))


def test_a_comment_that_was_held_back_is_not_the_first() -> None:
    held = a_comment(state=CommentState.HELD, why=Why.TAKEN_OVER)

    assert "a real person" in all_words(pages_of(PostKind.COMMENT, a_snapshot(answered(held, a_comment(2))), 2))


def test_an_edited_comment_says_so() -> None:
    edited = a_comment(edited=True, state=CommentState.DELIVERED)

    assert "(edited)" in all_words(pages_of(PostKind.COMMENT, a_snapshot(answered(edited))))


def test_feedback_to_a_review_that_was_taken_back_explains_itself() -> None:
    pages = pages_of(PostKind.COMMENT, a_snapshot(answered(a_comment(), stage=Stage.WITHDRAWN)))

    # It may have been written before or after that.
    sentence = "You withdrew your answer. This feedback was sent anyway, because it can still help you."
    assert sentence in all_words(pages)
    assert "Reply to this message" not in all_words(pages)
    assert "Try again" not in button_labels(pages)


def test_key_points_are_those_that_the_coach_had_before_them() -> None:
    before = an_answer(question=a_question(key_points=("Old one", "Old two", "Old three")))
    after = an_answer(a_part(502), number=8, question=a_question(key_points=("New one", "New two", "New three")))
    review = answered(
        a_comment(assessment=EVERYTHING, written_at=later(-3530)), attempts=(an_attempt(), an_attempt(2, 8))
    )

    shown, copied = (pages_of(kind, a_snapshot(review, before, after)) for kind in (PostKind.COMMENT, PostKind.COPY))
    assert "**Key points you made**, and those still missing\n✅ Old one" in all_words(shown)
    assert "**Key points**\n✅ Old one" in all_words(copied), "coaches did not make them"


def test_a_reply_pings_its_coach() -> None:
    review = answered(a_comment(), a_comment(2, Side.CANDIDATE, "Thank you.", files=(File(name="a.txt", size=1),)))

    pages = pages_of(PostKind.COMMENT, a_snapshot(review), 2)

    assert pages[0].draft.content == (
        f"<@{COACH}>, **Amber Fox** writes. Reply to this message (with the ping on) to answer."
    )
    assert pages[0].draft.pings.users == (COACH,)
    assert "Thank you." in all_words(pages)
    assert [page.name for page in pages] == ["0", "f8002.0.1"]


STATES = [
    (CommentState.DELIVERED, None, "✅ Delivered.", []),
    (CommentState.WAITING, None, "⏳ On its way", []),
    (CommentState.WAITING, Why.CLOSED_DMS, "DMs are closed", []),
    (CommentState.WAITING, Why.DISCORD_BUSY, "Discord isn't taking it right now", []),
    (CommentState.HELD, Why.TAKEN_OVER, "nothing is in its way any more", ["Send it"]),
    (CommentState.FAILED, Why.REFUSED, "❌ Not sent: Discord refuses", []),
]


@pytest.mark.parametrize("source", [None, a_comment().source], ids=["form", "message"])
@pytest.mark.parametrize(
    ("refused_for", "sentence"),
    [
        (RefusedFor.UNSAID, "doesn't say why"),
        (RefusedFor.LINK, "a link"),
        (RefusedFor.EXPLICIT, "explicit"),
        (RefusedFor.WORDS, "automatic moderation"),
        (RefusedFor.SIZE, "larger"),
    ],
)
def test_what_discord_refuses_says_why_and_what_to_do(
    refused_for: RefusedFor, sentence: str, source: Source | None
) -> None:
    comment = a_comment(state=CommentState.FAILED, why=Why.REFUSED, refused_for=refused_for, source=source)
    kind = PostKind.COPY if source is None else PostKind.RECEIPT

    said = all_words(pages_of(kind, a_snapshot(a_review(comments=(comment,)))))

    assert "Not sent" in said
    assert sentence in said
    assert ("send it as a reply to the card" if source is None else "Edit your message") in said


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize(
    ("state", "what"), [(CommentState.FAILED, "mistake"), (CommentState.DELIVERED, "the earlier text")]
)
def test_what_the_bot_cannot_send_is_not_blamed_on_discord(side: Side, state: CommentState, what: str) -> None:
    comment = a_comment(side=side, state=state, why=Why.REFUSED, refused_for=RefusedFor.FAULT)

    said = all_words(pages_of(PostKind.RECEIPT, a_snapshot(a_review(comments=(comment,)))))

    assert what in said
    assert "Discord" not in said
    assert "Edit your message" in said


@pytest.mark.parametrize(("state", "why", "sentence", "buttons"), STATES)
def test_a_coach_reads_what_became_of_a_message(
    state: CommentState, why: Why | None, sentence: str, buttons: list[str]
) -> None:
    pages = pages_of(PostKind.RECEIPT, a_snapshot(answered(a_comment(state=state, why=why))))

    assert sentence in all_words(pages)
    assert button_labels(pages) == buttons
    assert pages[0].draft.reply_to == MessageId(8001)


@pytest.mark.parametrize(("state", "why", "sentence", "buttons"), STATES)
def test_a_copy_says_what_became_of_a_form(
    state: CommentState, why: Why | None, sentence: str, buttons: list[str]
) -> None:
    comment = a_comment(state=state, why=why, source=None, assessment=EVERYTHING)

    pages = pages_of(PostKind.COPY, a_snapshot(answered(comment)))

    assert sentence in all_words(pages)
    assert button_labels(pages) == buttons
    for expected in (f"<@{COACH}>", "Begin with the result.", "Not there yet", "✅ Names the goal", "Say the number"):
        assert expected in all_words(pages)


@pytest.mark.parametrize(
    ("state", "why", "heading"),
    [
        (CommentState.DELIVERED, None, "wrote to the candidate:"),
        (CommentState.HELD, Why.TAKEN_OVER, "hasn't sent yet:"),
        (CommentState.FAILED, Why.REFUSED, "hasn't sent yet:"),
    ],
)
def test_the_heading_of_a_copy_says_whether_it_was_sent(state: CommentState, why: Why | None, heading: str) -> None:
    comment = a_comment(state=state, why=why, source=None)

    assert heading in all_words(pages_of(PostKind.COPY, a_snapshot(answered(comment))))


@pytest.mark.parametrize("written", [Why.TAKEN_OVER, Why.REVIEW_WITHDRAWN, Why.REVIEW_CLOSED])
@pytest.mark.parametrize(
    ("changes", "sentence", "button"),
    [
        (
            {"claim": Claim(coach=OTHER_COACH, since=NOON, until=later(60))},
            f"<@{OTHER_COACH}> has",
            "Take over and send",
        ),
        ({"claim": Claim(coach=OTHER_COACH, since=NOON, until=later(-1))}, "nothing is in its way", "Send it"),
        ({"claim": Claim(coach=COACH, since=NOON, until=later(60))}, "nothing is in its way", "Send it"),
        ({"stage": Stage.WITHDRAWN, "closed_at": NOON}, "withdrew this review", "Send it anyway"),
        ({"stage": Stage.CLOSED, "closed_at": NOON}, "this review is closed", "Reopen and send"),
        ({}, "nothing is in its way", "Send it"),
    ],
)
def test_what_is_held_says_what_is_in_its_way_now(
    changes: dict[str, object], sentence: str, button: str, written: Why
) -> None:
    held = a_comment(state=CommentState.HELD, why=written)
    for kind, comment in ((PostKind.RECEIPT, held), (PostKind.COPY, replace(held, source=None))):
        pages = pages_of(kind, a_snapshot(answered(comment, **changes)))

        assert sentence in all_words(pages)
        assert button_labels(pages) == [button]
        assert pages[0].draft.pings.users == ()


def test_a_delivered_edit_is_receipted_as_such() -> None:
    comment = a_comment(state=CommentState.DELIVERED, edited=True)

    assert "as you last edited it" in all_words(pages_of(PostKind.RECEIPT, a_snapshot(answered(comment))))


@pytest.mark.parametrize(
    ("state", "coach", "sentence"),
    [
        (CommentState.DELIVERED, COACH, "✅ Cleo has your reply."),
        (CommentState.DELIVERED, None, "✅ The coaches have your reply."),
        (CommentState.WAITING, COACH, "⏳ Your reply is saved and on its way to the coaches."),
        (CommentState.FAILED, COACH, "❌ Discord refuses to pass your reply on."),
    ],
)
def test_a_candidate_reads_what_became_of_a_reply(state: CommentState, coach: UserId | None, sentence: str) -> None:
    review = answered(a_comment(), a_comment(2, Side.CANDIDATE, state=state), coach=coach)

    (page,) = pages_of(PostKind.RECEIPT, a_snapshot(review), 2)

    assert sentence in all_words([page])
    assert page.draft.reply_to == MessageId(8002)


@pytest.mark.parametrize(
    ("change", "sentence"), [(Change.EDITED, "changed the answer"), (Change.ADDED, "added to the answer")]
)
def test_a_change_is_told_with_what_the_message_says_now(change: Change, sentence: str) -> None:
    snapshot = a_snapshot(a_review(), an_answer(a_part(501, "Now so.")))

    words = all_words(pages_of(PostKind.CHANGE, snapshot, 3, about=MessageId(501), change=change))

    assert sentence in words
    assert "Now so." in words


@pytest.mark.parametrize("parts", [(a_part(502),), (a_part(501, ""), a_part(502))])
def test_a_message_that_was_taken_back_is_told(parts: tuple[object, ...]) -> None:
    pages = pages_of(PostKind.CHANGE, a_snapshot(a_review(), an_answer(*parts)), 3, about=MessageId(501))

    assert all_words(pages) == "**Amber Fox** withdrew a message of the answer."


def test_a_call_pings_all_who_asked_for_it_and_fits_discord() -> None:
    called = tuple(UserId(2**63 - number) for number in range(1, MOST_CALLED + 1))
    question = a_question(topics=tuple(f"{number}{'x' * 23}" for number in range(5)))
    answer = an_answer(question=question, bank=replace(STRIPE, title="*" * 80))

    (page,) = pages_of(PostKind.NOTICE, a_snapshot(a_review(), answer), 1, kind_of=NoticeKind.CALLED, called=called)

    assert page.draft.pings.users == called
    assert all(f"<@{each}>" in (page.draft.content or "") for each in called)


@pytest.mark.parametrize("notice", [each for each in NoticeKind if each is not NoticeKind.CALLED])
def test_a_notice_pings_the_coach_whom_it_concerns(notice: NoticeKind) -> None:
    snapshot = a_snapshot(answered(a_comment(), helpfulness=Helpfulness.HELPED))

    (alone,) = pages_of(PostKind.NOTICE, snapshot, 4, kind_of=notice)
    (page,) = pages_of(PostKind.NOTICE, snapshot, 4, kind_of=notice, person=OTHER_COACH)

    assert (alone.draft.pings.users, page.draft.pings.users) == ((), (OTHER_COACH,))
    assert page.draft.content == f"<@{OTHER_COACH}> {alone.draft.content}"


def test_a_late_review_is_told_honestly() -> None:
    snapshot = a_snapshot(a_review(sent_at=NOON - timedelta(hours=25)))

    (page,) = pages_of(PostKind.NEWS, snapshot, 4, kind_of=NewsKind.LATE)

    assert "has waited for 25 hours, longer than the 24 hours" in all_words([page])
    assert button_labels([page]) == ["Withdraw"]


def test_a_closed_review_is_told_with_the_reason() -> None:
    snapshot = a_snapshot(a_review(stage=Stage.CLOSED, closed_at=NOON, close_reason="It is empty."))

    (page,) = pages_of(PostKind.NEWS, snapshot, 4, kind_of=NewsKind.CLOSED)

    assert "It is empty." in all_words([page])
    assert button_labels([page]) == []


@pytest.mark.parametrize(("why", "heading"), [("I am ill.", ["Their reason"]), ("", [])])
def test_a_review_closed_before_a_new_attempt_was_looked_at_is_told_as_such(why: str, heading: list[str]) -> None:
    review = a_review(stage=Stage.CLOSED, comments=(a_comment(1),), close_reason=why)
    again = replace(review.attempts[0], number=2, sent_at=later(900))

    (page,) = pages_of(
        PostKind.NEWS, a_snapshot(replace(review, attempts=(*review.attempts, again))), 4, kind_of=NewsKind.CLOSED
    )

    assert "without feedback on your new attempt" in all_words([page])
    assert [embed.title for embed in page.draft.embeds] == heading
    assert why in all_words([page])


@pytest.mark.parametrize(
    ("stage", "sentence", "buttons"),
    [
        (Stage.WAITING, "A coach will pick it up", ["Withdraw"]),
        (Stage.ANSWERED, "A coach has answered.", []),
        (Stage.CLOSED, "This review is closed.", []),
        (Stage.WITHDRAWN, "You withdrew this answer.", []),
    ],
)
def test_the_candidate_sees_where_the_review_stands(stage: Stage, sentence: str, buttons: list[str]) -> None:
    pages = pages_of(PostKind.STATUS, a_snapshot(a_review(stage=stage, closed_at=NOON)))

    assert sentence in all_words(pages)
    assert button_labels(pages) == buttons


def test_the_standing_has_the_promise_while_it_waits() -> None:
    promise = Promise(goal=timedelta(hours=24), within=18, total=20, median=timedelta(hours=5))

    words = all_words(pages_of(PostKind.STATUS, a_snapshot(promise=promise)))

    assert "half got feedback within 5 hours, and 18 within 24 hours" in words


def test_the_standing_says_that_a_coach_is_at_it() -> None:
    claimed = a_review(claim=Claim(coach=COACH, since=NOON, until=later(3600)))

    assert "A coach has picked up" in all_words(pages_of(PostKind.STATUS, a_snapshot(claimed)))


def test_the_withdraw_buttons_of_two_messages_differ() -> None:
    snapshot = a_snapshot()

    shown = [*pages_of(PostKind.STATUS, snapshot), *pages_of(PostKind.NEWS, snapshot, 4, kind_of=NewsKind.LATE)]

    assert len({custom_id for page in shown for custom_id in page.draft.custom_ids()}) == 2


@pytest.mark.parametrize(
    ("audience", "lead_role", "role"),
    [
        (Audience.COACHES, SERVER.lead_role, SERVER.coach_role),
        (Audience.LEADS, SERVER.lead_role, SERVER.lead_role),
        (Audience.LEADS, None, SERVER.coach_role),
    ],
)
def test_a_reminder_pings_one_role(audience: Audience, lead_role: object, role: object) -> None:
    shown_page = ShownPage(post=CARD, page="0", message=MessageId(888), shown_at=NOON)
    snapshot = a_snapshot(a_review(shown_pages=(shown_page,)), server=replace(SERVER, lead_role=lead_role))

    (page,) = ReviewMessages(TEXTS).pages(Remind(audience=audience), snapshot)

    assert page.draft.reply_to == MessageId(888)
    assert page.draft.pings.roles == (role,)
    assert f"<@&{role}>" in (page.draft.content or "")
    assert page.draft.pings.users == ()


@pytest.mark.parametrize("kind", [PostKind.STATUS, PostKind.ANSWER], ids=["candidate", "coaches"])
def test_in_place_of_what_cannot_be_shown_stands_a_reference(kind: PostKind) -> None:
    effect = ShowPost(post=Post(kind=kind, number=1))

    said = ReviewMessages(TEXTS).apology(effect, a_snapshot(), reference="4711").content

    assert said is not None
    assert "reference 4711" in said
