"""The register of complaints (投诉登记簿) as a workbook: content, time, handler, cause, solution, feedback result (D9).

Masked unless somebody with the right gives a reason, which is an entry for each case. What a customer wrote arrives as
the same text whatever it begins with: no formula, no link, no number, no escape. A text longer than a cell goes on in
the sheet of continuations; what no file of this kind can hold (U+FFFE, U+FFFF, lone surrogates) is written visibly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from reports.look import BAD, INFO, workbook_at
from reports.table import Head, write_table
from supervisor.access import Right, require
from supervisor.branch.ledger import branch_profile, people
from supervisor.complaints.ledger import complaints, tree
from supervisor.complaints.privacy import read_case, readable, unmask
from supervisor.complaints.records import CaseFile, Complaint
from supervisor.complaints.words import CHANNELS, STATES
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book, Reader
from supervisor.language import _

CELL_UNITS = 32_000
"""UTF-16 units of a text that stay in its cell; Excel takes 32,767, and the mark that there is more comes after."""

_NOT_IN_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")
Tell = Callable[[float], None]


def complaint_register(
    book: Book,
    first: date,
    last: date,
    path: Path,
    *,
    actor: str = SYSTEM,
    reason: str = "",
    channel: str = "",
    state: str = "",
    cause: str = "",
    person: str = "",
    tell: Tell | None = None,
) -> int:
    """Write the cases heard on days `first`…`last` that the actor may read to `path`, whole or not at all; returns how
    many. `reason` opens the sealed texts: each case so opened is logged with it.

    Raises Refused without the rights to export and to read complaints (and, with a reason, to unmask).
    """
    with book.read() as r:
        require(r, actor, Right.EXPORT_REPORT)
        require(r, actor, Right.READ_COMPLAINTS)
        if reason:
            require(r, actor, Right.UNMASK)
        wanted = [
            case
            for case in complaints(r, first, last)
            if channel in ("", case.channel)
            and state in ("", case.state)
            and person in ("", case.person)
            and cause in ("", case.cause_code)
            and readable(r, actor, case)
        ]
    if reason:
        files = _opened(book, actor, wanted, reason)
    else:
        with book.read() as r:
            files = []
            for number, case in enumerate(wanted):
                files.append(read_case(r, actor, case.subject))
                if tell is not None:
                    tell(number / len(wanted))
    with book.read() as r:
        _write(r, path, files, first, last, bool(reason))
    return len(files)


def _opened(book: Book, actor: str, wanted: Sequence[Complaint], reason: str) -> list[CaseFile]:
    """Each case opened by its own entry, all in one go."""
    with book.batch():
        return [unmask(book, actor, case.subject, reason) for case in wanted]


def visible(text: str) -> str:
    """The text as a workbook can hold it: what XML forbids is written as its code."""
    return _NOT_IN_XML.sub(lambda hit: f"\\u{ord(hit[0]):04x}", text)


def pieces(text: str, units: int = CELL_UNITS) -> list[str]:
    """The text in parts of at most so many UTF-16 units, never cut inside a character."""
    if len(text) * 2 <= units:
        return [text]
    parts, begun, size = [], 0, 0
    for place, letter in enumerate(text):
        wide = 2 if ord(letter) > 0xFFFF else 1
        if size + wide > units:
            parts.append(text[begun:place])
            begun, size = place, 0
        size += wide
    return [*parts, text[begun:]]


def _write(r: Reader, path: Path, files: Sequence[CaseFile], first: date, last: date, opened: bool) -> None:
    names = {one.subject: one.name for one in people(r, active_only=False)}
    words = {node.code: str(node.name) for name in ("class", "cause", "root") for node in tree(r, name)}
    continued: list[list[object]] = []

    def kept(number: str, column: str, text: str) -> str:
        whole = visible(text)
        parts = pieces(whole)
        for place, part in enumerate(parts[1:], 2):
            continued.append([number, column, place, part])
        return parts[0] if len(parts) == 1 else parts[0] + mark(len(parts))

    def at(instant: datetime | None) -> datetime | None:
        return None if instant is None else instant.astimezone(r.zone)

    def who(person: str) -> str:
        return visible(names.get(person, _("head office") if person.startswith("office:") else person))

    heads = [
        Head(_("Record no."), 14), Head(_("Received at"), 15, "instant"), Head(_("Channel"), 9, "wrap"),
        Head(_("Kind of business"), 10, "wrap"), Head(_("Cause"), 10, "wrap"),
        Head(_("What the customer complains of"), 40, "wrap"),
        Head(_("Wish"), 16, "wrap"), Head(_("Customer"), 9, "wrap"), Head(_("Phone"), 13, "wrap"),
        Head(_("Person concerned"), 9, "wrap"), Head(_("Owner"), 9, "wrap"), Head(_("Facts found"), 28, "wrap"),
        Head(_("Measure"), 22, "wrap"), Head(_("Answer to the customer"), 28, "wrap"),
        Head(_("Replied on"), 15, "instant"), Head(_("Customer agrees"), 8), Head(_("State"), 8),
    ]  # fmt: skip
    rows = []
    for file in files:
        case, no = file.complaint, file.complaint.number
        rows.append([
            no, at(case.received), str(CHANNELS.get(case.channel, case.channel)),
            visible(words.get(case.class_code, case.class_code)), visible(words.get(case.cause_code, case.cause_code)),
            kept(no, _("What the customer complains of"), file.text), kept(no, _("Wish"), file.wish),
            kept(no, _("Customer"), file.contact.name), kept(no, _("Phone"), file.contact.phone),
            who(case.person) if case.person else "", who(case.owner), kept(no, _("Facts found"), file.facts),
            kept(no, _("Measure"), file.measure), kept(no, _("Answer to the customer"), file.reply), at(case.replied),
            "" if case.accepted is None else _("yes") if case.accepted else _("no"),
            str(STATES.get(case.state, case.state)),
        ])  # fmt: skip
    branch = branch_profile(r).name
    title = _("Register of complaints")
    note = f"{branch} · {first} – {last} · " + (_("opened with a reason, which is logged") if opened else _("masked"))
    with workbook_at(path, title=title, author=_("Branch supervisor console")) as (workbook, formats):
        write_table(workbook, formats, title, heads, rows, note=note, colour=BAD, freeze_columns=1,
                    empty=_("No complaint in this period."), document=f"{branch} {title}")  # fmt: skip
        if continued:
            more = [Head(_("Record no."), 14), Head(_("Column"), 14), Head(_("Part"), 6, "count"),
                    Head(_("Text"), 110, "wrap")]  # fmt: skip
            write_table(workbook, formats, _("Continued"), more, continued, note=note, colour=INFO,
                        document=f"{branch} {title}")  # fmt: skip


def mark(parts: int) -> str:
    """What stands behind a text that goes on elsewhere."""
    return _("… (goes on in the sheet of continuations, {parts} parts)").format(parts=parts)


def checked_reason(unmasked: bool, reason: str) -> str:
    """The reason where texts are to be opened. Raises BadInput without one."""
    if unmasked and not reason.strip():
        raise BadInput(_("Write why you need to see the customer's data."))
    return reason.strip() if unmasked else ""
