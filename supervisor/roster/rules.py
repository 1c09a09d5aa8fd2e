"""The branch's rules for making a roster, as settings. Pure."""

from __future__ import annotations

import msgspec


class Rules(msgspec.Struct, frozen=True):
    """Defaults are common practice; minutes of the day count from midnight."""

    prepare_minutes: int = 15  # on post before the doors open
    wrap_up_minutes: int = 15  # and after they close
    lunch_minutes: int = 45
    lunch_from_minute: int = 11 * 60
    lunch_to_minute: int = 13 * 60 + 30  # everybody is back by then
    days_per_week: int = 5
    days_in_a_row: int = 6
    longest_shift_minutes: int = 600  # longer opening hours are worked in two shifts

    def problem(self) -> str:
        """The name of the first figure that cannot be; empty when all can."""
        limits = {
            "prepare_minutes": (0, 120),
            "wrap_up_minutes": (0, 240),
            "lunch_minutes": (0, 180),
            "lunch_from_minute": (0, 1440),
            "lunch_to_minute": (0, 1440),
            "days_per_week": (1, 7),
            "days_in_a_row": (1, 14),
            "longest_shift_minutes": (120, 1440),
        }
        for name, (least, most) in limits.items():
            if not least <= getattr(self, name) <= most:
                return name
        return "lunch_to_minute" if self.lunch_to_minute - self.lunch_from_minute < self.lunch_minutes else ""
