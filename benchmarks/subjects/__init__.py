"""What is measured: checkouts of the bot, their processes and databases."""
