"""The picture of progress: a PNG that says what its figures say, readable on a phone, dark or light."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from PIL import Image

from bot.practising.views.drawing import BACKGROUND, INKS, TEXT, WIDTH, draw, drawable
from bot.practising.views.illustration import illustrated
from bot.practising.views.picture import Ink, Picture, Steps
from bot.practising.views.pictures import Pictures
from bot.text.texts import Texts
from tests.practising.progressing import TODAY, an_answer, known, many, of_all

TEXTS = Texts.load()
TALLEST = 1400
"""Pixels: what is taller is shown smaller than it can be read."""


def picture_of(count: int) -> Picture:
    found = many(count)
    assert found is not None
    return illustrated(found, TEXTS, locale="en-US")


@cache
def png_of(count: int) -> bytes:
    """Drawn once for all tests."""
    return draw(picture_of(count))


def colours_in(image: Image.Image) -> dict[str, int]:
    """How many pixels have each colour."""
    found = image.convert("RGB").getcolors(maxcolors=2**24)
    assert found is not None
    return {"#{:02x}{:02x}{:02x}".format(*colour): count for count, colour in found}


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png), formats=["PNG"])


def luminance(colour: str) -> float:
    """As WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("count", [5, 50, 1000])
def test_the_picture_is_a_png_as_wide_as_promised(count: int) -> None:
    image = opened(png_of(count))

    image.load()
    assert image.size[0] == WIDTH
    assert 600 < image.size[1] <= TALLEST


def test_the_picture_is_the_same_each_time() -> None:
    assert draw(picture_of(50)) == png_of(50)


def test_the_picture_follows_the_figures() -> None:
    one = picture_of(50)
    assert one.bars is not None
    first, *others = one.bars.bars
    changed = replace(one, bars=replace(one.bars, bars=(replace(first, full=first.full + 0.2), *others)))

    assert colours_in(opened(draw(changed)))[INKS[Ink.STRONG]] > colours_in(opened(png_of(50)))[INKS[Ink.STRONG]]


def test_the_picture_has_its_own_background_and_its_promised_colours() -> None:
    image = opened(png_of(50))
    colours = colours_in(image)

    assert max(colours, key=lambda each: colours[each]) == BACKGROUND
    assert colours.keys() >= {TEXT, *INKS.values()}
    assert image.convert("RGBA").getextrema()[3] == (255, 255), "nothing shines through"


def test_everything_is_told_from_the_background() -> None:
    assert contrast(TEXT, BACKGROUND) >= 7
    inks = [colour for ink, colour in INKS.items() if ink is not Ink.FAINT]  # which is striped
    assert min(contrast(each, BACKGROUND) for each in inks) >= 3


def test_what_there_is_nothing_to_say_about_is_left_out() -> None:
    answers = [an_answer(50 + each, examples=None, days_ago=300) for each in range(5)]
    found = of_all(answers, known(range(3), answers), today=TODAY, interview_on=None)
    assert found is not None

    bare = illustrated(found, TEXTS, locale="en-US")

    assert (bare.bars, bare.halves, bare.shares) == (None, (), ())
    assert opened(draw(bare)).size[0] == WIDTH


def test_grades_rise_with_the_grade() -> None:
    [steps] = [each for each in picture_of(1000).halves if isinstance(each, Steps)]

    assert steps.levels == ("Not there yet", "Mixed", "Good", "Strong")
    assert len(steps.points) == 8


@pytest.mark.parametrize("name", ["$x^2$ of $y$", "日本語の設計", "תכנון", "W" * 60, "🙂", "a\x07b"])
def test_any_name_of_a_topic_is_drawn_without_a_warning(name: str) -> None:
    picture = picture_of(5)
    assert picture.bars is not None
    first, *others = picture.bars.bars

    drawn = draw(replace(picture, bars=replace(picture.bars, bars=(replace(first, name=name), *others))))

    assert opened(drawn).size[0] == WIDTH


def test_letters_that_the_font_lacks_are_noticed() -> None:
    assert drawable("API design: Größe, Übung, тест")
    assert not drawable("日本語")
    assert not drawable("🙂")


async def test_pictures_that_are_wanted_at_once_are_drawn_one_after_the_other() -> None:
    pictures, wanted = Pictures(), [picture_of(5), picture_of(50)]

    drawn = await asyncio.gather(*map(pictures.drawn, wanted))

    assert drawn == [png_of(5), png_of(50)]


def test_the_bot_starts_without_what_draws() -> None:
    """It would take 50 MB in every process, also where nobody asks for a picture."""
    code = "import sys, bot.app.application, bot.__main__; sys.exit('matplotlib' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
