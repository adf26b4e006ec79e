"""What a judge of an evening may find."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    LOST = "lost"
    """Something written, or something that should be shown, is not there; or an old version of it is."""
    DOUBLED = "doubled"
    MISFILED = "misfiled"
    """It is there, but where it does not belong."""
    STUCK = "stuck"
    """Somebody cannot go on, or something waits that nothing keeps back."""
    TRACEBACK = "traceback"
    REFUSED = "refused"
    """A request that Discord does not understand."""


@dataclass(frozen=True, slots=True)
class Finding:
    fault: Fault
    what: str

    def __str__(self) -> str:
        return f"{self.fault}: {self.what}"
