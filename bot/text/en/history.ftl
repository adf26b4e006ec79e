# What a candidate reads of what they have answered: `/history`, one answer, `/attempts`.

## The list

history-title = Your answers
history-open = Open an answer
history-date = <t:{ $at }:d>
history-where = { $bank } no. { $number }
history-attempt = attempt { $attempt }
history-graded = coach: { $grade }
history-feedback = ✉ feedback
history-limits = Only { $limits }
history-of-bank = { $bank }
history-of-question = answers to { $where }
history-of-grade = graded { $grade } by a coach
history-of-feedback = with feedback
history-none = You haven't answered anything yet. Start with `/mock`; your answers are kept here.
history-none-like-that = You have no answers like that. Look at all of them, or choose something else with `/history`.
button-newer = ◀ Newer
button-older = Older ▶
button-history-all = All my answers

## One answer

history-answered = Answered <t:{ $at }:f>
history-began = begun after { $time } min
history-began-of = You began to answer after { $time } min.
history-suggested =
    { $minutes ->
        [one] One minute is suggested for the answer.
       *[other] { $minutes } minutes are suggested for the answer.
    }
history-aloud = about { $time } min aloud
history-hints =
    { $hints ->
        [0] no hints
        [one] one hint
       *[other] { $hints } hints
    }
history-assisted = examples seen first
history-examples-before = you saw the examples before you answered
history-examples-after = you saw the examples after you answered
history-ticked = { $ticked } of { $total } key points
history-only-files = There's no text in it, only files.
history-coach = a coach
history-feedback-by = Feedback by { $coach }
history-feedback-at = Written <t:{ $at }:f>
history-feedback-gone = The text is no longer kept here. It stays in your DMs.
button-practise-question = Practise again
button-attempts = Compare attempts
button-history-back = Back to the list
link-question = Go to the question
link-answer = Go to my answer
link-feedback = Go to the feedback

## Attempts side by side

attempts-heading =
    { $where } · { $attempts ->
        [one] one attempt
       *[other] { $attempts } attempts
    }
attempts-field = Attempt { $number }
attempts-open = Open an attempt
attempts-changed = What changed
attempts-step = From attempt { $before } to { $after }
attempts-longer = { $time } min longer
attempts-shorter = { $time } min shorter
attempts-slower = begun { $time } min later
attempts-faster = begun { $time } min sooner
attempts-help = { $before } before, { $after } now
attempts-gained = gained: { $point }
attempts-lost = lost: { $point }
attempts-rating = your rating: { $before }, now { $after }
attempts-grade = your coach's grade: { $before }, now { $after }
attempts-same = Nothing that I can measure.
attempts-only-one = This is your only attempt so far. Open it and press *Practise again* for another one.
button-earlier-attempts = ◀ Earlier
button-later-attempts = Later ▶

## Refusals

error-no-such-answer = That answer isn't there any more. `/history` shows all that you have.
error-nothing-answered = You haven't answered anything yet. Start with `/mock`.
error-not-among-answered = I can't tell which of your questions or banks you mean. Choose from the list that appears as you type.

## Commands

command-history = Find your answers, with feedback and attempts
command-history-bank = Only answers from this bank
command-history-question = Only answers to this question
command-history-grade = Only answers that a coach graded like this
command-history-feedback = Only answers with a coach's feedback
command-attempts = Compare your attempts at a question
command-attempts-question = The question: choose it from the list, or type some of its words
suggested-question = { $where }: { $question }
