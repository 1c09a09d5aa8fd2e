"""kill -9 of a process that appends: what it acknowledged is there, the book proves, the next process goes on."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.conftest import NewPlace
from tests.trust.appender import Round
from tests.trust.crashes import nursery
from tests.trust.noted import held


@pytest.mark.parametrize(
    ("engine", "kills"),
    [
        *(("sqlite", 4), ("keyed", 4), ("postgresql", 3)),
        *(pytest.param(engine, 30, marks=pytest.mark.soak) for engine in ("sqlite", "keyed", "postgresql")),
    ],
)
def test_kills_lose_nothing(engine: str, kills: int, new_place: NewPlace, own_home: Path) -> None:
    place = new_place(engine)
    place.create().close()
    chance = random.Random(random.randrange(1 << 30))
    promised: set[str] = set()
    with nursery(own_home) as appender:
        for number in range(kills):
            last = chance.randrange(1, 40)
            job = Round(where=place.where, passphrase=place.passphrase, seed=chance.randrange(1 << 30), payload=3_000)
            outcome = appender.play(job, kill_after=lambda many, last=last: many >= last)
            assert outcome.status == -9, outcome.failure
            assert len(outcome.acknowledged) >= last
            promised.update(outcome.acknowledged)
            with place.open() as book:
                assert promised <= held(book)
                if number % 5 == 4 or number == kills - 1:
                    verdict = book.verify(full=True)
                    assert verdict.ok, verdict.problems
                    assert verdict.pending == 0
    with place.open() as book:
        assert len(book.vector()) <= 2, "a process that was killed is the same device when it comes back"
