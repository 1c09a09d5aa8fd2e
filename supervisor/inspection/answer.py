"""One answer to one item, and how two answers are told apart."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

Verdict = Literal["pass", "fail", "na"]


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was seen for one item.

    `cases` counts as the item says (places, times, person-times); `value` is the measured fraction of a rate item.
    """

    item: str
    verdict: Verdict
    persons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    cases: int = 1
    value: float | None = None
    note: str = ""
    act: str = ""  # the same act seen under another item carries the same name
    mended: bool = False  # put right on the spot, so no corrective action follows
    owner: str = ""  # who shall answer for mending it; empty: by the item's role
    photos: tuple[str, ...] = ()  # digests of blobs


def encode(answer: Answer) -> str:
    """Compact JSON of an answer."""
    return msgspec.json.encode(answer).decode()


def decode(text: str) -> Answer:
    """The answer in JSON written by `encode`."""
    return msgspec.json.decode(text, type=Answer)


def mark(answer: Answer | None) -> str:
    """A short fingerprint of what was answered, without note and photos (which are kept apart); "" for no answer."""
    if answer is None:
        return ""
    plain = msgspec.structs.replace(answer, note="", photos=())
    return hashlib.sha256(msgspec.json.encode(plain)).hexdigest()[:12]
