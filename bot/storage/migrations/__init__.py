"""How the tables came to be: one module in `versions` for each change, run by `bot.storage.database.migrating`."""
