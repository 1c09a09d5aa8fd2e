"""Two laptops and a branch, processes of their own, hand each other real bundle files in any order, and agree.

Hypothesis chooses who works, packs and takes what in, when, and when a program is ended or a clock is set to another
day; bundles come late, twice, not at all until the end, and some imports are killed in the middle.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.trust.courier import Answer, Job, People
from tests.trust.unseen import Knowledge

ROOT = Path(__file__).resolve().parents[2]
BOOKS = ("branch", "east", "west")
PASSPHRASE = "十步一岗"
DAYS = (0.0, 5.0, -5.0, 40.0, -40.0, 0.04)  # what a laptop's clock may be ahead
WORK = (
    "inspect", "inspect", "inspect", "correct", "judge", "act", "act", "complain", "design", "organise", "duty",
    "staff", "decide", "decide", "close_month",
)  # fmt: skip

Step = tuple[str, int, int, bool]
work = st.tuples(st.sampled_from(WORK), st.integers(0, 2), st.integers(0, 400), st.booleans())
pack = st.tuples(st.just("pack"), st.integers(0, 2), st.integers(0, 9), st.booleans())
take = st.tuples(st.just("take"), st.integers(0, 2), st.integers(0, 30), st.booleans())
upset = st.tuples(st.sampled_from(("close", "clock")), st.integers(0, 2), st.integers(0, 5), st.booleans())
step = st.one_of(work, work, work, pack, take, take, upset)


class Courier:
    """The processes, seen from outside: every book a file, every bundle a file."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path, passphrase: str | None) -> None:
        self._process = process
        self._folder = folder
        self._passphrase = passphrase
        self.days = [0.0, 5.0, -5.0]
        self.people: People | None = None
        self.bundles: list[tuple[int, Path, Any]] = []
        self.killed = 0
        self.left: list[str] = []
        self.knowledge = Knowledge()

    def ask(self, do: str, book: int, **more: Any) -> Answer:
        """One job of a computer: what came of it, and what went wrong."""
        name = BOOKS[book]
        job = Job(
            do=do, where=str(self._folder / f"{name}.book"), home=str(self._folder / f"{name}-home"),
            days=self.days[book], passphrase=self._passphrase, people=self.people, **more,
        )  # fmt: skip
        answer = msgspec.json.decode(_asked(self._process, msgspec.json.encode(job)), type=Answer)
        self.knowledge.learned(answer.knew, answer.knows)
        return answer

    def must(self, do: str, book: int, **more: Any) -> Any:
        """The same, when nothing may go wrong."""
        answer = self.ask(do, book, **more)
        assert answer.problem == "", f"{do} {more} {BOOKS[book]}: {answer.problem}"
        return answer.came

    def pack(self, book: int, **more: Any) -> Path:
        """A bundle of a book as it stands."""
        path = self._folder / f"{len(self.bundles)}-{BOOKS[book]}.bundle"
        self.bundles.append((book, path, self.must("pack", book, file=str(path), **more)))
        return path

    def take(self, book: int, number: int, kill_at: int = 0) -> Answer:
        """A book takes in a bundle; what arrived must be counted as it was when it was packed."""
        _maker, path, told = self.bundles[number]
        answer = self.ask("take", book, file=str(path), kill_at=kill_at)
        if not answer.problem:
            assert answer.came["told"] == told
            assert answer.came["unequal"] == []
        return answer

    def begin(self, founded: Path, people: People) -> None:
        """The branch's book, carried here as a file, and two laptops taken out of it."""
        for name in BOOKS:
            (self._folder / f"{name}-home").mkdir()
        shutil.copy(founded, self._folder / "branch.book")
        self.people = people
        self.must("inspect", 0, number=0)
        out = self.pack(0, laptop=True)
        for laptop in (1, 2):
            self.must("start", laptop, file=str(out))


def _asked(process: subprocess.Popen[bytes], line: bytes) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line + b"\n")
    process.stdin.flush()
    return process.stdout.readline()


class Branch:
    """The process that forks the computers, and a branch's book that was founded once, plain or with a passphrase."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path, passphrase: str | None) -> None:
        self._process = process
        self._passphrase = passphrase
        self._founded = folder / "founded.book"
        job = Job(do="found", where=str(self._founded), home=str(folder / "founder"), passphrase=passphrase)
        answer = msgspec.json.decode(_asked(process, msgspec.json.encode(job)), type=Answer)
        assert answer.problem == ""
        self._people = msgspec.convert(answer.came, People)

    @contextmanager
    def apart(self) -> Iterator[Courier]:
        """The branch and two laptops, each switched on with its own copy; all is gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="bundles-") as folder:
            try:
                here = Courier(self._process, Path(folder), self._passphrase)
                here.begin(self._founded, self._people)
                yield here
            finally:
                _asked(self._process, b"end")


@pytest.fixture(scope="module")
def branch(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    """A branch; `indirect` parameters give it a passphrase."""
    command = [sys.executable, "-m", "tests.trust.courier"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        yield Branch(running, tmp_path_factory.mktemp("branch"), getattr(request, "param", None))


def play(here: Courier, plan: list[Step], *, once_more: bool = True) -> None:
    """Carry a plan out, let everybody meet and agree, settle what was set apart, and agree again."""
    carry_out(here, plan)
    meet(here, once_more=once_more)
    agree(here)
    here.left = here.must("settle", 0)
    here.pack(0)
    for laptop in (1, 2):
        assert here.take(laptop, len(here.bundles) - 1).problem == ""
    settled = agree(here)
    assert not [one for one in settled["waiting"] if one["settles"]], here.left


def carry_out(here: Courier, plan: list[Step]) -> None:
    """A plan, step by step."""
    for do, book, number, flag in plan:
        if do == "pack":
            here.pack(book, full=flag)
        elif do == "take":
            answer = here.take(book, number % len(here.bundles), kill_at=1 + number % 5 if flag else 0)
            if answer.problem == "killed":
                here.killed += 1
                assert here.must("prove", book) == []
            elif answer.problem:
                assert "BadInput" in answer.problem  # begins after what this copy holds: an earlier one is on its way
                assert "--full" in answer.problem
        elif do == "clock":
            here.days[book or 1] = DAYS[number % len(DAYS)]
        else:
            here.must(do, book, number=number)


def meet(here: Courier, *, once_more: bool) -> None:
    """Both laptops hand in and read their receipts; then each takes the branch's book, and `once_more` whatever ever
    travelled."""
    for laptop in (1, 2):
        home = here.pack(laptop)
        told = here.take(0, len(here.bundles) - 1)
        assert told.problem == ""
        ahead = here.days[laptop]
        assert told.came["ahead_days"] <= max(ahead, 0) + 0.2
        assert told.came["ahead_days"] >= ahead - 0.2
        back = here.must("hear", laptop, file=f"{home}.branch.receipt")
        assert back == {"all": True, "left": 0}
    here.pack(0, full=True)
    for laptop in (1, 2):
        last = len(here.bundles) - 1
        for number in range(last, -1 if once_more else last - 1, -1):
            assert here.take(laptop, number).problem == ""


def agree(here: Courier) -> dict[str, Any]:
    """All three say the same, can prove it, and list whatever two of them set apart."""
    states = [here.must("state", book) for book in range(3)]
    assert [one["problems"] for one in states] == [[], [], []]
    assert {one["pending"] for one in states} == {0}
    for name in ("digests", "waiting", "late", "findings"):
        for laptop in (1, 2):
            assert states[laptop][name] == states[0][name], f"{BOOKS[laptop]} has other {name} than the branch"
    assert here.knowledge.unseen(**states[0]["apart"]) == []
    return states[0]


def by_chance(seed: int, length: int) -> list[Step]:
    """A plan with something of everything; Hypothesis begins with the simplest, which says little in one run."""
    chance = random.Random(seed)
    deeds = [*WORK, "pack", "pack", "pack", "take", "take", "take", "take", "close", "clock"]
    return [(chance.choice(deeds), chance.randrange(3), chance.randrange(400), chance.random() < 0.5)
            for _step in range(length)]  # fmt: skip


def test_a_plan_with_something_of_everything(branch: Branch) -> None:
    with branch.apart() as here:
        play(here, by_chance(seed=3, length=60))
        assert here.killed


@pytest.mark.parametrize("branch", [PASSPHRASE], indirect=True)
def test_a_short_plan_with_encrypted_books_and_bundles(branch: Branch) -> None:
    with branch.apart() as here:
        carry_out(here, by_chance(seed=5, length=4))  # a passphrase costs half a second each time
        meet(here, once_more=False)
        agree(here)


def test_two_laptops_and_a_branch_agree(branch: Branch) -> None:
    @settings(max_examples=3, derandomize=True, phases=[Phase.explicit, Phase.generate])
    @given(st.lists(step, min_size=5, max_size=40))
    def some(plan: list[Step]) -> None:
        with branch.apart() as here:
            play(here, plan)

    some()


@pytest.mark.soak
@pytest.mark.parametrize(
    ("branch", "examples"), [(None, 100), (PASSPHRASE, 20)], indirect=["branch"], ids=["plain", "encrypted"]
)
def test_two_laptops_and_a_branch_agree_over_long_times(branch: Branch, examples: int) -> None:
    @settings(max_examples=examples)
    @given(st.lists(step, min_size=10, max_size=80))
    def many(plan: list[Step]) -> None:
        with branch.apart() as here:
            play(here, plan)

    many()
