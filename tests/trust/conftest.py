"""What the trust tests share: the power-cut library, compiled once."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("powercut.c")


@pytest.fixture(scope="session")
def powercut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled shim. A missing compiler fails the tests: they are not skipped."""
    library = tmp_path_factory.mktemp("powercut") / "powercut.so"
    command = ["cc", "-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", str(library), str(SOURCE)]
    built = subprocess.run([*command, "-ldl", "-lpthread"], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return library
