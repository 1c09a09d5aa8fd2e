"""The sample book, copied for each test, and a command line over it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Path:
    """This test's own copy."""
    return Path(shutil.copy(sample_file, tmp_path / "copy.book"))


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
