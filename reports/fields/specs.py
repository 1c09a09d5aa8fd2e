"""How a figure is declared: its code, names and kind, and how it is read from the source of its span."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from supervisor.language import Words

from .kinds import Value
from .source import Source


class Spec(NamedTuple):
    """A figure of any span. `over_spans`: it adds up or can be measured anew over a year, too; one that is only of a
    month, or of now, is not asked for by year. A count of nothing is no zero where the book was not kept."""

    code: str
    zh: str
    en: str
    kind: str
    read: Callable[[Source], Value]
    also: tuple[str, ...] = ()
    over_spans: bool = True

    @property
    def name(self) -> Words:
        """Its name in both languages."""
        return Words(self.zh, self.en)

    def value(self, source: Source) -> Value:
        """What it comes to in the span of the source."""
        found = self.read(source)
        if self.over_spans and found == 0 and not isinstance(found, str) and not source.known:
            return None
        return found


def share(hits: int, of: int) -> float | None:
    """So many of so many; None of nothing."""
    return hits / of if of else None
