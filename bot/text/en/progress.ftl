# What candidates read of how they get on. Read it aloud before you commit it.

command-progress = See what you remember, what is weak and what got better
command-progress-days = True: also say on how many days you have practised

## Words

progress-title = Your progress
progress-too-few =
    { $answers ->
        [0] You haven't answered any question yet, so there is nothing to show. Once you have { $enough } answers, this shows what you remember, what is weak and what got better. To begin, type `/mock`.
        [one] You have one answer so far. A picture of that would only show chance. Once you have { $enough }, this shows what you remember, what is weak and what got better. To go on, type `/mock`.
       *[other] You have { $answers } answers so far. A picture of that would only show chance. Once you have { $enough }, this shows what you remember, what is weak and what got better. To go on, type `/mock`.
    }
progress-answers = You have { $answers } answers. You've practised { $practised } of { $questions } questions.
progress-answers-elsewhere = You have { $answers } answers, all to questions of banks that I don't have any more. What you remember of them, I can't say.
progress-on-date = If you practise nothing more, expect to remember **{ $expected }%** of the questions on { $date }. Today it's **{ $today }%**.
progress-in-a-week = Today, expect to remember **{ $today }%** of the questions. In a week it's **{ $expected }%**, if you practise nothing more. To see the day of your interview instead, set its date with `/plan`.
progress-new-counts = -# A question that you've never practised counts as not remembered.
progress-days =
    { $days ->
        [one] You've practised on one day.
       *[other] You've practised on { $days } days.
    }
progress-topics-on-date = Expected on { $date }, by topic
progress-topics-in-a-week = Expected in a week, by topic
progress-topic = { $number }. { $topic }: **{ $expected }%**, { $practised } of { $questions } practised
progress-topics-more =
    { $topics ->
        [one] One more topic is not listed.
       *[other] { $topics } more topics are not listed.
    }
progress-weak = Weak: practise these first
progress-weak-none = Nothing that you've practised is weak.
progress-question = { $bank } no. { $number }
progress-weak-more =
    { $questions ->
        [one] And one more.
       *[other] And { $questions } more.
    }
progress-weeks = Answers and minutes by week
progress-week =
    { $minutes ->
        [0] { $week }: { progress-week-answers }, less than a minute
        [one] { $week }: { progress-week-answers }, { $minutes } minute
       *[other] { $week }: { progress-week-answers }, { $minutes } minutes
    }
progress-week-answers =
    { $answers ->
        [one] { $answers } answer
       *[other] { $answers } answers
    }
progress-week-this = This week
progress-week-of = Week of { $date }
progress-weeks-none = You've answered nothing in the last { $weeks } weeks.
progress-weeks-how = -# Minutes: your voice messages, and what your texts would take aloud.
progress-lengths = Length against the examples
progress-lengths-counts = Your last { $total } answers: { $shorter } shorter than the examples, { $fitting } as long, { $longer } longer.
progress-grades = Coaches' grades
progress-grade = { $date }: { $grade }
progress-grades-none = No coach has graded an answer yet. To ask for that, press *{ button-flag }* under an answer.
progress-again = Tried again
progress-again-none = You haven't answered any question twice yet.
progress-again-count =
    { $attempts ->
        [one] You've answered a question again once.
       *[other] You've answered questions again { $attempts } times.
    }
progress-again-unknown = To see what that gains, tick your key points beside the examples.
progress-again-points =
    { $questions ->
        [one] In the one question that can be compared, you met { $first } of { $of } key points at first and { $latest } in your latest answer.
       *[other] In the { $questions } questions that can be compared, you met { $first } of { $of } key points at first and { $latest } in your latest answers.
    }
progress-again-gained = gained
progress-again-lost = lost
progress-points-more = and { $points } more

## In the picture

progress-day = { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
progress-picture-on-date = You'd remember { $expected }% on { $date }
progress-picture-in-a-week = You'd remember { $expected }% in a week
progress-picture-topics = By topic
progress-picture-key = Full: remembered. Striped: practised, but fading.
progress-picture-weeks = Minutes a week
progress-picture-this-week = this week
progress-picture-grades = Coaches' grades
progress-picture-lengths = Length against the examples
progress-picture-shorter = { $count } shorter
progress-picture-fitting = { $count } as long
progress-picture-longer = { $count } longer
progress-picture-again = Key points when you tried again
progress-picture-kept = { $count } both times
progress-picture-gained = { $count } gained
progress-picture-missing = { $count } missing

## For those who don't see the picture

progress-described-on-date = Progress: { $today }% of { $questions } questions remembered today, { $expected }% expected on { $date }.
progress-described-in-a-week = Progress: { $today }% of { $questions } questions remembered today, { $expected }% expected in a week.
progress-described-topics = By topic: { $topics }.
progress-described-topic = { $topic } { $expected }%
progress-described-week = This week: { progress-week-answers }.
progress-described-grade = Latest grade from a coach: { $grade }.
