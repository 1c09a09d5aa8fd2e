"""Check-lists: in force, checked, compared, brought in, taken out, retired; as Excel workbooks or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import (
    CONTEXT,
    Output,
    day_of,
    emit,
    opened,
    reading,
    refuse_existing,
    say,
    some,
    table,
    write_out,
)  # fmt: skip
from supervisor.errors import BadInput, Fault
from supervisor.language import _

Older = Annotated[str, Parameter(help="the older one: a code, the beginning of a digest, or a file")]
Newer = Annotated[str, Parameter(help="the newer one, named alike")]
From = Annotated[str | None, Parameter(name=["--from", "--valid-from"])]


def register(group: App) -> None:
    """Add `supervisor inspect templates …`."""
    templates = App(name="templates", help="check-lists as data")
    group.command(templates)
    _showing(templates)
    _checking(templates)
    _changing(templates)


def _showing(templates: App) -> None:
    @templates.command(name="list")
    def list_all(*, json: bool = False) -> int:
        """The check-lists in force."""
        from supervisor.inspection.ledger.catalogue import uses
        from supervisor.inspection.library import list_templates

        with reading() as (_app, r):
            found, used = list_templates(r), uses(r)
        if json:
            emit("inspect.templates", 1, {"templates": [
                {"code": t.code, "name": t.name, "label": t.version, "digest": v.digest, "valid_from": v.valid_from,
                 "items": len(t.items()), "points": t.base_c / 100, "used": used.get(v.digest, 0)}
                for v, t in found
            ]})  # fmt: skip
        else:
            table(
                (_("Code"), _("Check-list"), _("Items"), _("Points"), _("Valid from"), _("Used"), _("Version")),
                [(t.code, t.name, len(t.items()), f"{t.base_c / 100:g}", v.valid_from, used.get(v.digest, 0),
                  f"{t.version} · {v.digest[:12]}") for v, t in found],
            )  # fmt: skip
        return 0

    @templates.command
    def history(code: str, *, json: bool = False) -> int:
        """Every version a check-list has had: since when, why, how often used."""
        from supervisor.inspection.ledger.catalogue import history as versions
        from supervisor.inspection.words import STANDINGS

        with reading() as (_app, r):
            found = versions(r, code)
        if not found:
            raise BadInput(_("There is no check-list “{code}”.").format(code=code))
        if json:
            emit("inspect.templates.history", 1, {"code": code, "versions": [
                {"digest": s.version.digest, "label": s.template.version, "valid_from": s.version.valid_from,
                 "state": s.state, "reason": s.reason, "items": len(s.template.items()),
                 "points": s.template.base_c / 100, "used": s.used}
                for s in found
            ]})  # fmt: skip
        else:
            table(
                (_("Version"), _("Valid from"), _("State"), _("Items"), _("Points"), _("Used"), _("Reason")),
                [(f"{s.template.version} · {s.version.digest[:12]}", s.version.valid_from, STANDINGS[s.state],
                  len(s.template.items()), f"{s.template.base_c / 100:g}", s.used, s.reason) for s in found],
            )  # fmt: skip
        return 0

    @templates.command
    def diff(older: Older, newer: Newer, *, json: bool = False) -> int:
        """What changed between two check-lists, item by item.

        Each is a code (the version in force), the beginning of a version's digest, or a file.
        """
        from supervisor.inspection.template import digest_of
        from supervisor.inspection.xlsform.diff import differences, in_words

        with reading() as (_app, r):
            old, new = _meant(r, older), _meant(r, newer)
        found = differences(old, new)
        if json:
            emit("inspect.templates.diff", 1, {
                "older": {"code": old.code, "label": old.version, "digest": digest_of(old)},
                "newer": {"code": new.code, "label": new.version, "digest": digest_of(new)},
                "same": old == new, "changes": found,
            })  # fmt: skip
        elif not found:
            say(_("They say the same."))
        else:
            for one in found:
                say(in_words(one))
            say(_("Changes: {count}.").format(count=len(found)))
        return 0


def _meant(r: Any, wanted: str) -> Any:
    """The check-list a person names: a file, a code or a digest."""
    from supervisor.inspection.intake import template_file
    from supervisor.inspection.library import known_jobs, version_named

    path = Path(wanted)
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".json") or path.is_file():
        return template_file(path, known_jobs(r))
    return version_named(r, wanted)


def _checking(templates: App) -> None:
    @templates.command
    def check(*files: Path, json: bool = False) -> int:
        """Check check-list files, workbooks or JSON; every mistake is named, nothing is taken in."""
        from supervisor.inspection.intake import examined

        some(files)
        jobs = _branch_jobs()
        found = [(file, examined(file, jobs)) for file in files]
        faults = [fault for _file, one in found for fault in one.faults]
        if json:
            emit("inspect.templates.check", 1, {"files": [
                {"file": str(file), "code": one.template.code if one.template else None,
                 "items": len(one.template.items()) if one.template else None,
                 "faults": [_placed(fault) for fault in one.faults],
                 "ignored": [_placed(fault) for fault in one.remarks]}
                for file, one in found
            ]})  # fmt: skip
            return 2 if faults else 0
        for file, one in found:
            _remarks(one.remarks)
            if one.template is not None:
                count = len(one.template.items())
                say(_("{file}: {count} items, no mistake.").format(file=file, count=count))
        if faults:
            told = _("There are {count} mistakes; nothing was taken in.").format(count=len(faults))
            raise BadInput(told, tuple(faults))
        return 0


def _branch_jobs() -> dict[str, str]:
    """The jobs of the branch whose book this is, so that checking says what taking in would; none without a book."""
    from supervisor.inspection.library import known_jobs
    from supervisor.journal import is_url

    if not is_url(CONTEXT.book) and not Path(CONTEXT.book).exists():
        return {}
    with reading() as (_app, r):
        return known_jobs(r)


def _placed(fault: Fault) -> dict[str, Any]:
    return {name: getattr(fault, name) for name in ("sheet", "row", "column", "problem", "cure")}


def _remarks(remarks: tuple[Fault, ...]) -> None:
    for one in remarks:
        say(_("Note: {what}").format(what=one))


def _changing(templates: App) -> None:
    @templates.command(name="import")
    def import_files(*files: Path, valid_from: From = None, reason: str = "") -> int:
        """Take check-list files in and use them from a date on; what they change is told."""
        from supervisor.inspection.library import import_templates, preview
        from supervisor.inspection.xlsform.diff import in_words

        some(files)
        with opened() as app:
            day = day_of(valid_from, app.book.now().astimezone(app.book.zone).date())
            with app.read() as r:
                before = [(file, preview(r, file, day)) for file in files if file.is_file()]
            done = import_templates(app.book, app.actor, files, valid_from=day, reason=reason)
        for file, one in before:
            _remarks(one.remarks)
            if one.next_label:
                say(_("Note: {what}").format(what=_("version {label} is taken by another content; write {free}").format(
                    label=one.template.version if one.template else "", free=one.next_label)))  # fmt: skip
            if one.unchanged:
                say(_("{file}: the same as in force; nothing changes.").format(file=file.name))
            elif one.standing is None:
                say(_("{file}: a new check-list, from {day} on.").format(file=file.name, day=day))
            else:
                say(_("{file}: {count} changes, from {day} on:").format(
                    file=file.name, count=len(one.changes), day=day))  # fmt: skip
                for change in one.changes:
                    say(f"  {in_words(change)}")
        same = sum(one.unchanged for _file, one in before)
        if len(done) > same:
            say(_("Taken in: {count}.").format(count=len(done) - same))
        return 0

    @templates.command
    def export(code: str, *, output: Output, force: bool = False) -> int:
        """Write a check-list to a file: .xlsx is a workbook for Excel, .json the same as data."""
        from supervisor.inspection.library import template_json, template_workbook, version_named
        from supervisor.inspection.template import digest_of

        suffix = output.suffix.lower()
        if suffix not in (".xlsx", ".json"):
            raise BadInput(_("{file}: name a file that ends in .xlsx or .json.").format(file=output))
        refuse_existing(output, force)
        with reading() as (_app, r):
            digest = digest_of(version_named(r, code))
            write = template_workbook if suffix == ".xlsx" else template_json
            content = write(r, code, digest=digest)
        write_out(output, content)
        return 0

    @templates.command
    def starter(*, output: Output, force: bool = False) -> int:
        """Write an example workbook to begin a check-list of one's own from."""
        from supervisor.inspection.xlsform.starter import STARTER
        from supervisor.inspection.xlsform.writing import write_workbook

        refuse_existing(output, force)
        write_out(output, write_workbook(STARTER))
        return 0

    @templates.command
    def retire(code: str, *, reason: str = "") -> int:
        """Take a check-list out of use; what was inspected by it stays."""
        from supervisor.inspection.library import retire_template

        with opened() as app:
            retire_template(app.book, app.actor, code, reason=reason)
        say(_("Check-list {code} is no longer used.").format(code=code))
        return 0
