"""Keeps a fault of Qt's Python binding from ending the program.

PySide6 6.12.0 gives one reference to `None` too many back for each call of a method that returns nothing. From Python
3.12 on `None` cannot be lost; on 3.11 the interpreter aborts ("none_dealloc") after some tens of thousands of calls,
which a painted table makes in minutes. So there `None` is given more references than a running program can lose, which
is what later Pythons do by themselves.
"""

from __future__ import annotations

import sys

MORE_THAN_CAN_BE_LOST = 1 << 40


def keep_none() -> None:
    """Make `None` last on Pythons where it could be lost; does nothing twice, nor where it is not needed."""
    if sys.version_info >= (3, 12) or sys.getrefcount(None) >= MORE_THAN_CAN_BE_LOST // 2:
        return
    import ctypes

    if ctypes.sizeof(ctypes.c_ssize_t) < 8:
        return  # a 32-bit count has no such room; Qt has no such builds either
    ctypes.c_ssize_t.from_address(id(None)).value += MORE_THAN_CAN_BE_LOST  # ob_refcnt comes first in an object
