"""Ticket files on the command line: look at one, take it in, list what was taken, withdraw it, name its classes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from cyclopts import App

from supervisor.cli.context import emit, opened, reading, say, some, table
from supervisor.errors import BadInput, Fault
from supervisor.language import _

ORDERS = ("", "dmy", "mdy", "ymd")


def pairs_of(text: str, like: str) -> dict[str, str]:
    """`a=b,c=d` as a -> b. Raises BadInput saying what it should look like."""
    parts = [part.partition("=") for part in text.split(",") if part.strip()]
    if any(not (left.strip() and mark and right.strip()) for left, mark, right in parts):
        raise BadInput(_("{text}: write it as {like}.").format(text=text, like=like))
    return {left.strip(): right.strip() for left, _mark, right in parts}


def columns_of(text: str) -> dict[str, str]:
    """`number=票号,arrived=取号时间` as field -> header. Raises BadInput."""
    return pairs_of(text, "number=票号,arrived=取号时间")


def register(group: App) -> None:
    """Add `traffic import`, `files`, `withdraw` and `classes`."""

    @group.command(name="import")
    def import_files(
        *files: Path, columns: str = "", date_order: str = "", ratings: str = "", preview: bool = False,
        json: bool = False,
    ) -> int:  # fmt: skip
        """Take in files of queue tickets, or of counts per interval; what cannot be read is listed, none taken twice.

        `--columns` says which column is which where the layout is new, as number=票号,arrived=取号时间; it is
        remembered for files with the same headings. Fields of tickets: number, arrived, called, finished, waited,
        served, day, service_class, outcome, server, rating; of counts: start, count, day, service_class.
        """
        some(files)
        if date_order not in ORDERS:
            raise BadInput(_("{text}: write dmy (day first), mdy (month first) or ymd.").format(text=date_order))
        chosen = columns_of(columns)
        meant = {key: _points(value) for key, value in pairs_of(ratings, "A=5,B=3,C=1").items()}
        if preview:
            return _preview(files, chosen, date_order, json)
        from supervisor.traffic.service import import_tickets

        reports = []
        try:
            with opened() as app:
                for file in files:
                    try:
                        fixed = _keep(app, file, chosen, date_order, meant)
                        order = date_order if fixed else ""
                        reports.append(import_tickets(app.book, app.actor, file, date_order=order))
                    except BadInput as error:
                        raise _with_guess(error, file) from error
                    if not json:
                        say(str(reports[-1]))
        finally:
            if json and (reports or len(files) > 1):  # what was taken is told, also where a later file is refused
                emit("traffic.import", 1, {"files": reports})
        return 0

    @group.command
    def files(*, json: bool = False) -> int:
        """Files taken in, the latest first, with what each brought; `withdraw` takes one back."""
        from supervisor.traffic.files.ledger import files_taken

        with reading() as (app, r):
            found, zone = files_taken(r), app.book.zone

        def moment(stamp: int) -> str:
            return f"{datetime.fromtimestamp(stamp / 1000, UTC).astimezone(zone):%Y-%m-%d %H:%M}" if stamp else ""

        if json:
            emit("traffic.files", 1, {"files": [
                {
                    "file": one.file, "digest": one.file_digest, "kind": one.kind, "rows": one.row_count,
                    "new": one.new_count, "known": one.known_count, "rejected": one.rejected,
                    "taken": moment(one.taken_ms), "withdrawn": moment(one.withdrawn_ms) or None,
                }
                for one in found
            ]})  # fmt: skip
            return 0
        kinds = {"tickets": _("tickets"), "counts": _("counts per interval")}
        table(
            (_("File"), _("Kind"), _("Rows"), _("New"), _("Known"), _("Taken in"), _("Withdrawn"), _("Mark")),
            [
                (one.file, kinds[one.kind], one.row_count, one.new_count, one.known_of_others, moment(one.taken_ms),
                 moment(one.withdrawn_ms), one.file_digest[:8])
                for one in found
            ],
            empty=_("No file has been taken in."),
        )  # fmt: skip
        return 0

    @group.command
    def withdraw(file: str, *, reason: str = "", json: bool = False) -> int:
        """Withdraw a file that was taken in, by its name or mark: what it alone brought counts no longer."""
        from supervisor.traffic.service import withdraw_file
        from supervisor.traffic.taking.withdrawing import file_called

        with opened() as app:
            with app.read() as r:
                from supervisor.access import Right, require

                require(r, app.actor, Right.IMPORT_TRAFFIC)
                digest = file_called(r, file).file_digest
            done = withdraw_file(app.book, app.actor, digest, reason)
        if json:
            emit("traffic.withdraw", 1, {"file": done.file, "digest": done.digest, "days": done.days})
            return 0
        say(_("{file} is withdrawn; {days} days were worked out again.").format(file=done.file, days=len(done.days)))
        return 0

    @group.command
    def classes(*, names: str = "", json: bool = False) -> int:
        """Which class of the branch the names in ticket files mean; `--names VIP室=vip,对公=firm` says so for later."""
        from supervisor.traffic.files.ledger import kept_classes
        from supervisor.traffic.taking.class_words import keep_classes

        if names:
            with opened() as app:
                keep_classes(app.book, app.actor, pairs_of(names, "VIP室=vip,对公=firm"))
        with reading() as (_app, r):
            said = {text: code for text, code in sorted(kept_classes(r).items()) if code}
        if json:
            emit("traffic.classes", 1, {"classes": said})
            return 0
        table((_("Written"), _("Class")), list(said.items()), empty=_("Nobody has said what a name means."))
        return 0


def _points(text: str) -> int:
    if text not in tuple("012345"):
        raise BadInput(_("A rating means 1 (worst) to 5 (best), or 0 for none."))
    return int(text)


def _keep(app: Any, file: Path, chosen: dict[str, str], order: str, meant: dict[str, int]) -> bool:
    """Remember what was said of files with these headings; what was not said stays as it is.

    Returns whether the layout is one whose columns are fixed: then nothing is remembered.
    """
    from supervisor.traffic.intake.guess import look_at
    from supervisor.traffic.taking.layouts import columns_in_force, fixed_layout, keep_mapping, recogniser

    if not (chosen or order or meant):
        return False
    with app.read() as r:
        known = recogniser(r)
    head = look_at(file, known)
    if not chosen and fixed_layout(known(head.headers)):
        return True
    columns = _completed(head, chosen) or columns_in_force(head.headers, known)
    if not columns:
        raise _with_guess(BadInput(_("The layout of {file} is not known.").format(file=file.name)), file)
    keep_mapping(app.book, app.actor, head.headers, columns, date_order=order, ratings=meant)
    return False


def _completed(head: Any, chosen: dict[str, str]) -> dict[str, str]:
    """Columns of counts as chosen, with interval, day and class as the headings say where nobody said them."""
    if "count" not in chosen or "start" in chosen:
        return chosen
    from supervisor.traffic.intake.guess import guess
    from supervisor.traffic.intake.mapping import COUNTS

    counted = {name.strip() for name in chosen["count"].split("|")}
    return {
        **{field: name for field, name in guess(head, COUNTS).items() if field != "count" and name not in counted},
        **chosen,
    }


def _with_guess(error: BadInput, file: Path) -> BadInput:
    """A layout nobody knows, with what it seems to be, ready to be said."""
    from supervisor.traffic.intake.guess import guess, kind_of_table, look_at
    from supervisor.traffic.intake.mapping import NEEDED
    from supervisor.traffic.intake.recognising import recognise

    try:
        head = look_at(file)
    except BadInput:
        return error
    kind = kind_of_table(head)
    found = guess(head, kind)
    if recognise(head.headers) is not None or not all(field in found for field in NEEDED[kind]):
        return error
    told = ",".join(f"{field}={header}" for field, header in found.items())
    problem = _("it seems to be: {columns}").format(columns=told)
    cure = _('Look at it with --preview, and say it with --columns "…".')
    return BadInput(str(error), (Fault(problem, cure, file=file.name, row=head.header_row),))


def _preview(files: tuple[Path, ...], chosen: dict[str, str], order: str, json: bool) -> int:
    """The first rows as they would be read; nothing is written."""
    from supervisor.access import Right, require
    from supervisor.traffic.intake.guess import guess, kind_of_table, look_at
    from supervisor.traffic.intake.mapping import layout_of
    from supervisor.traffic.intake.preview import preview
    from supervisor.traffic.taking.class_words import class_finder
    from supervisor.traffic.taking.layouts import columns_in_force, recogniser

    shown = []
    with opened() as app, app.read() as r:
        require(r, app.actor, Right.IMPORT_TRAFFIC)
        known, rename, today = recogniser(r), class_finder(r), r.today
        for file in files:
            head = look_at(file, known)
            mapping = known(head.headers)
            columns = _completed(head, chosen) or columns_in_force(head.headers, known)
            columns = columns or guess(head, kind_of_table(head))
            try:
                if mapping and not chosen:
                    layout = msgspec.structs.replace(mapping, date_order=order or mapping.date_order)
                else:
                    layout = layout_of(columns, "own", date_order=order)
            except ValueError as error:
                raise BadInput(f"{file.name}{_(': ')}{error}") from error
            shown.append((head, columns, preview(head, layout, rename_class=rename, today=today)))
    if json:
        emit("traffic.preview", 1, {"files": [
            {"file": head.file, "sheet": head.sheet, "header_row": head.header_row, "columns": columns,
             "rows": seen.shown, "looked_at": seen.looked_at, "taken": seen.taken, "repaired": seen.repaired,
             "refused": seen.refused[:1000], "classes": seen.classes, "asks_order": seen.asks_order}
            for head, columns, seen in shown
        ]})  # fmt: skip
        return 0
    for head, columns, seen in shown:
        say(f"{head.file}{_(': ')}" + ",".join(f"{field}={header}" for field, header in columns.items()))
        if seen.asks_order:
            say(_("Its dates may be read two ways: say --date-order mdy (month first) or dmy (day first)."))
        counted = any(one.customers is not None for one in seen.shown)
        table(
            (_("Row"), _("Customers") if counted else _("Ticket"), _("Class"), _("Day"),
             _("From") if counted else _("Taken"), _("Called up"), _("Finished"), _("As read")),
            [
                (one.row, one.number if one.customers is None else one.customers, one.service_class, one.day,
                 one.arrived, one.called, one.finished, one.fault or one.remark or _("is taken"))
                for one in seen.shown
            ],
        )  # fmt: skip
        text = _("Of {n} rows {taken} are tickets ({repaired} of them repaired), {refused} are refused.")
        if counted:
            text = _("Of {n} rows {taken} are counts, {refused} are refused.")
        elif head.more:
            text = _("Of the first {n} rows {taken} are tickets ({repaired} of them repaired), {refused} are refused.")
        say(text.format(n=seen.looked_at, taken=seen.taken, repaired=seen.repaired, refused=len(seen.refused)))
    return 0
