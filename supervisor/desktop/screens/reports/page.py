"""The reports screen: a month's figures, and workbooks of it, of one inspection or of one person for head office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QGridLayout, QSizePolicy

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.reports.export import Choices, ExportCard
from supervisor.desktop.widgets.basics import (
    Card,
    KeyFigure,
    RowFrame,
    clear,
    column,
    label,
    put_facts,
    row,
    scrolling,
)
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.wording import month_words, number, points, share, short_day
from supervisor.language import Words, _

MONTHS_OFFERED = 13


@dataclass(frozen=True)
class Snapshot:
    """Figures of the chosen month, and whether it is signed."""

    month: str
    months: tuple[str, ...]
    figures: Any
    locked: bool
    causes: tuple[tuple[str, int], ...]
    choices: Choices


class ReportsPage(Page):
    """A month's figures and its workbooks; `about` may be `month` or the subject of an inspection or a person."""

    key: ClassVar[str] = "reports"
    watches: ClassVar[tuple[str, ...]] = (
        "inspection.",
        "complaints.",
        "traffic.",
        "actions.",
        "incidents.",
        "appraisal.",
    )
    snapshot: Snapshot

    def build(self) -> None:
        self._month = ""
        self.choice = choice_box([], name=_("Month"))
        self.choice.setMinimumWidth(self.desk.theme.px(160))
        self.choice.activated.connect(self._chosen)
        self.tools.addWidget(self.choice)
        self.export = ExportCard(self)
        self.work = self.export.work
        self.body.addWidget(self.export)
        grid = QGridLayout()
        grid.setSpacing(16)
        self.figures: dict[str, KeyFigure] = {}
        for place, (key, words) in enumerate(
            (
                ("customers", _("Customers")), ("wait", _("Mean wait")), ("within", _("Within the target")),
                ("inspections", _("Inspections")), ("findings", _("Findings")), ("actions", _("Corrective actions")),
                ("complaints", _("Complaints")), ("incidents", _("Incidents")),
            )
        ):  # fmt: skip
            self.figures[key] = KeyFigure(words)
            self.figures[key].setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            grid.addWidget(self.figures[key], place // 4, place % 4)
        self.body.addLayout(grid)
        self.content = Card(_("What the workbook holds"))
        self.sheets = column(spacing=0)
        self.content.add(scrolling(self.sheets), 1)
        self.causes = Card(_("Complaints by cause"))
        self.cause_lines = column(spacing=0)
        self.causes.add(scrolling(self.cause_lines), 1)
        lower = row(spacing=16)
        lower.addWidget(self.content, 2)
        self.events = Card(str(Words("本月突发事件", "Incidents of the month")))
        self.event_lines = column(spacing=0)
        self.events.add(scrolling(self.event_lines), 1)
        lower.addWidget(self.events, 1)
        lower.addWidget(self.causes, 1)
        self.body.addLayout(lower, 1)

    def read(self, reader: Any) -> Snapshot:
        from supervisor.complaints.ledger import tree
        from supervisor.overview import month_figures

        months = _months(reader.today)
        month = self._month or months[0]
        figures = month_figures(reader, month)
        names = {n.code: str(n.name) for n in tree(reader, "cause")}
        causes = sorted(figures.complaints_by_cause.items(), key=lambda pair: -pair[1])
        return Snapshot(
            month, months, figures, reader.month_locked(month), tuple((names.get(c, c), n) for c, n in causes),
            _choices(reader, month, self.desk.actor),
        )  # fmt: skip

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._month = snapshot.month
        self.choice.clear()
        for month in snapshot.months:
            self.choice.addItem(_month(month), month)
        self.choice.setCurrentIndex(snapshot.months.index(snapshot.month))
        state = _("signed and locked") if snapshot.locked else _("still open: figures may change")
        self.say_subtitle(f"{_month(snapshot.month)} · {state}")
        about, self.about = str(self.about or ""), None
        self.export.put(snapshot.choices, about)
        self._show_figures(snapshot.figures)
        clear(self.sheets)
        for number_, (sheet, about) in enumerate(sheets()):
            frame = RowFrame(last=number_ == len(sheets()) - 1, side=0)
            name = label(sheet, "strong")
            name.setFixedWidth(self.desk.theme.px(150))
            frame.line.addWidget(name)
            frame.line.addWidget(label(about, "muted", wrap=True), 1)
            self.sheets.addWidget(frame)
        self.sheets.addStretch(1)
        clear(self.cause_lines)
        for cause, count in snapshot.causes:
            frame = RowFrame(side=0)
            frame.line.addWidget(label(cause, wrap=True), 1)
            frame.line.addWidget(label(str(count), "strong"))
            self.cause_lines.addWidget(frame)
        if not snapshot.causes:
            self.cause_lines.addWidget(label(_("No complaint was heard in this month."), "muted", wrap=True))
        self.cause_lines.addStretch(1)
        self._show_events(snapshot.figures)

    def write(self, path: Path) -> None:
        """Write what is chosen to `path`."""
        self.export.write(path)

    def _show_events(self, figures: Any) -> None:
        """How fast and how well incidents were met; nothing is shown of a month without any."""
        from supervisor.overview.incident_month import month_lines

        self.events.setVisible(bool(figures.incidents))
        put_facts(self.event_lines, month_lines(figures.incident_figures)[2:], self.desk.theme.px(116))
        self.event_lines.addStretch(1)

    def _chosen(self, place: int) -> None:
        self._month = self.choice.itemData(place)
        self.refresh()

    def _show_figures(self, f: Any) -> None:
        def minutes(value: float | None) -> str:
            return "–" if value is None else _("{n} min").format(n=number(value))

        def percent(value: float | None) -> str:
            return "–" if value is None else share(value)

        from supervisor.overview.wording import days_known_words

        customers = _("{n} customers").format(n=f.busiest_customers)
        busiest = f"{short_day(f.busiest_day)} · {customers}" if f.busiest_day else "–"
        average = "–" if f.average_percent_c is None else points(f.average_percent_c)
        values = {
            "customers": (f"{f.customers:,}", _("{days}; busiest {day}").format(
                days=days_known_words(f.days_open, f.days_with_tickets, f.tickets_until), day=busiest)),
            "wait": (minutes(f.mean_wait_minutes), _("longest {wait}").format(wait=minutes(f.longest_wait_minutes))),
            "within": (percent(f.within_target), _("left unserved {share}").format(share=percent(f.left_share))),
            "inspections": (str(f.inspections), _("average {score}").format(score=average)),
            "findings": (str(f.findings), _("{n} waived").format(n=f.findings_waived)),
            "actions": (str(f.actions_raised), _("{closed} closed, {late} overdue").format(
                closed=f.actions_closed, late=f.actions_overdue)),
            "complaints": (str(f.complaints), _("{open} open, {share} in time").format(
                open=f.complaints_open, share=percent(f.complaints_in_time))),
            "incidents": (str(f.incidents), _("{n} minutes in all, {drills} drills").format(
                n=round(f.incident_minutes), drills=f.drills)),
        }  # fmt: skip
        for key, (value, against) in values.items():
            self.figures[key].show_figure(value, against)


def sheets() -> tuple[tuple[str, str], ...]:
    """The pages of the workbook in words."""
    return (
        (_("Front page"), _("The month's figures, what they were made from, and room for signatures.")),
        (_("Appraisal"), _("Everybody's points and money, line by line, each traced to its evidence.")),
        (_("Rules in force"), _("Every rule that was applied, as it was valid in the month.")),
        (_("Staff fund"), _("Fines that came in and what staff events cost.")),
        (_("Findings"), _("Every inspection with check-list version, inspector and score; every finding.")),
        (_("Actions"), _("Who had to mend what until when, and what became of it.")),
        (_("Complaints"), _("The register with clocks and causes; contact data stays masked.")),
        (_("Traffic by day"), _("Customers and waits by day and class of service.")),
        (_("Meetings"), _("When people met, and what it cost customers.")),
        (_("Incidents"), _("Surges and outages with the moves that were sent.")),
        (_("Proof"), _("Devices and chains, so that head office can check the figures against the journal.")),
    )


def _choices(reader: Any, month: str, actor: str) -> Choices:
    """Finished inspections of the month, and the people whose month this person may read."""
    from supervisor.access import Right, allowed, may_read_person
    from supervisor.appraisal.months import month_days
    from supervisor.branch.ledger import people
    from supervisor.inspection.ledger import inspections, template

    first, last = month_days(month)
    done = [i for i in inspections(reader, first, last) if i.state == "finished"]
    belonged = [
        p for p in people(reader, active_only=False) if p.joined <= last and (p.left is None or p.left >= first)
    ]
    names = {digest: str(template(reader, digest).name) for digest in {i.digest for i in done}}
    return Choices(
        month,
        tuple(
            (i.subject, f"{i.number} {names[i.digest]} {i.day:%m-%d}", f"{i.number} {names[i.digest]}.xlsx")
            for i in reversed(done)
        ),
        tuple(
            (p.subject, f"{p.name} {p.no}", f"{p.no} {p.name} {month}.xlsx")
            for p in belonged
            if may_read_person(reader, actor, p.subject)
        ),
        allowed(reader, actor, Right.EXPORT_REPORT) and allowed(reader, actor, Right.READ_PEOPLE),
    )


def _months(today: date) -> tuple[str, ...]:
    first = today.replace(day=1)
    found = []
    for _count in range(MONTHS_OFFERED):
        found.append(f"{first:%Y-%m}")
        first = (first - timedelta(days=1)).replace(day=1)
    return tuple(found)


def _month(month: str) -> str:
    return month_words(int(month[:4]), int(month[5:]))


def make(desk: Desk) -> ReportsPage:
    """The page of the rail."""
    return ReportsPage(desk, _("Reports"))
