"""Sends events to bots over websockets."""
