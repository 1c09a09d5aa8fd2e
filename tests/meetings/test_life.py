"""What becomes of a request: changed, repeated, locked, announced again, held, minuted, taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.branch.ledger import people
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book
from supervisor.journal.event import from_bytes
from supervisor.meetings import ledger, service
from supervisor.meetings.events import Room
from supervisor.meetings.problem.model import Need
from supervisor.meetings.repeats import Repeat
from tests.meetings.branch_book import MONDAY, SYSTEM

FRIDAY = MONDAY + timedelta(days=4)
EVERYONE = (Need(by="everyone"),)


def day(n: int) -> date:
    return MONDAY + timedelta(days=n)


def asked(book: Book, **changes) -> str:
    """A short talk of three people after closing, some time in the week."""
    with book.read() as r:
        needs = tuple(Need(by="person", value=one.subject) for one in people(r)[:3])
    usual = {"kind": "ad_hoc", "title": "碰头", "minutes": 15, "needs": needs, "first_day": MONDAY, "last_day": FRIDAY,
             "earliest_minute": 420, "latest_minute": 1140, "inside_hours": True}  # fmt: skip
    return service.request(book, SYSTEM, **(usual | changes))


def briefing(book: Book, **changes) -> str:
    usual = {"kind": "briefing", "title": "晨会", "minutes": 15, "needs": EVERYONE, "first_day": MONDAY,
             "last_day": FRIDAY, "earliest_minute": 420, "latest_minute": 600}  # fmt: skip
    return service.request(book, SYSTEM, **(usual | {"repeat": Repeat(every="day")} | changes))


def held(book: Book, subject: str, n: int = 0, *states: str) -> ledger.Held:
    with book.read() as r:
        found = [one for one in ledger.sittings_of(r, subject) if not states or one.state in states]
    return found[n]


def stands(book: Book, subject: str) -> list[tuple[date, str]]:
    with book.read() as r:
        return [(one.plan.day, one.state) for one in ledger.sittings_of(r, subject)]


def at(book: Book, hour: int, minute: int = 0, n: int = 0) -> None:
    moment = datetime(2026, 11, 23 + n, hour, minute, tzinfo=UTC) - timedelta(hours=8)
    book.set_now(lambda: moment)


def test_a_series_is_placed_week_by_week(one_branch: Book) -> None:
    subject = briefing(one_branch, last_day=day(20), repeat=Repeat(every="week", weekdays=(2, 4)))
    service.plan_week(one_branch, SYSTEM, MONDAY)
    assert stands(one_branch, subject) == [(day(1), "placed"), (day(3), "placed")]
    at(one_branch, 12, n=2)
    service.plan_week(one_branch, SYSTEM, day(2))
    assert stands(one_branch, subject) == [(day(1), "placed"), (day(3), "placed")], "what has gone by stays"
    with one_branch.read() as r:
        wanted = service.plan_days(r, [day(n) for n in range(7, 14)])[0].wishes
    assert [w.first_day for one in wanted for w in one.windows] == [day(8), day(10)]


def test_one_occurrence_is_called_off_or_held_otherwise_and_the_series_goes_on(one_branch: Book) -> None:
    subject = briefing(one_branch)
    service.change_occurrence(one_branch, SYSTEM, subject, day(1), cancelled=True, reason="总行检查")
    service.change_occurrence(one_branch, SYSTEM, subject, day(2), minutes=10, reason="时间紧")
    service.plan_week(one_branch, SYSTEM, MONDAY)
    with one_branch.read() as r:
        found = {one.occurrence: one.plan.end_minute - one.plan.start_minute for one in ledger.sittings_of(r, subject)}
    assert found == {day(0): 15, day(2): 10, day(3): 15, day(4): 15}
    service.cancel(one_branch, SYSTEM, subject, "停电", sitting=held(one_branch, subject).sitting)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    assert (day(0), "cancelled") in stands(one_branch, subject), "what a person called off is not planned again"
    service.change_occurrence(one_branch, SYSTEM, subject, day(1), as_series=True, reason="检查取消")
    service.plan_week(one_branch, SYSTEM, MONDAY)
    assert (day(1), "placed") in stands(one_branch, subject)
    with pytest.raises(BadInput):
        service.change_occurrence(one_branch, SYSTEM, subject, day(5), cancelled=True, reason="周六")
    with pytest.raises(BadInput):
        service.change_occurrence(one_branch, SYSTEM, subject, day(3), minutes=21, reason="too long")


def test_an_occurrence_put_on_another_days_place_keeps_its_name(one_branch: Book) -> None:
    subject = briefing(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    first = held(one_branch, subject)
    service.move(one_branch, SYSTEM, subject, first.sitting, day=day(1), start_minute=600, reason="换", knowingly=True)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    found = stands(one_branch, subject)
    assert len(found) == 5, "two on Tuesday, none on Monday; neither gave way to the other"
    assert [one for one, _state in found].count(day(1)) == 2


def test_a_changed_wish_frees_what_no_longer_fits_and_says_so(one_branch: Book) -> None:
    subject = asked(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    done = service.revise(one_branch, SYSTEM, subject, reason="会标", title="碰头会")
    assert (done.version, len(done.kept), done.freed) == (2, 1, ())
    done = service.revise(one_branch, SYSTEM, subject, reason="加长", minutes=30)
    assert [one.plan.end_minute - one.plan.start_minute for one in done.freed] == [15]
    assert stands(one_branch, subject) == []
    service.plan_week(one_branch, SYSTEM, MONDAY)
    now = held(one_branch, subject)
    assert now.plan.end_minute - now.plan.start_minute == 30
    assert now.title == "碰头会"
    service.lock(one_branch, SYSTEM, subject, now.sitting)
    assert service.revise(one_branch, SYSTEM, subject, reason="短", minutes=15).freed == ()
    service.unlock(one_branch, SYSTEM, subject, now.sitting)
    assert service.revise(one_branch, SYSTEM, subject, reason="短", minutes=20, keep=True).freed == ()
    with pytest.raises(Refused):
        service.revise(one_branch, SYSTEM, subject, reason="旧稿", minutes=10, seen=2)
    with pytest.raises(BadInput):
        service.revise(one_branch, SYSTEM, subject, reason="无", minutes=20)
    with pytest.raises(BadInput):
        service.revise(one_branch, SYSTEM, subject, reason=" ", minutes=25)
    with pytest.raises(BadInput):
        service.revise(one_branch, SYSTEM, subject, reason="超过上限", minutes=31)


def test_a_locked_sitting_stays_whatever_is_planned_or_dragged(one_branch: Book) -> None:
    subject = asked(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    name = held(one_branch, subject).sitting
    dear = day(1)
    service.move(one_branch, SYSTEM, subject, name, day=dear, start_minute=600, reason="当面说", knowingly=True)
    assert service.lock(one_branch, SYSTEM, subject, name, reason="已约") == 1
    assert service.lock(one_branch, SYSTEM, subject, name) == 0
    service.plan_week(one_branch, SYSTEM, MONDAY)
    now = held(one_branch, subject)
    assert (now.plan.day, now.plan.start_minute, now.locked) == (dear, 600, True)
    with pytest.raises(Refused):
        service.move(one_branch, SYSTEM, subject, name, day=dear, start_minute=1080, reason="x", knowingly=True)
    service.unlock(one_branch, SYSTEM, subject, name)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    assert held(one_branch, subject).plan.price_minutes <= now.plan.price_minutes
    assert held(one_branch, subject).sitting == name, "the name stays wherever it goes"


def test_publishing_says_what_is_new_since_the_last_time(one_branch: Book) -> None:
    one, other, third = asked(one_branch), asked(one_branch, title="二"), asked(one_branch, title="三")
    service.plan_week(one_branch, SYSTEM, MONDAY)

    def changes() -> dict[str, str]:
        with one_branch.read() as r:
            return {change.held.meeting: change.what for change in service.changes(r, MONDAY, FRIDAY)}

    assert changes() == {one: "new", other: "new", third: "new"}
    assert service.publish(one_branch, SYSTEM, MONDAY, FRIDAY) == 3
    assert changes() == {}
    before = held(one_branch, one)
    service.move(one_branch, SYSTEM, one, before.sitting, day=day(2), start_minute=1080, reason="换", knowingly=True)
    service.cancel(one_branch, SYSTEM, other, "不开了")
    service.revise(one_branch, SYSTEM, third, reason="改名", title="三（改）")
    assert changes() == {one: "moved", other: "off", third: "title"}
    assert service.put_back(one_branch, SYSTEM, one, before)
    assert not service.put_back(one_branch, SYSTEM, one, before)
    assert changes() == {other: "off", third: "title"}, "put back before anybody was told: nothing to tell"
    assert service.publish(one_branch, SYSTEM, MONDAY, FRIDAY) == 1
    assert changes() == {}


def test_the_planner_moves_announced_sittings_only_where_it_may(one_branch: Book) -> None:
    subject = asked(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    name = held(one_branch, subject).sitting
    service.move(one_branch, SYSTEM, subject, name, day=day(1), start_minute=600, reason="换", knowingly=True)
    service.publish(one_branch, SYSTEM, MONDAY, FRIDAY)
    dear = held(one_branch, subject).plan
    service.plan_week(one_branch, SYSTEM, MONDAY)
    assert held(one_branch, subject).plan == dear
    service.plan_week(one_branch, SYSTEM, MONDAY, move_published=True)
    now = held(one_branch, subject)
    assert now.plan.price_minutes <= dear.price_minutes
    assert now.state == "published"
    assert now.told == ((now.plan.day, now.plan.start_minute) == (dear.day, dear.start_minute))


def test_order_rooms_and_batches_are_checked(one_branch: Book) -> None:
    one = asked(one_branch)
    two = asked(one_branch, title="二", after=(one,))
    three = asked(one_branch, title="三", after=(two,))
    with pytest.raises(BadInput) as told:
        service.revise(one_branch, SYSTEM, one, reason="先后", after=(three,))
    assert "三" in str(told.value.faults[0])
    with pytest.raises(BadInput):
        asked(one_branch, after=("meeting:nothing",))
    asked(one_branch, room="任何地方")
    service.set_rooms(one_branch, SYSTEM, [Room(name="大会议室", seats=30), Room(name="餐厅", lunch=True)])
    asked(one_branch, room="大会议室")
    with pytest.raises(BadInput):
        asked(one_branch, room="天台")
    for batches in (1, 5):
        with pytest.raises(BadInput):
            asked(one_branch, may_split=True, most_batches=batches)
    with pytest.raises(BadInput):
        service.set_rooms(one_branch, SYSTEM, [Room(name="a"), Room(name=" a ")])
    with pytest.raises(BadInput):
        asked(one_branch, needs=(Need(by="everyone", optional=True),))


def test_no_meeting_is_in_the_lunch_room_at_lunch(one_branch: Book) -> None:
    service.set_rooms(one_branch, SYSTEM, [Room(name="餐厅", lunch=True)])
    subject = asked(
        one_branch, room="餐厅", earliest_minute=660, latest_minute=840, wished_day=MONDAY, wished_minute=720
    )
    with one_branch.read() as r:
        problem, _plan = service.plan_days(r, (MONDAY,), (subject,))
        _sitting, blocks = service.price_start(r, subject, MONDAY, 735)
    assert problem.lunch_rooms == ("餐厅",)
    assert "room_free" in {one.rule for one in blocks}


def test_who_may_do_what(one_branch: Book) -> None:
    with one_branch.read() as r:
        first, second = (one.subject for one in people(r)[:2])
    for n, (who, role) in enumerate(((first, Role.STAFF), (second, Role.SUPERVISOR))):
        add_user(one_branch, SYSTEM, login=f"u{n}", person=who, name=f"N{n}", roles=(role,))
    subject = service.request(
        one_branch, first, kind="ad_hoc", title="想说几句", minutes=10, needs=(Need(by="person", value=second),),
        first_day=MONDAY, last_day=FRIDAY, inside_hours=True,
    )  # fmt: skip
    service.revise(one_branch, first, subject, reason="改短", minutes=5)
    service.plan_week(one_branch, second, MONDAY, publish=True)
    name = held(one_branch, subject).sitting
    with pytest.raises(Refused):
        service.revise(one_branch, first, subject, reason="再改", minutes=10)
    staff = [
        lambda: service.lock(one_branch, first, subject, name),
        lambda: service.unlock(one_branch, first, subject, name),
        lambda: service.take_back(one_branch, first, subject, "published", sitting=name),
        lambda: service.move(one_branch, first, subject, name, day=MONDAY, start_minute=1080, reason="x"),
        lambda: service.change_occurrence(one_branch, first, asked(one_branch), MONDAY, reason="x", cancelled=True),
        lambda: service.set_rooms(one_branch, first, ()),
        lambda: service.start(one_branch, first, subject, name),
        lambda: service.attend(one_branch, first, subject, name, second, "late"),
        lambda: service.end(one_branch, first, subject, name),
        lambda: service.write_minutes(one_branch, first, subject, name, "x"),
        lambda: service.raise_decision(one_branch, first, subject, name, "1"),
    ]
    for command in staff:
        with pytest.raises(Refused, match=r".*"):
            command()
    service.cancel(one_branch, first, subject, "不用了")
    other = asked(one_branch)
    with pytest.raises(Refused):
        service.cancel(one_branch, first, other, "与我无关")


def test_entries_of_an_earlier_program_read_and_fold(one_branch: Book) -> None:
    """Placed without names, requested without rule or order: as such entries stand in books of before."""
    subject = "meeting:old"
    plain = {"number": "HY-1", "kind": "briefing", "title": "晨会", "minutes": 15, "first_day": "2026-11-23",
             "last_day": "2026-11-27", "needs": [{"by": "everyone"}], "earliest_minute": 420, "latest_minute": 600,
             "each_day": True}  # fmt: skip
    sitting = {"day": "2026-11-23", "start_minute": 480, "end_minute": 495, "people": []}
    placed = {"days": ["2026-11-23"], "sittings": [sitting, sitting | {"batch": 2, "batches": 2}]}
    with one_branch.write(SYSTEM) as w:
        w.append(subject, from_bytes("meetings.requested", 1, msgspec.json.encode(plain)))
        w.append(subject, from_bytes("meetings.placed", 1, msgspec.json.encode(placed)))
        w.append(subject, from_bytes("meetings.published", 1, b'{"sittings": ["2026-11-23/1"]}'))
    with one_branch.read() as r:
        found = [(one.sitting, one.state, one.told) for one in ledger.sittings_of(r, subject)]
        known = ledger.meeting(r, subject)
    assert found == [("2026-11-23/1", "published", True), ("2026-11-23/2", "placed", False)]
    assert known is not None
    assert (known.repeat, known.version, known.repeats) == (None, 1, True)


def test_the_ledger_is_the_same_when_it_is_read_anew(one_branch: Book) -> None:
    subject = asked(one_branch, last_day=MONDAY)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    at(one_branch, 17, 30)
    name = held(one_branch, subject).sitting
    service.start(one_branch, SYSTEM, subject, name)
    service.end(one_branch, SYSTEM, subject, name, minutes_text="x")
    series = briefing(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    service.revise(one_branch, SYSTEM, series, reason="改", minutes=10)
    service.change_occurrence(one_branch, SYSTEM, series, day(3), cancelled=True, reason="停")
    service.plan_week(one_branch, SYSTEM, MONDAY)

    def picture() -> bytes:
        with one_branch.read() as r:
            states = ("placed", "published", "running", "ended", "cancelled", "freed")
            rows = [
                ledger.sittings(r, MONDAY, FRIDAY, states),
                ledger.meetings(r, ("requested", "placed", "cancelled")),
            ]
        return msgspec.json.encode(rows)

    before = picture()
    one_branch.rebuild()
    assert picture() == before
