"""Meetings asked for in the branch's own words, and what is said of a whole plan."""

from __future__ import annotations


def test_a_skill_goes_by_its_name_in_either_language_or_its_code(supervisor, sample):
    asked = [("现金",), ("cash",), ("Cash",)]
    needs = []
    for number, (skill,) in enumerate(asked):
        title = f"Drill {number}"
        made = supervisor("meetings", "request", title, "--skill", skill, "--no-place", "--json")
        assert made.code == 0, made.err
        needs.append(made.json["meeting"]["wish"]["needs"])
    assert needs[0] == needs[1] == needs[2]
    assert [(one["by"], one["value"]) for one in needs[0]] == [("skill", "cash")]


def test_several_jobs_and_skills_and_who_need_not_come(supervisor, sample):
    made = supervisor(
        "meetings", "request", "Drill", "--role", "柜员，大堂经理", "--skill", "现金", "--optional", "6001，理财",
        "--no-place", "--json",
    )  # fmt: skip
    assert made.code == 0, made.err
    found = [(one["by"], one["value"], one["optional"]) for one in made.json["meeting"]["wish"]["needs"]]
    assert found[:3] == [("role", "柜员", False), ("role", "大堂经理", False), ("skill", "cash", False)]
    assert [(by, optional) for by, _value, optional in found[3:]] == [("person", True), ("skill", True)]


def test_what_is_not_there_is_refused_with_what_there_is(supervisor, sample):
    refused = supervisor("meetings", "request", "Drill", "--skill", "飞行")
    assert refused.code == 2
    assert "(cash)" in refused.err
    assert "大堂经理" in supervisor("meetings", "request", "Drill", "--role", "飞行员").err


def test_a_morning_briefing_is_for_the_morning_and_an_evening_meeting_for_after_closing(supervisor, sample):
    for kind, fits in (("briefing", lambda start: start <= 9 * 60 + 30), ("evening", lambda start: start >= 17 * 60)):
        made = supervisor("meetings", "request", kind, "--kind", kind, "--first", "2026-11-25", "--last", "2026-11-25",
                          "--people", "6012", "--json")  # fmt: skip
        starts = [one["start_minute"] for one in made.json["answers"][0]["sittings"]]
        assert starts, made.out
        assert all(map(fits, starts)), starts


def test_a_plan_says_its_price_and_how_sure_it_is(supervisor, sample):
    supervisor("meetings", "request", "Drill", "--role", "柜员", "--first", "2026-11-25", "--no-place")
    shown = supervisor("meetings", "plan", "--week", "2026-11-25", "--json").json
    assert shown["status"] in ("proven", "gap")
    assert shown["bound_minutes"] <= shown["price_minutes"] + 1e-9
    prices = [one["price_minutes"] for answer in shown["answers"] for one in answer["sittings"]]
    assert len(prices) == len(shown["answers"]) == 1
    assert abs(shown["price_minutes"] - sum(prices)) < 0.06
    again = supervisor("meetings", "plan", "--week", "2027-01-06", lang="zh")
    assert "没有需要安排的会议" in again.out
    again = supervisor("meetings", "plan", "--week", "2026-11-25", lang="zh")
    assert "客户分钟；已证明最优" in again.out


def test_without_a_class_the_target_is_the_branchs(supervisor, sample):
    assert supervisor("traffic", "target", "--minutes", "7").code == 0
    shown = supervisor("traffic", "target", "--json").json
    assert shown["branch"]["minutes"] == 7
    assert supervisor("traffic", "target", "--usual").code == 2
