"""The rules that branches usually inspect by, taken up in one step and changed afterwards.

Frequencies: an opening check each day, the leader on duty reviews video at least twice a week, appearance each week, a
deep check of internal control each month, the place on site each quarter.
"""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.access import Right, require
from supervisor.inspection.ledger import templates_in_force
from supervisor.journal import Book
from supervisor.language import Words

from .ledger import courses
from .rules import Rule
from .service import set_rule

_NEVER = date(2000, 1, 1)  # replaced by the day on which a rule is taken up
USUAL: tuple[Rule, ...] = (
    Rule(
        subject="", name=Words("每日开门检查", "Daily opening check"), code="tellers_day", every="day",
        source="on_site", counted="open", from_minute=7 * 60, to_minute=10 * 60, valid_from=_NEVER,
    ),
    Rule(
        subject="", name=Words("每周两次调阅录像", "Video review twice a week"),
        code="discipline", every="week", times=2, source="video", role="leader", grace_days=1, spread=True,
        valid_from=_NEVER,
    ),
    Rule(
        subject="", name=Words("每周仪容仪表检查", "Weekly check of appearance"), code="appearance", every="week",
        source="on_site", grace_days=1, valid_from=_NEVER,
    ),
    Rule(
        subject="", name=Words("每月内控深度检查", "Monthly deep check of internal control"), code="internal_control",
        every="month", source="on_site", grace_days=3, valid_from=_NEVER,
    ),
    Rule(
        subject="", name=Words("每季现场环境检查", "Quarterly check of the place on site"), code="environment",
        every="quarter", source="on_site", role="leader", grace_days=5, valid_from=_NEVER,
    ),
)  # fmt: skip


def take_up_usual(book: Book, actor: str, *, valid_from: date | None = None) -> list[str]:
    """Set the usual rules whose check-list is in force and has no rule yet; returns the new rules' subjects."""
    with book.read() as r:
        require(r, actor, Right.PLAN_INSPECTIONS)
        day = valid_from or r.today
        in_force = {t.code for _version, t in templates_in_force(r, day)}
        there = {(rule.code, rule.every) for one in courses(r) if (rule := one.on(day)) is not None}
    wanted = [rule for rule in USUAL if rule.code in in_force and (rule.code, rule.every) not in there]
    with book.batch():
        return [set_rule(book, actor, msgspec.structs.replace(rule, valid_from=day)) for rule in wanted]
