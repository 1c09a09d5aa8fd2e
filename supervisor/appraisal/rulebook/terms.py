"""The words a rule book is written in: every choice a cell may hold, in the kernel's own codes.

The room exists so that the values, the written form and the checks agree on one list of each; `columns` gives them
their Chinese and English. Numbers in brackets are those of the kinds of rule that branches use (docs/rulebooks.md).
"""

from __future__ import annotations

from fractions import Fraction

SOURCES = (
    "inspection", "complaint", "praise", "training", "attendance", "order", "number", "handling", "rating", "meeting",
    "client", "self", "review", "peer",
)  # fmt: skip
PERS = ("place", "time", "person_time", "value")  # (1) what is counted
PARTS = ("dropped", "begun", "exact")  # what becomes of less than a full unit
PERIODS = ("check", "month", "quarter", "half", "year", "week")  # and runs: "30 days", "3 months"
REPEATS = ("rule", "item", "source")  # (4) what makes a breach the same one again
LIMIT_PERS = ("month", "day", "check", "item", "week", "quarter", "half", "year")  # (2) over what an item stops
BEARERS = ("person", "shared", "head", "unit")  # (3, 9) who bears it
STARTS = ("base", "mean", "items")
MEASURED = ("branch", "person", "always")
SCOPES = ("month", "check")
COMBINES = ("mean", "worst", "best", "last", "sum", "trimmed")
JOINS = ("weighted", "added", "points")  # (12) by its weight, added without one, or its full points are its weight
METHODS = ("value", "bands", "target", "relative", "marginal", "place")  # (10, 11) how a value becomes points
AGGREGATES = (
    "sum", "mean", "max", "min", "last", "count", "improvement", "trimmed", "weighted", "growth",
)  # fmt: skip
ABSENT = ("left_out", "zero")  # what it means that nobody recorded anything
EACH = ("together", "highest", "sum")  # (10) values first put together, or each valued and then highest or summed
BASELINES = ("bank", "branch", "target", "before", "year_ago")  # (11) what a value is compared with
WITHOUT = ("left_out", "branch", "target", "base")  # ...and what is used when there is none
SLOPE_BYS = ("percent", "unit")
DIRECTIONS = ("more", "less")
BASES = ("times", "persons", "share", "points", "money", "value", "balance")  # (5, 9, 13) what is compared
COMPARES = ("more", "least", "every", "less", "most")
COUNTED = ("person", "unit", "branch")  # (9) whose breaches are counted together
CONSEQUENCE_BEARERS = ("person", "head", "unit")
EFFECTS = (
    "component_zero", "component_cap", "skip_to", "total_cap", "grade_cap", "grade_drop", "award_lost", "points",
    "money", "share", "scaled", "action",
)  # fmt: skip
JUDGED = ("monthly", "end")  # every month of a period, or once when it ends
BAND_USES = ("grade", "rank", "improvement", "measure", "share", "pay", "grade_pay")
ALLOWANCES = ("balance", "free")  # (13) an account that runs down, or breaches that cost nothing while it lasts
TIES = ("better", "worse", "dense")
TIED_AWARDS = ("worse", "better", "split")
RANKED_BY = ("all", "role", "unit")
PART_MONTHS = ("as_is", "award_by_days", "score_by_days")
GRADED_BY = ("points", "place")  # (10) a grade by the score, or by the place among those ranked, in percent
TEMPORARY = ("ranked", "unranked", "left_out")


def weight_said(written: str) -> tuple[str, Fraction]:
    """What one of an item counts, as a cell says it: "外汇=1.2". Raises ValueError for anything else."""
    code, sign, factor = written.replace("＝", "=").partition("=")
    if not sign or not code.strip() or not factor.strip().replace(".", "", 1).isdigit():
        raise ValueError(written)
    return code.strip(), Fraction(factor.strip())
