"""Sends, edits and reads messages on Discord, with their files, and knows who else reads a channel."""
