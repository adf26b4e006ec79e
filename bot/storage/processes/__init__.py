"""Which of the processes that share a database answers."""
