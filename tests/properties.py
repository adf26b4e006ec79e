"""How property tests look for examples: the same ones in every run, however busy the computer is.

`pytest --hypothesis-profile=wide` looks further: at other examples each time, and at ten times as many
where a test names no number.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

_BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("steady", _BUSY, derandomize=True)
settings.register_profile("wide", _BUSY, max_examples=1000)
settings.load_profile("steady")
