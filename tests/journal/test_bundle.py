"""Bundles: what is in them arrives once, whatever happens to the file; what does not prove is not taken."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from supervisor.errors import BadInput, Damaged
from supervisor.journal import Book
from supervisor.journal import bundle as form
from supervisor.journal.bundle_header import pack, read_header
from supervisor.journal.bundle_in import Arrival, WrongPassphrase, import_bundle, is_locked, opened
from supervisor.journal.bundle_out import export_bundle
from supervisor.journal.peers import peers
from tests.trust.contents import attachments, entry_rows, ledger_rows
from tests.trust.noted import Noted, note

DAY = 86_400_000


@pytest.fixture
def laptop(new_place):
    """A second copy with nothing in it."""
    with new_place("sqlite", "laptop").create() as made:
        yield made


def alike(one: Book, other: Book) -> bool:
    """Whether two copies hold the same once the first has what the second wrote itself; both must prove."""
    one.merge(other.export(one.vector()))
    assert one.verify(full=True).problems == []
    assert other.verify(full=True).problems == []
    return (entry_rows(one), ledger_rows(one), attachments(one)) == (
        entry_rows(other), ledger_rows(other), attachments(other)
    )  # fmt: skip


def filled(book: Book, notes: int = 30, photos: int = 6) -> None:
    """Notes, photos of chance bytes (some chunks of them) and a sealed text."""
    with book.batch():
        for number in range(notes):
            note(book, f"text {number}", subject=f"note:{number % 4}", place=number, many=number % 3)
    for _number in range(photos):
        with book.write("system") as w:
            w.append("note:photo", Noted(place=1, text=w.put_blob(os.urandom(900_000))))
    with book.write("system") as w:
        w.append("case:1", Noted(place=1, text=w.seal("case:1", b"secret")))


def chunk_ends(path: Path, passphrase: str | None = None) -> list[int]:
    """Where each chunk of a bundle ends."""
    with opened(path, (passphrase,)) as found:
        return [*(chunk.end for chunk in found.unpacker.rest())]


def test_a_bundle_brings_everything_and_again_nothing(any_book, laptop, tmp_path):
    filled(any_book)
    path = tmp_path / "out.bundle"
    export_bundle(any_book, path)
    word = any_book._passphrase
    first = import_bundle(laptop, path, passphrase=word)
    again = import_bundle(laptop, path, passphrase=word)
    assert (first.blobs, first.sealed, first.entries_known) == (6, 1, 0)
    assert (again.entries, again.blobs, again.sealed, again.blobs_known) == (0, 0, 0, 6)
    note(laptop, "written on the way", subject="note:1", place=99)
    back = tmp_path / "back.bundle"
    export_bundle(laptop, back, since=any_book.vector(), passphrase=word)
    home = import_bundle(any_book, back)
    assert (home.entries, home.blobs) == (3, 0)  # how the laptop began, and its note: not one photo comes back
    assert alike(any_book, laptop)
    with any_book.read() as r:
        assert [one.device for one in peers(r.store)] == [home.header.device]


def test_only_photos_that_new_entries_name_go_along(book, laptop, tmp_path):
    filled(book, photos=3)
    export_bundle(book, tmp_path / "1")
    import_bundle(laptop, tmp_path / "1")
    with book.write("system") as w:
        w.append("note:photo", Noted(place=1, text=w.put_blob(b"another photo" * 90)))
    header = export_bundle(book, tmp_path / "2", since=laptop.vector())
    assert (header.entries, header.blobs, header.sealed) == (1, 1, 0)
    import_bundle(laptop, tmp_path / "2")
    assert alike(book, laptop)


def test_a_bundle_of_a_keyed_book_holds_no_plain_text(new_place, tmp_path):
    with new_place("keyed").create() as book:
        note(book, "尖锐的批评 plain words")
        export_bundle(book, tmp_path / "b")
        content = (tmp_path / "b").read_bytes()
        for word in ("plain words", "尖锐", "Test branch", "note:1", "trust.noted"):
            assert word.encode() not in content
        assert is_locked(tmp_path / "b")
        with new_place("sqlite", "other").create() as other:
            for wrong in (None, "", "wrong"):
                with pytest.raises(WrongPassphrase):
                    import_bundle(other, tmp_path / "b", passphrase=wrong)
            assert len(other.vector()) == 1
            import_bundle(other, tmp_path / "b", passphrase=book._passphrase)
            assert alike(book, other)


@pytest.mark.parametrize("passphrase", [None, "words"])
def test_a_file_cut_at_any_chunk_gives_what_stood_before_and_later_the_rest(book, new_place, tmp_path, passphrase):
    filled(book)
    path = tmp_path / "whole.bundle"
    export_bundle(book, path, passphrase=passphrase)
    content, ends = path.read_bytes(), chunk_ends(path, passphrase)
    assert len(ends) >= 5
    with new_place("sqlite", "cut").create() as cut:
        before = 0
        for number, end in enumerate(ends[:-1], 1):
            for extra in (0, 40):
                part = tmp_path / "part.bundle"
                part.write_bytes(content[: end + extra])
                with pytest.raises(Damaged, match=f"part.bundle.* {number + 2} "):
                    import_bundle(cut, part, passphrase=passphrase)
                assert cut.verify(full=True).problems == []
                with cut.read() as r:
                    held = r.store.one("SELECT COUNT(*) FROM blob")[0]
                assert held >= before
                before = held
        assert before == 6
        assert import_bundle(cut, path, passphrase=passphrase).blobs == 0
        assert alike(book, cut)


@pytest.mark.parametrize("passphrase", [None, "words"])
def test_a_flipped_byte_anywhere_is_found_and_nothing_of_its_chunk_taken(book, new_place, tmp_path, passphrase):
    filled(book, notes=8, photos=2)
    path = tmp_path / "b.bundle"
    export_bundle(book, path, passphrase=passphrase)
    content = path.read_bytes()
    places = [*range(0, 60, 7), *range(100, len(content), len(content) // (5 if passphrase else 40)), len(content) - 1]
    with new_place("sqlite", "taker").create() as taker:
        for place in places:
            flipped = bytearray(content)
            flipped[place] ^= 0x40
            path.write_bytes(flipped)
            with pytest.raises((Damaged, BadInput)):
                import_bundle(taker, path, passphrase=passphrase)
        assert taker.verify(full=True).problems == []
        path.write_bytes(content)
        import_bundle(taker, path, passphrase=passphrase)
        assert alike(book, taker)


def test_swapped_repeated_and_missing_chunks_and_what_follows_the_end_are_found(book, laptop, tmp_path):
    filled(book)
    path = tmp_path / "b.bundle"
    export_bundle(book, path)
    content, ends = path.read_bytes(), chunk_ends(path)
    pieces = [content[a:b] for a, b in pairwise(ends)]
    head = content[: ends[0]]
    wrong = {
        "swapped": head + b"".join([pieces[1], pieces[0], *pieces[2:]]),
        "repeated": head + b"".join([pieces[0], *pieces]),
        "left out": head + b"".join(pieces[1:]),
        "followed": content + b"\0",
    }
    for changed in wrong.values():
        path.write_bytes(changed)
        with pytest.raises(Damaged):
            import_bundle(laptop, path)
        assert laptop.verify(full=True).problems == []


def test_a_chunk_of_another_bundle_does_not_fit(book, laptop, tmp_path):
    filled(book)
    export_bundle(book, tmp_path / "1")
    export_bundle(book, tmp_path / "2")
    one, two = (tmp_path / "1").read_bytes(), (tmp_path / "2").read_bytes()
    a, b = chunk_ends(tmp_path / "1"), chunk_ends(tmp_path / "2")
    (tmp_path / "mixed").write_bytes(one[: a[0]] + two[b[0] :])
    with pytest.raises(Damaged, match=r"signature|签名"):
        import_bundle(laptop, tmp_path / "mixed")


def test_what_is_no_bundle_or_of_another_format_is_said_so(book, tmp_path):
    path = tmp_path / "x"
    for content in (b"", b"PK\x03\x04 a workbook", os.urandom(500), form.MAGIC, b"\x89BSB\n\n\x1a\n" + bytes(90)):
        path.write_bytes(content)
        with pytest.raises((BadInput, Damaged)):
            import_bundle(book, path)
    export_bundle(book, path)
    whole = path.read_bytes()
    size = int.from_bytes(whole[8:12])
    prelude = msgspec.json.decode(whole[12 : 12 + size])
    for number in (0, 2, 99):
        changed = msgspec.json.encode(prelude | {"format": number})
        start = form.MAGIC + len(changed).to_bytes(4) + changed
        path.write_bytes(start + hashlib.sha256(start).digest() + whole[12 + size + 32 :])
        with pytest.raises(BadInput, match=str(number)):
            import_bundle(book, path)
    with pytest.raises(BadInput):
        import_bundle(book, tmp_path / "missing")


def test_a_bundle_of_another_branch_or_after_a_gap_is_refused_with_the_cure(book, new_place, tmp_path):
    with new_place("sqlite", "other").create(branch="Elsewhere") as other:
        export_bundle(other, tmp_path / "other")
    with pytest.raises(BadInput, match="Elsewhere"):
        import_bundle(book, tmp_path / "other")
    note(book, "one")
    vector = book.vector()
    note(book, "two")
    export_bundle(book, tmp_path / "later", since=vector)
    with new_place("sqlite", "fresh").create() as fresh:
        with pytest.raises(BadInput, match="--full"):
            import_bundle(fresh, tmp_path / "later")
        assert len(fresh.vector()) == 1


def test_an_old_bundle_does_not_bring_back_the_key_of_an_erased_case(book, laptop, tmp_path):
    filled(book)
    export_bundle(book, tmp_path / "before")
    import_bundle(laptop, tmp_path / "before")
    with laptop.write("system") as w:
        w.erase("case:1", "asked")
    for _again in range(2):
        import_bundle(laptop, tmp_path / "before")
        with laptop.read() as r:
            assert r.store.all("SELECT * FROM case_key") == []
    export_bundle(laptop, tmp_path / "erased")
    import_bundle(book, tmp_path / "erased")
    import_bundle(book, tmp_path / "before")
    with book.read() as r:
        assert r.store.all("SELECT * FROM case_key") == []
    assert alike(book, laptop)
    with Book.create(tmp_path / "third.book", branch="Test branch") as third:  # in the other order, too
        import_bundle(third, tmp_path / "before")
        import_bundle(third, tmp_path / "erased")
        with third.read() as r:
            assert r.store.all("SELECT * FROM case_key") == []
        assert third.verify(full=True).problems == []


@pytest.mark.parametrize("days", [5, -5, 0])
def test_a_clock_days_off_is_told_and_merges_in_order(book, laptop, tmp_path, days):
    note(book, "seen by both")
    export_bundle(book, tmp_path / "out")
    laptop.set_now(lambda: datetime.now(UTC) + timedelta(days=days))
    met = import_bundle(laptop, tmp_path / "out")
    note(laptop, "mended in sight of it")
    export_bundle(laptop, tmp_path / "back", since=book.vector())
    home = import_bundle(book, tmp_path / "back")
    assert round(home.ahead_ms / DAY) == days
    assert round(met.ahead_ms / DAY) == (5 if days == -5 else 0)  # a fast clock shows only when something comes back
    with book.read() as r:
        assert [row[2] for row in ledger_rows(book, "trust")["trust_note"]] == ["mended in sight of it"]
        assert r.conflicts() == []
    export_bundle(book, tmp_path / "again", since=laptop.vector())
    assert round(import_bundle(laptop, tmp_path / "again").told_ms / DAY) == days
    assert alike(book, laptop)


def test_a_bundle_that_stops_in_the_middle_leaves_no_file_and_what_was_there(book, tmp_path):
    filled(book)
    path = tmp_path / "b"
    path.write_bytes(b"older")

    def stop(share: float) -> None:
        if share > 0.3:
            raise InterruptedError

    with pytest.raises(Exception):  # noqa: B017 what the caller raised, told in whatever way
        export_bundle(book, path, progress=stop)
    assert path.read_bytes() == b"older"
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []
    with pytest.raises(Exception, match=r"nowhere"):
        export_bundle(book, tmp_path / "nowhere" / "b")


def test_the_header_reads_back(book, tmp_path):
    made = export_bundle(book, tmp_path / "b")
    with opened(tmp_path / "b") as found:
        assert found.header == made == read_header(pack(made))
    assert isinstance(import_bundle(book, tmp_path / "b"), Arrival)  # one's own, too: nothing happens
