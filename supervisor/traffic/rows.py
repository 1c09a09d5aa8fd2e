"""From rows of text to tickets, a chunk at a time, with a reason for every row that cannot be one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from supervisor.errors import Fault
from supervisor.language import _
from supervisor.traffic.mapping import NOBODY, OUTCOMES, RATINGS, TicketMapping, plain
from supervisor.traffic.moments import DATE_ONLY, FULL, MISSING, TIME_ONLY, UNREADABLE, Moments, read_moments
from supervisor.traffic.tickets import DAY_SECONDS, NEVER, Outcome, Tickets, make_tickets

CLOCKS_DIFFER_SECONDS = 5  # two clocks of one machine may differ by this much: mended, not refused
_NUMBER_BYTES = 32
_LAST_FIRST_DAY = 719_163 + 47_482  # 2100-01-01: no branch has tickets from then


class Reason(IntEnum):
    """Why a row is no ticket (or, for the last two, why a part of it was left out)."""

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

    @property
    def kept(self) -> bool:
        """Whether the ticket was taken all the same, without the unreadable part."""
        return self is Reason.BAD_RATING


def reason_text(reason: Reason) -> tuple[str, str]:
    """What is wrong and what to write instead, in the language in force."""
    texts = {
        Reason.TOO_SHORT: (_("the row has too few columns"), _("Fill the row up to the last column used.")),
        Reason.NO_NUMBER: (_("the ticket number is missing"), _("Write the printed number.")),
        Reason.LONG_NUMBER: (_("the ticket number is too long"), _("Write at most 32 letters or digits.")),
        Reason.NO_ARRIVAL: (_("the time of arrival is missing"), _("Write it like 2026-11-03 08:05:12.")),
        Reason.BAD_ARRIVAL: (_("the time of arrival cannot be read"), _("Write it like 2026-11-03 08:05:12.")),
        Reason.BAD_CALL: (_("the time of the call cannot be read"), _("Write it like 2026-11-03 08:05:12.")),
        Reason.BAD_END: (_("the time of the end cannot be read"), _("Write it like 2026-11-03 08:05:12.")),
        Reason.CALLED_EARLY: (_("called before the customer arrived"), _("Check the clock of the machine.")),
        Reason.ENDED_EARLY: (_("ended before it began"), _("Check the clock of the machine.")),
        Reason.TOO_LONG: (_("lasts longer than a day"), _("Check the dates of the row.")),
        Reason.ORDER: (_("its times contradict each other"), _("Check the clock of the machine.")),
        Reason.BAD_OUTCOME: (_("the outcome is not known"), _("Write served, left, void or open.")),
        Reason.TWICE: (_("the ticket is in the file already"), _("Nothing to do: the fuller row was taken.")),
        Reason.FUTURE: (_("the day has not come yet"), _("Check the date of the row.")),
        Reason.BAD_RATING: (_("the rating is not known; the ticket was taken without"), _("Write 1 to 5.")),
    }
    return texts[reason]


@dataclass(frozen=True, slots=True, eq=False)
class Rejected:
    """Rows that are no tickets, row numbers as Excel shows them, reasons as `Reason` values."""

    rows: NDArray[np.int32]
    reasons: NDArray[np.uint8]

    def counts(self) -> dict[str, int]:
        """How many rows by reason name."""
        return {reason.name: int(n) for reason in Reason if (n := (self.reasons == reason).sum())}

    def faults(self, file: str, sheet: str = "", most: int = 1000) -> tuple[Fault, ...]:
        """The first rows with reason and cure, for people to read."""
        listed = []
        for row, code in zip(self.rows[:most].tolist(), self.reasons[:most].tolist(), strict=True):
            problem, cure = reason_text(Reason(code))
            listed.append(Fault(problem, cure, file=file, sheet=sheet, row=row))
        return tuple(listed)


class RowReader:
    """Turns chunks of text rows into tickets; names of classes and windows are numbered as they appear."""

    def __init__(
        self, mapping: TicketMapping, headers: Sequence[object], rename_class: Callable[[str], str] = str
    ) -> None:
        place = {plain(header): position for position, header in reversed(list(enumerate(headers)))}
        self.mapping = mapping
        self._columns = list(dict.fromkeys(mapping.columns()))
        self._positions = [place[name] for name in self._columns]
        self._needed = max(self._positions) + 1
        self._pick = (
            itemgetter(*self._positions) if len(self._positions) > 1 else lambda row: (row[self._positions[0]],)
        )
        self._rename = rename_class
        self._mended: list[NDArray[np.int32]] = []
        self._classes: dict[str, int] = {}
        self._servers: dict[str, int] = {}
        self._class_of: dict[str, int] = {}
        self._server_of: dict[str, int] = {}
        self._outcome_of: dict[str, int] = {}
        self._rating_of: dict[str, int] = {}

    @property
    def mended_rows(self) -> NDArray[np.int32]:
        """Row numbers of tickets whose clocks differed by a few seconds and were made to agree."""
        return np.concatenate((np.zeros(0, np.int32), *self._mended)).astype(np.int32)

    def read(self, rows: list[Any], numbers: NDArray[np.int32]) -> tuple[Tickets, Rejected, NDArray[np.int32]]:
        """Tickets of these rows, what was rejected, and the row number of each ticket. `numbers`: of each row."""
        short = np.zeros(0, dtype=np.int32)
        if rows and min(map(len, rows)) < self._needed:
            filled = np.array([bool(any(row)) for row in rows])
            wide = np.array([len(row) >= self._needed for row in rows])
            short = numbers[filled & ~wide]
            keep = filled & wide
            rows, numbers = [row for row, kept in zip(rows, keep.tolist(), strict=True) if kept], numbers[keep]
        if not rows:
            return self._tickets({}, slice(0)), _rejected(short, np.full(short.size, Reason.TOO_SHORT)), numbers
        text = dict(zip(self._columns, zip(*map(self._pick, rows), strict=True), strict=True))
        found, reason, remark, mended = self._convert(text, len(rows))
        good = reason == 0
        self._mended.append(numbers[mended & good])
        blank = (reason == Reason.NO_NUMBER) & self._all_blank(rows, reason)
        bad = (~good & ~blank) | (remark != 0)
        rejected = _rejected(
            np.concatenate((short, numbers[bad])),
            np.concatenate((np.full(short.size, Reason.TOO_SHORT), np.where(good, remark, reason)[bad])),
        )
        return self._tickets(found, good), rejected, numbers[good]

    @staticmethod
    def _all_blank(rows: list[Any], reason: NDArray[np.uint8]) -> NDArray[np.bool_]:
        blank = np.zeros(len(rows), dtype=bool)
        for at in np.flatnonzero(reason == Reason.NO_NUMBER).tolist():
            blank[at] = not any(str(cell).strip() for cell in rows[at])
        return blank

    def _tickets(self, found: dict[str, NDArray[Any]], good: Any) -> Tickets:
        columns = (
            {name: values[good] for name, values in found.items()}
            if found
            else dict.fromkeys(
                ("day", "number", "arrived", "called", "finished", "outcome", "service_class", "server", "rating"), ()
            )
        )
        return make_tickets(tuple(self._classes), tuple(self._servers), **columns)

    def _convert(
        self, text: dict[str, Any], count: int
    ) -> tuple[dict[str, NDArray[Any]], NDArray[Any], NDArray[Any], NDArray[np.bool_]]:
        mapping = self.mapping
        reason = np.zeros(count, dtype=np.uint8)
        remark = np.zeros(count, dtype=np.uint8)

        def refuse(where: NDArray[np.bool_], why: Reason) -> None:
            reason[where & (reason == 0)] = why

        number = _numbers(text, mapping)
        refuse(number == b"", Reason.NO_NUMBER)
        if number.dtype.itemsize > _NUMBER_BYTES:
            refuse(np.char.str_len(number) > _NUMBER_BYTES, Reason.LONG_NUMBER)
            number = number.astype(f"S{_NUMBER_BYTES}")
        zero = mapping.zero_is_missing
        dates = read_moments(text[mapping.day]).day if mapping.day else np.zeros(count, dtype=np.int32)
        arrived = _first([read_moments(text[name], zero_is_missing=zero) for name in mapping.arrived])
        day = np.where(arrived.kind == FULL, arrived.day, dates)
        refuse(arrived.kind == MISSING, Reason.NO_ARRIVAL)
        refuse((arrived.kind == UNREADABLE) | (arrived.kind == DATE_ONLY) | (day == 0), Reason.BAD_ARRIVAL)
        refuse(day >= _LAST_FIRST_DAY, Reason.FUTURE)
        start = arrived.second
        called, refused = self._later(text, mapping.called, day, start)
        refuse(refused, Reason.BAD_CALL)
        finished, refused = self._later(text, mapping.finished, day, start)
        refuse(refused, Reason.BAD_END)
        for earlier, later in mapping.order:
            one, two = read_moments(text[earlier]), read_moments(text[later])
            gap = (two.day - one.day) * DAY_SECONDS + two.second - one.second
            gap = np.where(gap < -DAY_SECONDS // 2, gap + DAY_SECONDS, gap)
            refuse((one.kind >= TIME_ONLY) & (two.kind >= TIME_ONLY) & (gap < 0), Reason.ORDER)
        was_called, was_finished = called != NEVER, finished != NEVER
        refuse(was_called & (called < start - CLOCKS_DIFFER_SECONDS), Reason.CALLED_EARLY)
        mended = was_called & (called < start)
        called = np.where(was_called, np.maximum(called, start), NEVER)
        before = np.where(was_called, called, start)
        refuse(was_finished & (finished < before - CLOCKS_DIFFER_SECONDS), Reason.ENDED_EARLY)
        mended |= was_finished & (finished < before)
        finished = np.where(was_finished, np.maximum(finished, before), NEVER)
        refuse(np.maximum(called, finished) - start > DAY_SECONDS, Reason.TOO_LONG)
        outcome = self._outcomes(text, called, finished)
        refuse(outcome == 255, Reason.BAD_OUTCOME)
        rating = _coded(text.get(mapping.rating), count, self._rating_of, lambda one: RATINGS.get(plain(one), 255))
        remark[rating == 255] = Reason.BAD_RATING
        found = {
            "day": day,
            "number": number,
            "arrived": start,
            "called": called,
            "finished": finished,
            "outcome": outcome,
            "service_class": _coded(text.get(mapping.service_class), count, self._class_of, self._class),
            "server": _coded(text.get(mapping.server), count, self._server_of, self._server),
            "rating": np.where(rating == 255, 0, rating),
        }
        return found, reason, remark, mended

    def _later(
        self, text: dict[str, Any], names: tuple[str, ...], day: NDArray[Any], start: NDArray[Any]
    ) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        if not names:
            return np.full(day.size, NEVER, dtype=np.int64), np.zeros(day.size, dtype=bool)
        moment = _first([read_moments(text[name], zero_is_missing=self.mapping.zero_is_missing) for name in names])
        second = moment.second.astype(np.int64)
        second = np.where(moment.kind == FULL, second + (moment.day - day).astype(np.int64) * DAY_SECONDS, second)
        past_midnight = (moment.kind == TIME_ONLY) & (second < start - DAY_SECONDS // 2)
        second = np.where(past_midnight, second + DAY_SECONDS, second)
        second = np.where(moment.kind == MISSING, NEVER, np.clip(second, 0, 40 * DAY_SECONDS))
        return second, (moment.kind == UNREADABLE) | (moment.kind == DATE_ONLY)

    def _outcomes(self, text: dict[str, Any], called: NDArray[Any], finished: NDArray[Any]) -> NDArray[Any]:
        """As written; where nothing is written, from the times: called and ended is served, never called is left."""
        inferred = np.where(called == NEVER, Outcome.LEFT, np.where(finished == NEVER, Outcome.OPEN, Outcome.SERVED))
        if not self.mapping.outcome:
            return inferred
        written = _coded(
            text[self.mapping.outcome],
            called.size,
            self._outcome_of,
            lambda one: OUTCOMES.get(plain(one), 255) if plain(one) else 254,
        )
        return np.where(written == 254, inferred, written)

    def _class(self, text: str) -> int:
        return self._classes.setdefault(self._rename(text.strip()), len(self._classes))

    def _server(self, text: str) -> int:
        name = text.strip()
        name = "" if plain(name) in NOBODY else name
        return self._servers.setdefault(name, len(self._servers))


def _rejected(rows: NDArray[Any], reasons: NDArray[Any]) -> Rejected:
    return Rejected(rows.astype(np.int32), reasons.astype(np.uint8))


def _numbers(text: dict[str, Any], mapping: TicketMapping) -> NDArray[np.bytes_]:
    columns = [text[name] for name in mapping.number]
    joined = columns[0] if len(columns) == 1 else ["-".join(parts) for parts in zip(*columns, strict=True)]
    joined = [value.strip() for value in joined]
    try:
        number = np.array(joined, dtype=np.bytes_)
    except UnicodeEncodeError:
        number = np.array([value.encode("utf-8", "replace") for value in joined], dtype=np.bytes_)
    return number if number.dtype.itemsize else number.astype("S1")


def _first(moments: list[Moments]) -> Moments:
    """The first of several columns that is filled, row by row."""
    kind, day, second = moments[0].kind, moments[0].day, moments[0].second
    for other in moments[1:]:
        empty = kind == MISSING
        kind = np.where(empty, other.kind, kind)
        day = np.where(empty, other.day, day)
        second = np.where(empty, other.second, second)
    return Moments(kind, day, second)


def _coded(
    column: Sequence[str] | None, count: int, known: dict[str, int], code: Callable[[str], int]
) -> NDArray[np.int64]:
    """Codes of a text column with few different texts, each looked at once."""
    if column is None:
        return np.full(count, code(""), dtype=np.int64)
    for text in set(column) - known.keys():
        known[text] = code(text)
    return np.fromiter(map(known.__getitem__, column), dtype=np.int64, count=count)
