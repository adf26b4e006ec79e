"""A small discord.py bot that shows the page everything a bot can show."""

from __future__ import annotations

import io
import time

import discord
from discord import app_commands

CITIES = ("Amsterdam", "Antwerp", "Athens", "Berlin", "Bern", "Bologna")
PNG = bytes.fromhex(  # one red pixel
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8"
    "cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
HOSTILE = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=1> "
    "[click](javascript:window.hacked=1) <a href='javascript:window.hacked=1'>x</a> `<b>code</b>`"
)
MARKDOWN = """# Heading
**bold** *italic* __underlined__ ~~gone~~ ||secret|| `code` [a link](https://example.org/path)
> a quote
after the quote
- one
- two
```python
print("<hi>")
```
-# small print"""


class Panel(discord.ui.View):
    """Every button style, a disabled one, a link, and one that never answers."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(discord.ui.Button(label="Docs", url="https://example.org/", row=1))
        self.add_item(discord.ui.Button(label="Later", disabled=True, row=1))

    @discord.ui.button(label="Next", style=discord.ButtonStyle.primary, custom_id="next")
    async def next(self, interaction: discord.Interaction, _button: discord.ui.Button[Panel]) -> None:
        await interaction.response.edit_message(content="The next step", view=self)

    @discord.ui.button(label="Done", style=discord.ButtonStyle.success, custom_id="done")
    async def done(self, interaction: discord.Interaction, _button: discord.ui.Button[Panel]) -> None:
        await interaction.response.send_message("Well done", ephemeral=True)

    @discord.ui.button(label="Remove", style=discord.ButtonStyle.danger, custom_id="remove")
    async def remove(self, interaction: discord.Interaction, _button: discord.ui.Button[Panel]) -> None:
        await interaction.response.defer()
        await interaction.delete_original_response()

    @discord.ui.button(label="Silence", style=discord.ButtonStyle.secondary, custom_id="silence")
    async def silence(self, interaction: discord.Interaction, _button: discord.ui.Button[Panel]) -> None:
        """Discord shows that the interaction failed."""

    @discord.ui.button(label="Form", style=discord.ButtonStyle.secondary, custom_id="form")
    async def form(self, interaction: discord.Interaction, _button: discord.ui.Button[Panel]) -> None:
        await interaction.response.send_modal(Form(title="Tell me more", timeout=300))


class Form(discord.ui.Modal):
    """Text, choices and a line of explanation; the other kinds of field are in `Papers`."""

    hint = discord.ui.TextDisplay("All of this stays **between us**.")
    name = discord.ui.Label(text="Name", component=discord.ui.TextInput(max_length=20))
    city = discord.ui.Label(
        text="City",
        component=discord.ui.Select(
            options=[discord.SelectOption(label=city, description=f"{len(city)} letters") for city in CITIES]
        ),
    )
    mood = discord.ui.Label(
        text="Mood",
        component=discord.ui.RadioGroup(options=[discord.RadioGroupOption(label=word) for word in ("Calm", "Nervous")]),
    )
    topics = discord.ui.Label(
        text="Topics",
        component=discord.ui.CheckboxGroup(
            required=False,
            min_values=0,
            options=[discord.CheckboxGroupOption(label=word) for word in ("APIs", "Payments", "Queues")],
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.name.component, discord.ui.TextInput)
        assert isinstance(self.city.component, discord.ui.Select)
        assert isinstance(self.mood.component, discord.ui.RadioGroup)
        assert isinstance(self.topics.component, discord.ui.CheckboxGroup)
        city, mood = self.city.component.values[0], self.mood.component.value
        said = f"{self.name.component.value}, {city}, {mood}, {sorted(self.topics.component.values)}"
        await interaction.response.send_message(said)


class Papers(discord.ui.Modal):
    """The kinds of field that did not fit into the five places of the other form."""

    story = discord.ui.Label(
        text="Story",
        component=discord.ui.TextInput(style=discord.TextStyle.paragraph, min_length=5, required=False),
    )
    sure = discord.ui.Label(text="I am sure", component=discord.ui.Checkbox())
    paper = discord.ui.Label(text="Paper", component=discord.ui.FileUpload(required=False))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.story.component, discord.ui.TextInput)
        assert isinstance(self.sure.component, discord.ui.Checkbox)
        assert isinstance(self.paper.component, discord.ui.FileUpload)
        names = [file.filename for file in self.paper.component.values]
        said = f"{self.story.component.value!r}, {self.sure.component.value}, {names}"
        await interaction.response.send_message(said)


class Choices(discord.ui.View):
    """A single and a multiple select."""

    @discord.ui.select(
        placeholder="One city", custom_id="one", options=[discord.SelectOption(label=city) for city in CITIES]
    )
    async def one(self, interaction: discord.Interaction, select: discord.ui.Select[Choices]) -> None:
        await interaction.response.send_message(f"One: {select.values[0]}")

    @discord.ui.select(
        placeholder="Some cities",
        custom_id="some",
        max_values=3,
        options=[discord.SelectOption(label=city) for city in CITIES],
    )
    async def some(self, interaction: discord.Interaction, select: discord.ui.Select[Choices]) -> None:
        await interaction.response.send_message(f"Some: {', '.join(sorted(select.values))}")


class Layout(discord.ui.LayoutView):
    """Components v2."""

    box = discord.ui.Container(
        discord.ui.TextDisplay("## A layout"),
        discord.ui.Separator(),
        discord.ui.Section(
            "A section with a button beside it", accessory=discord.ui.Button(label="Beside", custom_id="beside")
        ),
        accent_colour=0x5661E8,
    )


class Entities(discord.ui.View):
    """The selects that Discord fills in itself."""

    @discord.ui.select(cls=discord.ui.UserSelect, placeholder="Which user", custom_id="user")
    async def user(self, interaction: discord.Interaction, select: discord.ui.UserSelect[Entities]) -> None:
        await interaction.response.send_message(f"User: {select.values[0].display_name}")

    @discord.ui.select(cls=discord.ui.RoleSelect, placeholder="Which role", custom_id="role")
    async def role(self, interaction: discord.Interaction, select: discord.ui.RoleSelect[Entities]) -> None:
        await interaction.response.send_message(f"Role: {select.values[0].name}")

    @discord.ui.select(cls=discord.ui.ChannelSelect, placeholder="Which channel", custom_id="channel")
    async def channel(self, interaction: discord.Interaction, select: discord.ui.ChannelSelect[Entities]) -> None:
        await interaction.response.send_message(f"Channel: {select.values[0].name}")

    @discord.ui.select(cls=discord.ui.MentionableSelect, placeholder="Who", custom_id="who", max_values=2)
    async def who(self, interaction: discord.Interaction, select: discord.ui.MentionableSelect[Entities]) -> None:
        kinds = sorted(type(value).__name__ for value in select.values)
        await interaction.response.send_message(f"Mentionables: {', '.join(kinds)}")


class Whom(discord.ui.Modal):
    """Selects of entities inside a form."""

    user = discord.ui.Label(text="Whom", component=discord.ui.UserSelect(required=True))
    place = discord.ui.Label(text="Where", component=discord.ui.ChannelSelect(required=False))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.user.component, discord.ui.UserSelect)
        assert isinstance(self.place.component, discord.ui.ChannelSelect)
        where = [channel.name for channel in self.place.component.values]
        await interaction.response.send_message(f"Chosen: {self.user.component.values[0].display_name} in {where}")


VIEWS = {"selects": Choices, "layout": Layout, "entities": Entities}
FORMS = {"papers": Papers, "whom": Whom}


def full_card() -> tuple[discord.Embed, discord.File]:
    """An embed with every part, and the picture that it shows in three places."""
    picture = "attachment://dot.png"
    embed = discord.Embed(title="Full", description="All of it", url="https://example.org/card", colour=0xF0B232)
    embed.set_author(name="Somebody", url="https://example.org/somebody", icon_url=picture)
    embed.set_thumbnail(url=picture).set_image(url=picture)
    embed.set_footer(text="At the bottom", icon_url=picture)
    embed.timestamp = discord.utils.utcnow()
    for number in range(3):
        embed.add_field(name=f"Field {number}", value=f"`{number}`")
    return embed, discord.File(io.BytesIO(PNG), filename="dot.png")


def card() -> discord.Embed:
    embed = discord.Embed(title="A card", description="With **bold** text and <t:1700000000:D>", colour=0x3BA55D)
    embed.set_author(name="The author")
    embed.add_field(name="First", value="one")
    embed.add_field(name="Second", value="two")
    embed.add_field(name="Wide", value="three", inline=False)
    embed.set_footer(text="The footer")
    return embed


class PageBot(discord.Client):
    """Answers direct messages and a handful of commands."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default(), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        self.command_id = 0
        self.thinking: discord.Interaction | None = None
        self.tree.add_command(mock)
        self.tree.add_command(show)
        self.tree.add_command(coach)
        self.tree.add_command(count_letters)

    async def setup_hook(self) -> None:
        synced = await self.tree.sync()
        self.command_id = next(command.id for command in synced if command.name == "mock")

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot or message.guild is not None:
            return
        if self.thinking is not None:
            await self.thinking.edit_original_response(content="Thought it through")
            self.thinking = None
            return
        files = f", {len(message.attachments)} file(s)" if message.attachments else ""
        await message.reply(f"{len(message.content)} characters{files}", mention_author=False)


async def complete_city(_interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    found = [city for city in CITIES if current.lower() in city.lower()]
    return [app_commands.Choice(name=f"{city}, the city", value=city) for city in found]


@app_commands.command(description="Start a mock interview")
@app_commands.describe(bank="Which questions", questions="How many", order="In which order")
@app_commands.choices(
    order=[app_commands.Choice(name="Shuffled", value="s"), app_commands.Choice(name="In order", value="o")]
)
@app_commands.autocomplete(bank=complete_city)
async def mock(
    interaction: discord.Interaction,
    bank: str | None = None,
    questions: app_commands.Range[int, 1, 50] = 5,
    order: str = "s",
) -> None:
    await interaction.response.send_message(
        f"bank={bank} questions={questions} order={order}", embed=card(), view=Panel()
    )


@app_commands.command(description="Show one of the things a bot can show")
@app_commands.describe(what="Which", paper="A file to go with it")
async def show(interaction: discord.Interaction, what: str, paper: discord.Attachment | None = None) -> None:
    bot = interaction.client
    assert isinstance(bot, PageBot)
    respond = interaction.response
    if what in VIEWS:
        await respond.send_message(view=VIEWS[what](timeout=None))
        return
    if what in FORMS:
        await respond.send_modal(FORMS[what](title=what.title(), timeout=300))
        return
    match what:
        case "paper":
            assert paper is not None
            await respond.send_message(f"{paper.filename}: {(await paper.read()).decode()}")
        case "jump":
            dm = await interaction.user.create_dm()
            await respond.send_message(f"Go to {dm.jump_url}")
        case "thinking":
            # First the note, then what people see: whoever answers at once is answered.
            bot.thinking = interaction
            await respond.defer(thinking=True)
        case "nothing":
            return
        case "full":
            embed, file = full_card()
            await respond.send_message(embed=embed, file=file)
        case "hostile":
            embed = discord.Embed(title=HOSTILE, description=HOSTILE)
            await respond.send_message(HOSTILE, embed=embed)
        case "stamp":
            await respond.send_message(
                f"It was <t:{int(time.time()) - 3}:R>, see </mock:{bot.command_id}> <@{interaction.user.id}>"
            )
        case _:
            await respond.send_message(MARKDOWN if what == "markdown" else what)


coach = app_commands.Group(name="coach", description="For coaches")


@coach.command(description="Your figures")
async def stats(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("Your figures", ephemeral=True)


@app_commands.context_menu(name="Count letters")
async def count_letters(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"{len(message.content)} letters", ephemeral=True)
