"""Judges whether Discord takes a message: https://docs.discord.com/developers/resources/message#embed-limits."""

from __future__ import annotations

from bot.formatting.split import length
from bot.outbound.draft import Button, Draft, LinkButton, Select


def fits_discord(draft: Draft) -> None:
    assert draft.content or draft.embeds
    assert length(draft.content or "") <= 2000
    assert len(draft.embeds) <= 10
    total = 0
    for embed in draft.embeds:
        texts = {
            "title": (embed.title, 256),
            "description": (embed.description, 4096),
            "footer": (embed.footer, 2048),
            "author": (embed.author, 256),
        }
        for name, (text, limit) in texts.items():
            assert length(text or "") <= limit, name
            total += length(text or "")
        assert len(embed.fields) <= 25
        for field in embed.fields:
            assert 1 <= length(field.name) <= 256
            assert 1 <= length(field.value) <= 1024
            total += length(field.name) + length(field.value)
    assert total <= 6000
    rows_fit_discord(draft)


def rows_fit_discord(draft: Draft) -> None:
    assert len(draft.rows) <= 5
    items = [item for row in draft.rows for item in row]
    ids = [item.custom_id for item in items if not isinstance(item, LinkButton)]
    assert len(ids) == len(set(ids))
    assert all(1 <= len(each) <= 100 for each in ids)
    for row in draft.rows:
        assert 1 <= len(row) <= 5
        for item in row:
            match item:
                case Select():
                    assert len(row) == 1
                    assert 1 <= len(item.options) <= 25
                    assert 0 <= item.least <= item.most <= len(item.options)
                    assert sum(option.chosen for option in item.options) <= item.most
                    assert length(item.placeholder) <= 150
                    for option in item.options:
                        assert 1 <= length(option.label) <= 100
                        assert length(option.description or "") <= 100
                case Button() | LinkButton():
                    assert 1 <= length(item.label) <= 80
