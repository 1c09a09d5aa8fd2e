"""Sealed texts, erasure and blobs, on every engine."""

from __future__ import annotations

import pytest

from supervisor.errors import Refused
from tests.journal.toys import Noted


def test_sealed_texts_open_until_their_case_is_erased(any_book):
    with any_book.write("person:1") as w:
        digest = w.seal("case:1", "张女士 138…".encode())
        other = w.seal("case:2", b"stays")
    with any_book.read() as r:
        assert r.unseal("case:1", digest) == "张女士 138…".encode()
        assert r.unseal("case:2", digest) is None
    with any_book.write("person:1") as w:
        w.erase("case:1", "asked by the customer")
    with any_book.read() as r:
        assert r.unseal("case:1", digest) is None
        assert r.unseal("case:2", other) == b"stays"
    assert any_book.verify(full=True).problems == []


def test_an_erasure_reaches_every_copy(any_book, new_place):
    with any_book.write("person:1") as w:
        digest = w.seal("case:1", b"secret")
        w.append("note:1", Noted(text=digest, colour=""))
    with new_place("sqlite", "laptop").create() as laptop:
        laptop.merge(any_book.export())
        with laptop.read() as r:
            assert r.unseal("case:1", digest) == b"secret"
        with any_book.write("person:1") as w:
            w.erase("case:1")
        laptop.merge(any_book.export(laptop.vector()))
        with laptop.read() as r:
            assert r.unseal("case:1", digest) is None
        any_book.merge(laptop.export())  # the laptop's key, if it were still sent, must not come back
        with any_book.read() as r:
            assert r.unseal("case:1", digest) is None


def test_blobs_are_stored_once_and_read_whole(any_book):
    photo = bytes(range(256)) * 100
    with any_book.write("person:1") as w:
        assert w.put_blob(photo) == w.put_blob(photo)
        digest = w.put_blob(b"")
    with any_book.read() as r:
        assert r.blob(digest) == b""
        with pytest.raises(KeyError):
            r.blob("0" * 64)
        assert r.store.one("SELECT COUNT(*) FROM blob")[0] == 2


def test_one_case_sealed_on_two_copies_before_they_meet_reads_on_both(any_book, new_place):
    with new_place("sqlite", "laptop").create() as laptop:
        digests = []
        for book, text in ((any_book, b"at the branch"), (laptop, b"on the laptop")):
            with book.write("person:1") as w:
                digests.append(w.seal("case:1", text))
                w.append("note:1", Noted(text=digests[-1], colour=""))
        any_book.merge(laptop.export())
        laptop.merge(any_book.export())
        for book in (any_book, laptop):
            with book.read() as r:
                assert [r.unseal("case:1", digest) for digest in digests] == [b"at the branch", b"on the laptop"]
            assert book.verify(full=True).problems == []
        with laptop.write("person:1") as w:
            w.erase("case:1")
        any_book.merge(laptop.export(any_book.vector()))
        for book in (any_book, laptop):
            with book.read() as r:
                assert [r.unseal("case:1", digest) for digest in digests] == [None, None]


def test_an_erased_case_takes_nothing_more(any_book):
    with any_book.write("person:1") as w:
        w.seal("case:1", b"secret")
    with any_book.write("person:1") as w:
        w.erase("case:1")
    with pytest.raises(Refused), any_book.write("person:1") as w:
        w.seal("case:1", b"more")
    assert any_book.verify(full=True).problems == []
