"""Ticket files through the book: each ticket once, whatever the order; rights, closed months, what is read after."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pytest

from supervisor.branch.ledger import posts
from supervisor.branch.records import Opening
from supervisor.branch.service import found_branch, set_hours, set_post, set_service_class
from supervisor.branch.staff import add_person
from supervisor.errors import Refused
from supervisor.journal import lock_month
from supervisor.language import Words, use_language
from supervisor.roster.cover import without
from supervisor.roster.records import Duty, Lunch
from supervisor.roster.service import plan_day, record_absence
from supervisor.traffic import ledger, service
from supervisor.traffic.intake import ImportCancelled
from supervisor.traffic.outlook import today as outlook
from supervisor.traffic.synthetic import ClassShape, DayShape, generate_day, published_demand, staffing_shifts
from supervisor.traffic.ticket_csv import write_ticket_csv
from supervisor.traffic.tickets import join

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
SHAPES = (ClassShape("walk", "A", 3, 4, 25), ClassShape("firm", "C", 1, 9, 40))
WINDOWS = {"walk": ("101", "102", "103", "104", "105", "106"), "firm": ("201", "202", "203", "204")}


def tickets_of(*days: date, factor: float = 1.0):
    demand = published_demand(SHAPES)
    shifts = staffing_shifts(WINDOWS, 510, 1050)
    return [generate_day(11, DayShape(day, 510, 1050, factor=factor), demand, shifts) for day in days]


def weekdays(last: date, count: int) -> list[date]:
    days = [last - timedelta(days=n) for n in range(count * 2)]
    return sorted([day for day in days if day.weekday() < 5][:count])


@pytest.fixture
def branch_book(any_book):
    any_book.set_now(lambda: NOW)
    found_branch(any_book, "system", name="West Gate", target_minutes=10, target_share=0.8)
    set_hours(any_book, "system", range(1, 6), Opening(510, 1050), valid_from=date(2020, 1, 1))
    set_service_class(any_book, "system", "walk", Words("个人业务", "Personal"))
    for code, name in (("W", "walk"), ("F", "firm")):
        set_post(any_book, "system", code=code, name=Words(f"{code}柜", f"Desk {code}"), zone="hall",
                 service_class=name, skill="", stations=4, min_cover=1, dual_control=False)  # fmt: skip
    return any_book


def test_a_file_is_taken_once(branch_book, tmp_path: Path):
    days = weekdays(date(2026, 11, 13), 3)
    parts = tickets_of(*days)
    write_ticket_csv(tmp_path / "a.csv", parts)
    shares: list[float] = []
    report = service.import_tickets(branch_book, "system", tmp_path / "a.csv", progress=shares.append)
    count = sum(map(len, parts))
    assert (report.new, report.known, report.rejected_rows, report.rows) == (count, 0, 0, count)
    assert report.days == tuple(days)
    assert shares[-1] == 1
    assert shares == sorted(shares)
    again = service.import_tickets(branch_book, "system", tmp_path / "a.csv")
    assert (again.new, again.known, again.days) == (0, count, ())
    with branch_book.read() as r:
        assert ledger.known_days(r) == (days[0], days[-1])
        assert [len(ledger.blocks_of(r, day)) for day in days] == [1, 1, 1]
        assert [ledger.actual_day(r, day).tickets for day in days] == [len(part) for part in parts]
        (file,) = ledger.files_taken(r)
        assert (file.file, file.new_count, file.known_count) == ("a.csv", count, count)


def test_overlapping_files_resolve_by_ticket_in_either_order(branch_book, tmp_path: Path):
    day = date(2026, 11, 12)
    (whole,) = tickets_of(day)
    half, rest = whole.take(slice(0, 200)), whole.take(slice(150, None))
    write_ticket_csv(tmp_path / "half.csv", [half])
    write_ticket_csv(tmp_path / "rest.csv", [rest])
    for name in ("rest.csv", "half.csv"):
        service.import_tickets(branch_book, "system", tmp_path / name)
    with branch_book.read() as r:
        assert len(ledger.blocks_of(r, day)) == 2
        found = ledger.tickets_of(r, day)
        assert found.number.tolist() == whole.number.tolist()
        assert found.called.tolist() == whole.called.tolist()
        assert ledger.actual_day(r, day).tickets == len(whole)


def test_a_later_export_completes_what_was_open(branch_book, tmp_path: Path):
    text = "票号,业务类型,取号时间,叫号时间,结束时间,结果\nA001,个人业务,2026-11-12 09:00:00,{},{},{}\n"
    (tmp_path / "noon.csv").write_text(text.format("", "", "等待"), encoding="utf-8")
    (tmp_path / "evening.csv").write_text(
        text.format("2026-11-12 09:07:00", "2026-11-12 09:11:00", "已办理"), encoding="utf-8"
    )
    for name, new in (("noon.csv", 1), ("evening.csv", 1), ("noon.csv", 0)):
        assert service.import_tickets(branch_book, "system", tmp_path / name).new == new
    with branch_book.read() as r:
        day = ledger.actual_day(r, date(2026, 11, 12))
    assert (day.tickets, day.served, day.longest_wait_minutes, day.classes) == (1, 1, 7, ("walk",))


def test_doubles_future_days_and_bad_rows_are_reported(branch_book, tmp_path: Path):
    (tmp_path / "odd.csv").write_text(
        "票号,取号时间,叫号时间\nA1,2026-11-12 09:00:00,\nA2,2026-11-12 09:00:00,2026-11-12 08:00:00\n"
        "A1,2026-11-12 09:00:00,2026-11-12 09:03:00\nA3,2026-12-24 09:00:00,\n",
        encoding="utf-8",
    )
    report = service.import_tickets(branch_book, "system", tmp_path / "odd.csv")
    assert report.rejected == {"CALLED_EARLY": 1, "TWICE": 1, "FUTURE": 1}
    assert [fault.row for fault in report.faults] == [3, 4, 5]
    assert (report.rows, report.new) == (4, 1)
    assert report.rows == report.new + report.known + report.rejected_rows
    with branch_book.read() as r:
        (file,) = ledger.files_taken(r)
        assert ledger.rejected_rows(r, file.listing) == [(3, "CALLED_EARLY"), (4, "TWICE"), (5, "FUTURE")]


def test_a_closed_month_takes_no_more_tickets(branch_book, tmp_path: Path):
    days = [date(2026, 10, 30), date(2026, 11, 2)]
    write_ticket_csv(tmp_path / "a.csv", tickets_of(*days))
    with branch_book.write("system") as w:
        lock_month(w, "2026-10")
    report = service.import_tickets(branch_book, "system", tmp_path / "a.csv")
    assert (report.days, report.refused_days) == ((days[1],), (days[0],))
    assert report.new + report.refused_tickets == report.rows


def test_without_the_right_or_cancelled_nothing_is_taken(branch_book, tmp_path: Path):
    write_ticket_csv(tmp_path / "a.csv", tickets_of(date(2026, 11, 12)))
    with pytest.raises(Refused):
        service.import_tickets(branch_book, "person:nobody", tmp_path / "a.csv")
    calls = iter([False] * 2)
    with pytest.raises(ImportCancelled):
        service.import_tickets(branch_book, "system", tmp_path / "a.csv", cancelled=lambda: next(calls, True))
    with branch_book.read() as r:
        assert ledger.known_days(r) is None
        assert ledger.files_taken(r) == []


def test_a_rebuilt_ledger_is_the_same(branch_book, tmp_path: Path):
    day = date(2026, 11, 12)
    (whole,) = tickets_of(day)
    for at, part in enumerate((whole.take(slice(100, None)), whole.take(slice(0, 180)))):
        write_ticket_csv(tmp_path / f"{at}.csv", [part])
        service.import_tickets(branch_book, "system", tmp_path / f"{at}.csv")
    with branch_book.read() as r:
        before = (ledger.actual_day(r, day).by_class, ledger.files_taken(r), ledger.blocks_of(r, day))
    branch_book.rebuild()
    with branch_book.read() as r:
        assert (ledger.actual_day(r, day).by_class, ledger.files_taken(r), ledger.blocks_of(r, day)) == before


def test_forecast_of_a_known_branch(branch_book):
    days = weekdays(date(2026, 11, 19), 60)
    service.record_tickets(branch_book, "system", tickets_of(*days), "synthetic")
    with branch_book.read() as r:
        expected = outlook.forecast_day(r, date(2026, 11, 23))  # a Monday
        real = [ledger.actual_day(r, day).total().sum() for day in days if day.weekday() == 0]
        closed = outlook.forecast_day(r, date(2026, 11, 22))
    assert expected.classes == ("firm", "walk")
    assert (expected.first_minute, expected.quarters) == (510, 36)
    assert expected.history_days == 60
    assert expected.total == pytest.approx(np.mean(real), rel=0.12)
    assert expected.total_low < expected.total < expected.total_high
    assert sum(row.sum() for row in expected.arrivals.values()) == pytest.approx(expected.total)
    assert expected.customers().shape == (36,)
    for name in expected.classes:
        assert (expected.low[name] <= expected.arrivals[name]).all()
        assert (expected.arrivals[name] <= expected.high[name]).all()
    assert (expected.customers_low <= expected.customers()).all()
    assert (expected.customers() <= expected.customers_high).all()
    assert (expected.customers_high - expected.customers_low).sum() < sum(
        (expected.high[name] - expected.low[name]).sum() for name in expected.classes
    )
    assert expected.service_minutes == pytest.approx({"walk": 4, "firm": 9}, rel=0.1)
    assert (expected.target_minutes, expected.target_share) == (10, 0.8)
    assert (closed.classes, closed.quarters, closed.total) == ((), 0, 0)


def test_a_day_still_running_teaches_nothing_yet(branch_book):
    days = weekdays(date(2026, 11, 19), 20)
    today = NOW.date()
    (running,) = tickets_of(today, factor=0.1)
    service.record_tickets(branch_book, "system", [*tickets_of(*days), running], "synthetic")
    with branch_book.read() as r:
        before = outlook.forecast_day(r, date(2026, 11, 23))
    evening = datetime.combine(today, time(12), UTC)  # 20:00 in the branch
    branch_book.set_now(lambda: evening)
    with branch_book.read() as r:
        after = outlook.forecast_day(r, date(2026, 11, 23))
    assert (before.history_days, after.history_days) == (20, 21)


def test_without_tickets_nothing_is_invented(branch_book):
    with branch_book.read() as r:
        expected = outlook.forecast_day(r, date(2026, 11, 23))
        view = outlook.staff_view(r, date(2026, 11, 23))
        profile = outlook.profile(r, date(2026, 1, 1), date(2026, 11, 1))
    assert (expected.classes, expected.total, expected.history_days, expected.quarters) == ((), 0, 0, 36)
    assert view.peaks == []
    assert (profile.classes, int(profile.days.sum())) == ((), 0)
    assert profile.mean_day().size == 0


def test_profile_is_the_mean_by_weekday(branch_book):
    days = weekdays(date(2026, 11, 19), 10)
    parts = tickets_of(*days)
    service.record_tickets(branch_book, "system", parts, "synthetic")
    with branch_book.read() as r:
        profile = outlook.profile(r, days[0], days[-1])
    assert profile.days.tolist() == [2, 2, 2, 2, 2, 0, 0]
    assert profile.customers().sum() * 2 == pytest.approx(sum(map(len, parts)))
    assert profile.mean_day().sum() == pytest.approx(sum(map(len, parts)) / 10)
    assert profile.wait_minutes.shape == profile.customers().shape


def test_windows_and_their_ratings(branch_book):
    day = date(2026, 11, 12)
    (tickets,) = tickets_of(day)
    service.record_tickets(branch_book, "system", [tickets], "synthetic")
    with branch_book.read() as r:
        found = ledger.rated_windows(r, day, day)
    assert {one.server for one in found} == {*WINDOWS["walk"], *WINDOWS["firm"]}
    assert sum(one.rated for one in found) == int((tickets.rating > 0).sum())


def test_classes_that_no_post_serves_are_one_queue(branch_book):
    days = weekdays(date(2026, 11, 19), 20)
    strange = [
        type(part)(
            **{name: getattr(part, name) for name in part.__slots__[:-2]}, classes=("X", "Y"), servers=part.servers
        )
        for part in tickets_of(*days)
    ]
    service.record_tickets(branch_book, "system", [join(strange)], "synthetic")
    with branch_book.read() as r:
        view = outlook.staff_view(r, date(2026, 11, 23))
    assert view.forecast.classes == (outlook.ALL,)
    assert view.forecast.arrivals[outlook.ALL].sum() == pytest.approx(view.forecast.total)
    assert view.peaks, "nobody is planned, so customers wait out their patience"
    assert view.peaks[0].wait_minutes_with_one_fewer == pytest.approx(
        view.forecast.patience_minutes[outlook.ALL], rel=1e-6
    )


def test_backtest_on_the_book(branch_book):
    days = weekdays(date(2026, 11, 19), 50)
    service.record_tickets(branch_book, "system", tickets_of(*days), "synthetic")
    with branch_book.read() as r:
        result = outlook.backtest_days(r, days[30], days[-1])
    assert result.days == 20
    assert 0 < result.wape < 0.6
    assert 0.6 < result.covered < 0.97


def test_the_report_says_in_words_what_became_of_the_file(branch_book, tmp_path: Path):
    (tmp_path / "odd.csv").write_text(
        "票号,取号时间,叫号时间\nA1,2026-11-12 09:00:00,\nA2,2026-11-12 09:00:00,2026-11-12 08:00:00\n"
        "A3,2026-10-12 09:00:00,\n",
        encoding="utf-8",
    )
    with branch_book.write("system") as w:
        lock_month(w, "2026-10")
    use_language("en")
    text = str(service.import_tickets(branch_book, "system", tmp_path / "odd.csv"))
    assert "3 rows, 1 new tickets" in text
    assert "1 × called before the customer arrived" in text
    assert "odd.csv 3:" in text
    assert "closed months (2026-10-12" in text


def test_planned_people_are_those_on_post_and_not_away(branch_book):
    """Duties less absences and lunches, by class and quarter-hour, in parts where somebody leaves midway."""
    day = date(2026, 11, 23)
    wei, lin, hao = (
        add_person(branch_book, "system", no=no, name=name, role="teller", joined=date(2026, 1, 1))
        for no, name in (("007", "Wei"), ("008", "Lin"), ("009", "Hao"))
    )
    with branch_book.read() as r:
        post = {one.code: one.subject for one in posts(r)}
    plan_day(
        branch_book,
        "system",
        day,
        [Duty(wei, post["W"], 510, 1050), Duty(lin, post["W"], 540, 1050), Duty(hao, post["F"], 480, 700)],
        [Lunch(wei, 705, 750)],
    )
    record_absence(branch_book, "system", day, lin, "training", start_minute=900, end_minute=1440)
    with branch_book.read() as r:
        shifts = outlook.shifts_of(r, day)
        planned = outlook.planned_staff(r, day, 510, 36)
    assert sorted((one.server, one.service_class, one.start_minute, one.end_minute) for one in shifts) == [
        ("007", "walk", 510, 705),
        ("007", "walk", 750, 1050),
        ("008", "walk", 540, 900),
        ("009", "firm", 480, 700),
    ]
    walk = [1, 1] + [2] * 11 + [1, 1, 1] + [2] * 10 + [1] * 10
    assert planned["walk"].tolist() == walk
    assert planned["firm"][:12].tolist() == [1] * 12
    assert planned["firm"][12] == pytest.approx(10 / 15)
    assert planned["firm"][13:].sum() == 0


def test_peaks_of_a_day_follow_the_roster(branch_book):
    """With everybody on post there are fewer tight hours than when half of them sit in a meeting."""
    day = date(2026, 11, 23)
    service.record_tickets(branch_book, "system", tickets_of(*weekdays(date(2026, 11, 19), 30)), "synthetic")
    with branch_book.read() as r:
        post = {one.code: one.subject for one in posts(r)}
    people = [
        add_person(branch_book, "system", no=f"{n:03d}", name=f"P{n}", role="teller", joined=date(2026, 1, 1))
        for n in range(16)
    ]
    tight = []
    for count in (8, 4):
        duties = [Duty(one, post["W" if n < count else "F"], 510, 1050) for n, one in enumerate(people[: 2 * count])]
        plan_day(branch_book, "system", day, duties)
        with branch_book.read() as r:
            found = outlook.peaks_of(r, day)
        tight.append(sum(peak.end_minute - peak.start_minute for peak in found))
    assert tight[0] < tight[1]
    assert tight[1] > 0


@pytest.mark.parametrize(
    ("gaps", "left"),
    [
        ((), [(510, 1050)]),
        (((700, 745),), [(510, 700), (745, 1050)]),
        (((500, 520), (1040, 1060)), [(520, 1040)]),
        (((600, 700), (650, 760)), [(510, 600), (760, 1050)]),
        (((400, 1200),), []),
        (((1100, 1200),), [(510, 1050)]),
    ],
)
def test_a_duty_without_its_gaps(gaps, left):
    assert without((510, 1050), gaps) == left
