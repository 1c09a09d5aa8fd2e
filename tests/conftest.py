"""What every test may ask for: a fresh book on each engine, a home folder of its own, one language.

A test never sees the user's own data folder, another test's book or the network, and leaves nothing behind.
`book` is one SQLite file; `any_book` is the same test on a plain file, a keyed file and PostgreSQL in turn.
"""

from __future__ import annotations

import fcntl
import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres_server

if TYPE_CHECKING:
    from supervisor.journal import Book

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program itself, also where a test loads numpy before it

PASSPHRASE = "十步一岗 ten paces, one post"
BRANCH, ZONE = "Test branch", "Asia/Shanghai"
SAMPLE_TODAY = date(2026, 11, 20)  # a Friday

settings.register_profile("supervisor", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("supervisor")


@pytest.hookimpl(hookwrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Garbage is not looked for while everything is loaded: that would be a fifth of the work.

    Where nothing is compiled yet, every second worker of a whole run begins with the last half of the tests while the
    others begin with the first: a module is compiled, assertions and all, by one of them and read by the other.
    """
    gc.disable()
    worker = getattr(session.config, "workerinput", {}).get("workerid", "gw0")
    if int(worker.removeprefix("gw")) % 2 and session.config.args == session.config.getini("testpaths"):
        here = sorted(Path(__file__).parent.rglob("test_*.py"), reverse=True)
        for path in here[: len(here) // 2]:
            with suppress(Exception):  # the collection itself tells it, with its place
                import_module(".".join(path.relative_to(session.config.rootpath).with_suffix("").parts))
    yield
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long runs (`make soak`) and figures (`make bench`) are left to their own commands.

    What needs the sample book comes first, in one part: one worker, which begins at the front, makes it, while the
    other, which begins in the middle, does not wait for it.
    """
    wanted = config.getoption("markexpr") or ""
    left = [
        item
        for item in items
        if ("soak" in item.keywords and "soak" not in wanted)
        or ("benchmarks" in item.path.parts and not config.getoption("--benchmark-only", default=False))
    ]
    if left:
        config.hook.pytest_deselected(items=left)
        out = set(left)
        items[:] = [item for item in items if item not in out]
    items.sort(key=lambda item: "sample_file" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session", autouse=True)
def true_hashes(request: pytest.FixtureRequest) -> Iterator[Callable[[], object] | None]:
    """Work that no test asks for is done once (see `once`); gives the maker of hashes at full strength."""
    from tests.once import once

    if request.config.getoption("--benchmark-only", default=False):
        yield None
        return
    with once() as true:
        yield true


def pytest_collection_finish() -> None:
    """What is loaded and collected by now stays to the end: it is not gone through whenever memory is tidied."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The user's data folder, empty and this test's alone; the language in force is put back afterwards."""
    from supervisor.language import language, use_language

    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("SUPERVISOR_HOME", str(home))
    monkeypatch.delenv("SUPERVISOR_PASSPHRASE", raising=False)
    spoken = language()
    yield home
    use_language(spoken)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample book made once in a run, whichever worker comes first, which takes half a minute: the demo's branch with
    two months of customers and its weeks of work up to 2026-11-20. Nobody writes to it: whoever needs it copies it."""
    from supervisor.demo.build import build

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # of the whole run
    made = folder / "sample.book"
    with (folder / "sample.lock").open("w") as lock, pytest.MonkeyPatch.context() as patched:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            away = tmp_path_factory.mktemp("sample")
            patched.setenv("SUPERVISOR_HOME", str(away))
            build(away / "sample.book", months=2, today=SAMPLE_TODAY).close()
            (away / "sample.book").rename(made)  # whole or not there: a worker may be ended while it builds
    return made


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgres_server.Server]:
    """One PostgreSQL server for the session, started when first asked for."""
    with postgres_server.running() as server:
        yield server


@dataclass(frozen=True)
class Place:
    """Somewhere a book can be made: a path or a URL, and the passphrase it is to have."""

    engine: str
    where: str
    passphrase: str | None

    def create(self, branch: str = BRANCH, zone: str = ZONE) -> Book:
        """A new book here."""
        from supervisor.journal import Book

        return Book.create(self.where, passphrase=self.passphrase, branch=branch, zone=zone)

    def open(self) -> Book:
        """The book that stands here."""
        from supervisor.journal import Book

        return Book.open(self.where, passphrase=self.passphrase)


ENGINES = ("sqlite", "keyed", "postgresql")
NewPlace = Callable[..., Place]


@pytest.fixture
def new_place(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[NewPlace]:
    """`new_place(engine)` gives one empty place after another, all gone after the test."""
    with ExitStack() as stack:

        def make(engine: str = "sqlite", name: str = "branch") -> Place:
            if engine == "postgresql":
                server: postgres_server.Server = request.getfixturevalue("postgres")
                return Place(engine, stack.enter_context(server.database()), None)
            return Place(engine, str(tmp_path / f"{name}.book"), PASSPHRASE if engine == "keyed" else None)

        yield make


@pytest.fixture
def place(new_place: NewPlace) -> Place:
    """An empty place for one plain SQLite book."""
    return new_place("sqlite")


@pytest.fixture(params=ENGINES)
def any_place(request: pytest.FixtureRequest, new_place: NewPlace) -> Place:
    """An empty place on each engine in turn."""
    return new_place(request.param)


@pytest.fixture
def book(place: Place) -> Iterator[Book]:
    """A fresh book in a SQLite file of its own."""
    made = place.create()
    yield made
    made.close()


@pytest.fixture
def any_book(any_place: Place) -> Iterator[Book]:
    """A fresh book: plain SQLite, keyed SQLite and PostgreSQL in turn."""
    made = any_place.create()
    yield made
    made.close()


@pytest.fixture
def real_data() -> Path:
    """The folder of real files named by SUPERVISOR_REAL_DATA; tests that need it are skipped without it."""
    named = os.environ.get("SUPERVISOR_REAL_DATA")
    if not named or not Path(named).is_dir():
        pytest.skip("SUPERVISOR_REAL_DATA names no folder of real data")
    return Path(named)
