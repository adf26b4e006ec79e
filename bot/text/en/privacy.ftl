# What people read of their own data: `/privacy`, and the page that `mock-interviewer privacy` prints. Read it aloud
# before you commit it. Each sentence has to be true of every installation; what differs comes from its configuration.

## Commands

command-privacy = See what I keep of you, who sees it, for how long, and how to delete it

## The first interview

privacy-first = -# `/privacy` says what I keep of you, who sees it and for how long.

## What is kept

privacy-kept-title = What I keep
privacy-kept-answers = **Your answers**: the text that you write and when, the questions, which hints you looked at, and how you found it went.
privacy-kept-files = **Voice messages and files** stay at Discord. I keep their names, sizes and lengths, never what's in them. If you send an answer to a coach, I post its files once more in the coaches' channel.
privacy-kept-reviews = **Reviews**: what you ask a coach, all that you two write, the grade, and the name or alias that you have there.
privacy-kept-plan = **Your plan**, your reminders, your language, and your Discord ID with our channel, so that I can write to you.
privacy-kept-shared = **What you share** with other candidates: each version of it, what coaches decide, and how many found it helpful. Of what others share, I keep whether you found it helpful, and whether you reported it.
privacy-kept-acts = **What is done on a server** by admins, leads and coaches, such as settings, mutes and reports: who did what, and when. What people write is not in that log.
privacy-kept-coach = **If you are a coach**: your profile, your snippets, your notes and your feedback.

## Where it is

privacy-where-title = Where it is
privacy-where-database = In a { $database } database. My operator runs it: the person or team behind this bot.
privacy-where-sealed = What people write is encrypted in it, with Fernet: AES with a key of 128 bits, and a seal that shows whether it was changed. The key is not in the database.
privacy-where-open = Dates, numbers, ratings, plans, aliases and Discord IDs are not encrypted: I search by them.

## Who sees it

privacy-seen-title = Who sees it
privacy-seen-nobody = **No one** reads an answer that you keep to yourself.
privacy-seen-coaches = The coaches and leads of **{ $server }** see what you send to them: that answer, what you ask, and your alias, or your name if you choose to show it. So does every admin of that server. What they write there about you stays among them.
privacy-seen-any-coaches = The coaches and leads of the server to which you send an answer see that answer, what you ask, and your alias, or your name if you choose to show it. So does every admin of that server. What they write there about you stays among them.
privacy-seen-shared = What you share is read by the coaches of that server, under no name, and by its candidates once a coach has approved it. You can withdraw it at any time with `/shared`.
privacy-seen-log = Leads and admins of a server see what was done there and by whom, and whom they've muted, by the alias or name that coaches know.
privacy-seen-apart = I never tell anyone who is behind an alias, and no other server learns what you are called there.
privacy-seen-operator = My operator has the database and its key, and could decrypt what is in it. None of my commands shows it to them.
privacy-seen-discord = Discord has every message, as it has all that's written there.

## For how long

privacy-ages-title = For how long
privacy-ages-answers = **Interviews, answers, plan**: until you haven't used me for { $age }. Anything that you do with me counts. Then all of it goes, also an interview that you left in the middle.
privacy-ages-notice = If your reminders are on, I tell you the date long before it comes.
privacy-ages-practice = What is gone counts as never practised: `/today` and `/progress` go by what is left.
privacy-ages-review = **Reviews in { $server }**: their words and files go { $age } after the last time that anything happened there, from the coaches' channel, too. A review that waits for feedback stays until it's over.
privacy-ages-any-review = **Reviews**: their words and files go once nothing has happened there for as long as the server wants to keep them, { $age } unless its admins choose otherwise. They go from the coaches' channel, too. A review that waits for feedback stays until it's over.
privacy-ages-review-rest = What is left of a review then, times and grades without a word, goes after { $age }.
privacy-ages-files = **Names of files**: { $age }.
privacy-ages-handled = **Which messages I've taken in and sent**, by their IDs: { $age }.
privacy-ages-export = **An export**: deleted as soon as it has arrived. One that I can't deliver: { $age }. I remember for { $remembered } that you had one.
privacy-ages-shared = **What you share, and your votes**: until you withdraw it or your answers go.
privacy-ages-log = **What was done on a server**: { $age }.
privacy-ages-coach = **Profiles, snippets and notes of coaches**: until a coach deletes them. A note about you goes with your answers at the latest.
privacy-ages-own = If you edit or delete one of your messages, I do the same with what I keep of it.
privacy-ages-server = **A server that removes me**: its running reviews end at once, and I tell you. Its settings, log, mutes, aliases, profiles, notes, snippets, banks and shared answers are deleted { $age } later. If it adds me again before that, all of it stays. You keep your answers in any case, and the feedback that you've received as long as reviews are kept. What I had posted in its channel, only its admins can delete.

## What stays

privacy-stays-title = What stays when you delete everything
privacy-stays-feedback = **Feedback that you gave as a coach** stays with the candidates who have it, as by “a former coach”. So does what you did on a server as a coach, lead or admin.
privacy-stays-mutes = **A mute** stays until it ends, without your name: I keep a digest of your ID, made with a secret key. If it didn't stay, anyone who is muted would only have to delete their data.
privacy-stays-list = **That you deleted everything** stays on a list, as another such digest, with the day. If my operator ever restores an older copy of the database, I delete you from it again.
privacy-stays-counts = **Counts** stay that name no one, such as how many answers coaches have reviewed.
privacy-stays-messages = **Your own messages** stay at Discord, in your DMs and in servers: only you can delete them. `/forget-me` deletes mine.

## What never happens

privacy-never-title = What never happens
privacy-never-ai = No AI reads, sorts or grades what you write. Coaches are people.
privacy-never-sold = Nothing is sold, passed on to anyone, or used to train anything.
privacy-never-unasked = I write to you about your interviews and your reviews, and otherwise only if you've switched it on.

## What to do

privacy-yours-title = What you can do
privacy-yours-export = `/export` hands you all that I keep of you.
privacy-yours-delete = `/forget-me` deletes it. Before that it says exactly what will go, and what I can't reach.
privacy-yours-contact = For anything else, ask my operator: { $contact }
privacy-yours-ask = For anything else, ask the admins of the server where you met me: they know who my operator is.

## Around the pages

privacy-page = Page { $number } of { $total }
button-privacy-next = Next: { $title }
button-privacy-back = Back
button-forget = Delete

## Away for long

away-notice = You haven't been here since { $since }. If you stay away, I'll delete your answers on { $until }, with your plan. To keep them, do anything with me before that, such as `/history`. To have a copy, press *Export my data*. I'm telling you because your reminders are on.

## The page that `mock-interviewer privacy` prints

document-title = What this bot keeps of you
document-how = This page is the answer of `mock-interviewer privacy`, with the figures of one installation. Adapt it: add who you are, and what the law where you live asks for.
document-intro = Mock Interviewer is a bot on Discord that asks interview questions. It says all of this itself when you type `/privacy`, in the first person, as here.
document-backups = **Copies of the database** are made and deleted by my operator. What is deleted here is still in older copies until those are deleted, too.
document-no-contact = [write here how people reach you, and set `privacy.contact` in config.yaml]
