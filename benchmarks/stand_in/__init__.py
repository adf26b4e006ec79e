"""A Discord on loopback that does little and is fast: it limits nothing, checks nothing and forgets what people wrote.

The playground's is true to the real one, and too slow to measure a bot with.
"""
