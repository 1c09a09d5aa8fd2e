"""Commands around check-lists: bring in, activate from a date, retire, export, check."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from supervisor.access import Right, require
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader
from supervisor.language import _

from .checking import mistakes
from .events import TemplateActivated, TemplateRetired
from .intake import shipped, template_file
from .ledger import retired, template, template_in_force, templates_in_force, versions
from .template import Template, Version, canonical, version_on


def activate_template(
    book: Book, actor: str, template: Template, *, valid_from: date | None = None, reason: str = ""
) -> str:
    """Put a version of a check-list in force from `valid_from` (today); returns its digest.

    The same content in force already is left as it is. Inspections begun before keep their version. Raises BadInput
    for a check-list with mistakes, Refused without the right.
    """
    found = mistakes(template)
    if found:
        raise BadInput(_("The check-list has mistakes; nothing was imported."), tuple(found))
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_TEMPLATES)
        day = valid_from or w.today
        digest = w.put_blob(canonical(template))
        now = version_on(versions(w, template.code), template.code, day)
        if now is None or now.digest != digest or template.code in retired(w, w.today):
            fact = TemplateActivated(
                code=template.code, digest=digest, version=template.version, valid_from=day, reason=reason
            )
            w.append(f"template:{template.code}", fact)
    return digest


def import_templates(
    book: Book,
    actor: str,
    paths: Iterable[Path] | None = None,
    *,
    valid_from: date | None = None,
    reason: str = "",
) -> list[str]:
    """Activate the check-lists of these files (the shipped ones when None), all or none; returns their codes.

    Raises BadInput with every mistake of every file.
    """
    if paths is None:
        templates = shipped()
    else:
        templates, faults = [], []
        for path in paths:
            try:
                templates.append(template_file(path))
            except BadInput as error:
                if not error.faults:
                    raise
                faults += error.faults
        if faults:
            raise BadInput(_("Nothing was imported."), tuple(faults))
    with book.batch():
        for one in templates:
            activate_template(book, actor, one, valid_from=valid_from, reason=reason)
    return [one.code for one in templates]


def retire_template(book: Book, actor: str, code: str, *, reason: str = "") -> None:
    """Take a check-list out of use; what was inspected by it stays. Raises BadInput when none is in force."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_TEMPLATES)
        template_in_force(w, code, w.today)
        w.append(f"template:{code}", TemplateRetired(reason=reason))


def check_template(path: Path) -> Template:
    """Read and check a file without importing it. Raises BadInput naming section, item, field and cure."""
    return template_file(path)


def list_templates(r: Reader, day: date | None = None) -> list[tuple[Version, Template]]:
    """Check-lists in force on `day` (today) with their versions."""
    return templates_in_force(r, day or r.today)


def template_json(r: Reader, code: str, *, digest: str = "", day: date | None = None) -> bytes:
    """A check-list as an indented JSON file: the version of `digest`, or the one in force on `day` (today).

    Importing it again gives the same digest. Raises BadInput for an unknown code or digest.
    """
    wanted = digest or template_in_force(r, code, day or r.today).digest
    try:
        found = template(r, wanted)
    except KeyError:
        raise BadInput(_("This book knows no check-list with digest {digest}.").format(digest=wanted)) from None
    return msgspec.json.format(canonical(found), indent=2) + b"\n"
