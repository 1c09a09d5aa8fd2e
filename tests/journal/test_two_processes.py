"""A large book is proved by two processes; what they say is what one would say."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable

import pytest

from supervisor.journal import folding, second
from supervisor.journal.collection import uncollected
from supervisor.journal.folding import subject_ranges
from supervisor.journal.proof import Findings, Proof
from tests.journal.toys import Listed, note

SUBJECTS = 60


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranges so short that a small book has many of them."""
    monkeypatch.setattr(folding, "RANGE", 3)
    monkeypatch.setattr(second, "WORTH_IT", 5)
    monkeypatch.setattr(second, "at_hand", lambda: True)


@pytest.fixture
def joined(monkeypatch: pytest.MonkeyPatch) -> list[Findings]:
    """What second processes found."""
    seen: list[Findings] = []
    join = Proof.join

    def noticed(proof: Proof, found: Findings) -> None:
        seen.append(found)
        join(proof, found)

    monkeypatch.setattr(Proof, "join", noticed)
    return seen


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch, joined: list[Findings]) -> Callable[[int], None]:
    """The first process waits until the second has begun, so that it has work left to give."""
    heard: list[second.Second] = []
    feed = second.Second.feed

    def waiting(self: second.Second, ranges: object) -> None:
        heard.append(self)
        for _ in range(2400):
            feed(self, ranges)  # type: ignore[arg-type]
            if self._began:
                return
            time.sleep(0.05)

    monkeypatch.setattr(second.Second, "feed", waiting)
    return lambda _entries: None


def _filled(any_place) -> None:
    with any_place.create() as book:
        for number in range(SUBJECTS):
            note(book, f"note:{number:03}", f"第 {number} 条")
        with book.write("person:1") as w:
            for number in range(SUBJECTS):  # one command over all ranges
                w.append(f"list:{number:03}", Listed(line="x"))


def test_two_say_what_one_says(any_place, large, joined, unhurried, monkeypatch):
    _filled(any_place)
    told: list[int] = []
    with any_place.open() as book:
        verdict = book.verify(progress=told.append)
        assert verdict.problems == []
        assert 0 < sum(found.verdict.entries for found in joined) < verdict.entries
        assert told == sorted(told)
        monkeypatch.setattr(second, "WORTH_IT", 10_000)
        assert book.verify() == verdict


@pytest.mark.parametrize("number", [0, SUBJECTS - 1])
def test_what_either_finds_is_named_once(any_place, large, joined, unhurried, number):
    _filled(any_place)
    with any_place.open() as book:
        with book._transaction() as connection:
            connection.exec_driver_sql(f"UPDATE toys_note SET text = 'false' WHERE subject = 'note:{number:03}'")
        verdict = book.verify()
    assert joined
    assert verdict.problems == [f"ledger toys_note, note:{number:03}: text differ from the journal"]


def test_a_second_process_that_fails_costs_only_time(any_place, large, joined, unhurried, monkeypatch, capfd):
    _filled(any_place)
    monkeypatch.setattr(second, "kind_modules", lambda: ["tests.journal.no_such_room"])
    with any_place.open() as book:
        assert book.verify().problems == []
    assert joined == []
    assert "no_such_room" in capfd.readouterr().err


@pytest.mark.parametrize("gone", ["at once", "with a range in hand"])
def test_the_second_process_ends_in_silence_when_the_first_is_gone(any_place, gone):
    _filled(any_place)
    with any_place.open() as book, book.read() as r:
        span = next(iter(subject_ranges(r.store)))
    ours, theirs = multiprocessing.Pipe()
    if gone == "at once":
        ours.close()
    else:
        ours.send(span)
        threading.Timer(0.05, ours.close).start()
    before = signal.getsignal(signal.SIGINT)
    try:
        second.assist(theirs, any_place.where, any_place.passphrase, [], {})
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN  # Ctrl+C is the first one's matter
    finally:
        signal.signal(signal.SIGINT, before)


def test_collection_is_left_as_it_was():
    assert gc.isenabled()
    with uncollected(), uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
