"""The month as a manager ends it: where it stands, its workbook, and the figures that go into it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from supervisor.desktop.screens.reports.export import ExportCard
from supervisor.desktop.screens.reports.jobs import month_job
from supervisor.desktop.screens.reports.reading import Snapshot
from supervisor.desktop.screens.reports.standing_card import StandingCard
from supervisor.desktop.widgets.basics import Card, KeyFigure, RowFrame, clear, column, label, put_facts, row, scrolling
from supervisor.desktop.wording import number, points, share, short_day
from supervisor.language import Words, _


class MonthTab(QWidget):
    """Standing and export beside each other, below them eight figures, causes and incidents."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._desk = page.desk
        self.standing = StandingCard(page)
        self.export = ExportCard(page, _("Write the month's workbook"), name=_("Export the month to Excel"))
        self.entrance = self.export.write_now
        upper = row(spacing=16)
        upper.addWidget(self.standing, 5)
        upper.addWidget(self.export, 6)
        grid = QGridLayout()
        grid.setSpacing(12)
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
        self.causes = Card(_("Complaints by cause"))
        self.cause_lines = column(spacing=0)
        self.causes.add(self.cause_lines)
        self.events = Card(str(Words("本月突发事件", "Incidents of the month")))
        self.event_lines = column(spacing=0)
        self.events.add(self.event_lines)
        lower = row(spacing=16)
        lower.addWidget(self.events, 1)
        lower.addWidget(self.causes, 1)
        whole = column(spacing=16)
        whole.addLayout(upper)
        whole.addLayout(grid)
        whole.addLayout(lower)
        whole.addStretch(1)
        self.setLayout(column(scrolling(whole)))

    def put(self, snapshot: Snapshot) -> None:
        """Show a month."""
        self.standing.put(snapshot)
        self.export.put(month_job(snapshot.month))
        self._show_figures(snapshot.figures)
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

    def _show_events(self, figures: Any) -> None:
        """How fast and how well incidents were met; nothing is shown of a month without any."""
        from supervisor.overview.incident_month import month_lines

        self.events.setVisible(bool(figures.incidents))
        put_facts(self.event_lines, month_lines(figures.incident_figures)[2:], self._desk.theme.px(116))
        self.event_lines.addStretch(1)

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
