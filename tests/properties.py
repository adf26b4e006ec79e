"""How property tests look for examples: the same ones in every run, however busy the computer is.

`pytest --hypothesis-profile=wide` looks further: at other examples each time, and at ten times as many; at fifty times
as many where a test asks for `some`.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

_BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("steady", _BUSY, derandomize=True)
settings.register_profile("wide", _BUSY, max_examples=1000)
settings.load_profile("steady")


def some(examples: int) -> settings:
    """For examples that take long: so many in every run, which are always the same; many more under `wide`."""
    return settings(max_examples=examples * (50 if settings.get_current_profile_name() == "wide" else 1))
