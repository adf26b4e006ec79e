# What admins read when they set up reviews by coaches. Read it aloud before you commit it.
# Discord's own words for permissions and settings are those of its English client.

## Commands

command-setup = Set up reviews by coaches in this server
command-setup-coaches = Choose the review channel, the roles and the limits, or see the current ones
command-setup-channel = Where coaches see the answers: a private text channel
command-setup-coach-role = Its members see the answers and give feedback
command-setup-lead-role = Who is reminded when an answer is about to be late
command-setup-no-lead-role = True: there are no leads any more, and only coaches are reminded
command-setup-goal = Hours within which every answer should get feedback
command-setup-open = How many answers a candidate can have waiting at once
command-setup-claims = How many reviews a coach can have claimed at once
command-setup-retention = Days to keep a review's texts and files after its last activity
command-setup-check = Try out every permission, intent and setting, and see how to fix what's missing
command-setup-check-everything = True: list what works, too
command-setup-daily = Have me say in the review channel once a day what's waiting
command-setup-daily-hour = The hour in UTC, 0 to 23; leave it out to stop
command-setup-stats = See what's waiting, how soon feedback comes, whether it helped, and how much each coach does

## Once a day

setup-daily-on = Once a day, I'll say in the review channel what's waiting, if anything is. The next time is <t:{ $at }:f>. To stop it, type `/setup daily` without an hour.
setup-daily-off = There is no daily post of what's waiting. To have one, type `/setup daily` with an hour.
bulletin-title = Waiting today
bulletin-queue = -# `/queue` lists it, oldest first.

## Figures of the server

setup-stats-title = Reviews in this server
setup-stats-waiting =
    { $waiting ->
        [0] Nothing is waiting for feedback.
        [one] One answer is waiting for feedback.
       *[other] { $waiting } answers are waiting for feedback.
    }
setup-stats-late =
    { $late ->
        [one] ⚠️ One of them is late.
       *[other] ⚠️ { $late } of them are late.
    }
setup-stats-replies =
    { $replies ->
        [one] One candidate wrote last and is waiting for a reply.
       *[other] { $replies } candidates wrote last and are waiting for a reply.
    }
setup-stats-lately = **Sent in the last 30 days**
setup-stats-nothing = No answer has had feedback yet, and none has waited longer than { $goal }.
setup-stats-coaches = **Coaches**
setup-stats-coach = { $coach }: { $claims } claimed, { $answered } answered
setup-stats-more =
    { $coaches ->
        [one] And one more coach.
       *[other] And { $coaches } more coaches.
    }

## Settings

setup-title = This server's setup
setup-channel = Coaches see the answers in { $channel }.
setup-moving =
    { $moving ->
        [one] One review that is under way moves there now. Its old card and thread are deleted, and with the thread what coaches wrote among themselves.
       *[other] { $moving } reviews that are under way move there now. Their old cards and threads are deleted, and with the threads what coaches wrote among themselves.
    }
setup-coach-role = Coaches have the role { $role }.
setup-lead-role = Leads have the role { $role }.
setup-no-lead-role = There is no lead role.
setup-goal = Every answer should get feedback within { $goal }.
setup-open =
    { $open ->
        [one] A candidate can have one answer waiting at once.
       *[other] A candidate can have { $open } answers waiting at once.
    }
setup-claims =
    { $claims ->
        [one] A coach can have one review claimed at once.
       *[other] A coach can have { $claims } reviews claimed at once.
    }
setup-retention = A review's texts and files are kept for { $retention } after its last activity.
move-title =
    { $moving ->
        [one] Move one open review?
       *[other] Move { $moving } open reviews?
    }
move-reviews =
    { $moving ->
        [one] **1 review** is open. It moves from { $before } to { $channel } with its answer, files and conversation, and whoever reads that channel reads it.
       *[other] **{ $moving } reviews** are open. They move from { $before } to { $channel } with their answers, files and conversations, and whoever reads that channel reads them.
    }
move-threads =
    { $threads ->
        [one] **1 thread** is deleted with the old card. What coaches wrote in it among themselves is lost.
       *[other] **{ $threads } threads** are deleted with the old cards. What coaches wrote in them among themselves is lost.
    }
move-nothing-yet = Nothing has changed yet. *{ button-confirm-move }* moves them, and sets whatever else you chose in the command.
button-confirm-move = Confirm
button-stay = Leave it as it is
move-stayed = Nothing has changed.
setup-change = -# Change any of this with `/setup coaches`, check it again with `/setup check`.

## Result of the check

check-good = Everything works
check-doubtful =
    { $warnings ->
        [one] Works, with 1 warning
       *[other] Works, with { $warnings } warnings
    }
check-bad = Something is missing
check-folded = **{ $section }**: { $checks ->
    [one] one check passed
   *[other] { $checks } checks passed
}
check-unfold = -# To see each of them, type `/setup check` with *everything*.
check-section-place = Review channel
check-section-trial = Tried out just now
check-section-cards = Cards
check-section-people = Coaches
check-section-bot = The bot itself

check-not-set-up = This server has no review channel yet. Type `/setup coaches` with *channel* and *coach_role*.
check-channel-seen = I can see { $channel }.
check-channel-gone = The review channel has been deleted. Choose another one: `/setup coaches` with *channel*.
check-channel-kind = { $channel } is no longer an ordinary text channel. Choose another one: `/setup coaches` with *channel*.
check-channel-unknown = Discord didn't tell me about { $channel } ({ $reason }). Type `/setup check` again in a minute.
check-channel-unseen = **View Channel** is missing: I cannot see { $channel }. { check-mend }
check-mend = To fix it: { $channel } > **Edit Channel** > **Permissions** > **Advanced permissions** > add { $who }, and allow *{ $permission }*.

check-permission = **{ $permission }**, { $purpose }.
check-permission-missing = **{ $permission }** is missing; I need it { $purpose }. { check-mend }
permission-view = View Channel
permission-send = Send Messages
permission-embed = Embed Links
permission-files = Attach Files
permission-history = Read Message History
permission-threads = Create Public Threads
permission-write = Send Messages in Threads
permission-manage = Manage Threads
permission-voice = Send Voice Messages
permission-ping = Mention @everyone, @here and All Roles
purpose-send = to post a card for each answer
purpose-embed = to show what is on the cards
purpose-files = to pass on the files of answers
purpose-history = to find what coaches wrote while I was away
purpose-threads = to open a thread under each card
purpose-write = to write in these threads
purpose-manage = to close and delete these threads
purpose-voice = to pass on voice messages as such; otherwise they come as files

## What is tried out

trial-message = This is a trial of `/setup check`. It disappears by itself.
trial-thread = Trial of /setup check
trial-post = I posted a message there.
trial-post-failed = I couldn't post a message ({ $reason }), although I have the permissions. Type `/setup check` again in a minute.
trial-read-back = I read it back from the history.
trial-read-back-failed = I couldn't read my message back ({ $reason }), although I have the permissions. Type `/setup check` again in a minute.
trial-open-thread = I opened a thread under it.
trial-open-thread-failed = I couldn't open a thread ({ $reason }), although I have the permissions. This server may have too many active threads: close some, then type `/setup check` again.
trial-write-in-thread = I wrote in the thread, with a file.
trial-write-in-thread-bare = I wrote in the thread.
trial-write-in-thread-failed = I couldn't write in the thread ({ $reason }), although I have the permissions. Type `/setup check` again in a minute.
trial-hear = I heard the message come back: the intents for servers and their messages work.
trial-hear-failed = My message didn't come back to me ({ $reason }), so I may not hear what coaches write. Type `/setup check` again in a minute; if it still fails, the bot's operator can find the cause in the log.
trial-deleted = I deleted all of it again.
trial-left-behind = I couldn't delete what I tried out. Please delete it: { $links }

## What is missing in the review channel

check-cards-missing =
    { $reviews ->
        [one] One review is incomplete in { $channel }: something was deleted as soon as I had posted it, as a filter does. Make sure that nothing in this server deletes my messages, then press *{ button-show-again }*.
       *[other] { $reviews } reviews are incomplete in { $channel }: something was deleted as soon as I had posted it, as a filter does. Make sure that nothing in this server deletes my messages, then press *{ button-show-again }*.
    }
button-show-again = Show it again
missing-shown-again =
    { $reviews ->
        [one] I'm posting again what was missing of one review. If it disappears again, something in this server deletes my messages.
       *[other] I'm posting again what was missing of { $reviews } reviews. If it disappears again, something in this server deletes my messages.
    }
missing-nothing = Nothing is missing any more.

## Who sees what

check-coaches = { $role } sees { $channel } and can write there and in threads.
check-coaches-exist = { $role } is the coach role.
check-coaches-gone = The coach role has been deleted, so this server has no coaches. Choose another one: `/setup coaches` with *coach_role*.
check-coaches-managed = An integration or a bot gives out { $role }, so you can't choose who is a coach. Choose another one: `/setup coaches` with *coach_role*.
check-coaches-lack = { $role } can't work in { $channel }: *{ $permission }* is missing. { check-mend }
check-leads = { $role } sees { $channel } and is reminded when an answer is about to be late.
check-leads-exist = { $role } is the lead role.
check-leads-none = There is no lead role, so only coaches are reminded. Choose one: `/setup coaches` with *lead_role*.
check-leads-gone = The lead role has been deleted, so the second reminder reaches no one. Choose another one, or none: `/setup coaches` with *lead_role* or *no_lead_role*.
check-leads-managed = An integration or a bot gives out { $role }, so you can't choose who is a lead. Choose another one, or none: `/setup coaches` with *lead_role* or *no_lead_role*.
check-leads-lack = { $role } is reminded in { $channel }, but can't see it: *{ $permission }* is missing. { check-mend }
check-everyone = Only coaches, leads and administrators can read { $channel }: answers are personal.
check-everyone-sees = { $who } can read { $channel }, but answers are personal: I won't post there until only coaches and leads can read it. { exposed-mend }
exposed-mend = To fix it: { $channel } > **Edit Channel** > **Permissions** > switch **Private Channel** on, and leave only coaches, leads and me in the list below.
check-ping = I can ping { $role } with a reminder.
check-ping-not = I can't ping { $role }, so reminders go unnoticed. To fix it: **Server Settings** > **Roles** > { $role } > switch **Allow anyone to @mention this role** on. Or allow me *{ permission-ping }* in { $channel }.
exposed-title = I have stopped posting here
exposed = { $who } can read { $channel }, with all the answers in it. Answers are for coaches only, so I won't post here until only coaches and leads can read it.
    { exposed-mend } Then I'll go on by myself.
exposure-mended = ✅ Only coaches and leads can read { $channel } again, so I go on posting.

## Privileged intent

check-content-off = The privileged intent *Message Content* is off, and that's fine: coaches reply to cards with the ping on.
check-content-on = The privileged intent *Message Content* is on: replies with the ping off reach candidates, too.
check-content-unused = The privileged intent *Message Content* is on at Discord, but I don't use it. The bot's operator can write `discord.message_content: true` in config.yaml, or switch it off: discord.com/developers > the application > **Bot**.
check-content-missing = I use the privileged intent *Message Content*, but it's off at Discord, which will refuse my next connection. The bot's operator can switch it on: discord.com/developers > the application > **Bot** > **Privileged Gateway Intents**; or write `discord.message_content: false` in config.yaml.
check-content-unknown = Discord didn't tell me whether the privileged intent *Message Content* is on. Type `/setup check` again in a minute.

## Refusals

error-role-is-everyone = @everyone would make everyone in this server a coach or lead. Make a role for them: **Server Settings** > **Roles** > **Create Role**.
error-role-of-bot = **{ $role }** belongs to a bot, so people can't have it. Make a role for coaches or leads: **Server Settings** > **Roles** > **Create Role**.
error-role-of-integration = An integration, such as a subscription or boosting, gives out **{ $role }**, so you couldn't choose who has it. Make a role for coaches or leads: **Server Settings** > **Roles** > **Create Role**.
error-read-by-others = { $who } can read <#{ $channel }>, but answers are for coaches only, so nothing has changed. Switch **Private Channel** on there, under **Edit Channel** > **Permissions**, leave only coaches, leads and me in the list, then type the command again.
error-channel-not-text = **{ $channel }** isn't an ordinary text channel of this server. Choose one in which coaches can write, or make one: **Create Channel** > **Text**.
