# What stands where a coach stood who has had themselves forgotten.

# Within a sentence.
former-coach = a former coach
# At its beginning, and as a title.
former-coach-first = A former coach
# All of them together, before a colon.
former-coaches = Former coaches
comment-reply-to-all = Reply to this message to answer. All coaches of the server read it.
