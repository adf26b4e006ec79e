"""Carries out what people and bots do in channels: messages, reactions and threads."""
