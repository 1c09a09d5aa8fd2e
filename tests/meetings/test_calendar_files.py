"""Calendars out and in: what Outlook and Thunderbird read, what comes back the same, and nothing taken twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.branch.ledger import people
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book
from supervisor.meetings import ledger, service
from supervisor.meetings.announcing.calendar_file import export_calendar
from supervisor.meetings.events import Room
from supervisor.meetings.ics.reading import read_calendar
from supervisor.meetings.problem.model import Need
from supervisor.meetings.repeats import Repeat
from supervisor.meetings.requests.calendar_intake import Preview, Taking, look, strike_busy, take_in
from tests.meetings.branch_book import MONDAY, SYSTEM
from tests.meetings.test_ics_reading import OUTLOOK_ZONE, calendar

FRIDAY = MONDAY + timedelta(days=4)


def planned(book: Book) -> str:
    """A talk of three people in a room with a Chinese name that needs marks, announced."""
    with book.read() as r:
        needs = tuple(Need(by="person", value=one.subject) for one in people(r)[:3])
    subject = service.request(
        book, SYSTEM, kind="training", title="反假货币与反洗钱专题培训；第一、二期, 全体柜员及大堂经理必须参加",
        minutes=45, needs=needs, first_day=MONDAY, last_day=FRIDAY, inside_hours=True, room="二楼\\大会议室, 东侧",
    )  # fmt: skip
    service.plan_week(book, SYSTEM, MONDAY)
    return subject


def exported(book: Book, tmp_path: Path) -> bytes:
    file = tmp_path / "week.ics"
    with book.read() as r:
        export_calendar(r, file, MONDAY, FRIDAY, service.names_of(r))
    return file.read_bytes()


def values(data: bytes, name: str) -> list[str]:
    text = data.replace(b"\r\n ", b"").decode()
    return [line.partition(":")[2] for line in text.split("\r\n") if line.split(":")[0].split(";")[0] == name]


def test_the_file_keeps_to_the_rules_of_calendars(one_branch: Book, tmp_path: Path) -> None:
    from icalendar import Calendar

    planned(one_branch)
    service.publish(one_branch, SYSTEM, MONDAY, FRIDAY)
    data = exported(one_branch, tmp_path)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    for line in data.split(b"\r\n"):
        line.decode()  # no character is cut in two
    assert values(data, "METHOD") == ["PUBLISH"]
    assert values(data, "ATTENDEE") == [], "RFC 5546: none in a published calendar"
    assert values(data, "ORGANIZER") == ["invalid:nomail"], "and the organiser must be there, without a made-up address"
    assert b"mailto:" not in data.lower()
    assert values(data, "DTSTART")[0].endswith("Z"), "UTC: no table of zones has to travel along"
    assert values(data, "STATUS") == ["CONFIRMED"]
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert str(event["LOCATION"]) == "二楼\\大会议室, 东侧"
    assert str(event["SUMMARY"]).startswith("反假货币与反洗钱专题培训；")


def test_what_goes_out_comes_back_the_same(one_branch: Book, tmp_path: Path) -> None:
    subject = planned(one_branch)
    data = exported(one_branch, tmp_path)
    with one_branch.read() as r:
        (held,) = ledger.sittings_of(r, subject)
        (event,) = read_calendar(data, r.zone, MONDAY, FRIDAY).events
        numbers = {one.subject: one.no for one in people(r)}
        seen = look(r, SYSTEM, data, "week.ics", Taking())
    assert (event.title, event.place) == (held.title, held.plan.room)
    assert [(s.day, s.start_minute, s.end_minute) for s in event.spans] == [
        (held.plan.day, held.plan.start_minute, held.plan.end_minute)
    ]
    assert {guest.no for guest in event.guests} == {numbers[one] for one in held.plan.people}
    assert [one.what for one in seen.items] == ["own"], "our own meeting is not taken in beside itself"


def test_the_sequence_rises_with_every_change_and_the_uid_stays(one_branch: Book, tmp_path: Path) -> None:
    subject = planned(one_branch)
    service.publish(one_branch, SYSTEM, MONDAY, FRIDAY)
    first = exported(one_branch, tmp_path)
    assert exported(one_branch, tmp_path) == first
    with one_branch.read() as r:
        name = ledger.sittings_of(r, subject)[0].sitting
    service.move(one_branch, SYSTEM, subject, name, day=FRIDAY, start_minute=1080, reason="换", knowingly=True)
    second = exported(one_branch, tmp_path)
    service.cancel(one_branch, SYSTEM, subject, "停电")
    third = exported(one_branch, tmp_path)
    assert values(first, "UID") == values(second, "UID") == values(third, "UID")
    sequences = [int(values(one, "SEQUENCE")[0]) for one in (first, second, third)]
    assert sequences == sorted(set(sequences))
    assert [values(one, "STATUS") for one in (first, second, third)] == [["CONFIRMED"], ["CONFIRMED"], ["CANCELLED"]]
    service.take_back(one_branch, SYSTEM, subject, "cancelled")
    assert int(values(exported(one_branch, tmp_path), "SEQUENCE")[0]) > sequences[-1]


def test_what_nobody_was_told_of_is_tentative_and_leaves_no_trace(one_branch: Book, tmp_path: Path) -> None:
    subject = planned(one_branch)
    assert values(exported(one_branch, tmp_path), "STATUS") == ["TENTATIVE"]
    service.cancel(one_branch, SYSTEM, subject, "不开了")
    assert values(exported(one_branch, tmp_path), "UID") == []


def event(uid: str = "a@outlook", sequence: int = 0, start: str = "20261125T093000", more: str = "") -> str:
    zone = "TZID=China Standard Time"
    return (
        f"UID:{uid}\nSEQUENCE:{sequence}\nDTSTART;{zone}:{start}\nDURATION:PT30M\nSUMMARY:总行视频会\n"
        f"DTSTAMP:20261120T000000Z\n{more}"
    ).strip()


def whats(preview: Preview) -> list[str]:
    return [one.what for one in preview.items]


def first_person(book: Book) -> tuple[str, str, str]:
    with book.read() as r:
        one = people(r)[0]
        return one.subject, one.no, one.name


def test_busy_times_are_planned_around_and_never_taken_twice(one_branch: Book) -> None:
    who, _no, name = first_person(one_branch)
    how = Taking()
    data = calendar(event(more=f"ATTENDEE;CN={name}:mailto:x@bank.example"), head=OUTLOOK_ZONE)
    with one_branch.read() as r:
        assert whats(look(r, SYSTEM, data, "o.ics", how)) == ["new"]
        assert ledger.busy(r, MONDAY, FRIDAY) == []
    assert whats(take_in(one_branch, SYSTEM, data, "o.ics", how)) == ["new"]
    with one_branch.read() as r:
        before = r.vector()
    assert whats(take_in(one_branch, SYSTEM, data, "o.ics", how)) == ["same"]
    with one_branch.read() as r:
        assert r.vector() == before, "nothing was written the second time"
        (busy,) = ledger.busy(r, MONDAY, FRIDAY)
    assert busy.people == (who,)
    subject = service.request(
        one_branch, SYSTEM, kind="ad_hoc", title="谈话", minutes=15, needs=(Need(by="person", value=who),),
        first_day=date(2026, 11, 25), last_day=date(2026, 11, 25), inside_hours=True, wished_day=date(2026, 11, 25),
        wished_minute=570,
    )  # fmt: skip
    with one_branch.read() as r:
        _sitting, blocks = service.price_start(r, subject, date(2026, 11, 25), 570)
    assert ("no_double_booking", who, "总行视频会") in [(one.rule, one.person, one.about) for one in blocks]
    answer = service.place(one_branch, SYSTEM, subject)
    assert all(s.end_minute <= 570 or s.start_minute >= 600 for s in answer.sittings)


def test_a_later_version_replaces_and_an_older_one_is_left(one_branch: Book) -> None:
    who, _no, _name = first_person(one_branch)
    how = Taking(people=(who,))

    def take(*events: str) -> list[str]:
        return whats(take_in(one_branch, SYSTEM, calendar(*events, head=OUTLOOK_ZONE), "o.ics", how))

    def start() -> int:
        with one_branch.read() as r:
            (busy,) = ledger.busy(r, MONDAY, FRIDAY)
        return busy.spans[0].start_minute

    assert take(event(sequence=1)) == ["new"]
    assert take(event(sequence=2, start="20261125T100000")) == ["changed"]
    assert start() == 600
    assert take(event(sequence=1)) == ["older"]
    assert start() == 600
    forgot = event(sequence=2, start="20261125T110000").replace("20261120T000000Z", "20261121T000000Z")
    assert take(forgot) == ["changed"], "some programs change the time and not the sequence"
    assert start() == 660
    assert take(event(sequence=3, more="STATUS:CANCELLED")) == ["off"]
    with one_branch.read() as r:
        assert ledger.busy(r, MONDAY, FRIDAY) == []
    assert take(event(sequence=3, more="STATUS:CANCELLED")) == ["same"]
    assert take(event(sequence=2)) == ["older"], "what was called off does not come back from an old file"
    assert take(event(sequence=4)) == ["changed"]
    with one_branch.read() as r:
        (busy,) = ledger.busy(r, MONDAY, FRIDAY)
    strike_busy(one_branch, SYSTEM, busy.subject, "他不参加")
    with one_branch.read() as r:
        assert ledger.busy(r, MONDAY, FRIDAY) == []


def test_an_event_that_names_nobody_is_refused_and_the_others_taken(one_branch: Book) -> None:
    _who, no, _name = first_person(one_branch)
    service.set_rooms(one_branch, SYSTEM, [Room(name="大会议室")])
    data = calendar(
        event("a"), event("b", more="LOCATION:大会议室"), event("c", more=f"X-BRANCH-ATTENDEE;X-NO={no}:某人"),
        event("d", start="20201125T093000"), event("e", more="TRANSP:TRANSPARENT"), "UID:f\nDTSTART:x",
        head=OUTLOOK_ZONE,
    )  # fmt: skip
    found = take_in(one_branch, SYSTEM, data, "o.ics", Taking())
    assert whats(found) == ["refused", "new", "new", "past", "free"]
    assert found.items[0].reason
    assert [fault.row for fault in found.faults] == [data.decode().splitlines().index("DTSTART:x") + 1]


def test_as_requests_with_their_rule_and_their_later_versions(one_branch: Book) -> None:
    who, _no, name = first_person(one_branch)
    how = Taking(become="request", kind="training")
    guest = f"ATTENDEE;CN={name}:mailto:x@bank.example\nRRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=3"
    data = calendar(event(more=guest), event("odd", more=guest.replace("WEEKLY;BYDAY=WE", "YEARLY")), head=OUTLOOK_ZONE)
    assert whats(take_in(one_branch, SYSTEM, data, "o.ics", how)) == ["new", "refused"]
    assert whats(take_in(one_branch, SYSTEM, data, "o.ics", how)) == ["same", "refused"]
    with one_branch.read() as r:
        (one,) = ledger.meetings(r)
    assert (one.title, one.wish.minutes, one.uid) == ("总行视频会", 30, "a@outlook")
    assert one.repeat == Repeat(every="week", weekdays=(3,), until=date(2026, 12, 9)), "three times, none after them"
    assert one.wish.needs == (Need(by="person", value=who),)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    longer = event(sequence=1, more=guest).replace("PT30M", "PT1H")
    assert whats(take_in(one_branch, SYSTEM, calendar(longer, head=OUTLOOK_ZONE), "o.ics", how)) == ["changed"]
    with one_branch.read() as r:
        (one,) = ledger.meetings(r)
        assert one.wish.minutes == 60
        assert ledger.sittings_of(r, one.subject) == [], "what no longer fits is to be planned anew"
    gone = event(sequence=2, more=guest + "\nSTATUS:CANCELLED")
    assert whats(take_in(one_branch, SYSTEM, calendar(gone, head=OUTLOOK_ZONE), "o.ics", how)) == ["off"]
    with one_branch.read() as r:
        assert ledger.meetings(r) == []


def test_a_request_that_breaks_a_cap_is_refused_by_itself(one_branch: Book) -> None:
    who, _no, _name = first_person(one_branch)
    how = Taking(become="request", kind="ad_hoc", people=(who,))
    data = calendar(event("long").replace("PT30M", "PT3H"), event("short"), head=OUTLOOK_ZONE)
    found = take_in(one_branch, SYSTEM, data, "o.ics", how)
    assert whats(found) == ["refused", "new"]
    assert "180" in found.items[0].reason


def test_rights_and_files_that_are_no_calendar(one_branch: Book) -> None:
    who, _no, _name = first_person(one_branch)
    add_user(one_branch, SYSTEM, login="u", person=who, name="N", roles=(Role.STAFF,))
    data = calendar(event(), head=OUTLOOK_ZONE)
    with pytest.raises(Refused):
        take_in(one_branch, who, data, "o.ics", Taking(people=(who,)))
    assert whats(take_in(one_branch, who, data, "o.ics", Taking(become="request", people=(who,)))) == ["new"]
    for wrong in (b"", b"hello", b"\x00\x01"):
        with pytest.raises(BadInput):
            take_in(one_branch, SYSTEM, wrong, "o.ics", Taking())
    with pytest.raises(BadInput):
        take_in(one_branch, SYSTEM, data, "o.ics", Taking(become="wish"))


def test_two_branches_of_one_record_agree_on_a_files_subject(one_branch: Book) -> None:
    who, _no, _name = first_person(one_branch)
    take_in(one_branch, SYSTEM, calendar(event(), head=OUTLOOK_ZONE), "o.ics", Taking(people=(who,)))
    one_branch.set_now(lambda: datetime(2026, 11, 22, 5, 0, tzinfo=UTC))
    take_in(one_branch, SYSTEM, calendar(event(), head=OUTLOOK_ZONE), "copy of o.ics", Taking(people=(who,)))
    with one_branch.read() as r:
        assert len(ledger.busy(r, MONDAY, FRIDAY)) == 1


def test_what_no_calendar_may_hold_does_not_go_out(one_branch: Book, tmp_path: Path) -> None:
    with one_branch.read() as r:
        needs = (Need(by="person", value=people(r)[0].subject),)
    service.request(
        one_branch, SYSTEM, kind="ad_hoc", title="测\x07试\x0b控\u2028下\x85行", minutes=15, needs=needs,
        first_day=MONDAY, last_day=FRIDAY, inside_hours=True, room="二\x1b楼",
    )  # fmt: skip
    service.plan_week(one_branch, SYSTEM, MONDAY)
    data = exported(one_branch, tmp_path)
    assert not set(data) & ({*range(9), 11, 12, *range(14, 32), 127} - {10, 13})
    assert (values(data, "SUMMARY"), values(data, "LOCATION")) == (["测试控 下 行"], ["二楼"])
    with one_branch.read() as r:
        (event,) = read_calendar(data, r.zone, MONDAY, FRIDAY).events
    assert event.title == "测试控 下 行"
