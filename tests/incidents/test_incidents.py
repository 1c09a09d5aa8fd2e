"""Declared, commanded by one, noted, ended: and what was running when."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from supervisor.errors import BadInput, Refused
from supervisor.incidents import ledger, service
from supervisor.incidents.kinds import KINDS, Span, running_at, split_command
from supervisor.journal import SYSTEM, Book

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def spans() -> list[Span]:
    return [
        Span("a", NOW, NOW + HOUR, "p"),
        Span("b", NOW + HOUR / 2, None, "q"),
        Span("c", NOW + 2 * HOUR, None, "q"),
    ]


def test_running_from_the_start_until_before_the_end() -> None:
    assert [s.subject for s in running_at(spans(), NOW)] == ["a"]
    assert [s.subject for s in running_at(spans(), NOW + HOUR)] == ["b"]
    assert running_at(spans(), NOW - HOUR) == []


def test_two_commanders_at_once_are_a_pair_and_one_after_the_other_are_not() -> None:
    assert [(a.subject, b.subject) for a, b in split_command(spans())] == [("a", "b")]


def test_the_kinds_a_branch_knows() -> None:
    assert {"surge", "core_outage", "network", "power", "atm_down", "queue_machine_down"} <= set(KINDS)
    assert all(kind.name.zh and kind.name.en for kind in KINDS.values())


def test_declared_noted_handed_over_ended(any_book: Book) -> None:
    book = any_book
    book.set_now(lambda: NOW)
    subject = service.declare(book, SYSTEM, kind="surge", at=NOW - HOUR, note="40 waiting", commander="person:a")
    service.note(book, SYSTEM, subject, "two windows opened", at=NOW - HOUR / 2)
    service.hand_over(book, SYSTEM, subject, "person:b", reason="back from leave")
    with book.read() as r:
        (one,) = ledger.running(r, NOW)
        assert (one.kind, one.commander, one.start, one.end) == ("surge", "person:b", NOW - HOUR, None)
        assert ledger.running(r, NOW - 2 * HOUR) == []
    service.end(book, SYSTEM, subject, outcome="all served")
    with book.read() as r:
        assert ledger.running(r, NOW) == []
        assert [i.subject for i in ledger.running(r, NOW - HOUR / 2)] == [subject]
        assert [i.subject for i in ledger.incidents(r, date(2026, 11, 20), date(2026, 11, 20))] == [subject]
        assert [s.what for s in ledger.timeline(r, subject)] == ["declared", "noted", "commander", "ended"]
    with pytest.raises(Refused):
        service.end(book, SYSTEM, subject)
    service.reopen(book, SYSTEM, subject, reason="more came")
    service.correct(book, SYSTEM, subject, kind="core_outage", start=NOW - 2 * HOUR, reason="it was the system")
    with book.read() as r:
        (one,) = ledger.running(r, NOW)
        assert (one.kind, one.start) == ("core_outage", NOW - 2 * HOUR)
    with pytest.raises(BadInput):  # nothing would change
        service.correct(book, SYSTEM, subject, kind="core_outage", start=NOW - 2 * HOUR, reason="again")
    with pytest.raises(BadInput):
        service.hand_over(book, SYSTEM, subject, "person:b")
    assert book.verify().ok


def test_one_commander_on_site(book: Book) -> None:
    book.set_now(lambda: NOW)
    service.declare(book, SYSTEM, kind="surge", commander="person:a")
    second = service.declare(book, SYSTEM, kind="atm_down")
    with book.read() as r:
        joined = ledger.incident(r, second)
        assert joined is not None
        assert joined.commander == "person:a"
    with pytest.raises(Refused):
        service.declare(book, SYSTEM, kind="power", commander="person:b")
    service.hand_over(book, SYSTEM, second, "person:b")
    with book.read() as r:
        assert {i.commander for i in ledger.running(r, NOW)} == {"person:b"}
        assert ledger.divided_command(r) == []


def test_two_laptops_with_a_commander_each_are_listed_after_the_merge(book: Book, tmp_path: Path) -> None:
    book.close()
    where = tmp_path / "other.book"
    shutil.copy(book.where, where)
    with Book.open(where) as other:
        for one, who in ((book, "person:a"), (other, "person:b")):
            one.set_now(lambda: NOW)
            service.declare(one, SYSTEM, kind="surge", commander=who)
        book.merge(other.export(book.vector()))
        with book.read() as r:
            ((a, b),) = ledger.divided_command(r)
            assert {a.commander, b.commander} == {"person:a", "person:b"}


def test_a_drill_is_no_incident(book: Book) -> None:
    book.set_now(lambda: NOW)
    service.declare(book, SYSTEM, kind="surge", drill=True)
    with book.read() as r:
        assert ledger.running(r, NOW) == []
        assert len(ledger.running(r, NOW, drills=True)) == 1


def test_what_cannot_be(book: Book) -> None:
    book.set_now(lambda: NOW)
    with pytest.raises(Refused):
        service.declare(book, "person:nobody", kind="surge")
    with pytest.raises(BadInput, match="surge"):
        service.declare(book, SYSTEM, kind="earthquake")
    with pytest.raises(BadInput):
        service.declare(book, SYSTEM, kind="surge", at=NOW + HOUR)
    subject = service.declare(book, SYSTEM, kind="surge")
    with pytest.raises(BadInput):
        service.end(book, SYSTEM, subject, at=NOW - HOUR)
    with pytest.raises(BadInput):
        service.note(book, SYSTEM, subject, "  ")
    with pytest.raises(BadInput):
        service.note(book, SYSTEM, "incident:none", "x")
