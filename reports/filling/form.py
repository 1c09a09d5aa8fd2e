"""Head office's own form filled with a month of the branch.

The form keeps everything it came with: its styles, merged cells, formulas, print set-up, charts, pictures and text
boxes. Only cells that a placeholder or a defined name asks for are changed, and what must move when a list grows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from reports.fields import Catalogue, Cell, Field, scores_of
from reports.recording import recorder
from reports.sealed import encrypt, password_meant
from reports.writing import whole, working_folder
from supervisor.access import Right, require
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book
from supervisor.language import _

from .around import move_around
from .drawn import fill_drawn, left_alone
from .elsewhere import heads_of_tables, move_elsewhere
from .filled import Filled, Grown, Place
from .heights import Heights
from .moves import Block, Moves
from .opening import open_form
from .package import Package
from .putting import Putting
from .rows import move_rows, speaks_of_moved
from .sheets import Sheet, Strings, sheets_of
from .slots import Group, Slot, groups_of, slots_in_cells, slots_of_names
from .stale import forget
from .texts import Mark

Progress = Callable[[float, str], None]


class Stopped(Exception):
    """Whoever asked for it does not want it any more."""


def fill_form(
    book: Book,
    form: Path,
    month: str,
    out: Path,
    *,
    actor: str = SYSTEM,
    password: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Filled | None:
    """Fill `form` with `month` ("2026-11") and write it to `out`, whole or not at all; returns what came of every name,
    None where it was cancelled. A form that asks for a password is opened with `password`, and so is what comes of it,
    unless another one is meant (`reports.sealed.opened_by`).

    Raises Refused without the rights to export and to read about people, BadInput for a month that is none, a form that
    cannot be filled, or a path that cannot be written.
    """
    if out.resolve() == form.resolve():
        raise BadInput(_("The filled form needs another name: the form itself is kept."))

    def tell(share: float, words: str) -> None:
        if cancelled is not None and cancelled():
            raise Stopped
        if progress is not None:
            progress(share, words)

    with book.read() as r:
        require(r, actor, Right.EXPORT_REPORT)
        require(r, actor, Right.READ_PEOPLE)  # it names whom findings and points are about
        names = Catalogue(r, month, partial(scores_of, r, month), maker=actor)
        try:
            with whole(out) as temporary, working_folder() as room:
                tell(0.0, _("Reading the form"))
                package, locked = open_form(form, out, password)
                filling = Filling(package, names, tell)
                filling.run()
                tell(0.95, _("Writing the workbook"))
                closed_by = password_meant() or (password if locked else None)
                plain = temporary if closed_by is None else room / "plain.xlsx"
                package.save(plain)
                if closed_by is not None:
                    encrypt(plain, temporary, closed_by)
                tell(1.0, "")
                recorder(book, actor, "form", month=month)(temporary, out, closed_by is not None)
        except Stopped:
            return None
    return Filled(
        path=str(out), month=month, filled=tuple(filling.put.filled), expanded=tuple(filling.grown),
        unknown=tuple(filling.put.unknown), unfilled=tuple(filling.put.unfilled), notes=tuple(filling.notes),
    )  # fmt: skip


class Filling:
    """One form being filled."""

    def __init__(self, package: Package, names: Catalogue, tell: Progress) -> None:
        self.package, self.names, self.tell = package, names, tell
        self.sheets = sheets_of(package)
        self.put = Putting(package, names)
        self.grown: list[Grown] = []
        self.notes: list[str] = []

    def run(self) -> None:
        """Find, read, move, fill, forget."""
        slots, groups = self._found()
        self.tell(0.2, _("Reading the month"))
        for group in groups:
            group.read()
            self.put.unknown += group.odd
        self.tell(0.5, _("Filling the form"))
        moves = Moves({one.name: [g.block for g in groups if g.sheet is one] for one in self.sheets})
        changed = {slot.sheet.name for slot in slots}
        if moves:
            changed |= self._move(moves)
        self._fill(slots, groups, moves)
        for sheet in self.sheets:
            fill_drawn(self.package, sheet, self._say)
            for where, name in left_alone(self.package, sheet):
                self.put.unfilled.append(Place(sheet.name, where, where, name))
        for sheet in self.sheets:
            if sheet.name in changed:
                heads_of_tables(self.package, sheet)
        self.tell(0.9, _("Filling the form"))
        forget(self.package, self.sheets, changed)

    def _found(self) -> tuple[list[Slot], list[Group]]:
        strings = Strings(self.package)
        slots: list[Slot] = []
        for sheet in self.sheets:
            if sheet.data is None:
                continue
            sheet.numbered()
            found, wrong = slots_in_cells(sheet, strings, self.names)
            slots += found
            self.put.unknown += wrong
        taken = {(one.sheet.name, one.row, one.column) for one in slots}
        named, notes, unknown = slots_of_names(self.package, self.sheets, self.names, taken)
        self.notes += notes
        self.put.unknown += unknown
        slots += named
        groups = [
            group for sheet in self.sheets
            for group in groups_of(sheet, [one for one in slots if one.sheet is sheet])
        ]  # fmt: skip
        return slots, groups

    def _move(self, moves: Moves) -> set[str]:
        """Move what is below a list; returns the sheets that changed by it."""
        changed = set()
        for sheet in self.sheets:
            if sheet.data is None:
                continue
            if moves.moves(sheet.name) or speaks_of_moved(sheet, moves):
                move_rows(sheet, moves)
                move_around(sheet, moves)
                sheet.touch()
                changed.add(sheet.name)
        move_elsewhere(self.package, self.sheets, moves)
        for part in list(self.package.related(self.package.workbook, "calcChain")):
            self.package.drop(part)  # the order of reckoning names cells that stand elsewhere now
        return changed

    def _fill(self, slots: list[Slot], groups: list[Group], moves: Moves) -> None:
        in_group = {id(slot): group for group in groups for slot in group.slots}
        for sheet in self.sheets:
            own = [slot for slot in slots if slot.sheet is sheet]
            if not own:
                continue
            self.put.on(sheet)
            for slot in own:
                group = in_group.get(id(slot))
                block = moves.block_of(sheet.name, slot.row)
                top = moves.first(sheet.name, slot.row)
                if group is None or block is None:
                    self.put.slot(slot, [top], {})
                else:
                    rows = [top + copy * block.height for copy in range(block.copies)]
                    self.put.slot(slot, rows, group.entries)
            heights = Heights(self.package, sheet)
            for line in self.put.lines.values():
                heights.fit(line)
        self.grown += [self._said(group, group.block, moves) for group in groups]

    @staticmethod
    def _said(group: Group, block: Block, moves: Moves) -> Grown:
        first, last = moves.span(group.sheet.name, block.first, block.last)
        return Grown(group.sheet.name, f"{group.first}:{group.last}", f"{first}:{last}", tuple(group.lists),
                     max([0, *map(len, group.entries.values())]))  # fmt: skip

    def _say(self, mark: Mark, sheet: str, where: str) -> str | None:
        found: Field | Cell | None = self.names.find(mark.name)
        if isinstance(found, Cell):
            self.notes.append(_("{name} stands in {where} of {sheet}: lists are filled in rows of cells only.").format(
                name=mark.name, where=where, sheet=sheet))  # fmt: skip
            self.put.unfilled.append(Place(sheet, where, where, mark.name))
            return None
        return self.put.said(mark, found, sheet, where, where)


__all__ = ["Filling", "Sheet", "fill_form"]
