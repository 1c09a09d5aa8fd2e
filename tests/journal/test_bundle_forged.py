"""Somebody who can sign a bundle and means no good: nothing that does not prove is taken."""

from __future__ import annotations

import hashlib
import tracemalloc
import zlib
from pathlib import Path

import msgspec
import pytest

from supervisor.errors import Damaged
from supervisor.journal import Book
from supervisor.journal import bundle as form
from supervisor.journal.bundle_header import End, Header, pack
from supervisor.journal.bundle_in import import_bundle
from supervisor.journal.bundle_out import export_bundle
from supervisor.journal.device import new_device
from supervisor.journal.entry import Entry, digest_of
from supervisor.journal.merge import Head
from tests.trust.noted import note


@pytest.fixture
def laptop(new_place):
    """A second copy with nothing in it."""
    with new_place("sqlite", "laptop").create() as made:
        yield made


def forged(path: Path, book: Book, chunks, **changed) -> None:
    """A bundle signed by a device of the forger's own, with these chunks."""
    device = new_device("forger")
    header = Header(
        bundle="x", branch=book.branch, zone="UTC", program="", device=device.name, public_key=device.public_key,
        made_ms=0, since={}, vector={},
    )  # fmt: skip
    header = msgspec.structs.replace(header, **changed)
    with path.open("wb") as target:
        packer = form.Packer(target, device, "x", None)
        packer.add(form.HEADER, pack(header))
        for kind, content, packed in chunks:
            packer.add(kind, content, packed=packed)
        packer.add(form.END, pack(End(packer.chunks + 1, 0, 0, 0)))


def entries_of(book: Book, device: str) -> list[Entry]:
    """What a device wrote, as a forger could copy it."""
    return [entry for entry in book.export().entries if entry.device == device]


def test_nobody_speaks_in_the_name_of_a_known_device(book, laptop, tmp_path):
    note(book, "honest")
    export_bundle(book, tmp_path / "honest")
    import_bundle(laptop, tmp_path / "honest")
    (name,) = book.vector()
    forged(tmp_path / "forged", book, [], device=name)
    with pytest.raises(Damaged, match=name):
        import_bundle(laptop, tmp_path / "forged")
    last = entries_of(book, name)[-1]
    device = new_device("other")
    fields = (*last[:1], last.seq + 1, "n" * 20, *last[3:8], "n" * 20, *last[9:15], last.digest)
    entry = Entry(*fields, digest_of(fields))
    head = Head(name, entry.seq, entry.digest, device.public_key, device.sign(entry.seq, entry.digest))
    for heads in ([head], []):
        portion = pack({"entries": [entry], "heads": heads})
        forged(tmp_path / "forged", book, [(form.ENTRIES, portion, True)])
        with pytest.raises(Damaged):
            import_bundle(laptop, tmp_path / "forged")
        assert laptop.vector()[name] == last.seq
        assert laptop.verify(full=True).problems == []


@pytest.mark.parametrize(
    "chunk",
    [
        (form.BLOBS, pack([("0" * 64, 3, b"rabc")]), False),
        (form.BLOBS, pack([("0" * 64, 2**50, b"zabc")]), False),
        (form.SEALED, pack({"texts": [("0" * 64, "c", b"x")], "keys": []}), True),
        (form.ENTRIES, b"\xc1", True),
        (form.ENTRIES, pack({"entries": [[1]], "heads": []}), True),
        (form.EXTRA, pack(7), True),
        (form.HEADER, b"", True),
    ],
)  # fmt: skip
def test_content_that_is_not_what_it_says_is_not_taken(book, tmp_path, chunk):
    forged(tmp_path / "forged", book, [chunk])
    with pytest.raises(Damaged):
        import_bundle(book, tmp_path / "forged")
    assert book.verify(full=True).problems == []


def test_a_bomb_is_not_unpacked(book, tmp_path):
    """A chunk that says it is small, one that says it is large, and an attachment that grows without end."""
    bomb = zlib.compress(bytes(200 << 20), 9)
    device = new_device("bomber")
    for said in (1000, 200 << 20, 2**32 - 1):
        path = tmp_path / "bomb"
        with path.open("wb") as target:
            packer = form.Packer(target, device, "x", None)
            body = said.to_bytes(4) + bomb
            packer._target.write(head := form._HEAD.pack(form.HEADER, bytes([form.PACKED]), len(body)))
            digest = hashlib.sha256(packer._running + head + body).digest()
            target.write(body + device.sign_text(b"supervisor bundle chunk\n" + digest))
        tracemalloc.start()
        with pytest.raises(Damaged):
            import_bundle(book, path)
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
        tracemalloc.stop()
    for size in (1000, form.MOST_BYTES):
        forged(tmp_path / "bomb", book, [(form.BLOBS, pack([("0" * 64, size, b"z" + bomb)]), False)])
        with pytest.raises(Damaged):
            import_bundle(book, tmp_path / "bomb")
