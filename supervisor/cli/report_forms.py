"""Head office's own forms: the names that can stand in one, and a form filled with a month."""

from __future__ import annotations

import os
import sys
from functools import partial
from getpass import getpass
from pathlib import Path
from typing import Any

from cyclopts import App

from supervisor.cli.context import (
    OptionalOutput,
    Output,
    emit,
    month_of,
    opened,
    refuse_existing,
    say,
    table,
    workbook_name,
)
from supervisor.cli.workbook_password import asked_for
from supervisor.errors import NeedsPassword, Refused
from supervisor.language import _


def register(group: App) -> None:
    """Add to `supervisor report`."""
    _fill(group)
    _fields(group)


def _fill(group: App) -> None:
    @group.command
    def fill(
        form: Path, *, output: Output, month: str | None = None, force: bool = False, ask_password: bool = False,
        json: bool = False,
    ) -> int:  # fmt: skip
        """Fill head office's own form (.xlsx, .xlsm) with a month (this one unless named): names in double braces
        become figures, in cells, text boxes, titles of charts and headers; a row with columns of a list becomes as many
        rows as the list has; a cell whose defined name is a field's is filled, too. Everything else of the form stays.

        A form with a password is opened with SUPERVISOR_FORM_PASSWORD, or asks for it, and keeps it unless another one
        is given for the filled one.
        """
        from reports.filling import fill_form

        refuse_existing(output, force)
        with asked_for(ask_password), opened() as app:
            with app.read() as r:
                wanted = month_of(month) if month else r.today.isoformat()[:7]
            fill_it = partial(fill_form, app.book, form, wanted, output, actor=app.actor)
            try:
                filled = fill_it(password=os.environ.get("SUPERVISOR_FORM_PASSWORD") or None)
            except NeedsPassword:
                if not sys.stdin.isatty():
                    raise
                filled = fill_it(password=getpass(_("Password of {file}: ").format(file=form.name)))
        if filled is None:  # only a window can stop it
            raise Refused(_("Stopped; nothing was written."))
        if json:
            emit("report.fill", 1, {"filled": filled})
        else:
            _say(filled)
        return 0


def _say(filled: Any) -> None:
    """What came of every name, what needs a look first."""
    say(filled.path)
    say(_("{n} cells filled.").format(n=len(filled.filled)))
    for one in filled.expanded:
        say(
            _("{sheet}: row {row} became rows {now} ({n} entries).").format(
                sheet=one.sheet, row=_rows(one.rows), now=_rows(one.now), n=one.entries
            )
        )
    if filled.unknown:
        say("")
        say(_("Unknown names, left as they are:"))
        table(
            (_("Sheet"), _("Cell"), _("Placeholder"), _("Did you mean")),
            [(one.sheet, one.cell, one.name, one.nearest) for one in filled.unknown],
        )
    if filled.unfilled:
        say("")
        say(_("Names without a figure in this month:"))
        table(
            (_("Sheet"), _("Cell"), _("Placeholder"), _("Now in cell")),
            [(one.sheet, one.cell, one.name, one.now) for one in filled.unfilled],
        )
    for note in filled.notes:
        say(note)


def _rows(span: str) -> str:
    first, _colon, last = span.partition(":")
    return first if first == last else f"{first}–{last}"


def _fields(group: App) -> None:
    @group.command
    def fields(
        *, month: str | None = None, output: OptionalOutput = None, force: bool = False, json: bool = False
    ) -> int:
        """The names that can stand in a form, with what each comes to in a month (this one unless named): figures, and
        the columns of lists. With -o as a workbook to look them up in."""
        from reports.fields import scores_of
        from reports.fields.catalogue import Catalogue
        from reports.fields.listing import fields_workbook, lines

        if output is not None:
            workbook_name(output, force)
        with opened() as app:
            with app.read() as r:
                wanted = month_of(month) if month else r.today.isoformat()[:7]
            if output is not None:
                fields_workbook(app.book, wanted, output, actor=app.actor)
                say(str(output))
                return 0
            with app.read() as r:
                found = lines(Catalogue(r, wanted, partial(scores_of, r, wanted), maker=app.actor), app.actor)
        if json:
            emit("report.fields", 1, {"month": wanted, "fields": found})
            return 0
        table(
            (_("Write"), _("Code"), _("Kind"), _("Example")),
            [("{{" + one.zh + "}}", one.code, one.kind_words, one.example) for one in found],
        )
        say(
            _("Before a figure may stand 上月, 上年同月 or 本年累计, as in {example}.").format(
                example="{{上月投诉件数}}"
            )
        )
        return 0
