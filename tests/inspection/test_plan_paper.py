"""The month on the wall: what is due stands on its last day with its sign, and no spot check is given away."""

from __future__ import annotations

from datetime import timedelta

from supervisor.app import load_rooms
from supervisor.inspection.plan.paper import month_page
from supervisor.inspection.plan.service import set_rule
from supervisor.inspection.plan.spots import draw_checks
from supervisor.language import Words, use_language

from .branches import made
from .test_plan_service import FRIDAY, MONDAY, at, logged, rule
from .test_plan_spots import open_branch

load_rooms()


def test_the_month_on_the_wall(book):
    use_language("zh")
    branch = made(book)
    open_branch(book, branch)
    set_rule(book, branch.supervisor, rule(name=Words("开门<检查>"), to_minute=540))
    set_rule(book, branch.supervisor, rule(name=Words("季度检查"), every="quarter", code="environment", to_minute=1440))
    logged(book, branch)
    at(book, FRIDAY, 18)
    draw_checks(book, branch.manager, MONDAY, MONDAY + timedelta(4), wanted=6, seed="s")
    at(book, MONDAY, 12)
    with book.read() as r:
        html = month_page(r, "2026-11")
    assert "◆ 开门&lt;检查&gt;" in html, "made after nine: late"
    assert "▲ 开门&lt;检查&gt;" in html, "Monday's was not made by nine"
    assert "□ 开门&lt;检查&gt;" in html
    assert "跨月进行：□ 季度检查" in html
    assert "抽查" not in html
    assert all(branch.numbers[who] not in html for who in branch.tellers)
