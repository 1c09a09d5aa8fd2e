"""From rows of text to tickets, a chunk at a time, with a reason for every row that cannot be one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.intake.columns import coded, first_filled, numbers_of, written_24
from supervisor.traffic.intake.durations import lasting
from supervisor.traffic.intake.feet import adds_up, begins_a_foot, feet_among
from supervisor.traffic.intake.formulas import taken_out
from supervisor.traffic.intake.headings import plain, repeats
from supervisor.traffic.intake.mapping import (
    FIVE_LETTERS,
    LETTERS,
    NOBODY,
    OUTCOMES,
    RATINGS,
    THREE_LETTERS,
    WORDS,
    TicketMapping,
)
from supervisor.traffic.intake.moments import (
    DATE_ONLY,
    FULL,
    MISSING,
    TIME_ONLY,
    UNREADABLE,
    Moments,
    Spelling,
    read_moments,
)
from supervisor.traffic.intake.reasons import Reason, Rejected, reason_text, rejected
from supervisor.traffic.intake.torn import breaks_off
from supervisor.traffic.tickets import COLUMNS, DAY_SECONDS, NEVER, Outcome, Tickets, make_tickets

__all__ = ["Reason", "Rejected", "RowReader", "reason_text"]

CLOCKS_DIFFER_SECONDS = 5  # two clocks of one machine may differ by this much: mended, not refused
EVENING = 20 * 3600  # only who comes later than this can be called at 0:00:00
NIGHT_SECONDS = 4 * 3600  # an arrival at 0:00:00 is one only when something happens soon after
_NUMBER_BYTES = 32
_LAST_FIRST_DAY = 719_163 + 47_482  # 2100-01-01: no branch has tickets from then
_LETTER = 100  # a key with a letter, until the whole file says how many keys the counter has


class RowReader:
    """Turns chunks of text rows into tickets; names of classes and windows are numbered as they appear."""

    def __init__(
        self,
        mapping: TicketMapping,
        headers: Sequence[object],
        rename_class: Callable[[str], str] = str,
        *,
        from_1904: bool = False,
        damaged: bool = False,
    ) -> None:
        place = {plain(header): position for position, header in reversed(list(enumerate(headers)))}
        self.mapping = mapping
        self._headers = {plain(header): str(header) for header in headers}
        self._width = len(headers)
        self._columns = list(dict.fromkeys(mapping.columns()))
        self._positions = [place[name] for name in self._columns]
        self._wide = max(self._positions) + 1
        must = (*mapping.number, mapping.arrived[0], mapping.day)
        self._needed = max(place[name] for name in must if name) + 1
        self._pick = (
            itemgetter(*self._positions) if len(self._positions) > 1 else lambda row: (row[self._positions[0]],)
        )
        self._spared = {mapping.service_class, mapping.server, mapping.rating}
        self._rename = rename_class
        self._damaged = damaged
        self._spelling = Spelling(mapping.date_order, bool(mapping.day), from_1904)
        self._repaired: list[Rejected] = []
        self.silent: list[NDArray[np.int32]] = []  # rows that say nothing of a ticket but that it was drawn
        self._classes: dict[str, int] = {}
        self._servers: dict[str, int] = {}
        self._class_of: dict[str, int] = {}
        self._classes_used: set[int] = set()
        self._foot_of: dict[str, bool] = {}
        self._server_of: dict[str, int] = {}
        self._outcome_of: dict[str, int] = {}
        self._rating_of: dict[str, int] = {}

    def share_names(self, other: RowReader) -> None:
        """Number classes and windows like another sheet's reader, whose tickets are joined with these."""
        self._classes, self._servers, self._class_of = other._classes, other._servers, other._class_of
        self._server_of, self._classes_used = other._server_of, other._classes_used

    @property
    def repaired(self) -> list[Rejected]:
        """Rows of tickets that were taken after something in them was mended, a chunk each."""
        return self._repaired

    @property
    def written_classes(self) -> dict[str, str]:
        """Class as written in the file -> the name or code under which it is kept; of rows that are tickets alone."""
        names = tuple(self._classes)
        return {
            text: names[position]
            for text, position in self._class_of.items()
            if text.strip() and position in self._classes_used
        }

    def cut_off(self, row: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
        """Whether the last row of a file without an end of line breaks off. `others`: rows before it."""
        return breaks_off(row, others, dict(zip(self._positions, self._columns, strict=True)), self.mapping)

    def read(self, rows: list[Any], numbers: NDArray[np.int32]) -> tuple[Tickets, Rejected, NDArray[np.int32]]:
        """Tickets of these rows, what was rejected, and the row number of each ticket. `numbers`: of each row."""
        odd: dict[int, Reason] = {}
        if rows and (min(map(len, rows)) < self._wide or max(map(len, rows)) > self._width):
            rows, numbers, odd = self._even(rows, numbers)
        refused = rejected(list(odd), list(odd.values()))
        if not rows:
            return self._tickets({}, slice(0)), refused, numbers
        text = dict(zip(self._columns, zip(*map(self._pick, rows), strict=True), strict=True))
        valueless = taken_out(text)
        found, reason, remark, repairs = self._convert(text, len(rows))
        for name, where in valueless.items():
            if name in self._spared:
                repairs.append((Reason.WITHOUT_VALUE, where))
            else:
                reason[where] = Reason.NO_VALUE
        first = [row[0] for row in rows]
        for start in set(first) - self._foot_of.keys():
            self._foot_of[start] = adds_up(start)
        if any(map(self._foot_of.__getitem__, set(first))):
            reason[np.fromiter(map(self._foot_of.__getitem__, first), dtype=bool, count=len(first))] = Reason.FOOT
        good = reason == 0
        self._classes_used.update(np.flatnonzero(np.bincount(found["service_class"][good])).tolist())
        unlike = ((reason > 0) & (reason <= Reason.BAD_ARRIVAL)) | (reason == Reason.NO_DAY)
        for at in np.flatnonzero(unlike).tolist():
            reason[at] = self.unlike_a_ticket(rows[at], Reason(int(reason[at])))
        if self._damaged:
            repairs.append((Reason.REPLACED, np.array([any("\ufffd" in cell for cell in row) for row in rows])))
        for why, where in repairs:
            self._repaired.append(rejected(numbers[where & good], why))
        self.silent.append(numbers[good & found.pop("silent")])
        bad = (~good & (reason != 0)) | (good & (remark != 0))
        listed = rejected(
            np.concatenate((refused.rows, numbers[bad])),
            np.concatenate((refused.reasons, np.where(good, remark, reason)[bad])),
        )
        return self._tickets(found, good), listed, numbers[good]

    def _even(
        self, rows: list[Any], numbers: NDArray[np.int32]
    ) -> tuple[list[Any], NDArray[np.int32], dict[int, Reason]]:
        """Rows with as many columns as are used; those with too few or too many, by row number."""
        odd: dict[int, Reason] = {}
        over = [len(row) > self._width and any(cell.strip() for cell in row[self._width :]) for row in rows]
        usual = sum(over) * 2 > len(rows)  # headings that are one short say nothing against the rows
        kept, keep = [], []
        for at, (row, wide) in enumerate(zip(rows, over, strict=True)):
            if len(row) < self._needed:
                if any(cell.strip() for cell in row):
                    odd[int(numbers[at])] = Reason(self.unlike_a_ticket(row, Reason.TOO_SHORT))
            elif wide and not usual:
                odd[int(numbers[at])] = Reason.TOO_WIDE
            else:
                kept.append([*row, *[""] * (self._wide - len(row))] if len(row) < self._wide else row)
                keep.append(at)
        return kept, numbers[keep], odd

    @staticmethod
    def unlike_a_ticket(row: Sequence[Any], reason: Reason) -> int | Reason:
        """What a row is that has no number or no arrival: nothing (0), a total or note, headings, else a bad row."""
        filled = [str(cell).strip() for cell in row if str(cell).strip()]
        if not filled:
            return 0
        if repeats(filled, WORDS):
            return Reason.HEADINGS
        return Reason.FOOT if any(map(begins_a_foot, filled[:2])) else reason

    def _tickets(self, found: dict[str, NDArray[Any]], good: Any) -> Tickets:
        columns = {name: values[good] for name, values in found.items()} if found else dict.fromkeys(COLUMNS, ())
        return make_tickets(tuple(self._classes), tuple(self._servers), **columns)

    def settled(self, tickets: Tickets) -> Tickets:
        """Tickets of the whole file, keys with letters brought to 1 to 5 by how many different ones there are."""
        keys = tickets.rating > _LETTER
        if not keys.any():
            return tickets
        scale = FIVE_LETTERS if (tickets.rating > _LETTER + len(THREE_LETTERS)).any() else THREE_LETTERS
        points = np.array([0, *(scale.get(one, 0) for one in LETTERS)], dtype=np.uint8)
        rating = np.where(keys, points[np.clip(tickets.rating.astype(int) - _LETTER, 0, len(LETTERS))], tickets.rating)
        return replace(tickets, rating=rating.astype(np.uint8))

    def _convert(
        self, text: dict[str, Any], count: int
    ) -> tuple[dict[str, NDArray[Any]], NDArray[Any], NDArray[Any], list[tuple[Reason, NDArray[np.bool_]]]]:
        mapping = self.mapping
        reason = np.zeros(count, dtype=np.uint8)
        remark = np.zeros(count, dtype=np.uint8)

        def refuse(where: NDArray[np.bool_], why: Reason) -> None:
            reason[where & (reason == 0)] = why

        number = numbers_of([text[name] for name in mapping.number])
        refuse(number == b"", Reason.NO_NUMBER)
        refuse(feet_among(number), Reason.FOOT)
        if number.dtype.itemsize > _NUMBER_BYTES:
            refuse(np.char.str_len(number) > _NUMBER_BYTES, Reason.LONG_NUMBER)
            number = number.astype(f"S{_NUMBER_BYTES}")
        zero = mapping.zero_is_missing
        of_day = replace(self._spelling, clock=False)
        dates = read_moments(text[mapping.day], spelling=of_day).day if mapping.day else np.zeros(count, dtype=np.int32)
        arrived = first_filled([self._moments(text, name, zero) for name in mapping.arrived])
        day = np.where(arrived.kind == FULL, arrived.day, dates)
        refuse(arrived.kind == MISSING, Reason.NO_ARRIVAL)
        refuse((arrived.kind == TIME_ONLY) & (day == 0), Reason.NO_DAY)
        refuse((arrived.kind == UNREADABLE) | (arrived.kind == DATE_ONLY) | (day == 0), Reason.BAD_ARRIVAL)
        refuse(day >= _LAST_FIRST_DAY, Reason.FUTURE)
        past = arrived.second == DAY_SECONDS
        midnight = written_24([text[name] for name in mapping.arrived], (arrived.kind == FULL) & (arrived.second == 0))
        day, start = np.where(past, day + 1, day), np.where(past, 0, arrived.second)
        written = self._written_outcomes(text, count)
        called, refused, crossed = self._later(text, mapping.called, day, start)
        refuse(refused, Reason.BAD_CALL)
        finished, refused, crossed_too = self._later(text, mapping.finished, day, start)
        refuse(refused, Reason.BAD_END)
        called, finished, unknown = lasting(
            mapping, self._headers, text, start, called, finished, written == Outcome.LEFT
        )
        remark[unknown] = Reason.BAD_DURATION
        for earlier, later in mapping.order:
            one, two = self._moments(text, earlier), self._moments(text, later)
            gap = (two.day - one.day) * DAY_SECONDS + two.second - one.second
            gap = np.where(gap < -DAY_SECONDS // 2, gap + DAY_SECONDS, gap)
            refuse((one.kind >= TIME_ONLY) & (two.kind >= TIME_ONLY) & (gap < 0), Reason.ORDER)
        was_called, was_finished = called != NEVER, finished != NEVER
        soon = np.where(was_called, called, np.where(was_finished, finished, DAY_SECONDS)) <= NIGHT_SECONDS
        refuse((start == 0) & ~past & ~midnight & ~soon, Reason.NO_ARRIVAL)  # a date whose time was left out
        refuse(was_called & (called < start - CLOCKS_DIFFER_SECONDS), Reason.CALLED_EARLY)
        mended = was_called & (called < start)
        called = np.where(was_called, np.maximum(called, start), NEVER)
        before = np.where(was_called, called, start)
        refuse(was_finished & (finished < before - CLOCKS_DIFFER_SECONDS), Reason.ENDED_EARLY)
        mended |= was_finished & (finished < before)
        finished = np.where(was_finished, np.maximum(finished, before), NEVER)
        refuse(np.maximum(called, finished) - start > DAY_SECONDS, Reason.TOO_LONG)
        service_class = coded(text.get(mapping.service_class), count, self._class_of, self._class)
        totals = [position for name, position in self._classes.items() if adds_up(name)]
        if totals:
            refuse(np.isin(service_class, totals), Reason.FOOT)
        outcome = np.where(written == 254, self._outcomes(called, finished), written)
        refuse(outcome == 255, Reason.BAD_OUTCOME)
        rating = coded(text.get(mapping.rating), count, self._rating_of, self._rating)
        remark[rating == 255] = Reason.BAD_RATING
        found = {
            "day": day,
            "number": number,
            "arrived": start,
            "called": called,
            "finished": finished,
            "outcome": outcome,
            "service_class": service_class,
            "server": coded(text.get(mapping.server), count, self._server_of, self._server),
            "rating": np.where(rating == 255, 0, rating),
            "silent": (written == 254) & (called == NEVER) & (finished == NEVER),
        }
        return found, reason, remark, [(Reason.CLOCKS, mended), (Reason.MIDNIGHT, crossed | crossed_too)]

    def _moments(self, text: dict[str, Any], name: str, zero_is_missing: bool = False) -> Moments:
        return read_moments(text[name], zero_is_missing=zero_is_missing, spelling=self._spelling)

    def _later(
        self, text: dict[str, Any], names: tuple[str, ...], day: NDArray[Any], start: NDArray[Any]
    ) -> tuple[NDArray[Any], NDArray[np.bool_], NDArray[np.bool_]]:
        """Seconds after the midnight of the day, which cannot be read, and which were read as past midnight.

        A zero where nobody can have been called (0:00:00 by day, the day alone) says that it did not happen.
        """
        if not names:
            none = np.zeros(day.size, dtype=bool)
            return np.full(day.size, NEVER, dtype=np.int64), none, none
        moment = first_filled([self._moments(text, name, self.mapping.zero_is_missing) for name in names])
        second = moment.second.astype(np.int64)
        same_day = (moment.kind == FULL) & (moment.day == day)
        never = (second == 0) & (((moment.kind == TIME_ONLY) & (start < EVENING)) | (same_day & (start > 0)))
        never |= (moment.kind == DATE_ONLY) & (moment.day == day)
        second = np.where(moment.kind == FULL, second + (moment.day - day).astype(np.int64) * DAY_SECONDS, second)
        past_midnight = (moment.kind == TIME_ONLY) & (second < start - DAY_SECONDS // 2) & ~never
        second = np.where(past_midnight, second + DAY_SECONDS, second)
        low = np.clip(second, -1_000 * DAY_SECONDS, 40 * DAY_SECONDS)
        low = np.where(low < 0, -2, low)  # a day before: earlier than any arrival, and not `NEVER`
        second = np.where((moment.kind == MISSING) | never, NEVER, low)
        refused = (moment.kind == UNREADABLE) | ((moment.kind == DATE_ONLY) & ~never)
        return np.where(refused, NEVER, second), refused, past_midnight

    def _written_outcomes(self, text: dict[str, Any], count: int) -> NDArray[Any]:
        """As written; 254 where nothing is, 255 where it is not known."""
        if not self.mapping.outcome:
            return np.full(count, 254, dtype=np.int64)

        def code(one: str) -> int:
            word = plain(unicodedata.normalize("NFKC", one)).strip("'\"=")
            return 254 if word in NOBODY else OUTCOMES.get(word, 255)

        return coded(text[self.mapping.outcome], count, self._outcome_of, code)

    def _outcomes(self, called: NDArray[Any], finished: NDArray[Any]) -> NDArray[Any]:
        """From the times: called and ended is served, never called is left.

        Where the file does not say who was called, an end is a service, and who has none is open: nobody knows.
        """
        mapping = self.mapping
        ended = np.where(finished == NEVER, Outcome.OPEN, Outcome.SERVED)
        if not (mapping.called or mapping.waited or mapping.served):
            return ended
        return np.where(called == NEVER, Outcome.LEFT, ended)

    def _class(self, text: str) -> int:
        name = unicodedata.normalize("NFKC", text).strip(" \t\r\n\u3000'\"=")
        name = "" if plain(name) in NOBODY else name
        return self._classes.setdefault(self._rename(name) if name else "", len(self._classes))

    def _server(self, text: str) -> int:
        name = unicodedata.normalize("NFKC", text).strip(" \t\r\n'\"=")
        name = "" if plain(name) in NOBODY else name
        return self._servers.setdefault(name, len(self._servers))

    def _rating(self, text: str) -> int:
        word = plain(unicodedata.normalize("NFKC", text)).strip("'\"= ")
        word = word[:-2] if re.fullmatch(r"\d\.0", word) else word
        if word in self.mapping.ratings:
            return self.mapping.ratings[word]
        if len(word) == 1 and word in LETTERS:
            return _LETTER + 1 + LETTERS.index(word)
        return RATINGS.get(word, 255)
