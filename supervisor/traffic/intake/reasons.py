"""Why a row of a ticket file is no ticket, or what was mended in it, with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from supervisor.errors import Fault
from supervisor.language import _


class Reason(IntEnum):
    """Why a row is no ticket; those with `kept` say what was mended in one that was taken."""

    TOO_SHORT = 1
    NO_NUMBER = 2
    LONG_NUMBER = 3
    NO_ARRIVAL = 4
    BAD_ARRIVAL = 5
    BAD_CALL = 6
    BAD_END = 7
    CALLED_EARLY = 8
    ENDED_EARLY = 9
    TOO_LONG = 10
    ORDER = 11
    BAD_OUTCOME = 12
    TWICE = 13
    FUTURE = 14
    BAD_RATING = 15
    FOOT = 16
    HEADINGS = 17
    CUT_OFF = 18
    TOO_WIDE = 19
    CLOCKS = 20
    MIDNIGHT = 21
    REPLACED = 22
    BAD_DURATION = 23
    NO_COUNT = 24
    BAD_START = 25
    NO_DAY = 26
    OVERLAP = 27
    TOO_COARSE = 28
    NO_VALUE = 29
    DECIMALS = 30
    WITHOUT_VALUE = 31
    COUNTED_TWICE = 32

    @property
    def kept(self) -> bool:
        """Whether the ticket was taken all the same, mended or without the unreadable part."""
        return self in (
            Reason.BAD_RATING, Reason.BAD_DURATION, Reason.CLOCKS, Reason.MIDNIGHT, Reason.REPLACED, Reason.DECIMALS,
            Reason.WITHOUT_VALUE,
        )  # fmt: skip


def reason_text(reason: Reason) -> tuple[str, str]:
    """What is wrong and what to write instead, in the language in force."""
    like = _("Write it like 2026-11-03 08:05:12.")
    clock = _("Check the clock of the machine.")
    texts = {
        Reason.TOO_SHORT: (_("the row has too few columns"), _("Fill the row up to the last column used.")),
        Reason.NO_NUMBER: (_("the ticket number is missing"), _("Write the printed number.")),
        Reason.LONG_NUMBER: (_("the ticket number is too long"), _("Write at most 32 letters or digits.")),
        Reason.NO_ARRIVAL: (_("the time of arrival is missing"), like),
        Reason.BAD_ARRIVAL: (_("the time of arrival cannot be read"), like),
        Reason.BAD_CALL: (_("the time of the call cannot be read"), like),
        Reason.BAD_END: (_("the time of the end cannot be read"), like),
        Reason.CALLED_EARLY: (_("called before the customer arrived"), clock),
        Reason.ENDED_EARLY: (_("ended before it began"), clock),
        Reason.TOO_LONG: (_("lasts longer than a day"), _("Check the dates of the row.")),
        Reason.ORDER: (_("its times contradict each other"), clock),
        Reason.BAD_OUTCOME: (_("the outcome is not known"), _("Write served, left, void or open.")),
        Reason.TWICE: (_("the ticket is in the file already"), _("Nothing to do: the fuller row was taken.")),
        Reason.FUTURE: (_("the day has not come yet"), _("Check the date of the row.")),
        Reason.BAD_RATING: (_("the rating is not known; the ticket was taken without"), _("Write 1 to 5.")),
        Reason.FOOT: (_("a total or a note, no ticket"), _("Nothing to do.")),
        Reason.HEADINGS: (_("the headings again"), _("Nothing to do.")),
        Reason.CUT_OFF: (_("the file breaks off in this row"), _("Export the file again and take it in again.")),
        Reason.TOO_WIDE: (_("more columns than headings: a comma stands inside a text"), _("Put the text in quotes.")),
        Reason.CLOCKS: (_("clocks made to agree"), clock),
        Reason.MIDNIGHT: (_("a time without a date, read as past midnight"), _("Export the times with their dates.")),
        Reason.REPLACED: (_("signs that could not be read were replaced"), _("Export the file as CSV UTF-8.")),
        Reason.BAD_DURATION: (_("a duration is not known; the ticket was taken without"), _("Write seconds.")),
        Reason.NO_COUNT: (_("there is no number of customers"), _("Write the count.")),
        Reason.BAD_START: (_("the interval cannot be read"), _("Write it like 2026-11-03 08:00, or 08:00-08:30.")),
        Reason.NO_DAY: (
            _("the time of arrival has no date"), _("Choose the column of the date, or export times with their dates."),
        ),
        Reason.COUNTED_TWICE: (
            _("the interval is in the file already"), _("Nothing to do: the larger count was taken."),
        ),
        Reason.OVERLAP: (
            _("the interval holds or overlaps others that are counted already: a total"), _("Nothing to do."),
        ),
        Reason.TOO_COARSE: (
            _("more than six hours: nothing says when they came"), _("Export counts by the hour or finer."),
        ),
        Reason.NO_VALUE: (
            _("a formula without a value, or with an error"), _("Open the workbook in Excel or WPS and save it again."),
        ),
        Reason.WITHOUT_VALUE: (
            _("a formula without a value, or with an error; the ticket was taken without"),
            _("Open the workbook in Excel or WPS and save it again."),
        ),
        Reason.DECIMALS: (_("a count with decimals; only the day is rounded"), _("Export counts, not averages.")),
    }  # fmt: skip
    return texts[reason]


@dataclass(frozen=True, slots=True, eq=False)
class Rejected:
    """Rows with a reason each (`Reason` values). Rows are numbered as Excel shows them, sheets one after another.

    sheets: how many rows come before each sheet, and its name; a file of one table needs none.
    """

    rows: NDArray[np.int32]
    reasons: NDArray[np.uint8]
    sheets: tuple[tuple[int, str], ...] = ()

    def counts(self) -> dict[str, int]:
        """How many rows by reason name."""
        return {reason.name: int(n) for reason in Reason if (n := (self.reasons == reason).sum())}

    def place(self, row: int) -> tuple[str, int]:
        """Sheet and row, as a person sees them."""
        before, name = max((one for one in self.sheets if one[0] < row), default=(0, ""))
        return name, row - before

    def faults(self, file: str, sheet: str = "", most: int = 1000) -> tuple[Fault, ...]:
        """The first rows with reason and cure, for people to read."""
        listed = []
        for row, code in zip(self.rows[:most].tolist(), self.reasons[:most].tolist(), strict=True):
            problem, cure = reason_text(Reason(code))
            name, at = self.place(row)
            listed.append(Fault(problem, cure, file=file, sheet=name or sheet, row=at))
        return tuple(listed)


def rejected(rows: NDArray[np.int32] | list[int], reasons: object) -> Rejected:
    """Rows with a reason each, or one for all."""
    places = np.asarray(rows, dtype=np.int32)
    return Rejected(places, np.broadcast_to(np.asarray(reasons, dtype=np.uint8), places.shape).copy())


def together(parts: list[Rejected], sheets: tuple[tuple[int, str], ...] = ()) -> Rejected:
    """All of them, ordered by row."""
    rows = np.concatenate([np.zeros(0, np.int32), *(one.rows for one in parts)])
    reasons = np.concatenate([np.zeros(0, np.uint8), *(one.reasons for one in parts)])
    order = np.argsort(rows, kind="stable")
    return Rejected(rows[order].astype(np.int32), reasons[order].astype(np.uint8), sheets)
