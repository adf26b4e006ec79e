"""What an answered question costs: the bot, an echo bot and an earlier commit, measured from outside."""
