"""The limits of complaints in the settings: they begin tomorrow, and say how many open cases they leave alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from supervisor.complaints.ledger import deadline_rules, open_complaints
from supervisor.desktop.desk import Desk
from tests.desktop.settings_page import (
    again_arrived,  # noqa: F401  (fixtures, by their own names)
    desk_now,  # noqa: F401
    form,
    send,
    settings_on_show,  # noqa: F401
)


def test_new_limits_hold_from_tomorrow_and_older_cases_keep_theirs(
    shown: Any, desk: Desk, again: Callable[[], None]
) -> None:
    said: list[str] = []
    desk.said.connect(lambda notice, _undo: said.append(notice.happened))
    with desk.book.read() as r:
        today, before, cases = r.today, deadline_rules(r, r.today), len(open_complaints(r))
    shown.show_tab("complaints")
    shown.complaints.limits.ask_limits("aim_days")
    made = form(shown)
    assert made.values()["valid_from"] == today + timedelta(days=1)
    assert made._fields["aim_days"].minimum() == 1
    made._fields["aim_days"].setValue(2)
    send(shown, again)
    assert cases
    assert (today + timedelta(days=1)).isoformat() in said[-1]
    assert f"{cases} 件" in said[-1]
    with desk.book.read() as r:
        assert deadline_rules(r, today) == before
        assert deadline_rules(r, today + timedelta(days=1)).aim_days == 2
    shown.complaints.limits.ask_limits()
    assert form(shown).values()["aim_days"] == 2, "it is filled with what holds from that day"
    form(shown).reject()
    desk.undo()
    again()
    with desk.book.read() as r:
        assert deadline_rules(r, today + timedelta(days=1)) == before
