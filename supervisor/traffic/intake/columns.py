"""Columns of text brought to arrays: printed numbers, the first filled of several times, codes of few texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.intake.moments import MISSING, Moments

_MIDNIGHT = re.compile(r"24\s*[:：时点]")
_NO_NUMBER = frozenset({"-", "--", "NULL", "null", "N/A", "\\N", "None"})


def numbers_of(columns: Sequence[Sequence[str]]) -> NDArray[np.bytes_]:
    """Printed numbers as UTF-8, several columns joined by a hyphen; empty where nothing is printed."""
    joined = columns[0] if len(columns) == 1 else ["-".join(parts) for parts in zip(*columns, strict=True)]
    joined = [value.strip(" \t\r\n'\"=") for value in joined]
    if not _NO_NUMBER.isdisjoint(joined):
        joined = ["" if value in _NO_NUMBER else value for value in joined]
    try:
        number = np.array(joined, dtype=np.bytes_)
    except UnicodeEncodeError:
        number = np.array(
            [unicodedata.normalize("NFKC", value).strip().encode("utf-8", "replace") for value in joined],
            dtype=np.bytes_,
        )
    return number if number.dtype.itemsize else number.astype("S1")


def first_filled(moments: list[Moments]) -> Moments:
    """The first of several columns that is filled, row by row."""
    kind, day, second = moments[0].kind, moments[0].day, moments[0].second
    for other in moments[1:]:
        empty = kind == MISSING
        kind = np.where(empty, other.kind, kind)
        day = np.where(empty, other.day, day)
        second = np.where(empty, other.second, second)
    return Moments(kind, day, second)


def written_24(columns: Sequence[Sequence[str]], zero: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of moments read as 0:00:00 of a day (`zero`) those written as 24:00:00 of the day before."""
    found = np.zeros(zero.size, dtype=bool)
    for at in np.flatnonzero(zero).tolist():
        found[at] = any(_MIDNIGHT.search(column[at]) for column in columns)
    return found


def coded(
    column: Sequence[str] | None, count: int, known: dict[str, int], code: Callable[[str], int]
) -> NDArray[np.int64]:
    """Codes of a text column with few different texts, each looked at once."""
    if column is None:
        return np.full(count, code(""), dtype=np.int64)
    for text in set(column) - known.keys():
        known[text] = code(text)
    return np.fromiter(map(known.__getitem__, column), dtype=np.int64, count=count)
