"""What a weekly sheet says. A figure nobody recorded is None, never zero."""

from __future__ import annotations

from datetime import date

import msgspec

WEEKS = 4  # of a trend, this one included


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a person's week, in hundredths: `weeks` oldest first, this one last; `month_c` the month so far.

    `target_c` is the month's target by the rule book in force (None: it has none); `less` says that less is better.
    """

    item: str
    name: str
    weeks: tuple[int | None, ...]
    month_c: int | None = None
    target_c: int | None = None
    less: bool = False

    @property
    def this_c(self) -> int | None:
        """This week's figure."""
        return self.weeks[-1]

    @property
    def change_c(self) -> int | None:
        """Against the week before; None where either was not recorded."""
        this, before = self.weeks[-1], self.weeks[-2]
        return None if this is None or before is None else this - before

    @property
    def met(self) -> bool | None:
        """Whether the month's target is reached; None where there is none or nothing was recorded."""
        if self.month_c is None or self.target_c is None:
            return None
        return self.month_c <= self.target_c if self.less else self.month_c >= self.target_c


class Owed(msgspec.Struct, frozen=True):
    """Something open of his: "promise", "complaint" or "action" by its number; the day it is due, if it has one."""

    kind: str
    number: str
    due: date | None
    late: bool


class WeekSheet(msgspec.Struct, frozen=True, kw_only=True):
    """One person's week, Monday to Sunday. `kept` and `broken`: promises that fell due in it; `at_fault`: complaints
    heard in it in which the bank answers for him; `praised`: praise."""

    person: str
    no: str
    name: str
    role: str
    first: date
    last: date
    figures: tuple[Figure, ...]
    owed: tuple[Owed, ...] = ()
    kept: int = 0
    broken: int = 0
    at_fault: int = 0
    praised: int = 0

    @property
    def recorded(self) -> bool:
        """Whether anything was recorded of this week."""
        return any(one.this_c is not None for one in self.figures)
