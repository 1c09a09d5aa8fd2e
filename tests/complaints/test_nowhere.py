"""An erased customer is nowhere: not in the book's file, its log, its folder, in no encoding, nor are the key's bytes.

The search is shown to be able to find: before the erasing it finds the key. PostgreSQL's own write-ahead log is left
out, since no client can clear it (docs/complaints-erasure.md).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from supervisor.complaints import service
from supervisor.complaints.promises import service as promises
from supervisor.complaints.retention import service as retention
from supervisor.complaints.retention.erasing import erase_contact
from supervisor.complaints.texts.masking import Contact
from supervisor.errors import BadInput
from supervisor.journal import Book
from supervisor.journal.bundle_in import import_bundle
from supervisor.journal.bundle_out import export_bundle
from supervisor.journal.compacting import compact
from tests.conftest import NewPlace, Place

from .team import Team, found

CONTACT = Contact(
    name="欧阳靖雯", phone="13987654321", mail="jingwen.ouyang@example.com", address="虚构市东湖区银杏路八十八号"
)
TEXTS = (
    *("欧阳靖雯", "13987654321", "jingwen.ouyang", "虚构市东湖区银杏路八十八号"),
    *("雨天排队四十分钟无人引导", "盼当面致歉并改进", "核实监控后属实", "增设引导岗一名", "已上门道歉并说明"),
    *("欧阳靖雯来信扫描.jpg", "letter of Ouyang, page one"),
)
FILE = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 " + b"letter of Ouyang, page one " * 40


def encodings(text: str) -> Iterator[bytes]:
    """The bytes a text may lie about as: four encodings, each also as base64 (at any offset) and as hex."""
    for coding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        yield from written(text.encode(coding))


def written(plain: bytes) -> Iterator[bytes]:
    """Bytes as they are, in base64 at each of its three offsets without the ends, in hex of both cases."""
    yield plain
    yield plain.hex().encode()
    yield plain.hex().upper().encode()
    for offset in range(3):
        yield base64.b64encode(b"\0" * offset + plain)[4:-4]


def pieces(whole: bytes, size: int = 8) -> Iterator[bytes]:
    """Every run of `size` bytes."""
    for start in range(len(whole) - size + 1):
        yield whole[start : start + size]


def piece_of(keys: list[bytes], folder: Path) -> bool:
    """Whether eight bytes in a row of any of many keys lie anywhere below a folder: all of them looked for at once."""
    wanted = np.frombuffer(b"".join(one for key in keys for one in pieces(key)), "<u8")
    content = b"".join(bytes_of(folder).values())
    return any(np.isin(np.frombuffer(content[at : at + (len(content) - at) // 8 * 8], "<u8"), wanted).any()
               for at in range(8))  # fmt: skip


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def traces(folder: Path, keys: list[bytes], texts: tuple[str, ...] = TEXTS) -> list[str]:
    """Where anything of the customer or of the keys still lies below a folder."""
    wanted = {one: text for text in texts for one in encodings(text) if len(one) >= 6}
    wanted |= dict.fromkeys(written(FILE), "attachment")
    wanted |= {one: "key" for key in keys for one in (*pieces(key), *written(key))}
    unlike = {content: name for name, content in bytes_of(folder).items()}  # PostgreSQL keeps copies of its own tables
    return [f"{word} in {name}" for content, name in unlike.items() for one, word in wanted.items() if one in content]


def keys_of(book: Book, *subjects: str) -> list[bytes]:
    """The keys of cases, as they stand in the book."""
    with book.read() as r:
        rows = r.store.all("SELECT sealed_case, secret FROM case_key")
    return [bytes(secret) for case, secret in rows if case in subjects]


def whole_case(team: Team) -> str:
    """A case with everything sealed that can be."""
    book, who = team.book, team.handler
    subject = team.register(owner=who, text=TEXTS[4] + CONTACT.phone, wish=TEXTS[5], contact=CONTACT)
    service.attach(book, who, subject, name="欧阳靖雯来信扫描.jpg", data=FILE)
    for note in (f"{CONTACT.name}住院", f"回电 {CONTACT.phone}", f"去{CONTACT.address}", f"写信给{CONTACT.mail}"):
        with pytest.raises(BadInput):  # not sealed, so it may not stand there
            service.pause(book, who, subject, "papers", note=note)
    service.pause(book, who, subject, "papers", note="客户住院")
    service.resume(book, who, subject)
    named = f"（{CONTACT.name} {CONTACT.phone} {CONTACT.mail} {CONTACT.address}）"
    service.handle(
        book, who, subject, at_fault=True, facts=TEXTS[6] + named, measure=TEXTS[7] + named, root=named, apologised=True
    )
    service.reply(book, who, subject, text=TEXTS[8] + named)
    service.close(book, team.manager, subject)
    return subject


@pytest.fixture
def root(any_place: Place, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The folder in which all that the book writes lies."""
    if any_place.engine == "postgresql":
        return request.getfixturevalue("postgres").folder / "data" / "base"
    return tmp_path


def test_nothing_of_an_erased_customer_is_left(any_place: Place, root: Path) -> None:
    with any_place.create() as book:
        team = found(book)
        others = [team.register(owner=team.handler, text=f"另一件事 {n}") for n in range(30)]
        subject = whole_case(team)
        call = promises.promise(
            book, team.handler, owner=team.handler, due=team.now.replace(hour=17), matter="回电说明", contact=CONTACT
        )
        promises.keep_promise(book, team.handler, call)
        keys, kept = keys_of(book, subject, call), keys_of(book, others[0])
        assert len(keys) == 2
        if any_place.engine == "sqlite":
            assert "key in branch.book-wal" in traces(root, keys), "the search finds what is there"
        assert not [one for one in traces(root, []) if not one.startswith("key")], "never in the clear at all"
        for _n in range(3):
            service.unmask(book, team.handler, subject, "核对")  # reading leaves nothing behind either
        service.erase(book, team.manager, subject, "客户要求", by_right=True)
        erase_contact(book, team.manager, call, "客户要求", by_right=True)
        assert traces(root, keys) == [], "at once, with the book still open"
        with book.read() as r:
            assert r.store.one("SELECT COUNT(*) FROM sealed WHERE sealed_case = ?", (subject,))[0] == 0
            assert r.store.one("SELECT COUNT(*) FROM book WHERE name = 'unwiped'")[0] == 0
        assert compact(book).whole
        assert traces(root, keys) == []
        verdict = book.verify(full=True)
        assert verdict.problems == []
    with any_place.open() as book:
        assert keys_of(book, others[0]) == kept, "another customer's case is untouched"
    assert traces(root, keys) == []


def test_hundreds_erased_in_one_go_leave_no_piece_of_a_key(place: Place, tmp_path: Path) -> None:
    with place.create() as book:
        team = found(book)
        with book.batch():
            subjects = [team.register(owner=team.handler, text=f"第{n}件") for n in range(400)]
            for subject in subjects[:300]:
                service.withdraw(book, team.handler, subject, "客户说明撤回")
        keys = keys_of(book, *subjects[:300])
        assert piece_of(keys, tmp_path)
        team.now = team.now.replace(year=2030)
        assert retention.erase_due(book, team.manager) == 300
        assert not piece_of(keys, tmp_path)
        assert len(keys_of(book, *subjects)) == 100


def test_while_somebody_reads_it_stays_owed_and_is_done_at_the_next_opening(place: Place, tmp_path: Path) -> None:
    with place.create() as book, place.open() as other:
        team = found(book)
        subject = whole_case(team)
        keys = keys_of(book, subject)
        with other.read() as r:
            r.store.one("SELECT COUNT(*) FROM journal")  # a snapshot from before holds the log
            service.erase(book, team.manager, subject, "客户要求", by_right=True)
        with book.read() as r:
            assert r.store.one("SELECT COUNT(*) FROM book WHERE name = 'unwiped'")[0] == 1
        assert keys_of(book, subject) == []
    with place.open() as book:
        book.export()  # any use of it
        with book.read() as r:
            assert r.store.one("SELECT COUNT(*) FROM book WHERE name = 'unwiped'")[0] == 0
        assert traces(tmp_path, keys) == []


def test_an_erasure_goes_along_and_no_older_bundle_brings_anything_back(
    any_place: Place, new_place: NewPlace, tmp_path: Path
) -> None:
    before, after = tmp_path / "before.bundle", tmp_path / "after.bundle"
    with any_place.create() as book, new_place("sqlite", "laptop").create() as laptop:
        team = found(book)
        subject = whole_case(team)
        keys = keys_of(book, subject)
        export_bundle(book, before)
        import_bundle(laptop, before, passphrase=any_place.passphrase)
        assert keys_of(laptop, subject) == keys
        service.erase(book, team.manager, subject, "客户要求", by_right=True)
        export_bundle(book, after)
        import_bundle(laptop, after, passphrase=any_place.passphrase)
        for _n in range(2):
            for one in (book, laptop):
                assert keys_of(one, subject) == []
                with one.read() as r:
                    assert r.store.one("SELECT COUNT(*) FROM sealed WHERE sealed_case = ?", (subject,))[0] == 0
                assert one.verify(full=True).problems == []
                import_bundle(one, before, passphrase=any_place.passphrase)
        before.unlink()
        if any_place.engine != "postgresql":
            assert traces(tmp_path, keys) == []
    with new_place("sqlite", "third").create() as third:  # erased before it came: neither key nor text is taken
        import_bundle(third, after, passphrase=any_place.passphrase)
        assert keys_of(third, subject) == []
