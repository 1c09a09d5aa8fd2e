"""Is a workbook as the branch's device signed it? And the keys by which head office finds that out."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from cyclopts import App

from supervisor.cli import context
from supervisor.cli.context import Output, emit, opened, refuse_existing, say, write_out
from supervisor.cli.workbook_password import VARIABLE
from supervisor.errors import Problem
from supervisor.language import _

if TYPE_CHECKING:
    from reports.checking import Checked

EXIT = {"proven": 0, "unknown_signer": 3, "changed": 4, "no_manifest": 4, "damaged": 4}


def register(group: App) -> None:
    """Add to `supervisor report`."""

    @group.command
    def check(file: Path, *, keys: list[Path] | None = None, ask_password: bool = False, json: bool = False) -> int:
        """Whether a workbook is as it was signed; names every changed cell. 0 only where it is proved, 3 where who
        signed it is not known, 4 where it was changed or proves nothing."""
        from reports.checking import check as checked
        from reports.checking.keys import read_keys

        known = {**_of_the_book(), **read_keys(keys or ())}
        found = checked(file, keys=known, password=_password(ask_password))
        if json:
            emit("report.check", 1, _document(file, found))
        else:
            _tell(file, found)
        return EXIT[found.verdict]

    @group.command(name="keys")
    def keys_out(*, output: Output, force: bool = False) -> int:
        """The public keys of the branch's devices as a file for head office, which checks workbooks by it."""
        from reports.checking.keys import key_file
        from supervisor.access import Right, require
        from supervisor.branch.ledger import branch_profile

        refuse_existing(output, force)
        with opened() as app, app.read() as r:
            require(r, app.actor, Right.EXPORT_REPORT)
            found = key_file(r, branch_profile(r).name)
        write_out(output, msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
        for one in found.devices:
            say(_("device {device}, fingerprint {fingerprint}").format(device=one.device, fingerprint=one.fingerprint))
        return 0


def _of_the_book() -> dict[str, bytes]:
    """The keys that the book at hand knows; head office has none, and a book that was not asked for need not open."""
    where = context.CONTEXT
    if where.where is None and not Path(where.book).is_file():
        return {}
    try:
        with opened() as app, app.read() as r:
            return r.public_keys()
    except Problem:
        if where.where is not None:
            raise
        return {}


def _password(ask: bool) -> str | None:
    given = os.environ.get(VARIABLE)
    if given or not ask or not sys.stdin.isatty():
        return given or None
    import getpass

    return getpass.getpass(_("Password that the workbook opens with: "))


def _document(file: Path, found: Checked) -> dict[str, Any]:
    about = None
    if found.about is not None:
        about = {**msgspec.to_builtins(found.about), "fingerprint": found.about.fingerprint}
    return {
        "file": str(file), "verdict": found.verdict, "untouched": found.untouched, "why": found.why, "about": about,
        "changes": [{"kind": one.kind, "sheet": one.sheet, "cell": one.cell, "now": one.now, "words": one.words()}
                    for one in found.changes],
        "more": found.more,
        "notes": [{"kind": one.kind, "sheet": one.sheet, "cells": one.cells, "words": one.words()}
                  for one in found.notes],
    }  # fmt: skip


def _written(made_at: str) -> str:
    """A moment as people write it; what a strange file says instead of one stays as it says it."""
    try:
        return f"{datetime.fromisoformat(made_at):%Y-%m-%d %H:%M}"
    except ValueError:
        return made_at


def _tell(file: Path, found: Checked) -> None:
    from reports.checking import VERDICTS
    from reports.checking.saying import NOTES
    from supervisor.reporting.words import kind_words

    say(f"{file.name}{_(': ')}{VERDICTS[found.verdict]}")
    about = found.about
    if about is not None:
        parts = (about.branch_no, about.branch, about.month, kind_words(about.kind), about.about)
        what = " ".join(filter(None, parts))
        say(_("It says it is: {what}, made at {at}").format(what=what, at=_written(about.made_at)))
        say(_("Signed by: device {device}, fingerprint {fingerprint}").format(
            device=about.device, fingerprint=about.fingerprint
        ))  # fmt: skip
    if found.untouched:
        say(_("Nobody has saved the file since it was written."))
    if found.verdict == "unknown_signer":
        say(_("Compare the fingerprint with the branch by telephone, or name its key file with --keys."))
    if found.why:
        say(_("What is wrong: {why}").format(why=found.why))
    for one in found.changes:
        say(f"  ✗ {one.words()}")
    if found.more:
        say(_("  … and {many} more").format(many=found.more))
    uncalculated = [one for one in found.notes if one.kind == "not_calculated"]
    if len(uncalculated) > 1:  # a program that drops results drops all of them: one line, not one a sheet
        say("  · " + _("{many} sheets: {words}").format(many=len(uncalculated), words=NOTES["not_calculated"]))
    for one in found.notes:
        if len(uncalculated) < 2 or one.kind != "not_calculated":
            say(f"  · {one.words()}")
