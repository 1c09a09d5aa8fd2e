"""What was counted by kind over all branches: items of check-lists that failed, complaints by class and by cause."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from reports.consolidation.pages.whole import Whole
from reports.look import BAD
from reports.table import HEAD_ROW, Extent, Formula, Head
from supervisor.language import Words, _


class Summed(NamedTuple):
    """One thing over all branches."""

    code: str
    name: Words
    times: float
    points: float
    branches: int


def summed(w: Whole, kind: str) -> list[Summed]:
    """Tallies of a kind over all branches, the most frequent first; every branch calls a thing by the same code."""
    count: dict[str, float] = defaultdict(float)
    points: dict[str, float] = defaultdict(float)
    branches: dict[str, int] = defaultdict(int)
    names: dict[str, Words] = {}
    for one in w.taken:
        for each in one.tallies or ():
            if each.kind == kind and each.count:
                count[each.code] += each.count
                points[each.code] += each.points
                branches[each.code] += 1
                names.setdefault(each.code, Words(each.zh, each.en))
    made = [Summed(code, names[code], count[code], points[code], branches[code]) for code in count]
    return sorted(made, key=lambda one: (-one.times, -one.points, one.code))


def write_items(w: Whole) -> Extent | None:
    """The sheet of items that failed; None where no workbook tells."""
    if all(one.tallies is None for one in w.taken):
        return None
    heads = [
        Head(_("Item"), 20), Head(_("What is checked"), 60, "wrap"), Head(_("Times found"), 10, "count", True),
        Head(_("Points lost"), 12, "points", True), Head(_("Branches"), 10, "count"),
        Head(_("Share of branches"), 11, "share"),
    ]  # fmt: skip
    told = sum(one.tallies is not None for one in w.taken)
    rows = [
        [one.code, str(one.name), round(one.times), round(one.points * 100), one.branches,
         Formula(f"=E{line}/{told}", one.branches / told)]
        for line, one in enumerate(summed(w, "item"), HEAD_ROW + 2)
    ]  # fmt: skip
    note = _("Told by {told} of {all} branches.").format(told=told, all=len(w.taken))
    _sheet, extent = w.table(
        _("Items that failed"), heads, rows, colour=BAD, freeze_columns=1, note=f"{w.document} · {note}",
        empty=_("No item failed at any branch."),
    )  # fmt: skip
    return extent


def write_classes(w: Whole) -> None:
    """Complaints by class and by cause."""
    if all(one.tallies is None for one in w.taken):
        return
    heads = [
        Head(_("Code"), 18), Head(_("What it is called"), 40, "wrap"), Head(_("Complaints"), 10, "count", True),
        Head(_("Share"), 10, "share"), Head(_("Branches"), 10, "count"),
    ]  # fmt: skip
    for kind, name in (("class", _("Complaints by business")), ("cause", _("Complaints by cause"))):
        found = summed(w, kind)
        whole, last = sum(one.times for one in found), HEAD_ROW + 1 + len(found)
        rows = [
            [one.code, str(one.name), round(one.times),
             Formula(f"=C{line}/SUM(C${HEAD_ROW + 2}:C${last})", one.times / whole), one.branches]
            for line, one in enumerate(found, HEAD_ROW + 2)
        ]  # fmt: skip
        w.table(name, heads, rows, colour=BAD, freeze_columns=1, empty=_("No complaint at any branch."))
