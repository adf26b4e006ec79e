"""The history of the tables: one module in `versions` for each change, run by `bot.storage.database.migrating`."""
