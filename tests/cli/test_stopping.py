"""Ctrl+C in the middle of a command, and dates nobody means: one sentence and the exit code of the contract."""

from __future__ import annotations

import pytest

from supervisor.app import App
from supervisor.cli.main import run


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
