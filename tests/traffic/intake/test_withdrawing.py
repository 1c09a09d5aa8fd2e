"""A file taken in by mistake is withdrawn: its days are as if it had never come; other files keep what they gave."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from supervisor.branch.service import found_branch, set_service_class
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book, lock_month
from supervisor.language import Words
from supervisor.traffic import ledger
from supervisor.traffic.intake import ImportCancelled, file_rows
from supervisor.traffic.service import import_tickets, keep_classes, withdraw_file
from tests.traffic.intake.files import HEAD, ONE, PLAIN, TWO

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 3)


@pytest.fixture
def branch(book: Book) -> Book:
    book.set_now(lambda: NOW)
    found_branch(book, SYSTEM, name="支行")
    set_service_class(book, SYSTEM, "vip", Words("贵宾业务", "VIP"))
    return book


def bring(book: Book, folder: Path, name: str, text: str, encoding: str = "utf-8") -> str:
    """Take a file in; returns its digest."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return import_tickets(book, SYSTEM, path).digest


def numbers(book: Book, day: date = DAY) -> list[bytes]:
    with book.read() as r:
        found = ledger.tickets_of(r, day).number.tolist()
        summary = ledger.summaries(r, day, day).get(day)
        assert (summary.tickets if summary else 0) == len(found), "the day's figures are those of its tickets"
    return found


def test_withdrawn_and_taken_again(any_book: Book, tmp_path: Path) -> None:
    branch = any_book
    branch.set_now(lambda: NOW)
    digest = bring(branch, tmp_path, "a.csv", PLAIN)
    assert numbers(branch) == [b"A001", b"A002"]
    assert withdraw_file(branch, SYSTEM, digest, "wrong branch").days == (DAY,)
    assert numbers(branch) == []
    with branch.read() as r:
        assert ledger.known_days(r) is None
        assert ledger.files_taken(r)[0].withdrawn_ms
    with pytest.raises(BadInput):
        withdraw_file(branch, SYSTEM, digest)
    assert import_tickets(branch, SYSTEM, tmp_path / "a.csv").new == 2
    assert numbers(branch) == [b"A001", b"A002"]
    branch.rebuild()
    assert numbers(branch) == [b"A001", b"A002"]
    assert branch.verify().ok


@pytest.mark.parametrize("second", [f"{HEAD}\n{ONE}\n", PLAIN, f"{HEAD}\n{TWO}\n{ONE.replace('A001', 'A003')}\n"])
@pytest.mark.parametrize("first_goes", [True, False])
def test_what_another_file_gave_stays(branch: Book, tmp_path: Path, second: str, first_goes: bool) -> None:
    """Also where the other gave the same to the letter, in another encoding, or less."""
    one = bring(branch, tmp_path, "a.csv", PLAIN)
    two = bring(branch, tmp_path, "b.csv", second, "gbk")
    withdraw_file(branch, SYSTEM, one if first_goes else two)
    alone = [line.split(",")[0].encode() for line in (second if first_goes else PLAIN).splitlines()[1:]]
    assert sorted(numbers(branch)) == sorted(alone)
    withdraw_file(branch, SYSTEM, two if first_goes else one)
    assert numbers(branch) == []


def test_of_three_files_one_goes(branch: Book, tmp_path: Path) -> None:
    for name in ("A001", "A002", "A003"):
        digest = bring(branch, tmp_path, f"{name}.csv", f"{HEAD}\n{ONE.replace('A001', name)}\n")
    withdraw_file(branch, SYSTEM, digest)
    assert numbers(branch) == [b"A001", b"A002"]
    with branch.read() as r:
        assert ledger.summaries(r, DAY, DAY)[DAY].tickets == 2


def test_a_closed_month_keeps_its_files(branch: Book, tmp_path: Path) -> None:
    digest = bring(branch, tmp_path, "a.csv", PLAIN.replace("2026-11-03", "2026-10-30"))
    with branch.write(SYSTEM) as w:
        lock_month(w, "2026-10")
    with pytest.raises(Refused):
        withdraw_file(branch, SYSTEM, digest)
    with pytest.raises(Refused):
        withdraw_file(branch, "person:nobody", digest)


def test_two_laptops_one_of_which_withdraws(branch: Book, tmp_path: Path) -> None:
    """The same file came in on both; withdrawn on one it is withdrawn there alone until it is on the other, too."""
    digest = bring(branch, tmp_path, "a.csv", PLAIN)
    with Book.create(tmp_path / "other.book", branch=branch.branch) as other:
        other.set_now(lambda: NOW)
        other.merge(branch.export())
        other_digest = bring(other, tmp_path, "b.csv", PLAIN + "\n")
        withdraw_file(branch, SYSTEM, digest)
        branch.merge(other.export(since=branch.vector()))
        other.merge(branch.export(since=other.vector()))
        assert numbers(branch) == numbers(other)
        withdraw_file(other, SYSTEM, other_digest)
        branch.merge(other.export(since=branch.vector()))
        assert numbers(branch) == numbers(other) == []


SAME = {
    "without seconds": PLAIN.replace(":12,", ",").replace("08:05:12", "08:05"),
    "in another spelling": PLAIN.replace("2026-11-03 08:05:12", "2026年11月3日 8时5分12秒"),
    "numbers in another form": PLAIN.replace("A001", "a1").replace("A002", "A-002"),
    "other columns": "票号,取号时间,评价\nA001,2026-11-03 08:05:12,5\nA002,2026-11-03 08:06:00,4\n",
    "an earlier state": f"{HEAD}\n{ONE.split(',2026-11-03 08:09')[0]},,,等待,,\n",
}


@pytest.mark.parametrize("name", SAME)
@pytest.mark.parametrize("fuller_first", [True, False])
def test_one_ticket_is_one_in_any_file(branch: Book, tmp_path: Path, name: str, fuller_first: bool) -> None:
    files = [("a.csv", PLAIN, "utf-8"), ("b.csv", SAME[name], "gbk")]
    for file in files if fuller_first else files[::-1]:
        bring(branch, tmp_path, *file)
    with branch.read() as r:
        found = ledger.tickets_of(r, DAY)
        assert ledger.summaries(r, DAY, DAY)[DAY].tickets == 2
    assert found.arrived.tolist() == [29112, 29160]
    assert found.finished.tolist() == [29730, 29760]
    assert found.rating.tolist() == [5, 4]


def test_a_later_file_brings_what_the_first_lacked(branch: Book, tmp_path: Path) -> None:
    bare = "\n".join(",".join(line.split(",")[:4]) for line in PLAIN.splitlines())
    bring(branch, tmp_path, "noon.csv", bare)
    report = import_tickets(branch, SYSTEM, _file(tmp_path, PLAIN))
    assert (report.new, report.known) == (2, 0)
    with branch.read() as r:
        assert ledger.tickets_of(r, DAY).finished.tolist() == [29730, 29760]
        assert len(ledger.blocks_of(r, DAY)) == 2, "the journal keeps both"


def test_numbers_that_begin_anew_each_day_are_other_tickets(branch: Book, tmp_path: Path) -> None:
    bring(branch, tmp_path, "a.csv", PLAIN + ONE.replace("2026-11-03", "2026-11-04") + "\n")
    assert (len(numbers(branch)), len(numbers(branch, date(2026, 11, 4)))) == (2, 1)


def test_names_of_classes_are_said_once(branch: Book, tmp_path: Path) -> None:
    path = _file(tmp_path, PLAIN.replace("个人业务", "ＶＩＰ 室").replace("对公业务", "贵宾业务"))
    assert import_tickets(branch, SYSTEM, path).own_classes == ("VIP 室",)
    with branch.read() as r:
        (file,) = ledger.files_taken(r)
    withdraw_file(branch, SYSTEM, file.file_digest)
    with pytest.raises(BadInput, match="gold"):
        keep_classes(branch, SYSTEM, {"VIP室": "gold"})
    with pytest.raises(Refused):
        keep_classes(branch, "person:nobody", {"VIP室": "vip"})
    keep_classes(branch, SYSTEM, {"vip室": "vip"})
    assert import_tickets(branch, SYSTEM, path).own_classes == ()
    with branch.read() as r:
        assert set(ledger.summaries(r, DAY, DAY)[DAY].classes) == {"vip"}


def test_dates_mistyped_far_away_are_pointed_out(branch: Book, tmp_path: Path) -> None:
    lines = [f"A{n:03d},2026-11-{day:02d} 08:{n:02d}:12" for day in range(3, 7) for n in range(30)]
    text = "\n".join(("票号,取号时间", *lines, "A001,2025-11-03 08:00:00"))
    report = import_tickets(branch, SYSTEM, _file(tmp_path, text))
    assert report.days_apart == (date(2025, 11, 3),)
    assert "2025-11-03" in str(report)


def test_cancelled_between_days_nothing_is_kept(branch: Book, tmp_path: Path) -> None:
    text = PLAIN + ONE.replace("2026-11-03", "2026-11-04") + "\n"
    asked: list[bool] = []

    def late() -> bool:
        asked.append(True)
        return len(asked) > 4  # after the reading, between the first day and the second

    with pytest.raises(ImportCancelled):
        import_tickets(branch, SYSTEM, _file(tmp_path, text), cancelled=late)
    assert numbers(branch) == []
    with branch.read() as r:
        assert ledger.files_taken(r) == []


def _file(folder: Path, text: str) -> Path:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_who_takes_a_file_in_says_how_its_dates_are_meant(branch: Book, tmp_path: Path) -> None:
    path = _file(tmp_path, PLAIN.replace("2026-11-03", "11/3/2026"))
    with pytest.raises(BadInput):
        import_tickets(branch, SYSTEM, path)
    with branch.read() as r:
        assert ledger.known_days(r) is None
    assert import_tickets(branch, SYSTEM, path, date_order="mdy").days == (DAY,)
    rows, sheet = file_rows(path)
    assert (len(list(rows)), sheet) == (3, "")
