"""What no move can cover is said in order of importance, with what to do by hand."""

from __future__ import annotations

import msgspec

from supervisor.dispatch.optimiser.best import dispatch
from tests.dispatch.surge_problem import PEOPLE, surge


def test_an_outage_of_everything_says_what_to_do_by_hand() -> None:
    down = tuple(msgspec.structs.replace(one, share_stopped=1.0) for one in surge().classes)
    plan = dispatch(msgspec.structs.replace(surge(), classes=down, outage_quarters=4))
    first = plan.shortages[0]
    assert (first.rule, first.from_minute, first.to_minute) == ("business_down", 600, 660)
    assert "30位客户" in first.by_hand.zh
    assert "30 customers" in (first.by_hand.en or "")
    assert "business_down" not in [short.rule for short in dispatch(surge()).shortages]


def test_everybody_in_a_meeting_is_said_with_who_could_come() -> None:
    people = tuple(msgspec.structs.replace(one, in_meeting_until=660, releasable=False) for one in PEOPLE)
    plan = dispatch(surge(people=people))
    assert plan.moves == ()
    idle = [short for short in plan.shortages if short.rule == "queue_served"]
    assert idle[0].post == "post:cash"
    assert (idle[0].from_minute, idle[0].to_minute) == (600, 660)
    assert "T1、T2、B1、A1等在开会" in idle[0].by_hand.zh
    rules = [short.rule for short in plan.shortages]
    assert rules.index("authoriser_present") < rules.index("queue_served")


def test_nobody_with_the_skill_is_said() -> None:
    people = tuple(msgspec.structs.replace(one, skills=()) for one in PEOPLE if one.at != "post:cash")
    plan = dispatch(surge(people=people))
    said = {short.rule: short.by_hand.zh for short in plan.shortages}
    assert "无人具备该岗位技能" in said["queue_served"]
    assert "授权：在班人员无人具备所需技能" in said["skill_held"]
    assert all(short.by_hand.en for short in plan.shortages)
