"""Turns a draft into what discord.py sends."""

from __future__ import annotations

from typing import TypedDict

import discord

from bot.outbound.draft import Button, ButtonStyle, Draft, Embed, LinkButton, Row, Select

_STYLES = {
    ButtonStyle.PRIMARY: discord.ButtonStyle.primary,
    ButtonStyle.SECONDARY: discord.ButtonStyle.secondary,
    ButtonStyle.SUCCESS: discord.ButtonStyle.success,
    ButtonStyle.DANGER: discord.ButtonStyle.danger,
}


class Rendered(TypedDict):
    """The arguments of every sending method of discord.py."""

    content: str | None
    embeds: list[discord.Embed]
    view: discord.ui.View


def rendered(draft: Draft) -> Rendered:
    """Arguments for `send`, `send_message` and every kind of `edit`."""
    return Rendered(content=draft.content, embeds=[_embed(each) for each in draft.embeds], view=_view(draft.rows))


def _embed(embed: Embed) -> discord.Embed:
    made = discord.Embed(title=embed.title, description=embed.description, colour=embed.colour)
    if embed.author is not None:
        made.set_author(name=embed.author)
    if embed.footer is not None:
        made.set_footer(text=embed.footer)
    for field in embed.fields:
        made.add_field(name=field.name, value=field.value, inline=field.inline)
    return made


def _view(rows: tuple[Row, ...]) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for item in row:
            view.add_item(_item(item, number))
    # discord.py keeps every unfinished view in memory as long as it runs. These views need no memory: the dynamic item
    # whose template fits answers a press.
    view.stop()
    return view


def _item(item: Button | LinkButton | Select, row: int) -> discord.ui.Item[discord.ui.View]:
    match item:
        case Button():
            return discord.ui.Button(
                label=item.label, custom_id=item.custom_id, style=_STYLES[item.style], disabled=item.disabled, row=row
            )
        case LinkButton():
            return discord.ui.Button(label=item.label, url=item.url, row=row)
        case Select():
            options = [
                discord.SelectOption(
                    label=option.label, value=option.value, description=option.description, default=option.chosen
                )
                for option in item.options
            ]
            return discord.ui.Select(
                custom_id=item.custom_id,
                placeholder=item.placeholder,
                options=options,
                min_values=item.least,
                max_values=item.most,
                row=row,
            )
