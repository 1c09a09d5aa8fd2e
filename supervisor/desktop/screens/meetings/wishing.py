"""What stands in the form of a request, as a wish that can be priced and asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from supervisor.language import _

QUOTED = "meeting:quote"
SPLITS = (1, 2, 3, 4)
BY_SHIFT = 99


def repeat_options(first: date) -> list[tuple[str, str]]:
    """How often, in words that name the weekday of the first day."""
    from supervisor.desktop.wording import weekday

    return [
        ("once", _("once")),
        ("each_day", _("on every open day")),
        ("workday", _("on every working day")),
        ("week", _("every week on the best day")),
        ("weekday", _("every week on {weekday}").format(weekday=weekday(first))),
        ("month_first", _("every month on the first {weekday}").format(weekday=weekday(first))),
        ("month_last", _("every month on the last working day")),
    ]


def repeat_of(rule: str, first: date, last: date) -> Any:
    """The repeat rule that is meant; None for a single meeting."""
    from supervisor.meetings.repeats import Repeat

    rules: dict[str, dict[str, Any]] = {
        "each_day": {"every": "day", "days": "open"},
        "workday": {"every": "day"},
        "week": {"every": "week"},
        "weekday": {"every": "week", "weekdays": (first.isoweekday(),)},
        "month_first": {"every": "month", "weekdays": (first.isoweekday(),), "nth": 1},
        "month_last": {"every": "month", "nth": -1},
    }
    return Repeat(until=last, **rules[rule]) if rule in rules else None


def split_options() -> list[tuple[int, str]]:
    """In how many batches it may be held."""
    many = [(n, _("up to {n} batches").format(n=n)) for n in SPLITS[1:]]
    return [(1, _("all together")), *many, (BY_SHIFT, _("one for each shift"))]


def asked(v: Mapping[str, Any]) -> dict[str, Any]:
    """The keyword arguments of a request, from the values of the form."""
    split = v["split"]
    wished = v["wish"]
    return {
        "kind": v["kind"],
        "title": v["title"],
        "minutes": v["minutes"],
        "needs": v["needs"],
        "first_day": v["first"],
        "last_day": v["last"],
        "earliest_minute": v["earliest"],
        "latest_minute": v["latest"],
        "inside_hours": v["inside"],
        "may_split": split != 1,
        "most_batches": 2 if split in (1, BY_SHIFT) else split,
        "by_shift": split == BY_SHIFT,
        "room": v["room"] or "",
        "customer_area": v["customer_area"],
        "wished_day": v["wished_day"] if wished else None,
        "wished_minute": v["wished_minute"] if wished else None,
        "after": (v["after"],) if v["after"] else (),
    }


def wish_to_price(v: Mapping[str, Any]) -> Any:
    """The wish for one sitting, to be priced while the form is written; None while nobody or nothing is named yet.

    Of a series the first days are priced: what the form shows is the price of one time.
    """
    from supervisor.meetings.problem.model import Wish

    fields = asked(v)
    if not fields["needs"]:
        return None
    fields["title"] = fields["title"] or _("New meeting")
    return Wish(subject=QUOTED, **fields)
