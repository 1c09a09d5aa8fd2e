"""A laptop out and back through the services: rights, log-ins, receipts on both sides."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import time_machine

from supervisor.access.ledger import credential
from supervisor.access.service import add_user, log_in, set_password
from supervisor.branch.staff import add_person
from supervisor.errors import BadInput, Damaged, Refused
from supervisor.exchange import service
from supervisor.exchange.receipt import both, to_file_text
from supervisor.inspection import service as inspecting
from supervisor.journal import SYSTEM, Book
from supervisor.journal.bundle_in import WrongPassphrase
from supervisor.journal.engine import close_engine, open_engine
from tests.inspection.branches import Branch, made

WORD, SECRET = "ten paces one post", "Correct-Horse-9"
ITEMS = ("D1", "D2", "D3", "D4", "D5", "D6")


class Two:
    """A branch and its laptop."""

    def __init__(self, branch: Book, staff: Branch, folder: Path) -> None:
        self.branch, self.staff, self.folder = branch, staff, folder
        self.out = folder / "out.bundle"
        service.make_bundle(branch, staff.manager, self.out, laptop=True)
        self.laptop, self.begun = service.start_from_bundle(str(folder / "laptop.book"), self.out)

    def inspect(self, *, finish: bool = True) -> str:
        """One inspection on the laptop, with a photo."""
        subject = inspecting.begin(self.laptop, self.staff.supervisor, "tellers_day")
        for item in ITEMS:
            inspecting.answer(self.laptop, self.staff.supervisor, subject, item, "pass")
        inspecting.attach_photo(self.laptop, self.staff.supervisor, subject, "D1", subject.encode() * 99)
        if finish:
            inspecting.finish(self.laptop, self.staff.supervisor, subject)
        return subject

    def home(self) -> tuple[service.Made, service.Taken]:
        """The laptop hands in."""
        path = self.folder / "back.bundle"
        bundle = service.make_bundle(self.laptop, self.staff.supervisor, path)
        return bundle, service.take_bundle(self.branch, self.staff.manager, path)


@pytest.fixture
def two(book: Book, tmp_path: Path) -> Iterator[Two]:
    staff = made(book, 7, datetime.now(UTC))
    there = Two(book, staff, tmp_path)
    yield there
    there.laptop.close()


def test_what_went_home_is_the_same_on_both_sides_and_the_receipt_comes_back(two: Two) -> None:
    subjects = {two.inspect(), two.inspect(finish=False)}
    with two.laptop.read() as r:
        assert set(service.not_handed_in(r)) == subjects
    bundle, taken = two.home()
    assert {one.subject for one in bundle.inspections} == subjects
    assert taken.receipt.whole
    assert [(x.line.digest, x.line.answers, x.line.photos) for x in taken.receipt.inspections] == [
        (x.digest, x.answers, x.photos) for x in bundle.inspections
    ]
    assert {(x.answers, x.photos, x.pictures) for x in bundle.inspections} == {(6, 1, 2)}  # the check-list is one, too
    path = two.folder / "back.receipt"
    path.write_bytes(to_file_text(two.branch, taken.receipt))
    back = service.read_receipt(two.laptop, two.staff.supervisor, path)
    assert [same for _line, same in back.inspections] == [True, True]
    assert back.not_handed_in == 0
    again = service.make_bundle(two.laptop, two.staff.supervisor, two.folder / "again")
    assert (again.header.entries, again.inspections) == (0, ())
    two.inspect()
    with two.laptop.read() as r:
        assert len(service.not_handed_in(r)) == 1


def test_the_branch_may_have_gone_on_and_the_digests_are_equal_all_the_same(two: Two) -> None:
    subject = two.inspect(finish=False)
    two.home()
    inspecting.answer(two.branch, two.staff.supervisor, subject, "D2", "na")
    _bundle, taken = two.home()
    assert taken.arrival.entries == 0
    assert taken.receipt.whole
    (line,) = taken.receipt.inspections
    assert (both(line.sent_answers, line.line.answers), both(-1, 3)) == ("6", "3")
    inspecting.clear(two.branch, two.staff.supervisor, subject, "D3")
    (line,) = service._receipt(two.branch, taken.arrival).inspections
    assert (both(line.sent_answers, line.line.answers), line.equal) == ("6 → 5", True)


def test_a_lost_photo_shows_on_the_receipt(two: Two) -> None:
    two.inspect()
    path = two.folder / "back.bundle"
    service.make_bundle(two.laptop, two.staff.supervisor, path)
    taken = service.take_bundle(two.branch, two.staff.manager, path)
    with two.branch._transaction() as connection:
        connection.exec_driver_sql("DELETE FROM blob WHERE size BETWEEN 2000 AND 4000")
    again = service._receipt(two.branch, taken.arrival)
    assert not again.whole


def test_log_ins_travel_for_the_laptops_own_users_only_and_change_nobodys_password(two: Two) -> None:
    book, staff = two.branch, two.staff
    assert two.begun.logins == ()  # nobody had a password yet
    chief = add_person(book, SYSTEM, no="777", name="N", role="r")
    user = add_user(book, SYSTEM, login="chief", person=chief, name="N", roles=("administrator",))
    set_password(book, SYSTEM, user, SECRET)
    own = add_user(book, SYSTEM, login="own", person=staff.manager, name="M", roles=("manager",))
    set_password(book, SYSTEM, own, SECRET)
    path = two.folder / "second.bundle"
    with pytest.raises(Refused):  # the manager gives nobody else's log-in away
        service.make_bundle(book, staff.manager, path, laptop=True, logins=["chief"], passphrase=WORD)
    with pytest.raises(BadInput, match=r"encrypted|加密"):
        service.make_bundle(book, staff.manager, path, laptop=True)
    with pytest.raises(BadInput):
        service.make_bundle(book, chief, path, laptop=True, logins=["nobody"], passphrase=WORD)
    assert not path.exists()
    sent = service.make_bundle(book, chief, path, laptop=True, logins=["own"], passphrase=WORD)
    assert sent.logins == ("chief", "own")
    other, begun = service.start_from_bundle(str(two.folder / "other.book"), path, passphrase=WORD)
    with other:
        assert begun.logins == ("chief", "own")
        assert log_in(other, "own", SECRET).person == staff.manager
        kept = _credential(other, "own")
        with pytest.raises(BadInput):  # it is somebody's book now
            service.start_from_bundle(str(two.folder / "other.book"), path, passphrase=WORD)
        set_password(book, SYSTEM, own, SECRET + "x")
        service.make_bundle(book, chief, path, logins=["own"], full=True, passphrase=WORD)
        assert service.take_bundle(other, staff.manager, path, passphrase=WORD).logins == ()
        assert _credential(other, "own") == kept
    plain = service.make_bundle(book, staff.manager, path, full=True)
    assert (plain.logins, plain.encrypted) == ((), False)


def _credential(book: Book, login: str):
    with book.read() as r:
        return credential(r, login)


def test_without_the_right_nothing_goes_out_or_in(two: Two) -> None:
    teller = two.staff.tellers[0]
    own = add_user(two.branch, SYSTEM, login="own", person=two.staff.manager, name="M", roles=("manager",))
    set_password(two.branch, SYSTEM, own, SECRET)
    for refused in (
        lambda: service.make_bundle(two.branch, teller, two.folder / "x", full=True),
        lambda: service.take_bundle(two.branch, teller, two.out),
        lambda: service.take_bundle(two.branch, "", two.out),
        lambda: service.read_receipt(two.branch, teller, two.out),
    ):
        with pytest.raises(Refused):
            refused()
    assert not (two.folder / "x").exists()


def test_a_receipt_that_was_changed_or_is_a_strangers_proves_nothing(two: Two, tmp_path: Path) -> None:
    two.inspect()
    _bundle, taken = two.home()
    text = to_file_text(two.branch, taken.receipt)
    path = tmp_path / "r.receipt"
    path.write_bytes(text.replace(b'"entries": ', b'"entries": 1'))
    with pytest.raises(Damaged):
        service.read_receipt(two.laptop, two.staff.supervisor, path)
    with Book.create(tmp_path / "stranger.book", branch=two.branch.branch) as stranger:
        forged = msgspec.structs.replace(taken.receipt, received_by="stranger1234")
        path.write_bytes(to_file_text(stranger, forged))
        with pytest.raises(BadInput, match="stranger1234"):
            service.read_receipt(two.laptop, two.staff.supervisor, path)
        path.write_bytes(to_file_text(stranger, taken.receipt))
        with pytest.raises(Damaged):
            service.read_receipt(two.laptop, two.staff.supervisor, path)
    path.write_bytes(text)
    with pytest.raises(BadInput):  # read on the computer that wrote it
        service.read_receipt(two.branch, two.staff.manager, path)
    for content in (b"", b"{}", b"\xff\xfe", b"[1]"):
        path.write_bytes(content)
        with pytest.raises(BadInput):
            service.read_receipt(two.laptop, two.staff.supervisor, path)
    with two.laptop.read() as r:
        assert len(service.not_handed_in(r)) == 1


def test_a_laptops_book_is_begun_whole_or_continued(two: Two) -> None:
    where = two.folder / "third.book"
    locked = two.folder / "locked.bundle"
    service.make_bundle(two.branch, two.staff.manager, locked, laptop=True, passphrase=WORD)
    with pytest.raises(WrongPassphrase):
        service.start_from_bundle(str(where), locked, passphrase="wrong")
    assert not where.exists()
    part = two.folder / "part.bundle"
    part.write_bytes(two.out.read_bytes()[:-200])
    with pytest.raises(Damaged):
        service.start_from_bundle(str(where), part)
    book, _taken = service.start_from_bundle(str(where), two.out)
    with book:
        assert book.verify(full=True).problems == []
    two.inspect()
    bundle, _home = two.home()
    assert not bundle.header.complete
    with pytest.raises(BadInput, match="--laptop"):
        service.start_from_bundle(str(two.folder / "fourth.book"), two.folder / "back.bundle")
    assert not (two.folder / "fourth.book").exists()


def test_a_bundle_for_one_copy_holds_what_that_one_lacks(two: Two) -> None:
    two.inspect()
    two.home()
    inspecting.begin(two.branch, two.staff.supervisor, "tellers_day")
    with two.branch.read() as r:
        (laptop,) = service.copies(r)
    sent = service.make_bundle(two.branch, two.staff.manager, two.folder / "x", to=laptop.device[-3:])
    assert (sent.header.entries, len(sent.inspections)) == (1, 1)
    taken = service.take_bundle(two.laptop, two.staff.supervisor, two.folder / "x")
    assert taken.receipt.whole
    with pytest.raises(BadInput, match="nobody"):
        service.make_bundle(two.branch, two.staff.manager, two.folder / "y", to="nobody")


def test_the_book_itself_is_never_written_over(two: Two) -> None:
    before = Path(two.branch.where).read_bytes()[:16]
    for place in (two.branch.where, f"{two.branch.where}-wal"):
        with pytest.raises(BadInput, match=r"in use|正在使用"):
            service.make_bundle(two.branch, two.staff.manager, Path(place), full=True)
    link = two.folder / "link"
    link.symlink_to(two.branch.where)
    with pytest.raises(BadInput):
        service.make_bundle(two.branch, two.staff.manager, link, full=True)
    assert Path(two.branch.where).read_bytes()[:16] == before


def test_a_receipt_for_another_laptops_bundle_is_read_there(two: Two) -> None:
    third, _taken = service.start_from_bundle(str(two.folder / "third.book"), two.out)
    with third:
        two.inspect()
        _bundle, taken = two.home()
        path = two.folder / "r.receipt"
        path.write_bytes(to_file_text(two.branch, taken.receipt))
        with pytest.raises(BadInput, match=taken.receipt.made_by):
            service.read_receipt(third, two.staff.supervisor, path)


def test_what_the_maker_did_not_list_is_named_and_not_equal(two: Two) -> None:
    two.inspect()
    bundle, taken = two.home()
    unread = msgspec.structs.replace(taken.arrival, extras={})
    (line,) = service._receipt(two.branch, unread).inspections
    assert (line.line.number, line.sent, line.equal) == (bundle.inspections[0].number, "", False)
    (line,) = taken.receipt.inspections
    assert (line.sent_answers, line.sent_photos, line.sent_entries) == (6, 1, line.line.entries)


def test_a_picture_that_only_one_side_holds_by_chance_makes_no_difference(two: Two) -> None:
    """The file from before it was shrunk is named in the record, but never kept with it."""
    subject = two.inspect(finish=False)
    large = b"x" * 5000
    digest = hashlib.sha256(large).hexdigest()
    inspecting.attach_photo(two.laptop, two.staff.supervisor, subject, "D2", b"small", original=digest)
    with two.branch.write(SYSTEM) as w:
        w.put_blob(large)
    _bundle, taken = two.home()
    assert taken.receipt.whole


@pytest.mark.parametrize("passphrase", [None, WORD])
def test_a_beginning_that_was_cut_off_before_anything_stood_is_begun_anew(two: Two, passphrase: str | None) -> None:
    where, out = two.folder / "blank.book", two.folder / "locked.bundle"
    service.make_bundle(two.branch, two.staff.manager, out, laptop=True, passphrase=passphrase)
    where.write_bytes(b"")
    assert service.begins_here(str(where), passphrase)
    engine = open_engine(str(where), passphrase)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 1")
        connection.commit()
    close_engine(engine)
    assert where.stat().st_size
    if passphrase:
        assert not service.begins_here(str(where), "another")  # somebody's, for all that is known
    book, _taken = service.start_from_bundle(str(where), out, passphrase=passphrase)
    with book:
        assert book.verify(full=True).problems == []
    assert not service.begins_here(str(where), passphrase)


def test_a_passphrase_for_a_bundle_that_has_none_is_not_passed_over(two: Two) -> None:
    with pytest.raises(BadInput, match=r"not encrypted|没有加密"):
        service.start_from_bundle(str(two.folder / "n.book"), two.out, passphrase=WORD)
    assert not (two.folder / "n.book").exists()


def test_a_laptop_knows_that_it_hands_in_though_its_clock_is_behind(two: Two) -> None:
    """The book that was begun first by the clock need not be the one that laptops were taken out of."""
    late = two.folder / "late.book"
    with time_machine.travel(datetime.now(UTC) - timedelta(days=9), tick=True):
        laptop, _taken = service.start_from_bundle(str(late), two.out)
    with laptop:
        subject = inspecting.begin(laptop, two.staff.supervisor, "tellers_day")
        with laptop.read() as r:
            assert service.to_hand_in(r, laptop) == {subject}


def test_a_clock_that_was_set_right_before_handing_in_is_told_all_the_same(two: Two) -> None:
    two.laptop.set_now(lambda: datetime.now(UTC) + timedelta(days=12))
    two.inspect()
    two.laptop.set_now(lambda: datetime.now(UTC))
    _bundle, taken = two.home()
    assert taken.arrival.ahead_ms == 0
    assert 11.9 < taken.arrival.dated_ahead_ms / 86_400_000 < 12.1


def test_what_a_branch_lost_with_its_book_is_not_handed_in_any_more(two: Two) -> None:
    """The branch's book is put back from a copy made before the laptop handed in."""
    two.branch.set_now(lambda: datetime.now(UTC))
    two.branch.close()
    kept = Path(two.branch.where).read_bytes()
    subject = two.inspect()
    two.home()
    out = two.folder / "again.bundle"
    service.make_bundle(two.branch, two.staff.manager, out, full=True)
    service.take_bundle(two.laptop, two.staff.supervisor, out)
    with two.laptop.read() as r:
        assert service.not_handed_in(r) == []
    two.branch.close()
    Path(two.branch.where).write_bytes(kept)
    service.make_bundle(two.branch, two.staff.manager, out, full=True)
    service.take_bundle(two.laptop, two.staff.supervisor, out)
    with two.laptop.read() as r:
        assert service.not_handed_in(r) == [subject]
    _bundle, taken = two.home()
    assert taken.receipt.whole
