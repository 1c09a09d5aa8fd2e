"""One sample book for all command-line tests, copied for each."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample book made once."""
    import os

    from supervisor.demo.build import build

    folder = tmp_path_factory.mktemp("sample")
    before = os.environ.get("SUPERVISOR_HOME")
    os.environ["SUPERVISOR_HOME"] = str(folder / "home")
    try:
        build(folder / "sample.book", months=2, today=TODAY).close()
    finally:
        if before is None:
            del os.environ["SUPERVISOR_HOME"]
        else:
            os.environ["SUPERVISOR_HOME"] = before
    return folder / "sample.book"


@pytest.fixture
def sample(made: Path, tmp_path: Path) -> Path:
    """This test's own copy."""
    return Path(shutil.copy(made, tmp_path / "copy.book"))


class Answer:
    """What a command line said: exit code, stdout, stderr, and the JSON document if it was one."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)


@pytest.fixture
def supervisor(capsys: pytest.CaptureFixture[str], sample: Path) -> Callable[..., Answer]:
    """Run one command on the copy, in English."""
    from supervisor.cli.main import run

    def call(*tokens: object, book: object = sample, lang: str = "en") -> Answer:
        capsys.readouterr()
        code = run(["--book", str(book), "--lang", lang, *map(str, tokens)])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return call
