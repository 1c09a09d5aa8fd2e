"""Two processes write one book at once: every acknowledged entry is there once, and the book proves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.conftest import Place
from tests.trust.appender import Round
from tests.trust.crashes import Outcome, nursery
from tests.trust.noted import held

EACH = 150


def test_two_processes_write_one_book(any_place: Place, own_home: Path, tmp_path: Path) -> None:
    any_place.create().close()

    def write(seed: int) -> Outcome:
        home = own_home if seed == 1 else tmp_path / "other user's home"
        with nursery(home) as appender:
            job = Round(where=any_place.where, passphrase=any_place.passphrase, appends=EACH, seed=seed)
            return appender.play(job)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(write, (1, 2)))
    for outcome in outcomes:
        assert outcome.status == 0, outcome.failure
        assert len(outcome.acknowledged) == EACH
    with any_place.open() as book:
        there = held(book)
        assert {name for outcome in outcomes for name in outcome.acknowledged} <= there
        verdict = book.verify()
        assert verdict.ok, verdict.problems
        devices = book.vector()
        assert sum(devices.values()) == verdict.entries
    assert len(devices) == 2


def test_two_processes_of_one_user_are_one_device(place: Place, own_home: Path) -> None:
    """Two windows of one user share the device and its chain, without a gap or a twin."""
    place.create().close()

    def write(seed: int) -> Outcome:
        with nursery(own_home) as appender:
            return appender.play(Round(where=place.where, appends=EACH, seed=seed))

    with ThreadPoolExecutor(2) as pool:
        for outcome in pool.map(write, (1, 2)):
            assert outcome.status == 0, outcome.failure
    with place.open() as book:
        assert len(book.vector()) == 1
        assert book.verify().ok
