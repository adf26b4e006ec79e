# What admins read when they set up reviews by coaches. Read it aloud before you commit it.
# Discord's own words for permissions and settings are those of its English client.

## Commands

command-setup = Set up reviews by coaches in this server
command-setup-coaches = Choose the review channel, the roles and the limits, or see how they are
command-setup-channel = Where answers are shown to coaches: a private text channel
command-setup-coach-role = Whose members see the answers and give feedback
command-setup-lead-role = Whom to remind when an answer is about to be late
command-setup-no-lead-role = True: nobody is a lead any more, and reminders go to coaches only
command-setup-goal = Hours within which every answer should have feedback
command-setup-open = How many answers a candidate may have waiting at once
command-setup-claims = How many reviews a coach may hold at once
command-setup-retention = Days to keep texts and files of a review after its last activity
command-setup-check = Try out every permission, intent and setting, and read how to mend what is missing

## Settings

setup-title = How this server is set up
setup-channel = Answers are shown in { $channel }.
setup-moving =
    { $moving ->
        [one] One review that is under way moves there now. Its old card and thread are deleted, and with the thread what coaches wrote among themselves.
       *[other] { $moving } reviews that are under way move there now. Their old cards and threads are deleted, and with the threads what coaches wrote among themselves.
    }
setup-coach-role = Coaches have the role { $role }.
setup-lead-role = Leads have the role { $role }.
setup-no-lead-role = No lead role is chosen.
setup-goal = Every answer should have feedback within { $goal }.
setup-open =
    { $open ->
        [one] A candidate may have one answer waiting at once.
       *[other] A candidate may have { $open } answers waiting at once.
    }
setup-claims =
    { $claims ->
        [one] A coach may hold one review at once.
       *[other] A coach may hold { $claims } reviews at once.
    }
setup-retention = Texts and files are kept for { $retention } after the last activity of a review.
setup-change = -# Change any of it with `/setup coaches`, look again with `/setup check`.

## Result of the check

check-good = Everything works
check-doubtful = It works, but see what is marked
check-bad = Something is missing
check-section-place = Review channel
check-section-trial = Tried out just now
check-section-cards = Cards
check-section-people = Coaches
check-section-bot = The bot itself

check-not-set-up = This server has no review channel yet. Type `/setup coaches` with *channel* and *coach_role*.
check-channel-seen = { $channel } is there, and I see it.
check-channel-gone = The review channel has been deleted. Choose another one: `/setup coaches` with *channel*.
check-channel-kind = { $channel } is no ordinary text channel any more. Choose another one: `/setup coaches` with *channel*.
check-channel-unknown = Discord did not tell me how things are in { $channel } ({ $reason }). Type `/setup check` again in a minute.
check-channel-unseen = **View Channel** is missing: I cannot see { $channel }. { check-mend }
check-mend = To mend it: { $channel } > **Edit Channel** > **Permissions** > **Advanced permissions** > add { $who }, and allow *{ $permission }*.

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
purpose-voice = to pass on voice messages as such; else they come as files

## What is tried out

trial-message = This is a trial of `/setup check`. It disappears by itself.
trial-thread = Trial of /setup check
trial-post = I posted a message there.
trial-post-failed = I could not post a message ({ $reason }), although I have the permissions. Type `/setup check` again in a minute.
trial-read-back = I read it back from the history.
trial-read-back-failed = I could not read my message back ({ $reason }), although I have the permissions. Type `/setup check` again in a minute.
trial-open-thread = I opened a thread under it.
trial-open-thread-failed = I could not open a thread ({ $reason }), although I have the permissions. This server may have too many active threads: close some, then type `/setup check` again.
trial-write-in-thread = I wrote in the thread, with a file.
trial-write-in-thread-bare = I wrote in the thread.
trial-write-in-thread-failed = I could not write in the thread ({ $reason }), although I have the permissions. Type `/setup check` again in a minute.
trial-hear = I heard the message come back: the intents for servers and their messages work.
trial-hear-failed = My message did not come back to me ({ $reason }): I may not hear what coaches write. Type `/setup check` again in a minute; if it stays so, whoever runs me finds the cause in the log.
trial-deleted = I deleted all of it again.
trial-left-behind = I could not delete what I tried out. Please delete it: { $links }

## What is missing in the review channel

check-cards-missing =
    { $reviews ->
        [one] In { $channel } something is missing of 1 review: it was deleted as soon as I had shown it, as a filter does. See that nothing in this server deletes my messages, then press *{ button-show-again }*.
       *[other] In { $channel } something is missing of { $reviews } reviews: it was deleted as soon as I had shown it, as a filter does. See that nothing in this server deletes my messages, then press *{ button-show-again }*.
    }
button-show-again = Show it again
missing-shown-again =
    { $reviews ->
        [one] I show again what was missing of 1 review. If it disappears once more, something in this server deletes my messages.
       *[other] I show again what was missing of { $reviews } reviews. If it disappears once more, something in this server deletes my messages.
    }
missing-nothing = Nothing is missing any more.

## Who sees what

check-coaches = { $role } sees { $channel } and can write there and in threads.
check-coaches-exist = { $role } is the coach role.
check-coaches-gone = The coach role has been deleted, so nobody is a coach. Choose another one: `/setup coaches` with *coach_role*.
check-coaches-managed = { $role } is given out by an integration or a bot, so you cannot choose who is a coach. Choose another one: `/setup coaches` with *coach_role*.
check-coaches-lack = { $role } cannot work in { $channel }: *{ $permission }* is missing. { check-mend }
check-leads = { $role } sees { $channel } and is reminded when an answer is about to be late.
check-leads-exist = { $role } is the lead role.
check-leads-none = No lead role is chosen, so reminders go to coaches only. Choose one: `/setup coaches` with *lead_role*.
check-leads-gone = The lead role has been deleted, so nobody notices the second reminder. Choose another one, or none: `/setup coaches` with *lead_role* or *no_lead_role*.
check-leads-managed = { $role } is given out by an integration or a bot, so you cannot choose who is a lead. Choose another one, or none: `/setup coaches` with *lead_role* or *no_lead_role*.
check-leads-lack = { $role } is reminded in { $channel }, but cannot see it: *{ $permission }* is missing. { check-mend }
check-everyone = @everyone cannot see { $channel }: answers are personal.
check-everyone-sees = Everybody in this server can see { $channel }, but answers are personal. To mend it: { $channel } > **Edit Channel** > **Permissions** > switch **Private Channel** on, and add the coach role, the lead role and { $bot } there.
check-ping = I can ping { $role } with a reminder.
check-ping-not = I cannot ping { $role }, so nobody notices a reminder. To mend it: **Server Settings** > **Roles** > { $role } > switch **Allow anyone to @mention this role** on. Or allow me *{ permission-ping }* in { $channel }.

## Privileged intent

check-content-off = The privileged intent *Message Content* is off, and nothing needs it: coaches reply to cards with the ping on.
check-content-on = The privileged intent *Message Content* is on: replies with the ping off reach candidates, too.
check-content-unused = The privileged intent *Message Content* is switched on at Discord, but I do not use it. To mend it, whoever runs me writes `discord.message_content: true` in config.yaml, or switches it off: discord.com/developers > the application > **Bot**.
check-content-missing = I use the privileged intent *Message Content*, but it is switched off at Discord, which will refuse my next connection. To mend it, whoever runs me switches it on: discord.com/developers > the application > **Bot** > **Privileged Gateway Intents**; or writes `discord.message_content: false` in config.yaml.
check-content-unknown = Discord did not tell me whether the privileged intent *Message Content* is on. Type `/setup check` again in a minute.

## Refusals

error-role-is-everyone = @everyone would make everybody in this server a coach or lead. Make a role for them: **Server Settings** > **Roles** > **Create Role**.
error-role-of-bot = **{ $role }** is the role of a bot, and nobody else can have it. Make a role for coaches or leads: **Server Settings** > **Roles** > **Create Role**.
error-role-of-integration = **{ $role }** is given out by an integration, such as a subscription or boosting, so you could not choose who has it. Make a role for coaches or leads: **Server Settings** > **Roles** > **Create Role**.
error-channel-not-text = **{ $channel }** is no ordinary text channel of this server. Choose one in which coaches can write, or make one: **Create Channel** > **Text**.
