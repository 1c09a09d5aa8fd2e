"""Keeps a fault of Qt's Python binding from ending the program.

PySide6 6.12.0 gives one reference to `None` too many back for each call of a method that returns nothing, and one to
`True` for each signal that Python sends. From Python 3.12 on neither can be lost; on 3.11 the interpreter aborts
("none_dealloc", "bool_dealloc") after some tens of thousands of calls, which a painted table makes in minutes, or some
hundreds of signals, which is every piece of background work of a morning. So there they are given more references than
a running program can lose, which is what later Pythons do by themselves.
"""

from __future__ import annotations

import sys

MORE_THAN_CAN_BE_LOST = 1 << 40


def keep_none() -> None:
    """Make `None`, `True` and `False` last on Pythons where they could be lost; nothing is done twice or needlessly."""
    if sys.version_info >= (3, 12) or sys.getrefcount(None) >= MORE_THAN_CAN_BE_LOST // 2:
        return
    import ctypes

    if ctypes.sizeof(ctypes.c_ssize_t) < 8:
        return  # a 32-bit count has no such room; Qt has no such builds either
    for kept in (None, True, False):
        ctypes.c_ssize_t.from_address(id(kept)).value += MORE_THAN_CAN_BE_LOST  # ob_refcnt comes first in an object
