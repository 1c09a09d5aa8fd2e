"""How each figure of a branch adds up over branches: what is summed, what is weighed and by what, what is not added.

The room exists because averages must not be averaged: a mean wait counts by the customers who waited, a share by what
it is a share of. A figure that cannot be known for all branches together (a median, a date) has no total.
"""

from __future__ import annotations

from typing import NamedTuple

from supervisor.language import Words


class Measure(NamedTuple):
    """How a figure is taken together: "sum", "mean" (by the figure `weight`), "max", "min" or "" (not at all), and
    which branch is first by it: +1 the highest, -1 the lowest, 0 no rank."""

    how: str
    weight: str = ""
    better: int = 0


_MEANS = {
    "traffic.left_share": Measure("mean", "traffic.called_or_left", -1),
    "wait.mean_minutes": Measure("mean", "traffic.served", -1),
    "wait.within_target_share": Measure("mean", "wait.measured", 1),
    "ratings.mean": Measure("mean", "ratings.count", 1),
    "ratings.good_share": Measure("mean", "ratings.count", 1),
    "ratings.bad_share": Measure("mean", "ratings.count", -1),
    "complaints.in_time_share": Measure("mean", "complaints.in_time_of", 1),
    "complaints.at_fault_share": Measure("mean", "complaints.at_fault_of", -1),
    "complaints.on_the_spot_share": Measure("mean", "complaints.on_the_spot_of", 1),
    "complaints.repeated_share": Measure("mean", "complaints.repeated_of", -1),
    "complaints.per_1000": Measure("mean", "traffic.customers", -1),
    "promises.kept_share": Measure("mean", "promises.kept_of", 1),
    "inspections.average_share": Measure("mean", "inspections.scored", 1),
    "checks.made_share": Measure("mean", "checks.owed", 1),
    "actions.closed_share": Measure("mean", "actions.raised", 1),
    "meetings.off_peak_share": Measure("mean", "meetings.person_minutes", 1),
    "meetings.off_peak_held_share": Measure("mean", "meetings.held_person_minutes", 1),
    "training.passed_share": Measure("mean", "training.tests", 1),
    "appraisal.mean": Measure("mean", "appraisal.people", 1),
    "traffic.per_day": Measure("mean", "days.with_tickets"),
}
_EXTREMES = {
    "wait.longest_minutes": Measure("max"),
    "traffic.busiest_customers": Measure("max"),
    "appraisal.highest": Measure("max"),
    "appraisal.lowest": Measure("min"),
}
_ALONE = {"wait.target_minutes", "appraisal.median", "complaints.feedback_hours", "complaints.answer_hours",
          "incidents.first_order_minutes", "incidents.first_order_90_minutes"}  # fmt: skip

SUMMED_KINDS = {"count", "points", "money", "minutes"}
FIGURE_KINDS = {*SUMMED_KINDS, "number", "mean", "share"}

KEY_FIGURES = (
    "branch.people", "traffic.customers", "traffic.served", "wait.mean_minutes", "wait.within_target_share",
    "complaints.count", "complaints.per_1000", "inspections.scored", "inspections.average_share", "findings.count",
    "actions.raised", "actions.closed_share", "appraisal.people", "appraisal.mean",
)  # fmt: skip
"""Of the first page: every mean and share of them stands beside what it is weighed by."""

RANKED = (
    "inspections.average_share", "wait.mean_minutes", "wait.within_target_share", "complaints.per_1000",
    "actions.closed_share", "appraisal.mean",
)  # fmt: skip

TOPICS: tuple[tuple[str, Words, tuple[str, ...]], ...] = (
    ("customers", Words("客流等候评价", "Customers and waits"), ("days", "traffic", "wait", "ratings")),
    ("care", Words("投诉表扬", "Complaints and praise"), ("complaints", "praise", "promises", "comment_book")),
    ("quality", Words("检查整改", "Inspections and actions"), ("inspections", "findings", "checks", "actions")),
    ("days", Words("会议突发培训", "Meetings, incidents, training"),
     ("meetings", "incidents", "drills", "training", "roster")),
    ("staff", Words("人员考评", "People and appraisal"), ("branch", "appraisal", "fund")),
)  # fmt: skip


def measure(code: str, kind: str) -> Measure:
    """How a figure adds up. One that this program does not know yet is summed where its kind is one of amounts; a mean
    or share without a known weight has no total."""
    known = _MEANS.get(code) or _EXTREMES.get(code)
    if known is not None:
        return known
    return Measure("sum" if kind in SUMMED_KINDS and code not in _ALONE else "")


def together(how: Measure, values: list[float | None], weights: list[float | None]) -> float | None:
    """A figure of all branches; those who do not know it are left out with their weight. None where nobody knows."""
    known = [(value, weight or 0.0) for value, weight in zip(values, weights, strict=True) if value is not None]
    if not known or not how.how:
        return None
    if how.how == "mean":
        whole = sum(weight for _value, weight in known)
        return sum(value * weight for value, weight in known) / whole if whole else None
    of = {"sum": sum, "max": max, "min": min}[how.how]
    return float(of(value for value, _weight in known))
