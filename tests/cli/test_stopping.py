"""Ctrl+C in the middle of a command: one sentence and the exit code that shells know."""

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
