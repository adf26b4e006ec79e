"""Draws a candidate's progress as a PNG with matplotlib; imported only where a picture is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text

from bot.practising.views.picture import Bar, Bars, Columns, Half, Ink, Picture, Shares, Steps

WIDTH = 1080
"""Pixels: three for each of a narrow phone."""
BACKGROUND = "#1e2126"
"""Opaque, so that the picture reads the same whether Discord is dark or light."""
TEXT = "#f4f5f7"
QUIET = "#b6bbc4"
TRACK = "#3a3f48"
# The palette of Okabe and Ito: https://jfly.uni-koeln.de/color/. Each also has a place or a label of its own.
INKS = {
    Ink.STRONG: "#56b4e9",
    Ink.FAINT: "#2f6483",
    Ink.GOOD: "#009e73",
    Ink.WARNING: "#e69f00",
    Ink.PLAIN: "#cc79a7",
}

_MARGIN = 48
_GAP = 34
_LARGE, _TITLE, _BODY, _SMALL = 50, 40, 36, 32
"""Heights of letters in pixels: a phone shows a third of that."""
_TITLE_ROOM = 62
_BAR_ROOM, _BAR_HEIGHT = 62, 38
_HALF_ROOM = 310
_SHARE_ROOM, _SHARE_HEIGHT = 176, 50
_HEADING_ROOM = 74


@dataclass(frozen=True, slots=True)
class _Box:
    """Where something is drawn: pixels from the left and from the top."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


def draw(picture: Picture) -> bytes:
    """The picture as a PNG, `WIDTH` pixels wide. The same picture always gives the same bytes.

    Takes about a tenth of a second, and some seconds for the first one: call it in a thread, one at a time.
    """
    with mpl.rc_context(rc=mpl.rcParamsDefault):
        return _Drawing(picture).png()


def drawable(text: str) -> bool:
    """True if the font of the picture has all letters of the text."""
    known = _characters()
    return all(ord(each) in known for each in text)


@cache
def _characters() -> frozenset[int]:
    return frozenset(FT2Font(str(_font(bold=False))).get_charmap())


def _font(*, bold: bool) -> Path:
    """The font that comes with matplotlib: pictures are the same on every machine."""
    return Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")


class _Drawing:
    """One pixel is one point, from the left and from the top."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._height = _height(picture)
        self._figure = Figure(figsize=(WIDTH / 72, self._height / 72), dpi=72, facecolor=BACKGROUND)
        self._canvas = FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(self._height, 0)

    def png(self) -> bytes:
        picture, inner = self._picture, WIDTH - 2 * _MARGIN
        top = float(_MARGIN)
        self._write(picture.title, (_MARGIN, top + _LARGE / 2), _LARGE, width=inner, bold=True)
        top += _HEADING_ROOM
        if picture.bars is not None:
            self._bars(picture.bars, _Box(_MARGIN, top, inner, _bars_room(picture.bars)))
            top += _bars_room(picture.bars) + _GAP
        if picture.halves:
            width = (inner - _GAP * (len(picture.halves) - 1)) / len(picture.halves)
            for number, half in enumerate(picture.halves):
                self._half(half, _Box(_MARGIN + number * (width + _GAP), top, width, _HALF_ROOM))
            top += _HALF_ROOM + _GAP
        for each in picture.shares:
            self._shares(each, _Box(_MARGIN, top, inner, _SHARE_ROOM))
            top += _SHARE_ROOM + _GAP
        file = BytesIO()
        self._canvas.print_figure(file, format="png", metadata={"Software": None})
        return file.getvalue()

    def _bars(self, bars: Bars, box: _Box) -> None:
        self._title(bars.title, box)
        self._write(bars.key, (box.left, box.top + _TITLE_ROOM + 12), _SMALL, width=box.width, colour=QUIET)
        names, values = box.width * 0.40, box.width * 0.14
        track = box.width - names - values
        for number, each in enumerate(bars.bars):
            middle = box.top + _TITLE_ROOM + 44 + (number + 0.5) * _BAR_ROOM
            self._write(_name_of(each), (box.left, middle), _BODY, width=names - 20)
            left, top = box.left + names, middle - _BAR_HEIGHT / 2
            self._block(_Box(left, top, track, _BAR_HEIGHT), TRACK)
            self._striped(_Box(left, top, track * min(each.full + each.faint, 1), _BAR_HEIGHT))
            self._block(_Box(left, top, track * min(each.full, 1), _BAR_HEIGHT), INKS[Ink.STRONG])
            self._write(each.value, (box.right, middle), _BODY, width=values, align="right")

    def _half(self, half: Half, box: _Box) -> None:
        self._title(half.title, box)
        inner = _Box(box.left, box.top + _TITLE_ROOM, box.width, box.height - _TITLE_ROOM - 48)
        self._write(half.first, (box.left, box.bottom - 18), _SMALL, width=box.width / 2, colour=QUIET)
        self._write(half.last, (box.right, box.bottom - 18), _SMALL, width=box.width / 2, colour=QUIET, align="right")
        match half:
            case Columns():
                self._columns(half, inner)
            case Steps():
                self._steps(half, inner)

    def _columns(self, columns: Columns, box: _Box) -> None:
        room = box.width / len(columns.heights)
        highest = max(*columns.heights, 1e-9)
        for number, (height, value) in enumerate(zip(columns.heights, columns.values, strict=True)):
            middle = box.left + (number + 0.5) * room
            tall = max((box.height - 44) * height / highest, 4)
            self._block(_Box(middle - room * 0.36, box.bottom - tall, room * 0.72, tall), INKS[Ink.GOOD])
            self._write(value, (middle, box.bottom - tall - 24), _SMALL, width=room, align="center")

    def _steps(self, steps: Steps, box: _Box) -> None:
        names = box.width * 0.42
        room = box.height / len(steps.levels)

        def height_of(level: int) -> float:
            return box.bottom - (level + 0.5) * room

        for level, name in enumerate(steps.levels):
            self._write(name, (box.left, height_of(level)), _SMALL, width=names - 12)
            self._line([box.left + names, box.right], [height_of(level)] * 2, TRACK, width=3)
        space = (box.width - names) / (len(steps.points) + 1)
        across = [box.left + names + space * (place + 1) for place in range(len(steps.points))]
        heights = [height_of(level) for level in steps.points]
        self._line(across, heights, INKS[Ink.WARNING], width=5, marker="D")

    def _shares(self, shares: Shares, box: _Box) -> None:
        self._title(shares.title, box)
        total = sum(each.count for each in shares.shares)
        top, left = box.top + _TITLE_ROOM, box.left
        for each in shares.shares:
            width = box.width * each.count / total
            self._block(_Box(left, top, max(width - 4, 0), _SHARE_HEIGHT), INKS[each.ink], rounded=False)
            left += width
        room = box.width / len(shares.shares)
        for number, each in enumerate(shares.shares):
            at, middle = box.left + number * room, top + _SHARE_HEIGHT + 34
            self._block(_Box(at, middle - 13, 26, 26), INKS[each.ink], rounded=False)
            self._write(each.label, (at + 38, middle), _SMALL, width=room - 48)

    def _title(self, text: str, box: _Box) -> None:
        self._write(text, (box.left, box.top + _TITLE / 2), _TITLE, width=box.width, bold=True)

    def _block(self, box: _Box, colour: str, *, rounded: bool = True) -> None:
        if box.width <= 0:
            return
        if rounded and min(box.width, box.height) > 12:
            style = "round,pad=0,rounding_size=6"
            patch = FancyBboxPatch((box.left, box.top), box.width, box.height, boxstyle=style, fc=colour, ec="none")
            self._axes.add_patch(patch)
        else:
            self._axes.add_patch(Rectangle((box.left, box.top), box.width, box.height, fc=colour, ec="none"))

    def _striped(self, box: _Box) -> None:
        """A block that is told from its neighbours by more than its colour."""
        if box.width <= 0:
            return
        stripes = Rectangle((box.left, box.top), box.width, box.height, fc=INKS[Ink.FAINT], lw=0, hatch="//")
        stripes.set_hatchcolor(INKS[Ink.STRONG])
        stripes.set_hatch_linewidth(4)
        self._axes.add_patch(stripes)

    def _line(
        self, across: Sequence[float], down: Sequence[float], colour: str, *, width: float, marker: str = ""
    ) -> None:
        line = Line2D(across, down, color=colour, linewidth=width, marker=marker, markersize=20)
        self._axes.add_line(line)

    def _write(
        self,
        text: str,
        at: tuple[float, float],
        size: float,
        *,
        width: float,
        colour: str = TEXT,
        align: str = "left",
        bold: bool = False,
    ) -> None:
        """One line, its middle at the second of `at`; made smaller to a limit, then cut, where it is too wide."""
        font = FontProperties(fname=_font(bold=bold), size=size)
        line = Text(
            *at,
            text,
            color=colour,
            fontproperties=font,
            ha=align,
            va="center",
            parse_math=False,
        )
        self._axes.add_artist(line)
        self._fit(line, size=size, width=width)

    def _fit(self, line: Text, *, size: float, width: float) -> None:
        text, smallest = line.get_text(), size * 0.85
        while line.get_window_extent().width > width and size > smallest:
            size -= 1
            line.set_fontsize(size)
        while line.get_window_extent().width > width and len(text) > 1:
            text = text[:-1]
            line.set_text(f"{text.rstrip()}…")


def _name_of(bar: Bar) -> str:
    return bar.name if drawable(bar.name) else bar.instead


def _bars_room(bars: Bars) -> float:
    return _TITLE_ROOM + 44 + _BAR_ROOM * len(bars.bars)


def _height(picture: Picture) -> int:
    """Pixels from top to bottom."""
    bands = [] if picture.bars is None else [_bars_room(picture.bars)]
    bands += [_HALF_ROOM] if picture.halves else []
    bands += [_SHARE_ROOM] * len(picture.shares)
    return round(2 * _MARGIN + _HEADING_ROOM + sum(bands) + _GAP * (len(bands) - 1))
