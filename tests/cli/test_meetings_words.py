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
    assert "Drill" in [answer["title"] for answer in shown["answers"] if answer["sittings"]]
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


def test_at_least_so_many_of_people_named(supervisor, sample):
    made = supervisor("meetings", "request", "Drill", "--people", "6001,6002,6003,6001", "--at-least", "2", "--first",
                      "2026-11-26", "--last", "2026-11-26", "--json")  # fmt: skip
    assert made.code == 0, made.err
    (need,) = made.json["meeting"]["wish"]["needs"]
    assert need["by"] == "people"
    assert len(need["people"]) == 3
    assert len(made.json["answers"][0]["sittings"][0]["people"]) == 2
    refused = supervisor("meetings", "request", "Drill", "--people", "6001,6001", "--at-least", "5")
    assert refused.code == 2
    assert "5" in refused.err


def test_a_day_on_which_all_come_is_chosen_and_who_misses_it_is_named(supervisor, sample):
    asked = ("meetings", "request", "对公培训", "--kind", "training", "--minutes", "45", "--role", "对公柜员",
             "--earliest", "09:30", "--latest", "15:30")  # fmt: skip
    made = supervisor(*asked, "--first", "2026-11-24", "--last", "2026-11-27", "--json").json["answers"][0]
    assert len(made["sittings"][0]["people"]) == 2
    assert made["sittings"][0]["missed"] == []
    said = supervisor(*asked, "--first", "2026-11-25", "--last", "2026-11-25", lang="zh")
    assert "1 人不在班：" in said.out


def test_show_says_price_people_and_who_misses_it(supervisor, sample):
    made = supervisor("meetings", "request", "对公培训", "--kind", "training", "--role", "对公柜员", "--minutes", "45",
                      "--earliest", "09:30", "--latest", "15:30", "--first", "2026-11-25", "--last", "2026-11-25",
                      "--json").json  # fmt: skip
    said = supervisor("meetings", "show", made["meeting"]["number"], lang="zh").out
    assert "客户分钟（" in said
    assert "1 人不在班：" in said
