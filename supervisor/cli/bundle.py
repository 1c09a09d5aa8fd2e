"""A laptop out and back: making a bundle, taking one in, receipts, and what two copies changed apart."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from supervisor.cli.context import CONTEXT, emit, opened, refuse_existing, say, table
from supervisor.errors import BadInput
from supervisor.language import _, listed

if TYPE_CHECKING:
    from supervisor.app import App as Services
    from supervisor.exchange.receipt import Receipt
    from supervisor.exchange.service import Taken
    from supervisor.journal import Book

SHOWN = 40  # lines of a table; --json has all
ToWrite = Annotated[Path, Parameter(help="bundle to write")]
ToTakeIn = Annotated[Path, Parameter(help="bundle to take in")]
ToRead = Annotated[Path, Parameter(help="receipt to read")]
Which = Annotated[str, Parameter(help="id of the contradiction, or its beginning")]
For = Annotated[str, Parameter(name="--for", help="device (or its code) the bundle is for")]
Full = Annotated[bool, Parameter(name="--full", negative="", help="everything, whatever the other copy holds")]
Laptop = Annotated[bool, Parameter(name="--laptop", negative="", help="everything, to begin a laptop's book with")]
Logins = Annotated[str, Parameter(name="--user", help="who else may log in on that laptop: log-ins parted by commas")]
Force = Annotated[bool, Parameter(name="--force", negative="", help="write over the file")]
ReceiptFile = Annotated[Path | None, Parameter(name="--receipt", help="file to write the receipt to")]
Reason = Annotated[str, Parameter(help="why it was decided so")]
Keep = Annotated[str, Parameter(name="--keep", help="side to keep, counted from 1; or field=side, several with commas")]


def register(app: App) -> None:
    """Add the commands of `supervisor bundle`."""
    group = App(name="bundle", help="take a laptop out and back: bundles, receipts, contradictions")
    app.command(group)

    @group.command
    def export(
        file: ToWrite, *, to: For = "", full: Full = False, laptop: Laptop = False, user: Logins = "",
        force: Force = False, json: bool = False,
    ) -> int:  # fmt: skip
        """Write what another copy of this book lacks into one file, signed and, where the book is, encrypted.

        Without --for it holds whatever some copy met so far may lack. SUPERVISOR_BUNDLE_PASSPHRASE locks it with
        another passphrase than the book's.
        """
        from supervisor.exchange.carried import carried_words
        from supervisor.exchange.service import make_bundle

        refuse_existing(file, force)
        with opened() as app:
            made = make_bundle(
                app.book, app.actor, file, to=to, full=full, laptop=laptop, logins=user.replace(",", " ").split(),
                passphrase=os.environ.get("SUPERVISOR_BUNDLE_PASSPHRASE") or None,
            )  # fmt: skip
        header = made.header
        if json:
            emit("bundle.export", 1, {
                "file": str(file), "bundle": header.bundle, "device": header.device, "branch": header.branch,
                "to": header.to, "complete": header.complete, "encrypted": made.encrypted, "bytes": made.size_bytes,
                "entries": header.entries, "blobs": header.blobs, "blob_bytes": header.blob_bytes,
                "sealed": header.sealed, "logins": made.logins, "since": header.since, "vector": header.vector,
                "inspections": made.inspections, "cases": made.cases,
            })  # fmt: skip
            return 0
        say(_("{file}: {entries} entries, {blobs} pictures and other attachments, {size} MB.").format(
            file=file, entries=header.entries, blobs=header.blobs, size=f"{made.size_bytes / 1e6:.1f}"))  # fmt: skip
        say(carried_words(made.cases))
        if made.logins:
            say(_("May log in there: {logins}").format(logins=listed(made.logins)))
        if not made.encrypted:
            say(_("It is not encrypted: whoever finds the file can read all of it, customers' contact data too. Delete "
                  "it when it has been taken in."))  # fmt: skip
        table(
            (_("Inspection"), _("Check-list"), _("Day"), _("Inspector"), _("Answers given"), _("Photos"), _("Digest")),
            [(x.number, x.name, x.day, x.inspector, x.answers, x.photos, x.digest[:12])
             for x in made.inspections[-SHOWN:]],
            empty=_("No inspection in it."),
        )  # fmt: skip
        return 0

    @group.command(name="import")
    def take(file: ToTakeIn, *, receipt: ReceiptFile = None, force: Force = False, json: bool = False) -> int:
        """Take a bundle in, any number of times; where there is no book yet, one is made from it.

        Cut off, it goes on where it stood when the file is taken in again. Exit 4 names the chunk that is damaged.
        """
        from supervisor.exchange.receipt import to_file_text

        if receipt is not None:
            refuse_existing(receipt, force)
        from supervisor.exchange.service import begins_here, keep_off

        where, begun = CONTEXT.book, False
        if not begins_here(where, os.environ.get("SUPERVISOR_PASSPHRASE") or None):
            from supervisor.exchange.service import take_bundle

            with opened() as app:
                if receipt is not None:
                    keep_off(app.book, receipt, file)
                taken = take_bundle(app.book, _actor(app), file, passphrase=_passphrase(file, app.book))
                text, waiting = to_file_text(app.book, taken.receipt), _waiting(app.book)
        else:
            from supervisor.app import load_rooms
            from supervisor.exchange.service import start_from_bundle

            load_rooms()
            begun = True
            book, taken = start_from_bundle(where, file, passphrase=_passphrase(file, None))
            with book:
                if receipt is not None:
                    keep_off(book, receipt, file)
                text, waiting = to_file_text(book, taken.receipt), _waiting(book)
        if receipt is not None:
            _write_whole(receipt, text)
        if json:
            arrival = taken.arrival
            emit("bundle.import", 1, {
                "file": str(file), "bundle": arrival.header.bundle, "device": arrival.header.device,
                "fingerprint": arrival.fingerprint, "first_contact": arrival.first_contact,
                "new_devices": arrival.new_devices, "entries": arrival.entries,
                "entries_known": arrival.entries_known, "blobs": arrival.blobs, "blobs_known": arrival.blobs_known,
                "sealed": arrival.sealed, "twins": arrival.twins, "logins": taken.logins,
                "clock_ahead_ms": arrival.ahead_ms, "told_ahead_ms": arrival.told_ms,
                "dated_ahead_ms": arrival.dated_ahead_ms, "newer": arrival.newer, "conflicts": waiting,
                "whole": taken.receipt.whole, "inspections": taken.receipt.inspections,
                "cases": taken.cases,
            })  # fmt: skip
        else:
            _tell(taken, waiting)
            if begun and not taken.logins:
                say(_("No log-in came along, so nobody can log in here. Let a bundle be made with --laptop, and take "
                      "that in."))  # fmt: skip
        return 0 if taken.receipt.whole else 4

    @group.command
    def receipt(file: ToRead, *, json: bool = False) -> int:
        """Read a receipt that came back: which inspections arrived, and which this book has not handed in yet."""
        from supervisor.exchange.service import read_receipt

        with opened() as app:
            back = read_receipt(app.book, app.actor, file)
        if json:
            emit("bundle.returned", 1, {
                "bundle": back.receipt.bundle, "received_by": back.receipt.received_by,
                "received_ms": back.receipt.received_ms, "clock_ahead_ms": back.receipt.ahead_ms,
                "inspections": [{"line": line, "handed_in": same} for line, same in back.inspections],
                "not_handed_in": back.not_handed_in,
            })  # fmt: skip
        else:
            _tell_clock(back.receipt.ahead_ms, theirs=False)
            table(
                (_("Inspection"), _("Check-list"), _("Day"), _("Inspector"), _("State")),
                [(x.number, x.name, x.day, x.inspector, _("handed in") if same else _("not handed in"))
                 for x, same in back.inspections],
                empty=_("No inspection in it."),
            )  # fmt: skip
            say(_("Not handed in yet: {count}").format(count=back.not_handed_in))
        return 0 if all(same for _line, same in back.inspections) else 4

    @group.command
    def status(*, json: bool = False) -> int:
        """Which copies of this book were heard of, and which inspections are on this computer alone."""
        from supervisor.access import Right, allowed, require
        from supervisor.exchange.service import copies, not_handed_in, own_name
        from supervisor.inspection.ledger.carried import carried

        with opened() as app, app.read() as r:
            require(r, app.actor, Right.READ_BRANCH)
            known, waiting = copies(r), not_handed_in(r)
            alone = carried(r, waiting) if allowed(r, app.actor, Right.READ_PEOPLE) else []
            device, key = own_name(app.book)
        if json:
            emit("bundle.status", 1, {
                "device": device, "fingerprint": key, "copies": known, "not_handed_in": alone, "waiting": len(waiting),
            })  # fmt: skip
            return 0
        if device:
            say(_("This computer writes as device {device}; its key is {fingerprint}.").format(
                device=device, fingerprint=key))  # fmt: skip
        table(
            (_("Device"), _("Heard of"), _("Entries it holds")),
            [(x.device, _stamp(x.heard_ms), sum(x.vector.values())) for x in known],
            empty=_("No other copy was heard of yet."),
        )
        if known:
            say(_("Not handed in yet: {count}").format(count=len(waiting)))
            table((_("Inspection"), _("Day")), [(x.number, x.day) for x in alone[-SHOWN:]])
        return 0

    @group.command
    def conflicts(*, json: bool = False) -> int:
        """What two copies changed apart, field by field; nothing of it was overwritten."""
        from supervisor.access import Right, require
        from supervisor.exchange.seeing import contradictions_for

        with opened() as app, app.read() as r:
            require(r, app.actor, Right.READ_BRANCH)
            found = contradictions_for(r, app.actor)
        if json:
            emit("bundle.conflicts", 1, {"conflicts": found})
            return 0
        if not found:
            say(_("Nothing to settle."))
        for one in found:
            say(f"{one.id}  {one.title}")
            for number, side in enumerate(one.sides, 1):
                at = side.at.strftime("%Y-%m-%d %H:%M") if side.at else ""
                mark = _("counts now") if side.stands and one.sort != "unique" else ""
                say("  ".join(part for part in (f"   {number}", side.what, side.by, at, side.device, mark) if part))
                for field in one.fields:
                    say(f"        {field.label}{_(': ')}{field.values[number - 1]}")
            if one.hint:
                say(f"   {one.hint}")
        return 0

    @group.command
    def settle(conflict: Which, *, keep: Keep, reason: Reason = "") -> int:
        """Decide a contradiction: keep one side, or choose the side for each field."""
        from supervisor.exchange.settling import find
        from supervisor.exchange.settling import settle as decide

        with opened() as app:
            named = find(app.book, app.actor, conflict).fields
            labels = {one.label: one.name for one in named if [x.label for x in named].count(one.label) == 1}
            side, fields = _choice(keep, labels)
            done = decide(app.book, app.actor, conflict, keep=side, fields=fields, reason=reason)
        say(_("Settled: {title}").format(title=done.title))
        return 0


def _choice(text: str, labels: dict[str, str]) -> tuple[int, dict[str, int]]:
    """`2` or `owner=1,due=2` (the first side named counts for the rest). Raises BadInput."""
    sides: list[int] = []
    fields = {}
    for part in text.split(","):
        name, equals, number = part.rpartition("=")
        if not number.strip().isdecimal():
            raise BadInput(_("--keep {text}: write a side, as 1, or fields with their sides, as owner=1,due=2.").format(
                text=text))  # fmt: skip
        sides.append(int(number) - 1)
        if equals:
            fields[labels.get(name.strip(), name.strip())] = int(number) - 1
    return sides[0], fields


def _actor(app: Services) -> str:
    return app.session.person if app.session is not None else ""


def _passphrase(file: Path, book: Book | None) -> str | None:
    """What opens a bundle: its own passphrase, the book's, or what somebody at the keyboard says."""
    given = os.environ.get("SUPERVISOR_BUNDLE_PASSPHRASE") or os.environ.get("SUPERVISOR_PASSPHRASE")
    if given or (book is not None and book.keyed) or not sys.stdin.isatty():
        return given or None
    from supervisor.journal.bundle_in import is_locked

    if not is_locked(file):
        return None
    import getpass

    return getpass.getpass(_("Passphrase of {book}: ").format(book=file.name)) or None


def _write_whole(path: Path, content: bytes) -> None:
    from supervisor.journal.bundle_out import written_whole

    with written_whole(path) as target:
        target.write(content)


def _waiting(book: Book) -> int:
    from supervisor.exchange.contradictions import contradictions

    with book.read() as r:
        return len(contradictions(r))


def _tell(taken: Taken, waiting: int) -> None:
    from supervisor.exchange.carried import carried_words
    from supervisor.exchange.clocks import dated_words

    arrival = taken.arrival
    say(_("From device {device}: {entries} new entries ({known} known), {blobs} new attachments ({blobs_known} "
          "known).").format(device=arrival.header.device, entries=arrival.entries, known=arrival.entries_known,
                            blobs=arrival.blobs, blobs_known=arrival.blobs_known))  # fmt: skip
    say(carried_words(taken.cases))
    if arrival.first_contact:
        say(_("This book meets that device for the first time. Its key is {fingerprint}: compare it with what that "
              "computer shows.").format(fingerprint=arrival.fingerprint))  # fmt: skip
    if arrival.twins:
        say(_("Entries that were written twice with different content: {entries}. Both are kept; somebody copied a "
              "book and wrote on in both.").format(entries=listed(arrival.twins[:10])))  # fmt: skip
    _tell_clock(arrival.ahead_ms, theirs=True)
    _tell_clock(arrival.told_ms, theirs=False)
    if arrival.dated_ahead_ms:
        say(dated_words(arrival.dated_ahead_ms))
    if arrival.newer:
        say(_("{count} entries were written by a newer version of this program: they are kept, and shown once this one "
              "is updated.").format(count=arrival.newer))  # fmt: skip
    if taken.logins:
        say(_("May log in here now: {logins}").format(logins=listed(taken.logins)))
    _tell_receipt(taken.receipt)
    if waiting:
        say(_("{count} contradictions wait for a decision: `bundle conflicts`.").format(count=waiting))


def _tell_receipt(receipt: Receipt) -> None:
    from supervisor.exchange.receipt import both

    found = receipt.inspections
    table(
        (_("Inspection"), _("Check-list"), _("Day"), _("Inspector"), _("Answers given"), _("Photos"), _("Digest"), ""),
        [(x.line.number, x.line.name, x.line.day, x.line.inspector, both(x.sent_answers, x.line.answers),
          both(x.sent_photos, x.line.photos), x.sent[:12] if x.equal else f"{x.sent[:12]} → {x.line.digest[:12]}",
          _("same") if x.equal else _("differs") if x.sent else _("not on the sender's list"))
         for x in found[-SHOWN:]],
        empty=_("No inspection in it."),
    )  # fmt: skip
    if found:
        whole = sum(1 for x in found if x.equal)
        say(
            _("{whole} of {count} inspections arrived exactly as they were sent.").format(whole=whole, count=len(found))
        )


def _tell_clock(ahead_ms: int, *, theirs: bool) -> None:
    from supervisor.exchange.clocks import clock_words

    if ahead_ms:
        say(clock_words(ahead_ms, theirs=theirs))


def _stamp(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
