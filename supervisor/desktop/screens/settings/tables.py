"""The tables of people and posts."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _


def people_table(theme: Theme) -> DataTable:
    """Everybody, with skills, login and roles."""
    return DataTable(
        theme,
        [
            Column("no", _("Staff no."), lambda p: p.no, width=92),
            Column("name", _("Name"), lambda p: p.name, width=100, strong=True),
            Column("role", _("Role"), lambda p: p.role, width=112, spare=True),
            Column("zone", _("Zone"), lambda p: p.zone, width=120, spare=True),
            Column("skills", _("Skills"), lambda p: p.skills, width=-1),
            Column("login", _("Login"), lambda p: p.login or "–", width=110, spare=True),
            Column("roles", _("May act as"), lambda p: p.roles or "–", width=120, spare=True),
            Column("state", _("State"), lambda p: _("left {day}").format(day=p.left) if p.left else _("at work"),
                   status=lambda p: "quiet" if p.left else "good", width=120),
        ],
        name=_("People"),
        empty=EmptyState(_("Nobody yet. Take in the branch's set-up workbook: supervisor branch import FILE.xlsx")),
        sort_by="no",
    )  # fmt: skip


def posts_table(theme: Theme) -> DataTable:
    """All posts with zone, class, skill and cover."""
    return DataTable(
        theme,
        [
            Column("code", _("Code"), lambda p: p.code, width=80),
            Column("name", _("Post"), lambda p: p.name, width=-1, strong=True),
            Column("zone", _("Zone"), lambda p: p.zone, width=150, spare=True),
            Column("class", _("Class"), lambda p: p.service_class, width=130, spare=True),
            Column("skill", _("Skill"), lambda p: p.skill, width=130),
            Column("stations", _("Places"), lambda p: str(p.stations), lambda p: p.stations, True, width=80),
            Column("cover", _("At least"), lambda p: str(p.min_cover), lambda p: p.min_cover, True, width=84),
            Column("dual", _("Control"), _control,
                   status=_control_status, width=120),
        ],
        name=_("Posts"),
        empty=EmptyState(_("No post yet. Take in the branch's set-up workbook: supervisor branch import FILE.xlsx")),
        sort_by="code",
    )  # fmt: skip


def _control(post: Any) -> str:
    return _("two people") if post.dual_control else ""


def _control_status(post: Any) -> str | None:
    return "info" if post.dual_control else None
