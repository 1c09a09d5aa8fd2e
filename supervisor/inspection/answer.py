"""One answer to one item, and how two answers are told apart."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Literal

import msgspec

Verdict = Literal["pass", "fail", "na", "given"]  # given: the answer to a question that is no check
_encode = msgspec.json.Encoder().encode


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What was seen for one item.

    `cases` counts as the item says (places, times, person-times); `value` is the measured fraction of a rate item.
    To a question that is no check the verdict is `given` and `text` holds the fact: a number, an ISO date, the name of
    a choice, several names with a space between, or words.
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
    text: str = ""


def encode(answer: Answer) -> str:
    """Compact JSON of an answer."""
    return _encode(answer).decode()


def decode(text: str) -> Answer:
    """The answer in JSON written by `encode`."""
    return _decode(text)


@lru_cache(maxsize=4096)  # a finding is asked for what it says again and again
def _decode(text: str) -> Answer:
    return msgspec.json.decode(text, type=Answer)


def mark(answer: Answer | None) -> str:
    """A short fingerprint of what was answered, without note and photos (which are kept apart); "" for no answer."""
    return "" if answer is None else text_and_mark(answer)[1]


def text_and_mark(answer: Answer) -> tuple[str, str]:
    """Compact JSON of an answer without its note and photos, and the fingerprint of just that."""
    if answer.note or answer.photos:
        answer = msgspec.structs.replace(answer, note="", photos=())
    return _text_and_mark(_encode(answer))


@lru_cache(maxsize=4096)  # most answers of a branch are the same few hundred: each item, passed
def _text_and_mark(plain: bytes) -> tuple[str, str]:
    return plain.decode(), hashlib.sha256(plain).hexdigest()[:12]


def note_mark(note: str) -> str:
    """A short fingerprint of a remark; "" for none."""
    return hashlib.sha256(note.encode()).hexdigest()[:12] if note else ""
