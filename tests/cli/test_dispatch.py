"""Dispatch from the command line: who waits is asked for, savings are explained, orders are answered."""

from __future__ import annotations


def test_a_plan_without_a_count_says_where_its_figures_come_from(supervisor):
    found = supervisor("dispatch", "plan", "--at", "2026-11-19T10:30", "--json").json
    assert found["waiting_source"] == "tickets"  # the sample has tickets of the day
    assert set(found["waiting"]) == {"cash", "corporate", "guide", "non_cash", "vip"}
    told = supervisor("dispatch", "plan", "--at", "2026-11-19T10:30", "--waiting", "cash=14", "--json").json
    assert (told["waiting_source"], told["waiting"]) == ("counted", {"cash": 14.0})
    shown = supervisor("dispatch", "plan", "--at", "2026-11-19T10:30", lang="zh")
    assert "现在等候：" in shown.out
    assert "今天的叫号数据" in shown.out
    assert "--waiting cash=8" in shown.out


def test_a_day_without_tickets_is_expected_from_the_forecast(supervisor):
    found = supervisor("dispatch", "plan", "--at", "2026-11-23T10:30", "--json").json
    assert found["waiting_source"] == "expected"


def test_savings_that_do_not_add_up_are_explained_and_classes_have_names(supervisor):
    everywhere = "cash=15,corporate=15,guide=15,non_cash=15,vip=15"
    shown = supervisor(
        "dispatch", "plan", "--incident", "core_outage", "--at", "2026-11-19T10:30",
        "--waiting", everywhere, lang="zh",
    )  # fmt: skip
    assert "各步相加不等于合计" in shown.out
    assert "现金柜台" in shown.out or "现金" in shown.out
    assert "non_cash" not in shown.out


def test_nobody_to_move_is_answered_with_reasons(supervisor):
    quiet = supervisor(
        "dispatch", "plan", "--at", "2026-11-19T10:30", "--waiting", "cash=0", "--json", lang="zh"
    ).json["plan"]  # fmt: skip
    assert quiet["moves"] or quiet["why_nothing"]


def test_orders_are_answered_and_people_return(supervisor):
    assert supervisor("dispatch", "declare", "core_outage").code == 0
    assert supervisor("dispatch", "count", "guide=12,cash=9").code == 0
    assert supervisor("dispatch", "count", "nothing=3").code == 2
    proposed = supervisor("dispatch", "propose", "--at", "2026-11-20T10:30", "--waiting", "guide=12,cash=9", "--send")
    assert (proposed.code, proposed.err) == (0, "")
    sent = supervisor("dispatch", "orders", "--json").json["orders"]
    assert len(sent) >= 2
    people = {p["subject"]: p["no"] for p in supervisor("branch", "people", "--json").json["people"]}
    first, second = (people[order["person"]] for order in sent[:2])
    assert supervisor("dispatch", "done", first).code == 0
    assert supervisor("dispatch", "done", first).code == 2
    assert supervisor("dispatch", "decline", second, "--reason", "办理大额业务").code == 0
    states = {o["person"]: o["state"] for o in supervisor("dispatch", "orders", "--json").json["orders"]}
    assert states[sent[0]["person"]] == "done"
    assert states[sent[1]["person"]] == "declined"
    assert supervisor("dispatch", "ask-again", second).code == 0
    assert supervisor("dispatch", "ask-again", second).code == 2, "he may be asked already"
    ended = supervisor("dispatch", "end")
    assert f"{len(sent) - 1} people return" in ended.out


def test_a_closed_hall_gets_no_moves_and_no_figures(supervisor):
    night = "2026-11-20T22:00"
    shown = supervisor("dispatch", "plan", "--at", night)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("Outside opening hours (")
    assert shown.out.endswith("): nobody is to be moved. Choose a time with --at.\n")
    assert shown.out.count("\n") == 1
    found = supervisor("dispatch", "plan", "--at", night, "--json").json
    assert (found["waiting"], found["plan"]["moves"], found["plan"]["shortages"]) == ({}, [], [])
    assert "无须调人" in found["plan"]["why_nothing"][0]["zh"]
    assert supervisor("dispatch", "declare", "surge").code == 0
    sent = supervisor("dispatch", "propose", "surge", "--at", night, "--send", lang="zh")
    assert (sent.code, sent.err) == (0, "")
    assert "无须调人。可用 --at 指定时间。" in sent.out
    assert "没有下达任何调动。" in sent.out
    assert "最优" not in sent.out
    assert supervisor("dispatch", "orders", "--json").json["orders"] == []
