"""Rows at the foot of a table: totals, print notes, page numbers. They are no tickets, also where they carry a time."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
from numpy.typing import NDArray

_FOOT = re.compile(r"^\W*(合\s*计|总\s*计|小\s*计|共计|共\s*\d+|日均|平均|制表|打印|导出|统计|备注|说明|注[:：]|第\s*\d+\s*页|sub-?total|total|sum\b|count\b|page\b|printed|exported|grand|average)", re.IGNORECASE)  # fmt: skip # noqa: E501
_TOTAL = re.compile(
    r"\W*(合\s*计|总\s*计|小\s*计|共\s*计|总\s*数|sub-?total|(grand )?total)\W*(\d+\s*[张人笔条个位]?)?\W*",
    re.IGNORECASE,
)
_DIGITS = (np.arange(256) >= 48) & (np.arange(256) < 58)
_LETTERS = np.isin(np.arange(256), [ord(one) for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"])


def begins_a_foot(text: str) -> bool:
    """Whether a text begins as totals and print notes do. A class of service may begin so too (打印流水)."""
    return _FOOT.match(unicodedata.normalize("NFKC", text)) is not None


def adds_up(text: str) -> bool:
    """Whether a text says "total" and nothing else but how many."""
    return text[:1] not in "0123456789" and _TOTAL.fullmatch(unicodedata.normalize("NFKC", text.strip())) is not None


def feet_among(numbers: NDArray[np.bytes_]) -> NDArray[np.bool_]:
    """Which ticket numbers (UTF-8) are none but the words of a foot; shape (rows,).

    A printed number is a letter or two and digits: only those that look otherwise are looked at one by one.
    """
    signs = numbers.view(np.uint8).reshape(numbers.size, numbers.dtype.itemsize)
    words = (signs > 127).any(axis=1) | ~_DIGITS[signs].any(axis=1)
    if signs.shape[1] > 2:
        words |= _LETTERS[signs[:, :3]].all(axis=1)
    found = np.zeros(numbers.size, dtype=bool)
    for at in np.flatnonzero(words).tolist():
        found[at] = begins_a_foot(bytes(numbers[at]).decode("utf-8", "replace"))
    return found
