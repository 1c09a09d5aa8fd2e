"""The survey sheet: lines become sections and items; each mistake with its place.

Groups are sections. A group inside a group is flattened: its items stand in the outer one, asked under the conditions
of both. Lines outside any group make a section of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from supervisor.inspection.template import Choice, Item, Section
from supervisor.language import Words, _

from . import cells
from .cells import Unreadable
from .columns import SURVEY, Column, meaning
from .finding import Notes
from .intake import Row, Table
from .kinds import Type, read_type

_REFERENCE = re.compile(r"""'[^']*'|"[^"]*"|\$\{([^{}]*)\}""")
_QUOTES = str.maketrans("‘’“”＇＂", "''\"\"'\"")
_SIGNS = str.maketrans("（），＝＜＞！＋－＊．＄｛｝\u3000", "(),=<>!+-*.${} ")
DEEPEST_GROUP = 20  # inside each other; pyxform calls itself for each
OUTSIDE = Words("检查内容", "Items")
Jobs = Mapping[str, str]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line that asks something: the item, its row, and the conditions of its own and of all groups around it."""

    item: Item
    row: Row
    relevant: str
    around: tuple[str, ...]


class Group(msgspec.Struct, kw_only=True):
    """An open or closed group: its row (None for lines outside any), name, heading, condition, what stands in it."""

    row: Row | None
    id: str
    name: Words
    relevant: str
    lines: list[Line]
    place: int  # how many questions were asked before it
    inner: list[Group]


class Survey(msgspec.Struct, frozen=True):
    """What the survey sheet says, in the order asked; `groups` with those inside others, `sections` without."""

    sections: tuple[Group, ...]
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    lists: frozenset[str]
    types: Mapping[int, Type]  # by row
    lost: frozenset[str]  # names of lines whose type could not be read

    def built(self) -> tuple[Section, ...]:
        """The sections of the check-list."""
        return tuple(
            Section(id=g.id, name=g.name, items=tuple(line.item for line in g.lines), relevant=g.relevant)
            for g in self.sections
        )


def expression(text: str) -> str:
    """An expression as it is kept: plain signs for full-width ones outside quotation marks, ids for names."""
    pieces = re.split(r"""('[^']*'|"[^"]*")""", text.translate(_QUOTES))
    plain = "".join(piece if place % 2 else piece.translate(_SIGNS) for place, piece in enumerate(pieces))
    for sign, meant in (("≤", "<="), ("≥", ">="), ("≠", "!=")):
        plain = plain.replace(sign, meant)
    return _REFERENCE.sub(_to_id, plain.strip())


def _to_id(piece: re.Match[str]) -> str:
    return piece[0] if piece[1] is None else "${" + cells.identifier(piece[1].strip()) + "}"


def named(text: str) -> str:
    """A kept expression as XLSForm writes it: legal names for ids."""
    return _REFERENCE.sub(lambda p: p[0] if p[1] is None else "${" + cells.legal_name(p[1]) + "}", text)


def joined(*conditions: str) -> str:
    """All of these conditions; "" for none."""
    real = [one for one in conditions if one]
    return real[0] if len(real) == 1 else " and ".join(f"({one})" for one in real)


class Reader:
    """Reads one survey sheet line by line."""

    def __init__(self, table: Table, lists: Mapping[str, tuple[Choice, ...]], jobs: Jobs, notes: Notes) -> None:
        self._table, self._lists, self._jobs, self._notes = table, lists, jobs, notes
        self._sections: list[Group] = []
        self._groups: list[Group] = []
        self._stack: list[Group] = []
        self._lines: list[Line] = []
        self._used: set[str] = set()
        self._types: dict[int, Type] = {}
        self._names: dict[str, int] = {}
        self._lost: set[str] = set()

    def read(self) -> Survey:
        """The whole sheet; mistakes go to the notes."""
        for row in self._table.rows:
            self._row(row)
        for group in self._stack:
            row = group.row
            self._notes.at(self._table, row.number if row else 1, "type",
                           _("The group {id} is never closed.").format(id=group.id),
                           _("Add a line end_group behind its last item."))  # fmt: skip
        parts = tuple(self._sections), tuple(self._groups), tuple(self._lines)
        return Survey(*parts, frozenset(self._used), self._types, frozenset(self._lost))

    def _row(self, row: Row) -> None:
        if not row.text("type"):
            self._notes.at(self._table, row, "type", _("The line has no type."),
                           _("Write select_one verdict for a check, or delete the line."))  # fmt: skip
            return
        if row.cells["type"].odd:
            return
        try:
            found = read_type(row.text("type"))
        except Unreadable as error:
            self._notes.unreadable(self._table, row.cells["type"], error)
            self._lost.add(cells.identifier(cells.folded(row.text("name"))))
            return
        self._types[row.number] = found
        if found.part == "aside":
            self._notes.remark(_("{type} is left out: the journal notes it by itself.").format(type=row.text("type")),
                               "", self._table.name, row.number, self._table.letters.get("type", ""))  # fmt: skip
        elif found.part == "close":
            if not self._stack:
                self._notes.at(self._table, row, "type", _("This end_group closes nothing."),
                               _("Delete the line, or add begin_group before the section."))  # fmt: skip
            else:
                self._stack.pop()
        elif found.part == "open":
            self._open(row)
        else:
            self._item(row, found)

    def _name(self, row: Row) -> str:
        """The line's id, checked."""
        name = cells.folded(row.text("name"))
        if not name:
            self._notes.at(self._table, row, "name", _("The line has no name."),
                           _("Give it a short one without blanks, such as A1."))  # fmt: skip
            return ""
        if not cells.is_legal(name):
            self._notes.at(
                self._table, row, "name", _("“{name}” is no name that forms allow.").format(name=name),
                _("Begin with a letter or underscore, then letters, digits, _ - or full stops, such as {name}.").format(
                    name=cells.legal_name(re.sub(r"[^\w.\-]+", "_", name))),
            )  # fmt: skip
        identifier = cells.identifier(name)
        if identifier in self._names:
            self._notes.at(self._table, row, "name",
                           _("The name {name} stands in row {row} already.").format(
                               name=name, row=self._names[identifier]),
                           _("Rename one of them."))  # fmt: skip
        self._names.setdefault(identifier, row.number)
        return identifier

    def _words(self, row: Row, field: str) -> Words:
        return Words(row.text(f"{field}::zh"), row.text(f"{field}::en"))

    def _open(self, row: Row) -> None:
        name = self._words(row, "label")
        if not name.zh and not name.en:
            self._unlabelled(row, _("The section has no heading."))
        opened = Group(row=row, id=self._name(row), name=name, relevant=expression(row.text("relevant")), lines=[],
                       place=len(self._lines), inner=[])  # fmt: skip
        if len(self._stack) == DEEPEST_GROUP:
            self._notes.at(self._table, row, "type",
                           _("More than {most} groups stand inside each other.").format(most=DEEPEST_GROUP),
                           _("Write the sections one after the other, at most two inside each other."))  # fmt: skip
        if self._stack:
            self._stack[-1].inner.append(opened)
            self._notes.remark(
                _("The group {id} stands inside {outer}: its items are asked there, under the conditions of both; its "
                  "own heading is not kept.").format(id=opened.id, outer=self._stack[0].id),
                "", self._table.name, row.number, self._table.letters.get("type", ""),
            )  # fmt: skip
        else:
            self._sections.append(opened)
        self._groups.append(opened)
        self._stack.append(opened)

    def _unlabelled(self, row: Row, problem: str) -> None:
        self._notes.at(self._table, row, "label::zh" if "label::zh" in self._table.letters else "label::en", problem,
                       _("Write it in the column label."))  # fmt: skip

    def _section(self) -> Group:
        """Where a line belongs: its outermost group, or a section for lines outside any."""
        if self._stack:
            return self._stack[0]
        if not self._sections or self._sections[-1].row is not None:
            count = sum(1 for one in self._sections if one.row is None)
            made = Group(row=None, id=f"general_{count + 1}" if count else "general", name=OUTSIDE, relevant="",
                         lines=[], place=len(self._lines), inner=[])  # fmt: skip
            self._sections.append(made)
        return self._sections[-1]

    def _item(self, row: Row, found: Type) -> None:
        identifier = self._name(row)
        words = self._words(row, "label")
        if not words.zh and not words.en:
            self._unlabelled(row, _("The line has no words."))
        relevant = expression(row.text("relevant"))
        inner = [group.relevant for group in self._stack[1:]]
        values = self._values(row, found)
        item = Item(
            id=identifier, words=words, hint=self._words(row, "hint"), kind=found.kind,
            choices=self._choices(row, found), relevant=joined(*inner, relevant),
            constraint=expression(row.text("constraint")),
            constraint_words=self._words(row, "constraint_message"), **values,
        )  # fmt: skip
        line = Line(item=item, row=row, relevant=relevant, around=tuple(g.relevant for g in self._stack))
        self._lines.append(line)
        self._section().lines.append(line)

    def _choices(self, row: Row, found: Type) -> tuple[Choice, ...]:
        if found.kind not in ("choice", "choices"):
            return ()
        self._used.add(found.listed)
        if found.listed not in self._lists:
            self._notes.at(self._table, row, "type",
                           _("The sheet choices has no list {list}.").format(list=found.listed),
                           _("Add it there, or use one of: {words}.").format(words=", ".join(self._lists)))  # fmt: skip
        return self._lists.get(found.listed, ())

    def _values(self, row: Row, found: Type) -> dict[str, Any]:
        """The scoring columns of a line as fields of the item; what is empty keeps the item's own default."""
        values: dict[str, Any] = {"clause": row.text("clause"), "points_c": 0, "per_case_c": 0}
        for column in SURVEY:
            cell = row.cells.get(column.field)
            if cell is None or cell.odd or column.field in ("type", "name", "clause", "relevant", "constraint"):
                continue
            try:
                values[column.field] = self._value(column, cell.text)
            except Unreadable as error:
                self._notes.unreadable(self._table, cell, error)
        if values.pop("required", False):
            values.setdefault("if_missing", "stop")
        if found.kind == "check" and "per_case_c" not in row.cells:
            values["per_case_c"] = values["points_c"]
        if values.get("counts") == "rate" and "limit" not in row.cells:
            self._notes.at(self._table, row, "limit", _("A rate needs its limit."),
                           _("Write the share above which points are lost, such as 0.02, and a step."))  # fmt: skip
        return values

    def _value(self, column: Column, text: str) -> Any:
        heading = self._table.heading(column.field)
        if column.form in ("points", "money"):
            return cells.hundredths(text, heading)
        if column.form == "days":
            if column.words is not None and meaning(column.field, column.words, text) is not None:
                return None  # by severity
            return cells.whole(text, heading)
        if column.form == "share":
            return cells.share(text, heading)
        if column.form == "flag":
            return cells.flag(text, heading)
        if column.form == "word":
            return cells.word(column, text, heading)
        if column.form == "role":
            return cells.role(text, heading, self._jobs)
        return cells.identifier(cells.folded(text)) if column.field == "continue_at" else text
