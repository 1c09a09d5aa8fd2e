"""What a person may do with numbers: look at a file, take it in whole, enter or correct one, take one or all back."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from supervisor.access import Right, require
from supervisor.appraisal.ledger import rulebook
from supervisor.appraisal.months import month_days, month_of
from supervisor.appraisal.numbers.events import FileTaken, FileWithdrawn, NumberEntered, NumberWithdrawn
from supervisor.appraisal.numbers.intake import read_grids
from supervisor.appraisal.numbers.ledger import files, known, of_file
from supervisor.appraisal.numbers.naming import called, items_by_name, speaks_of
from supervisor.appraisal.numbers.people import Named
from supervisor.appraisal.numbers.reading import Book as Reading
from supervisor.appraisal.numbers.reading import read_all
from supervisor.appraisal.numbers.records import Key, Line, Look, Read
from supervisor.appraisal.numbers.words import SOURCES, bare
from supervisor.branch.ledger import people
from supervisor.errors import BadInput, Fault, Refused
from supervisor.journal import Book, Reader, Writer
from supervisor.language import _


def look(r: Reader, actor: str, path: Path, month: str = "") -> Look:
    """What taking in a workbook would do: every number beside what stands, every fault. `month` is that of tables which
    do not say theirs. Raises BadInput for a file that is no workbook, Refused without the right."""
    require(r, actor, Right.RECORD_MEASURE)
    grids, digest = read_grids(path)
    rules = rulebook(r, month or month_of(r.today))
    reading = Reading(file=path.name, people=Named(people(r, active_only=False), actor), items=items_by_name(rules),
                      today=r.today, month=month)  # fmt: skip
    read_all(grids, reading)
    locked = {m for m in {month_of(one.day) for one in reading.read} if r.month_locked(m)}
    for one in reading.read:
        if month_of(one.day) in locked:
            reading.faults.append(
                Fault(_("{month} is locked.").format(month=month_of(one.day)),
                      _("Leave the row out, or have the month opened again."),
                      path.name, one.sheet, one.row, one.column)
            )  # fmt: skip
    standing = known(r, (one.key.subject for one in reading.read))
    lines = []
    for one in reading.read:
        before = standing.get(one.key.subject)
        same = before is not None and (before.value_c, before.cases, before.note) == (one.value_c, one.cases, one.note)
        outcome = "added" if before is None else "same" if same else "replaced"
        lines.append(Line(one, outcome, before.value_c if before else None, before.cases if before else 0))
    notes = [f"{words}{_(': ')}{count}" for words, count in reading.notes.items()]
    word, read = called(r, month or month_of(r.today)), {(one.key.source, one.key.item) for one in reading.read}
    unused = [word(*each) for each in sorted(read) if rules is not None and not speaks_of(rules, *each)]
    if unused:
        words = _("No rule of the book in force speaks of {items}: kept, and counts nothing.")
        notes.append(words.format(items="、".join(unused)))
    return Look(path.name, digest, tuple(lines), tuple(reading.faults), tuple(notes))


def take(book: Book, actor: str, path: Path, month: str = "") -> Look:
    """Take in a workbook, whole or not at all; returns what was done. The same file again adds nothing. Raises BadInput
    with every fault by sheet, row and column."""
    with book.write(actor) as w:
        found = look(w, actor, path, month)
        if found.faults:
            raise BadInput(_("The file was not taken in: {n} faults.").format(n=len(found.faults)), found.faults)
        file = f"numbers-file:{found.digest[:24]}"
        for line in found.lines:
            if line.outcome != "same":
                _append(w, line.read, file)
        if found.count("added") + found.count("replaced"):
            w.append(file, FileTaken(name=found.file, digest=found.digest, added=found.count("added"),
                                     replaced=found.count("replaced"), same=found.count("same")))  # fmt: skip
    return found


def enter(
    book: Book, actor: str, *, person: str, source: str, item: str, when: str, value_c: int | None = None,
    cases: int = 1, note: str = "",
) -> str:  # fmt: skip
    """Enter a number by hand, or correct what stands under the same key; returns its subject. `when` is a day
    (2026-11-05) or a month (2026-11). Raises BadInput, Refused: nobody enters numbers about himself."""
    item = item.strip()
    if source not in SOURCES or not item or cases < 0:
        raise BadInput(_("A number needs a person, a source and a measure."))
    first, last = _span(when)
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_MEASURE, about=person)
        if first > w.today:
            raise BadInput(_("{day} lies in the future.").format(day=when))
        rules = rulebook(w, month_of(first))
        source, item = items_by_name(rules).get(bare(item), (source, item))
        key = Key(person, source, item, when)
        if w.month_locked(month_of(first)):
            raise Refused(_("{month} is locked.").format(month=month_of(first)))
        _append(w, Read(key=key, no="", name="", day=min(last, w.today), value_c=value_c, cases=cases,
                        note=note.strip(), sheet="", row=0, column=""), "")  # fmt: skip
    return key.subject


def withdraw(book: Book, actor: str, subject: str, *, reason: str, last: bool = False) -> None:
    """Take one number back with all that was said of it before (or what was said `last` alone); the record keeps it."""
    _needs(reason)
    with book.write(actor) as w:
        found = known(w, [subject]).get(subject)
        if found is None:
            raise BadInput(_("There is no such number: {subject}.").format(subject=subject))
        require(w, actor, Right.RECORD_MEASURE, about=found.person)
        w.append(subject, NumberWithdrawn(reason=reason.strip(), last=last), at=_noon(w, found.day))


def withdraw_file(book: Book, actor: str, file: str, *, reason: str) -> int:
    """Take back all that a file brought; what stood before stands again. Returns how many numbers it concerned.

    Raises Refused when one of its months is locked: whole or not at all."""
    _needs(reason)
    with book.write(actor) as w:
        concerned = known(w, of_file(w, file))
        require(w, actor, Right.RECORD_MEASURE, about={one.person for one in concerned.values()})
        if all(one.subject != file for one in files(w)):
            raise BadInput(_("There is no such file."))
        for month in sorted({month_of(one.day) for one in concerned.values()}):
            if w.month_locked(month):
                raise Refused(_("{month} is locked.").format(month=month))
        for subject, one in concerned.items():
            w.append(subject, NumberWithdrawn(reason=reason.strip(), file=file), at=_noon(w, one.day))
        w.append(file, FileWithdrawn(reason=reason.strip()))
    return len(concerned)


def _append(w: Writer, one: Read, file: str) -> None:
    key = one.key
    w.append(
        key.subject,
        NumberEntered(person=key.person, source=key.source, item=key.item, when=key.when, day=one.day,
                      value_c=one.value_c, cases=one.cases, note=one.note, file=file, sheet=one.sheet, row=one.row),
        at=_noon(w, one.day),
    )  # fmt: skip


def _span(when: str) -> tuple[date, date]:
    try:
        day = date.fromisoformat(when)
    except ValueError:
        return month_days(when)
    return day, day


def _needs(text: str) -> None:
    if not text.strip():
        raise BadInput(_("Say why: this cannot be left empty."))


def _noon(r: Reader, day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=r.zone)
