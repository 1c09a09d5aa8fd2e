"""The binding's fault with `None` ends no program: more calls than a day of painting makes."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import supervisor.desktop
from PySide6.QtCore import QObject
one = QObject()
for _ in range(400_000):
    one.setObjectName("x")
print("alive")
"""


def test_calls_that_return_nothing_never_use_none_up() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.strip() == "alive", done.stderr[-400:]
    assert done.returncode == 0
