# Every sentence that a user reads. Read it aloud before you commit it.
# Arguments are plain values; what a person wrote is shown in an embed of its own, never inside one of these sentences.

## Question

question-heading = Question { $number } of { $total } · { $bank } no. { $bank_number } of { $bank_size }
question-topics = Topics
question-difficulty = Difficulty
question-time = Suggested time
question-minutes =
    { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
question-live-until = { question-minutes }, until <t:{ $until }:T> (<t:{ $until }:R>)
question-how-to-answer = -# Asked <t:{ $asked }:R>. Answer here with text, files or a voice message.
question-next-step = Your coach's next step
question-attempt = -# This is your attempt no. { $attempt } at this question.
question-answer-so-far = -# Your answer so far: { answer-words }. Keep writing to add to it.
question-by = by { $author }
question-most = -# An interview takes { $most } questions at most. The others come when you type `/mock` again: new ones first.
follow-up-heading = Follow-up to question { $number }
introduction-heading = { $bank }: before you start
introduction-heading-several = Before you start
bank-names =
    { $more ->
        [0] { $bank }
        [1] { $bank } and { $second }
       *[other] { $bank } and { $more } more
    }
of-bank = { $text } · { $bank }
difficulty-easy = Easy
difficulty-medium = Medium
difficulty-hard = Hard

## Panel

answer-words =
    { $words ->
        [one] { $words } word
       *[other] { $words } words
    }
answer-characters =
    { $characters ->
        [one] { $characters } character
       *[other] { $characters } characters
    }
answer-files =
    { $files ->
        [one] { $files } file
       *[other] { $files } files
    }
panel-heading = Your answer to question { $number }
panel-heading-follow-up = Your answer to the follow-up to question { $number }
panel-size = { answer-characters }, { answer-words }
panel-time = About **{ $spoken } min** aloud.
panel-time-voice = **{ $spoken } min** of voice.
panel-time-both = About **{ $spoken } min** in all, voice and text.
panel-range-one = The example takes { $shortest } min.
panel-range = The examples take { $shortest } to { $longest } min.
panel-too-short = There's room for one concrete detail: a number, a name, a decision.
panel-too-long = That's longer than most interviewers would let you talk: what could you cut?
panel-write-on = -# Keep writing to add to it. If you edit or delete a message, the answer follows.
panel-edit-on = -# If you edit or delete a message, the answer follows.
panel-withdrawn-for-good = You deleted your answer.
panel-withdrawn = You deleted your answer. Write a new one, or skip the question.

## Hints

hint-why = Why interviewers ask this
hint-how = How to answer
hint-key-points = Key points to cover in your answer
hint-count = Hint { $number } of { $total }
hint-also-asked-as = Also asked as
hint-none = The bank has no hints for this question yet. Answer it as you would in an interview, then send your answer to a coach, who can say what was missing.
hint-none-answered = The bank has no hints for this question yet. Send your answer to a coach, who can say what was missing.
hint-all-seen = You've seen all the hints; here they are again.

## Examples

examples-heading = Example answer { $number } of { $total }
examples-community = Community answer { $number } of { $total }
examples-own = Your answer
examples-own-part = Your answer, part { $number } of { $total }
examples-none-own = You haven't answered this question.
examples-own-files = Your files:
examples-own-voice = voice message, { $length }
examples-short = In 30 seconds
examples-none-heading = No example yet
examples-none = The bank has no example answer for this question. Answer it, then send your answer to a coach: a coach's eye is worth more here.
examples-none-answered = The bank has no example answer for this question. Send yours to a coach: a coach's eye is worth more here.
examples-next-asked = What the interviewer asks next
compare-heading = How did it go?
compare-which = Which of these were in your answer?
compare-how = Choose below what was in your answer, then say how it went.
compare-how-without-points = Say how it went.
compare-ticked =
    { $ticked ->
        [0] You found none of the { $total } key points in your answer.
       *[other]
            { $unticked ->
                [0] You found all { $total } key points in your answer.
               *[other] You found { $ticked } of { $total } key points in your answer.
            }
    }
compare-suggested = I'd call that **{ $rating }**. What do you say?
compare-rated = You rated it **{ $rating }**.
compare-assisted = You looked at the examples before you answered, so it counts as shaky at best.
compare-coach =
    { $covered ->
        [0] What counts is your coach's grade: **{ $grade }**.
       *[other] What counts is your coach's grade: **{ $grade }**, with { $covered } of { $total } key points.
    }
rating-stuck = Stuck
rating-shaky = Shaky
rating-solid = Solid
rating-easy = Easy
button-chosen = ✓ { $label }
reveal-question =
    Try first: people who try remember more.
    If you look now, with the button or with `/example` again, this attempt counts as assisted.

## Debrief and summary

debrief-heading = Debrief · question { $number } of { $total }
debrief-follow-up = Follow-up, and your answer
debrief-follow-up-unanswered = You didn't answer this.
summary-heading = Interview over: { $bank }
summary-bank = { $bank }: { $answered } of { $total } answered
summary-more-banks =
    { $banks ->
        [one] and { $banks } more bank
       *[other] and { $banks } more banks
    }
summary-answered =
    { $total ->
        [one]
            { $answered ->
                [0] You didn't answer the question.
               *[other] You answered the question.
            }
       *[other]
            { $answered ->
                [0] You answered none of the { $total } questions.
               *[other]
                    { $unanswered ->
                        [0]
                            { $total ->
                                [2] You answered both questions.
                               *[other] You answered all { $total } questions.
                            }
                       *[other] You answered { $answered } of { $total } questions.
                    }
            }
    }
summary-follow-ups =
    { $answered ->
        [0]
            { $asked ->
                [one] You didn't answer the follow-up.
               *[other] You answered none of the { $asked } follow-ups.
            }
       *[other]
            { $unanswered ->
                [0]
                    { $asked ->
                        [one] You answered one follow-up.
                       *[other] You answered { $asked } follow-ups.
                    }
               *[other] You answered { $answered } of { $asked } follow-ups.
            }
    }
summary-aloud = Spoken aloud, your answers take about { $spoken } min.
summary-hints =
    { $hints ->
        [one] You took one hint.
       *[other] You took { $hints } hints.
    }
summary-assisted =
    { $assisted ->
        [one] You looked at the examples of one question before you answered it.
       *[other] You looked at the examples of { $assisted } questions before you answered them.
    }
summary-left =
    { $left ->
        [one] One question is left: you can go on with this interview until <t:{ $at }:f>.
       *[other] { $left } questions are left: you can go on with this interview until <t:{ $at }:f>.
    }
summary-do-go-on =
    { $left ->
        [one] **Next:** answer the question that is left. You can go on with this interview until <t:{ $at }:f>.
       *[other] **Next:** answer the { $left } questions that are left. You can go on with this interview until <t:{ $at }:f>.
    }
summary-do-more = **Next:** practise more. Questions you haven't seen yet come first, then those you passed over.
summary-do-send = **Next:** send your answer to question { $number } to a coach. You found it shaky, and a coach can say what would make it solid.
summary-do-compare = **Next:** compare your answer to question { $number } with the examples, and say how it went.
summary-do-try-again = **Next:** try question { $number } again. You got stuck there, so look at its examples first if you need them.
summary-do-come-back = **Next:** come back on <t:{ $at }:D>, when the first of these questions is due again.
summary-button-send = Send question { $number } to a coach
summary-button-compare = Compare question { $number }
summary-button-try-again = Try question { $number } again
summary-questions = Question by question
summary-page = Page { $page } of { $pages }
summary-answered-one = Answered
summary-skipped = Skipped
summary-unanswered = Not answered
summary-unseen = Not seen
summary-time = { $taken } taken
summary-time-over = **{ $taken } taken**
summary-time-long = Over an hour taken
summary-time-suggested = { $said }, { $minutes } min suggested
summary-time-explained = -# The time taken runs from the question to the last message of your answer.
summary-ticked = { $ticked } of { $total } key points
summary-grade =
    { $covered ->
        [0] coach: **{ $grade }**
       *[other] coach: **{ $grade }**, { $covered } of { $total } key points
    }
summary-with-coach = with a coach
summary-comes-again = due again around <t:{ $at }:d>
summary-link = [your answer]({ $link })
summary-send-which = Send an answer to a coach

## Status

parked-title =
    { $total ->
        [one] One interview is waiting for you
       *[other] { $total } interviews are waiting for you
    }
parked-entry = { $bank } · question { $number } of { $total }
button-resume-of = { $number }. Resume
status-heading = { $bank } · question { $number } of { $total }
status-practice = Practice interview
status-live = Live interview: hints and examples come in the debrief
status-debrief = Debrief: the questions are done
status-counts = { $answered } answered, { $skipped } skipped, { $open } open
status-follow-up = You're at a follow-up to question { $number }.
status-follow-up-answered = You've answered a follow-up to question { $number }.
status-jump = Jump to a question
status-jump-from = Jump to a question, { $first } to { $last }
status-option-answered = answered
status-option-skipped = skipped
status-option-open = open
status-option-unasked = Question { $number }
status-option-present = you are here · { $state }

## Buttons

button-next = Next question
button-next-follow-up = Next
button-follow-up = Ask me a follow-up
button-finish = Finish
button-hint = Hint
button-next-hint-how = Next hint: how to answer
button-next-hint-key-points = Next hint: key points
button-examples = Example answers
button-skip = Skip
button-end = End
button-back = Back
button-back-to = Back to question { $number }
button-back-to-follow-up = Back to the follow-up
button-status = Status
button-resume = Resume
button-go-on = Go on with it
button-go-on-instead = Finish it and go on with { $bank }
button-show-question = Show the question
button-reveal = Reveal anyway
button-previous-page = ◀ Previous page
button-next-page = Next page ▶
button-replace = Finish it and start { $bank }
button-park = Do { $bank } first, then come back
button-replace-same = Finish it and start over
button-try-again = Try again
button-practise-again = Practise more of { $bank }
button-open-dm = Go to your DMs
button-debrief-next = Next question

## Starting

mock-started = Your interview is waiting in your DMs.
mock-starting-later = Discord isn't taking messages right now. Your first question is saved and will reach you in your DMs.
mock-unreached =
    { $barrier ->
        [apart] I couldn't write to you. Discord says we don't share a server.
        [passing] I couldn't write to you. Discord didn't let me this time, without saying why. That usually passes.
       *[closed] I couldn't write to you. Your DMs are closed to me, or you've blocked me.
    } { $waiting ->
        [none] Nothing was started.
       *[one] **{ $bank }** has begun and is waiting for you: its first question comes as soon as I can write to you.
    }
    { $barrier ->
        [apart] Join a server that I'm in, or ask an admin of one to add me, then press *Try again*.
        [passing] Press *Try again* in a moment.
       *[closed] Open them with a right click (or a long press) on the name of a server we share, **Privacy Settings**, **Direct Messages**. If you've blocked me, unblock me. Then press *Try again*.
    }
mock-refused = Discord refused the first question, so nothing was started. Please tell the bot's operator.
mock-running = You're already in an interview: **{ $bank }**, question { $number } of { $total }. Do you want to go on with it?
mock-running-debrief = You're in the debrief of **{ $bank }**, question { $number } of { $total }. Do you want to go on with it?
mock-pick = Which interview would you like to practise?
mock-pick-placeholder = Choose a question bank
mock-pick-placeholder-several = Choose one or more question banks
mock-pick-more = These are the first { $shown } of { $total }. To find another, type `/mock` and start typing its name after `bank`.
mock-no-banks = There are no question banks to practise with yet. Please tell the bot's operator.
in-conversation = It's in your DMs: { $link }
conversation-closed =
    { $barrier ->
        [apart] Saved. We don't share a server, so I can't show it. Join a server that I'm in, then send me any message or press a button here.
       *[closed] Saved. Your DMs are closed to me, or you've blocked me, so I can't show it. Open them, then send me any message or press a button here.
    }
later = Saved. Discord isn't taking my messages right now; it will reach you in your DMs.
refused = Discord won't show this message, so I left it out. Use `/next` to go on; if it happens again, please tell the bot's operator.
overtaken = Something else you did came first. Use `/status` to see where you are.

## Welcome

command-help = What I do, and how to start
welcome =
    Hi! I ask you interview questions in direct messages. You answer in your own words, by text or by voice. Then you see how to answer, and what good answers sound like.
    Your answers stay between us, unless you send one to a coach: a real person, not AI, who writes back.
    `/mock` starts an interview, `/status` shows where you are, `/hint` and `/example` help with a question, `/flag` sends your answer to a coach, `/end` stops.
    `/plan` fits your practice to the date of your interview, `/today` has what is due, `/history` has your answers, `/progress` shows what got better.
    `/privacy` says what I keep of you, who sees it and for how long.
welcome-server =
    Thanks for adding me! I ask interview questions in direct messages: type `/mock` to start, `/help` to read more.
    If you manage this server: `/setup coaches` lets your coaches read the answers that people send to them, and `/banks upload` adds questions of your own.

## What a message is

ask-command = That looks like a command, so I haven't kept it as an answer. A command works when you pick it from the list that opens as you type `/`.
ask-greeting = I haven't kept that as an answer. `/hint` helps you with the question, `/help` with everything else.
ask-for-coach = Is this for your coach? I haven't sent it to anyone yet.
ask-other-interview = You replied to something of an earlier interview. Where should this go? I haven't sent it to anyone yet.
button-for-coach = Send it to { $coach }
button-for-your-coach = Send it to your coach
button-my-answer = It is my answer
kept-as-answer = Kept as part of your answer.
said-to-coach = It's on its way to your coach.
settled-before = You've already said what that message is.
asked-about-nothing = There's nothing to read in that message, so there's nothing to keep.
asked-about-deleted = You deleted that message, so there's nothing to keep.
error-message-not-shown = Discord didn't show me that message just now. Please press the button again.

## Hints in the conversation

hint-start-with-mock = You're not in an interview right now. Start one with `/mock`.
hint-looks-like-command = That looks like a command. Commands work when you pick them from the list that opens as you type `/`.
hint-other-interview = That interview is over, so I haven't kept this. Start another one with `/mock`.
hint-nothing-to-store = There's nothing in that message that I can keep as an answer. Write text, send a file or record a voice message.
hint-edit-shows-nothing = There's nothing to read in your message now, so I kept what it said before. Edit it again, or delete it to remove it from your answer.
hint-forwarded = A forwarded message isn't an answer. Say it in your own words here.

## Refusals

error-no-interview = You're not in an interview right now. Start one with `/mock`.
error-already-in-interview = You're already in an interview: { bank-names }. Use `/status` to go on with it or `/end` to finish it.
error-not-open-yet = Your first question is still on its way. Please try again in a moment.
error-interview-ended = That interview is over. Start a new one with `/mock`.
error-other-interview = That button belongs to an interview that's over. Use `/status` to see where you are.
error-interview-parked = That interview is waiting while you do another one. `/status` brings it back.
error-in-debrief = The questions are done, and this is the debrief. Use `/next` to go through it or `/end` to finish.
error-not-answered-yet = You haven't answered this question yet. Write your answer, or use `/skip`.
error-nothing-to-rate = You haven't answered this question, so there's nothing to rate. Answer it first, or start again with `/mock`.
error-no-such-key-point = This question has no such key point. Type `/example` and choose again there.
error-stale-button = That button belongs to question { $belongs_to }; you're at question { $present }. Use `/jump { $belongs_to }` to go there.
error-stale-turn = That button belongs to an earlier message about question { $number }. Use `/status` to see where you are.
error-no-follow-up-left = I have no other follow-up to question { $number }. Use `/next` to go on.
error-nothing-to-skip = No question is open any more. Do you want to finish the interview?
error-too-late-to-go-on = That interview ended too long ago to go on with it. Start a new one with `/mock`.
error-no-such-question = This interview has no question { $number }. Choose a number from 1 to { $last }.
error-never-asked = Question { $number } wasn't asked in this interview, so the debrief leaves it out. It's still new to you when you practise more.
error-at-first-question = This is the first question. Use `/status` to go to another one.
error-waits-for-debrief = This is a live interview, so hints and examples come in the debrief. Answer as well as you can, or use `/skip`.
error-too-many-banks-chosen = One interview takes { $most } question banks at most. Choose fewer.
error-banks-gone = One of those question banks isn't there any more. Type `/mock` to choose again.
error-questions-gone = Those questions aren't in their banks any more. Type `/mock` to choose others.
error-start-needs-one-bank = `start` works with one bank only, because each has its own numbers. Choose one bank, or leave `start` out.
banks-have-none =
    { $others ->
        [0] { $bank } has
       *[other] Those banks have
    }
error-nothing-fits =
    { $topic ->
        [none] { banks-have-none } no { $difficulty } questions
       *[other] { banks-have-none } no { $difficulty } questions on “{ $topic }”
    }{ $difficulties ->
        [none] : there is no difficulty with any of them. Leave `difficulty` out to be asked all.
       *[other] , only these: { $difficulties }.
    }
error-nothing-fits-from = No question of { $bank } from number { $number } on fits what you chose. The last one that does is number { $last }.
error-no-such-start = { $bank } has no question { $number }. Choose a number from 1 to { $last }.
error-no-such-topic = There's no such topic. Choose one from the list that appears as you type.
error-topic-not-in-bank =
    { banks-have-none } no questions on “{ $topic }”. { $known ->
        [0] There are no topics at all. Leave `topic` out to be asked everything.
       *[other] { $others ->
            [0] Its topics are:
           *[other] Their topics are:
        } { $topics }.
    }
error-bad-question-count = For `questions`, write a number from 1 to { $most }, or `all`.
error-no-such-bank =
    { $suggestions ->
        [none] There's no question bank called “{ $slug }”. Type `/mock` alone to see them all, or `/mock` with words that only one question has.
       *[other] There's no question bank called “{ $slug }”. Did you mean { $suggestions }?
    }
error-form-too-late = I took too long, and Discord no longer lets me open the form. Please press it again.
error-unknown-control = That's from an older version of me and no longer works. Candidates go on with `/status`, coaches with `/queue`.
error-command-changed = This command has changed. Reload Discord (Ctrl+R, or close and open the app) and try again.
error-form-changed = This form has changed. Close it, open it again and try once more.
error-unexpected = Something went wrong on my side. Please try again. If it happens again, tell the bot's operator: reference { $reference }.
error-database-away = I can't store anything just now, so nothing was changed. Please try again in a minute.
error-message-database-away = I can't store anything just now. Your message stays here and I'll read it as soon as I can again: you need not send it twice.
post-broken = I can't show what belongs here: that's my mistake. Everything you wrote is saved. Type `/status` to go on, and tell the bot's operator: reference { $reference }.
error-message-unexpected = Something went wrong on my side. I'll read your message again in a moment; if nothing has come of it after a minute, please send it again. If it happens again, tell the bot's operator: reference { $reference }.

## Commands

command-mock = Start a mock interview in your DMs
command-mock-bank = A bank, several with commas, or words of a question to begin with; leave it out to choose
command-mock-questions = How many questions: a number, or all (5 if you leave it out)
command-mock-order = Question order
command-mock-topic = Limit to one topic
command-mock-difficulty = Limit to one difficulty
command-mock-mode = Practice with help at hand, or live like a real interview
command-mock-start = Start with this question number of the bank
command-mock-follow-ups = Follow-ups after each answer, 0 to 2; if you leave it out, 1 in live and 0 in practice
command-next = Go on to the next question or follow-up
command-skip = Skip this question and go on
command-back = Go back to the previous question
command-follow-up = Get a follow-up to the question you've answered
command-jump = Go to any question of this interview
command-jump-number = The number of the question
command-hint = Get the next hint for this question
command-example = See example answers to this question
command-status = See where you are, go anywhere in the interview, and find what is with coaches
command-end = Finish the interview
suggested-bank-questions =
    { $questions ->
        [one] { $questions } question
       *[other] { $questions } questions
    }
choice-order-unseen = New questions first
choice-order-in-order = In the bank's order
choice-order-shuffled = Shuffled
choice-mode-practice = Practice: hints and examples at any time
choice-mode-live = Live: hints and examples at the end
choice-difficulty-easy = Easy
choice-difficulty-medium = Medium
choice-difficulty-hard = Hard
