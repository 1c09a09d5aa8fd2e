"""A fault that came back: what to make of its action. Pure; the manager decides."""

from __future__ import annotations

from datetime import date

import msgspec

from .deadlines import SEVERITIES, rank


class Suggestion(msgspec.Struct, frozen=True):
    """What a repeated fault suggests: one severity up, and the working days of it when they come earlier."""

    severity: str
    due: date


def suggestion(severity: str, due: date, times: int, due_by: dict[str, date]) -> Suggestion | None:
    """What to suggest for the `times`-th occurrence; None for a first one, or when nothing would become stricter.

    The second time is one severity harder, from the third on the hardest; `due_by` is the due date that each severity
    would have given, and the date never moves back.
    """
    if times < 2:
        return None
    wanted = SEVERITIES[min(len(SEVERITIES) - 1, rank(severity) + (1 if times == 2 else 2))]
    until = min(due, due_by.get(wanted, due))
    return None if (wanted, until) == (severity, due) else Suggestion(wanted, until)
