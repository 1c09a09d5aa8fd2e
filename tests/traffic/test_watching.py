"""A watched folder: the file of a queue machine that grows, is rewritten, locked, emptied, gone, and seen by two."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from supervisor.branch.faults import WrongField
from supervisor.branch.records import Opening
from supervisor.branch.service import found_branch, set_hours, set_service_class
from supervisor.errors import Refused
from supervisor.journal import Book, lock_month
from supervisor.language import Words
from supervisor.traffic.files.ledger import files_taken
from supervisor.traffic.ledger import actual_day, blocks_of, tickets_of
from supervisor.traffic.service import import_tickets, keep_classes, withdraw_file
from supervisor.traffic.taking.layouts import keep_mapping
from supervisor.traffic.tickets import NEVER, Outcome
from supervisor.traffic.watching import entering
from supervisor.traffic.watching import watch as watching
from supervisor.traffic.watching.entering import MOST_PARTS
from supervisor.traffic.watching.files import whole_lines
from supervisor.traffic.watching.naming import folder_here, watch_folder
from supervisor.traffic.watching.watch import Looked, Watch, known_words
from tests.traffic.queue_machine import HEAD, Machine

DAY = date(2026, 11, 20)
NINE = datetime(2026, 11, 20, 9, 0)


def founded(book: Book) -> Book:
    found_branch(book, "system", name="West Gate", target_minutes=10, target_share=0.8)
    set_hours(book, "system", range(1, 6), Opening(510, 1050), valid_from=date(2020, 1, 1))
    set_service_class(book, "system", "walk", Words("个人业务", "Personal"))
    return book


@pytest.fixture
def branch_book(book: Book) -> Book:
    return founded(book)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(watching, "INSTANT_SECONDS", 0.0)
    made = tmp_path / "queue"
    made.mkdir()
    return made


def look(watch: Watch, book: Book, at: datetime) -> Looked:
    book.set_now(lambda: at.replace(tzinfo=UTC) - timedelta(hours=8))
    with book.read() as r:
        known = known_words(r)
    return watch.enter(book, "system", watch.look(known))


def seen(book: Book, day: date = DAY) -> list[tuple[str, int, int, int]]:
    with book.read() as r:
        found = tickets_of(r, day)
    columns: list[Any] = [found.number, found.called != NEVER, found.finished != NEVER, found.outcome]
    return [(n.decode(), int(c), int(f), int(o)) for n, c, f, o in zip(*columns, strict=True)]


def test_a_file_that_grows_is_taken_ticket_by_ticket_and_what_is_rewritten_is_updated(branch_book, folder):
    machine, watch = Machine(folder / "today.csv", NINE), Watch(folder)
    for minute in range(12):
        machine.write(NINE + timedelta(minutes=minute))
        done = look(watch, branch_book, NINE + timedelta(minutes=minute))
        assert done.remarks == ()
    rows = machine.rows(NINE + timedelta(minutes=11))
    found = seen(branch_book)
    assert [number for number, *_ in found] == [line.split(",")[0] for line in rows], "each ticket once"
    assert [bool(called) for _n, called, *_ in found] == [bool(line.split(",")[3]) for line in rows]
    assert [bool(ended) for _n, _c, ended, _o in found] == [bool(line.split(",")[4]) for line in rows]
    assert {outcome for *_, outcome in found} == {Outcome.OPEN, Outcome.SERVED}, "who waits has not left"
    with branch_book.read() as r:
        assert actual_day(r, DAY).tickets == len(rows)
        (file,) = files_taken(r)
    assert (file.file, file.new_count) == ("today.csv", 1)
    assert look(Watch(folder), branch_book, NINE + timedelta(minutes=11)).new == 0, "another process looks again"


def test_a_look_at_a_file_that_did_not_change_opens_nothing_and_writes_nothing(branch_book, folder, monkeypatch):
    machine, watch = Machine(folder / "today.csv", NINE), Watch(folder)
    machine.write(NINE)
    look(watch, branch_book, NINE)
    monkeypatch.setattr(watching, "_read", lambda *_a, **_k: pytest.fail("opened"))
    before = branch_book.vector()
    look(watch, branch_book, NINE + timedelta(minutes=1))
    assert branch_book.vector() == before
    monkeypatch.undo()
    os.utime(machine.path)  # touched, the same within
    assert look(watch, branch_book, NINE + timedelta(minutes=2)).new == 0
    assert branch_book.vector() == before


def test_a_line_half_written_waits_and_is_taken_when_it_stays_the_last(branch_book, folder):
    machine, watch = Machine(folder / "today.csv", NINE), Watch(folder)
    machine.write(NINE, tail="A002,个人业务,2026-11-20 09:0")
    done = look(watch, branch_book, NINE)
    assert ([one[0] for one in seen(branch_book)], done.files[0].waits_for_end) == (["A001"], True)
    machine.write(NINE, tail="A002,个人业务,2026-11-20 09:00:48,,,")
    look(watch, branch_book, NINE + timedelta(minutes=1))
    assert [one[0] for one in seen(branch_book)] == ["A001"]
    done = look(watch, branch_book, NINE + timedelta(minutes=2))  # the same as before: it was the end of the file
    assert ([one[0] for one in seen(branch_book)], done.files[0].waits_for_end) == (["A001", "A002"], False)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-16"])
def test_lines_are_parted_in_every_encoding(encoding):
    whole, torn = "票号,时间\nA1,09:00\n", "A2,上"
    assert whole_lines((whole + torn).encode(encoding)) == (whole.encode(encoding), True)
    assert whole_lines(whole.encode(encoding)) == (whole.encode(encoding), False)


def test_a_file_that_is_locked_emptied_gone_or_written_anew_is_said_once_and_costs_nothing(
    branch_book, folder, monkeypatch
):
    machine, watch = Machine(folder / "today.csv", NINE), Watch(folder)
    machine.write(NINE + timedelta(minutes=5))
    look(watch, branch_book, NINE + timedelta(minutes=5))
    taken = {one[0] for one in seen(branch_book)}
    at = NINE + timedelta(minutes=6)

    def twice() -> tuple[list[str], list[str]]:
        first, again = look(watch, branch_book, at), look(watch, branch_book, at)
        assert taken <= {one[0] for one in seen(branch_book)}
        return [one.status for one in first.remarks], [one.status for one in again.remarks]

    def locked(*_a: Any, **_k: Any) -> None:
        raise PermissionError(13, "in use")

    with monkeypatch.context() as patched:
        machine.write(at)
        patched.setattr(watching, "_read", locked)
        assert twice() == (["warning"], [])
    assert twice() == (["good"], []), "tried again though the file did not change"
    machine.put("", at)
    assert twice() == (["warning"], [])
    machine.put(f"{HEAD}\nA900,个人业务,2026-11-20 09:05:30,,,\n", at)
    assert twice() == (["good", "warning"], []), "written anew, with fewer tickets than it had"
    assert "A900" in [one[0] for one in seen(branch_book)]
    machine.put("colour,size\nred,big\n", at)
    assert twice() == (["warning"], [])
    machine.path.unlink()
    assert twice() == (["info"], [])
    folder.rename(folder.parent / "away")
    assert twice() == (["warning"], [])
    (folder.parent / "away").rename(folder)
    assert twice() == (["good"], [])


def test_a_bad_file_beside_costs_the_good_one_nothing(branch_book, folder):
    (folder / "log.txt").write_text("started\nstopped\n")
    (folder / "counts.csv").write_text("日期,8点,9点,10点\n2026-11-19,1,2,3\n", encoding="utf-8")
    (folder / "torn.xlsx").write_bytes(b"PK\x03\x04 half a workbook")
    (folder / "~$torn.xlsx").write_bytes(b"x")
    Machine(folder / "today.csv", NINE).write(NINE)
    now = datetime.now(UTC).timestamp()
    for path in folder.iterdir():
        os.utime(path, (now, now))
    done = look(Watch(folder), branch_book, NINE)
    assert done.new == 1
    assert sorted(one.file for one in done.remarks) == ["counts.csv", "log.txt", "torn.xlsx"]
    assert [one.file for one in done.files if not one.fault] == ["today.csv"]


def test_headings_alone_are_the_morning_and_no_fault(branch_book, folder):
    machine, watch = Machine(folder / "today.csv", NINE), Watch(folder)
    machine.put(HEAD + "\n", NINE)
    assert look(watch, branch_book, NINE).remarks == ()
    machine.write(NINE)
    assert look(watch, branch_book, NINE).new == 1


def test_two_laptops_that_look_at_one_folder_double_nothing(branch_book, folder, new_place):
    with new_place("sqlite", "other").create(branch=branch_book.branch) as other:
        machine = Machine(folder / "today.csv", NINE)
        one, two = Watch(folder), Watch(folder)
        for minute in range(8):
            at = NINE + timedelta(minutes=minute)
            machine.write(at)
            look(one, branch_book, at)
            if minute % 2:
                look(two, other, at)
        other.merge(branch_book.export())
        branch_book.merge(other.export())
        rows = machine.rows(NINE + timedelta(minutes=7))
        assert seen(branch_book) == seen(other)
        assert len(seen(branch_book)) == len(rows)
        with branch_book.read() as r:
            assert actual_day(r, DAY).tickets == len(rows)
            assert len(files_taken(r)) == 1


def test_two_programs_on_one_book_enter_what_is_new_once(any_book, folder):
    branch_book = founded(any_book)
    machine, one, two = Machine(folder / "today.csv", NINE), Watch(folder), Watch(folder)
    for minute in range(4):
        at = NINE + timedelta(minutes=minute)
        machine.write(at)
        first = look(one, branch_book, at)
        before = branch_book.vector()
        assert (look(two, branch_book, at).new, branch_book.vector()) == (0, before), first


def test_many_parts_become_one_block_and_the_day_that_is_over_another(branch_book, folder):
    machine, watch = Machine(folder / "today.csv", NINE, serve_seconds=400), Watch(folder)
    most = 0
    for minute in range(MOST_PARTS + 5):
        at = NINE + timedelta(minutes=minute)
        machine.write(at)
        look(watch, branch_book, at)
        with branch_book.read() as r:
            most = max(most, len(blocks_of(r, DAY)))
    assert most == MOST_PARTS
    waiting = [one for one in seen(branch_book) if one[3] == Outcome.OPEN and not one[1]]
    assert waiting
    look(watch, branch_book, NINE + timedelta(days=1))
    with branch_book.read() as r:
        assert len(blocks_of(r, DAY)) == 1
        (file,) = files_taken(r)
    assert next(one for one in seen(branch_book) if one[0] == waiting[0][0])[3] == Outcome.LEFT
    assert file.new_count == len(machine.rows(at))
    import_tickets(branch_book, "system", machine.path)
    assert len(seen(branch_book)) == len(machine.rows(at)), "the same file by hand adds nothing"


def test_what_was_withdrawn_is_not_taken_again_and_closed_months_stay_closed(branch_book, folder):
    machine, watch = Machine(folder / "today.csv", NINE), Watch(folder)
    machine.write(NINE)
    look(watch, branch_book, NINE)
    with branch_book.read() as r:
        digest = files_taken(r)[0].file_digest
    withdraw_file(branch_book, "system", digest)
    at = NINE + timedelta(minutes=3)
    machine.write(at)
    done = look(watch, branch_book, at)
    assert (seen(branch_book), [one.status for one in done.remarks]) == ([], ["warning"])
    with branch_book.write("system") as w:
        lock_month(w, "2026-10")
    october = Machine(folder / "october.csv", datetime(2026, 10, 30, 9, 0))
    october.write(datetime(2026, 10, 30, 9, 5))
    os.utime(october.path, (machine.path.stat().st_mtime,) * 2)
    done = look(watch, branch_book, at)
    assert [(one.file, one.status) for one in done.remarks] == [("october.csv", "warning")]


def test_who_was_passed_by_waits_no_longer(branch_book, folder):
    lines = ["A001,个人业务,2026-11-20 09:00:00,,,"]
    lines += [f"A00{n},个人业务,2026-11-20 09:0{n}:00,2026-11-20 09:0{n}:30,," for n in range(2, 6)]
    lines += ["A006,个人业务,2026-11-20 09:06:00,,,"]
    machine = Machine(folder / "today.csv", NINE)
    machine.put("\n".join([HEAD, *lines]) + "\n", NINE)
    look(Watch(folder), branch_book, NINE + timedelta(minutes=10))
    assert [one[3] for one in seen(branch_book)] == [Outcome.LEFT, *[Outcome.OPEN] * 5]


def test_only_who_may_import_names_the_folder_and_what_is_wrong_is_said_at_its_field(branch_book, folder, monkeypatch):
    watch_folder(branch_book, "system", str(folder), pattern="*.csv", seconds=30)
    with branch_book.read() as r:
        named = folder_here(r)
    assert named is not None
    assert (named.folder, named.pattern, named.seconds) == (str(folder), "*.csv", 30)
    for field, wrong in (("folder", {"folder": str(folder / "no")}), ("seconds", {"seconds": 1}),
                         ("pattern", {"pattern": "../*"})):  # fmt: skip
        with pytest.raises(WrongField) as fault:
            watch_folder(branch_book, "system", **{"folder": str(folder), **wrong})
        assert fault.value.field == field
    with pytest.raises(Refused):
        watch_folder(branch_book, "person:nobody", str(folder))
    monkeypatch.setattr("platform.node", lambda: "another")
    with branch_book.read() as r:
        assert folder_here(r) is None, "each computer has its own"
    monkeypatch.undo()
    watch_folder(branch_book, "system", "")
    with branch_book.read() as r:
        assert folder_here(r) is None


def test_columns_said_later_make_a_file_readable_that_did_not_change(branch_book, folder):
    machine, watch = Machine(folder / "today.csv", NINE), Watch(folder)
    machine.put("Nr;came;went\n1;2026-11-20 08:50:10;2026-11-20 08:55:00\n", NINE)
    assert [one.status for one in look(watch, branch_book, NINE).remarks] == ["warning"]
    keep_mapping(branch_book, "system", ["Nr", "came", "went"], {"number": "Nr", "arrived": "came", "finished": "went"})
    done = look(watch, branch_book, NINE + timedelta(minutes=1))
    assert ([one.status for one in done.remarks], done.new) == (["good"], 1)


def test_of_a_file_of_many_days_only_the_day_that_changed_is_asked_for(branch_book, folder, monkeypatch):
    machine, watch = Machine(folder / "all.csv", NINE), Watch(folder)
    old = "".join(f"B{n:03d},个人业务,2026-11-{n:02d} 09:00:00,2026-11-{n:02d} 09:01:00,,\n" for n in range(2, 20))
    machine.put(f"{HEAD}\n{old}A001,个人业务,2026-11-20 09:00:00,,,\n", NINE)
    assert look(watch, branch_book, NINE).new == 19
    asked = []
    known = entering.file_taken
    monkeypatch.setattr(entering, "file_taken", lambda r, giver: asked.append(giver) or known(r, giver))
    machine.put(f"{HEAD}\n{old}A001,个人业务,2026-11-20 09:00:00,2026-11-20 09:01:00,,\n", NINE + timedelta(minutes=1))
    done = look(watch, branch_book, NINE + timedelta(minutes=1))
    assert ((done.new, done.changed), asked) == ((0, 1), [entering.giver_of("all.csv", DAY)])


def test_a_class_that_the_branch_does_not_have_is_said_once(branch_book, folder):
    machine, watch = Machine(folder / "today.csv", NINE), Watch(folder)
    for minute in range(2):
        rows = [f"A{n:03d},贵宾室,2026-11-20 09:0{n}:00,,," for n in range(minute + 1)]
        machine.put("\n".join([HEAD, *rows]) + "\n", NINE + timedelta(minutes=minute))
        done = look(watch, branch_book, NINE + timedelta(minutes=minute))
        assert [(one.status, "贵宾室" in one.words) for one in done.remarks] == [("warning", True)][minute:]
    keep_classes(branch_book, "system", {"贵宾室": "walk"})
    machine.write(NINE + timedelta(minutes=3))
    assert look(watch, branch_book, NINE + timedelta(minutes=3)).files[0].fault.count("贵宾室") == 0
