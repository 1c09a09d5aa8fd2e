"""Reasons say which queue waits and how long; call-outs are understood by ear."""

from __future__ import annotations

from supervisor.dispatch.judging.callout import call_out, reason_of
from supervisor.dispatch.optimiser.best import dispatch
from supervisor.dispatch.problem.model import Move, Post
from supervisor.language import Words
from tests.dispatch.surge_problem import surge


def post(name: str, english: str, **more: object) -> Post:
    kept: dict[str, object] = {"service_class": "", "skill": "", "stations": 1, "min_cover": 0, **more}
    return Post(subject=f"post:{english}", name=Words(name, english), **kept)  # type: ignore[arg-type]


OFFICE = post("后台岗", "the back office")
CASH = post("现金柜台", "the cash counter", service_class="cash", dual_control=True, handover_minutes=8)


def move(**more: object) -> Move:
    given: dict[str, object] = {"person": "p", "name": "黄雅琴", "from_post": OFFICE.subject, "to_post": CASH.subject,
                                "minutes_saved": 43.0, **more}  # fmt: skip
    return Move(**given)  # type: ignore[arg-type]


def test_until_when_is_said_as_an_end_and_not_as_a_place_to_go_to() -> None:
    said = call_out(move(until_minute=13 * 60 + 18), OFFICE, CASH)
    assert said.zh == "黄雅琴，黄雅琴，请支援现金柜台，到13:18为止，之后回原岗，收到请回答。"
    assert said.en == (
        "黄雅琴, 黄雅琴, please go to the cash counter, until 13:18, and then back to your post. Please confirm."
    )
    later = call_out(move(from_minute=13 * 60), OFFICE, CASH)
    assert later.zh == "黄雅琴，黄雅琴，13:00起请支援现金柜台，收到请回答。"


def test_what_comes_first_is_said_first() -> None:
    counted = call_out(move(handover_minutes=8), CASH, OFFICE)
    assert counted.zh == "黄雅琴，黄雅琴，请先双人核库、签退、锁好印章（约8分钟），再支援后台岗，收到请回答。"
    assert call_out(move(out_of_meeting=True), None, CASH).zh.startswith("黄雅琴，黄雅琴，请立即离会，支援现金柜台")


def test_a_reason_says_how_long_the_queue_waits_that_the_move_is_for() -> None:
    why = reason_of(move(), OFFICE, CASH, waits_minutes=17.4)
    assert "不调人则现金柜台客户平均要等17分钟，少等约43客户分钟" in why.zh
    assert "wait 17 min each if nobody is moved" in why.en
    assert "平均要等" not in reason_of(move(), CASH, OFFICE, waits_minutes=17.4).zh, "no queue stands there"


def test_the_plan_gives_each_move_the_wait_of_its_own_queue() -> None:
    problem = surge()
    plan = dispatch(problem, frontier=False)
    waits = {one.service_class: one.before_mean_minutes for one in plan.waits}
    served = {one.subject: one.service_class for one in problem.posts}
    told = [one for one in plan.moves if served[one.to_post] and waits[served[one.to_post]] >= 1]
    assert told
    for one in told:
        assert f"平均要等{round(waits[served[one.to_post]])}分钟" in one.reason.zh
