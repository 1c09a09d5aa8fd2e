"""Cases by channel, business, cause, root cause and zone, with the trees above them; Pareto's picture of causes."""

from __future__ import annotations

from reports.look import ACCENT, BAD, WARNING
from reports.pages.complaint_month import Statistics
from reports.pages.month import quoted
from reports.table import HEAD_ROW, Formula, Head
from supervisor.complaints.figures.counting import VITAL_SHARE
from supervisor.language import _


def axis_words() -> dict[str, str]:
    """What the cases are counted by."""
    return {
        "channel": _("Channel"), "class": _("Kind of business"), "cause": _("Cause"), "root": _("Root cause"),
        "zone": _("Zone"), "state": _("State"),
    }  # fmt: skip


def write(s: Statistics) -> None:
    """One line for each code that occurs, those under another below it, each with its own cases and with all."""
    heads = [
        Head(_("Counted by"), 16), Head(_("Category"), 34), Head(_("Cases of its own"), 12, "count"),
        Head(_("With those under it"), 14, "count"), Head(_("Share of all"), 12, "share"),
    ]  # fmt: skip
    rows: list[list] = []
    every = f"COUNTA({s.cells('number')})"
    for axis, title in axis_words().items():
        counts = s.figures.by[axis]
        start = HEAD_ROW + 2 + len(rows)
        line_of = {one.code: start + place for place, one in enumerate(counts)}
        for one in counts:
            line = line_of[one.code]
            name = s.word(axis, one.code)
            own = Formula(f"=SUMPRODUCT(--({s.cells(axis)}={quoted(name)}))", one.cases)
            under = [f"D{line_of[each.code]}" for each in counts if each.parent == one.code and one.code and each.depth]
            whole = Formula("=" + "+".join([f"C{line}", *under]), one.whole)
            share = Formula(f'=IF({every}=0,"–",D{line}/{every})', one.share)
            rows.append([title, "\u3000" * one.depth + name, own, whole, share])
    s.m.table(_("By kind"), heads, rows, colour=ACCENT)


def _together(s: Statistics, code: str, cases: int) -> Formula:
    """How many cases have a cause or one under it, as the sheet of cases names them."""
    counts = s.figures.by["cause"]
    within = {code}
    for one in counts:  # what stands under a code comes after it
        if one.code and one.parent in within and one.depth:
            within.add(one.code)
    names = sorted({s.word("cause", one) for one in within})
    return Formula("=" + "+".join(f"SUMPRODUCT(--({s.cells('cause')}={quoted(name)}))" for name in names), cases)


def write_pareto(s: Statistics) -> None:
    """Causes of the first level, each with all under it, by size with what they come to together, and the picture."""
    heads = [
        Head(_("Cause of the first level"), 30), Head(_("With those under it"), 12, "count", True),
        Head(_("Share of all"), 12, "share"),
        Head(_("Together"), 12, "share"), Head(_("Within the first 80 %"), 14),
    ]  # fmt: skip
    bars, yes, no = s.figures.causes, _("yes"), _("no")
    every = f"SUM(B${HEAD_ROW + 2}:B${HEAD_ROW + 1 + len(bars)})"
    rows = []
    for place, bar in enumerate(bars):
        line = HEAD_ROW + 2 + place
        name = s.word("cause", bar.code)
        before = f"SUM(B${HEAD_ROW + 2}:B{line})-B{line}"
        rows.append([
            name, _together(s, bar.code, bar.cases),
            Formula(f"=B{line}/{every}", bar.share),
            Formula(f"=SUM(B${HEAD_ROW + 2}:B{line})/{every}", bar.cumulative),
            Formula(f'=IF({before}<{VITAL_SHARE}*{every},"{yes}","{no}")', yes if bar.vital else no),
        ])  # fmt: skip
    title = _("Causes by Pareto")
    sheet, extent = s.m.table(title, heads, rows, colour=WARNING)
    if not bars:
        return
    sheet.fit_to_pages(1, 1)
    columns = s.m.workbook.add_chart({"type": "column"})
    assert columns is not None
    columns.add_series({
        "name": _("Number of complaints"), "categories": [title, extent.first, 0, extent.last, 0],
        "values": [title, extent.first, 1, extent.last, 1], "fill": {"color": ACCENT}, "gap": 60,
        "data_labels": {"value": True},
    })  # fmt: skip
    together = s.m.workbook.add_chart({"type": "line"})
    assert together is not None
    together.add_series({
        "name": _("Together"), "categories": [title, extent.first, 0, extent.last, 0],
        "values": [title, extent.first, 3, extent.last, 3], "y2_axis": True, "line": {"color": BAD, "width": 2},
        "marker": {"type": "diamond", "size": 6, "fill": {"color": BAD}, "border": {"color": BAD}},
    })  # fmt: skip
    columns.combine(together)
    columns.set_title({"name": f"{title} · {s.m.month}", "name_font": {"size": 12}, "overlay": False})
    columns.set_y_axis({"name": _("Number of complaints"), "min": 0, "major_unit": max(1, -(-bars[0].cases // 8)),
                        "major_gridlines": {"visible": True, "line": {"color": "#DCE3E6"}}})  # fmt: skip
    together.set_y2_axis({"name": _("Together"), "min": 0, "max": 1, "major_unit": 0.2, "num_format": "0%"})
    columns.set_legend({"position": "bottom"})
    columns.set_size({"width": 860, "height": 380})
    sheet.insert_chart(extent.last + 3, 0, columns, {"object_position": 1})
