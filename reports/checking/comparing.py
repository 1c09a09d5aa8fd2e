"""One sheet held against what was signed of it: which cells are not as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby

from reports.checking import cells
from reports.checking.aligning import BLANK, Aligned, align
from reports.checking.manifest import Block
from reports.checking.saying import Change, Note
from reports.checking.sheet import Row

MOST_KEPT = 20_000  # rows whose cells are kept for naming what changed in them
REPLACED = 0.6  # of the rows: then it is another sheet, and naming each cell says less
LIVE = "-" * 12


def mark(text: str) -> str:
    """The first eight signs of a digest."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


class Comparing:
    """A sheet being compared: it is fed its rows, then says what is not as it was signed."""

    def __init__(
        self,
        name: str,
        blocks: Sequence[Block],
        opened: Sequence[tuple[int, int, int, int]],
        *,
        again: Callable[[], Iterable[Row]],
        shows_day: Callable[[str], bool],
    ) -> None:
        self.name, self._again, self._shows_day = name, again, shows_day
        self._blocks, self._opened = blocks, opened
        self._now: list[str] = []  # marks of rows from line 0 on
        self._rows: dict[int, Row] = {}
        self._block: list[Row] = []
        self._next = 0
        self.strange = False
        self.styles: dict[str, tuple[int, int]] = {}
        self.hidden: list[int] = []
        self._good: set[int] = set()
        self.changes: list[Change] = []
        self.notes: list[Note] = []
        self.values_missing = self.filtered = False
        self._said: list[str] = []

    @property
    def marks(self) -> list[str]:
        """The marks of its rows."""
        return self._now

    def take(self, row: Row) -> None:
        """The next row."""
        if row.hidden:
            self.hidden.append(row.line)
        for column, style in row.styles.items():
            if style not in self.styles:
                self.styles[style] = row.line, column
        for first, left, last, right in self._opened:
            if first <= row.line <= last:
                for column in range(left, min(right + 1, len(row.cells))):
                    row.cells[column] = ""
                    row.values.pop(column, None)
        while row.cells and not row.cells[-1]:
            row.cells.pop()
        if not row.cells:
            return
        while self._next < len(self._blocks) and row.line > self._blocks[self._next].last:
            self._end()
        self._block.append(row)

    def _end(self) -> None:
        """The block that ends here: its rows are forgotten where they are as they were signed."""
        block = self._blocks[self._next] if self._next < len(self._blocks) else None
        rows, self._block = self._block, []
        texts = {row.line: cells.CELL.join(row.cells) for row in rows}
        last = block.last if block else (rows[-1].line if rows else -1)
        self._now.extend([BLANK] * (last + 1 - len(self._now)))
        good = False
        if block is not None:
            text = cells.ROW.join([texts.get(line, "") for line in range(block.first, block.last + 1)])
            whole = all(block.first <= line for line in texts)
            good = whole and sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == block.digest
            if good:
                self._now[block.first : block.last + 1] = block.rows
                self._good.add(self._next)
                self._keep([row for row in rows if row.values])
            self._next += 1
        if not good:
            for row in rows:
                self._now[row.line] = mark(texts[row.line])
            self._keep(rows)

    def _keep(self, rows: Sequence[Row]) -> None:
        if len(self._rows) < MOST_KEPT:
            self._rows.update((row.line, row) for row in rows)

    def finish(self) -> None:
        """After the last row: name what changed."""
        while self._next < len(self._blocks):
            self._end()
        self._end()
        signed = self.signed(self._blocks)
        if len(self._good) == len(self._blocks) and all(one == BLANK for one in self._now[len(signed) :]):
            aligned = Aligned([(line, line) for line in range(len(signed))], [], [], [])
            self._values(aligned)
            return
        if self._other(signed):
            self.strange = True
            self.changes.append(Change("sheet_replaced", self.name))
            return
        aligned = align(signed, self._now)
        for first, last in _runs(aligned.moved):
            self.changes.append(Change("rows_moved", self.name, _lines(first, last)))
        for first, last in _runs(aligned.added):
            now = self._shown(first) if first == last else ""
            self.changes.append(Change("row_added", self.name, _lines(first, last), now))
        for first, last in _runs(aligned.removed):
            self.changes.append(Change("row_removed", self.name, _lines(first, last)))
        self._cells(aligned, signed)
        self._values(aligned)
        if not self.changes and len(self._good) < len(self._blocks):
            bad = next(block for at, block in enumerate(self._blocks) if at not in self._good)
            where = f"A{bad.first + 1}:{cells.address(bad.last, bad.columns - 1)}"
            self.changes.append(Change("block", self.name, where))

    @staticmethod
    def signed(blocks: Sequence[Block]) -> list[str]:
        """The marks of the rows that were signed, from line 0 on."""
        found: list[str] = []
        for block in blocks:
            found.extend([BLANK] * (block.first - len(found)))
            found.extend(block.rows)
        return found

    def _other(self, signed: Sequence[str]) -> bool:
        """Whether hardly a row of it was on the signed sheet."""
        held = [one for one in signed if one != BLANK]
        now = set(self._now)
        missing = sum(one not in now for one in held)
        return len(held) >= 5 and missing > len(held) * REPLACED

    # ---------------------------------------------------------------- cells

    def _cells(self, aligned: Aligned, signed: Sequence[str]) -> None:
        """Name changed cells by crossing the changed rows of a block with its changed columns."""
        now_of = dict(aligned.pairs)
        skip = set(aligned.moved)
        for block in self._blocks:
            lines = range(block.first, block.last + 1)
            changed = [
                line for line in lines
                if line in now_of and self._mark(now_of[line]) != signed[line] and now_of[line] not in skip
            ]  # fmt: skip
            whole = all(line in now_of for line in lines) and not skip & {now_of[line] for line in lines}
            if changed:
                self._block_cells(block, changed, now_of, whole)
        covered = {line for block in self._blocks for line in range(block.first, block.last + 1)}
        for line, other in aligned.pairs:
            if line not in covered and self._mark(other) != BLANK and other not in skip:
                self._added(other, 0)

    def _mark(self, line: int) -> str:
        return self._now[line] if line < len(self._now) else BLANK

    def _block_cells(self, block: Block, changed: list[int], now_of: Mapping[int, int], whole: bool) -> None:
        left = []
        for line in changed:
            row = self._rows.get(now_of[line])
            if row is not None and len(row.cells) > block.columns:
                self._added(now_of[line], block.columns)
                kept = row.cells[: block.columns]
                while kept and not kept[-1]:
                    kept.pop()
                if mark(cells.CELL.join(kept)) == block.rows[line - block.first]:
                    continue
            left.append(line)
        columns: list[int] = []
        kept_all = whole and all(
            other in self._rows or self._mark(other) == BLANK
            for other in (now_of[line] for line in range(block.first, block.last + 1))
        )
        if kept_all:
            table = [self._padded(now_of[line], block.columns) for line in range(block.first, block.last + 1)]
            columns = [
                column for column, held in enumerate(zip(*table, strict=True))
                if mark(cells.ROW.join(held)) != block.marks[column]
            ]  # fmt: skip
        if left and not columns:
            for line in left:
                self._say("row", now_of[line], None)
        elif left and len(left) > 1 and len(columns) > 1:
            rows = "、".join(str(now_of[line] + 1) for line in left[:20]) + ("…" if len(left) > 20 else "")
            self.changes.append(Change("among", self.name, f"{rows} × {','.join(map(cells.letters_of, columns))}"))
        else:
            for line in left:
                for column in columns:
                    self._say("cell", now_of[line], column)

    def _padded(self, line: int, width: int) -> list[str]:
        held = self._rows[line].cells if line in self._rows else []
        return [*held[:width], *([""] * (width - len(held)))]

    def _added(self, line: int, begin: int) -> None:
        row = self._rows.get(line)
        for column, cell in enumerate(row.cells if row else []):
            if column >= begin and cell:
                self._say("added", line, column)

    def _say(self, kind: str, line: int, column: int | None) -> None:
        row = self._rows.get(line)
        if column is None:
            self.changes.append(Change(kind, self.name, _lines(line, line), self._shown(line)))
            return
        form = row.cells[column] if row is not None and column < len(row.cells) else ""
        if kind == "cell" and form[:1] == "f":
            kind = "formula"
        self.changes.append(Change(kind, self.name, cells.address(line, column), self._cell(row, column, form)))

    def _cell(self, row: Row | None, column: int, form: str) -> str:
        style = row.styles.get(column) if row is not None else None
        return cells.shown(form, day=style is not None and self._shows_day(style))

    def _shown(self, line: int) -> str:
        row = self._rows.get(line)
        held = [self._cell(row, column, cell) for column, cell in enumerate(row.cells) if cell] if row else []
        text = " | ".join(held)
        return text if len(text) <= 120 else text[:119] + "…"

    # ---------------------------------------------------------------- what formulas come to

    def _values(self, aligned: Aligned) -> None:
        now_of = dict(aligned.pairs)
        for block in self._blocks:
            if block.values:
                self._block_values(block, now_of)

    def _block_values(self, block: Block, now_of: Mapping[int, int]) -> None:
        """Formulas are met in the order of their marks: from the first down to the first changed row, and from the
        last up to the last changed one."""
        at_row: list[tuple[int, Row | None, bool]] = []
        for line in range(block.first, block.last + 1):
            other = now_of.get(line)
            same = other is not None and self._mark(other) == block.rows[line - block.first]
            at_row.append((line, self._rows.get(other) if other is not None else None, same))
        self._said = []
        sure = [sum(cell[:1] == "f" for cell in row.cells) if row and same else 0 for _line, row, same in at_row]
        broken = [place for place, (_line, _row, same) in enumerate(at_row) if not same]
        first_bad = broken[0] if broken else len(at_row)
        last_bad = broken[-1] if broken else -1
        index = 0
        for place in range(first_bad):
            index = self._row_values(at_row[place], block, index)
        index = len(block.values) - sum(sure[last_bad + 1 :])
        if broken:
            for place in range(last_bad + 1, len(at_row)):
                index = self._row_values(at_row[place], block, index)
            if any(sure[first_bad : last_bad + 1]):  # between two changed rows
                self.notes.append(Note("unread", self.name, _lines(block.first + first_bad, block.first + last_bad)))
        elif self._said and not (self.values_missing or self.filtered or self.changes):
            self._values_together(block)

    def _values_together(self, block: Block) -> None:
        """The digest over what all formulas of a block come to."""
        text = cells.ROW.join(self._said)
        if sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != block.values_digest:
            where = f"A{block.first + 1}:{cells.address(block.last, block.columns - 1)}"
            self.changes.append(Change("block", self.name, where))

    def _row_values(self, at: tuple[int, Row | None, bool], block: Block, index: int) -> int:
        line, row, _same = at
        if row is None:
            return index
        for column, cell in enumerate(row.cells):
            if cell[:1] != "f":
                continue
            expected = block.values[index] if index < len(block.values) else LIVE
            index += 1
            value = row.values.get(column)
            if expected == LIVE:
                continue
            if value_mark(line, column, value or "t") == expected:
                self._said.append(f"{cells.address(line, column)}={value or 't'}")
                continue
            if value is None:
                self.values_missing = True
            elif self._only_shown(cell, value):
                self.filtered = True
            else:
                now = cells.shown(value)
                self.changes.append(Change("value", self.name, cells.address(row.line, column), now))
        return index

    def _only_shown(self, formula: str, value: str) -> bool:
        """Whether it is a total that leaves out hidden rows, and comes to just what the others add up to."""
        if not self.hidden or not formula.startswith("fSUBTOTAL(9,") or value[:1] != "n":
            return False
        try:
            first, left, last, right = cells.area(formula[len("fSUBTOTAL(9,") : -1])
        except ValueError:
            return False
        total = 0.0
        for row in self._again():
            if first <= row.line <= last and not row.hidden:
                for column in range(left, min(right + 1, len(row.cells))):
                    held = row.cells[column]
                    held = row.values.get(column) or "" if held[:1] == "f" else held
                    total += float(held[1:]) if held[:1] == "n" else 0.0
        if cells.worth(None, repr(total)) != value:
            return False
        self.notes.append(Note("filtered", self.name))
        return True


def value_mark(line: int, column: int, value: str) -> str:
    """The mark of what a formula comes to."""
    said = f"{cells.address(line, column)}={value}"
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _runs(lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    for _key, run in groupby(enumerate(sorted(lines)), lambda one: one[1] - one[0]):
        held = [line for _at, line in run]
        yield held[0], held[-1]


def _lines(first: int, last: int) -> str:
    return f"{first + 1}:{last + 1}"
