"""Sight for a person: posts by that day's roster, people who are short, windows of people only by right."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.branch.ledger import posts
from supervisor.branch.records import Opening
from supervisor.branch.service import found_branch, set_hours, set_post, set_service_class
from supervisor.branch.staff import add_person
from supervisor.errors import BadInput, Refused
from supervisor.language import Words, use_language
from supervisor.roster.records import Duty
from supervisor.roster.service import plan_day
from supervisor.traffic.service import record_tickets
from supervisor.traffic.sight.bottlenecks import Kind
from supervisor.traffic.sight.reading import OTHERS, judged_bottlenecks, scene, span_of
from supervisor.traffic.sight.waits import figures_by, heat_map
from supervisor.traffic.sight.words import bottleneck_words, cut_words
from supervisor.traffic.taking.importing import enter_day
from supervisor.traffic.tickets import NEVER, Outcome, make_tickets

MONDAYS = [date(2026, 10, 5) + timedelta(days=7 * n) for n in range(4)]
LAST = MONDAYS[-1]


@pytest.fixture
def branch(book: Any) -> dict[str, Any]:
    """Two posts with customers, two tellers who change places on the last Monday, and one ticket after the other."""
    book.set_now(lambda: datetime(2026, 10, 1, 4, tzinfo=UTC))
    found_branch(book, "system", name="West Gate", target_minutes=10, target_share=0.8)
    set_hours(book, "system", range(1, 6), Opening(540, 1020), valid_from=date(2020, 1, 1))
    for code, zh in (("walk", "个人业务"), ("firm", "对公业务")):
        set_service_class(book, "system", code, Words(zh, code))
        set_post(book, "system", code=code.upper(), name=Words(f"{zh}柜", code), zone="hall", service_class=code,
                 skill="", stations=3, min_cover=1, dual_control=False)  # fmt: skip
    who = {no: add_person(book, "system", no=no, name=name, role="teller", zone="hall")
           for no, name in (("7001", "甲"), ("7002", "乙"))}  # fmt: skip
    with book.read() as r:
        at = {post.service_class: post.subject for post in posts(r)}
    for day in MONDAYS:
        here, there = ("firm", "walk") if day == LAST else ("walk", "firm")
        plan_day(book, "system", day, [Duty(who["7001"], at[here], 540, 1020), Duty(who["7002"], at[there], 540, 1020)])
    book.set_now(lambda: datetime(2026, 10, 27, 4, tzinfo=UTC))
    rows: dict[str, list[Any]] = {}
    for day in MONDAYS:
        for turn in range(24):  # 10:00 on, every 150 seconds, five minutes each by one person: the queue grows
            came = 36_000 + turn * 150
            left = turn in (22, 23)
            values = {
                "day": day.toordinal(), "number": f"A{turn}", "arrived": came, "service_class": 0,
                "called": NEVER if left else 36_000 + turn * 300, "rating": 0 if left else 5 - turn % 2,
                "finished": came + 900 if left else 36_300 + turn * 300, "server": 0 if left else 1 + turn % 2,
                "outcome": Outcome.LEFT if left else Outcome.SERVED,
            }  # fmt: skip
            for name, value in values.items():
                rows.setdefault(name, []).append(value)
    tickets = make_tickets(("walk",), ("", "7001", "7002"), **rows)
    record_tickets(book, "system", [tickets], "made")
    return {"book": book, "who": who, "at": at}


def test_posts_are_those_of_who_served_that_day_and_of_the_class_for_who_left(branch: dict[str, Any]):
    with branch["book"].read() as r:
        shown = scene(r, "system", *span_of(r, None, None))
    group, key = shown.groups("post")
    found = {key(at): one for at, one in figures_by(shown.visits, group, 10).items()}
    walk, firm = branch["at"]["walk"], branch["at"]["firm"]
    # of 22 served a Monday each teller has eleven, wherever he sits; the two who left waited for the class's own post
    assert (found[walk].served, found[firm].served) == (44, 44)
    assert (found[walk].left, found[firm].left) == (8, 0)
    assert found[walk].abandoned == pytest.approx(8 / 52)


def test_an_hour_says_in_words_how_long_and_how_many_are_short(branch: dict[str, Any]):
    use_language("zh")
    with branch["book"].read() as r:
        shown = scene(r, "system", *span_of(r, None, None))
        found = judged_bottlenecks(r, shown)
    (one,) = [one for one in found if one.kind is Kind.WAIT]
    assert (one.weekday, one.start_minute, one.late_days, len(one.days)) == (0, 600, 4, 4)
    waits = sorted([turn * 150 / 60 for turn in range(22)] + [15.0, 15.0])
    place = 0.9 * (4 * 24 - 1)
    line = sorted(waits * 4)
    p90 = line[int(place)] + (place - int(place)) * (line[int(place) + 1] - line[int(place)])
    assert one.figures.wait is not None
    assert one.figures.wait.p90 == pytest.approx(p90)
    assert one.lost_minutes == pytest.approx(sum(max(0.0, wait - 10) for wait in waits))
    assert one.there == pytest.approx(1.0), "one person is planned for the class on each of these days"
    assert one.needed is not None
    assert one.needed >= 2, "24 customers an hour of five minutes each are two people's work"
    assert one.missing == one.needed - 1
    words = bottleneck_words(one, shown)
    assert words.startswith("周一 10:00–11:00 个人业务 每十人有一人等候超过")
    assert f"缺 {one.missing} 人" in words


def test_a_class_with_a_target_of_its_own_is_judged_by_that(branch: dict[str, Any]):
    from supervisor.traffic.targets.service import set_class_target

    set_class_target(branch["book"], "system", "walk", target_minutes=30, target_share=0.8)
    with branch["book"].read() as r:
        shown = scene(r, "system", *span_of(r, None, None))
        found = judged_bottlenecks(r, shown)
    waits = [turn * 150 / 60 for turn in range(22)] * 4
    made = figures_by(shown.visits, shown.groups("class")[0], shown.limits(shown.visits))[0]
    assert made.within == pytest.approx(sum(wait <= 30 for wait in waits) / len(waits))
    (one,) = [one for one in found if one.service_class == "walk"]
    assert one.lost_minutes == pytest.approx(sum(max(0.0, wait - 30) for wait in waits) / 4)


def test_people_are_told_of_by_right_alone(branch: dict[str, Any]):
    book, who = branch["book"], branch["who"]
    add_user(book, "system", login="lead", person=who["7001"], name="甲", roles=[Role.COMMANDER])
    add_user(book, "system", login="teller", person=who["7002"], name="乙", roles=[Role.STAFF])
    with book.read() as r:
        span = span_of(r, None, None)
        all_of_it = scene(r, "system", *span)
        own = scene(r, who["7001"], *span)
        with pytest.raises(Refused):
            scene(r, who["7002"], *span)
    assert all_of_it.windows == {"7001": "7001 甲", "7002": "7002 乙"}
    assert (own.windows, own.hidden) == ({"7001": "7001 甲"}, 1)
    group, key = own.groups("window")
    assert {key(at): one.served for at, one in figures_by(own.visits, group, 10).items()} == {"7001": 44, OTHERS: 44}
    assert "乙" not in own.name_of_window(OTHERS)


def test_spans_that_run_back_are_refused_and_groups_of_time_have_their_first_day(branch: dict[str, Any]):
    with branch["book"].read() as r:
        with pytest.raises(BadInput):
            span_of(r, LAST, MONDAYS[0])
        shown = scene(r, "system", MONDAYS[0], LAST, "walk")
        assert len(scene(r, "system", MONDAYS[0], LAST, "firm").visits) == 0
    for by, keys in (
        ("month", ["2026-10-01"]), ("week", [day.isoformat() for day in MONDAYS]), ("hour", ["10"]), ("weekday", ["0"]),
        ("day", [day.isoformat() for day in MONDAYS]), ("class", ["walk"]),
    ):  # fmt: skip
        group, key = shown.groups(by)
        assert [key(at) for at in figures_by(shown.visits, group, 10)] == keys
    with pytest.raises(KeyError):
        shown.groups("moon")


def _morning(book: Any, day: date, customers: int, digest: str = "") -> None:
    """What a queue machine gives at half past ten: `customers` from ten o'clock on, one a minute."""
    rows = {
        "day": [day.toordinal()] * customers, "number": [f"M{n}" for n in range(customers)],
        "arrived": [36_000 + 60 * n for n in range(customers)], "service_class": [0] * customers,
        "called": [36_060 + 60 * n for n in range(customers)], "finished": [36_100 + 60 * n for n in range(customers)],
        "server": [0] * customers, "rating": [0] * customers, "outcome": [Outcome.SERVED] * customers,
    }  # fmt: skip
    with book.write("system") as w:
        enter_day(w, day, make_tickets(("walk",), ("",), **rows), "morning.csv", digest)


def test_what_is_usual_is_not_learnt_from_a_day_whose_end_is_not_known(branch: dict[str, Any]):
    book = branch["book"]
    with book.read() as r:
        first, last = span_of(r, None, None)
        before = heat_map((shown := scene(r, "system", first, last)).visits, shown.every.days)
    today = LAST + timedelta(days=7)
    book.set_now(lambda: datetime(2026, 11, 2, 2, 30, tzinfo=UTC))  # half past ten there
    _morning(book, today, 20)

    def usual() -> tuple[Any, Any]:
        with book.read() as r:
            now = scene(r, "system", *span_of(r, None, None))
            return now, heat_map(now.visits, now.every.days)

    shown, heat = usual()
    assert (heat.days.tolist(), heat.customers.tolist()) == (before.days.tolist(), before.customers.tolist())
    assert (shown.first, shown.last, shown.cut) == (today - timedelta(days=56), today, (today,))
    assert cut_words(shown)
    with book.read() as r:
        assert len(scene(r, "system", today, today).visits) == 20, "asked for alone it is shown as far as it is known"
    book.set_now(lambda: datetime(2026, 11, 3, 2, tzinfo=UTC))
    shown, heat = usual()
    assert shown.cut == (), "tickets that came from no file are those of the whole day once it is over"
    assert heat.days[0] == 5


def test_a_day_of_which_only_the_mornings_file_came_stays_left_out(branch: dict[str, Any]):
    from supervisor.traffic.events import TicketFileTaken

    book, today = branch["book"], LAST + timedelta(days=7)
    book.set_now(lambda: datetime(2026, 11, 2, 2, 30, tzinfo=UTC))
    _morning(book, today, 20, "m1")
    fact = TicketFileTaken(file="morning.csv", file_digest="m1", layout="", rows=20, new=20, known=0, rejected={},
                           listing="")  # fmt: skip
    with book.write("system") as w:
        w.append("ticket-file:m1", fact)
    book.set_now(lambda: datetime(2026, 11, 4, 2, tzinfo=UTC))
    with book.read() as r:
        assert scene(r, "system", *span_of(r, None, None)).cut == (today,)
    with book.write("system") as w:  # the whole day's file, taken in afterwards
        w.append("ticket-file:m1", fact)
    with book.read() as r:
        assert scene(r, "system", *span_of(r, None, None)).cut == ()
