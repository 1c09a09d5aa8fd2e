"""Commands around check-lists: bring in, activate from a date, retire, export, check."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.errors import BadInput, Fault, Refused
from supervisor.journal import Book, Reader
from supervisor.language import _

from .checking import mistakes
from .events import RetirementWithdrawn, TemplateActivated, TemplateRetired
from .intake import examined, shipped, template_file
from .ledger import retired, template, template_in_force, templates_in_force, versions
from .template import Template, Version, canonical, digest_of, version_on
from .xlsform.diff import Change, differences


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
        with book.read() as r:
            require(r, actor, Right.MANAGE_TEMPLATES)
            jobs = known_jobs(r)
        templates, faults = [], []
        for path in paths:
            try:
                templates.append(template_file(path, jobs))
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


def retire_template(book: Book, actor: str, code: str, *, reason: str) -> None:
    """Take a check-list out of use; what was inspected by it stays. Raises BadInput when none is in force, WrongField
    without a reason."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_TEMPLATES)
        template_in_force(w, code, w.today)
        if not reason.strip():
            raise WrongField("reason", _("Give the reason."))
        w.append(f"template:{code}", TemplateRetired(reason=reason.strip()))


def restore_template(book: Book, actor: str, code: str, *, reason: str = "") -> None:
    """Take a retirement back: the check-list is in use again with the versions it had, and what it was to be used for
    is owed as if it had never been away. Raises Refused where it is not retired."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_TEMPLATES)
        if code not in retired(w, w.today):
            raise Refused(_("Check-list “{code}” is not retired.").format(code=code))
        w.append(f"template:{code}", RetirementWithdrawn(reason=reason.strip()))


def check_template(path: Path) -> Template:
    """Read and check a file without importing it. Raises BadInput naming section, item, field and cure."""
    return template_file(path)


def list_templates(r: Reader, day: date | None = None) -> list[tuple[Version, Template]]:
    """Check-lists in force on `day` (today) with their versions."""
    return templates_in_force(r, day or r.today)


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """A file before it is taken in: the check-list (None where it has `faults`), what was left aside, what changes.

    `standing` is the version in force on the day asked for, None where the check-list is new. `labels` are the version
    labels that other contents of it bear; where its own is one of them, `next_label` is one that is free.
    """

    template: Template | None
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()
    standing: Template | None = None
    changes: tuple[Change, ...] = ()
    labels: frozenset[str] = frozenset()
    next_label: str = ""

    def labelled(self, label: str) -> Template | None:
        """The check-list under another version label. Raises WrongField for one that another content bears."""
        if self.template is None:
            return None
        label = label or self.next_label or self.template.version
        if label in self.labels:
            raise WrongField("version", _("Version {label} is taken by another content.").format(label=label))
        return msgspec.structs.replace(self.template, version=label)

    @property
    def unchanged(self) -> bool:
        """Whether the file says just what is in force."""
        return self.template is not None and self.template == self.standing


def preview(r: Reader, path: Path, day: date | None = None) -> Preview:
    """What taking in this file from `day` (today) on would mean; nothing is written.

    Raises BadInput only where the file cannot be read at all.
    """
    found = examined(path, known_jobs(r))
    read = found.template
    if read is None:
        return Preview(template=None, faults=found.faults, remarks=found.remarks)
    now = version_on(versions(r, read.code), read.code, day or r.today)
    standing = template(r, now.digest) if now is not None and read.code not in retired(r, r.today) else None
    changes = differences(standing, read) if standing is not None else ()
    digest = digest_of(read)
    others = {one.digest for one in versions(r, read.code)}
    labels = frozenset() if digest in others else frozenset(template(r, one).version for one in others)
    return Preview(
        template=read,
        remarks=found.remarks,
        standing=standing,
        changes=changes,
        labels=labels,
        next_label=_free_label(read.version, labels) if read.version in labels else "",
    )


def _free_label(label: str, taken: frozenset[str]) -> str:
    """The label counted on by its last number until nothing bears it: 1.0, 1.1, 1.2."""
    stem = label.rstrip("0123456789")
    number = int(label[len(stem) :] or 1)
    if stem == label:
        stem += " "
    while (found := f"{stem}{(number := number + 1)}") in taken:
        pass
    return found


def known_jobs(r: Reader) -> dict[str, str]:
    """Jobs that this branch has beside the shipped ones, by their plain word: its people's, and its check-lists'."""
    from supervisor.branch.ledger import people

    from .xlsform.columns import plain

    jobs = {one.role for one in people(r, active_only=False)}
    jobs |= {item.owner_role for _version, one in templates_in_force(r, r.today) for item in one.items()}
    return {plain(job): job for job in sorted(jobs) if job}


def version_named(r: Reader, wanted: str, day: date | None = None) -> Template:
    """A check-list by what people call it: its code (the version in force on `day`), or the beginning of a digest.

    Raises BadInput where nothing or more than one is meant.
    """
    known = versions(r)
    if any(one.code == wanted for one in known):
        return template(r, template_in_force(r, wanted, day or r.today).digest)
    found = {one.digest for one in known if len(wanted) >= 4 and one.digest.startswith(wanted.lower())}
    if len(found) > 1:
        raise BadInput(_("“{wanted}” fits several versions; write more of it.").format(wanted=wanted))
    if not found:
        raise BadInput(
            _("There is no check-list or version “{wanted}”; there are: {others}").format(
                wanted=wanted, others=", ".join(sorted({one.code for one in known})) or "-"
            )
        )
    return template(r, found.pop())


def template_workbook(r: Reader, code: str, *, digest: str = "", day: date | None = None) -> bytes:
    """A check-list as an Excel workbook in XLSForm's shape; reading it again gives the same digest.

    Raises BadInput for an unknown code or digest, and for names that XLSForm does not allow.
    """
    from .xlsform.writing import write_workbook

    return write_workbook(_wanted(r, code, digest, day))


def template_json(r: Reader, code: str, *, digest: str = "", day: date | None = None) -> bytes:
    """A check-list as an indented JSON file: the version of `digest`, or the one in force on `day` (today).

    Importing it again gives the same digest. Raises BadInput for an unknown code or digest.
    """
    return msgspec.json.format(canonical(_wanted(r, code, digest, day)), indent=2) + b"\n"


def _wanted(r: Reader, code: str, digest: str, day: date | None) -> Template:
    wanted = digest or template_in_force(r, code, day or r.today).digest
    try:
        return template(r, wanted)
    except KeyError:
        raise BadInput(_("This book knows no check-list with digest {digest}.").format(digest=wanted)) from None
