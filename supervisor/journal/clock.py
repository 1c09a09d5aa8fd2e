"""Hybrid logical clock: one whole number that orders what happened on devices that do not see each other.

The high bits are wall-clock milliseconds since 1970, the low 16 bits a counter (Kulkarni et al., "Logical Physical
Clocks", 2014). It never runs backwards on one device and follows what the device has seen of others, but not an entry
from more than five minutes ahead: one laptop set to 2099 must not drag a branch with it.
"""

from __future__ import annotations

from datetime import datetime

from supervisor.errors import BadInput
from supervisor.language import _

COUNTER_BITS = 16
TOLERANCE_MS = 5 * 60 * 1000
LAST = 2**63 - 1  # what every engine stores as a whole number
FIRST_YEAR, LAST_YEAR = 1970, 2999  # what the clock of a computer may say
LAST_MS = 32_503_680_000_000 - 1  # the end of the last of these years, milliseconds since 1970


def plausible(moment: datetime) -> datetime:
    """The instant itself. Raises BadInput for a year that nobody can mean: it could not be reckoned with, and what was
    entered by it would come after everything else for good.
    """
    if FIRST_YEAR <= moment.year <= LAST_YEAR:
        return moment
    words = _("The clock of this computer stands at {day}. Set it right, then try again; nothing was written.")
    raise BadInput(words.format(day=moment.date().isoformat()))


def reading(now_ms: int) -> int:
    """The clock reading of a wall-clock instant (milliseconds since 1970), counter zero."""
    return now_ms << COUNTER_BITS


def wall_ms(clock: int) -> int:
    """Milliseconds since 1970 of a clock reading."""
    return clock >> COUNTER_BITS


def tick(seen: int, now_ms: int) -> int:
    """The next reading on this device: later than all it has seen, not earlier than its wall clock."""
    return max(reading(now_ms), seen + 1)


def follow(seen: int, foreign: int, now_ms: int) -> int:
    """What this device has seen after meeting an entry of another: unchanged if that is too far ahead."""
    return max(seen, foreign) if foreign <= reading(now_ms + TOLERANCE_MS) else seen


def stamp(seen: int, base: int) -> int:
    """The reading an entry carries: this device's, but always after that of the entry it was based on.

    So what was done in sight of something counts after it, even if that came from a clock far ahead; the device's own
    clock stays where it is.
    """
    return max(seen, min(base + 1, LAST))
