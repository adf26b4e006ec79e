# What coaches read of their commands. Read it aloud before you commit it.

## Sending

button-flag-again = Send to your coach
panel-for-your-coach = Happy with it? Press *Send to your coach*. *Finish* sends it, too; `/end` doesn't.
panel-not-sent = Your coach doesn't have this attempt yet. *{ button-flag-again }* sends it.
summary-sent = Sent to your coach. Their feedback comes here.
summary-not-sent = Your coach doesn't have this attempt. *{ button-flag-again }* sends it.
button-flag-anew = Send it to a coach again
panel-with-coaches = You sent this to a coach <t:{ $since }:R>. What you add, change or delete here reaches them, too.
panel-review-closed = The review of this answer is closed. Coaches see it as it was then, not what you add, change or delete now. To show them that, send it again.
panel-kept-back = You sent this to a coach <t:{ $since }:R>. You're muted on that server now, so what you add or change here doesn't reach them; what you delete goes there, too.
panel-with-your-coach = You sent this to your coach <t:{ $since }:R>. What you add or change reaches them, too.
menu-send-to-coach = Send to a coach
menu-send-as-feedback = Send as feedback
command-flag = Send your answer to a coach: a real person, not AI
coach-feedback-sent = Sending. The thread shows when it has arrived.
coach-message-sent = Sending. Below your message you'll see when it has arrived.
coach-feedback-held = Saved, not sent. The thread explains why and lets you send it anyway.
coach-message-held = Saved, not sent. Below your message you'll see why, and can send it anyway.
coach-feedback-sent-before = You've already sent this message.
coach-taken-over = You've taken this review over, and the coach who had it has been told. Press *Answer* on its card, or reply to the card.
hint-withheld =
    I can't read replies sent with the ping off, so nothing was sent.
    Reply again with **@ ON**, on the right above the text field, or open your message's menu: **Apps**, **Send as feedback**. The *Answer* button on the card works, too.
hint-still-withheld = I can't read your edit either, because editing doesn't switch the ping on, so nothing was sent. Open your message's menu: **Apps**, **Send as feedback** sends it as it reads now.
hint-edit-withheld = I can't read your edit, so the candidate still has the earlier text. Open your message's menu: **Apps**, **Send as feedback** sends the new one.
hint-nothing-to-send = There's nothing in that message that I can send. Write text, add a file or record a voice message.
hint-answers-unknown = I don't know which answer this is about, so nothing was sent: the message you replied to belongs to no review, or was deleted. Reply to the review's card, or press *Answer* on it.
hint-answers-reminder = I haven't sent this to the candidate, because you replied to a reminder. If it's for them, reply to the card.
hint-answers-coaches = I haven't sent this to the candidate, because you replied to a message for coaches. If it's for the candidate, reply to the card, or open your message's menu: **Apps**, **Send as feedback**.
error-not-your-message = Someone else wrote that message. You can only send what you wrote yourself.

## Queue

command-queue = See which answers are waiting for a coach
command-queue-show = Which reviews to show
choice-queue-open = Waiting for feedback
choice-queue-free = Waiting and unclaimed
choice-queue-mine = Mine
choice-queue-replies = The candidate wrote last
queue-title-open =
    { $total ->
        [0] The queue is empty
        [one] One answer is waiting for feedback or a reply
       *[other] { $total } answers are waiting for feedback or a reply
    }
queue-title-free =
    { $total ->
        [0] Nothing to claim
        [one] One answer to claim
       *[other] { $total } answers to claim
    }
queue-title-mine =
    { $total ->
        [0] You have no open reviews
        [one] You have one open review
       *[other] You have { $total } open reviews
    }
queue-title-replies =
    { $total ->
        [0] No candidate is waiting for a reply
        [one] One candidate has replied
       *[other] { $total } candidates have replied
    }
queue-empty-open = Every answer has feedback. Thank you.
queue-empty-free = Every waiting answer has a coach.
queue-empty-mine = Press *{ queue-view-free }* to see what you can claim.
queue-empty-replies = Every reply has been answered.
queue-entry = { $number }. **{ $name }** · { $question } ([open]({ $link }))
queue-due = due { $due }
queue-late = **late**, was due { $due }
queue-state-waiting = { $due } · sent { $since }
queue-state-claimed = with { $coach }, { $left } left · { $due } · sent { $since }
queue-state-replied = **wrote last**, waiting for { $coach } · { $due } · wrote { $since }
queue-state-handed-back = **wrote last**, and their coach is gone · { $due } · wrote { $since }
queue-state-answered = answered by { $coach } · sent { $since }
queue-no-card = -# ⚠️ Its card is missing from the review channel right now. If it doesn't come back, an admin can see why with `/setup check`.
queue-view-open = Waiting
queue-view-free = To claim
queue-view-mine = Mine
queue-view-replies = Replies
button-queue-claim = Claim { $number }
queue-page = Page { $page } of { $pages }

## Profile and figures

command-coach = Your profile and your stats as a coach
command-coach-profile = Set the name and bio candidates see
command-coach-stats = Your stats; only you can see them
command-coach-pings = Be pinged when an answer is sent: by bank, by topic, or about every one
command-coach-pings-bank = Ping me about answers to questions from this bank
command-coach-pings-topic = Ping me about answers to questions on this topic
command-coach-pings-everything = True: ping me about every answer
command-coach-pings-stop = True: stop what you name here; on its own, stop all pings
pings-title = I ping you about new answers
pings-none = I don't ping you about new answers. Type `/coach pings` with *bank*, *topic* or *everything*, and I'll ping you in the thread of each new card that fits.
pings-everything = all of them
pings-bank = questions from **{ $bank }**
pings-topic = questions on *{ $topic }*
pings-end = -# To stop one, type `/coach pings` with it and *stop*. To stop all, type it with only *stop*.
profile-saved = This is how candidates see you with your feedback:
profile-no-bio = (no bio yet)
stats-title = Your stats
stats-answered =
    { $answered ->
        [0] No reviews answered yet.
        [one] One review answered{ $recent ->
            [0] .
           *[other] {""}, in the last 30 days.
        }
       *[other] { $answered } reviews answered, { $earlier ->
            [0] all
           *[other] { $recent ->
                [0] none
               *[other] { $recent }
            }
        } in the last 30 days.
    }
stats-comments =
    { $comments ->
        [one] One message sent to candidates.
       *[other] { $comments } messages sent to candidates.
    }
stats-median = Median time to your first feedback: { $median }.
stats-ratings = Candidates' ratings: helped { $helped }, partly { $partly }, no { $no }.
stats-open =
    { $claims ->
        [0] You have no claimed review that's waiting for feedback
        [one] One review you claimed is waiting for feedback
       *[other] { $claims } reviews you claimed are waiting for feedback
    }{ $replies ->
        [0] .
        [one] {""}, and one candidate is waiting for your reply.
       *[other] {""}, and { $replies } candidates are waiting for your reply.
    }

## Snippets

command-snippet = Texts that this server's coaches use often
command-snippet-use = Start feedback from a snippet; you edit it before it's sent
command-snippet-new = Write a new snippet
command-snippet-edit = Change a snippet
command-snippet-delete = Delete a snippet
command-snippet-list = See all of this server's snippets
command-snippet-name = The name of the snippet
snippets-title = This server's snippets
snippets-more = And { $more } more: start typing a name after `/snippet use` to find them.
snippets-none = There are no snippets yet. Write one with `/snippet new`.
snippet-saved = Snippet saved. Use it in a card's thread with `/snippet use`.
snippet-deleted = Snippet deleted.

## Notes

command-note = Notes about a candidate, for this server's coaches only
command-note-add = Write a note about this thread's candidate
command-note-list = See the notes about this thread's candidate
command-note-delete = Delete a note
command-note-number = The number of the note, as `/note list` shows it
notes-title =
    { $total ->
        [one] One note about **{ $name }**; only this server's coaches can see it.
       *[other] { $total } notes about **{ $name }**; only this server's coaches can see them.
    }
notes-page = -# Page { $page } of { $pages }, newest first.
notes-none = There are no notes about **{ $name }** yet. Write one with `/note add`.
note-heading = -# No. { $number } by { $author }, { $at }
note-saved = Note saved. This server's coaches can read it with `/note list`.
note-deleted = Note deleted.
