"""One event in several people's calendars, series with changed times, and what comes back after it was called off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.branch.ledger import people
from supervisor.errors import BadInput
from supervisor.journal import Book
from supervisor.meetings import ledger, service
from supervisor.meetings.events import BusySet, BusySpan
from supervisor.meetings.records import subject_of_uid
from supervisor.meetings.repeats import Repeat
from supervisor.meetings.requests.calendar_intake import Taking, look, take_in
from tests.meetings.branch_book import MONDAY, SYSTEM
from tests.meetings.test_calendar_files import FRIDAY, event, whats
from tests.meetings.test_ics_reading import OUTLOOK_ZONE, calendar


def file(*events: str) -> bytes:
    return calendar(*events, head=OUTLOOK_ZONE)


@pytest.fixture
def three(one_branch: Book) -> list[str]:
    with one_branch.read() as r:
        return [one.subject for one in people(r)[:3]]


def busy(book: Book) -> list[ledger.Busy]:
    with book.read() as r:
        return ledger.busy(r, MONDAY, FRIDAY)


def test_the_calendars_of_two_people_hold_one_event(one_branch: Book, three: list[str]) -> None:
    wang, li, _third = three

    def take(who: str, text: str) -> list[str]:
        return whats(take_in(one_branch, SYSTEM, file(text), "x.ics", Taking(people=(who,))))

    first, older = event(sequence=2), event(sequence=2).replace("20261120T000000Z", "20261119T000000Z")
    assert take(wang, first) == ["new"]
    assert take(li, older) == ["changed"], "an older copy, but it is his time"
    (one,) = busy(one_branch)
    assert set(one.people) == {wang, li}
    with one_branch.read() as r:
        before = r.vector()
    assert [take(wang, first), take(li, older), take(wang, first)] == [["same"], ["older"], ["same"]]
    private = first.replace("总行视频会", "忙")
    assert take(li, private) == ["same"], "another title in his own calendar is no other event"
    with one_branch.read() as r:
        assert r.vector() == before, "nothing is written again"
    assert take(wang, event(sequence=3, start="20261125T140000")) == ["changed"]
    (one,) = busy(one_branch)
    assert (set(one.people), one.spans[0].start_minute) == ({wang, li}, 840)
    assert take(li, event(sequence=4, more="STATUS:CANCELLED")) == ["changed"], "called off for him"
    assert [one.people for one in busy(one_branch)] == [(wang,)]
    assert take(li, event(sequence=4, more="STATUS:CANCELLED")) == ["same"]
    assert take(wang, event(sequence=4, more="STATUS:CANCELLED")) == ["off"]
    assert busy(one_branch) == []


def test_a_guest_who_is_taken_off_the_list_is_free_again(one_branch: Book, three: list[str]) -> None:
    with one_branch.read() as r:
        name = {one.subject: one.name for one in people(r)}
    wang, li, _third = three
    how = Taking(people=(wang,))
    take_in(one_branch, SYSTEM, file(event(sequence=1, more=f"ATTENDEE;CN={name[li]}:mailto:l@bank.example")), "x", how)
    assert set(busy(one_branch)[0].people) == {wang, li}
    take_in(one_branch, SYSTEM, file(event(sequence=2)), "x", how)
    assert busy(one_branch)[0].people == (wang,)


def test_the_room_and_its_people_are_one_event_and_old_entries_keep_theirs(one_branch: Book, three: list[str]) -> None:
    wang, li, _third = three
    span = BusySpan(day=date(2026, 11, 25), start_minute=570, end_minute=600)
    with one_branch.write(SYSTEM) as w:  # as an earlier program wrote it
        w.append(subject_of_uid("busy", "a@outlook"), BusySet(
            uid="a@outlook", sequence=1, title="总行视频会", spans=(span,), people=(wang,), stamp="20261120T000000Z",
        ))  # fmt: skip
    take_in(one_branch, SYSTEM, file(event(sequence=1)), "room.ics", Taking(room="大会议室"))
    take_in(one_branch, SYSTEM, file(event(sequence=2)), "li.ics", Taking(people=(li,)))
    (one,) = busy(one_branch)
    assert (set(one.people), one.room) == ({wang, li}, "大会议室")


SERIES = (
    "UID:s@x\nSEQUENCE:{n}\nDTSTART;TZID=China Standard Time:20261123T083000\nDURATION:PT30M\nSUMMARY:营销例会\n"
    "RRULE:FREQ=WEEKLY;BYDAY=MO\nDTSTAMP:20261120T000000Z"
)
MOVED = (
    "UID:s@x\nSEQUENCE:{n}\nRECURRENCE-ID;TZID=China Standard Time:20261130T083000\n"
    "DTSTART;TZID=China Standard Time:20261202T150000\nDURATION:PT20M\nSUMMARY:营销例会"
)
OFF = (
    "UID:s@x\nSEQUENCE:{n}\nRECURRENCE-ID;TZID=China Standard Time:20261207T083000\n"
    "DTSTART;TZID=China Standard Time:20261207T083000\nSTATUS:CANCELLED"
)


def test_a_series_as_request_keeps_its_changed_and_called_off_times(one_branch: Book, three: list[str]) -> None:
    how = Taking(become="request", people=tuple(three))
    data = file(*(one.format(n=1) for one in (SERIES, MOVED, OFF)))
    assert whats(take_in(one_branch, SYSTEM, data, "s.ics", how)) == ["new"]
    with one_branch.read() as r:
        (one,) = ledger.meetings(r)
        before = r.vector()
        wanted = service.plan_days(r, [date(2026, 11, 30) + timedelta(days=n) for n in range(14)])[0].wishes
    assert one.repeat == Repeat(every="week", weekdays=(1,), excepted=(date(2026, 12, 7),))
    assert [(w.first_day, w.wished_day, w.wished_minute, w.minutes) for w in wanted] == [
        (date(2026, 12, 2), date(2026, 12, 2), 900, 20)
    ], "neither the old Monday nor the one that was called off"
    assert whats(take_in(one_branch, SYSTEM, data, "s.ics", how)) == ["same"]
    with one_branch.read() as r:
        assert r.vector() == before
    again = file(SERIES.format(n=2), MOVED.format(n=2).replace("20261202T150000", "20261203T100000"), OFF.format(n=2))
    assert whats(take_in(one_branch, SYSTEM, again, "s.ics", how)) == ["changed"]
    with one_branch.read() as r:
        (one,) = ledger.meetings(r)
    assert [(a.occurrence, a.first_day, a.wished_minute) for a in one.apart] == [
        (date(2026, 11, 30), date(2026, 12, 3), 600)
    ]  # fmt: skip


def test_a_series_that_has_run_for_years_is_asked_for_from_now_on(one_branch: Book, three: list[str]) -> None:
    how = Taking(become="request", people=tuple(three))
    for year in ("2018", "2025"):
        first = "20180101" if year == "2018" else "20250303"  # both Mondays
        data = file(SERIES.format(n=1).replace("20261123", first).replace("s@x", year))
        assert whats(take_in(one_branch, SYSTEM, data, "s.ics", how)) == ["new"], year
        assert whats(take_in(one_branch, SYSTEM, data, "s.ics", how)) == ["same"]
    with one_branch.read() as r:
        found = service.plan_days(r, [MONDAY])[0].wishes
    assert len(found) == 2
    assert all(w.windows[0].first_day == MONDAY for w in found)


def test_all_later_times_moved_is_no_rule_for_a_request(one_branch: Book, three: list[str]) -> None:
    later = MOVED.format(n=1).replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;")
    seen = take_in(one_branch, SYSTEM, file(SERIES.format(n=1), later), "s.ics",
                   Taking(become="request", people=tuple(three)))  # fmt: skip
    assert whats(seen) == ["refused"]
    assert seen.items[0].reason


def test_what_was_called_off_and_is_held_again_comes_back(one_branch: Book, three: list[str]) -> None:
    how = Taking(become="request", kind="training", people=tuple(three))
    for text, expected in (
        (event(sequence=1, start="20261124T093000"), "new"),
        (event(sequence=2, start="20261124T093000", more="STATUS:CANCELLED"), "off"),
        (event(sequence=3, start="20261124T140000"), "changed"), (event(sequence=3, start="20261124T140000"), "same"),
    ):  # fmt: skip
        with one_branch.read() as r:
            shown = whats(look(r, SYSTEM, file(text), "o.ics", how))
        if expected == "off":
            service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
        assert whats(take_in(one_branch, SYSTEM, file(text), "o.ics", how)) == [expected] == shown
    with one_branch.read() as r:
        (one,) = ledger.meetings(r)
        held = ledger.sittings_of(r, one.subject)
    assert (one.state, one.wish.wished_minute, one.uid_sequence) == ("requested", 840, 3)
    assert [h.state for h in held] == ["freed"], "its people may have something else by now: it is planned anew"


def test_what_one_may_not_change_leaves_the_other_events(one_branch: Book, three: list[str]) -> None:
    clerk = three[0]
    add_user(one_branch, SYSTEM, login="u", person=clerk, name="N", roles=(Role.STAFF,))
    how = Taking(become="request", people=(clerk,))
    assert whats(take_in(one_branch, clerk, file(event(sequence=1, start="20261124T093000")), "o.ics", how)) == ["new"]
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    data = file(event(sequence=2, start="20261124T140000"), event("b@outlook", start="20261126T140000"))
    with one_branch.read() as r:
        assert whats(look(r, clerk, data, "o.ics", how)) == ["refused", "new"]
    assert whats(take_in(one_branch, clerk, data, "o.ics", how)) == ["refused", "new"]
    with one_branch.read() as r:
        assert len(ledger.meetings(r)) == 2


def test_a_busy_time_is_struck_out_by_its_title_and_put_back(
    one_branch: Book, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import contextmanager
    from types import SimpleNamespace

    from supervisor.cli import meetings_files
    from supervisor.cli.main import build

    take_in(one_branch, SYSTEM, file(event(), event("b@outlook", start="20261126T140000")), "x.ics",
            Taking(people=(three[0],)))  # fmt: skip

    @contextmanager
    def opened():
        yield SimpleNamespace(book=one_branch, actor=SYSTEM, read=one_branch.read)

    monkeypatch.setattr(meetings_files, "opened", opened)

    def run(*words: str) -> None:
        build()(["meetings", "strike-busy", *words], exit_on_error=False, print_error=False)

    for wrong in (("别的会", "--reason", "x"), ("总行视频会", "--reason", "x"), ("a@outlook",)):
        with pytest.raises(BadInput):
            run(*wrong)
    run("总行视频会", "--day", "2026-11-25", "--reason", "他不参加")
    assert [one.uid for one in busy(one_branch)] == ["b@outlook"]
    run("a@outlook", "--undo")
    assert {one.uid for one in busy(one_branch)} == {"a@outlook", "b@outlook"}
