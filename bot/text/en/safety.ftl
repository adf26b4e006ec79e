# What is read about safety on a server: by admins, leads, coaches, and candidates who are muted or have to wait.
# Read it aloud before you commit it.

## Commands

command-setup-safety = Choose what candidates need before they can send answers to your coaches
command-setup-account-age = Days that a candidate's Discord account must have existed; 0 for any account
command-setup-membership-age = Days that a candidate must have been a member of this server; 0 for any time
command-setup-reviews-per-day = Answers that one person can send in 24 hours; 0 for no limit
command-setup-how-to-ask = How someone who is muted can ask you about it: a channel, a person, an address
command-setup-no-how-to-ask = True: remove that text, and I'll say to write to whoever manages the server
command-setup-log = See who changed, reported, muted or moved what, and when
command-mute = Stop someone from sending answers to this server's coaches, without learning who it is
command-mute-alias = The alias or name that you read on a card
command-mute-for = For how long
mute-choice-by-name = { $name } (their name, not an alias)
command-unmute = Let someone who is muted send answers again
command-unmute-alias = The alias or name that is muted
command-muted = See who is muted in this server
choice-mute-day = a day
choice-mute-week = a week
choice-mute-month = 30 days
choice-mute-for-ever = for good
menu-report = Report to the leads

## Help

help-coach = **You're a coach here.** `/queue` lists which answers are waiting. A reply to a card, or its *Answer* button, sends feedback.
    If an answer isn't one but an insult or an advert, report it to the leads: press *{ button-about-question }* on its card, then *{ button-report-review }*, or use the card's menu: **Apps**, *{ menu-report }*.
help-lead = **You lead here.** `/mute` stops someone from sending answers to the coaches, without telling you who it is, `/unmute` ends that. `/muted` lists them and leads to the audit log.

## What a server asks of candidates

safety-title = Safety
safety-account-age =
    { $days ->
        [0] Any Discord account can send answers, however new it is.
        [one] A Discord account must be at least one day old to send answers.
       *[other] A Discord account must be at least { $days } days old to send answers.
    }
safety-membership-age =
    { $days ->
        [0] No one has to have been a member for a certain time.
        [one] Whoever sends answers must have been a member for at least one day.
       *[other] Whoever sends answers must have been a member for at least { $days } days.
    }
safety-reviews-per-day =
    { $most ->
        [0] There is no limit to how many answers one person sends in a day.
        [one] One person can send one answer in 24 hours.
       *[other] One person can send { $most } answers in 24 hours.
    }
safety-how-to-ask = Someone who is muted reads how to ask about it: { $text }
safety-no-how-to-ask = Someone who is muted reads that they can write to whoever manages this server.
safety-change = -# Change any of this with `/setup safety`. `/mute` and `/muted` are for leads and admins, `/setup log` shows what was done.

## Reports

button-report-review = Report
form-report-title = Report this review
form-report-text = What is wrong with it?
form-report-text-more = Only leads and admins read it. The candidate isn't told.
report-sent = Thank you. The leads have been told, and only they read what you wrote. The review stays in the queue until a lead closes it.
report-told = { $whom } A coach has reported this review. Please read the report and decide. Until then the review stays in the queue, and only a lead or an admin can close it.
report-told-admins = A coach has reported this review. There is no lead role, so someone who can manage this server has to read the report and decide. Until then the review stays in the queue.
report-heading = { $coach } reported the review of [**{ $name }**]({ $link }) <t:{ $at }:R>:
report-decide-above = Only you see this. To decide, press a button under the message about the report: all coaches see there what was decided, not why.
button-read-report = Read the report
button-mute-day = Mute for a day
button-mute-week = Mute for a week
button-mute-month = Mute for 30 days
button-mute-for-ever = Mute for good
button-nothing-to-do = Nothing to do
report-decided-week = { $lead } has decided about this report: whoever sent the answer is muted here for a week. The review stays until it's answered, or a lead closes it.
report-decided-month = { $lead } has decided about this report: whoever sent the answer is muted here for 30 days. The review stays until it's answered, or a lead closes it.
report-decided-for-ever = { $lead } has decided about this report: whoever sent the answer is muted here for good. The review stays until it's answered, or a lead closes it.
report-dismissed = { $lead } has looked at this report: there is nothing to do. The review stays in the queue like any other.
report-decided-before = { $lead } has already decided about this report. Change it with `/mute` or `/unmute`.

## Mutes

button-mute = Mute
mute-question = For how long do you want to mute **{ $name }**? They won't be told until they try to send something, and you won't learn who they are. Their open reviews stay.
mute-done =
    { $ends ->
        [0] **{ $name }** is muted in this server for good. They read that when they next try to send something here.
       *[other] **{ $name }** is muted in this server until <t:{ $until }:f>. They read that when they next try to send something here.
    } Their open reviews stay until someone closes them. `/unmute` ends it.
unmute-done = **{ $name }** is no longer muted. No one is told.
muted-title = Muted in this server
muted-line =
    { $ends ->
        [0] **{ $name }** for good, by { $lead } <t:{ $since }:R>
       *[other] **{ $name }** until <t:{ $until }:f>, by { $lead } <t:{ $since }:R>
    }
muted-more =
    { $more ->
        [one] And one more: start typing after `/unmute` to find it.
       *[other] And { $more } more: start typing after `/unmute` to find them.
    }
muted-end = -# To end a mute, use `/unmute`.
muted-none = No one is muted. `/mute` stops someone from sending answers to your coaches.
muted-forgotten = Someone whose data is deleted (no. { $number })

## Audit log

button-log = Audit log
log-title = Audit log
log-empty = Nothing has been noted yet. Settings, reports, mutes, banks and what leads do to reviews will be listed here for a year.
log-page = Page { $page } of { $pages }, { $total } in all, newest first. Kept for a year.
log-line = { $at } { $who } { $what }
log-none = none
log-set = set { $setting } from { $before } to { $after }
log-set-text = changed { $setting }
log-setting-review-channel = the review channel
log-setting-coach-role = the coach role
log-setting-lead-role = the lead role
log-setting-goal = the goal in hours
log-setting-open-per-candidate = the answers that a candidate can have waiting
log-setting-claims-per-coach = the reviews that a coach can claim
log-setting-retention = the days that reviews are kept
log-setting-sharing = the sharing of answers
log-setting-bulletin-hour = the hour of the daily post
log-setting-account-age = the least age of accounts in days
log-setting-membership-age = the least membership in days
log-setting-reviews-per-day = the answers a person can send in a day
log-setting-how-to-ask = the text on how to ask about a mute
log-reviews-moved =
    { $moving ->
        [one] moved one open review from { $before } to { $after }
       *[other] moved { $moving } open reviews from { $before } to { $after }
    }
log-reported = reported review { $review }
log-dismissed = found nothing to do about the report of review { $review }
log-muted =
    { $ends ->
        [0] muted { $whom } for good
       *[other] muted { $whom } until <t:{ $until }:f>
    }
log-unmuted = unmuted { $whom }
log-by-name = whoever sent review { $review }
log-forgotten = someone whose data is deleted
log-closed = closed review { $review }, which was not theirs
log-taken-over = took over review { $review }
log-bank-uploaded = uploaded version { $after } of the bank **{ $bank }**, in place of version { $before }
log-bank-enabled = switched the bank **{ $bank }** on
log-bank-disabled = switched the bank **{ $bank }** off
log-bank-rolled-back = rolled the bank **{ $bank }** back from version { $before } to version { $after }
log-bank-deleted = deleted the bank **{ $bank }**

## Refusals

error-not-lead = Only leads and people who can manage this server can do that. Please ask one of them.
error-already-reported = This review has already been reported. The leads decide about it; if you have more to say, tell one of them.
error-nothing-to-report = This review is over, so there's nothing to decide about it any more. If its candidate should be muted, tell a lead, who can do so with `/mute`.
error-no-such-report = I can't find that report: it may have gone with its review. To mute someone, type `/mute`.
error-report-undecided = This review has been reported, so only a lead or an admin can close it. You can still answer it.
error-no-such-candidate = Your coaches know no one by that name. Choose one from the list that appears as you type.
error-names-alike = Several people go by that name here. Choose one from the list that appears as you type, or press *{ button-about-question }* on the card, then *{ button-mute }*.
error-no-such-mute = No one is muted under that name. `/muted` lists who is.
error-own-mute = That one is about you, so please leave it to another lead or an admin.
error-how-to-ask-unclear = You wrote a text and chose *no_how_to_ask* at the same time. Type `/setup safety` again with one of them.
error-how-to-ask-invisible = There's nothing to read in that text. Write how people can ask you, then type the command again.
error-muted =
    { $ends ->
        [0] The leads of **{ $server }** have muted you there, with no end set, so its coaches get nothing from you.
       *[other] The leads of **{ $server }** have muted you there until <t:{ $at }:f>, so its coaches get nothing from you until then.
    } You can practise as always, and other servers know nothing of it. { $asks ->
        [0] To ask about it, write to someone who manages that server.
       *[other] To ask about it: { $ask }
    }
error-reply-muted =
    { $ends ->
        [0] I haven't sent this to your coach, because the leads of **{ $server }** have muted you there, with no end set.
       *[other] I haven't sent this to your coach, because the leads of **{ $server }** have muted you there until <t:{ $at }:f>.
    } Your words are still here, in your message. { $asks ->
        [0] To ask about it, write to someone who manages that server.
       *[other] To ask about it: { $ask }
    }
error-account-too-new =
    { $days ->
        [one] **{ $server }** takes answers only from Discord accounts that are at least one day old.
       *[other] **{ $server }** takes answers only from Discord accounts that are at least { $days } days old.
    } You can send yours from <t:{ $at }:f> (<t:{ $at }:R>) on. You can practise as always until then.
error-member-too-shortly =
    { $days ->
        [one] **{ $server }** takes answers only from people who have been members there for at least one day.
       *[other] **{ $server }** takes answers only from people who have been members there for at least { $days } days.
    } { $ends ->
        [0] You aren't a member there now: join it first. You can practise as always.
       *[other] You can send yours from <t:{ $at }:f> (<t:{ $at }:R>) on. You can practise as always until then.
    }
error-membership-unknown = Discord didn't tell me since when you've been a member of **{ $server }**, which its coaches ask for. Please try again in a minute.
error-too-many-in-a-day =
    { $most ->
        [one] **{ $server }** takes one answer in 24 hours from each person, and you've sent it.
       *[other] **{ $server }** takes { $most } answers in 24 hours from each person, and you've sent them.
    } You can send the next one from <t:{ $at }:f> (<t:{ $at }:R>) on.
