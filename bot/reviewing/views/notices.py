"""Short messages about what happened to a review: to coaches in its thread, to the candidate, and to a role."""

from __future__ import annotations

from functools import partial

from bot.core.content import MessageId, Part
from bot.formatting import colours
from bot.formatting.discord_limits import THREAD_NAME
from bot.formatting.durations import duration
from bot.formatting.labels import topic_label
from bot.formatting.pages import Say, text_pages, words_of
from bot.formatting.quoting import plain_name, shown_name
from bot.formatting.words import escaped, shortened, with_code
from bot.interviewing.views.custom_ids import flag_id
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed, Page, Pings
from bot.reviewing.domain.counting import attempt_waits, unanswered_since, waits_since
from bot.reviewing.domain.effects import (
    Audience,
    NewsKind,
    NoticeKind,
    Remind,
    ShowChange,
    ShowNews,
    ShowNotice,
    TellBulletin,
)
from bot.reviewing.domain.model import Attempt, Change, Stage
from bot.reviewing.domain.posts import CARD
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.views.attachments import left_out
from bot.reviewing.views.rows import withdraw_row
from bot.text.texts import DEFAULT_LOCALE, Texts


def change_pages(snapshot: Snapshot, effect: ShowChange, texts: Texts) -> list[Page]:
    """The changed message of the answer as it reads now; its files come with the answer."""
    say = partial(texts, locale=DEFAULT_LOCALE)
    who = shown_name(snapshot.review.shown_name)
    found = _part(snapshot, effect.about)
    if found is None or not found[1].says_something:
        return text_pages([], content=say("change-withdrawn", who=who))
    _, part = found
    content = say("change-added" if effect.change is Change.ADDED else "change-edited", who=who)
    embeds = [
        *words_of(part.text, say=say, colour=colours.OWN),
        *left_out(part.files, channel=snapshot.dm_channel, say=say),
    ]
    return text_pages(embeds, content=content)


def notice_pages(snapshot: Snapshot, effect: ShowNotice, texts: Texts) -> list[Page]:
    """One sentence in the thread; the coach concerned is pinged."""
    say = partial(texts, locale=DEFAULT_LOCALE)
    who = shown_name(snapshot.review.shown_name)
    match effect.kind:
        case NoticeKind.RATED if snapshot.review.helpfulness is not None:
            sentence = say(f"rated-{snapshot.review.helpfulness}", who=who)
        case NoticeKind.RATED:
            sentence = say("notice-changed")
        case NoticeKind.CALLED:
            return _call(snapshot, effect, say)
        case kind:
            channel = str(effect.channel or snapshot.review.channel)
            sentence = say(f"notice-{kind.replace('_', '-')}", who=who, channel=channel)
    if effect.person is None:
        card = snapshot.review.message_of(CARD) if effect.kind is NoticeKind.BARRED else None
        return text_pages([], content=sentence, reply_to=card)
    return text_pages([], content=f"<@{effect.person}> {sentence}", pings=Pings(users=(effect.person,)))


def _call(snapshot: Snapshot, effect: ShowNotice, say: Say) -> list[Page]:
    """A sentence for those who asked to hear of such an answer."""
    attempt = snapshot.review.attempts[0]
    topics = ", ".join(topic_label(topic) for topic in snapshot.round_of(attempt).question.topics)
    key = "notice-called" if topics else "notice-called-without-topics"
    sentence = say(key, bank=escaped(snapshot.bank.title), topics=topics)
    mentions = " ".join(f"<@{each}>" for each in effect.called)
    return text_pages([], content=f"{mentions} {sentence}", pings=Pings(users=effect.called))


def news_pages(snapshot: Snapshot, effect: ShowNews, texts: Texts) -> list[Page]:
    """What the candidate must be told in a message of its own."""
    review = snapshot.review
    say = partial(texts, locale=review.locale)
    bank = escaped(snapshot.bank.title)
    question = with_code(shortened(snapshot.round_of(review.attempts[0]).question.text, 200))
    if effect.kind is NewsKind.CLOSED:
        again, written = attempt_waits(review), unanswered_since(review) is not None
        reason = words_of(
            review.close_reason,
            say=say,
            title=say("news-reason"),
            colour=colours.OWN,
            otherwise=None if again or written else say("news-no-reason"),
        )
        key = "news-closed-attempt" if again else "news-closed-reply" if written else "news-closed"
        return text_pages(reason, content=say(key, bank=bank, question=question))
    if effect.kind is NewsKind.TAKEN_BACK:
        return text_pages([], content=say("news-taken-back", bank=bank, question=question))
    if effect.kind is NewsKind.RETRY_OVER:
        return text_pages([], content=say("news-retry-over", bank=bank, question=question))
    if effect.kind is NewsKind.CUT_OFF:
        given = review.coach is not None and not attempt_waits(review)
        latest = review.attempts[-1]
        elsewhere = Button(
            label=say("button-flag"), custom_id=flag_id(latest.interview, latest.question), style=ButtonStyle.PRIMARY
        )
        key = "news-cut-off-answered" if given else "news-cut-off"
        return text_pages([], content=say(key, bank=bank, question=question), rows=((elsewhere,),))
    if effect.kind is NewsKind.HANDED_BACK:
        return text_pages([], content=say("news-handed-back", bank=bank, question=question))
    since = waits_since(review) or review.sent_at
    waited = duration(snapshot.now - since, texts, locale=review.locale)
    goal = duration(review.goal, texts, locale=review.locale)
    key = "news-late-reply" if review.stage is Stage.ANSWERED else "news-late"
    content = say(key, bank=bank, question=question, waited=waited, goal=goal)
    waiting = review.stage is Stage.WAITING
    rows = (withdraw_row(review, say, message=f"n{effect.post.number}"),) if waiting else ()
    return text_pages([], content=content, rows=rows)


def reminder_pages(snapshot: Snapshot, effect: Remind, texts: Texts) -> list[Page]:
    """A reply to the card that pings a role, or the coach whose conversation it is."""
    say = partial(texts, locale=DEFAULT_LOCALE)
    review, server = snapshot.review, snapshot.server
    role = server.coach_role
    if effect.audience is Audience.LEADS and server.lead_role is not None:
        role = server.lead_role
    whom, pings = f"<@&{role}>", Pings(roles=(role,))
    if effect.audience is Audience.COACHES and review.keeper is not None:
        whom, pings = f"<@{review.keeper}>", Pings(users=(review.keeper,))
    key = "remind-coaches"
    if review.stage is Stage.ANSWERED:
        key = "remind-reply"
    elif effect.audience is Audience.LEADS:
        key = "remind-leads" if review.claim_at(snapshot.now) is None else "remind-leads-claimed"
    since = waits_since(review) or review.sent_at
    content = say(
        key,
        whom=whom,
        bank=escaped(snapshot.bank.title),
        since=str(int(since.timestamp())),
        goal=str(int((since + review.goal).timestamp())),
    )
    draft = Draft(content=content, reply_to=review.message_of(CARD), pings=pings)
    return [Page(name="0", draft=draft)]


def bulletin_pages(effect: TellBulletin, texts: Texts) -> list[Page]:
    """What waits in the server, for all who read the review channel."""
    say = partial(texts, locale=DEFAULT_LOCALE)
    lines = [
        say("setup-stats-waiting", waiting=effect.waiting),
        *([say("setup-stats-late", late=effect.late)] if effect.late else []),
        *([say("setup-stats-replies", replies=effect.replies)] if effect.replies else []),
        say("bulletin-queue"),
    ]
    return text_pages([Embed(title=say("bulletin-title"), description="\n".join(lines), colour=colours.HINT)])


def thread_name(snapshot: Snapshot, texts: Texts) -> str:
    """Who asks about what, in one line; for an erased review only its id."""
    review = snapshot.review
    if not review.shown_name:
        return texts("thread-name-erased", review=str(review.id))
    of = snapshot.round_of(review.attempts[0])
    bank = snapshot.bank.title
    return plain_name(
        texts("thread-name", who=plain_name(review.shown_name, longest=40), bank=bank, question=of.question.text),
        longest=THREAD_NAME,
    )


def erased_pages(texts: Texts) -> list[Page]:
    """What an erased review shows instead of its posts."""
    embed = Embed(description=texts("review-erased"), colour=colours.OWN)
    return text_pages([embed])


def _part(snapshot: Snapshot, message: MessageId | None) -> tuple[Attempt, Part] | None:
    for attempt in snapshot.review.attempts:
        for part in snapshot.written_in(attempt):
            if part.message_id == message:
                return attempt, part
    return None
