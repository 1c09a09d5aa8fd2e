"""Customers by day, and when it peaks: quarter-hours by weekday with how long people waited (B6, E6, E8)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from reports.look import INFO, SURFACE, for_print
from reports.pages.month import Month, minute_text
from reports.table import HEAD_ROW, Formula, Head
from supervisor.branch.ledger import branch_profile, name_of
from supervisor.language import _
from supervisor.traffic.figures import ClassDay, DaySummary

DAY, CAME, LEFT_EARLY, WAITED, TIMED, LONGEST = 0, 3, 5, 7, 8, 10  # columns of the days


def weekday(day: int) -> str:
    """The name of a weekday (0 is Monday) in the language in force."""
    return (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))[day]


def write(m: Month) -> None:
    """Sheets of traffic by day and class, and of peaks and waits by weekday and quarter-hour."""
    days = m.material.days
    _by_day(m, days)
    _peaks(m, days)


def _by_day(m: Month, days: dict[date, DaySummary]) -> None:
    target = branch_profile(m.r).target_minutes
    heads = [
        Head(_("Day"), 11, "day", code="day"), Head(_("Weekday"), 12, code="weekday"),
        Head(_("Class of service"), 16, code="class"),
        Head(_("Customers"), 10, "count", True, code="customers"), Head(_("Served"), 10, "count", True, code="served"),
        Head(_("Customers who left"), 10, "count", True, code="left"),
        Head(_("Share that left"), 10, "share", code="left_share"),
        Head(_("Waited, minutes in all"), 15, "minutes", True, code="waited"),
        Head(_("Wait known"), 10, "count", True, code="timed"),
        Head(_("Mean wait, minutes"), 15, "minutes", code="mean"),
        Head(_("Longest wait, minutes"), 15, "minutes", code="longest"),
        Head(_("Within {minutes} minutes").format(minutes=f"{target:g}"), 11, "count", True, code="within"),
        Head(_("Share within target"), 11, "share", code="within_share"),
        Head(_("Service, minutes each"), 15, "minutes", code="service"),
        Head(_("Busiest quarter-hour"), 13, code="busiest"),
        Head(_("Customers in it"), 12, "count", code="busiest_customers"),
    ]  # fmt: skip
    rows, line = [], HEAD_ROW + 2
    classes = {code: name_of(m.r, "class", code) for summary in days.values() for code in summary.classes}
    for day, summary in days.items():
        for code in sorted(summary.classes):
            rows.append(_day_row(day, classes[code], summary.classes[code], target, line))
            line += 1
    note = f"{m.branch} · {m.month} · " + _(
        "Void tickets are left out; the share within target is of customers served."
    )
    __, extent = m.table(
        _("Traffic by day"), heads, rows, colour=INFO, note=note, freeze_columns=3, code="traffic_days"
    )
    if rows:
        waited, known = extent.cells(7), extent.cells(8)
        total, count = extent.sums[7], extent.sums[8]
        m.fact("traffic.customers", _("Customers"), f"=SUM({extent.cells(3)})", extent.sums[3], "count")
        m.fact(
            "wait.mean_minutes", _("Mean wait, minutes"), f"=IF(SUM({known})=0,0,SUM({waited})/SUM({known}))",
            total / count if count else 0, "minutes",
        )  # fmt: skip


def _day_row(day: date, name: str, one: ClassDay, target: float, line: int) -> list:
    arrivals = sum(one.arrivals)
    waited = sum(one.wait_seconds) / 60
    within = sum(one.waits_by_minute[: int(target)])
    busiest = max(range(len(one.arrivals)), key=lambda i: one.arrivals[i], default=None)
    start = None if busiest is None else (one.first_quarter + busiest) * 15
    measured = sum(one.waits_by_minute)
    return [
        day, weekday(day.weekday()), name, arrivals, one.served, one.left,
        Formula(f"=IF(D{line}=0,0,F{line}/D{line})", one.left / arrivals if arrivals else 0),
        waited, one.waited,
        Formula(f"=IF(I{line}=0,0,H{line}/I{line})", waited / one.waited if one.waited else 0),
        one.longest_wait_seconds / 60, within,
        within / measured if measured else None,
        one.service_seconds / 60 / one.service_timed if one.service_timed else None,
        "" if start is None else f"{minute_text(start)}–{minute_text(start + 15)}",
        None if busiest is None else one.arrivals[busiest],
    ]  # fmt: skip


def _peaks(m: Month, days: dict[date, DaySummary]) -> None:
    """Mean customers a quarter-hour by weekday, with the minutes each waited: the heat map in figures."""
    came: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    waited: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    counted: dict[int, int] = defaultdict(int)
    for day, summary in days.items():
        counted[day.weekday()] += 1
        for one in summary.classes.values():
            for offset, customers in enumerate(one.arrivals):
                came[day.weekday()][one.first_quarter + offset] += customers
            for offset, seconds in enumerate(one.wait_seconds):
                waited[day.weekday()][one.first_quarter + offset] += seconds / 60
    quarters = sorted({quarter for per in came.values() for quarter, many in per.items() if many})
    weekdays = sorted(counted)
    heads = [Head(_("Starts"), 7, "time"), Head(_("Ends"), 7, "time")]
    customers, minutes = _("customers"), _("minutes waited")
    heads += [Head(f"{weekday(day)}\n{customers}", 10, "minutes") for day in weekdays]
    heads += [Head(f"{weekday(day)}\n{minutes}", 10, "minutes") for day in weekdays]
    spread = range(quarters[0], quarters[-1] + 1) if quarters else ()
    rows = [
        [quarter * 15, quarter * 15 + 15]
        + [came[day][quarter] / counted[day] for day in weekdays]
        + [waited[day][quarter] / came[day][quarter] if came[day][quarter] else None for day in weekdays]
        for quarter in spread
    ]
    note = _("Mean of the month's days: customers arriving in a quarter-hour, and minutes waited by each of them.")
    sheet, extent = m.table(_("Peaks and waits"), heads, rows, colour=INFO, note=note, freeze_columns=2, code="peaks")
    for_print(sheet, title=f"{m.branch} {m.month}", head_row=HEAD_ROW, pages=1)  # a day is looked at whole
    if rows:
        many = len(weekdays)
        scale = {"type": "2_color_scale", "min_color": SURFACE}
        sheet.conditional_format(extent.first, 2, extent.last, 1 + many, {**scale, "max_color": "#7FBFC3"})
        sheet.conditional_format(extent.first, 2 + many, extent.last, 1 + 2 * many, {**scale, "max_color": "#E9A29C"})
