"""How often each thing occurred in the month, under codes that every branch shares: for head office, who adds them up.

Names stand in both languages, whatever the language of the workbook: branches send either, and the sum is in one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from reports.fields.source import Source
from reports.look import MUTED
from reports.pages.month import Month
from reports.table import Head
from supervisor.complaints.ledger import tree
from supervisor.inspection.ledger import template
from supervisor.language import Words, _, language

KINDS = {
    "item": Words("检查项目", "Check-list item"),
    "class": Words("投诉业务", "Complaints by business"),
    "cause": Words("投诉原因", "Complaints by cause"),
    "grade": Words("考评等级", "Grade"),
}


class Tally(NamedTuple):
    """One thing, how often it occurred, and the hundredths of points it cost."""

    kind: str
    code: str
    name: Words
    times: int
    points_c: int | None = None


def write(m: Month, source: Source) -> None:
    """The sheet."""
    chinese = language() == "zh"
    heads = [
        Head(_("What is counted"), 24, code="kind_name"), Head(_("Kind (code)"), 12, code="kind"),
        Head(_("Code"), 30, code="code"),
        Head(_("Chinese name"), 52, "wrap" if chinese else "text", code="zh"),
        Head(_("English name"), 52, "text" if chinese else "wrap", code="en"),
        Head(_("Times"), 10, "count", code="times"),
        Head(_("Points lost"), 12, "points", code="points"),
    ]  # fmt: skip
    rows = (
        [str(KINDS[one.kind]), one.kind, one.code, one.name.zh, one.name.en, one.times, one.points_c]
        for one in (*_items(source), *_complaints(source), *_grades(source))
    )
    sheet, __ = m.table(_("Tallies"), heads, rows, colour=MUTED, code="tallies", freeze_columns=3)
    for place in (1, 4 if chinese else 3):  # for programs
        sheet.set_column(place, place, heads[place].width, None, {"hidden": True})


def _items(s: Source) -> Iterator[Tally]:
    """Items that failed, those waived left out; an item is called by its check-list and its own code."""
    times: Counter[tuple[str, str]] = Counter()
    points: dict[tuple[str, str], int] = defaultdict(int)
    digests: dict[tuple[str, str], str] = {}
    for one in s.findings:
        if not one.waived:
            which = one.template, one.item
            times[which] += 1
            points[which] += one.points_c
            digests[which] = one.digest
    for which, count in times.most_common():
        yield Tally("item", "/".join(which), _words(s, digests[which], which[1]), count, points[which])


def _words(s: Source, digest: str, item: str) -> Words:
    found = template(s.r, digest)
    return found.item(item).words if found is not None and found.has(item) else Words(item)


def _complaints(s: Source) -> Iterator[Tally]:
    for kind in ("class", "cause"):
        names = {node.code: node.name for node in tree(s.r, kind)}
        for one in s.care.by[kind]:
            if one.cases:
                yield Tally(kind, one.code or "-", names.get(one.code, Words("未分类", "Not classed")), one.cases)


def _grades(s: Source) -> Iterator[Tally]:
    for grade, people in sorted(Counter(one.grade for one in s.people if one.grade).items()):
        yield Tally("grade", grade, Words(grade), people)
