"""A power cut loses nothing that was acknowledged; weaker settings do lose, so the test can tell."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from supervisor.errors import Problem
from tests.conftest import PASSPHRASE, Place
from tests.trust.appender import Round
from tests.trust.crashes import Nursery, nursery
from tests.trust.noted import held

APPENDS, PAYLOAD, AUTOCHECKPOINT = 12, 6_000, 24


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "keyed"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A folder under the shim with a fresh book in it, keyed and not."""
    folder = tmp_path / "disk"
    folder.mkdir()
    place = Place("sqlite", str(folder / "branch.book"), request.param)
    place.create().close()
    return place


def cut_and_look(appender: Nursery, place: Place, cuts: int, seed: int, synchronous: str = "") -> tuple[int, list[str]]:
    """Cuts the power again and again at chance moments; how much was acknowledged, and what was wrong then."""
    chance = random.Random(seed)
    job = Round(
        where=place.where, passphrase=place.passphrase, appends=APPENDS, payload=PAYLOAD,
        autocheckpoint=AUTOCHECKPOINT, synchronous=synchronous,
    )  # fmt: skip
    whole = appender.play(job)
    assert whole.status == 0, whole.failure
    promised, wrong = set(whole.acknowledged), list[str]()
    for number in range(cuts):
        job.seed, job.cut_from_start = chance.randrange(1 << 40), number % 4 == 3
        job.cut = chance.randrange(1, whole.changes + 1)
        outcome = appender.play(job)
        if outcome.status not in (137, 0):
            wrong.append(f"cut {number}: could not go on: {outcome.failure}")
            break
        promised.update(outcome.acknowledged)
        if number % 3 == 1 and number != cuts - 1:
            continue  # the next process finds the book as the cut left it
        try:
            book = place.open()
        except Problem as problem:
            wrong.append(f"cut {number}: does not open: {problem}")
            break
        with book:
            lost = promised - held(book)
            if lost:
                wrong.append(f"cut {number}: {len(lost)} acknowledged entries lost")
                break
            verdict = book.verify(full=True)
            if not verdict.ok:
                wrong.append(f"cut {number}: {verdict.problems[:3]}")
                break
    return len(promised), wrong


def run(place: Place, powercut: Path, own_home: Path, cuts: int, seed: int, synchronous: str = "") -> list[str]:
    """The above in one appender; the test fails if hardly anything was ever acknowledged."""
    with nursery(own_home, shim=powercut, folder=Path(place.where).parent) as appender:
        promised, wrong = cut_and_look(appender, place, cuts, seed, synchronous)
    assert promised >= APPENDS
    return wrong


def test_nothing_acknowledged_is_lost(disk: Place, powercut: Path, own_home: Path) -> None:
    assert run(disk, powercut, own_home, cuts=12, seed=random.randrange(1 << 30)) == []


@pytest.mark.soak
def test_nothing_acknowledged_is_lost_in_hundreds_of_cuts(disk: Place, powercut: Path, own_home: Path) -> None:
    assert run(disk, powercut, own_home, cuts=400, seed=20261122) == []


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_weaker_settings_do_lose(synchronous: str, disk: Place, powercut: Path, own_home: Path) -> None:
    assert run(disk, powercut, own_home, cuts=40, seed=7, synchronous=synchronous)


def test_one_command_is_one_sync(disk: Place, powercut: Path, own_home: Path) -> None:
    """A command is durable after exactly one sync (checkpoints, which are now and then, set apart)."""
    with nursery(own_home, shim=powercut, folder=Path(disk.where).parent) as appender:
        job = Round(where=disk.where, passphrase=disk.passphrase, appends=5, autocheckpoint=100_000)
        appender.play(job)  # the first command of a process may begin a WAL
        outcome = appender.play(job)
    assert len(outcome.acknowledged) == 5
    assert outcome.syncs <= 5 + 2  # a new WAL syncs its header and its folder once


def test_a_book_that_was_made_stays_made(tmp_path: Path, powercut: Path, own_home: Path) -> None:
    """Once `Book.create` has returned, the power may go: the file is there, opens and proves."""
    folder = tmp_path / "disk"
    folder.mkdir()
    with nursery(own_home, shim=powercut, folder=folder) as appender:
        for seed in range(1, 9):
            where = str(folder / f"{seed}.book")
            outcome = appender.play(Round(where=where, make=True, appends=1, cut=1, seed=seed))
            assert outcome.status == 137
            assert outcome.acknowledged == ["created"]
            with Place("sqlite", where, None).open() as book:
                assert book.verify().ok
