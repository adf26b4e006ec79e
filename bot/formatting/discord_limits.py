"""The most that Discord takes in a message, an embed, a menu or a form.

https://docs.discord.com/developers/resources/message#embed-object-embed-limits
"""

from __future__ import annotations

MESSAGE_CONTENT = 2000
EMBEDS = 10
EMBED_TITLE = EMBED_AUTHOR = FIELD_NAME = 256
EMBED_DESCRIPTION = 4096
EMBED_FOOTER = 2048
FIELD_VALUE = 1024
ALL_EMBEDS = 6000
"""Characters in all texts of all embeds of a message together."""
CHOICES = 25
"""The most suggestions while somebody types, and the most options of a menu."""
CHOICE_LABEL = CHOICE_VALUE = OPTION_DESCRIPTION = 100
BUTTONS_IN_ROW = 5
THREAD_NAME = 100
FORM_TEXT = 4000
