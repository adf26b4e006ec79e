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
files-left-out = Files that I could not send along
files-not-along = ⚠️ I could not send everything along. Share this as a link instead:
file-too-large = **{ $name }** ({ $size }) is larger than Discord lets me send.
file-out-of-reach = **{ $name }** ({ $size }) is out of my reach.
file-missing = I could not send **{ $name }** ({ $size }): it is gone, or Discord does not take it from me.
file-voice = A voice message of **{ $length } min**. Discord did not let me send it as one, so here is its file.

## The promise

promise = Of the last { $total } answers, half had feedback within { $median }, and { $within } within { $goal }.
promise-without-median = Of the last { $total } answers, { $within } had feedback within { $goal }.
promise-too-early = It is too early to give figures. The coaches aim to answer within { $goal }.

## Card

card-heading = { $bank } no. { $number } · review { $review }
card-headline-waiting = Waiting for a coach
card-headline-claimed = A coach is at it
card-headline-answered = Answered
card-headline-closed = Closed
card-headline-withdrawn = Withdrawn
card-alias = From **{ $who }**, who stays anonymous
card-named = From **{ $who }**
card-waiting = Waiting since <t:{ $since }:f> (<t:{ $since }:R>). We aim to answer by <t:{ $goal }:f>.
card-claimed = Claimed by <@{ $coach }> until <t:{ $until }:t> (<t:{ $until }:R>).
card-answered = Answered by <@{ $coach }>; first feedback <t:{ $at }:f>. Sent <t:{ $since }:f>.
card-closed = Closed <t:{ $at }:f>. Sent <t:{ $since }:f>.
card-withdrawn = The candidate took it back <t:{ $at }:f>. Their answer is gone from here; there is nothing left to do.
card-attempt = Attempt no. { $attempt } at this question, in a { $mode } interview. { $help }
card-mode-practice = practice
card-mode-live = live
card-hints = Hints used: { $hints } of { $most }.
card-hints-none = No hints used.
card-assisted = Looked at the examples before answering.
card-examples-seen = Looked at the examples.
card-examples-none = No examples seen.
card-later-attempts =
    { $attempts ->
        [one] They have tried again since: the new attempt is in the thread.
       *[other] They have tried again { $attempts } times since: the new attempts are in the thread.
    }
card-opinion = They would like another opinion on an answer that has feedback already.
card-opinion-besides = They would like another opinion, besides that of { $coaches }.
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
card-more = **There is more than fits here. It goes on in the thread.**
card-how-to-answer = -# To answer, reply to this message (with the ping on), press *Answer*, or use Apps > *Send as feedback* on your own message. Everything else in the thread stays among coaches.
card-focus = What the candidate wants looked at
card-answer = The answer
card-reason = Why it was closed
answer-only-files = No text, only files.
answer-nothing = The candidate has taken all of it back.
attempt-heading = Attempt no. { $attempt }
attempt-sent = **{ $who }** has tried again. Reply to this message (with the ping on) to answer.
attempt-sent-to = <@{ $coach }>, **{ $who }** has tried again. Reply to this message (with the ping on) to answer.
attempt-before = Attempt no. { $attempt }, before
attempt-now = Attempt no. { $attempt }, now
review-erased = Everything personal in this review has been deleted: the time to keep it is over.
thread-name = { $who } · { $bank } · { $question }
thread-name-erased = Review { $review }

## Feedback

comment-heading = **Feedback on your answer**
comment-coach = A coach's feedback - a real person
comment-from = **{ $coach }** writes:
comment-question = You answered this question · { $bank }
comment-empty = There is nothing in this message any more.
comment-grade = Overall: **{ $grade }**
comment-key-points = **Key points**
comment-point-met = ✅ { $point }
comment-point-open = ⬜ { $point }
comment-feedback = Feedback
comment-next-step = Your next step
comment-reply = Reply to this message to answer { $coach }.
comment-withdrawn = You have taken your answer back. This feedback comes all the same, because it can still help you.
comment-late = Your coach wrote this <t:{ $at }:D>, while your direct messages were closed to me. The review itself has been deleted since: the time to keep it is over.
comment-edited = (edited)
grade-strong = Strong
grade-good = Good
grade-mixed = Mixed
grade-not-yet = Not there yet
copy-heading = What <@{ $coach }> wrote to the candidate:

## What became of it

feedback-delivered = ✅ Delivered.
feedback-delivered-edited = ✅ Delivered, as you last edited it.
feedback-waiting = ⏳ On its way to the candidate.
feedback-waiting-closed-dms = ⏳ Waiting: the candidate's direct messages are closed. I keep it, and it goes out when they open them and come back.
feedback-waiting-discord-busy = ⏳ Waiting: Discord cannot take it right now. I keep trying; you need not do anything.
feedback-held = ✋ Not sent yet. Your text is kept, and nothing is in its way any more. Press *Send it*.
feedback-held-taken-over = ✋ Not sent: <@{ $coach }> has claimed this review. Your text is kept. Talk to them, or take over and send it.
feedback-held-withdrawn = ✋ Not sent: the candidate has taken this review back. Your text is kept. If it can still help them, send it anyway.
feedback-held-closed = ✋ Not sent: this review is closed. Your text is kept. *Reopen and send* opens the review again for it.
feedback-failed = ❌ Not sent: Discord refuses this message.
feedback-failed-in-part = ❌ Not all of it was sent: Discord refuses a part of it.
feedback-edit-refused = ❌ Your edit was not sent: Discord refuses it, so the candidate still has the earlier text.
feedback-failed-fault = ❌ Not sent: I made a mistake with this message. Whoever runs this bot finds it in the log.
feedback-edit-fault = ❌ Your edit was not sent: I made a mistake with it, so the candidate still has the earlier text.
feedback-failed-way = Edit your message, and I try again.
feedback-failed-way-form = Your text is kept here: change it, and send it as a reply to the card.
refused-for-link = It takes a link in it for harmful.
refused-for-explicit = It finds something explicit in it, which the reader's settings keep out.
refused-for-words = The server's automatic moderation keeps out a word or a link in it.
refused-for-size = It is larger than Discord lets me send.
refused-for-unsaid = It does not say why; a word or a link may be the reason.
feedback-erased = This was never sent, and what I kept of it has been deleted: the time to keep the review is over.
feedback-withdrawn = You have taken it back. The candidate no longer sees it.
reply-heading = **{ $who }** writes. Reply to this message (with the ping on) to answer.
reply-heading-to = <@{ $coach }>, **{ $who }** writes. Reply to this message (with the ping on) to answer.
reply-delivered = ✅ The coaches have your reply.
reply-delivered-to = ✅ { $coach } has your reply.
reply-waiting = ⏳ Your reply is stored and on its way to the coaches.
reply-failed = ❌ Discord refuses to pass your reply on.
review-post-broken = A message about your review belongs here, and I cannot show it: that is my mistake. Nothing that you or a coach wrote is lost. Please tell whoever runs this bot: reference { $reference }.
review-post-broken-for-coaches = Something of this review belongs here, and I cannot show it: that is my mistake. Nothing that anybody wrote is lost. Please tell whoever runs this bot: reference { $reference }.
reply-failed-fault = ❌ I could not pass your reply on: that is my mistake. Whoever runs this bot finds it in the log.
reply-edit-fault = ❌ I could not pass your edit on: that is my mistake, and the coaches still have the earlier text.
reply-edit-refused = ❌ Discord refuses to pass your edit on, so the coaches still have the earlier text.
reply-erased = Your reply never reached the coaches, and what I kept of it has been deleted: the time to keep the review is over.
reply-withdrawn = You have taken your reply back.

## What happened

change-added = **{ $who }** has added to the answer. This message of theirs now reads:
change-edited = **{ $who }** has changed the answer. This message of theirs now reads:
change-withdrawn = **{ $who }** has taken a message of the answer back.
notice-taken-over = Another coach has taken over this review. What you write to the candidate now is kept, but not sent until you say so.
notice-lapsed = Your claim has lapsed: nothing happened here for an hour. The review is back in the queue, at its old place. Claim it again to go on.
notice-withdrawn = **{ $who }** took this review back while you were at it. If you have written something that can still help, reply to the card with it, or use *Send as feedback* on your message: I keep it, and let you pass it on all the same.
notice-reopened = This review is open again.
notice-moved = The review channel is another one now, so this review has moved here from <#{ $channel }>, with everything that was said to the candidate and by them.
notice-shown-again = Somebody deleted what I had shown here, so I show it once more. When nothing is left to do, press *Close* on the card instead.
notice-from-elsewhere = You wrote where this review was before. I took it in all the same, and it stands above. From now on, please write here.
notice-left-behind = I am not allowed to delete what stands of this review in <#{ $channel }>, where it was before. Please delete the card and its thread there, or ask an admin to let me see that channel and manage its threads: then I do it.
notice-barred = I cannot go on in the thread of this review: it is locked, or a permission is missing. Please unlock it, or ask an admin to type `/setup check`, which says what is missing. Nothing is lost: I try again every few minutes.
notice-changed = Something about this review has changed. The card shows how things stand.
rated-helped = The candidate says that the feedback helped.
rated-partly = The candidate says that the feedback helped in part.
rated-no = The candidate says that the feedback did not help.
rating-noted = Thank you, that is noted. The buttons cannot show it any more, because everything else about this review has been deleted.
remind-coaches = <@&{ $role }> This answer ({ $bank }) was sent <t:{ $since }:R> and waits for feedback. We aim to answer by <t:{ $goal }:f> (<t:{ $goal }:R>). At the moment nobody has a claim on it.
remind-leads = <@&{ $role }> This answer ({ $bank }) was sent <t:{ $since }:R> and still waits for feedback. We aim to answer by <t:{ $goal }:f> (<t:{ $goal }:R>), and at the moment nobody has a claim on it.
remind-leads-claimed = <@&{ $role }> This answer ({ $bank }) was sent <t:{ $since }:R> and still waits for feedback. We aim to answer by <t:{ $goal }:f> (<t:{ $goal }:R>). A coach has claimed it, but not answered yet.

## What the candidate reads

sent-before = Sent to a coach: your form has arrived. The feedback comes to our conversation.
standing-heading = Sent to a coach · { $bank } no. { $number }
standing-waiting = Your answer has been waiting for a coach since <t:{ $since }:f>.
standing-claimed = A coach has begun to look at your answer. You sent it <t:{ $since }:f>.
standing-answered = A coach has answered. Reply to their message to write back.
standing-closed = This review is closed. You sent your answer <t:{ $since }:f>.
standing-withdrawn = You have taken this answer back. The coaches no longer see it.
standing-go-on = Practise on meanwhile: the feedback comes here.
standing-attempts = You have sent { $attempts } attempts.
standing-alias = -# The coaches know you as { $who }.
standing-named = -# The coaches see your name: { $who }.
news-late =
    Your answer to a question of **{ $bank }** has waited for { $waited }: longer than the { $goal } that the coaches aim at. I am sorry.
    > { $question }
    It keeps its place in the queue, the coaches have been reminded, and the feedback will come here. If you no longer want it, take your answer back.
news-closed =
    The coaches have closed your review without feedback. It was about your answer to a question of **{ $bank }**:
    > { $question }
    To ask again, open the menu of your answer: **Apps**, **Send to a coach**.
news-closed-attempt =
    Your review has been closed without feedback on your new attempt at this question of **{ $bank }**:
    > { $question }
    To ask again, open the menu of that answer: **Apps**, **Send to a coach**.
news-taken-back =
    Your coach has taken back the feedback on your answer to this question of **{ $bank }**, and the review is over:
    > { $question }
    To ask a coach again, open the menu of your answer: **Apps**, **Send to a coach**.
news-retry-over =
    The review that you are trying again for is over. It was about this question of **{ $bank }**:
    > { $question }
    Your new attempt is kept, but it no longer goes to that coach. Answer as you like; to have it looked at, press *Send to a coach* under your answer: that begins a new review.
news-reason = Their reason
news-no-reason = They gave no reason.

## Buttons

button-flag = Send to a coach
button-claim = Claim
button-answer = Answer
button-release = Release
button-close = Close
button-reopen = Reopen
button-take-over = Take over
button-take-over-and-send = Take over and send
button-send-held = Send it
button-send-anyway = Send it anyway
button-reopen-and-send = Reopen and send
button-form-again = Back to the form
button-withdraw = Take it back
button-opinion = Another opinion
button-helped = Helped
button-helped-partly = Partly
button-helped-no = No

## Forms

form-kept = This is what you had entered:
form-send-title = Send to a coach
form-send-promise = Your answer goes to human coaches on **{ $server }**. { $promise }
form-send-promises = Your answer goes to human coaches, on one of these servers:
form-send-server-promise = **{ $server }**: { $promise }
form-focus = What should the coach look at?
form-focus-placeholder = The structure? One sentence? How it comes across?
form-naming = What may the coaches see?
form-naming-alias = Stay anonymous
form-naming-alias-more = They see an alias, the same each time
form-naming-name = Show my name
form-naming-name-more = They see { $name }
form-server = Whose coaches?
form-answer-title = Feedback
form-answer-about = To **{ $who }**, who was asked: { $question }
form-grade = Overall
form-covered = Key points that the answer meets
form-covered-more = The card shows them in full
form-feedback = Feedback
form-feedback-placeholder = What works, what does not, and why
form-next-step = One next step
form-next-step-more = What to do differently in the next attempt
form-close-title = Close this review
form-close-reason = Why do you close it?
form-close-reason-more = The candidate reads it, because there is no feedback
form-opinion-title = Another opinion
form-opinion-promise = A coach who has not written to you about this answer will look at it. { $promise }
form-opinion-focus-more = Leave it as it is to ask the same as before
form-profile-title = How candidates see you
form-profile-name = Name
form-profile-bio = About you
form-profile-bio-more = One or two sentences: what you do, and where you have interviewed
form-snippet-title = A text that you use often
form-snippet-name = Name
form-snippet-text = Text
form-snippet-text-more = It opens in the form; change it there before you send it
form-note-title = A note about this candidate
form-note-text = Note
form-note-text-more = For the coaches of this server only

## Refusals

error-no-such-review = I know of no such review: it may have been deleted. Coaches see with `/queue` what waits.
error-review-moved = This review is shown elsewhere by now. Go on there: https://discord.com/channels/{ $server }/{ $channel }/{ $message }
error-review-over =
    { $stage ->
        [withdrawn] This review was taken back. The answer can be sent to a coach once more.
       *[other] This review is closed. Coaches can open it again with *Reopen* on its card; candidates can send their answer once more.
    }
error-reply-too-late = The review that you replied to is over, so your message has gone to nobody, and it is no answer to a question either. To ask a coach again, open the menu of your answer: **Apps**, **Send to a coach**.
error-review-erased = The time to keep it is over, so everything about this review has been deleted. Whoever wrote the answer can ask a coach again, from its menu: **Apps**, **Send to a coach**.
error-retry-over = This review is closed, so another attempt would not reach its coach. Type `/mock`, choose **{ $bank }** and start at question { $number }; then press *Send to a coach* under your new answer.
error-attempt-too-late = This review was closed a moment ago, so I have not sent your attempt to its coach. It is kept: press once more to send it to a coach as a new review.
error-attempt-sent-before = Your coach has this attempt already. Their feedback comes to our conversation.
error-already-claimed = <@{ $by }> has claimed this review until <t:{ $until }:t> (<t:{ $until }:R>). Talk to them, wait, or take over.
error-not-yours = This is not yours to do: another coach has it, or nobody does. Look at the card, and claim the review first.
error-not-your-comment = Only the coach who wrote this can send it. If you have something to say yourself, reply to the card.
error-no-review-there = That message belongs to no review. Write it in the thread of a card, or as a reply to the card, then send it.
error-own-review = This is your own answer. Leave it to another coach.
error-opinion-given = This candidate asks for the opinion of another coach than you. Leave it to somebody else.
error-already-answered = There is feedback already, so there is nothing left to take back. You find it in our conversation.
error-no-feedback-yet = There is no feedback yet. Please wait until a coach has written.
error-not-closed = This review is not closed. Press *Answer* on its card to go on.
error-nothing-to-send = There is nothing to send. Write a text or add a file.
error-not-held = That is not held back: it is on its way or has arrived. Its mark says which.
error-reason-missing = The candidate has no feedback yet. Tell them why you close it: press *Close* again and give a reason.
error-too-many-claims =
    { $most ->
        [one] You hold one review already, as many as this server allows: { $held }. Answer or release it first.
       *[other] You hold { $most } reviews already, as many as this server allows: { $held }. Answer or release one of them first.
    }
error-too-many-reviews =
    { $most ->
        [one] One answer of yours is waiting for a coach already. Wait for the feedback or take the answer back, then send this one.
       *[other] { $most } answers of yours are waiting for a coach already. Wait for feedback or take one back, then send this one.
    }
error-form-sent-before = This form has reached the coaches before you changed it. Press the button once more to send other words in a new one.
error-answer-sent-again = The candidate has sent this answer again since. Answer it in the newer review; `/queue` lists it.
error-already-sent = This answer is waiting for a coach already. The feedback comes to our conversation.
error-no-answer-to-send = There is no answer of yours to send here. Answer the question first, then send it.
error-no-coaches = I know of no server with coaches who could look at it. Type `/mock` in a server that has some, and send your answer from there.
error-not-coach = Only coaches of this server can do that. If you are one, ask an admin for the coach role.
error-not-admin = Only those who may manage this server can do that. Please ask one of them.
error-not-set-up = This server has no review channel yet. Somebody who may manage the server can choose one with `/setup coaches`.
error-focus-missing = Say what the coach should look at, then send it again.
error-name-invisible = That name shows nothing. Choose one that people can read, then send it again.
error-text-invisible = That text shows nothing. Write something that people can read, then send it again.
error-snippet-untouched = That is the snippet as it stands, so nothing was sent. Go back to the form and change it to fit this answer.
error-snippet-name-taken = There is a snippet of that name already. Choose another name, or change that one with `/snippet edit`.
error-no-such-snippet = There is no snippet of that name. Choose one that shows up while you write.
error-no-such-note = There is no such note. It may have been deleted; look at the notes once more.
error-not-in-thread = That works in the thread of a card only. Open the thread of the review, then type it again.
error-setting-out-of-bounds = That number is too small or too large for this setting. Choose one from { $least } to { $most }.
error-lead-role-unclear = You chose a lead role and *no_lead_role* at once. Type `/setup coaches` again with one of them.
error-setup-incomplete = The first time, I need a review channel and a coach role. Type `/setup coaches` again with both.
