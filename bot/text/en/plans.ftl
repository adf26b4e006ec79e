# Plans, what is due today, and reminders. Read each sentence aloud before you commit it.

## Days and hours

weekday-name =
    { $weekday ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
month-name =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
date-long = { weekday-name }, { $day } { month-name } { $year }
date-away =
    { $days ->
        [0] { date-long }, which is today
        [1] { date-long }, which is tomorrow
       *[other] { date-long }, in { $days } days
    }
days-every = every day
days-working = Monday to Friday
days-weekend = Saturday and Sunday
days-two = { $first } and { $last }
clock-hour = { $hour }:00

## The plan

plan-title = Your plan
plan-line-date = **Interview:** { $date }
plan-line-no-date = **Interview:** no date. Each question comes back shortly before you would forget it.
plan-line-practice = **Practice:** { $minutes } minutes a day, { $days }
plan-line-banks = **Banks:** { $banks }
plan-line-banks-practised = **Banks:** those you practised last: { $banks }
plan-line-no-banks = **Banks:** none yet
plan-line-zone = **Time zone:** { $zone }, where it's { $time } now
plan-line-no-zone = **Time zone:** not known
plan-line-reminder = **Reminder:** at { $hour } on days when something is due
plan-line-no-reminder = **Reminder:** none
plan-budget =
    { $questions ->
        [one] 1 question
       *[other] { $questions } questions
    } in { $days ->
        [one] 1 day
       *[other] { $days } days
    } at { $minutes } minutes
plan-fits =
    { plan-budget }: { $well ->
        [0] none is likely to be fresh on the day.
       *[other] { $well ->
            [one] 1 fits well.
           *[other] { $well } fit well.
        }
    }
plan-fits-all = { plan-budget }: that fits well.
plan-reached =
    { $reached ->
        [one] I can ask 1 of them before then.
       *[other] I can ask { $reached } of them before then.
    }
plan-first = These first:
plan-question = { $number }. { $question } ({ $bank })
plan-on-the-day = It's today! `/today` has a few questions to warm up with. Good luck.
plan-over = That day is over. Choose another one with `/plan date`, or write `none` there and practise without a date.
plan-due =
    { $questions ->
        [one] One question is due today, about { $minutes } minutes.
       *[other] { $questions } questions are due today, about { $minutes } minutes.
    }
plan-next = Nothing more is due today. The next questions come on { $date }.
plan-ask-zone = Where are you? Until you say, my days begin at midnight UTC, and I can't remind you. Press *Change*, or use `/plan zone`.
plan-ask-banks = Which banks do you want to practise? Press *Choose banks*, or use `/plan banks`.
plan-missing-banks = No longer offered to you here: { $banks }. Choose others with `/plan banks`.
plan-none = You have no plan yet. Tell me the date of your interview and the minutes you have each day. I'll spread the questions so that you remember as many as possible on that day.
plan-delete-question = Do you want to delete your plan? What you've practised stays, and reminders end.
plan-deleted = Your plan is deleted. `/plan` makes a new one.
plan-kept = Your plan stays as it is.
button-practise-now = Practise now
button-change-plan = Change
button-make-plan = Make a plan
button-choose-banks = Choose banks
button-delete-plan = Delete plan
button-keep-plan = Keep it

## The forms

form-plan-title = Your plan
form-plan-date = Date of the interview
form-plan-date-more = Such as 24 December or 2026-12-24; leave it empty if you have none
form-plan-minutes = Minutes a day
form-plan-days = Days
form-plan-zone = Where are you?
form-plan-zone-more = A city or a time zone, such as Berlin or New York
form-plan-hour = Reminder
form-plan-hour-more = I write to you only on days when something is due
form-plan-hour-none = No reminder
form-banks-title = Your banks
form-banks = What do you want to practise?
form-banks-more = Leave it empty for the banks that you practised last

## Today

today-title = Today
today-due =
    { $questions ->
        [one] One question is due, about { $minutes } minutes.
       *[other] { $questions } questions are due, about { $minutes } minutes.
    }
today-nothing = Nothing is due today.
today-done = You've done all that was due today.
today-next = The next questions come on { $date }.
today-new =
    { $new ->
        [one] There's one question that you haven't practised yet.
       *[other] There are { $new } questions that you haven't practised yet.
    }
today-no-plan = -# You have no plan: I go by the banks that you've practised, 20 minutes a day. `/plan` fits your practice to the date of your interview.
button-start-due = Start
button-start-short = 5 minutes only
button-start-new = New questions

## Reminders

reminder-due =
    { $questions ->
        [one] One question is due today. It takes about { $minutes } minutes.
       *[other] { $questions } questions are due today. They take about { $minutes } minutes.
    }
reminder-ended = I've reminded you three times and you had other things to do, so I'll stop here. Your plan is still there: `/today` has what is due, and `/plan reminder` switches reminders on again.
reminder-later = Not today, then. I'll remind you again on { $date } at { $hour }, if something is due.
reminder-later-off = Not today, then. You'll get no more reminders.
reminder-off = You'll get no more reminders. `/plan reminder` switches them on again.
button-reminder-start = Start
button-reminder-later = Not today
button-reminder-off = Switch off

## Refusals

error-date-unclear = I don't know which day that is. Write it like `24 December` or `2026-12-24`, or `none` if there's no date.
error-date-ambiguous = That can be two different days. Write the month as a word, such as `4 May`.
error-date-over = { date-long } is over. Choose today or a later day.
error-date-too-far = That day is more than { $most } days away. Choose an earlier one, or write `none` to practise without a date.
error-days-unclear = I don't know which days those are. Write something like `weekdays`, `every day` or `Mon, Wed, Sat`.
error-hour-unclear = I can remind you at any full hour. Write it like `9:00` or `6 pm`, or `none` for no reminder.
error-minutes-unclear = For the minutes a day, write a number from { $least } to { $most }.
error-zone-unclear =
    { $suggestions ->
        [none] I know no such place. Choose your time zone from the list that appears as you type after `/plan zone`, such as Europe/Berlin.
       *[other] I'm not sure which time zone that is. Choose one from the list that appears as you type after `/plan zone`, such as { $suggestions }.
    }
error-no-plan = You have no plan. Make one with `/plan`.
error-nothing-to-practise = You haven't practised anything yet, so nothing can be due. Start with `/mock`, or make a plan with `/plan`.
error-practised-banks-gone = None of the banks that you practise is offered to you here any more. Choose others with `/plan banks`.
error-no-such-reminder = That reminder isn't yours, or its plan is deleted. `/today` shows what is due.

## Commands

command-plan = Plan your practice up to your interview, or see your plan
command-plan-date = When the interview is, such as 24 December; none: no date
command-plan-minutes = Minutes a day
command-plan-days = On which days, such as weekdays or Mon, Wed, Sat
command-plan-banks = What to practise; several with commas between them
command-plan-zone = Where you are: a city or a time zone
command-plan-reminder = At which hour I remind you when something is due; none: never
command-today = Practise what is due today
suggested-date = { date-away }
suggested-no-date = No date
suggested-no-reminder = No reminder
suggested-zone = { $zone } (now { $time })
