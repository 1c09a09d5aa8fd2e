"""Ctrl+C in the middle of a command, and dates nobody means: one sentence and the exit code of the contract."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from supervisor.app import App
from supervisor.cli.main import run
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book


def test_ctrl_c_says_what_was_kept(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_anything: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(App, "open", interrupted)
    assert run(["--lang", "en", "--book", "any.book", "book", "info"]) == 130
    assert capsys.readouterr().err.startswith("Stopped;")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize(
    "command", [["meetings", "list", "--week"], ["roster", "show"], ["traffic", "peaks", "--date"]], ids=" ".join
)
def test_a_date_out_of_reach_is_no_date(supervisor, command, day):
    answer = supervisor(*command, day)
    assert answer.code == 2
    assert day in answer.err


@pytest.mark.parametrize("year", [9999, 1])
def test_a_clock_nobody_can_mean_is_told_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, supervisor, sample, year
):
    before = sample.read_bytes()

    class Wrong(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(year, 12, 31, 23, tzinfo=UTC).astimezone(tz) if tz is UTC else datetime(year, 12, 31, 23)

    monkeypatch.setattr("supervisor.journal.book.datetime", Wrong)
    for command in (["traffic", "peaks"], ["actions", "list"], ["dispatch", "declare", "surge"],
                    ["meetings", "request", "x"], ["book", "info"]):  # fmt: skip
        answer = supervisor(*command)
        assert answer.code == 2, command
        assert "clock of this computer" in answer.err
        assert f"{year:04}-12-31" in answer.err
    assert sample.read_bytes() == before


def test_a_book_with_such_a_clock_neither_reads_nor_writes_by_it(sample):
    with Book.open(sample) as book:
        with book.read() as r:
            entries = r.vector()
        book.set_now(lambda: datetime(9999, 12, 31, 23, 59, tzinfo=UTC))
        with pytest.raises(BadInput, match="9999-12-31"), book.read():
            raise AssertionError("read by a wrong clock")
        with pytest.raises(BadInput, match="9999-12-31"), book.write(SYSTEM):
            raise AssertionError("written by a wrong clock")
        book.set_now(lambda: datetime(2026, 11, 20, 9, tzinfo=UTC))
        with book.read() as r:
            assert r.vector() == entries
