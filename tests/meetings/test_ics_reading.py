"""Calendar files as programs really write them: zones, folds, repetitions, exceptions, and what is broken."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor.errors import BadInput
from supervisor.language import use_language
from supervisor.meetings.events import BusySpan
from supervisor.meetings.ics.lines import read_lines
from supervisor.meetings.ics.reading import CalendarEvent, CalendarFile, read_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2026, 11, 1), date(2027, 1, 31)


def calendar(*events: str, head: str = "", end: str = "\r\n") -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", *head.splitlines()]
    for one in events:
        lines += ["BEGIN:VEVENT", *one.strip().splitlines(), "END:VEVENT"]
    return (end.join([*lines, "END:VCALENDAR"]) + end).encode()


def read(*events: str, **more: str) -> CalendarFile:
    return read_calendar(calendar(*events, **more), SHANGHAI, FIRST, LAST, "x.ics")


def only(*events: str, **more: str) -> CalendarEvent:
    found = read(*events, **more)
    assert not found.faults
    (event,) = found.events
    return event


def times(event: CalendarEvent) -> list[str]:
    def clock(minute: int) -> str:
        return f"{minute // 60:02}:{minute % 60:02}"

    return [f"{s.day:%m-%d} {clock(s.start_minute)}-{clock(s.end_minute)}" for s in event.spans]


OUTLOOK_ZONE = """BEGIN:VTIMEZONE
TZID:China Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
END:STANDARD
END:VTIMEZONE"""


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("DTSTART:20261125T013000Z", "DTEND:20261125T020000Z"),
        ("DTSTART:20261125T093000", "DTEND:20261125T100000"),  # floating: the branch's own time
        ("DTSTART;TZID=Asia/Shanghai:20261125T093000", "DURATION:PT30M"),
        ('DTSTART;TZID="China Standard Time":20261125T093000', 'DTEND;TZID="China Standard Time":20261125T100000'),
        ("DTSTART;TZID=中国标准时间:20261125T093000", "DTEND;TZID=中国标准时间:20261125T100000"),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Asia/Shanghai:20261125T093000", "DURATION:PT30M"),
        ('DTSTART;TZID="(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi":20261125T093000', "DURATION:PT30M"),
        ("DTSTART;TZID=Tokyo Standard Time:20261125T103000", "DURATION:PT30M"),
        ("DTSTART;TZID=Our own:20261125T083000", "DURATION:PT30M"),
        ("DTSTART:2026-11-25T09:30:00", "DTEND:2026-11-25 10:00"),  # written by hand
    ],
)
def test_one_moment_in_many_writings(start: str, end: str) -> None:
    own = "BEGIN:VTIMEZONE\nTZID:Our own\nBEGIN:STANDARD\nTZOFFSETTO:+0700\nEND:STANDARD\nEND:VTIMEZONE"
    event = only(f"UID:a\n{start}\n{end}\nSUMMARY:例会", head=f"{OUTLOOK_ZONE}\n{own}")
    assert times(event) == ["11-25 09:30-10:00"]
    assert (event.day, event.start_minute, event.minutes) == (date(2026, 11, 25), 570, 30)


def test_a_zone_that_nobody_knows_is_told_and_taken_as_the_branchs_own() -> None:
    found = read("UID:a\nDTSTART;TZID=Middle Earth:20261125T093000\nDURATION:PT30M")
    assert times(found.events[0]) == ["11-25 09:30-10:00"]
    assert [one.row for one in found.notes] == [6]
    assert "Middle Earth" in str(found.notes[0])


def test_a_series_with_exceptions_a_moved_and_a_cancelled_time() -> None:
    zone = "TZID=China Standard Time"
    event = only(
        f"UID:a\nSEQUENCE:1\nDTSTART;{zone}:20261123T093000\nDTEND;{zone}:20261123T100000\n"
        f"RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261209T013000Z\nEXDATE;{zone}:20261125T093000\n"
        "SUMMARY:营销例会\\, 每周",
        f"UID:a\nSEQUENCE:3\nRECURRENCE-ID;{zone}:20261130T093000\nDTSTART;{zone}:20261130T140000\nDURATION:PT1H",
        f"UID:a\nRECURRENCE-ID;{zone}:20261202T093000\nDTSTART;{zone}:20261202T093000\nSTATUS:CANCELLED",
        head=OUTLOOK_ZONE,
    )
    assert times(event) == ["11-23 09:30-10:00", "11-30 14:00-15:00", "12-07 09:30-10:00", "12-09 09:30-10:00"]
    assert event.title == "营销例会, 每周"
    assert event.sequence == 3
    assert event.repeat is not None
    assert (event.repeat.weekdays, event.repeat.until) == ((1, 3), date(2026, 12, 9))
    assert event.repeat.excepted == (date(2026, 11, 25),)


def test_all_day_and_over_midnight_are_taken_day_by_day() -> None:
    days = only("UID:a\nDTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261126\nSUMMARY:外出")
    assert days.all_day
    assert days.spans == tuple(BusySpan(day=date(2026, 11, d), start_minute=0, end_minute=1440) for d in (24, 25))
    night = only("UID:b\nDTSTART:20261124T220000\nDTEND:20261125T020000")
    assert times(night) == ["11-24 22:00-24:00", "11-25 00:00-02:00"]
    yearly = only("UID:c\nDTSTART;VALUE=DATE:20201201\nRRULE:FREQ=YEARLY")
    assert [s.day for s in yearly.spans] == [date(2026, 12, 1)]


def test_extra_days_and_days_left_out_without_a_time() -> None:
    event = only("UID:a\nDTSTART:20261123T090000\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=4\n"
                 "EXDATE;VALUE=DATE:20261124\nRDATE:20261205T150000,20261206T150000")  # fmt: skip
    assert times(event) == ["11-23 09:00-09:30", "11-25 09:00-09:30", "11-26 09:00-09:30", "12-05 15:00-15:30",
                            "12-06 15:00-15:30"]  # fmt: skip
    assert event.odd_rule
    assert event.repeat is None


def test_folds_in_the_middle_of_a_chinese_character() -> None:
    line = "SUMMARY:反假货币与反洗钱专题培训（全体柜员）".encode()
    cut = next(n for n in range(20, len(line)) if line[n] & 0xC0 == 0x80)
    event = b"UID:a\r\nDTSTART:20261125T093000\r\nDURATION:PT30M\r\n" + line[:cut] + b"\r\n " + line[cut:]
    data = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + event + b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    (found,) = read_calendar(data, SHANGHAI, FIRST, LAST).events
    assert found.title == "反假货币与反洗钱专题培训（全体柜员）"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    text = calendar("UID:a\nDTSTART:20261125T093000\nDURATION:PT30M\nSUMMARY:晨会", end=end).decode()
    (found,) = read_calendar(text.encode(encoding), SHANGHAI, FIRST, LAST).events
    assert found.title == "晨会"


def test_people_places_and_free_time() -> None:
    event = only(
        "UID:a\nDTSTART:20261125T093000\nDURATION:PT30M\nLOCATION:二楼会议室\nTRANSP:TRANSPARENT\n"
        'ATTENDEE;CN="王芳: 柜员";ROLE=REQ-PARTICIPANT:mailto:wf@bank.example\n'
        "ATTENDEE;ROLE=OPT-PARTICIPANT:MAILTO:li@bank.example\n"
        "ATTENDEE;CN=不来;PARTSTAT=DECLINED:invalid:nomail\n"
        "ATTENDEE;CUTYPE=ROOM;CN=大会议室:invalid:nomail\n"
        "BEGIN:VALARM\nTRIGGER:-PT15M\nSUMMARY:提醒\nDESCRIPTION:x\nEND:VALARM\nSUMMARY:碰头"
    )  # fmt: skip
    assert [(g.name, g.mail, g.optional) for g in event.guests] == [
        ("王芳: 柜员", "wf@bank.example", False), ("li", "li@bank.example", True)
    ]  # fmt: skip
    assert event.free
    assert (event.place, event.title) == ("二楼会议室", "碰头")


@pytest.mark.parametrize(
    ("broken", "line", "said"),
    [
        ("UID:a\nDTSTART:2026x", 6, "2026x"),
        ("UID:a\nSUMMARY:x", 4, "does not say when it begins"),
        ("UID:a\nDTSTART:20261301T090000", 6, "20261301"),
        ("UID:a\nDTSTART:20261125T090000\nDURATION:long", 7, "x.ics 7"),
        ("UID:a\nDTSTART:20261125T090000\nDURATION:PT1H\nRRULE:FREQ=HOURLY", 8, "HOURLY"),
        ("UID:a\nDTSTART:20261125T090000\nDTEND:20280101T090000", 7, "62"),
    ],
)
def test_a_broken_event_is_named_by_its_line_and_the_others_are_read(broken: str, line: int, said: str) -> None:
    use_language("en")
    found = read(broken, "UID:b\nDTSTART:20261125T093000\nDURATION:PT30M")
    assert [one.uid for one in found.events] == ["b"]
    (fault,) = found.faults
    assert fault.row == line
    assert said in str(fault)


def test_a_cut_off_file_and_bare_line_breaks() -> None:
    whole = calendar("UID:a\nDTSTART:20261125T093000\nDURATION:PT30M\nDESCRIPTION:first\nsecond line: more",
                     "UID:b\nDTSTART:20261125T093000\nDURATION:PT30M")  # fmt: skip
    found = read_calendar(whole[: whole.rindex(b"DURATION")], SHANGHAI, FIRST, LAST, "x.ics")
    assert [one.uid for one in found.events] == ["a"]
    assert found.events[0].note == "first\nsecond line: more"
    assert [one.row for one in found.faults] == [11]
    assert [one.row for one in found.notes] == [9]


def test_no_end_is_assumed_and_told() -> None:
    found = read("UID:a\nDTSTART:20261125T093000\nDTEND:20261125T090000")
    assert times(found.events[0]) == ["11-25 09:30-10:00"]
    assert [one.row for one in found.notes] == [7]


def test_the_latest_version_of_a_uid_counts() -> None:
    event = only("UID:a\nSEQUENCE:4\nDTSTART:20261125T093000\nDURATION:PT30M\nSUMMARY:new",
                 "UID:a\nSEQUENCE:2\nDTSTART:20261124T093000\nDURATION:PT30M\nSUMMARY:old")  # fmt: skip
    assert (event.title, times(event), event.sequence) == ("new", ["11-25 09:30-10:00"], 4)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "姓名,时间\n".encode(), b"BEGIN:VCARD\r\nEND:VCARD\r\n"])
def test_what_is_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_calendar(data, SHANGHAI, FIRST, LAST, "x.ics")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([
    b"BEGIN:VCALENDAR", b"BEGIN:VEVENT", b"END:VEVENT", b"END:VCALENDAR", b"BEGIN:VALARM", b"UID:a", b"UID:b", b" x",
    b"DTSTART:20261125T093000", b"DTSTART;VALUE=DATE:20261125", b"DTEND:20261125T100000Z", b"DURATION:P1D",
    b"\xff\xfe:",
    b"RRULE:FREQ=DAILY", b"RRULE:FREQ=MONTHLY;BYMONTHDAY=31", b"EXDATE:20261125T093000,x", b'X;Y="open:z', b"",
    b"RECURRENCE-ID:20261126T093000", b"SEQUENCE:99999999999", b"STATUS:CANCELLED", b"BEGIN:VTIMEZONE", b"TZID:q",
]), max_size=25))  # fmt: skip
def test_nothing_makes_the_reader_fall_over(lines: list[bytes]) -> None:
    try:
        found = read_calendar(b"\r\n".join([b"BEGIN:VCALENDAR", *lines]), SHANGHAI, FIRST, LAST, "x.ics")
    except BadInput:
        return
    for event in found.events:
        assert all(FIRST <= s.day <= LAST and 0 <= s.start_minute < s.end_minute <= 1440 for s in event.spans)


@given(st.text(max_size=60))
def test_any_line_is_cut_or_told(text: str) -> None:
    lines, faults = read_lines(f"SUMMARY;X={text}:y".encode("utf-8", "replace"))
    assert lines or faults or not text.strip()
