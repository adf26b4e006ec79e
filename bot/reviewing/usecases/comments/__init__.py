"""Comments that are written as Discord messages: to which review they belong, and in which order."""
