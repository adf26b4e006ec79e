"""Help for people: an argument is shown by its name, without the Python type behind it."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand

_TYPE = re.compile(r"^(  [A-Z]+)( <[^>]*>)", re.MULTILINE)


class PlainHelp(TyperCommand):
    """A command whose arguments read `PATH`, not `PATH <list[Path]>`, which Typer offers no option for."""

    def get_help(self, ctx: Any) -> str:
        """The help; what stood in the place of the types is left blank, so that columns stay columns."""
        return _TYPE.sub(lambda found: found[1] + " " * len(found[2]), super().get_help(ctx))
