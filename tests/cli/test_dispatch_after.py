"""Orders, what stops, the way back and plans made again, from the command line; each answer as JSON too."""

from __future__ import annotations

from datetime import date, datetime, time

FAR = date(9999, 1, 1)
NOTHING = "cash=0,corporate=0,guide=0,non_cash=0,vip=0"


def test_orders_are_heard_and_everybody_has_a_time_to_go_back(supervisor):
    assert supervisor("dispatch", "declare", "surge").code == 0
    sent = supervisor("dispatch", "propose", "--at", "2026-11-20T10:30", "--waiting", "cash=20,guide=9", "--send")
    assert (sent.code, sent.err) == (0, "")
    people = {p["subject"]: p["no"] for p in supervisor("branch", "people", "--json").json["people"]}
    orders = supervisor("dispatch", "orders", "--json").json["orders"]
    first = people[orders[0]["person"]]
    told = supervisor("dispatch", "heard", first, "--json").json
    assert (told["schema"], told["order"]["state"]) == ("dispatch.order", "heard")
    assert supervisor("dispatch", "heard", first).code == 3
    assert "已收到" in supervisor("dispatch", "orders", lang="zh").out
    assert supervisor("dispatch", "done", first, "--json").json["order"]["state"] == "done"
    later = ("dispatch", "return", "--at", "2026-11-20T11:00", "--waiting", NOTHING)
    assert supervisor(*later, "--send").code == 2  # nobody is ordered back on another day
    back = supervisor(*later, "--json").json
    steps = [*back["plan"]["steps"], *back["plan"]["held"]]
    assert {one["person"] for one in steps} == {one["person"] for one in orders}
    assert all(one["minute"] >= 660 for one in back["plan"]["steps"])
    assert supervisor("dispatch", "back", first, "--json").json["order"]["state"] == "returned"
    sent = supervisor("dispatch", "return", "--send", "--json").json
    assert set(sent["ordered"]) == {one["person"] for one in orders} - {orders[0]["person"]}
    assert supervisor("dispatch", "end", "--staggered").code == 0
    shown = supervisor("dispatch", "return", lang="zh")
    assert shown.code == 0
    assert "waits" not in shown.out


def test_the_plan_made_again_says_what_changed(supervisor):
    assert supervisor("dispatch", "replan").code == 2
    supervisor("dispatch", "declare", "surge")
    found = supervisor("dispatch", "replan", "--waiting", "cash=25", "--json").json
    assert (found["schema"], found["version"]) == ("dispatch.replan", 1)
    assert set(found["changed"]) >= {"kept", "new", "dropped", "worth", "gain_minutes", "price_minutes"}
    shown = supervisor("dispatch", "replan", "--waiting", "cash=25", lang="zh")
    assert "方案" in shown.out


def test_what_stops_is_shown_listed_and_caught_up(supervisor):
    supervisor("dispatch", "declare", "surge")
    there = supervisor("dispatch", "suspend", "--json").json
    assert there["schema"] == "dispatch.stoppable"
    listed = supervisor("dispatch", "suspend", "--work", "档案整理", "--minutes", "30", "--json").json
    assert [(one["title"]["zh"], one["state"]) for one in listed["suspended"]] == [("档案整理", "open")]
    assert supervisor("dispatch", "suspend", "HY-ZZ-9999").code == 2
    assert supervisor("dispatch", "suspend", "--work", "双人管库").code == 3
    assert supervisor("dispatch", "suspend", "--work", "现金清分").code == 2
    supervisor("dispatch", "end")
    assert "待补办" in supervisor("dispatch", "resume", lang="zh").out
    assert supervisor("dispatch", "resume", "1").code == 2  # work has no start
    assert supervisor("dispatch", "resume", "2").code == 2
    assert supervisor("dispatch", "resume", "²").code == 2
    assert supervisor("dispatch", "resume", "1", "--done", "--undo").code == 2, "one of the two would be dropped"
    assert supervisor("dispatch", "resume", "--done").code == 2, "of which?"
    done = supervisor("dispatch", "resume", "1", "--done", "--json").json
    assert [one["state"] for one in done["suspended"]] == ["caught_up"]
    assert supervisor("dispatch", "resume", "1", "--give-up", "不需要").code == 3


def test_all_that_is_named_stops_or_nothing_does(supervisor, sample, monkeypatch):
    from supervisor.app import App
    from supervisor.journal import Book
    from supervisor.meetings.ledger import sittings

    with Book.open(sample) as book, book.read() as r:
        held = sittings(r, date(2026, 1, 1), FAR, ("placed", "published"))
        day = [one.plan.day for one in held if one.kind in ("training", "briefing", "ad_hoc")][-1]
    opened = App.open

    def open_then(*given, **named):
        app = opened(*given, **named)
        app.book.set_now(lambda: datetime.combine(day, time(8, 35), app.book.zone))
        return app

    monkeypatch.setattr(App, "open", open_then)
    assert supervisor("dispatch", "declare", "surge").code == 0
    there = [one for one in supervisor("dispatch", "suspend", "--json").json["sittings"] if one["named"]]
    assert there
    refused = supervisor("dispatch", "suspend", there[0]["number"], "--work", "档案整理", "--minutes", "99999")
    assert refused.code == 2
    assert supervisor("dispatch", "resume", "--json").json["suspended"] == []
