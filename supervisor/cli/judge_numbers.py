"""Own numbers on the command line: the form, a look at a workbook, taking it in, the month's list, taking back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cyclopts import App

from supervisor.cli.context import Output, emit, month_of, names, opened, person_of, say, table, workbook_name
from supervisor.cli.inspect_outcome import points
from supervisor.errors import BadInput
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.appraisal.numbers.records import Look
    from supervisor.journal import Reader


def register(group: App) -> None:
    """Add the commands of `supervisor appraisal numbers`."""
    numbers = App(name="numbers", help="figures that the branch keeps in Excel")
    group.command(numbers)

    @numbers.command
    def form(month: str, *, output: Output, force: bool = False) -> int:
        """Write the empty workbook of a month's numbers, with the branch's people and measures."""
        from reports import write_numbers_form
        from supervisor.access import Right, require

        workbook_name(output, force)
        with opened() as app, app.read() as r:
            require(r, app.actor, Right.RECORD_MEASURE)
            write_numbers_form(r, month_of(month), output)
        say(str(output))
        return 0

    @numbers.command
    def check(file: Path, *, month: str = "", json: bool = False) -> int:
        """Say what taking in a workbook would add and replace, and every mistake; nothing is taken in."""
        from supervisor.appraisal.numbers.service import look

        with opened() as app, app.read() as r:
            found = look(r, app.actor, file, month and month_of(month))
            lines = _lines(r, found)
        if json:
            emit("appraisal.numbers_looked", 1, {
                "file": found.file, "lines": found.lines, "faults": found.faults, "notes": found.notes,
            })  # fmt: skip
        elif not found.faults:
            _say(found, lines)
        if found.faults and not json:
            raise BadInput(_("The file cannot be taken in: {n} faults.").format(n=len(found.faults)), found.faults)
        return 2 if found.faults else 0

    @numbers.command(name="import")
    def import_file(file: Path, *, month: str = "") -> int:
        """Take in a workbook of numbers, whole or not at all; the same file again adds nothing."""
        from supervisor.appraisal.numbers.service import take

        with opened() as app:
            found = take(app.book, app.actor, file, month and month_of(month))
            with app.read() as r:
                lines = _lines(r, found)
        _say(found, lines)
        return 0

    @numbers.command
    def enter(
        no: str, measure: str, when: str, value: str, *, source: str = "number", times: int = 1, note: str = ""
    ) -> int:
        """Enter or correct one number of a person for a day or a month."""
        from supervisor.appraisal.forms.cells import Unreadable
        from supervisor.appraisal.numbers.reading import figure
        from supervisor.appraisal.numbers.service import enter as put

        try:
            value_c = figure(value)
        except Unreadable as wrong:
            raise BadInput(f"{wrong} {wrong.cure}") from None
        with opened() as app:
            with app.read() as r:
                person = person_of(r, no)
            put(app.book, app.actor, person=person, source=source, item=measure, when=when, value_c=value_c,
                cases=times, note=note)  # fmt: skip
        say(_("Recorded."))
        return 0

    @numbers.command(name="list")
    def list_numbers(month: str, *, person: str = "", json: bool = False) -> int:
        """A month's numbers: everybody's for those who may read people, else one's own."""
        from supervisor.access import may_read_person
        from supervisor.appraisal.months import month_days
        from supervisor.appraisal.numbers.ledger import files, standing
        from supervisor.appraisal.numbers.naming import called

        first, last = month_days(month_of(month))
        with opened() as app, app.read() as r:
            wanted = person_of(r, person) if person else ""
            found = [each for each in standing(r, first, last)
                     if wanted in ("", each.person) and may_read_person(r, app.actor, each.person)]  # fmt: skip
            who, read, word = names(r), {each.subject: each.name for each in files(r)}, called(r, month_of(month))
        if json:
            emit("appraisal.numbers", 1, {"month": month, "numbers": found})
            return 0
        table(
            (_("Name"), _("Indicator"), _("Day or month"), _("Value"), _("From where"), _("By"), _("Note")),
            [
                (who.get(n.person, ""), word(n.source, n.item), n.when, _figure(n.value_c, n.cases),
                 f"{read[n.file]} {n.sheet} {n.row}" if n.file in read else _("by hand"), who.get(n.by, ""), n.note)
                for n in found
            ],
        )  # fmt: skip
        return 0

    @numbers.command(name="files")
    def list_files(*, json: bool = False) -> int:
        """The workbooks that were taken in, the newest first."""
        from supervisor.access import Right, require
        from supervisor.appraisal.numbers.ledger import files

        with opened() as app, app.read() as r:
            require(r, app.actor, Right.READ_PEOPLE)
            found, who = files(r), names(r)
        if json:
            emit("appraisal.number_files", 1, {"files": found})
            return 0
        table(
            (_("Id"), _("File"), _("Added"), _("Replaced"), _("By"), _("Taken back")),
            [(_short(f.subject), f.name, f.added, f.replaced, who.get(f.by, ""), f.withdrawn) for f in found],
        )
        return 0

    @numbers.command
    def withdraw(wanted: str, *, reason: str) -> int:
        """Take back a whole file, named by its id, its name or its path; what stood before stands again."""
        from supervisor.access import Right, require
        from supervisor.appraisal.numbers.ledger import files
        from supervisor.appraisal.numbers.service import withdraw_file

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.RECORD_MEASURE)
                fits = [each for each in files(r) if not each.withdrawn
                        and (_short(each.subject) == wanted or each.name == Path(wanted).name)]  # fmt: skip
            if len(fits) != 1:
                raise BadInput(_("There is no one file {file}; give its id (numbers files).").format(file=wanted))
            count = withdraw_file(app.book, app.actor, fits[0].subject, reason=reason)
        say(_("{n} numbers taken back.").format(n=count))
        return 0


def _short(subject: str) -> str:
    return subject.partition(":")[2][:8]


def _lines(r: Reader, found: Look) -> list[tuple[str, ...]]:
    from supervisor.appraisal.months import month_of as month_of_day
    from supervisor.appraisal.numbers.naming import called

    said, who = {"added": _("added"), "replaced": _("replaced")}, names(r)
    word = called(r, month_of_day(r.today))
    return [
        (who.get(line.read.key.person, ""), word(line.read.key.source, line.read.key.item), line.read.key.when,
         _figure(line.read.value_c, line.read.cases),
         _figure(line.before_c, line.cases_before) if line.outcome == "replaced" else "", said[line.outcome])
        for line in found.lines if line.outcome in said
    ]  # fmt: skip


def _say(found: Look, lines: list[tuple[str, ...]]) -> None:
    table((_("Name"), _("Indicator"), _("Day or month"), _("Value"), _("Value before"), _("Outcome")), lines)
    for note in found.notes:
        say(note)
    say(_("Added {added}, replaced {replaced}, the same {same}.").format(
        added=found.count("added"), replaced=found.count("replaced"), same=found.count("same")))  # fmt: skip


def _figure(value_c: int | None, cases: int) -> str:
    return _("{n} times").format(n=cases) if value_c is None else points(value_c)
