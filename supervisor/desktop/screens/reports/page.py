"""The reports screen: the month, every other workbook, head office's forms, checking, consolidating, the history."""

from __future__ import annotations

from typing import Any, ClassVar

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.reports.check_tab import CheckTab
from supervisor.desktop.screens.reports.consolidate_tab import ConsolidateTab
from supervisor.desktop.screens.reports.form_tab import FormTab
from supervisor.desktop.screens.reports.history_tab import HistoryTab
from supervisor.desktop.screens.reports.month_tab import MonthTab
from supervisor.desktop.screens.reports.others_tab import OthersTab
from supervisor.desktop.screens.reports.reading import Snapshot, month_name, read_reports
from supervisor.desktop.screens.reports.target import Folder
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.widgets.tabs import Tabs
from supervisor.language import Words, _

OF_WHO_EXPORTS = ("month", "form", "consolidate")  # tabs for who may export the whole branch


class ReportsPage(Page):
    """`about` may be `month:2026-10`, a tab, or the subject of an inspection, a person or an incident."""

    key: ClassVar[str] = "reports"
    watches: ClassVar[tuple[str, ...]] = (
        "inspection.", "complaints.", "traffic.", "actions.", "incidents.", "appraisal.", "reporting.", "branch.",
        "journal.",
    )  # fmt: skip
    snapshot: Snapshot

    def build(self) -> None:
        self._month = ""
        self.choice = choice_box([], name=_("Month"))
        self.choice.setMinimumWidth(self.desk.theme.px(160))
        self.choice.activated.connect(self._chosen)
        self.tools.addWidget(self.choice)
        self.folder = Folder()
        self.month = MonthTab(self)
        self.others = OthersTab(self)
        self.form = FormTab(self)
        self.check = CheckTab(self)
        self.consolidate = ConsolidateTab(self)
        self.history = HistoryTab(self)
        self.tabs = Tabs()
        for key, title, part in (
            ("month", str(Words("月报", "The month")), self.month),
            ("others", _("Other workbooks"), self.others),
            ("form", str(Words("总行表格", "Head office's form")), self.form),
            ("check", _("Check a file"), self.check),
            ("consolidate", str(Words("汇总支行", "Consolidate")), self.consolidate),
            ("history", _("What was written"), self.history),
        ):
            self.tabs.add(key, title, part)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.tabs.stack, 1)

    def read(self, reader: Any) -> Snapshot:
        return read_reports(reader, self._month, self.desk.actor)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._month = snapshot.month
        self.choice.clear()
        for month in snapshot.months:
            self.choice.addItem(month_name(month), month)
        self.choice.setCurrentIndex(snapshot.months.index(snapshot.month))
        state = _("signed and locked") if snapshot.locked else _("still open: figures may change")
        self.say_subtitle(f"{month_name(snapshot.month)} · {state}")
        about, self.about = str(self.about or ""), None
        self.tabs.offer(*(key for key in self.tabs.buttons if snapshot.may_export or key not in OF_WHO_EXPORTS))
        if snapshot.may_export:
            self.month.put(snapshot)
            self.form.put(snapshot)
            self.consolidate.put(snapshot)
        self.others.put(snapshot, about)
        self.history.put(snapshot)
        if about.partition(":")[0] in snapshot.abouts:
            self.tabs.show_tab("others")
        elif about in self.tabs.buttons:
            self.tabs.show_tab(about)

    def open_about(self, about: Any) -> None:
        """Asked for about a month: that month, on its own tab."""
        kind, _colon, month = str(about or "").partition(":")
        if kind == "month" and month:
            self._month, about = month, "month"
        super().open_about(about)

    def _chosen(self, place: int) -> None:
        self._month = self.choice.itemData(place)
        self.refresh()


def make(desk: Desk) -> ReportsPage:
    """The page of the rail."""
    return ReportsPage(desk, _("Reports"))
