"""What a picture of fairness shows, before anything is painted: the same rows make picture, words and table.

Pure, so that what is drawn, what is read aloud and what is copied to Excel can never differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from supervisor.desktop.wording import MINUS

Kind = Literal["accent", "bad", "warning", "quiet"]
Shape = Literal["rows", "field", "lines"]


def signed(value: float, digits: int = 2) -> str:
    """With its sign, a minus as it is printed."""
    return f"{value:+.{digits}f}".replace("-", MINUS)


@dataclass(frozen=True)
class Row:
    """One line of a picture of rows: a dot `at` with its whisker, `other` a hollow dot joined to it, a `box` of five
    numbers with the `points` it is made of. `words` say all of it; `cells` are its line of the table, `sorts` what
    they sort by."""

    key: str
    name: str
    words: str
    cells: tuple[str, ...]
    sorts: tuple[float | str, ...]
    at: float | None = None
    low: float | None = None
    high: float | None = None
    other: float | None = None
    box: tuple[float, float, float, float, float] | None = None
    points: tuple[float, ...] = ()
    kind: Kind = "accent"
    hollow: bool = False
    sure: bool = False  # a difference beyond chance: its dot is a triangle, for whoever sees no colours


@dataclass(frozen=True)
class Course:
    """One line over time: values by place of `columns`, None where there is none."""

    key: str
    name: str
    values: tuple[float | None, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A picture: `heads` of its table (name, whether numbers), `how` to read it, `notes` beside it, `axis` the words
    of its scale. Rows: `rows`, with a line at `zero` where there is one. A field: `values` by row and column with their
    `texts`. Lines: `courses` over `columns`."""

    key: str
    title: str
    how: str
    notes: tuple[str, ...] = ()
    heads: tuple[tuple[str, bool], ...] = ()
    rows: tuple[Row, ...] = ()
    shape: Shape = "rows"
    axis: str = ""
    zero: float | None = None
    whole: bool = False  # places are whole numbers, the best at the left
    columns: tuple[str, ...] = ()
    values: tuple[tuple[float, ...], ...] = ()
    texts: tuple[tuple[str, ...], ...] = ()
    courses: tuple[Course, ...] = ()
    empty: str = ""

    @property
    def bare(self) -> bool:
        """Whether there is nothing to be seen."""
        return not (self.rows or self.courses)
