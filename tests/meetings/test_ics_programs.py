"""Calendar files in the writing of the programs that people have: Exchange, Outlook, Thunderbird, Google, telephones;
and files that are broken in ways that must cost no more than the event they stand in.
"""

from __future__ import annotations

import time
from datetime import date

import pytest

from supervisor.meetings.ics.lines import MOST_NOTES
from supervisor.meetings.ics.reading import read_calendar
from tests.meetings.test_ics_reading import FIRST, LAST, OUTLOOK_ZONE, SHANGHAI, calendar, only, read, times

SOUND = "UID:sound\nDTSTART:20261125T093000\nDURATION:PT30M\nSUMMARY:例会"

EXCHANGE_SERIES = """CLASS:PUBLIC
DESCRIPTION;LANGUAGE=zh-CN:\\n
UID:040000008200E00074C5B7101A82E00800000000C0B3
SUMMARY;LANGUAGE=zh-CN:对公营销例会
DTSTART;TZID=China Standard Time:20261123T150000
DTEND;TZID=China Standard Time:20261123T160000
RRULE:FREQ=WEEKLY;UNTIL=20261221T070000Z;INTERVAL=1;BYDAY=MO;WKST=MO
PRIORITY:5
DTSTAMP:20261120T013000Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:2
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-INSTTYPE:1"""
EXCHANGE_MOVED = """UID:040000008200E00074C5B7101A82E00800000000C0B3
SUMMARY;LANGUAGE=zh-CN:对公营销例会
RECURRENCE-ID;TZID=China Standard Time:20261130T150000
DTSTART;TZID=China Standard Time:20261202T090000
DTEND;TZID=China Standard Time:20261202T093000
DTSTAMP:20261120T013000Z
SEQUENCE:2
X-MICROSOFT-CDO-INSTTYPE:3"""
GOOGLE_SERIES = """DTSTART;TZID=Asia/Shanghai:20261124T091500
DTEND;TZID=Asia/Shanghai:20261124T094500
RRULE:FREQ=WEEKLY;BYDAY=TU
EXDATE;TZID=Asia/Shanghai:20261201T091500
DTSTAMP:20261120T020000Z
UID:2f1c0example@google.com
CREATED:20261101T000000Z
LAST-MODIFIED:20261119T000000Z
SEQUENCE:1
STATUS:CONFIRMED
SUMMARY:每周碰头
TRANSP:OPAQUE"""
THUNDERBIRD = """CREATED:20261120T020000Z
LAST-MODIFIED:20261120T020100Z
DTSTAMP:20261120T020100Z
UID:7d3c-4a51-thunder
SUMMARY:押运交接
RRULE:FREQ=MONTHLY;BYDAY=-1FR
DTSTART;TZID=Asia/Shanghai:20261127T160000
DTEND;TZID=Asia/Shanghai:20261127T163000
X-MOZ-GENERATION:3
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER;VALUE=DURATION:-PT15M
DESCRIPTION:Default Mozilla Description
END:VALARM"""
TELEPHONE = """CREATED:20261120T020000Z
UID:8A1E-ICLOUD
DTEND;TZID=Asia/Shanghai:20261126T110000
X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC
SUMMARY:客户拜访
LOCATION:开发区管委会\\n中山路8号
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="中山路8号";X-TITLE="管委会:东门":geo:32.0,118.7
DTSTART;TZID=Asia/Shanghai:20261126T100000
DTSTAMP:20261120T020000Z
SEQUENCE:0"""


def test_exchange_moves_one_time_of_a_series() -> None:
    event = only(EXCHANGE_SERIES, EXCHANGE_MOVED, head=f"METHOD:PUBLISH\n{OUTLOOK_ZONE}")
    assert times(event) == ["11-23 15:00-16:00", "12-02 09:00-09:30", "12-07 15:00-16:00", "12-14 15:00-16:00",
                            "12-21 15:00-16:00"]  # fmt: skip
    assert event.repeat is not None
    assert (event.repeat.weekdays, event.repeat.until) == ((1,), date(2026, 12, 21))
    (moved,) = event.apart
    assert (moved.nominal, moved.day, moved.start_minute, moved.minutes) == (
        date(2026, 11, 30), date(2026, 12, 2), 540, 30
    )  # fmt: skip


def test_google_calls_off_one_time_by_its_day_alone() -> None:
    off = (
        "UID:2f1c0example@google.com\nRECURRENCE-ID;VALUE=DATE:20261208\nDTSTART;VALUE=DATE:20261208\nSTATUS:CANCELLED"
    )
    event = only(GOOGLE_SERIES, off)
    assert times(event)[:3] == ["11-24 09:15-09:45", "12-15 09:15-09:45", "12-22 09:15-09:45"]
    assert [(one.nominal, one.day) for one in event.apart] == [(date(2026, 12, 8), None)]
    moved = off.replace("DTSTART;VALUE=DATE:20261208", "DTSTART:20261209T160000\nDURATION:PT1H").replace(
        "STATUS:CANCELLED", "SUMMARY:每周碰头"
    )
    assert times(only(GOOGLE_SERIES, moved))[1] == "12-09 16:00-17:00"


def test_all_later_times_move_with_one_and_single_ones_still_count() -> None:
    later = (
        "UID:2f1c0example@google.com\nRECURRENCE-ID;TZID=Asia/Shanghai;RANGE=THISANDFUTURE:20261208T091500\n"
        "DTSTART;TZID=Asia/Shanghai:20261209T140000\nDTEND;TZID=Asia/Shanghai:20261209T150000"
    )
    one = (
        "UID:2f1c0example@google.com\nRECURRENCE-ID;TZID=Asia/Shanghai:20261222T091500\n"
        "DTSTART;TZID=Asia/Shanghai:20261224T100000\nDURATION:PT15M"
    )
    event = only(GOOGLE_SERIES, later, one)
    assert times(event)[:5] == ["11-24 09:15-09:45", "12-09 14:00-15:00", "12-16 14:00-15:00", "12-24 10:00-10:15",
                                "12-30 14:00-15:00"]  # fmt: skip
    assert event.moved_on
    back = later.replace("20261209T", "20261201T")
    assert times(only(GOOGLE_SERIES, back))[-1] == "01-26 14:00-15:00", "a later time comes into the days asked for"
    ends = later.replace("DTSTART;TZID=Asia/Shanghai:20261209T140000", "DTSTART:20261208T091500\nSTATUS:CANCELLED")
    assert times(only(GOOGLE_SERIES, ends)) == ["11-24 09:15-09:45"]


def test_thunderbird_and_a_telephone() -> None:
    assert times(only(THUNDERBIRD)) == ["11-27 16:00-16:30", "12-25 16:00-16:30", "01-29 16:00-16:30"]
    visit = only(TELEPHONE)
    assert (times(visit), visit.place) == (["11-26 10:00-11:00"], "开发区管委会\n中山路8号")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART;TZID=tzone://Microsoft/Utc:20261125T013000", "11-25 09:30-10:00"),
        ("DTSTART;TZID=(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi:20261125T093000", "11-25 09:30-10:00"),
        ("DTSTART;TZID=tzone://Microsoft/Custom:20261125T093000", "11-25 09:30-10:00"),
        ("DTSTART;TZID=Odd:zone:20261125T093000", "11-25 09:30-10:00"),
        ("DTSTART;TZID=UTC+99:20261125T093000", "11-25 09:30-10:00"),
    ],
)
def test_zones_named_without_quotation_marks(start: str, expected: str) -> None:
    assert times(only(f"UID:a\n{start}\nDURATION:PT30M\nSUMMARY:例会")) == [expected]


def test_a_series_that_is_another_day_here_is_asked_for_on_that_day() -> None:
    event = only("UID:a\nDTSTART:20261122T233000Z\nDURATION:PT30M\nRRULE:FREQ=WEEKLY;BYDAY=SU;COUNT=3")
    assert [one[:5] for one in times(event)] == ["11-23", "11-30", "12-07"]
    assert event.repeat is not None
    assert (event.repeat.weekdays, event.repeat.until) == ((1,), date(2026, 12, 7))
    plain = only("UID:a\nDTSTART:20261122T233000Z\nDURATION:PT30M\nRRULE:FREQ=WEEKLY")
    assert plain.repeat is not None
    assert plain.repeat.weekdays == (1,)
    monthly = only("UID:a\nDTSTART:20261130T233000Z\nDURATION:PT30M\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1")
    assert monthly.odd_rule, "the last day there is the first day here: no rule of ours says so"


NEVER = [
    "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z",
    "RRULE:FREQ=DAILY;COUNT=3\nEXDATE:00010101T000000,99991231T235959Z",
    "RRULE:FREQ=DAILY;COUNT=3\nRDATE:99991231T235959Z",
]


@pytest.mark.parametrize("never", NEVER)
def test_times_that_mean_never(never: str) -> None:
    event = only(f"UID:a\nDTSTART:20261125T093000\nDURATION:PT30M\n{never}")
    assert times(event)[:3] == ["11-25 09:30-10:00", "11-26 09:30-10:00", "11-27 09:30-10:00"]


@pytest.mark.parametrize(
    "broken",
    [
        "DTSTART:20261125T093000\nDURATION:P999999999999D",
        "DTSTART:20261125T093000\nRRULE:FREQ=YEARLY;BYMONTH=13",
        "DTSTART:20261125T093000\nRRULE:FREQ=MONTHLY;BYMONTHDAY=99",
        "DTSTART:20261125T093000\nRRULE:FREQ=DAILY;INTERVAL=0",
        "DTSTART:19000101T093000\nRRULE:FREQ=DAILY;COUNT=99999",
        "DTSTART:20261125T093000\nRRULE:FREQ=WEEKLY;UNTIL=garbage",
    ],
)
def test_one_event_that_cannot_be_costs_the_others_nothing(broken: str) -> None:
    found = read(f"UID:a\n{broken}", SOUND)
    assert [one.uid for one in found.events] == ["sound"]
    (fault,) = found.faults
    assert fault.row
    assert not str(fault).strip().endswith("GARBAGE")


@pytest.mark.parametrize(
    "strange",
    ["DTSTART:00010101T000000", "DTSTART:99991231T235900Z", "DTSTART:20261125T093000\nSEQUENCE:²"],
)
def test_strange_numbers_are_no_reason_to_fall_over(strange: str) -> None:
    assert {one.uid for one in read(f"UID:a\n{strange}\nDURATION:PT30M", SOUND).events} == {"a", "sound"}


def test_one_change_that_cannot_be_read_leaves_the_series() -> None:
    found = read(GOOGLE_SERIES, "UID:2f1c0example@google.com\nRECURRENCE-ID:garbage\nDTSTART:20261208T100000")
    assert [fault.row for fault in found.faults] == [20]
    assert times(found.events[0])[:2] == ["11-24 09:15-09:45", "12-08 09:15-09:45"]


def test_copies_with_one_name_are_all_taken() -> None:
    found = read(
        "UID:a\nDTSTART:20261125T093000\nDURATION:PT30M", "UID:a\nDTSTART:20261126T140000\nDURATION:PT1H", SOUND
    )
    assert [(one.uid, times(one)) for one in found.events] == [
        ("a", ["11-25 09:30-10:00"]), ("a#20261126T140000", ["11-26 14:00-15:00"]), ("sound", ["11-25 09:30-10:00"])
    ]  # fmt: skip
    assert found.notes


def test_an_end_before_the_beginning_is_told_as_that() -> None:
    found = read(
        "UID:a\nDTSTART:20261125T093000\nDTEND:20261125T090000", "UID:b\nDTSTART:20261125T093000\nDURATION:-PT5M"
    )
    assert [one.row for one in found.notes] == [7, 12]
    assert len({one.problem for one in found.notes}) == 1
    silent = read("UID:a\nDTSTART:20261125T093000")
    assert silent.notes[0].problem != found.notes[0].problem


def test_a_series_of_ages_and_a_file_of_ruins_are_read_at_once() -> None:
    old = "\n".join(f"UID:x\nDTSTART:{year}0101T093000\nDURATION:PT30M\nRRULE:FREQ=DAILY" for year in ("0002",))
    ruins = "DTSTART:20261125T093000\nDURATION:PT30M\nDESCRIPTION:x\n" + "断行 无名\n" * 60_000
    dates = ",".join(["zzz"] * 10_000)
    skipped = f"UID:c\nDTSTART:20261125T093000\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:{dates}"
    many = ",".join(f"zz{n}" for n in range(10_000))
    began = time.process_time()
    found = read_calendar(
        calendar(old, f"UID:b\n{ruins}", skipped, skipped.replace("UID:c", "UID:d").replace(dates, many)),
        SHANGHAI, FIRST, LAST, "x.ics",
    )  # fmt: skip
    assert time.process_time() - began < 4.0, "each of them took minutes once"
    assert {one.uid for one in found.events} == {"x", "b", "c", "d"}
    assert len(found.notes) <= 2 * MOST_NOTES + 2
    assert all(len(one.note) <= 2000 for one in found.events)
