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
question-how-to-answer = -# Asked <t:{ $asked }:R>. Answer by writing here: text, files or a voice message.
question-attempt = -# This is your attempt no. { $attempt } at this question.
question-answer-so-far = -# Your answer so far: { answer-words }. Write on to add to it.
question-by = by { $author }
introduction-heading = { $bank }: before you begin
difficulty-easy = easy
difficulty-medium = medium
difficulty-hard = hard

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
panel-size = { answer-characters }, { answer-words }
panel-time = About **{ $spoken } min** aloud.
panel-time-voice = **{ $spoken } min** of voice.
panel-time-both = About **{ $spoken } min** in all, voice and text.
panel-range-one = The example takes { $shortest } min.
panel-range = The examples take { $shortest } to { $longest } min.
panel-too-short = You have room for a detail that only you can tell.
panel-too-long = An interviewer would stop you earlier: what could go?
panel-write-on = -# Write on to add to it. Edit or delete a message and the answer follows.
panel-edit-on = -# Edit or delete a message and the answer follows.
panel-withdrawn-for-good = You have taken your answer back.
panel-withdrawn = You have taken your answer back. Write a new one, or skip the question.

## Hints

hint-why = Why interviewers ask this
hint-how = How to answer
hint-key-points = Key points of a good answer
hint-count = Hint { $number } of { $total }
hint-all-seen = You have seen all hints; here they are once more.

## Examples

examples-heading = Example answer { $number } of { $total }
examples-community = Community answer { $number } of { $total }
examples-own = Your answer
examples-own-part = Your answer, part { $number } of { $total }
examples-none-own = You have not answered this question.
examples-own-files = Your files:
examples-next-asked = What the interviewer asks next
reveal-question =
    You have not answered yet. People who try first remember more.
    Write your answer now, or reveal the examples anyway (`/example` once more does the same); the attempt then counts as assisted.

## Debrief and summary

debrief-heading = Debrief · question { $number } of { $total }
summary-heading = Interview over: { $bank }
summary-answered =
    { $total ->
        [one]
            { $answered ->
                [0] You left the question unanswered.
               *[other] You answered the question.
            }
       *[other]
            { $answered ->
                [0] You answered none of the { $total } questions.
               *[other] You answered { $answered } of { $total } questions.
            }
    }
summary-aloud = Said aloud, your answers take about { $spoken } min.
summary-skipped =
    { $skipped ->
        [one] You skipped one: number { $numbers }.
       *[other] You skipped { $skipped }: numbers { $numbers }.
    }
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
summary-next = Questions you have not answered yet come first next time.

## Status

status-heading = { $bank } · question { $number } of { $total }
status-practice = Practice interview
status-live = Live interview: hints and examples come with the debrief
status-debrief = Debrief: the questions are over
status-counts = { $answered } answered, { $skipped } skipped, { $open } open
status-jump = Jump to a question
status-jump-from = Jump to a question, { $first } to { $last }
status-option-answered = answered
status-option-skipped = skipped
status-option-open = open
status-option-present = you are here · { $state }

## Buttons

button-next = Next question
button-finish = Finish
button-hint = Hint
button-next-hint-how = Next hint: how to answer
button-next-hint-key-points = Next hint: key points
button-examples = Example answers
button-skip = Skip
button-end = End
button-back = Back
button-status = Status
button-resume = Resume
button-show-question = Show the question
button-reveal = Reveal anyway
button-previous-page = ◀ Previous page
button-next-page = Next page ▶
button-replace = Finish it and start { $bank }
button-replace-same = Finish it and start anew
button-try-again = Try again
button-practise-again = Practise more of { $bank }
button-open-dm = Open the conversation
button-debrief-next = Next question

## Starting

mock-started = Your interview is waiting in our conversation.
mock-starting-later = Discord cannot take the first question right now. It is stored and will reach you in our conversation.
mock-closed =
    I could not write to you: Discord says that your direct messages are closed to me. Nothing was started.
    Open them with a right click (or a long press) on this server's name, **Privacy Settings**, **Direct Messages**, then press *Try again*.
mock-refused = Discord refused the first question, so nothing was started. Please tell whoever runs this bot.
mock-running = You are in an interview already: **{ $bank }**, question { $number } of { $total }. Do you want to go on with it?
mock-running-debrief = You are in the debrief of **{ $bank }**, question { $number } of { $total }. Do you want to go on with it?
mock-pick = Which interview would you like to practise?
mock-pick-placeholder = Choose a question bank
mock-pick-more = These are the first { $shown } of { $total }. To find another, type `/mock` and begin to write its name after `bank`.
mock-no-banks = There is no question bank to practise with yet. Please tell whoever runs this bot.
in-conversation = It is in our conversation: { $link }
conversation-closed = It is stored, but Discord says that your direct messages are closed to me. Open them and write to me or press a button here: what is waiting will follow.
later = It is stored. Discord cannot take my message right now; it will reach you in our conversation.
refused = Discord refuses to show this message, so I left it out. Use `/next` to go on; if it happens again, please tell whoever runs this bot.
overtaken = Something else you did came first. Use `/status` to see where you are.

## Hints in the conversation

hint-start-with-mock = There is no interview under way. Type `/mock` to begin one.
hint-nothing-to-store = That holds nothing that I can keep as an answer. Write text, send a file or record a voice message.
hint-edit-shows-nothing = Your message shows nothing now, so I keep what it said before. Edit it once more, or delete it to take it back.
hint-forwarded = A forwarded message is not an answer. Say it in your own words here.

## Refusals

error-no-interview = There is no interview under way. Type `/mock` to begin one.
error-already-in-interview = You are in an interview already: { $bank }. Use `/status` to go on with it or `/end` to finish it.
error-not-open-yet = The first question is still on its way to you. Please try again in a moment.
error-interview-ended = That interview is over. Type `/mock` to begin a new one.
error-other-interview = That button belongs to an interview that is over. Use `/status` to see where you are.
error-in-debrief = The questions are over and this is the debrief. Use `/next` to go through it or `/end` to finish.
error-not-answered-yet = You have not answered this question yet. Write your answer, or use `/skip`.
error-stale-button = That button belongs to question { $belongs_to }; you are at question { $present }. Use `/jump { $belongs_to }` to go there.
error-no-such-question = There is no question { $number } in this interview. Choose a number from 1 to { $last }.
error-at-first-question = This is the first question; there is nothing before it.
error-waits-for-debrief = This is a live interview: hints and examples come with the debrief. Answer as well as you can, or use `/skip`.
error-nothing-fits = { $bank } has no question with that topic and difficulty. Its topics are: { $topics }.
error-no-such-start = { $bank } has no question { $number }. Choose a number from 1 to { $last }.
error-no-such-topic = There is no such topic. Choose one of those that show up while you write after `topic`.
error-bad-question-count = For `questions`, write a number from 1 to { $most }, or `all`.
error-no-such-bank =
    { $suggestions ->
        [none] There is no question bank called “{ $slug }”. Type `/mock` alone to see them all.
       *[other] There is no question bank called “{ $slug }”. Did you mean { $suggestions }?
    }
error-form-too-late = That took me too long: Discord no longer lets me open the form. Please press it once more.
error-unknown-control = That is from an older version of me and does nothing any more. Candidates go on with `/status`, coaches with `/queue`.
error-command-changed = This command has changed. Reload Discord (Ctrl+R, or close and open the app) and try again.
error-form-changed = This form has changed. Close it, open it once more and try again.
error-unexpected = Something went wrong on my side. Please try again. If it happens again, tell whoever runs this bot: reference { $reference }.
post-broken = Something belongs here that I cannot show: that is my mistake. Everything that you wrote is kept. Type `/status` to go on, and tell whoever runs this bot: reference { $reference }.
error-message-unexpected = Something went wrong on my side. I read your message again in a moment; if nothing has come of it after a minute, please send it again. If it happens again, tell whoever runs this bot: reference { $reference }.

## Commands

command-mock = Begin a mock interview in our direct messages
command-mock-bank = What to practise; leave it out to choose from a list
command-mock-questions = How many questions: a number, or all (5 if you leave it out)
command-mock-order = In which order
command-mock-topic = Only questions on this topic
command-mock-difficulty = Only questions of this difficulty
command-mock-mode = Practice with help at hand, or live as in a real interview
command-mock-start = Begin with this question number of the bank
command-next = Go on to the next question
command-skip = Leave this question out and go on
command-back = Go back to the question before
command-jump = Go to a question of this interview
command-jump-number = The number of the question
command-hint = Get the next hint for this question
command-example = See example answers to this question
command-status = See where you are and go anywhere in the interview
command-end = Finish the interview
choice-order-unseen = New questions first
choice-order-in-order = As in the bank
choice-order-shuffled = Shuffled
choice-mode-practice = Practice: hints and examples at any time
choice-mode-live = Live: hints and examples at the end
choice-difficulty-easy = Easy
choice-difficulty-medium = Medium
choice-difficulty-hard = Hard
