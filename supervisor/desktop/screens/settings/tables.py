"""What the tabs about the branch are made of: the tab itself, and its tables of people, posts, names and hours."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from supervisor.desktop.screens.settings.words import (
    day_words,
    kind_word,
    later_words,
    opening_words,
    since_words,
    source_status,
    source_words,
    weekday_words,
)
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import row
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState, filter_field
from supervisor.language import _


class BranchTab(QWidget):
    """A tab about the branch: `page` is the settings screen it stands on, `desk` that screen's."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.page = page
        self.desk = page.desk


def tool_row(table: DataTable, hint: str, theme: Theme, *tools: QWidget) -> QHBoxLayout:
    """A table's filter, which gives way in a small window, and what can be done at the right."""
    field = filter_field(table, hint, theme.px(220))
    field.setMinimumWidth(theme.px(80))
    line = row(field, None, *tools)
    line.setStretch(0, 3)
    return line


def _state(line: Any) -> str:
    """Whether somebody works here, and for a time only."""
    if line.left:
        return _("left {day}").format(day=line.left)
    if line.now_temporary:
        until = line.temporary.until
        return _("temporary until {day}").format(day=until) if until else _("temporary")
    return _("at work")


def people_table(theme: Theme, empty: EmptyState) -> DataTable:
    """Everybody, with skills, login and roles."""
    return DataTable(
        theme,
        [
            Column("no", _("Staff no."), lambda p: p.no, width=92),
            Column("name", _("Name"), lambda p: p.name, width=100, strong=True),
            Column("role", _("Job title"), lambda p: p.role, width=112, spare=True),
            Column("zone", _("Zone"), lambda p: p.zone, width=120, spare=True),
            Column("skills", _("Skills"), lambda p: p.skills, width=-1),
            Column("login", _("Login"), lambda p: p.login or "–", width=110, spare=True),
            Column("roles", _("May act as"), lambda p: p.roles or "–", width=120, spare=True),
            Column("state", _("State"), _state,
                   status=lambda p: "quiet" if p.left else "good", width=140),
        ],
        name=_("People"),
        empty=empty,
        sort_by="no",
    )  # fmt: skip


def posts_table(theme: Theme, empty: EmptyState) -> DataTable:
    """All posts with zone, class, skill and cover."""
    return DataTable(
        theme,
        [
            Column("code", _("Code"), lambda p: p.code, width=92),
            Column("name", _("Post"), lambda p: p.name, width=-1, strong=True),
            Column("zone", _("Zone"), lambda p: p.zone, width=110, spare=True),
            Column("class", _("Class"), lambda p: p.service_class, width=104, spare=True),
            Column("skill", _("Skill"), lambda p: p.skill, width=110, spare=True),
            Column("stations", _("Places"), lambda p: str(p.stations), lambda p: p.stations, True, width=70),
            Column("cover", _("At least"), lambda p: str(p.min_cover), lambda p: p.min_cover, True, width=84),
            Column("dual", _("Control"), _control,
                   status=_control_status, width=96, spare=True),
        ],
        name=_("Posts"),
        empty=empty,
        sort_by="code",
    )  # fmt: skip


def _control(post: Any) -> str:
    return _("two people") if post.dual_control else ""


def _control_status(post: Any) -> str | None:
    return "info" if post.dual_control else None


def names_table(theme: Theme, empty: EmptyState) -> DataTable:
    """Zones, service classes and skills under their codes."""
    return DataTable(
        theme,
        [
            Column("kind", _("Kind"), lambda n: kind_word(n.kind, n.authorisation), lambda n: n.order, width=86),
            Column("name", _("Called"), lambda n: n.name, width=-1, strong=True),
            Column("code", _("Code"), lambda n: n.code, width=112, spare=True),
        ],
        name=_("Zones, classes and skills"),
        empty=empty,
        sort_by="kind",
    )


def week_table(theme: Theme) -> DataTable:
    """Opening hours of the days of the week and of public holidays."""
    return DataTable(
        theme,
        [
            Column(
                "weekday", _("Weekday"), lambda w: weekday_words(w.weekday), lambda w: w.weekday, width=104, strong=True
            ),
            Column("opening", _("Doors open"), lambda w: opening_words(w.opening, w.since is not None), width=120),
            Column("since", _("Since"), since_words, width=104, spare=True),
            Column("later", _("Later"), later_words, width=-1),
        ],
        name=_("Weekly hours"),
        sort_by="weekday",
    )


def days_table(theme: Theme, empty: EmptyState) -> DataTable:
    """Holidays, make-up workdays and the branch's own days of a year."""
    return DataTable(
        theme,
        [
            Column("day", _("Date"), lambda d: day_words(d.day), lambda d: d.day, width=142, strong=True),
            Column("source", _("Kind of day"), source_words, status=source_status, width=128),
            Column("opening", _("Doors open"), lambda d: opening_words(d.opening, True), width=112),
            Column("note", _("Occasion"), lambda d: d.occasion, width=-1),
        ],
        name=_("Holidays, make-up workdays, own days"),
        empty=empty,
        sort_by="day",
    )
