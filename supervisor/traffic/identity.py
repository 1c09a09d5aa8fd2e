"""Which rows speak of the same ticket, whatever file and column set they come in.

One export writes A001 with seconds, another a1 without, a spreadsheet has made a number of 001. Two rows are one ticket
when their numbers are the same but for leading zeros, case, blanks and hyphens, and they came within a minute of each
other; where both name a class, and not the same, only the very second makes them one (queues that each begin at 001).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

SAME_SECONDS = 60  # nobody gives out one number twice within a minute
_PRIME = np.uint64(1_099_511_628_211)  # of the hash by Fowler, Noll and Vo
_START = np.uint64(14_695_981_039_346_656_037)
_PASSED = (0, 9, 32, ord("-"), ord("_"), ord("'"), ord("#"))


def number_keys(number: NDArray[np.bytes_]) -> NDArray[np.uint64]:
    """A key for each printed number, alike for A001, a-1 and " A01"; shape (tickets,)."""
    count, width = number.size, number.dtype.itemsize
    key = np.full(count, _START, dtype=np.uint64)
    if not count:
        return key
    signs = np.ascontiguousarray(number).view(np.uint8).reshape(count, width)
    leading = np.ones(count, dtype=bool)  # no digit but zeros so far in this run of digits
    for at in range(width):
        sign = signs[:, at]
        digit = (sign - 48) < 10
        follows = (signs[:, at + 1] - 48) < 10 if at + 1 < width else np.zeros(count, dtype=bool)
        passed = np.isin(sign, _PASSED) | ((sign == 48) & leading & follows)
        leading = np.where(digit, leading & (sign == 48), True)
        upper = np.where((sign >= 97) & (sign <= 122), sign - 32, sign).astype(np.uint64)
        key = np.where(passed, key, (key ^ upper) * _PRIME)
    return key


def groups(
    number: NDArray[np.bytes_], arrived: NDArray[np.int32], named: NDArray[Any], none: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Positions ordered so that one ticket's rows stand together, and where each ticket begins among them.

    named: position of each row's class among the names, `none` that of the empty name (-1 without).
    """
    key = number_keys(number)
    order = np.lexsort((named, arrived, key))
    gap = np.diff(arrived[order].astype(np.int64))
    kind = named[order]
    alike = (kind[1:] == kind[:-1]) | (kind[1:] == none) | (kind[:-1] == none)
    same = (key[order][1:] == key[order][:-1]) & ((gap == 0) | ((gap < SAME_SECONDS) & alike))
    return order, np.flatnonzero(np.concatenate(([True], ~same))) if order.size else np.zeros(0, np.intp)
