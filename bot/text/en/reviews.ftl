# What candidates and coaches read about reviews. Read it aloud before you commit it.
# What a person wrote is shown in an embed of its own, never inside one of these sentences; only names are.

## Length and size

review-part = Part { $number } of { $total }
review-title-part = { $title } · part { $number } of { $total }
duration-minutes =
    { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
duration-hours =
    { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }
duration-days =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
file-size-mib = { $size } MiB
file-size-kib = { $size } KiB
file-size-bytes =
    { $size ->
        [one] { $size } byte
       *[other] { $size } bytes
    }
files-left-out = Files I couldn't send along
files-not-along = ⚠️ I couldn't send everything along. Share this as a link instead:
file-too-large = **{ $name }** ({ $size }) is larger than Discord lets me send.
file-out-of-reach = I can't reach **{ $name }** ({ $size }).
file-missing = I couldn't send **{ $name }** ({ $size }): it's gone, or Discord won't take it from me.
file-voice = A voice message of **{ $length } min**. Discord didn't let me send it as one, so here is its file.

## The promise

promise = Of the last { $total } answers, half got feedback within { $median }, and { $within } within { $goal }.
promise-without-median = Of the last { $total } answers, { $within } got feedback within { $goal }.
promise-too-early = No track record yet. The coaches aim to answer within { $goal }.

## Card

card-heading = { $bank } no. { $number } · review { $review }
card-headline-waiting = Waiting for a coach
card-headline-claimed = Claimed
card-headline-answered = Answered
card-headline-closed = Closed
card-headline-withdrawn = Withdrawn
card-alias = From **{ $who }**, who stays anonymous
card-named = From **{ $who }**
card-about = **{ $who }** · { $question }
card-waiting = Waiting since <t:{ $since }:f> (<t:{ $since }:R>). We aim to answer by <t:{ $goal }:f>.
card-claimed = Claimed by <@{ $coach }> until <t:{ $until }:t> (<t:{ $until }:R>).
card-answered = Answered by { $coach }; first feedback <t:{ $at }:f>. Sent <t:{ $since }:f>.
card-handed-back = The coach who answered is no longer a coach here. The conversation is open to all of you: the next to answer takes it on.
card-closed = Closed <t:{ $at }:f>. Sent <t:{ $since }:f>.
card-withdrawn = Withdrawn by the candidate <t:{ $at }:f>. You can still send feedback you had begun.
card-attempt = Attempt no. { $attempt } at this question, in a { $mode } interview. { $help }
card-mode-practice = practice
card-mode-live = live
card-hints = Hints used: { $hints } of { $most }.
card-hints-none = No hints used.
card-assisted = Looked at the examples before answering.
card-examples-seen = Looked at the examples after answering.
card-examples-none = No examples seen.
card-thinks = The candidate { $what }.
card-thinks-both = The candidate { $what } and { $found }.
card-thinks-stuck = thinks they got stuck
card-thinks-shaky = thinks it was shaky
card-thinks-solid = thinks it was solid
card-thinks-easy = thinks it was easy
card-thinks-found =
    { $ticked ->
        [0] found none of the { $total } key points in it
       *[other] found { $ticked } of { $total } key points in it
    }
card-later-attempts =
    { $attempts ->
        [one] They've tried again since: the new attempt is in the thread.
       *[other] They've tried again { $attempts } times since: the new attempts are in the thread.
    }
card-opinion = They'd like another opinion on an answer that already has feedback.
card-opinion-besides = They'd like another opinion, besides that of { $coaches }.
card-notes =
    { $notes ->
        [one] Coaches have written one note about this candidate: see `/note list` in the thread.
       *[other] Coaches have written { $notes } notes about this candidate: see `/note list` in the thread.
    }
card-files =
    { $files ->
        [one] The thread has one file of this answer.
       *[other] The thread has { $files } files of this answer.
    }
card-more = **There's more than fits here. It goes on in the thread.**
card-how-to-answer = -# To answer, reply to this message (with the ping on), press *Answer*, or use Apps > *Send as feedback* on your own message. Everything else in the thread stays among coaches.
card-bank-lacks-both = The bank has no key points and no example for this question.
card-bank-lacks-key-points = The bank has no key points for this question.
card-bank-lacks-why = The bank doesn't say why this question is asked.
card-bank-lacks-examples = The bank has no example for this question.
card-key-points = Key points of a good answer
card-focus = What the candidate wants looked at
card-follow-up = Follow-up, and the answer to it
card-answer = The answer
card-reason = Why it was closed
answer-only-files = No text, only files.
answer-nothing = The candidate withdrew all of it.
attempt-heading = Attempt no. { $attempt }
attempt-sent = **{ $who }** has tried again. Reply to this message (with the ping on) to answer.
attempt-sent-to = <@{ $coach }>, **{ $who }** has tried again. Reply to this message (with the ping on) to answer.
attempt-before = Attempt no. { $attempt }, before
attempt-now = Attempt no. { $attempt }, now
review-erased = Everything personal in this review has been deleted, because it was kept for as long as this server keeps reviews.
thread-name = { $who } · { $bank } · { $question }
thread-name-erased = Review { $review }

## Feedback

comment-heading = **Feedback on your answer**
comment-coach = A coach's feedback - a real person
comment-from = **{ $coach }** writes:
comment-question = You answered this question · { $bank }
comment-empty = This message is empty now.
comment-grade = Overall: **{ $grade }**
comment-key-points = **Key points you made**, and those still missing
copy-key-points = **Key points**
comment-point-met = ✅ { $point }
comment-point-open = ⬜ { $point }
comment-feedback = Feedback
comment-next-step = Your next step
comment-reply = Reply to this message to answer { $coach }.
comment-did-it-help = **Did the feedback help?**
comment-withdrawn = You withdrew your answer. This feedback was sent anyway, because it can still help you.
comment-late = Your coach wrote this <t:{ $at }:D>, while I couldn't write to you. The review itself has been deleted since, because reviews are kept for a limited time.
comment-edited = (edited)
grade-strong = Strong
grade-good = Good
grade-mixed = Mixed
grade-not-yet = Not there yet
copy-heading-not-sent = What { $coach } hasn't sent yet:
copy-heading = What { $coach } wrote to the candidate:

## What became of it

feedback-delivered = ✅ Delivered.
feedback-delivered-edited = ✅ Delivered, as you last edited it.
feedback-waiting = ⏳ On its way to the candidate.
feedback-waiting-closed-dms = ⏳ Waiting: the candidate's DMs are closed. I'll send it when they open them and come back.
feedback-waiting-apart = ⏳ Waiting: the candidate shares no server with me any more. I'll send it when they join one and come back.
feedback-waiting-discord-busy = ⏳ Waiting: Discord isn't taking it right now. I'll keep trying; there's nothing you need to do.
feedback-held = ✋ Not sent yet. Your text is saved, and nothing is in its way any more. Press *Send it*.
feedback-held-taken-over = ✋ Not sent: <@{ $coach }> has claimed this review. Your text is saved. Talk to them, or take over and send it.
feedback-held-withdrawn = ✋ Not sent: the candidate withdrew this review. Your text is saved. If it can still help them, send it anyway.
feedback-held-closed = ✋ Not sent: this review is closed. Your text is saved. *Reopen and send* reopens the review and sends it.
feedback-failed = ❌ Not sent: Discord refuses this message.
feedback-failed-in-part = ❌ Only partly sent: Discord refuses a part of it.
feedback-edit-refused = ❌ Your edit was not sent: Discord refuses it, so the candidate still has the earlier text.
feedback-failed-fault = ❌ Not sent: I made a mistake with this message. The bot's operator can find it in the log.
feedback-edit-fault = ❌ Your edit was not sent: I made a mistake with it, so the candidate still has the earlier text.
feedback-failed-way = Edit your message, and I'll try again.
feedback-failed-way-form = Your text is saved here: change it, and send it as a reply to the card.
refused-for-link = It considers a link in it harmful.
refused-for-explicit = It found something explicit in it, which the reader's settings block.
refused-for-words = The server's automatic moderation blocks a word or a link in it.
refused-for-size = It is larger than Discord lets me send.
refused-for-unsaid = It doesn't say why; a word or a link may be the reason.
feedback-erased = This was never sent, and I've deleted my copy, because the review was kept for as long as this server keeps reviews.
feedback-withdrawn = You withdrew this. The candidate no longer sees it.
reply-heading = **{ $who }** writes. Reply to this message (with the ping on) to answer.
reply-heading-to = <@{ $coach }>, **{ $who }** writes. Reply to this message (with the ping on) to answer.
reply-delivered = ✅ The coaches have your reply.
reply-delivered-to = ✅ { $coach } has your reply.
reply-waiting = ⏳ Your reply is saved and on its way to the coaches.
reply-failed = ❌ Discord refuses to pass your reply on.
review-post-broken = I can't show a message about your review that belongs here: that's my mistake. Nothing that you or a coach wrote is lost. Please tell the bot's operator: reference { $reference }.
review-post-broken-for-coaches = I can't show a part of this review that belongs here: that's my mistake. Nothing that anyone wrote is lost. Please tell the bot's operator: reference { $reference }.
reply-failed-fault = ❌ I couldn't pass your reply on: that's my mistake. The bot's operator can find it in the log.
reply-edit-fault = ❌ I couldn't pass your edit on: that's my mistake, and the coaches still have the earlier text.
reply-edit-refused = ❌ Discord refuses to pass your edit on, so the coaches still have the earlier text.
reply-cut-off = ❌ Your reply did not reach the coaches: I've been removed from their server.
reply-erased = Your reply never reached the coaches, and I've deleted my copy, because reviews are kept for a limited time.
reply-withdrawn = You withdrew your reply.

## What happened

change-added = **{ $who }** added to the answer. That message now reads:
change-edited = **{ $who }** changed the answer. That message now reads:
change-withdrawn = **{ $who }** withdrew a message of the answer.
notice-taken-over = Another coach has taken this review over. Anything you write to the candidate is held until you choose to send it.
notice-lapsed = Your claim has expired after an hour without activity. The review is back in its old place in the queue. Claim it again to go on.
notice-withdrawn = **{ $who }** withdrew this review while you had it. If you've written something that can still help, reply to the card with it, or use *Send as feedback* on your message: I'll save it, and you can send it anyway.
notice-reopened = This review is open again.
notice-moved = The review channel has changed, so this review has moved here from <#{ $channel }>, with everything that was said to the candidate and by them.
notice-shown-again = Someone deleted what I had posted here, so I've posted it again. To end the review, press *Close* on the card instead.
notice-from-elsewhere = You wrote in this review's old place. I've accepted it, and you'll find it above. From now on, please write here.
notice-left-behind = I'm not allowed to delete this review's old posts in <#{ $channel }>. Please delete the card and its thread there, or ask an admin to let me see that channel and manage its threads: then I'll do it.
notice-barred = I can't write in this review's thread: it's locked, or a permission is missing. Please unlock it, or ask an admin to type `/setup check`, which says what's missing. Nothing is lost: I'll try again every few minutes.
notice-handed-back = The coach who answered this is no longer a coach here. The conversation is open to all of you again: the next to answer takes it on.
notice-called = A new answer is waiting: **{ $bank }** ({ $topics }). You asked for these pings with `/coach pings`. To take it, use the card above.
notice-called-without-topics = A new answer is waiting: **{ $bank }**. You asked for these pings with `/coach pings`. To take it, use the card above.
notice-changed = Something about this review has changed. The card shows how it is now.
rated-helped = 🎉 **{ $who }** says the feedback helped.
rated-partly = **{ $who }** says the feedback helped in part.
rated-no = **{ $who }** says the feedback didn't help.
rating-noted = Thank you, noted. The buttons can't show it any more, because everything else about this review has been deleted.
remind-coaches = { $whom } This answer ({ $bank }) was sent <t:{ $since }:R> and is waiting for feedback. We aim to answer by <t:{ $goal }:f> (<t:{ $goal }:R>). It's unclaimed at the moment.
remind-leads = { $whom } This answer ({ $bank }) was sent <t:{ $since }:R> and is still waiting for feedback. We aim to answer by <t:{ $goal }:f> (<t:{ $goal }:R>), and it's unclaimed at the moment.
remind-leads-claimed = { $whom } This answer ({ $bank }) was sent <t:{ $since }:R> and is still waiting for feedback. We aim to answer by <t:{ $goal }:f> (<t:{ $goal }:R>). A coach has claimed it, but not answered yet.
remind-reply = { $whom } The candidate wrote or tried again <t:{ $since }:R> ({ $bank }) and is waiting for an answer. We aim to answer by <t:{ $goal }:f> (<t:{ $goal }:R>). If there is nothing left to say, press *Close* on the card.

## What the candidate reads

sent-before = Sent to a coach: your form has arrived. The feedback will arrive in your DMs.
open-reviews-title =
    { $total ->
        [one] You have one answer with a coach
       *[other] You have { $total } answers with coaches
    }
open-reviews-none = You have nothing with a coach now.
open-review-waiting = waiting for a coach since <t:{ $since }:R>
open-review-claimed = a coach has picked it up · sent <t:{ $since }:R>
open-review-answered = answered: reply to the coach's message to write back · sent <t:{ $since }:R>
standing-heading = Sent to a coach · { $bank } no. { $number }
standing-waiting = Sent <t:{ $since }:f>. A coach will pick it up.
standing-claimed = A coach has picked up your answer. You sent it on <t:{ $since }:f>.
standing-answered = A coach has answered. Reply to their message to write back.
standing-handed-back = The coach who answered you is no longer a coach there. Write back as before: all coaches of the server read it.
standing-closed = This review is closed. You sent your answer on <t:{ $since }:f>.
standing-withdrawn = You withdrew this answer. The coaches no longer see it.
standing-follows = What you add, edit or delete in your answer reaches them, too.
standing-go-on = Keep practising; the feedback will arrive here.
standing-attempts = You've sent { $attempts } attempts.
standing-alias = -# The coaches know you as { $who }.
standing-named = -# The coaches see your name: { $who }.
news-late =
    Your answer to a question from **{ $bank }** has waited for { $waited }, longer than the { $goal } the coaches aim for. I'm sorry.
    > { $question }
    It keeps its place in the queue, the coaches have been reminded, and the feedback will arrive here. If you no longer want it, withdraw your answer.
news-late-reply =
    What you wrote about this question from **{ $bank }** has waited for { $waited }, longer than the { $goal } the coaches aim for. I'm sorry.
    > { $question }
    The coaches have been reminded, and their answer will arrive here.
news-handed-back =
    The coach who wrote to you about this question from **{ $bank }** is no longer a coach there:
    > { $question }
    You keep their feedback. Write back as before: all coaches of that server read it, and the next to answer goes on with you.
news-closed =
    The coaches closed your review without feedback. It was about your answer to this question from **{ $bank }**:
    > { $question }
    To ask again, open your answer's menu: **Apps**, **Send to a coach**.
news-closed-attempt =
    The coaches closed your review without feedback on your new attempt at this question from **{ $bank }**:
    > { $question }
    To ask again, open that answer's menu: **Apps**, **Send to a coach**.
news-closed-reply =
    The coaches closed your review without another reply. It was about this question from **{ $bank }**:
    > { $question }
    To ask again, open your answer's menu: **Apps**, **Send to a coach**.
news-taken-back =
    Your coach withdrew the feedback on your answer to this question from **{ $bank }**, and the review is over:
    > { $question }
    To ask a coach again, open your answer's menu: **Apps**, **Send to a coach**.
news-retry-over =
    The review you're trying again for is over. It was about this question from **{ $bank }**:
    > { $question }
    Your new attempt is saved, but it no longer goes to that coach. Answer as you like; to have it looked at, press *Send to a coach* under your answer: that starts a new review.
news-cut-off =
    I've been removed from the server whose coaches had your answer to this question from **{ $bank }**:
    > { $question }
    They can no longer answer through me, and nothing you write reaches them. To ask the coaches of another server, press *Send to a coach*.
news-cut-off-answered =
    I've been removed from the server whose coach wrote to you about this question from **{ $bank }**:
    > { $question }
    You keep the feedback, but nothing you write reaches them any more. To ask the coaches of another server, press *Send to a coach*.
news-reason = Their reason
news-no-reason = They gave no reason.

## Buttons

button-flag = Send to a coach
button-claim = Claim
button-answer = Answer
button-about-question = Why and key points
button-read-answer = Show the answer
button-release = Release
button-close = Close
button-reopen = Reopen
button-take-over = Take over
button-take-over-and-send = Take over and send
button-send-held = Send it
button-send-anyway = Send it anyway
button-reopen-and-send = Reopen and send
button-form-again = Back to the form
button-withdraw = Withdraw
button-opinion = Another opinion
button-helped = Helped
button-helped-partly = Partly
button-helped-no = No

## Forms

form-kept = This is what you entered:
form-kept-reason = Your reason
form-kept-text = Your text
form-send-title = Send to a coach
form-send-promise = Your answer goes to human coaches on **{ $server }**. { $promise }
form-send-promises = Your answer goes to human coaches on one of these servers:
form-send-server-promise = **{ $server }**: { $promise }
server-unnamed = a server whose name Discord isn't telling me right now
form-send-along =
    What goes along: your answer as it reads now{ $files ->
        [0] {""}
        [one] , with one file
       *[other] , with { $files } files
    }{ $voices ->
        [0] .
        [one] {""} and a voice message. A voice can be recognised, even if you stay anonymous.
       *[other] {""} and { $voices } voice messages. A voice can be recognised, even if you stay anonymous.
    }
    What you add to that answer, edit or delete in it later reaches the coaches, too, until the review is closed. They also see how you rate it, and which key points you found in it.
form-focus = What should the coach look at?
form-focus-placeholder = The structure? One sentence? How it comes across?
form-naming = What may the coaches see?
form-naming-alias = Stay anonymous
form-naming-alias-more = They see an alias, the same each time
form-naming-name = Show my name
form-naming-name-more = They see { $name }
form-server = Whose coaches?
form-answer-title = Feedback
form-answer-focus = **{ $who }** asks you to look at this:
form-answer-claims = While you write, the review is yours for { $minutes } minutes. Nothing in this form is saved unless you send it.
form-answer-about = Their answer is to this question: { $question }
form-grade = Overall
form-covered = Key points the answer meets
form-covered-more = In full: *Why and key points* on the card
form-feedback = Feedback
form-feedback-placeholder = What works, what doesn't, and why
form-next-step = One next step
form-next-step-more = What to do differently in the next attempt
form-close-title = Close this review
form-close-reason = Why are you closing it?
form-close-reason-more = The candidate reads it instead of feedback
form-opinion-title = Another opinion
form-opinion-promise = A coach who hasn't written to you about this answer will look at it. { $promise }
form-opinion-focus-more = Leave it as it is to ask the same question again
form-profile-title = How candidates see you
form-profile-name = Name
form-profile-bio = About you
form-profile-bio-more = One or two sentences: what you do, and where you've interviewed
form-snippet-title = A text you use often
form-snippet-name = Name
form-snippet-text = Text
form-snippet-text-more = It opens in the feedback form; change it there before you send it
form-note-title = A note about this candidate
form-note-text = Note
form-note-text-more = For this server's coaches only

## Refusals

error-no-such-review = I can't find that review; it may have been deleted. Coaches see what's waiting with `/queue`.
error-review-moved = This review has moved. Go on there: https://discord.com/channels/{ $server }/{ $channel }/{ $message }
error-review-over =
    { $stage ->
        [withdrawn] This review was withdrawn. The candidate can send the answer to a coach again.
       *[other] This review is closed. Coaches can reopen it with *Reopen* on its card; candidates can send their answer again.
    }
error-reply-too-late = That review is over, so your message wasn't sent to anyone. To ask a coach again, open your answer's menu: **Apps**, **Send to a coach**.
error-review-erased = This review has been deleted, because reviews are kept for a limited time. The candidate can ask a coach again from the answer's menu: **Apps**, **Send to a coach**.
error-retry-over = This review is closed, so another attempt wouldn't reach its coach. Type `/mock`, choose **{ $bank }** and start at question { $number }; then press *Send to a coach* under your new answer.
error-attempt-too-late = This review has just been closed, so your attempt wasn't sent to its coach. It's saved: press again to send it to a coach as a new review.
error-attempt-sent-before = Your coach already has this attempt. Their feedback will arrive in your DMs.
error-already-claimed = <@{ $by }> has claimed this review until <t:{ $until }:t> (<t:{ $until }:R>). Talk to them, wait, or take over.
error-not-yours = You haven't claimed this review. Press *Claim* on its card first.
error-not-your-comment = Only the coach who wrote this can send it. To say something yourself, reply to the card.
error-no-review-there = That message doesn't belong to a review. Write it in a card's thread, or as a reply to the card, then send it.
error-own-review = This is your own answer. Please leave it to another coach.
error-opinion-given = This candidate wants another coach's opinion, so please leave it to them.
error-already-answered = You already have feedback, so you can't withdraw this any more. You'll find it in your DMs.
error-no-feedback-yet = There's no feedback yet. Please wait until a coach has written.
error-not-closed = This review isn't closed. Press *Answer* on its card to go on.
error-nothing-to-send = There's nothing to send. Write some text or add a file.
error-not-held = That one is no longer held. The mark under it shows what became of it.
error-reason-missing = The candidate has no feedback yet, so tell them why: press *Close* again and give a reason.
error-too-many-claims =
    { $most ->
        [one] You've already claimed one review, the most this server allows: { $held }. Answer or release it first.
       *[other] You've already claimed { $most } reviews, the most this server allows: { $held }. Answer or release one of them first.
    }
error-too-many-reviews =
    { $most ->
        [one] You already have one answer waiting for a coach. Wait for the feedback or withdraw it, then send this one.
       *[other] You already have { $most } answers waiting for a coach. Wait for feedback or withdraw one, then send this one.
    }
    { $waiting }
error-form-sent-before = The coaches already have this form as you first sent it. To send other words, press the button again and fill in a new one.
error-not-to-be-reopened = You can't reopen this review right now. See `/queue` for what else is waiting.
error-answer-sent-again = The candidate has sent this answer again since. Answer it in the newer review; `/queue` lists it.
error-already-sent = This answer is already waiting for a coach. The feedback will arrive in your DMs.
error-no-present-answer = You have no answer to send here. To send an earlier one, open the menu of your message (right-click or long press): **Apps**, **Send to a coach**.
error-no-answer-to-send = You have no answer to send here. Answer the question first, then send it.
error-no-coaches = None of the servers we share has coaches. Type `/mock` in a server that has some, and send your answer from there.
error-not-coach = Only coaches of this server can do that. If you are one, ask an admin for the coach role.
error-not-admin = Only people who can manage this server can do that. Please ask one of them.
error-not-set-up = This server has no review channel yet. Ask someone who can manage the server to choose one with `/setup coaches`.
error-focus-missing = Say what the coach should look at, then send it again.
error-name-invisible = There's nothing to read in that name. Choose one that people can read, then send it again.
error-text-invisible = There's nothing to read in that text. Write something that people can read, then send it again.
error-snippet-untouched = You haven't changed the snippet, so nothing was sent. Go back to the form and make it fit this answer.
error-snippet-name-taken = There's already a snippet with that name. Choose another name, or change that one with `/snippet edit`.
error-no-such-snippet = There's no snippet with that name. Choose one from the list that appears as you type.
error-no-such-note = I can't find that note; it may have been deleted. See the notes with `/note list`.
error-not-in-thread = That only works in a card's thread. Open the review's thread, then type it again.
error-too-many-interests = You can be pinged about { $most } banks and topics at most. Stop one first: `/coach pings` with it and *stop*.
error-setting-out-of-bounds = That number is too small or too large for this setting. Choose one from { $least } to { $most }.
error-lead-role-unclear = You chose a lead role and *no_lead_role* at the same time. Type `/setup coaches` again with one of them.
error-setup-incomplete = The first time, I need both a review channel and a coach role. Type `/setup coaches` again with both.
