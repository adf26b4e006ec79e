"""Fills a playground with servers, people and history."""
