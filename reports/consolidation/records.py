"""What is known of each file of a consolidation, and of the consolidation itself.

Plain values only: they travel between processes and are written to JSON as they are. Names of reasons are codes; the
words for them are in `reasons`, so that a worker needs no language.
"""

from __future__ import annotations

import msgspec

Value = float | str | None
"""A figure as the cell shows it: points and money in units, shares as fractions, days as text; None: not known."""


class Found(msgspec.Struct, frozen=True):
    """A file that may be a workbook of a branch: where it stands, and how it is called within the folder."""

    path: str
    file: str


class Ignored(msgspec.Struct, frozen=True):
    """A file that is none of our business, and why (`reasons.IGNORED`)."""

    file: str
    why: str


class Tally(msgspec.Struct, frozen=True):
    """How often something occurred at one branch: an `item` of a check-list that failed (with the points it cost), a
    complaint of a `class` or `cause`, a person with a `grade`."""

    kind: str
    code: str
    zh: str
    en: str
    count: float
    points: float = 0.0


class Said(msgspec.Struct, frozen=True):
    """What a workbook says of a figure in its own language: its unit and its name."""

    unit: str
    name: str


class Workbook(msgspec.Struct, frozen=True):
    """A month workbook of a branch whose proof holds. `seal` says what its signature is worth: `known` (by a device
    among the keys) or `own` (it proves itself only: no keys were given). `remarks` are codes of `reasons.REMARKS`."""

    file: str
    sha256: str
    month: str
    branch: str
    branch_no: str
    book: str
    device: str
    signer: str
    made_at: str
    language: str
    program: str
    seal: str
    figures: dict[str, Value]
    said: dict[str, Said] = {}  # what the workbook calls its figures, by code
    tallies: tuple[Tally, ...] | None = None  # None: the program that wrote it knew no such table
    remarks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells a branch from others: its number, and its name where it has none."""
        return self.branch_no or self.branch

    @property
    def state(self) -> str | None:
        """Where the month's appraisal stood: a code, or None where the workbook does not say."""
        said = self.figures.get("report.state_code")
        return str(said) if said is not None else None


class Refused(msgspec.Struct, frozen=True):
    """A file that was not taken: the reason (`reasons.REASONS`) and particulars that need no translation, such as the
    first changed cells or the file that was taken in its place."""

    file: str
    reason: str
    details: str = ""
    month: str = ""
    branch: str = ""
    branch_no: str = ""
    sha256: str = ""


Outcome = Workbook | Refused


class Consolidated(msgspec.Struct, frozen=True):
    """What became of a folder: the month, what was taken, refused and passed over."""

    month: str
    taken: tuple[Workbook, ...]
    refused: tuple[Refused, ...]
    ignored: tuple[Ignored, ...]
    out: str = ""
