# What coaches read of their commands. Read it aloud before you commit it.

## Sending

button-flag-again = Send to your coach
panel-for-your-coach = When it is as you want it, send it to your coach: with the button below, or by finishing.
panel-with-your-coach = Sent to your coach. What you add or change reaches them, too.
menu-send-to-coach = Send to a coach
menu-send-as-feedback = Send as feedback
command-flag = Send your answer to a coach: a real person, not AI
coach-feedback-sent = It is on its way. What becomes of it stands in the thread.
coach-message-sent = It is on its way. What becomes of it stands under your message.
coach-feedback-held = Your text is kept, but not sent. The thread says why, and lets you send it anyway.
coach-message-held = Your message is kept, but not sent. What stands under it says why, and lets you send it anyway.
coach-feedback-sent-before = You have sent this message already.
coach-taken-over = You have taken over this review, and the coach who had it knows. Press *Answer* on its card, or reply to the card.
hint-withheld =
    Discord did not show me what you wrote, so nothing was sent. It does so for replies whose ping is switched off.
    Reply once more with **@ ON**, at the right above the text field, or open the menu of your message: **Apps**, **Send as feedback**. The button *Answer* on the card works, too.
hint-still-withheld = Discord does not show me your edit either, so nothing was sent: editing does not switch the ping on. Open the menu of your message: **Apps**, **Send as feedback** sends it as it reads now.
hint-edit-withheld = Discord did not show me your edit, so the candidate still has the earlier text. Open the menu of your message: **Apps**, **Send as feedback** sends the new one.
hint-nothing-to-send = That holds nothing that I can send. Write text, add a file or record a voice message.
hint-answers-unknown = I do not know which answer this is about, so nothing was sent: what you replied to belongs to no review, or was deleted. Reply to the card of the review, or press *Answer* on it.
hint-answers-reminder = I have not sent this to the candidate, because it replies to a reminder. If it is for them, reply to the card.
hint-answers-coaches = I have not sent this to the candidate, because what it replies to is a message for coaches. If it is for the candidate, reply to the card, or open the menu of your message: **Apps**, **Send as feedback**.
error-not-your-message = That message is somebody else's. You can send only what you have written yourself.

## Queue

command-queue = See which answers wait for a coach
command-queue-show = Which reviews to show
choice-queue-open = Waiting for feedback
choice-queue-free = Waiting, and nobody is at it
choice-queue-mine = Mine
choice-queue-replies = The candidate wrote last
queue-title-open =
    { $total ->
        [0] Nothing waits for feedback
        [one] One answer waits for feedback
       *[other] { $total } answers wait for feedback
    }
queue-title-free =
    { $total ->
        [0] Nothing to claim
        [one] One answer to claim
       *[other] { $total } answers to claim
    }
queue-title-mine =
    { $total ->
        [0] No review of yours is open
        [one] One review of yours is open
       *[other] { $total } reviews of yours are open
    }
queue-title-replies =
    { $total ->
        [0] No candidate waits for a reply
        [one] One candidate has replied
       *[other] { $total } candidates have replied
    }
queue-empty-open = Every answer has feedback. Thank you.
queue-empty-free = Somebody is at every answer that waits.
queue-empty-mine = Claim one with the button on its card; `/queue` shows what waits.
queue-empty-replies = Every reply has been answered.
queue-entry = **{ $name }** · { $question } ([open]({ $link }))
queue-state-waiting = sent { $since }
queue-state-claimed = with { $coach }, until { $until } · sent { $since }
queue-state-answered = answered by { $coach } · sent { $since }
queue-no-card = -# ⚠️ Right now its card is missing in the review channel. If it stays away, an admin reads why with `/setup check`.
queue-page = Page { $page } of { $pages }

## Profile and figures

command-coach = Your profile and your figures as a coach
command-coach-profile = Say how candidates see you: a name and a few words
command-coach-stats = Your own figures; nobody else sees them
profile-saved = This is how candidates see you with your feedback:
profile-no-bio = (no words about yourself yet)
stats-title = Your figures
stats-answered =
    { $answered ->
        [0] You have not answered a review yet.
        [one] You have answered one review{ $recent ->
            [0] .
           *[other] {""}, in the last 30 days.
        }
       *[other] You have answered { $answered } reviews, { $recent } of them in the last 30 days.
    }
stats-comments =
    { $comments ->
        [one] You have written one message to candidates.
       *[other] You have written { $comments } messages to candidates.
    }
stats-median = Where yours was the first feedback, half of the candidates had it within { $median }.
stats-ratings = What candidates said of it: helped { $helped }, partly { $partly }, no { $no }.
stats-open =
    { $claims ->
        [one] You hold one review that waits for feedback
       *[other] You hold { $claims } reviews that wait for feedback
    }{ $replies ->
        [0] .
        [one] {""}, and one candidate waits for your reply.
       *[other] {""}, and { $replies } candidates wait for your reply.
    }

## Snippets

command-snippet = Texts that coaches of this server use often
command-snippet-use = Begin feedback with a snippet; you edit it before it is sent
command-snippet-new = Write a new snippet
command-snippet-edit = Change a snippet
command-snippet-delete = Delete a snippet
command-snippet-list = See all snippets of this server
command-snippet-name = The name of the snippet
snippets-title = Snippets of this server
snippets-more = And { $more } more: begin to type a name after `/snippet use` to find them.
snippets-none = There are no snippets yet. Write one with `/snippet new`.
snippet-saved = The snippet is saved. Use it in a card's thread with `/snippet use`.
snippet-deleted = The snippet is deleted.

## Notes

command-note = Notes about a candidate, for the coaches of this server only
command-note-add = Write a note about the candidate of this thread
command-note-list = See the notes about the candidate of this thread
command-note-delete = Delete a note
command-note-number = The number of the note, as `/note list` shows it
notes-title =
    { $total ->
        [one] One note about **{ $name }**; only coaches of this server see it.
       *[other] { $total } notes about **{ $name }**; only coaches of this server see them.
    }
notes-page = -# Page { $page } of { $pages }, the newest first.
notes-none = There is no note about **{ $name }** yet. Write one with `/note add`.
note-heading = -# No. { $number } by { $author }, { $at }
note-saved = The note is saved. Coaches of this server read it with `/note list`.
note-deleted = The note is deleted.
