"""The Excel form says every field of the present model, and what it says is read back as it was."""

from __future__ import annotations

import types
import typing

import msgspec
import pytest

from reports.rulebook_form import cell_of
from supervisor.appraisal.forms.column import Column
from supervisor.appraisal.rulebook import model
from supervisor.appraisal.rulebook.choices import CHOICES
from supervisor.appraisal.rulebook.columns import OPEN, TABLES
from supervisor.language import Words

ROWS = {
    "book": model.RuleBook, "components": model.Component, "items": model.Item, "rules": model.Rule,
    "measures": model.Measure, "consequences": model.Consequence, "bands": model.Band, "ladders": model.Step,
    "allowances": model.Allowance, "units": model.Unit,
}  # fmt: skip
FIGURES = (0, 100, 250, -250, 12345, 1)
OF_ITS_OWN = {
    "start_minute": (0, 545, 1439), "end_minute": (545, 1440), "precedence": ("highest", "sum", "3", ""),
    "period": ("month", "year", "30 days"), "valid_from": ("", "2026-11"), "valid_until": ("", "2027-01"),
    "weights": (("a=1.2", "b=3"),), "factor_c": (0, 5000, 12000),
}  # fmt: skip


def values(column: Column, kind: object) -> tuple[object, ...]:
    """What a field of that type may hold."""
    if column.field in OF_ITS_OWN:
        return OF_ITS_OWN[column.field]
    if isinstance(kind, types.UnionType):
        return tuple(
            v for each in typing.get_args(kind) for v in ((None,) if each is type(None) else values(column, each))
        )
    if kind is bool:
        return (True, False)
    if kind is int:
        return FIGURES if column.scale > 1 else (0, 1, 7)
    if kind is Words:
        return (Words("名称", "name"), Words("名称"))
    if kind is str:
        return tuple(CHOICES[column.kind]) if column.kind in CHOICES else ("X1", "甲")
    raise TypeError(kind)


@pytest.mark.parametrize("table", ROWS)
def test_every_field_of_the_model_has_a_column_and_comes_back(table):
    struct, (__, columns) = ROWS[table], TABLES[table]
    fields = {field.name: field for field in msgspec.structs.fields(struct)}
    tables = set(TABLES) - {"book"} if table == "book" else set()
    assert set(fields) - {"format"} - tables == {column.field for column in columns}
    for column in columns:
        field = fields[column.field]
        hint = typing.get_type_hints(struct)[column.field]
        is_list = typing.get_origin(hint) is tuple
        offered = (tuple(CHOICES[column.kind]) if column.kind in CHOICES else ("B1-1", "C*"),) if is_list else None
        if column.field in OF_ITS_OWN:
            offered = OF_ITS_OWN[column.field]
        for value in offered or values(column, hint):
            cell = cell_of(types.SimpleNamespace(**{column.field: value}), column)
            if cell is None or cell == "":
                assert value in (None, "", ()), (table, column.field, value)
                default = None if field.default is msgspec.NODEFAULT else field.default
                assert column.field in OPEN or default == value, "an empty cell is the default"
            elif cell == "—":
                assert value is None
                assert column.field in OPEN, "the intake reads a dash as no bound there"
            elif isinstance(value, Words):
                zh, __, en = column.read(cell).partition("|")  # the intake divides names
                assert Words(zh.strip(), en.strip()) == value
            else:
                assert column.read(cell) == value, (table, column.field, value, cell)
