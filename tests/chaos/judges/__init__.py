"""Who decides what an evening has shown: from outside, from inside, and from the logs."""
