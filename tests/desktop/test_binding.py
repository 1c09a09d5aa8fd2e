"""The release of Qt's binding that was installed ends no program: 6.12.0 lost `None` and `True` with each call."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import supervisor.desktop
from PySide6.QtCore import QObject, Signal
class Told(QObject):
    told = Signal(object)
one = Told()
for _ in range(400_000):
    one.setObjectName("x")
for _ in range(20_000):
    one.told.emit(None)
print("alive")
"""


def test_calls_and_signals_never_use_none_or_true_up() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.strip() == "alive", done.stderr[-400:]
    assert done.returncode == 0
