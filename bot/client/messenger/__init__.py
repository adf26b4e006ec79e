"""Sends, edits and reads messages on Discord, with their files."""
