"""What the cells of a sheet mean together, before there is a rule book: usual values that depend on another cell, names
in two languages, percentages as Excel keeps them, and what may not be left unsaid.

The room exists because a rule book cannot tell an empty cell from a nought once it is made: a cap without a figure
would be a cap of nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from supervisor.appraisal.forms.intake import Table
from supervisor.appraisal.rulebook.checks import Flaw
from supervisor.language import Words, _

Rows = dict[str, list[dict[str, Any]]]
_PERCENTS = (("components", "weight_c"), ("consequences", "share_c"), ("bands", "most_c"))
_CAPS = ("total_cap", "component_cap")


def settle(parsed: Rows, tables: Mapping[str, Table]) -> list[Flaw]:
    """Bring the rows of all tables, in place, to what a rule book is made of; what cannot be meant."""
    for rows in parsed.values():
        for row in rows:
            if isinstance(row.get("name"), str):
                row["name"] = _name(row["name"])
    flaws = list(_percents(parsed, tables))
    flaws += _components(parsed.get("components", []))
    flaws += _consequences(parsed.get("consequences", []))
    for row in parsed.get("measures", ()):
        row.setdefault("component", "")
    graded_by = next((row.get("graded_by") for row in parsed.get("book", ())), None)
    places = {row.get("bands") for row in parsed.get("measures", ()) if row.get("method") == "place"}
    for row in parsed.get("bands", ()):
        _band(row, graded_by == "place", row.get("table") in places)
    return flaws


def _name(written: str) -> Words:
    """Chinese and, after a bar, English: 服务检查 | Service inspection."""
    zh, __, en = written.replace("｜", "|").partition("|")
    return Words(zh.strip(), en.strip())


def _components(rows: Sequence[dict[str, Any]]) -> Iterable[Flaw]:
    for index, row in enumerate(rows):
        if row.get("joins") == "added":
            if row.get("weight_c"):
                yield Flaw("components", index, "weight", _("What is added directly has no weight."),
                           _("Leave this cell empty."))  # fmt: skip
            for field, usual in (("weight_c", 0), ("floor_c", None), ("cap_c", None), ("base_c", 0)):
                row.setdefault(field, usual)
        elif row.get("joins") == "points":
            if row.get("weight_c"):
                yield Flaw("components", index, "weight", _("Its full points are its weight."),
                           _("Leave this cell empty."))  # fmt: skip
            if row.get("start") == "mean":
                yield Flaw("components", index, "start", _("A mean has no full points."),
                           _("Write 项目合计, and the figure in the sheet of measures."))  # fmt: skip
            row.setdefault("weight_c", 0)
        elif "weight_c" not in row:
            yield Flaw("components", index, "weight", _("{column} is empty.").format(column="权重%"), _("Fill it in."))
            row["weight_c"] = 0
        if "base_c" in row:
            row.setdefault("cap_c", row["base_c"])  # full points are as far as it goes, whatever they are


def _consequences(rows: Sequence[dict[str, Any]]) -> Iterable[Flaw]:
    for index, row in enumerate(rows):
        limit_c = row.get("limit_c", 0)
        if row.get("basis") == "share" and 0 < limit_c < 100:
            row["limit_c"] = limit_c * 100  # 20 % of the staff in a cell that shows a percentage is kept as 0.2
        if row.get("effect") in _CAPS and "points_c" not in row:
            yield Flaw("consequences", index, "points", _("Nothing says how far the score may reach."),
                       _("Write the most it may come to, 0 if nothing."))  # fmt: skip


def _band(row: dict[str, Any], by_place: bool, of_places: bool) -> None:
    use = row.get("use")
    if of_places or use in ("rank", "improvement", "share") or (use == "grade" and by_place):
        row.setdefault("high_included", True)  # places are whole: "1 to 10" includes 10, and so does "the first 10 %"
    if row.get("low_c") is not None and (use == "share" or (use == "grade" and by_place)):
        row.setdefault("low_included", False)  # what is beyond it begins after it
    if use in ("pay", "grade_pay") and not row.get("each_c"):
        row.setdefault("points_c", 100)  # the coefficient is 1
    row.setdefault("low_c", None)
    row.setdefault("high_c", None)


def _percents(parsed: Rows, tables: Mapping[str, Table]) -> Iterable[Flaw]:
    """A cell that shows 100 % is kept as 1. It is read so where its neighbours are kept so, too, and where weights
    would come to nothing else; otherwise nobody can know."""
    for name, field in _PERCENTS:
        table = tables.get(name)
        cells = [] if table is None else [cells.get(field) for cells in table.rows]
        ones = [at for at, cell in enumerate(cells) if _number(cell) == 1]
        if not ones:
            continue
        numbers = [number for cell in cells if (number := _number(cell)) is not None]
        shown = any(0 < abs(number) < 1 for number in numbers)
        if field == "weight_c":
            shown = shown or all(number in (0, 1) for number in numbers)
        elif not shown:
            for at in ones:
                yield Flaw(name, at, field, _("1 may mean 1 % or 100 %."), _("Write 100, or 1% with its sign."))
        if shown:
            for at in ones:
                parsed[name][at][field] = 10000


def _number(cell: Any) -> float | None:
    """The number in a cell, None for text and for what is empty."""
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None
