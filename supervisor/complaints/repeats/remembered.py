"""Who complained, in memory only: by what a case is found again while the program runs.

Contact data of the cases in reach are unsealed once, brought into one form, and forgotten; what stays is a fingerprint
of each, under a secret made when the program starts. Nothing of it is written anywhere: an erased case leaves with the
next look, the rest with the process. Later looks read only what arrived since.
"""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import blake2b
from weakref import WeakKeyDictionary

import msgspec

from supervisor.complaints.texts.masking import Contact
from supervisor.journal import Mark, Reader

from .ledger import contacts_heard, contacts_of
from .matching import customer

KINDS = ("complaints.registered", "complaints.group_changed", "complaints.erased", "journal.case_erased")
"""Entries after which what is known of a case is looked at again."""
_NAME = 1  # the bit that tells the fingerprint of a mere name


class Remembered:
    """Fingerprints of the customers of one open book. May be asked by several threads."""

    def __init__(self) -> None:
        self._secret = os.urandom(32)
        self._lock = threading.Lock()
        self._reset()

    def _reset(self) -> None:
        self._mark: Mark | None = None
        self._since: date | None = None  # cases heard from this day on are known
        self._awaited: set[str] = set()  # entries of theirs arrived, the case itself not yet
        self._case: dict[str, tuple[date, frozenset[int]]] = {}
        self._holders: dict[int, set[str]] = defaultdict(set)

    def look(self, r: Reader, since: date) -> None:
        """Come up to date with a book for cases heard from `since` on."""
        with self._lock:
            arrived = r.subjects_since(self._mark, KINDS) if self._mark is not None else None
            if arrived is None:
                self._reset()
            elif arrived or self._awaited:
                self._again(r, self._awaited.union(arrived))
            self._mark = r.mark()
            if self._since is None or since < self._since:
                self._take(r, contacts_heard(r, since, self._since))
                self._since = since

    def find(self, keys: Iterable[str], day: date, reach: timedelta, most: int) -> set[str]:
        """The cases nearest to a day, within `reach` of it, of customers with such a key: to be looked at again."""
        with self._lock:
            found = set().union(*(self._holders.get(self._print(key), ()) for key in keys))
            apart = {subject: abs(self._case[subject][0] - day) for subject in found}
        return set(sorted((one for one in apart if apart[one] <= reach), key=apart.__getitem__)[:most])

    def known(self, first: date, last: date) -> list[set[str]]:
        """Groups of cases heard on days `first`…`last` that share more than a name."""
        with self._lock:
            shared = [held for one, held in self._holders.items() if len(held) > 1 and not one & _NAME]
            groups = [{s for s in holders if first <= self._case[s][0] <= last} for holders in shared]
        return [group for group in groups if len(group) > 1]

    def _print(self, key: str) -> int:
        digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8, key=self._secret).digest()
        return int.from_bytes(digest) | _NAME if key.startswith("n") else int.from_bytes(digest) & ~_NAME

    def _again(self, r: Reader, subjects: set[str]) -> None:
        for subject in subjects:
            _day, prints = self._case.pop(subject, (None, frozenset()))
            for one in prints:
                self._holders[one].discard(subject)
                if not self._holders[one]:
                    del self._holders[one]
        stubs = contacts_of(r, sorted(subjects))
        self._take(r, [stub for stub in stubs if self._since is None or stub[1] >= self._since])
        self._awaited = {subject for subject in subjects - {stub[0] for stub in stubs} if not r.history(subject)}

    def _take(self, r: Reader, stubs: list[tuple[str, date, tuple[str, ...]]]) -> None:
        days = {subject: day for subject, day, _digests in stubs}
        for subject, _digest, data in r.unseal_all([one for _s, _d, digests in stubs for one in digests]):
            keys = frozenset(self._print(key) for who in contacts_in(data) for key in customer(who).marks())
            day, before = self._case.get(subject, (days[subject], frozenset()))
            self._case[subject] = (day, before | keys)
            for one in keys:
                self._holders[one].add(subject)


def contacts_in(data: bytes) -> list[Contact]:
    """The contacts in a sealed text: one, or the representatives of a group."""
    found = msgspec.json.decode(data, type=Contact | list[Contact])
    return found if isinstance(found, list) else [found]


_BOOKS: WeakKeyDictionary[object, Remembered] = WeakKeyDictionary()
_OPENING = threading.Lock()


def remembered(r: Reader, since: date) -> Remembered:
    """What is remembered of the book that is read, up to date for cases heard from `since` on."""
    with _OPENING:
        kept = _BOOKS.setdefault(r.place, Remembered())
    kept.look(r, since)
    return kept
