"""Where the mistakes of a workbook are gathered while it is read."""

from __future__ import annotations

from supervisor.errors import Fault
from supervisor.inspection.checking import turned
from supervisor.inspection.lettering import references_in, turning_in
from supervisor.language import _

from .cells import Unreadable
from .columns import FLAGS, is_wording, meaning
from .intake import Cell, Row, Table


class Notes:
    """Faults (nothing is imported) and remarks (what was left aside), each with sheet, row, column and cure."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.remarks: list[Fault] = []

    def fault(self, problem: str, cure: str, sheet: str = "", row: int = 0, column: str = "") -> None:
        """Something that must be mended before the check-list can be used."""
        found = Fault(problem, cure, self.file, sheet, row, column)
        if found not in self.faults:
            self.faults.append(found)

    def remark(self, problem: str, cure: str = "", sheet: str = "", row: int = 0, column: str = "") -> None:
        """Something that was left aside or looks unintended, and does not stand in the way."""
        self.remarks.append(Fault(problem, cure, self.file, sheet, row, column))

    def at(self, table: Table, row: Row | int, field: str, problem: str, cure: str) -> None:
        """A fault in the cell of a row under a field, filled or not."""
        number = row if isinstance(row, int) else row.number
        self.fault(problem, cure, table.name, number, table.letters.get(field, ""))

    def unreadable(self, table: Table, cell: Cell, error: Unreadable) -> None:
        """A cell that could not be read."""
        self.fault(error.problem, error.cure, table.name, cell.row, cell.letter)

    def faulty(self, table: Table, row: int, column: str) -> bool:
        """Whether a fault of this very cell is known already."""
        return any((f.sheet, f.row, f.column) == (table.name, row, column) for f in self.faults)

    def missing(self, table: Table, heading: object) -> None:
        """A column that is not there, told once."""
        problem = _("The column “{heading}” is missing.").format(heading=heading)
        self.fault(problem, _("Add it in the first row."), table.name, 1, "")

    def look_over(self, table: Table, needed: tuple[str, ...]) -> None:
        """Headings and odd cells: what is missing, twice, unknown, a formula or an error."""
        for letter, heading, first in table.twice:
            self.fault(
                _("The columns {first} and {second} (“{heading}”) mean the same.").format(
                    first=first, second=letter, heading=heading
                ),
                _("Delete one of them."), table.name, 1, letter,
            )  # fmt: skip
        for field in needed:
            if field not in table.letters:
                self.missing(table, field.replace("::zh", "::中文 (zh)"))
        for one in table.merged:
            self.fault(
                _("The cells {area} are merged; all but the first of them are empty.").format(area=one.area),
                _("Unmerge them and fill in every line."), table.name, one.row, one.letter,
            )  # fmt: skip
        for letter, heading in table.ignored:
            self.remark(_("The column “{heading}” is not used.").format(heading=heading), "", table.name, 1, letter)
        for row in table.rows:
            for field, cell in row.cells.items():
                self._letters(table, field, cell)
                if field.startswith("!") and meaning("flag", FLAGS, cell.text) != "no":
                    self.fault(
                        _("The column “{heading}” changes what is asked; a check-list does not have it.").format(
                            heading=table.heading(field)),
                        _("Clear the cell; say with relevant when the line is asked, or delete the line."),
                        table.name, cell.row, cell.letter,
                    )  # fmt: skip
                if cell.odd == "formula":
                    self.fault(
                        _("The cell holds a formula: {text}").format(text=cell.text[:60]),
                        _("Write the value itself (copy, then paste as values)."), table.name, cell.row, cell.letter,
                    )  # fmt: skip
                elif cell.odd == "error":
                    self.fault(
                        _("The cell holds an error of Excel: {text}").format(text=cell.text),
                        _("Write the value."), table.name, cell.row, cell.letter,
                    )  # fmt: skip

    def _letters(self, table: Table, field: str, cell: Cell) -> None:
        """What Excel made of a cell unasked, and what its words hold that nobody sees or that is never filled in."""
        place = table.name, cell.row, cell.letter
        if cell.kind == "day" and is_wording(table.known, field):
            self.remark(
                _("Excel made a day of what was typed: {text}.").format(text=cell.text),
                _("Format the cell as text and type it anew."), *place,
            )  # fmt: skip
        if cell.kind == "fraction" and field == "version":
            self.remark(
                _("The version is a number, {text}; Excel drops zeros at its end.").format(text=cell.text),
                _("Format the cell as text and type it anew."), *place,
            )  # fmt: skip
        if letters := turning_in(cell.text):
            self.fault(turned(letters), _("Type the words anew."), *place)
        if "::" in field and (named := references_in(cell.text)):
            self.remark(
                _("{names} is shown as it stands: answers are not filled into words.").format(names=", ".join(named)),
                _("Say it in words."), *place,
            )  # fmt: skip
