"""kill -9 in the middle of erasing: each case is whole or erased, and no key of an erased one outlives reopening."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from supervisor.complaints import service
from supervisor.complaints.ledger import complaint
from supervisor.journal import Book
from tests.complaints.team import found
from tests.conftest import NewPlace
from tests.trust.crashes import ROOT

CASES = 40


def killed(where: str, passphrase: str | None, actor: str, home: Path, after: int, wait: float) -> list[str]:
    """Let a process erase, kill it some time after its `after`-th erasing; returns what it acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.trust.eraser", where, actor, passphrase or ""], cwd=ROOT, text=True,
        env={**os.environ, "SUPERVISOR_HOME": str(home)}, stdout=subprocess.PIPE,
    )  # fmt: skip
    told: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        told += [line.split()[1]] if line.startswith("ack") else []
        if len(told) == after:
            time.sleep(wait)
            process.kill()
            break
    told += [line.split()[1] for line in process.stdout if line.startswith("ack")]
    process.wait(60)
    process.stdout.close()
    return told


@pytest.mark.parametrize("engine", ["sqlite", "keyed"])
def test_a_kill_leaves_each_case_whole_or_erased(engine: str, new_place: NewPlace, own_home: Path) -> None:
    place = new_place(engine)
    with place.create() as book:
        team = found(book)
        book.set_now(lambda: team.now)
        with book.batch():
            subjects = [team.register(owner=team.handler, text=f"第{n}件") for n in range(CASES)]
            for subject in subjects:
                service.withdraw(book, team.handler, subject, "客户说明撤回")
        with book.read() as r:
            keys = {case: bytes(key) for case, key in r.store.all("SELECT sealed_case, secret FROM case_key")}
    chance, acknowledged = random.Random(random.randrange(1 << 30)), set[str]()
    for _round in range(4):
        acknowledged |= set(killed(place.where, place.passphrase, team.manager, own_home, chance.randrange(1, 5),
                                   chance.random() / 20))  # fmt: skip
        with Book.open(place.where, place.passphrase) as book:
            with book.read() as r:
                left = {case for (case,) in r.store.all("SELECT sealed_case FROM case_key")}
                texts = {case for (case,) in r.store.all("SELECT sealed_case FROM sealed")}
                erased = {one for one in subjects if (case := complaint(r, one)) is not None and case.erased}
                assert r.store.one("SELECT COUNT(*) FROM book WHERE name = 'unwiped'")[0] == 0
            assert acknowledged <= erased
            assert left == texts == set(subjects) - erased, "whole or erased, never half"
            verdict = book.verify(full=True)
            assert verdict.problems == []
            assert verdict.erased == len(erased)
            folder = Path(place.where).parent
            content = b"".join(path.read_bytes() for path in folder.glob("branch.book*"))
            assert not [one for one in erased if keys[one] in content]
    assert 0 < len(acknowledged) < CASES
