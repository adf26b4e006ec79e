# Answers that candidates share with each other, under no name: for their writers, for coaches and for admins.

## Admins

command-setup-sharing = Let candidates share their answers with each other, under no name
command-setup-sharing-answers = On: candidates can share answers that a coach has approved. Off: nothing shared is shown
setup-sharing-choice-on = on
setup-sharing-choice-off = off
setup-sharing-on = Candidates can share answers with each other, once a coach has approved them: `/setup sharing`.
setup-sharing-off = Candidates don't share answers with each other. To let them, use `/setup sharing`.
setup-sharing-now-on = Candidates of this server can now share their answers with each other, under no name. Each one comes to the review channel first, and is shown after the examples once a coach has approved it.
setup-sharing-now-off = Nothing is shared on this server now: no answer is offered or shown. What was shared is kept, and comes back with `/setup sharing`.

## Offering an answer

command-share = Share your answer with other candidates, under no name
command-shared = See the answers you share and how often they helped, change or withdraw them
button-share = Share
form-share-title = Share your answer
form-share-change-title = Change what you share
form-share-what-happens = Other candidates of **{ $server }** see this after the examples, under no name, once a coach there has approved it. You can withdraw it at any time with `/shared`.
form-share-takes-place = You already share an answer to this question. This one takes its place once it is approved.
form-share-too-long = Your answer has { $length } characters, and { $most } fit on a page. Only the beginning is here; shorten it so that it ends well.
form-share-spoken = You spoke your answer. Write here what you said.
form-share-no-text = Your answer has no text. Write here what others should read.
form-share-text = Your answer, as others will see it
form-share-text-more = Leave out names of people and employers
shared-sent = It's with the coaches now. I'll write to you when one has decided; until then you can change or withdraw it with `/shared`.

## What a writer is told

shared-news-appeared =
    A coach has approved the answer you shared, and other candidates can see it now. It's your answer to this question from **{ $bank }**:
    > { $question }
    `/shared` shows how often it helps.
shared-news-change-asked =
    A coach asks you to change the answer you shared before others see it. It's your answer to this question from **{ $bank }**:
    > { $question }
    Press *{ button-share-change }*, and the coaches look at it again.
shared-news-declined =
    A coach has declined the answer you shared, so other candidates don't see it. It's your answer to this question from **{ $bank }**:
    > { $question }
    Your own answer stays in `/history` as it was.
shared-reason = The coach's reason
button-share-see = See it
button-share-change = Change
button-share-take-back = Withdraw

## One's shared answers

shared-title =
    { $total ->
        [one] You share one answer
       *[other] You share { $total } answers
    }
shared-none = You don't share any answers. To share one, open it in `/history` and press *{ button-share }*. The button is there if its server lets candidates share.
shared-open = Open one
shared-text = What you share
shared-server-off = This server shows nothing shared at the moment.
shared-state-waiting = It waits for a coach.
shared-state-approved = Candidates see it.
shared-state-change-asked = A coach asks for a change.
shared-state-declined = A coach has declined it.
shared-state-hidden = It is hidden until a coach has looked, because candidates reported it.
shared-earlier-stays = The version before it stays visible.
shared-votes = It helped { $helpful } of { $votes } who voted.
shared-take-back-ask =
    Withdraw this answer? Then no one sees it any more, and what you shared is deleted, on the coaches' card too.
    > { $question }
    Your own answer stays in `/history`.
shared-taken-back = It's withdrawn and deleted. Your own answer stays in `/history`.
button-share-take-back-now = Withdraw it
button-share-keep = Keep sharing it
button-share-list = All I share

## The card for coaches

shared-card-heading = Shared by a candidate · { $bank }
shared-card-waiting = A candidate offers this answer to the others, under no name. Check that it's right and names no one. What you approve is shown after the examples; its writer reads your decision.
shared-card-approved = ✅ Approved by { $coach } { $at }. Candidates see it after the examples.
shared-card-change-asked = ✏️ { $coach } asked for a change { $at }:
shared-card-declined = ❌ Declined by { $coach } { $at }:
shared-card-taken-back = Its writer has withdrawn this answer. The text is deleted.
shared-card-version = This is version { $number }.
shared-card-earlier-shown = An earlier version stays visible until this one is approved.
shared-card-earlier-reason = { $coach } said of an earlier version { $at }:
shared-card-text = The answer
button-share-approve = Approve
button-share-ask-change = Ask for a change
button-share-decline = Decline
form-share-ask-change-title = Ask for a change
form-share-decline-title = Decline this answer
form-share-what-to-change = What should be changed?
form-share-why-declined = Why don't you approve it?
form-share-reason-more = The writer reads this, without your name

## Refusals

error-no-server-to-share-on = You began that interview in our DMs, so it belongs to no server where you could share your answer. To share one, start with `/mock` in the server.
error-sharing-off = Answers aren't shared on that server. Its admins can turn that on with `/setup sharing`.
error-not-to-be-shared-yet = In a live interview, you can share an answer once the debrief has begun. Finish the questions first.
error-nothing-to-share = There's no answer here that you could share. Find your answers with `/history`, open one and press *{ button-share }*.
error-no-such-share = That shared answer isn't there any more. `/shared` shows all that you share.
error-share-taken-back = Its writer has withdrawn this answer, so there's nothing to decide.
error-own-share = You wrote this answer yourself, so another coach has to decide about it.
error-share-changed = The writer has changed this answer. Read the new version on the card, then decide.
error-share-decided =
    { $decision ->
        [approved] { share-decided-by } has already approved this version. There's nothing left to do.
        [declined] { share-decided-by } has already declined this version. If it comes back changed, you can decide again.
       *[other] { share-decided-by } has already asked for a change of this version. When it comes back changed, you can decide again.
    }
share-decided-by =
    { $former ->
        [yes] { former-coach-first }
       *[no] { $coach }
    }
error-too-many-shares =
    { $most ->
        [one] One of your answers already waits for the coaches of that server. Wait until they've decided, or withdraw it with `/shared`.
       *[other] { $most } of your answers already wait for the coaches of that server. Wait until they've decided, or withdraw one with `/shared`.
    }
error-shared-text-invisible = There's nothing to read in that text. Write an answer that others can read.
error-shared-text-too-long = That's longer than the { $most } characters that fit on a page. Shorten it and send it again.
error-reason-invisible = There's nothing to read in that reason. The writer needs it to know what to do.
error-reason-too-long = That reason is longer than { $most } characters. Shorten it and send it again.
