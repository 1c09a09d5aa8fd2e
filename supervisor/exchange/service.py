"""Taking a laptop out and back: making a bundle, taking one in, and the receipt that says what arrived."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import msgspec

from supervisor.access import Right, require
from supervisor.access.ledger import Credential, credential, keep_credential, sample_login, users, users_of_person
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book, Reader, is_url
from supervisor.journal.blank import is_blank
from supervisor.journal.bundle_crypto import fingerprint
from supervisor.journal.bundle_header import Header
from supervisor.journal.bundle_in import Arrival, import_bundle, opened
from supervisor.journal.bundle_out import export_bundle
from supervisor.journal.extent import began, uncovered
from supervisor.journal.peers import Peer, peers
from supervisor.journal.reading import twins
from supervisor.journal.receipts import note_begun_from, note_held, own_device, own_names, writes_as
from supervisor.language import _

from .carried import Carried, carried_between
from .receipt import PREFIX, SCHEMA, VERSION, Line, Receipt, checked, from_file, lines

INSPECTIONS, LOGINS = "inspections", "logins"  # extra chunks
Progress = Callable[[float], None]


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle that was written. `logins` may log in on the laptop it is for."""

    header: Header
    size_bytes: int
    encrypted: bool
    logins: tuple[str, ...]
    inspections: tuple[Line, ...]
    cases: Carried


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle that was taken in. `logins` may log in here now."""

    arrival: Arrival
    receipt: Receipt
    logins: tuple[str, ...]
    cases: Carried


def make_bundle(
    book: Book, actor: str, path: Path, *, to: str = "", full: bool = False, laptop: bool = False,
    logins: Collection[str] = (), passphrase: str | None = None, progress: Progress | None = None,
) -> Made:  # fmt: skip
    """Write a bundle for another copy of this book.

    `to` names the device it is for: it holds what that one is not known to have; without a name, what some copy met so
    far may lack. `full`: everything. `laptop`: everything, for a new book on a laptop, with the actor's own log-in and
    those named by `logins`. Raises Refused without the right, BadInput for an unknown device or login.
    """
    keep_off(book, path)
    with book.read() as r:
        require(r, actor, Right.EXCHANGE_BUNDLES)
        chosen = _credentials(r, actor, logins, own=laptop)
        since = {} if full or laptop else _since(r, to)
    locked = bool(passphrase or book.keyed)
    if chosen and not locked:
        raise BadInput(_("Log-ins travel only in an encrypted bundle: give it a passphrase. Nothing was written."))
    listed: list[tuple[Line, ...]] = []
    cases: list[Carried] = []

    def extras(r: Reader, header: Header) -> Mapping[str, bytes]:
        listed.append(lines(r, header.since, header.vector))
        cases.append(carried_between(r.store, header.since, header.vector))
        found = {INSPECTIONS: msgspec.json.encode(listed[0])}
        if chosen:
            found[LOGINS] = msgspec.json.encode(chosen)
        return found

    header = export_bundle(book, path, since=since, to=to, passphrase=passphrase, extras=extras, progress=progress)
    return Made(
        header=header, size_bytes=path.stat().st_size, encrypted=locked,
        logins=tuple(one.login for one in chosen), inspections=listed[0],
        cases=cases[0],
    )  # fmt: skip


def keep_off(book: Book, path: Path, *others: Path) -> None:
    """Raise BadInput where a file to be written is the open book itself, or another that is being read."""
    own = [] if is_url(book.where) else [Path(f"{book.where}{suffix}") for suffix in ("", "-wal", "-shm")]
    for one in (*own, *others):
        if one.resolve() == path.resolve() or (one.exists() and path.exists() and one.samefile(path)):
            raise BadInput(
                _("{path} is in use: it is the book, or the file that is being read. Name another.").format(path=path)
            )


def _since(r: Reader, to: str) -> dict[str, int]:
    """What the copy it is for holds for certain; for nobody in particular, what every copy met so far holds."""
    known = peers(r.store)
    if to:
        found = [one for one in known if one.device == to or one.device[-3:].upper() == to.upper()]
        if len(found) != 1:
            names = ", ".join(one.device for one in known) or "-"
            raise BadInput(
                _("This book knows no one copy {device}; it has met: {names}. Leave the name out for a complete "
                  "bundle (--full).").format(device=to, names=names)
            )  # fmt: skip
        return found[0].vector
    if not known:
        return {}
    shared = set.intersection(*(set(one.vector) for one in known))
    return {device: min(one.vector[device] for one in known) for device in shared}


def _credentials(r: Reader, actor: str, logins: Collection[str], *, own: bool) -> list[Credential]:
    """The log-ins that go along. One's own always may; another's only an administrator gives away."""
    wanted = set(logins)
    mine = {one.login for one in users_of_person(r, actor) if not one.disabled}
    if own:
        wanted |= {login for login in mine if credential(r, login) is not None}
    known = {one.login for one in users(r, active_only=True)}
    found = []
    for login in sorted(wanted):
        if login not in known:
            raise BadInput(_("There is no user {login}.").format(login=login))
        if login not in mine:
            require(r, actor, Right.MANAGE_USERS)
        kept = credential(r, login)
        if kept is None:
            raise BadInput(
                _("{login} has no password on this computer, so none can go along. Nothing was written.").format(
                    login=login)
            )  # fmt: skip
        found.append(msgspec.structs.replace(kept, failures=0, locked_until_ms=0))
    return found


def take_bundle(
    book: Book, actor: str, path: Path, *, passphrase: str | None = None, progress: Progress | None = None,
    initiator: str = "",
) -> Taken:  # fmt: skip
    """Take a bundle in; any number of times, in any order with others. See `bundle_in` for what it may raise.

    Into a book at which nobody can log in anybody may take one, as that is how a laptop's book begins. Log-ins are
    taken then, and later from an encrypted bundle of a device that was met before.
    """
    with book.read() as r:
        guarded = _somebody_can_log_in(r)
        if guarded:
            if not actor:
                raise Refused(_("Nobody is logged in. Log in first."))
            require(r, actor, Right.EXCHANGE_BUNDLES)
    arrival = import_bundle(book, path, passphrase=passphrase, progress=progress, initiator=initiator)
    welcome = arrival.locked and not (guarded and arrival.first_contact)
    taken = _keep_log_ins(book, arrival.extras.get(LOGINS)) if welcome else ()
    with book.read() as r:
        cases = carried_between(r.store, arrival.header.since, arrival.header.vector)
    return Taken(arrival=arrival, receipt=_receipt(book, arrival), logins=taken, cases=cases)


def start_from_bundle(
    where: str, path: Path, *, passphrase: str | None = None, progress: Progress | None = None
) -> tuple[Book, Taken]:
    """Make a new book on a laptop from a complete bundle; returns it open. It gets the bundle's passphrase.

    Cut off, it is continued by taking the bundle in again. Raises BadInput for a bundle that is only a part.
    """
    with opened(path, (passphrase,)) as found:
        header, locked = found.header, found.unpacker.locked
    if not header.complete:
        raise BadInput(
            _("{file} holds only what another copy lacked; a new book needs a complete bundle (--laptop). Nothing was "
              "made.").format(file=path.name)
        )  # fmt: skip
    if passphrase and not locked:
        raise BadInput(
            _("{file} is not encrypted, so the book made from it would not be either. Leave the passphrase out, or let "
              "a bundle be made that has one. Nothing was made.").format(file=path.name)
        )  # fmt: skip
    begun = not is_url(where) and not begins_here(where, passphrase)
    if begun:
        book = Book.open(where, passphrase)
    else:
        _clear_blank(where)
        book = Book.create(where, passphrase, branch=header.branch, zone=header.zone)
    try:
        if begun and not _unused(book):
            raise BadInput(_("{where} exists already; a new book needs a new name.").format(where=where))
        note_begun_from(book, header.device)
        return book, take_bundle(book, SYSTEM, path, passphrase=passphrase, progress=progress)
    except BaseException:
        leave = begun or _holds_something(book)
        book.close()
        if not leave and not is_url(where):  # the file is ours, and nothing of the bundle is in it yet
            for suffix in ("", "-wal", "-shm"):
                Path(f"{where}{suffix}").unlink(missing_ok=True)
        raise


def _clear_blank(where: str) -> None:
    """Take away what a beginning that was cut off has left: a file in which nothing stands."""
    if not is_url(where):
        for suffix in ("", "-wal", "-shm"):
            Path(f"{where}{suffix}").unlink(missing_ok=True)


def begins_here(where: str, passphrase: str | None = None) -> bool:
    """Whether a book may be begun at this place: nothing stands there, or what is left of a beginning cut off."""
    return not is_url(where) and (not Path(where).exists() or is_blank(where, passphrase))


def _unused(book: Book) -> bool:
    """Whether a book was only begun from a bundle, and cut off."""
    with book.read() as r:
        return not _somebody_can_log_in(r)


def _somebody_can_log_in(r: Reader) -> bool:
    there = users(r, active_only=True)
    return sample_login(r) is not None or any(credential(r, one.login) is not None for one in there)


def _holds_something(book: Book) -> bool:
    with book.read() as r:
        return len(r.vector()) > 1 or r.store.one("SELECT 1 FROM blob LIMIT 1") is not None


def _keep_log_ins(book: Book, content: bytes | None) -> tuple[str, ...]:
    """Take the log-ins that came along, each only where this computer has none for it: nobody's password is changed."""
    if content is None:
        return ()
    try:
        found = msgspec.json.decode(content, type=list[Credential])
    except msgspec.MsgspecError:
        return ()
    taken = []
    with book.write(SYSTEM) as w:
        known = {one.login for one in users(w, active_only=True)}
        for one in found:
            if one.login in known and credential(w, one.login) is None:
                keep_credential(w, one)
                taken.append(one.login)
    return tuple(taken)


def _receipt(book: Book, arrival: Arrival) -> Receipt:
    header = arrival.header
    try:
        sent = msgspec.json.decode(arrival.extras.get(INSPECTIONS, b"[]"), type=tuple[Line, ...])
    except msgspec.MsgspecError:
        sent = ()
    with book.read() as r:
        here = lines(r, header.since, header.vector)
        vector, shared = r.vector(), twins(r.store)
    return Receipt(
        schema=SCHEMA, version=VERSION, bundle=header.bundle, branch=header.branch, made_by=header.device,
        received_by=own_device(book), made_ms=header.made_ms, received_ms=int(book.now().timestamp() * 1000),
        ahead_ms=arrival.ahead_ms, since=header.since, upto=header.vector, vector=vector,
        entries=header.entries, blobs=header.blobs, inspections=checked(here, sent),
        twins=sum(many for _first, many in shared.values()),
    )  # fmt: skip


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """What a receipt that came back says: each inspection held against this book, and what is still not handed in."""

    receipt: Receipt
    inspections: tuple[tuple[Line, bool], ...]  # as this book has it; whether the taker has the same
    not_handed_in: int


def read_receipt(book: Book, actor: str, path: Path) -> Returned:
    """Read a receipt that was carried back, and note how far the other copy has got.

    Raises Refused without the right, BadInput for a receipt of another branch, device or bundle, Damaged for a changed
    one.
    """
    with book.read() as r:
        require(r, actor, Right.EXCHANGE_BUNDLES)
    receipt, key = from_file(path)
    if receipt.branch != book.branch:
        raise BadInput(
            _("This bundle is from {other}, not from {branch}. Nothing was changed.").format(
                other=receipt.branch, branch=book.branch)
        )  # fmt: skip
    names = own_names(book)
    if receipt.received_by in names:
        raise BadInput(_("This computer wrote this receipt itself: read it where the bundle came from."))
    if receipt.made_by not in names:
        raise BadInput(
            _("This receipt is for a bundle of device {device}, not of this computer. Nothing was noted; read it "
              "there.").format(device=receipt.made_by)
        )  # fmt: skip
    note_held(
        book, receipt.received_by, key, receipt.vector, bundle=receipt.bundle,
        told_ms=receipt.ahead_ms, said_ms=receipt.received_ms, twins=receipt.twins,
    )  # fmt: skip
    with book.read() as r:
        own = {one.subject: one for one in lines(r, receipt.since, receipt.upto)}
        found = []
        for one in receipt.inspections:
            mine = own.get(one.line.subject)
            found.append((mine or one.line, mine is not None and one.equal and mine.digest == one.line.digest))
        return Returned(receipt=receipt, inspections=tuple(found), not_handed_in=len(not_handed_in(r)))


def not_handed_in(r: Reader) -> list[str]:
    """Inspections about which this book holds something that no other copy is known to hold."""
    known = peers(r.store)
    return uncovered(r.store, PREFIX, known) if known else []


def to_hand_in(r: Reader, book: Book) -> frozenset[str] | None:
    """The inspections that this copy still has to hand in; None where nothing is handed in from.

    That is a computer that has met no other copy, and the one on which the book was begun: there laptops hand in.
    """
    known = peers(r.store)
    if not known or began(r.store) == writes_as(book)[0]:
        return None
    return frozenset(uncovered(r.store, PREFIX, known))


def own_name(book: Book) -> tuple[str, str]:
    """The device under which this computer writes, and the fingerprint of its key; both empty before it wrote."""
    device, public_key = writes_as(book)
    return device, fingerprint(public_key) if device else ""


def copies(r: Reader) -> list[Peer]:
    """Every copy of this book that was heard of, the latest first."""
    return peers(r.store)


__all__ = [
    "Made",
    "Returned",
    "Taken",
    "copies",
    "make_bundle",
    "not_handed_in",
    "own_name",
    "read_receipt",
    "start_from_bundle",
    "take_bundle",
    "to_hand_in",
]
