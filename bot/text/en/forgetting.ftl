# Being forgotten: what goes, what stays, how far it is. Read each sentence aloud before you commit it.

command-forget-me = Delete everything that is stored about you

## The page

forget-title = Delete everything about you
forget-goes = **This will be deleted for good:**
forget-interviews =
    { $count ->
        [one] one interview
       *[other] { $count } interviews
    }
forget-answers =
    { $count ->
        [one] one message with an answer
       *[other] { $count } messages with answers
    }
forget-reviews =
    { $count ->
        [one] one review by coaches
       *[other] { $count } reviews by coaches
    }
forget-comments-written =
    { $count ->
        [one] one message that you wrote to coaches
       *[other] { $count } messages that you wrote to coaches
    }
forget-feedback-received =
    { $count ->
        [one] one piece of feedback that you received
       *[other] { $count } pieces of feedback that you received
    }
forget-plans = your plan
forget-reminders =
    { $count ->
        [one] the note that you were reminded on one day
       *[other] the notes that you were reminded on { $count } days
    }
forget-aliases =
    { $count ->
        [one] your alias on one server
       *[other] your aliases on { $count } servers
    }
forget-notes-about =
    { $count ->
        [one] one note that coaches wrote about you
       *[other] { $count } notes that coaches wrote about you
    }
forget-shared-answers =
    { $count ->
        [one] one answer that you share with other candidates
       *[other] { $count } answers that you share with other candidates
    }
forget-votes =
    { $count ->
        [one] whether you found one shared answer helpful
       *[other] whether you found { $count } shared answers helpful
    }
forget-share-reports =
    { $count ->
        [one] that you reported one shared answer
       *[other] that you reported { $count } shared answers
    }
forget-profiles =
    { $count ->
        [one] your profile as a coach
       *[other] your profiles as a coach on { $count } servers
    }
forget-snippets =
    { $count ->
        [one] one snippet that you wrote
       *[other] { $count } snippets that you wrote
    }
forget-notes-written =
    { $count ->
        [one] one note that you wrote about a candidate
       *[other] { $count } notes that you wrote about candidates
    }
forget-interests =
    { $count ->
        [one] one thing that you asked to be pinged about
       *[other] { $count } things that you asked to be pinged about
    }
forget-goes-other = - and all else that is stored about you
forget-goes-shown = - the cards and threads that coaches see, and all my messages in your DMs
forget-goes-dms = - all my messages in your DMs
forget-open-reviews =
    { $count ->
        [one] One of your reviews is open. It ends, and a coach who works on it is told that nothing is left to do.
       *[other] { $count } of your reviews are open. They end, and coaches who work on them are told that nothing is left to do.
    }
forget-claims =
    { $count ->
        [one] The review that you have claimed goes back to all coaches.
       *[other] The { $count } reviews that you have claimed go back to all coaches.
    }
forget-feedback-given =
    { $count ->
        [one] The one piece of feedback that you gave stays with the candidate who has it, as by “a former coach”.
       *[other] The { $count } pieces of feedback that you gave stay with the candidates who have them, as by “a former coach”.
    }
forget-acts =
    { $count ->
        [one] One note of what you did as a coach, lead or admin stays in its server, as by “a former coach”.
       *[other] { $count } notes of what you did as a coach, lead or admin stay in their servers, as by “a former coach”.
    }
forget-stays = **This stays, because I can't delete it:**
forget-stays-lines =
    - what others have quoted or copied
    - your own messages, here and in servers. Only you can delete them: on a phone, keep your finger on one and choose *Delete Message*; on a computer, point at it and open its “…” menu.
    - what Discord itself keeps
    - backups of my database, until my operator deletes them. If one is ever restored, you are deleted from it again.
    - counts without names, such as how many answers coaches have reviewed
forget-stays-mutes = If a server has muted you, that stays, too: without your name, until it ends. `/privacy` says how and why.
forget-export-first = It can't be undone. If you want a copy, use `/export` first.
button-export-first = Export first
button-forget-now = Delete everything

## The form

form-forget-title = Delete everything
form-forget-word = Type { $word } to delete everything
form-forget-word-more = It can't be undone.

## How far it is

forget-begun = I'm deleting everything about you now, and I'll write to your DMs when it's done. Until then I take nothing new from you. `/forget-me` shows how far it is.
forget-closing = I've begun. What is on its way comes to its end first, and then everything that is stored about you goes at once.
forget-clearing =
    { $left ->
        [one] Nothing is stored about you any more. I've deleted { $deleted } of my messages. One more in a server comes next, and then those in your DMs.
       *[other] Nothing is stored about you any more. I've deleted { $deleted } of my messages. { $left } more in servers come next, and then those in your DMs.
    }
forget-sweeping = Nothing is stored about you any more. I've deleted { $deleted } of my messages, and I'm deleting those that are left in your DMs.
forget-saying = Everything about you is deleted. I couldn't write that to your DMs yet, so I'll try until { $until }. Nothing else is left to do.

## The last word

forgotten = Everything about you is deleted, and so are my messages to you. Your own messages here are yours to delete. If you ever come back, `/mock` starts from the beginning.
forgotten-in-part = Everything that was stored about you is deleted. On Discord, some of my messages are left that I couldn't delete.
forgotten-left-in-servers =
    { $count ->
        [one] One of them is in a server:
       *[other] { $count } of them are in servers:
    }
forgotten-left-more =
    { $count ->
        [one] - and one more
       *[other] - and { $count } more
    }
forgotten-left-ask = Please ask the admins of that server to delete what is left, and send them this message.
forgotten-unswept-messages =
    { $count ->
        [one] Discord refused to delete one of my messages here. You can report it to Discord, or leave this conversation.
       *[other] Discord refused to delete { $count } of my messages here. You can report them to Discord, or leave this conversation.
    }
forgotten-unswept-forbidden = Discord no longer lets me read your DMs, so my messages in them stay. You can close that conversation.
forgotten-unswept-no-answer = Discord didn't answer for a whole day when I wanted to delete my messages here. Use `/mock` once and `/forget-me` again, and I'll try again.
forgotten-unswept-channel-gone = Our earlier DMs are gone from Discord, so I couldn't look whether one of my messages is left in them.
unreached-forbidden = I'm not allowed to delete it
unreached-no-answer = Discord didn't answer for a whole day
unreached-channel-gone = its channel is gone
forgotten-tell-coach = { $coach } The candidate of “{ $about }” has deleted everything. Their review is gone, and nothing is left to do.
forgotten-tell-coach-plainly = { $coach } The candidate of a review that you had has deleted everything. The review is gone, and nothing is left to do.

## Refusals

error-being-forgotten = I'm deleting everything about you, as you asked, so I can't take anything from you just now. `/forget-me` shows how far it is.
error-nothing-to-forget = Nothing is stored about you, so there is nothing to delete.
error-word-not-typed = That wasn't { $word }, so nothing is deleted. If you want everything deleted, press the button again and type { $word }.
error-forgetting-page-old = What is stored about you has changed since you read that page, so nothing is deleted. Use `/forget-me` again to read what would go now.
