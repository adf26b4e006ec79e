# `/export`: what people read about an export in Discord, and what its files say. Read each sentence aloud before you commit it.

## Asking for it

command-export = Get a copy of everything that I keep about you
button-export = Export my data
export-asked =
    I'm putting together everything that I keep about you: interviews, answers, files, voice messages, feedback, plan and settings. It comes to your DMs as a ZIP file, or as several if it is large. You can close Discord meanwhile, but keep your DMs open.
error-export-under-way =
    { $phase ->
        [sending] Your export is ready, and { $sent } of { $parts } ZIP files have been sent to your DMs.
       *[other] { $files ->
            [0] Your export is being made already.
           *[other] Your export is being made already; { $fetched } of { $files } files have been fetched.
        }
    } You can ask for another one as soon as this one has arrived, or { $until } if it doesn't arrive.
error-too-many-exports = You've had { $most } exports within 24 hours. You can ask for the next one { $away }, on { $time }.

## How far it is

export-collecting =
    { $files ->
        [0] I'm collecting everything that I keep about you. Your export comes here as a ZIP file.
       *[other] I'm collecting everything that I keep about you: { $fetched } of { $files } files are fetched. Your export comes here.
    }
export-sending =
    { $parts ->
        [one] Your export is ready. I'm sending it now.
       *[other] Your export is ready. I'm sending it now, in { $parts } ZIP files.
    }
export-sent =
    { $parts ->
        [one] Your export is complete: it is the ZIP file below.
       *[other] Your export is complete: { $parts } ZIP files below. Each of them opens by itself.
    }
export-failed =
    { $why ->
        [unreachable] Your export failed, because I couldn't write to you for { $time }. It doesn't count.
        [discord] Your export failed, because Discord didn't let me fetch or send the files for { $time }. It doesn't count.
       *[fault] Your export failed because of an error in the bot. It doesn't count. If the next one fails too, tell the bot's operator.
    } Ask for another one with `/export`.
export-part-only = Everything that I keep about you, as of <t:{ $at }:f>. Begin with `README.md`.
export-part-first = Part 1 of { $parts } of your export of <t:{ $at }:f>. Begin with `README.md` in this one.
export-part = Part { $number } of { $parts } of your export of <t:{ $at }:f>.
export-part-missing = Discord doesn't take the file { $name } from me. Ask for another export with `/export`.

## README.md

export-readme-title = Your export from Mock Interviewer
export-readme-made = Made on { $at }. Everything that the bot keeps about you is in here; all times are in UTC.
export-readme-interviews =
    `interviews` has { $count ->
        [0] nothing, because you haven't begun an interview
        [one] your interview
       *[other] your { $count } interviews
    }: each question with your answer as it was after your last edit, hints, key points, your rating and follow-ups.
export-readme-reviews =
    `reviews` has { $count ->
        [0] nothing, because you haven't sent an answer to a coach
        [one] the answer that you sent to a coach
       *[other] the { $count } answers that you sent to coaches
    }, with everything that both sides wrote. A coach's text that was never sent to you is not shown.
export-readme-about = `plan-and-settings.md` has your plan, your reminders, your aliases, where you are muted and what I need to reach you.
export-readme-community = `community-answers.md` has the answers that you share, with each version and how often they helped, and what you said of those of others.
export-readme-coaching = `coaching` and `coaching.md` have what you wrote, set and did as a coach, lead or admin. Of candidates they show aliases only, and not even those where you knew a candidate by name.
export-readme-files =
    { $count ->
        [0] There are no files: none were sent, or none could be fetched.
        [one] `files` has the one file that you sent, fetched from Discord for this export.
       *[other] `files` has the { $count } files and voice messages that you sent or received, fetched from Discord for this export.
    }
export-readme-missing =
    { $count ->
        [one] One file is missing; `missing-files.md` says which one and why.
       *[other] { $count } files are missing; `missing-files.md` says which ones and why.
    }
export-readme-data = `data.json` has all of this for programs; `data.schema.json` describes it. A large export has `data-2.json` and more, in the same form.
export-readme-parts = If the export came as several ZIP files, unpack them into one folder: no two have a file of the same name.
export-readme-notes = Coaches can write notes about you, for the coaches of their server only. `plan-and-settings.md` says how many there are and where. Their words are not in here, because they are the coaches' own; ask a lead of that server about them. `/forget-me` deletes them with everything else.
export-readme-not-stored = Questions come from the question banks. Your messages and files are at Discord; I keep the text and the names, not the files.
export-readme-elsewhere = Discord itself keeps more about you; ask for it in Discord's settings, under Data & Privacy.

## Interviews

export-interview-title = Interview { $id }: { $banks }
export-line-server = Server: { $name }
export-server-unknown = a server where I no longer am ({ $id })
export-line-no-server = Server: none, it began in your DMs
export-line-language = Language: { $language }
export-line-mode =
    { $mode ->
        [live] Mode: live
       *[other] Mode: practice
    }
export-line-began = Began: { $at }
export-line-ended = Ended: { $at }
export-line-running =
    { $parked ->
        [yes] It is not over: it waits until another one is done. Present question: { $position } of { $questions }
       *[other] It is not over. Present question: { $position } of { $questions }
    }
export-line-follow-ups-wanted = Follow-ups asked for: { $count }
export-line-again = A second try for review { $review }
export-introduction = Introduction
export-question-title = Question { $number }: { $bank } no. { $bank_number } of { $size } ({ $id })
export-line-attempt = Attempt: { $attempt }
export-line-asked = Asked: { $at }
export-line-not-asked = Not asked yet
export-line-skipped = Skipped
export-line-hints = Hints shown: { $hints }
export-line-examples = Examples were shown
export-line-assisted = Examples were shown before the answer was written
export-line-rating = Your rating: { $rating }
export-line-ticks = Key points that you found in your answer:
export-line-no-ticks = Key points that you found in your answer: none
export-answer-title = Your answer
export-no-answer = You have written no answer.
export-message-line = { $at }, about { $seconds } s aloud
export-follow-up-title = Follow-up: { $question }
export-file-there = File: { $name }
export-file-voice = Voice message, { $seconds } s: { $name }
export-file-gone = File that Discord no longer has: { $name }
export-file-too-large = File that is too large to be sent: { $name }
export-file-description = What it shows: { $description }

## Reviews

export-review-title = Review { $id }
export-line-named = Coaches saw your name: { $name }
export-line-anonymous = Coaches saw an alias: { $name }
export-line-erased = Its texts were deleted when the time to keep them was over
export-line-sent = Sent: { $at }
export-line-goal = The server wanted to answer within { $hours } hours
export-line-stage =
    { $stage ->
        [waiting] It waits for feedback
        [answered] It has feedback
        [closed] It was closed: { $at }
       *[withdrawn] It was withdrawn: { $at }
    }
export-line-reason = The reason:
export-line-answered = First feedback: { $at }
export-line-handed-back = The coach who gave it is no longer a coach there
export-line-waits-since = You have been waiting for a coach since { $at }
export-line-claimed = A coach is looking at it, since { $since } and until { $until }
export-line-late = You were told that it takes longer
export-line-active = Last change: { $at }
export-line-helpfulness =
    { $helpfulness ->
        [helped] You said that the feedback helped
        [partly] You said that the feedback helped in part
       *[no] You said that the feedback didn't help
    }
export-line-opinion = A second opinion on the answer of review { $review }
export-focus-title = What you asked the coach to look at
export-attempt-title = Answer { $number }: interview { $interview }, question { $question }, sent { $at }
export-as-sent = As coaches saw it, before you changed it:
export-comments-title = What was written
export-no-comments = Nothing has been written yet.
export-by-you = You, as { $name }, { $at }
export-by-coach = { $name }, coach, { $at }
export-by-coach-unsent = A coach, { $at }: not sent to you
export-comment-edited = Edited
export-comment-state =
    { $state ->
        [waiting] Not delivered yet
        [held] Kept back, not sent
        [failed] Discord did not take it
        [withdrawn] Withdrawn
       *[delivered] Delivered
    }
export-comment-grade = Grade: { $grade }
export-comment-covered = Key points that the answer met: { $points }
export-comment-next = Next step:

## Plan and settings

export-about-title = Your plan and settings
export-plan-title = Your plan
export-no-plan = You have no plan.
export-plan-date = Interview on { $date }
export-plan-minutes = Minutes a day: { $minutes }
export-plan-days = Days: { $days }
export-plan-banks = Banks: { $banks }
export-plan-zone = Time zone: { $zone }
export-plan-reminder = Reminder: at { $hour }:00
export-plan-next = Next reminder: { $at }
export-reminders-title = Your reminders
export-reminder-line =
    { $day }, valid until { $until }: { $sent ->
        [yes] sent
       *[no] not sent
    }, { $heeded ->
        [yes] followed
       *[no] not followed
    }
export-aliases-title = Your aliases
export-alias-line = { $server }: { $alias }
export-notes-about-title = Notes about you
export-notes-about-line = { $server }: { $notes }
export-mutes-title = Where you are muted
export-mute-line =
    { $ends ->
        [0] { $server }: for good
       *[other] { $server }: until { $until }
    }
export-account-title = What I need to reach you
export-account-id = Your id at Discord: { $id }
export-account-channel = Our DM channel: { $id }
export-account-newest = The newest message there that I know: { $id }
export-account-feedback = The newest message there with feedback: { $id }
export-account-unreachable =
    { $barrier ->
        [apart] I haven't been able to write to you since { $at }: we share no server
       *[other] I haven't been able to write to you since { $at }: your DMs were closed
    }
export-account-active = The last day on which you used me: { $day }
export-account-told = I last told you on { $day } that your answers will be deleted
export-exports-title = Your exports
export-export-line =
    { $at }: { $phase ->
        [sent] sent
        [failed] failed
       *[other] being made
    }

## Community answers

export-community-title = Community answers
export-shared-title = You share: { $question }
export-shared-bank = Question: { $bank } ({ $id })
export-shared-votes = It helped { $helpful } of { $votes } who voted
export-shared-hidden = Hidden since { $at }, until a coach has looked, because candidates reported it
export-shared-taken-back =
    { $count ->
        [one] You have withdrawn it, and its text is deleted
       *[other] You have withdrawn it, and its { $count } versions are deleted
    }
export-shared-version = Version { $number }, { $at }
export-shared-state =
    { $state ->
        [waiting] It waits for a coach
        [approved] Approved: { $at }
        [change-asked] A coach asked for a change: { $at }
        [declined] Declined: { $at }
       *[replaced] A later version took its place, and its text is deleted
    }
export-shared-reason = The coach's reason:
export-votes-title = What you said of others' answers
export-vote-line =
    { $server }, { $bank }, “{ $question }”: { $helpful ->
        [yes] helpful
       *[no] not helpful
    }
export-share-reports-title = Answers that you reported
export-share-report-line =
    { $server }, { $bank }, “{ $question }”, version { $version }: { $settled ->
        [yes] a coach has looked and shown it again
       *[no] no coach has shown it again
    }

## Coaching

export-coaching-title = You as a coach
export-profile-title = Your profile in { $server }: { $name }
export-snippet-title = Snippet in { $server }: { $name }
export-note-title = Note in { $server } about { $about }, { $at }
export-some-candidate = a candidate
export-report-title = Report in { $server } about review { $review }, { $at }
export-report-decision =
    { $decision ->
        [week] A lead muted whoever sent it for a week: { $at }
        [month] A lead muted whoever sent it for 30 days: { $at }
        [for-ever] A lead muted whoever sent it for good: { $at }
        [nothing] A lead found nothing to do: { $at }
       *[none] No lead has decided yet
    }
export-acts-title = What audit logs say of you
export-act-line = { $at }, { $server }: { $what }
export-act =
    { $act ->
        [set] changed a setting
        [reviews-moved] moved open reviews to another channel
        [reported] reported a review
        [dismissed] found nothing to do about a report
        [muted] muted someone
        [unmuted] unmuted someone
        [closed] closed a review that was not yours
        [taken-over] took a review over
        [bank-uploaded] uploaded a bank
        [bank-enabled] switched a bank on
        [bank-disabled] switched a bank off
        [bank-rolled-back] rolled a bank back
        [bank-deleted] deleted a bank
       *[other] { $act }
    }
export-act-review = review { $review }
export-act-change = from { $before } to { $after }
export-act-until = until { $at }
export-interests-title = What you are pinged about
export-interest-line =
    { $server }: { $kind ->
        [bank] bank { $value }
        [topic] topic { $value }
       *[everything] every answer
    }
export-claims-title = Reviews that you have claimed
export-claim-line = Review { $review }, since { $since } and until { $until }
export-coached-title = Review { $review } for { $candidate }
export-coached-latest = Yours is the latest feedback
export-coached-helpfulness =
    { $helpfulness ->
        [helped] The candidate said that it helped
        [partly] The candidate said that it helped in part
       *[no] The candidate said that it didn't help
    }

## Files that are missing

export-missing-title = Files that are missing
export-missing-line =
    { $name }, sent { $at }: { $why ->
        [too_large] larger than Discord lets me send; you find it in Discord, where you sent it
       *[gone] Discord no longer has it, because the message or the file was deleted
    }
