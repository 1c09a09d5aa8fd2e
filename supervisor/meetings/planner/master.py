"""The joint model: which start each part takes, so that nothing is double booked and customers wait least together.

Columns are starts with the price each has alone. Rows: each item is held in one way or left out; no person, room or
item twice in a quarter-hour; no more meetings at once than allowed; order. What meetings of one day cost each other is
added as terms on sets of columns when a solution shows it (`together.py`). The relaxation is solved first, with rows
for double booking made only where it breaks them; columns whose reduced cost exceeds the gap cannot be in a better plan
and are left out of the whole program, which is then small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from ..problem.model import Problem
from .columns import Column
from .crowds import Crowd, crowds
from .items import Agenda
from .program import Program, Row

INFINITY = float("inf")
NEVER = INFINITY
Rows = tuple[dict[int, int], dict[int, int]]
"""Rows of the open quarter-hours: in which at most one block is held, and in which at most one is felt."""
"""The cost of a set of columns that cannot stand together."""


@dataclass(frozen=True, slots=True)
class Block:
    """Columns that touch or overlap while the doors are open, with what they cost together; or one column alone.

    `at` to `until` its quarter-hours; `from_` to `to` those from the first in which it takes somebody from a queue to
    the pause after the last (both 0: in none)."""

    columns: tuple[int, ...]
    cost: float
    at: int
    until: int
    from_: int = 0
    to: int = 0


@dataclass(frozen=True)
class Prices:
    """Prices of the open quarter-hours, as running sums: of being in it, and of being felt in it (the pause after a
    meeting that takes somebody from a queue, too)."""

    held: np.ndarray
    felt: np.ndarray

    @classmethod
    def of(cls, quarters: int, held: dict[int, float], felt: dict[int, float]) -> Prices:
        """From prices by quarter-hour, those below zero counting as nothing."""
        tables = []
        for prices in (held, felt):
            sums = np.zeros(quarters + 2)
            for quarter, minutes in prices.items():
                sums[quarter + 1] = max(0.0, minutes)
            tables.append(np.cumsum(sums))
        return cls(*tables)

    def paid(self, block: Block) -> float:
        """What a block pays for its quarter-hours."""
        held, felt = self.held, self.felt
        return float(held[block.until] - held[block.at] + felt[block.to] - felt[block.from_])


@dataclass
class Model:
    """Everything the program is built from. `cost` by column, `left_out` by item; `terms` what sets of columns cost
    beyond the prices of their blocks (`NEVER`: they cannot be together); `open` the quarter-hours of opening hours."""

    problem: Problem
    agenda: Agenda
    columns: list[Column]
    cost: np.ndarray
    left_out: list[float]
    open: frozenset[int] = frozenset()
    ignored: str = ""  # a rule that is left out, to see whether it is what stands in the way
    terms: dict[frozenset[int], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.blocks: list[Block] = []
        for n in range(len(self.columns)):
            self.blocks.append(self.block([n], 0.0))
        self._held_parts: dict[int, frozenset[int]] = {}
        self.known_blocks: dict[frozenset[int], int] = {}
        self._taking: list[Crowd] | None = None
        self.bits = [self._bits(one) for one in self.columns]
        self.by_part: dict[int, list[int]] = defaultdict(list)
        for n, one in enumerate(self.columns):
            self.by_part[one.part].append(n)
        self._core: dict[tuple[int, int], int] = {}
        for n, one in enumerate(self.columns):  # who is in every column of a part on a day
            key = (one.part, one.at // 96)
            self._core[key] = self._core.get(key, -1) & self.bits[n]

    def block(self, columns: list[int], extra: float) -> Block:
        """The block of these columns, which cost `extra` beyond the sum of their prices."""
        here = [self.columns[n] for n in columns]
        loud = [one for one in here if not one.quiet]
        return Block(
            columns=tuple(columns),
            cost=sum(float(self.cost[n]) for n in columns) + extra,
            at=min(one.at for one in here),
            until=max(one.until for one in here),
            from_=min((one.at for one in loud), default=0),
            to=max((one.until + 1 for one in loud), default=0),
        )

    def _bits(self, one: Column) -> int:
        """People, room and item of a column as bits: columns that share one must not overlap."""
        staff = len(self.problem.people)
        part = self.agenda.parts[one.part]
        bits = 1 << (staff + part.item)
        if self.ignored != "no_double_booking":
            bits |= one.mask
        if part.wish.room and self.ignored != "room_free":
            rooms = sorted({wish.room for wish in self.problem.wishes})
            bits |= 1 << (staff + len(self.agenda.items) + rooms.index(part.wish.room))
        return bits

    def clash(self, one: int, other: int) -> bool:
        """Whether two columns cannot stand together because of time and people, room or item."""
        a, b = self.columns[one], self.columns[other]
        return a.at < b.until and b.at < a.until and bool(self.bits[one] & self.bits[other])

    def program(self, kept: list[int]) -> tuple[Program, dict[int, int], Rows]:
        """The program of these blocks: with the place of each block in it, and the rows of the open quarter-hours."""
        program = Program()
        place = {n: program.add(self.blocks[n].cost) for n in kept}
        by_part: dict[int, list[int]] = defaultdict(list)
        for n, at in place.items():
            for column in self.blocks[n].columns:
                by_part[self.columns[column].part].append(at)
        left_out = []
        for item in self.agenda.items:
            out = program.add(self.left_out[item.number])
            left_out.append(out)
            modes = [self.agenda.modes[n] for n in item.modes]
            if len(modes) == 1 and len(modes[0].parts) == 1:
                program.row(1, 1, [*by_part[modes[0].parts[0]], out])
                continue
            chosen = [program.add(0.0) for _mode in modes]
            program.row(1, 1, [*chosen, out])
            for mode, taken in zip(modes, chosen, strict=True):
                for part in mode.parts:
                    held = by_part[part]
                    program.row(0, 0, [*held, taken], [*[1.0] * len(held), -1.0])
        rows: Rows = ({}, {})
        for quarter, here in sorted(self.by_quarter(kept).items()):
            if quarter in self.open:
                rows[0][quarter] = len(program.rows)
                program.row(-INFINITY, 1, [place[n] for n in here])
            elif self.problem.most_at_once > 0:
                count = [float(sum(self._covers(c, quarter) for c in self.blocks[n].columns)) for n in here]
                program.row(-INFINITY, self.problem.most_at_once, [place[n] for n in here], count)
        for quarter, here in sorted(self._felt_by_quarter(kept).items()):
            rows[1][quarter] = len(program.rows)
            program.row(-INFINITY, 1, [place[n] for n in here])
        program.rows.extend(self._crowds(place))
        program.rows.extend(self._order(place))
        for before, after in self.agenda.order if self.ignored != "after_others" else ():
            program.row(0, 1, [left_out[after], left_out[before]], [1.0, -1.0])
        return program, place, rows

    def _crowds(self, place: dict[int, int]) -> list[Row]:
        """Of people that several meetings choose from, no more come to what overlaps than there are."""
        if self.ignored == "no_double_booking" or not any(one.pools for one in self.columns):
            return []
        if self._taking is None:
            self._taking = crowds(self.columns, self.columns_by_quarter(range(len(self.columns))))
        holding: dict[int, list[int]] = defaultdict(list)
        for n, at in place.items():
            for column in self.blocks[n].columns:
                holding[column].append(at)
        rows: list[Row] = []
        for taking, number in self._taking:
            count: dict[int, float] = defaultdict(float)
            for column, takes in taking:
                for at in holding[column]:
                    count[at] += takes
            rows.append((-INFINITY, float(number), list(count), list(count.values())))
        return rows

    def add_terms(self, program: Program, place: dict[int, int], holding: dict[int, list[int]]) -> None:
        """Rows and columns for what sets of columns cost together; `holding`: kept blocks by column."""
        for columns, minutes in self.terms.items():
            if not all(holding.get(n) for n in columns):
                continue
            # a column is chosen as one of its blocks; what one block holds of the set counts once for each
            count: dict[int, float] = defaultdict(float)
            for n in columns:
                for block in holding[n]:
                    count[place[block]] += 1.0
            places, values = list(count), list(count.values())
            if minutes == NEVER:
                program.row(-INFINITY, len(columns) - 1, places, values)
                continue
            extra = program.add(minutes, whole=False)
            if minutes > 0:
                program.row(-INFINITY, len(columns) - 1, [*places, extra], [*values, -1.0])
            else:
                for n in columns:
                    held = [place[block] for block in holding[n]]
                    program.row(-INFINITY, 0, [extra, *held], [1.0, *[-1.0] * len(held)])

    def _order(self, place: dict[int, int]) -> list[Row]:
        """Before B begins at or before a moment, A must have ended by it: one row for each moment at which B may begin.
        Of items held in batches this is asked of each pair of parts."""
        rows: list[Row] = []
        if self.ignored == "after_others":
            return rows
        held: dict[int, list[tuple[Column, int]]] = defaultdict(list)
        for n, at in place.items():
            for column in self.blocks[n].columns:
                held[self.columns[column].part].append((self.columns[column], at))
        for before, after in self.agenda.order:
            for first in (held[part] for part in self._parts(before)):
                for second in (held[part] for part in self._parts(after)):
                    for moment in sorted({column.at for column, _at in second}):
                        count: dict[int, float] = defaultdict(float)
                        for column, at in first:
                            count[at] += column.until > moment
                        for column, at in second:
                            count[at] += column.at <= moment
                        used = {at: times for at, times in count.items() if times}
                        rows.append((-INFINITY, 1.0, list(used), list(used.values())))
        return rows

    def parts_of(self, block: int) -> frozenset[int]:
        """Parts held by a block."""
        found = self._held_parts.get(block)
        if found is None:
            found = frozenset(self.columns[n].part for n in self.blocks[block].columns)
            self._held_parts[block] = found
        return found

    def _parts(self, item: int) -> list[int]:
        return [part for mode in self.agenda.items[item].modes for part in self.agenda.modes[mode].parts]

    def _covers(self, column: int, quarter: int) -> bool:
        return self.columns[column].at <= quarter < self.columns[column].until

    def by_quarter(self, blocks: Iterable[int]) -> dict[int, list[int]]:
        """Blocks by the quarter-hours that they cover."""
        here: dict[int, list[int]] = defaultdict(list)
        for n in blocks:
            for quarter in range(self.blocks[n].at, self.blocks[n].until):
                here[quarter].append(n)
        return here

    def _felt_by_quarter(self, blocks: Iterable[int]) -> dict[int, list[int]]:
        """Blocks by the open quarter-hours in which they are felt."""
        here: dict[int, list[int]] = defaultdict(list)
        for n in blocks:
            for quarter in range(self.blocks[n].from_, self.blocks[n].to):
                if quarter in self.open:
                    here[quarter].append(n)
        return here

    def columns_by_quarter(self, numbers: Iterable[int]) -> dict[int, list[int]]:
        """Columns by the quarter-hours outside opening hours that they cover."""
        here: dict[int, list[int]] = defaultdict(list)
        for n in numbers:
            for quarter in range(self.columns[n].at, self.columns[n].until):
                if quarter not in self.open:
                    here[quarter].append(n)
        return here

    def clique(self, quarter: int, bit: int, here: list[int]) -> list[int]:
        """Columns of `here` of which no two can be together: those with this bit, and those of parts that share
        somebody with each of them anyway."""
        day = quarter // 96
        parts = sorted({self.columns[n].part for n in here})
        core = {part: self._core[part, day] for part in parts}
        members = [part for part in parts if core[part] >> bit & 1]
        if len(members) < 2:
            return [n for n in here if self.bits[n] >> bit & 1]
        for part in parts:
            if part not in members and all(core[part] & core[other] for other in members):
                members.append(part)
        return [n for n in here if self.columns[n].part in members]

    def exclusion(self, one: list[int], place: dict[int, int], holding: dict[int, list[int]]) -> Row:
        """The row that allows at most one of these columns."""
        at = sorted({place[block] for n in one for block in holding.get(n, ())})
        return (-INFINITY, 1.0, at, [1.0] * len(at))

    def broken(self, values: np.ndarray, here: dict[int, list[int]]) -> list[list[int]]:
        """Double bookings of a relaxed solution, each as the largest set of columns found that excludes each other."""
        load: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for n in np.flatnonzero(values > 1e-7).tolist():
            bits, share, column = self.bits[n], float(values[n]), self.columns[n]
            numbers = [bit for bit in range(bits.bit_length()) if bits >> bit & 1]
            for quarter in range(column.at, column.until):
                if quarter in self.open:
                    continue
                loads = load[quarter]
                for bit in numbers:
                    loads[bit] += share
        found: dict[tuple[int, ...], list[int]] = {}
        for quarter, loads in load.items():
            done: set[tuple[int, ...]] = set()
            for bit, share in sorted(loads.items(), key=lambda one: (-one[1], one[0])):
                if share <= 1 + 1e-6:
                    break
                columns = self.clique(quarter, bit, here[quarter])
                key = tuple(columns)
                if key not in done:
                    done.add(key)
                    found[key] = columns
        return list(found.values())

    def excluding(self, columns: Iterable[int]) -> list[list[int]]:
        """For the whole program: all sets of columns outside opening hours of which at most one may be chosen."""
        found: dict[tuple[int, ...], list[int]] = {}
        for quarter, here in self.columns_by_quarter(columns).items():
            bits = 0
            for n in here:
                bits |= self.bits[n]
            sets = {tuple(self.clique(quarter, bit, here)) for bit in range(bits.bit_length()) if bits >> bit & 1}
            largest: list[frozenset[int]] = []
            for one in sorted(sets, key=lambda one: (-len(one), one)):
                whole = frozenset(one)
                several = len({self.columns[n].part for n in one}) > 1
                if several and not any(whole <= other for other in largest):
                    largest.append(whole)
                    found[one] = list(one)
        return list(found.values())
