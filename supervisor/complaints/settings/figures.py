"""The figures of the register that are no time limits of a case: windows, counts, sizes. Every one is a setting.

The defaults: a group names at most five representatives (2020 rules for consumer complaints); the rest is the
branch's own choice. They hold from the moment they are set.
"""

from __future__ import annotations

import msgspec

RANGES: dict[str, tuple[int, int]] = {
    "repeat_window_days": (1, 3660),
    "duplicate_days": (1, 366),
    "representatives_most": (1, 50),
    "backup_days": (1, 3660),
    "attachments_most": (1, 500),
    "attachment_most_mb": (1, 20),
    "remind_minutes": (0, 1440),
}
"""Name of a figure → least and most."""


class Figures(msgspec.Struct, frozen=True):
    """What the branch may set beside its time limits."""

    repeat_window_days: int = 365  # a customer who complains again within so many days is a repeat complainant
    duplicate_days: int = 7  # the same matter heard twice within so many days is one case
    representatives_most: int = 5  # of a group complaint
    backup_days: int = 90  # after so many days no backup may still hold what was erased
    attachments_most: int = 20  # files of one case
    attachment_most_mb: int = 20  # size of one file
    remind_minutes: int = 15  # so long before a promise falls due its owner is reminded; 0: never

    def faults(self) -> list[str]:
        """The names of figures that cannot be."""
        return [name for name, (least, most) in RANGES.items() if not least <= getattr(self, name) <= most]
