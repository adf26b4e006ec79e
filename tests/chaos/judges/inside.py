"""Judges from inside: whether each text is stored once, as its writer left it, where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.chaos.judges.gaps import Gaps
from tests.chaos.judges.stored import Stored, StoredComment, StoredReview, repeated
from tests.chaos.judges.verdict import Fault, Finding
from tests.chaos.people.candidates import MAY_END
from tests.chaos.people.ledger import Asked, Kind, Ledger, Written

Home = tuple[str, int, int]
"""Where a text is stored: as part of an answer (interview and question), or as comment of a review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    home: Home
    text: str
    state: str = ""


class Inside:
    """The judge."""

    def __init__(
        self,
        ledger: Ledger,
        stored: Stored,
        who: dict[str, int],
        gaps: Gaps,
        *,
        in_order: bool,
        a_day_passed: bool = False,
    ) -> None:
        """`who` gives the account of each person by name; `in_order`: Discord told of all messages in their order.

        `a_day_passed`: an interview may have ended more than a day ago. What is changed in its answers then is not
        followed through an outage (`LATELY_ENDED`).
        """
        self._gaps = gaps
        self._in_order = in_order
        self._a_day_passed = a_day_passed
        self._ledger = ledger
        self._stored = stored
        self._who = who
        self._names = {account: name for name, account in who.items()}

    def findings(self) -> Iterator[Finding]:
        """All that is wrong with what is stored."""
        for each in self._stored.waiting:
            yield Finding(Fault.STUCK, f"{each} is still not done")
        for written in self._ledger.written:
            yield from self._judge_text(written)
        yield from self._judge_owners()
        yield from self._judge_reviews()

    def _judge_text(self, written: Written) -> Iterator[Finding]:
        match written.kind:
            case Kind.ANSWER | Kind.REPLY | Kind.FEEDBACK:
                yield from self._judge_message(written)
            case Kind.FORM:
                yield from self._judge_form(written)
            case Kind.FOCUS:
                yield from self._judge_focus(written)
            case Kind.SHARE:
                return  # judged by `Beside`

    def _judge_message(self, written: Written) -> Iterator[Finding]:
        """A message is stored once, at home, in its last version; not at all if it was deleted."""
        found = self._places_of(written)
        if written.deleted:
            left = [each for each in found if each.text and not self._may_be_past(each.home)]
            if left:
                yield Finding(Fault.LOST, f"the deletion of {written}: it is still stored as {left[0].home}")
            return
        if len(found) > 1:
            yield Finding(Fault.DOUBLED, f"{written} is stored as {[each.home for each in found]}")
            return
        homes = self._homes_of(written)
        if not found:
            if None not in homes:
                yield Finding(Fault.LOST, f"{written} is stored nowhere; it belongs to {_named(homes)}")
            return
        (there,) = found
        if there.home not in homes and homes - {None}:
            yield Finding(Fault.MISFILED, f"{written} is stored as {there.home}; it belongs to {_named(homes)}")
        if there.text != written.text and not self._was_withheld(written) and not self._may_be_past(there.home):
            yield Finding(Fault.LOST, f"an edit of {written}: stored is {there.text!r}, not {written.text!r}")

    def _may_be_past(self, home: Home) -> bool:
        """True for an answer whose interview may have ended more than a day ago."""
        kind, number, _ = home
        return self._a_day_passed and kind == "answer" and self._stored.interviews[number].phase == "ended"

    def _was_withheld(self, written: Written) -> bool:
        """True if Discord did not show the bot an edit, and its writer was told so: it mentions the bot no more.

        That happens when the message that it replies to is gone, as a card that somebody deleted.
        """
        return any(each.startswith(f"hint:{written.message}:") for each in self._stored.seen)

    def _places_of(self, written: Written) -> list[_Found]:
        found = [
            _Found(home=("answer", number, question), text=text)
            for number, interview in self._stored.interviews.items()
            for question, each in interview.rounds.items()
            for message, text in each.parts.items()
            if message == written.message or written.stands_in(text)
        ]
        return found + [
            _Found(home=("review", number, 0), text=comment.text, state=comment.state)
            for number, review in self._stored.reviews.items()
            for comment in review.comments
            if (comment.source is not None and comment.source == written.message) or written.stands_in(comment.text)
        ]

    def _homes_of(self, written: Written) -> set[Home | None]:
        """Where it may be; None where it may be nowhere, because its writer was or will be told so."""
        told = f"hint:{written.message}" in self._stored.seen or self._was_withheld(written)
        nowhere: set[Home | None] = {None} if told else set()
        if written.kind is Kind.ANSWER:
            return self._homes_of_answer(written) | nowhere
        if written.review is None or self._answers_what_is_lost(written):
            return {None}
        homes: set[Home | None] = {("review", written.review, 0), *nowhere}
        review = self._stored.reviews.get(written.review)
        # Refused for good, which is noted when its writer is told: the review is over, or not for this coach.
        if review is None or f"refused:{written.message}" in self._stored.seen:
            homes.add(None)
        if written.kind is Kind.FEEDBACK and len(written.versions) > 1 and written.answered in self._ledger.removed:
            homes.add(None)  # edited after the card was deleted, it pings nobody: Discord does not show what it says
        if int(written.channel) in self._ledger.removed:
            homes.add(None)  # gone with its thread, perhaps while no bot was there to see it
        return homes

    def _answers_what_is_lost(self, written: Written) -> bool:
        """True for a reply to what came of a form or a press that a restore has lost: nothing says what it is about."""
        answered = written.answered or 0
        known = {page for each in self._stored.reviews.values() for page in each.pages}
        return self._gaps.cover(answered) and answered not in known

    def _homes_of_answer(self, written: Written) -> set[Home | None]:
        """The question that was on screen when it was written.

        Nowhere, if no interview was under way: before the first question, after the summary, or after its writer had
        pressed something that ends an interview, even if the summary came later. If they had pressed something that
        parks one or brings one back, it may be in that one, before its question came.
        """
        message = written.message or 0
        seen = self._ledger.seen(written.channel)
        asked_before = [each for each in seen.asked.values() if each.message < message]
        account = self._who[written.who]
        openings: set[Home | None] = {
            ("answer", number, 1) for number, each in self._stored.interviews.items() if each.candidate == account
        }
        if not asked_before:
            return {None, *openings}
        question: Asked = max(asked_before, key=lambda each: each.message)
        home: Home = ("answer", question.interview, question.number)
        later = {each for each in openings if each is not None and each[1] > question.interview}
        if question.interview not in self._stored.interviews and self._gaps.cover(question.message):
            return {None, *later}  # begun since the backup
        if any(question.message < each < message for each in seen.summaries):
            return {None, *later}
        interview = self._stored.interviews.get(question.interview)
        # Not from its first question on: what ends it may have been pressed before that came.
        begins = 0 if interview is None else interview.started_by
        may_have_ended = any(
            begins < press.id < message
            for press in self._ledger.presses
            if press.who == written.who and press.what in MAY_END
        )
        others: set[Home | None] = {("answer", each.interview, each.number) for each in asked_before}
        if may_have_ended and (interview is None or interview.phase in {"ended", "debrief"}):
            return {home, None, *later, *others}
        return {home, *later, *others} if may_have_ended else {home}

    def _judge_form(self, written: Written) -> Iterator[Finding]:
        """Feedback in a form is stored once if the coach was told so, unless that was lost, and never twice."""
        found = [each for each in self._places_of(written) if each.home[0] == "review"]
        if len(found) > 1:
            yield Finding(Fault.DOUBLED, f"{written} is stored as {[each.home for each in found]}")
        lost = self._gaps.lose(written.submitted)
        if not found and not lost and written.said.startswith(("Sending.", "Saved, not sent.")):
            yield Finding(Fault.LOST, f"{written} is stored nowhere, but its coach read {written.said!r}")
        if found and found[0].home != ("review", written.review, 0):
            yield Finding(Fault.MISFILED, f"{written} is stored as {found[0].home}, not in review {written.review}")

    def _judge_focus(self, written: Written) -> Iterator[Finding]:
        """One form makes one review at most."""
        made = [number for number, each in self._stored.reviews.items() if written.stands_in(each.focus)]
        if len(made) > 1:
            yield Finding(Fault.DOUBLED, f"{written} made reviews {made}")

    def _judge_owners(self) -> Iterator[Finding]:
        """Nothing of one candidate is in another's place."""
        for number, interview in self._stored.interviews.items():
            owner = self._names.get(interview.candidate, "?")
            for question, each in interview.rounds.items():
                for text in each.parts.values():
                    if not text.startswith(f"[{owner}."):
                        yield Finding(Fault.MISFILED, f"{text!r} is in answer {number}/{question} of {owner}")

    def _judge_reviews(self) -> Iterator[Finding]:
        """One answer has one open review at most, and comments stand in the order in which they were written.

        A coach who takes back the only feedback has the review again, although the answer was sent again meanwhile.
        """
        waiting = [
            each.attempts[0]
            for each in self._stored.reviews.values()
            if each.stage == "waiting" and each.attempts and not any(said.side == "coach" for said in each.comments)
        ]
        for attempt in repeated(waiting):
            yield Finding(Fault.DOUBLED, f"the answer {attempt} waits in several reviews")
        for number, review in self._stored.reviews.items():
            yield from self._judge_order(number, review)

    def _judge_order(self, number: int, review: StoredReview) -> Iterator[Finding]:
        for side in ("coach", "candidate"):
            sources: dict[int, list[StoredComment]] = {}
            for comment in review.comments:
                if comment.side == side and comment.source is not None:
                    sources.setdefault(comment.author, []).append(comment)
            for author, comments in sources.items():
                order = [each.source or 0 for each in comments]
                if self._in_order and order != sorted(order):
                    who = self._names.get(author, "?")
                    yield Finding(Fault.MISFILED, f"the comments of {who} in review {number} are out of order")


def _named(homes: set[Home | None]) -> str:
    return " or ".join(sorted(str(each) for each in homes if each is not None)) or "nothing"
