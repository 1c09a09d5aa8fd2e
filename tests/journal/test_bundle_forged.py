"""Somebody who can sign a bundle and means no good: nothing that does not prove is taken."""

from __future__ import annotations

import hashlib
import tracemalloc
import zlib
from pathlib import Path

import msgspec
import pytest

from supervisor.errors import BadInput, Damaged
from supervisor.journal import Book
from supervisor.journal import bundle as form
from supervisor.journal.bundle_crypto import kin_proof
from supervisor.journal.bundle_header import End, Header, pack
from supervisor.journal.bundle_in import import_bundle
from supervisor.journal.bundle_out import export_bundle
from supervisor.journal.device import Device, new_device
from supervisor.journal.entry import Entry, digest_of
from supervisor.journal.event import to_bytes
from supervisor.journal.facts import DeviceStarted
from supervisor.journal.merge import Head
from supervisor.journal.peers import peers
from tests.trust.noted import note


@pytest.fixture
def laptop(new_place):
    """A second copy with nothing in it."""
    with new_place("sqlite", "laptop").create() as made:
        yield made


def forged(path: Path, book: Book, chunks, writer: Device | None = None, counts=(0, 0, 0), **changed) -> None:
    """A bundle signed by a device of the forger's own, with these chunks; he has a copy of the book."""
    device = writer or new_device("forger")
    known = {entry.device: entry.digest for entry in book.export().entries if entry.seq == 1}
    header = Header(
        bundle="x", branch=book.branch, zone="UTC", program="", device=device.name, public_key=device.public_key,
        made_ms=0, since={}, vector={}, kin={n: kin_proof(d, "x", device.public_key) for n, d in known.items()},
    )  # fmt: skip
    header = msgspec.structs.replace(header, **changed)
    with path.open("wb") as target:
        packer = form.Packer(target, device, "x", None)
        packer.add(form.HEADER, pack(header))
        for kind, content, packed in chunks:
            packer.add(kind, content, packed=packed)
        packer.add(form.END, pack(End(packer.chunks + 1, *counts)))


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


def written(book: Book, device: Device, number: int = 1, prev: bytes = b"", **changed) -> Entry:
    """An entry of a forger's device, well made but for what is changed."""
    fact = to_bytes(DeviceStarted(device=device.name, public_key=device.public_key.hex()))
    name = f"n{number}" * 10
    entry = Entry(
        device=device.name, seq=number, id=name, branch=book.branch, clock=5 << 16, at_ms=5, day=19700101,
        actor="system", op=name, op_count=1, kind="journal.device_started", version=1, base=b"", payload=fact,
        subject=f"device:{device.name}", prev=prev, digest=b"",
    )._replace(**changed)  # fmt: skip
    return entry._replace(digest=digest_of(entry[:16]))


def head_of(entry: Entry, device: Device) -> Head:
    """The signed end of a chain."""
    return Head(entry.device, entry.seq, entry.digest, device.public_key, device.sign(entry.seq, entry.digest))


def sent(path: Path, book: Book, device: Device, entries: list[Entry], heads: list[Head], **changed) -> Path:
    """A bundle of these entries."""
    portion = pack({"entries": entries, "heads": heads})
    forged(path, book, [(form.ENTRIES, portion, True)], writer=device, counts=(len(entries), 0, 0), **changed)
    return path


def test_who_has_no_copy_of_the_book_brings_nothing_into_it(any_book, new_place, tmp_path):
    """Neither a stranger, who knows its name only, nor another book of that name."""
    note(any_book, "ours")
    before = any_book.vector()
    stranger = new_device("stranger")
    entry = written(any_book, stranger)
    lock = {"passphrase": any_book._passphrase}
    path = sent(tmp_path / "x", any_book, stranger, [entry], [head_of(entry, stranger)], kin={})
    with pytest.raises(BadInput, match=r"another book|另一"):
        import_bundle(any_book, path)
    with new_place("sqlite", "other").create() as other:
        note(other, "theirs")
        export_bundle(other, path, **lock)
        with pytest.raises(BadInput, match=r"another book|另一"):
            import_bundle(any_book, path)
        forged_kin = {device: bytes(32) for device in before}
        forged(tmp_path / "y", any_book, [], kin=forged_kin)
        with pytest.raises(BadInput):
            import_bundle(any_book, tmp_path / "y")
    assert any_book.vector() == before


def test_a_device_has_one_key_in_one_bundle_too(book, tmp_path):
    note(book, "ours")
    one, other = new_device("one"), new_device("other")
    first = written(book, one)
    second = written(book, one, 2, first.digest)
    heads = [head_of(first, one), Head(one.name, 2, second.digest, other.public_key, other.sign(2, second.digest))]
    with pytest.raises(Damaged):
        import_bundle(book, sent(tmp_path / "x", book, new_device("x"), [first, second], heads))
    assert book.verify(full=True).problems == []


@pytest.mark.parametrize(
    "changed",
    [
        {"at_ms": 2**62}, {"at_ms": -1}, {"day": 20261399}, {"day": 0}, {"version": 0}, {"name": "a,b"},
        {"name": "x" * 99}, {"kind": "journal.book_founded", "payload": b"{}"}, {"payload": b"[" * 5000},
    ],
)  # fmt: skip
def test_an_entry_that_no_screen_could_show_is_damaged(book, tmp_path, changed):
    note(book, "ours")
    changed = dict(changed)
    device = new_device("x")
    device.name = changed.pop("name", device.name)
    entry = written(book, device, **changed)
    with pytest.raises(Damaged):
        import_bundle(book, sent(tmp_path / "x", book, new_device("y"), [entry], [head_of(entry, device)]))
    with book.read() as r:
        assert r.latest()[0].device != entry.device


@pytest.mark.parametrize(
    "changed",
    [
        {"vector": {"abc": 2**64 - 1}}, {"vector": {"abc": -1}}, {"since": {"abc": 2**64 - 1}}, {"made_ms": 2**63},
        {"made_ms": -(2**62)}, {"clocks": {"abc": 2**62}}, {"device": "a\x00b"}, {"device": "x" * 10_000},
        {"vector": {"abc": 10**9}},
    ],
)  # fmt: skip
def test_a_header_cannot_claim_what_cannot_be(book, laptop, tmp_path, changed):
    note(book, "ours")
    forged(tmp_path / "x", book, [], **changed)
    with pytest.raises(Damaged):
        import_bundle(book, tmp_path / "x")
    with book.read() as r:
        assert peers(r.store) == []


@pytest.mark.parametrize("text", [b"{not json", b"[" * 4000, b'{"format":"\xff"}', b"{}", b"7"])
def test_a_beginning_that_makes_no_sense_is_no_bundle(book, tmp_path, text):
    start = form.MAGIC + form._SIZE.pack(len(text)) + text
    (tmp_path / "x").write_bytes(start + hashlib.sha256(start).digest())
    with pytest.raises(BadInput):
        import_bundle(book, tmp_path / "x")


def test_a_chunk_of_very_many_empty_attachments_is_damaged(book, tmp_path):
    forged(tmp_path / "x", book, [(form.BLOBS, pack([("", 0, b"")] * 20_000), True)])
    with pytest.raises(Damaged):
        import_bundle(book, tmp_path / "x")


def test_a_bundle_that_keeps_back_what_it_says_it_holds_is_not_whole(book, laptop, tmp_path):
    note(book, "ours")
    path = tmp_path / "x"
    export_bundle(book, path)
    import_bundle(laptop, path)
    note(laptop, "of the laptop")
    forged(path, laptop, [], vector=laptop.vector())
    with pytest.raises(Damaged):
        import_bundle(book, path)
    with book.read() as r:
        assert peers(r.store) == []
