"""How long customers waited for an answer, which clocks were kept, at what hours cases arose, month by month."""

from __future__ import annotations

from reports.look import ACCENT, BAD, INFO, WARNING
from reports.pages.complaint_cases import clock_word
from reports.pages.complaint_month import Statistics
from reports.table import Formula, Head
from supervisor.complaints.figures.records import Rate, Spread
from supervisor.language import _
from supervisor.traffic.sight.words import weekday_words


def write(s: Statistics) -> None:
    """Times in hours of the calendar, then each clock."""
    heads = [
        Head(_("What"), 36), Head(_("Number of complaints"), 10, "count"), Head(_("Median, hours"), 12, "mean"),
        Head(_("90 % within, hours"), 16, "mean"), Head(_("in time"), 10, "count"),
        Head(_("past the limit"), 10, "count"),
        Head(_("still running"), 10, "count"), Head(_("Share in time"), 12, "share"),
    ]  # fmt: skip
    f = s.figures
    rows: list[list] = [
        _spread(s, _("First feedback after"), "feedback", f.feedback),
        _spread(s, _("Answer after"), "answer", f.answer),
        _spread(s, _("Answer after, without pauses"), "own", f.answer_own),
    ]
    for clock in f.clocks:
        line = 4 + len(rows)
        kept = s.count(clock.kind, clock_word("met"), clock.kept.hits)
        late = s.count(clock.kind, clock_word("late"), clock.kept.of - clock.kept.hits)
        running = s.count(clock.kind, clock_word("running"), clock.running)
        share = Formula(
            f'=IF(E{line}+F{line}=0,"–",E{line}/(E{line}+F{line}))',
            "–" if clock.kept.value is None else clock.kept.value,
        )
        rows.append([
            _("Clock: {clock}").format(clock=s.clock_words[clock.kind]),
            Formula(f"=E{line}+F{line}+G{line}", clock.kept.of + clock.running), None, None, kept, late, running, share,
        ])  # fmt: skip
    note = f"{s.m.branch} · {s.m.month} · " + _("Hours of the calendar, nights and holidays included.")
    s.m.table(_("Times and limits"), heads, rows, colour=WARNING, note=note)


def _spread(s: Statistics, title: str, key: str, it: Spread) -> list:
    cells = s.cells(key)
    median = Formula(f'=IF(COUNT({cells})=0,"–",MEDIAN({cells}))', _known(it.median_hours))
    tenth = Formula(f'=IF(COUNT({cells})=0,"–",PERCENTILE({cells},0.9))', _known(it.p90_hours))
    return [title, Formula(f"=COUNT({cells})", it.cases), median, tenth, None, None, None, None]


def _known(value: float | None) -> float | str:
    return "–" if value is None else value


def write_hours(s: Statistics) -> None:
    """Cases against customers by hour, by weekday and together, with the picture by hour."""
    heads = [
        Head(_("When"), 16), Head(_("Cases, days with tickets"), 13, "count"), Head(_("Customers"), 12, "count"),
        Head(_("Cases per 1,000 customers"), 14, "mean"), Head(_("95 % from"), 10, "mean"),
        Head(_("95 % to"), 10, "mean"), Head(_("Cases, all days"), 11, "count"),
    ]  # fmt: skip
    f = s.figures
    rows: list[list] = []
    for rate in (*f.by_hour, *f.by_weekday):
        line = 4 + len(rows)
        which = f'({s.cells("hour")}={rate.hour})*({s.cells("hour")}<>"")'
        if rate.hour < 0:
            which = f'({s.cells("weekday")}="{weekday_words(rate.weekday)}")'
        every = Formula(f"=SUMPRODUCT({which}*1)", rate.all_cases)
        known = Formula(f'=SUMPRODUCT({which}*({s.cells("traffic")}="{_("yes")}"))', rate.cases)
        per = Formula(f'=IF(C{line}=0,"–",1000*B{line}/C{line})', _known(rate.per_1000))
        rows.append([_when(rate), known, rate.customers, per, rate.low, rate.high, every])
    note = f"{s.m.branch} · {s.m.month} · "
    if not f.days_with_tickets:
        note += _("No tickets of this month: cases cannot be set against customers.")
    else:
        note += _(
            "Days with tickets: {days}. Of few cases chance decides: read the interval. Hour not known: {n} cases."
        ).format(days=f.days_with_tickets, n=f.hour_unknown)
    title = _("Hours and customers")
    sheet, extent = s.m.table(title, heads, rows, colour=INFO, note=note)
    sheet.fit_to_pages(1, 1)  # the picture stays with its figures
    many = len(f.by_hour)
    if not many or not f.days_with_tickets:
        return
    chart = s.m.workbook.add_chart({"type": "column"})
    assert chart is not None
    chart.add_series({
        "name": _("Cases per 1,000 customers"), "categories": [title, extent.first, 0, extent.first + many - 1, 0],
        "values": [title, extent.first, 3, extent.first + many - 1, 3], "fill": {"color": ACCENT}, "gap": 60,
    })  # fmt: skip
    chart.set_title({"name": _("Cases per 1,000 customers"), "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis(
        {"min": 0, "num_format": "0.0", "major_gridlines": {"visible": True, "line": {"color": "#DCE3E6"}}}
    )
    chart.set_size({"width": 860, "height": 300})
    sheet.insert_chart(extent.last + 3, 0, chart, {"object_position": 1})


def _when(rate: Rate) -> str:
    return weekday_words(rate.weekday) if rate.hour < 0 else f"{rate.hour:02d}:00–{rate.hour + 1:02d}:00"


def write_months(s: Statistics) -> None:
    """Twelve months, the one reported last."""
    heads = [
        Head(_("Month"), 12), Head(_("Number of complaints"), 10, "count", True), Head(_("Praise"), 10, "count", True),
        Head(_("Answered in time"), 12, "share"), Head(_("Share at fault"), 12, "share"),
        Head(_("On the spot"), 12, "share"), Head(_("Repeated"), 12, "share"),
        Head(_("Median hours to the answer"), 14, "mean"),
    ]  # fmt: skip
    months = s.figures.months
    rows = [
        [one.month, one.cases, one.praise,
         *(_known(each.value) for each in (one.in_time, one.at_fault, one.on_the_spot, one.repeat)),
         _known(one.answer.median_hours)]
        for one in months
    ]  # fmt: skip
    title = _("Twelve months")
    sheet, extent = s.m.table(title, heads, rows, colour=ACCENT)
    sheet.fit_to_pages(1, 1)
    chart = s.m.workbook.add_chart({"type": "line"})
    assert chart is not None
    lines = ((1, _("Number of complaints"), BAD, "circle"), (2, _("Praise"), ACCENT, "diamond"))
    for column, name, colour, sign in lines:
        chart.add_series({
            "name": name, "categories": [title, extent.first, 0, extent.last, 0],
            "values": [title, extent.first, column, extent.last, column], "line": {"color": colour, "width": 2},
            "marker": {"type": sign, "size": 6, "fill": {"color": colour}, "border": {"color": colour}},
        })  # fmt: skip
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_y_axis({"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#DCE3E6"}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 860, "height": 300})
    sheet.insert_chart(extent.last + 4, 0, chart, {"object_position": 1})
