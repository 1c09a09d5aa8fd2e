"""The tables of sight: figures by group, days behind a place, ratings, bottlenecks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import long_day, number, share
from supervisor.language import _


@dataclass(frozen=True)
class Line:
    """A line of figures: the key of its group, what it is called, its figures, how it sorts."""

    subject: str
    name: str
    it: Any
    order: Any = None


def wide(title: str) -> int:
    """Pixels that a column of figures needs for its title, in either language."""
    return 30 + round(sum(13 if ord(letter) > 0x2E80 else 7.2 for letter in title))


def minutes(spread: Any, what: str) -> str:
    """A time of a spread; a dash where none is known."""
    return "–" if spread is None else number(getattr(spread, what))


def _value(spread: Any, what: str) -> float:
    return -1.0 if spread is None else getattr(spread, what)


def _time(name: str, title: str, of: str, what: str, *, spare: bool = False) -> Column[Line]:
    return Column(name, title, lambda r: minutes(getattr(r.it, of), what),
                  lambda r: _value(getattr(r.it, of), what), True, width=wide(title), spare=spare)  # fmt: skip


def left_words(it: Any) -> str:
    """The share that left, with how many; a dash where nobody came to an end."""
    return "–" if it.abandoned is None else f"{share(it.abandoned, 1)}"


def figure_columns(title: str, width: int = -1) -> list[Column[Line]]:
    """Customers, waits, service and leavers of a group."""
    return [
        Column("name", title, lambda r: r.name, lambda r: r.name if r.order is None else r.order, width=width,
               strong=True),
        Column("customers", _("Customers"), lambda r: f"{r.it.customers:,}", lambda r: r.it.customers, True,
               width=wide(_("Customers"))),
        _time("wait_median", _("Wait: median"), "wait", "median"),
        _time("wait_mean", _("Wait: mean"), "wait", "mean"),
        _time("wait_p90", _("Wait: P90"), "wait", "p90"),
        Column("within", _("In time"), lambda r: "–" if r.it.within is None else share(r.it.within),
               lambda r: -1.0 if r.it.within is None else r.it.within, True, width=wide(_("In time"))),
        _time("service_median", _("Service: median"), "service", "median", spare=True),
        _time("service_mean", _("Service: mean"), "service", "mean", spare=True),
        _time("service_p90", _("Service: P90"), "service", "p90", spare=True),
        Column("left", _("Left unserved"), lambda r: left_words(r.it),
               lambda r: -1.0 if r.it.abandoned is None else r.it.abandoned, True, width=wide(_("Left unserved"))),
    ]  # fmt: skip


def group_title(by: str) -> str:
    """The head of the column that names the groups."""
    return {
        "class": _("Class"), "post": _("Post"), "window": _("Window"), "hour": _("Hour"), "weekday": _("Weekday"),
        "day": _("Day"), "week": _("Week"),
    }[by]  # fmt: skip


def figure_table(theme: Theme) -> DataTable:
    """Figures by group; the title of the first column is set with the group."""
    return DataTable(
        theme, figure_columns(_("What")), name=_("Waiting and service"),
        empty=EmptyState(_("No tickets of these days.")),
    )  # fmt: skip


def days_table(theme: Theme, name: str) -> DataTable:
    """The days behind a place, the latest first; Enter opens one."""
    return DataTable(
        theme, figure_columns(_("Day")), name=name,
        empty=EmptyState(_("Choose a line above: the days behind it stand here.")), sort_by="name", descending=True,
    )  # fmt: skip


def day_lines(found: dict[date, Any]) -> list[Line]:
    """Figures of days as lines."""
    return [Line(day.isoformat(), long_day(day), one, day.isoformat()) for day, one in found.items()]


def rating_table(theme: Theme) -> DataTable:
    """What was pressed, by group."""

    def pressed(star: int) -> Column[Line]:
        return Column(f"s{star}", f"{star} {_('stars')}", lambda r: f"{r.it.pressed[star - 1]:,}",
                      lambda r: r.it.pressed[star - 1], True, width=62, spare=True)  # fmt: skip

    return DataTable(
        theme,
        [
            Column("name", _("What"), lambda r: r.name, lambda r: r.name if r.order is None else r.order, width=-1,
                   strong=True),
            Column("served", _("Served"), lambda r: f"{r.it.served:,}", lambda r: r.it.served, True, width=84),
            Column("rated", _("Pressed"), lambda r: f"{r.it.rated:,}", lambda r: r.it.rated, True, width=84),
            Column("share", _("Share that pressed"), lambda r: share(r.it.share or 0.0), lambda r: r.it.share or 0.0,
                   True),
            Column("mean", _("Mean"), lambda r: "–" if r.it.mean is None else number(r.it.mean, 2),
                   lambda r: r.it.mean or 0.0, True, width=74),
            Column("low", _("1 and 2"), lambda r: "–" if r.it.low is None else share(r.it.low, 1),
                   lambda r: r.it.low or 0.0, True, width=84),
            *(pressed(star) for star in range(1, 6)),
        ],
        name=_("Ratings"),
        empty=EmptyState(_("Nobody has pressed a rating in these days, or the file has no such column.")),
    )  # fmt: skip


def bottleneck_table(theme: Theme) -> DataTable:
    """Ranked, in words."""
    return DataTable(
        theme,
        [
            Column("rank", "#", lambda r: str(r.order), lambda r: r.order, True, width=44),
            Column("where", _("Where time is lost"), lambda r: r.name, strong=True),
            Column("what", _("What is wrong"), lambda r: r.it.what, width=-1),
            Column("kind", _("Kind"), lambda r: r.it.kind, status=lambda r: r.it.status, width=150, spare=True),
            Column("needed", _("Needed / there"), lambda r: r.it.people, width=wide(_("Needed / there")), spare=True),
            Column("lost", _("Minutes lost a week"), lambda r: number(r.it.lost, 0), lambda r: r.it.lost, True,
                   width=wide(_("Minutes lost a week"))),
        ],
        name=_("Bottlenecks"),
        empty=EmptyState(_("No bottleneck: no hour in which a tenth waits beyond the target, and no step that drags.")),
    )  # fmt: skip
