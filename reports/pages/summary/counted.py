"""The rows of the summary's tables: each figure a formula over another sheet, with what it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from reports.pages.customers import CAUSE, CLASS, STATE
from reports.pages.findings import AREA, POINTS
from reports.pages.meetings import until
from reports.pages.month import Month, quoted
from reports.pages.traffic import CAME, DAY, LEFT_EARLY, LONGEST, TIMED, WAITED
from reports.table import Formula, Head
from supervisor.complaints.kernel.course import JOINED
from supervisor.complaints.ledger import complaints, tree
from supervisor.complaints.words import STATES
from supervisor.language import _

MOST = 9  # names of one table; what is left is added up in a last line
COMPLAINT_COLUMNS = {"class": CLASS, "cause": CAUSE}
KIND, OFF_PEAK = 3, (19, 20, 21, 22)  # of the meetings: planned inside, off the peaks; held inside, off the peaks
WIDTHS = (5, 10, 20, 50, 100)  # of a band of scores, in tenths of points


def days_heads() -> list[Head]:
    """Columns of the days."""
    return [
        Head(_("Day"), 30, "day"), Head(_("Customers"), 13, "count"), Head(_("Mean wait, minutes"), 13, "minutes"),
        Head(_("Customers who left"), 13, "count"), Head(_("Longest wait, minutes"), 13, "minutes"),
    ]  # fmt: skip


def by_day(m: Month) -> list[list]:
    """Each day with tickets: customers of all classes, how long they waited, who left."""
    traffic = m.coded["traffic_days"]
    rows: list[list] = []
    first = traffic.first
    for day, summary in m.material.days.items():
        classes = list(summary.classes.values())
        part = traffic._replace(first=first, last=first + len(classes) - 1)  # the lines of a day stand together
        first += len(classes)
        own = f"DATE({day.year},{day.month},{day.day})"

        def summed(column: int, own: str = own) -> str:
            return f"SUMIF({traffic.cells(DAY)},{own},{traffic.cells(column)})"

        waited, timed = sum(sum(one.wait_seconds) for one in classes) / 60, sum(one.waited for one in classes)
        rows.append([
            day, Formula(f"={summed(CAME)}", sum(sum(one.arrivals) for one in classes)),
            Formula(f"=IF({summed(TIMED)}=0,0,{summed(WAITED)}/{summed(TIMED)})", waited / timed if timed else 0),
            Formula(f"={summed(LEFT_EARLY)}", sum(one.left for one in classes)),
            Formula(f"=MAX({part.cells(LONGEST)})", max(one.longest_wait_seconds for one in classes) / 60),
        ])  # fmt: skip
    return rows


def area_heads() -> list[Head]:
    """Columns of findings by section."""
    return [Head(_("Section"), 30), Head(_("Findings"), 13, "count"), Head(_("Points lost"), 13, "points")]


def by_area(m: Month) -> list[list]:
    """Findings and points lost by section of the check-lists, most first."""
    found = m.coded["findings"]
    many, points = Counter[str](), Counter[str]()
    for section, one in zip(m.material.sections, m.material.findings, strict=True):
        many[section] += 1
        points[section] += one.points_c
    rows: list[list] = []
    for section, count in sorted(many.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]:
        own = f"({found.cells(AREA)}={quoted(section)})"
        rows.append([
            section or _("not stated"), Formula(f"=SUMPRODUCT(--{own})", count),
            Formula(f"=SUMPRODUCT({own}*{found.cells(POINTS)})", points[section] / 100),
        ])  # fmt: skip
    rest = len(many) - len(rows)
    if rest > 0:
        counts = sum(row[1].value for row in rows), sum(row[2].value for row in rows)
        above = "+".join(row[1].text[1:] for row in rows), "+".join(row[2].text[1:] for row in rows)
        rows.append([
            _("{n} more").format(n=rest),
            Formula(f"=COUNTA({found.cells(0)})-({above[0]})", len(m.material.findings) - counts[0]),
            Formula(f"=SUM({found.cells(POINTS)})-({above[1]})", sum(points.values()) / 100 - counts[1]),
        ])  # fmt: skip
    return rows


def axis_heads(name: str) -> list[Head]:
    """Columns of complaints by cause or by kind of business."""
    return [
        Head(name, 30), Head(_("This month"), 13, "count"), Head(_("Month before"), 13, "count"),
        Head(_("Difference"), 13, "count"),
    ]  # fmt: skip


def by_axis(m: Month, axis: str) -> list[list]:
    """Complaints by "cause" or "class", most first, beside the month before."""
    names = {node.code: str(node.name) for node in tree(m.r, axis)}
    extent = m.coded["complaints"]
    cells, counts = extent.cells(COMPLAINT_COLUMNS[axis]), f"({extent.cells(STATE)}<>{quoted(str(STATES[JOINED]))})"

    def counted(cases: Sequence) -> Counter[str]:
        codes = (getattr(case, f"{axis}_code") for case in cases if case.state != JOINED)
        return Counter(str(names.get(code, code)) for code in codes)

    last = m.first - timedelta(days=1)
    earlier = [case for case in complaints(m.r, last.replace(day=1), last) if not case.head_office]
    now, was = counted(m.material.complaints), counted(earlier)
    ranked = sorted({*now, *was}, key=lambda name: (-now[name], -was[name], name))
    rows = []
    for name in ranked[:MOST]:
        own = f"SUMPRODUCT(({cells}={quoted(name)})*{counts})"
        change = Formula(f"={own}-{was[name]}", now[name] - was[name])
        rows.append([name or _("not stated"), Formula(f"={own}", now[name]), was[name], change])
    return rows


def score_heads() -> list[Head]:
    """Columns of the bands of scores."""
    return [Head(_("Score (from, below)"), 30), Head(_("People"), 13, "count"), Head(_("Share"), 13, "share")]


def by_score(m: Month) -> list[list]:
    """How many people have a score within each band of points."""
    scored = [] if m.scores is None else [one.total_points_c for one in m.scores.people]
    totals = [points for points in scored if points is not None]
    extent = m.coded.get("people")
    if not totals or extent is None:
        return []
    width = next((each for each in WIDTHS if (max(totals) - min(totals)) / (each * 10) <= MOST), WIDTHS[-1] * 10) * 10
    place = next(at for at, head in enumerate(extent.heads) if head.code == "total")
    cells, rows = extent.cells(place), []
    lowest = min(totals) // width * width
    while lowest <= max(totals):
        highest = lowest + width
        count = sum(lowest <= points < highest for points in totals)
        own = f'COUNTIF({cells},">={lowest / 100:g}")-COUNTIF({cells},">={highest / 100:g}")'
        share = Formula(f"=({own})/COUNT({cells})", count / len(totals))
        label = f"{lowest / 100:g}–{highest / 100:g}" if lowest < max(totals) else f"{lowest / 100:g}"
        rows.append([label, Formula(f"={own}", count), share])
        lowest = highest
    return rows


def meeting_heads() -> list[Head]:
    """Columns of meetings by kind."""
    return [
        Head(_("Kind"), 30), Head(_("Meetings"), 13, "count"), Head(_("Person-minutes inside hours"), 13, "count"),
        Head(_("Off the peaks, as planned"), 13, "share"), Head(_("Off the peaks, as held"), 13, "share"),
    ]  # fmt: skip


def by_kind(m: Month) -> list[list]:
    """Meetings by kind, those to come left out, and which share of their time inside hours was off the peaks."""
    extent, rows = m.coded["meetings"], []
    past = until(m, extent)
    for kind, lines in sorted(m.meeting_minutes.items()):
        own = f"({extent.cells(KIND)}={quoted(kind)})*{past}"
        inside, off, held, held_off = (
            (f"SUMPRODUCT({own}*{extent.cells(place)})", sum(line[at] for line in lines))
            for at, place in enumerate(OFF_PEAK)
        )
        rows.append([
            kind, Formula(f"=SUMPRODUCT({own})", len(lines)), Formula(f"={inside[0]}", inside[1]),
            _share(off, inside), _share(held_off, held),
        ])  # fmt: skip
    return rows


def _share(part: tuple[str, int], whole: tuple[str, int]) -> Formula:
    return Formula(f'=IF({whole[0]}=0,"–",{part[0]}/{whole[0]})', part[1] / whole[1] if whole[1] else "–")


def incident_heads() -> list[Head]:
    """Columns of the effect of dispatch."""
    return [
        Head(_("Incident"), 30), Head(_("Without moves"), 13, "minutes"),
        Head(_("With the moves proposed"), 13, "minutes"),
        Head(_("Realised"), 13, "minutes"), Head(_("Moves"), 13, "count"),
    ]  # fmt: skip


def by_incident(m: Month) -> list[list]:
    """Incidents of which a proposal was made or the outcome is known: before, after, and what came of it."""
    extent = m.coded["incidents"]
    rows = []
    for place, line in list(enumerate(m.incident_rows))[:MOST]:
        at = extent.first + place
        one = extent._replace(first=at, last=at)
        cells: list = [
            Formula(f"={one.cells(column).split(':')[0]}", line[column]) if line[column] is not None else None
            for column in INCIDENT
        ]
        rows.append([f"{line[0]} {line[2]}", *cells])
    return rows


INCIDENT = (7, 8, 12, 6)  # without moves, all made, realised, how many moves
