"""Who belonged to the branch in a month, in which job on which days: what part-month and moves are counted by."""

from __future__ import annotations

from datetime import date, timedelta

from supervisor.appraisal.scoring import Member, Stint
from supervisor.branch.ledger import people
from supervisor.branch.ledger import stints as jobs_held
from supervisor.branch.stints import within
from supervisor.journal import Reader


def members(r: Reader, first: date, last: date) -> list[Member]:
    """Everybody who belonged to the branch on some day of the span, by staff number.

    The role is that of his last day here in the span, the days are those on which he belonged to it (away between
    leaving and coming back is not), and who was temporary on that last day is temporary.
    """
    held, of_days = jobs_held(r), (last - first).days + 1
    found = []
    for one in people(r, active_only=False):
        ever = [Stint(each.role, each.since, each.until or last)
                for each in within(held.get(one.subject, ()), date.min, last)]  # fmt: skip
        own = [each for each in ever if each.last >= first]
        if not own:
            continue
        days = sum((each.last - max(each.first, first)).days + 1 for each in own)
        found.append(
            Member(person=one.subject, no=one.no, name=one.name, role=own[-1].role,
                   stints=tuple(ever) if len({each.role for each in ever}) > 1 else (), days=days, of_days=of_days,
                   temporary=one.temporary.on(own[-1].last), since=_unbroken(ever))
        )  # fmt: skip
    return found


def _unbroken(ever: list[Stint]) -> date:
    """Since when he has belonged to the branch without a break."""
    since = ever[-1].first
    for each in reversed(ever[:-1]):
        if each.last < since - timedelta(days=1):
            break
        since = min(since, each.first)
    return since
