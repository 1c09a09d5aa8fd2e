"""How long a published month can be disputed, and who has not taken note of his score; read without any scoring."""

from __future__ import annotations

from datetime import date, timedelta

from supervisor.appraisal.ledger import month_state, rulebook, seen
from supervisor.appraisal.months import month_days
from supervisor.appraisal.records import MonthState
from supervisor.journal import Reader


def appeals_until(r: Reader, month: str) -> date | None:
    """The last day on which a published month can be appealed against; None while it is not published."""
    state, rules = month_state(r, month), rulebook(r, month)
    if state.state != "published" or state.at is None or rules is None:
        return None
    return state.at.date() + timedelta(days=rules.appeal_days)


def unseen(r: Reader, month: str, persons: list[str]) -> list[str]:
    """Who of these people has not taken note of what was published last."""
    published = month_state(r, month).published
    noted = {each.person for each in seen(r, month) if published is not None and each.at >= published}
    return [person for person in persons if person not in noted]


def published_whole(state: MonthState, digest: str) -> bool:
    """Whether what was published is the whole month by the rule book of this digest: against the rest nobody could
    appeal. A month published on its last day counts as whole."""
    last = month_days(state.month)[1]
    return state.published is not None and state.published.date() >= last and state.rulebook == digest
