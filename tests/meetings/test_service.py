"""A meeting's life on whole branches in a book: asked for, planned, moved, published, held, released, printed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from supervisor.branch.ledger import opening, people
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book
from supervisor.meetings import ledger, service
from supervisor.meetings.announcing.calendar_file import export_calendar, export_print, maintenance_notice
from supervisor.meetings.avoidance import avoidance
from supervisor.meetings.problem.model import Need, Wish, problem_from_json, to_json
from tests.meetings.branch_book import MONDAY, SYSTEM, fill, random_branch

FRIDAY = MONDAY + timedelta(days=4)
EVERYONE = (Need(by="everyone"),)


def briefing(book: Book, **changes) -> str:
    asked = {"first_day": MONDAY, "last_day": FRIDAY, "earliest_minute": 420, "latest_minute": 600, "each_day": True}
    return service.request(book, SYSTEM, kind="briefing", title="晨会", minutes=15, needs=EVERYONE, **(asked | changes))


def training(book: Book, **changes) -> str:
    with book.read() as r:
        role = max((one.role for one in people(r)), key=[one.role for one in people(r)].count)
    asked = {"first_day": MONDAY, "last_day": FRIDAY, "earliest_minute": 540, "latest_minute": 1020}
    asked |= {"inside_hours": True, "may_split": True, "wished_day": MONDAY, "wished_minute": 600} | changes
    needs = (Need(by="role", value=role, at_least=2),)
    return service.request(book, SYSTEM, kind="training", title="反诈培训", minutes=45, needs=needs, **asked)


def test_a_week_is_planned_off_the_peaks(branch: Book) -> None:
    first, second = briefing(branch), training(branch)
    plan = service.plan_week(branch, SYSTEM, MONDAY)
    assert [answer.meeting for answer in plan.answers] == [first] * 5 + [second]
    with branch.read() as r:
        held = ledger.sittings(r, MONDAY, FRIDAY)
        hours = opening(r, MONDAY)
        assert hours is not None
        assert {one.plan.day for one in held if one.meeting == first} == {MONDAY + timedelta(days=n) for n in range(5)}
        for one in held:
            if one.meeting == first:
                assert one.plan.end_minute <= hours.open_minute
                assert one.plan.price_minutes == 0
            else:
                assert not one.plan.at_peak
        assert avoidance(r, MONDAY, FRIDAY).all_sittings == len(held)
        meeting = ledger.meeting(r, first)
        assert meeting is not None
        assert meeting.state == "placed"
        assert problem_from_json(r.blob(meeting.problem)).wishes


def test_planning_again_changes_nothing_and_published_stands(branch: Book) -> None:
    first = briefing(branch)
    service.plan_week(branch, SYSTEM, MONDAY)
    with branch.read() as r:
        before = [one.plan for one in ledger.sittings(r, MONDAY, FRIDAY)]
    service.plan_week(branch, SYSTEM, MONDAY)
    with branch.read() as r:
        assert [one.plan for one in ledger.sittings(r, MONDAY, FRIDAY)] == before
    assert service.publish(branch, SYSTEM, MONDAY, MONDAY + timedelta(days=1)) == 2
    again = service.plan_week(branch, SYSTEM, MONDAY)
    assert len(again.answers) == 3
    with branch.read() as r:
        states = [one.state for one in ledger.sittings(r, MONDAY, FRIDAY) if one.meeting == first]
    assert states == ["published"] * 2 + ["placed"] * 3


def test_a_single_meeting_is_placed_once_in_the_weeks_of_its_window(branch: Book) -> None:
    subject = training(branch)
    service.plan_week(branch, SYSTEM, MONDAY)
    branch.set_now(lambda: datetime(2026, 11, 28, 4, 0, tzinfo=UTC))
    service.plan_week(branch, SYSTEM, MONDAY + timedelta(days=7))
    with branch.read() as r:
        assert len({one.plan.day for one in ledger.sittings_of(r, subject)}) == 1


def test_moving_by_hand_is_refused_with_reasons_or_done_knowingly(branch: Book) -> None:
    subject = briefing(branch)
    service.plan_week(branch, SYSTEM, MONDAY)
    name = f"{MONDAY.isoformat()}/1"
    with pytest.raises(Refused):
        service.move(branch, SYSTEM, subject, name, day=MONDAY, start_minute=630, reason="领导检查")
    service.move(branch, SYSTEM, subject, name, day=MONDAY, start_minute=630, reason="领导检查", knowingly=True)
    with branch.read() as r:
        moved = next(one for one in ledger.sittings_of(r, subject) if one.sitting == name)
        price, blocks = service.price_start(r, subject, MONDAY, 630)
    assert moved.plan.start_minute == 630
    assert moved.plan.price_minutes == price.price_minutes > 0
    assert "outside_opening_hours" in {block.rule for block in blocks}


def test_held_with_release_and_end(branch: Book) -> None:
    subject = briefing(branch)
    service.plan_week(branch, SYSTEM, MONDAY, publish=True)
    name = f"{MONDAY.isoformat()}/1"
    branch.set_now(lambda: datetime(2026, 11, 23, 0, 16, tzinfo=UTC))
    service.start(branch, SYSTEM, subject, name)
    with branch.read() as r:
        inside = ledger.in_meeting(r, MONDAY)
        (running,) = ledger.running(r)
    assert set(inside) == set(running.plan.people)
    gone = running.plan.people[:2]
    service.release(branch, SYSTEM, subject, name, gone, reason="客流激增")
    with branch.read() as r:
        assert not set(gone) & set(ledger.in_meeting(r, MONDAY))
    with pytest.raises(BadInput):
        service.release(branch, SYSTEM, subject, name, gone)
    service.end(branch, SYSTEM, subject, name, minutes_text="通报昨日问题")
    with branch.read() as r:
        assert ledger.running(r) == []
        ended = next(one for one in ledger.sittings_of(r, subject) if one.sitting == name)
    assert (ended.state, ended.minutes_text, ended.started_minute) == ("ended", "通报昨日问题", 8 * 60 + 16)


def test_cancel_one_sitting_or_all(branch: Book) -> None:
    subject = briefing(branch)
    service.plan_week(branch, SYSTEM, MONDAY)
    service.cancel(branch, SYSTEM, subject, "停电", sitting=f"{MONDAY.isoformat()}/1")
    with branch.read() as r:
        assert len(ledger.sittings(r, MONDAY, FRIDAY)) == 4
    service.cancel(branch, SYSTEM, subject, "改为线上")
    with branch.read() as r:
        assert ledger.sittings(r, MONDAY, FRIDAY) == []
        assert ledger.meetings(r) == []


def test_quote_asks_without_recording(branch: Book) -> None:
    with branch.read() as r:
        wish = Wish(
            subject="meeting:quote", title="Quick word", kind="ad_hoc", minutes=15, needs=EVERYONE,
            first_day=MONDAY, last_day=MONDAY, earliest_minute=420, latest_minute=1140,
        )  # fmt: skip
        found = service.quote(r, wish)
        assert len(found.sittings) == 1
        assert ledger.meetings(r) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"minutes": 21},
        {"minutes": 0},
        {"kind": "party"},
        {"needs": ()},
        {"needs": (Need(by="role", value="astronaut"),)},
        {"last_day": MONDAY - timedelta(days=1)},
        {"earliest_minute": 600, "latest_minute": 605},
        {"title": " "},
    ],
)
def test_a_request_that_cannot_be_is_refused(book: Book, tmp_path: Path, changes: dict) -> None:
    fill(book, random_branch(5), tmp_path)
    asked = {"kind": "briefing", "title": "晨会", "minutes": 15, "needs": EVERYONE, "first_day": MONDAY}
    service.request(book, SYSTEM, **asked)
    with pytest.raises(BadInput):
        service.request(book, SYSTEM, **(asked | changes))


def test_caps_are_the_branchs_own(branch: Book) -> None:
    service.set_cap(branch, SYSTEM, "briefing", 10)
    with pytest.raises(BadInput):
        briefing(branch)


def test_rights_are_checked(branch: Book) -> None:
    with branch.read() as r:
        nobody = people(r)[0].subject
    with pytest.raises(Refused):
        service.plan_week(branch, nobody, MONDAY)
    with pytest.raises(Refused):
        service.publish(branch, nobody, MONDAY, FRIDAY)
    with pytest.raises(Refused):
        service.set_cap(branch, nobody, "briefing", 10)


def test_calendar_file_opens_elsewhere(branch: Book, tmp_path: Path) -> None:
    from icalendar import Calendar

    briefing(branch)
    service.plan_week(branch, SYSTEM, MONDAY, publish=True)
    file, page = tmp_path / "week.ics", tmp_path / "week.html"
    with branch.read() as r:
        names = service.names_of(r)
        assert export_calendar(r, file, MONDAY, FRIDAY, names) == 5
        assert export_print(r, page, MONDAY, FRIDAY, names) == 5
        held = ledger.sittings(r, MONDAY, FRIDAY)
        notice = maintenance_notice("ATM", held[0], "支行", channels=["手机银行"])
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    first = min(event["DTSTART"].dt for event in events)
    hour, minute = divmod(held[0].plan.start_minute, 60)
    assert first.astimezone(UTC) == datetime(2026, 11, 23, hour - 8, minute, tzinfo=UTC)
    assert len({str(event["UID"]) for event in events}) == 5
    assert b"\r\n" in file.read_bytes()
    text = page.read_text()
    assert "晨会" in text
    assert next(iter(held[0].plan.people and [names[held[0].plan.people[0]]])) in text
    assert "手机银行" in notice


def test_solve_file_gives_the_same_plan(branch: Book, tmp_path: Path) -> None:
    briefing(branch)
    training(branch)
    with branch.read() as r:
        problem, plan = service.plan_days(r, [MONDAY + timedelta(days=n) for n in range(5)])
    file = tmp_path / "week.json"
    file.write_bytes(to_json(problem))
    assert service.solve_file(file) == plan
    assert msgspec.json.decode(file.read_bytes())["schema"] == "meetings-problem/1"


def test_a_week_that_has_passed_is_not_planned(branch: Book) -> None:
    briefing(branch)
    assert service.plan_week(branch, SYSTEM, date(2026, 11, 10)).answers == ()
