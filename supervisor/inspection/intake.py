"""Check-lists that people bring as files, checked before anything is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import msgspec

from supervisor.errors import BadInput, Fault
from supervisor.language import _

from .checking import mistakes
from .template import Template, decode

_PLACE = re.compile(r"\$(?:\.sections\[(\d+)\])?(?:\.items\[(\d+)\])?(?:\.(\w+))?")


def read_template(content: bytes, file: str = "") -> Template:
    """The check-list in a JSON file. Raises BadInput naming section, item (as row), field and cure of every mistake."""
    try:
        template = msgspec.json.decode(content, type=Template)
    except msgspec.ValidationError as error:
        raise BadInput(_("This is not a check-list."), (_placed(error, content, file),)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(_("This is not JSON."), (Fault(str(error), _("Mend the file's form."), file),)) from None
    found = mistakes(template, file)
    if found:
        raise BadInput(_("The check-list has mistakes; nothing was imported."), tuple(found))
    return template


def _placed(error: msgspec.ValidationError, content: bytes, file: str) -> Fault:
    """A decoder's error with the place as people count: section id, item from 1, field."""
    problem, _sep, path = str(error).partition(" - at ")
    section, row, column = "", 0, ""
    found = _PLACE.search(path.strip("`"))
    if found:
        if found[1] is not None:
            section = _section_id(content, int(found[1]))
        row = int(found[2]) + 1 if found[2] is not None else 0
        column = found[3] or ""
    return Fault(problem, _("Write it as resources/checklists/README.md says."), file, section, row, column)


def _section_id(content: bytes, index: int) -> str:
    try:
        return str(msgspec.json.decode(content)["sections"][index]["id"])
    except (KeyError, IndexError, TypeError):
        return str(index + 1)


class Examined(msgspec.Struct, frozen=True):
    """What a file holds: the check-list (None where there are faults), faults, and what was left aside."""

    template: Template | None
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()


def examined(path: Path, jobs: Mapping[str, str] | None = None) -> Examined:
    """A file on disk looked through, JSON or an Excel workbook.

    `jobs` are jobs that the branch itself knows, by their plain word; a workbook may name them. Raises BadInput where
    it cannot be read at all.
    """
    content = file_content(path)
    if of_excel(path, content):
        from .xlsform.reading import read_workbook

        found = read_workbook(content, path.name, jobs)
        return Examined(found.template, found.faults, found.remarks)
    try:
        return Examined(read_template(content, path.name))
    except BadInput as error:
        return Examined(None, error.faults)


def template_file(path: Path, jobs: Mapping[str, str] | None = None) -> Template:
    """The check-list in a file on disk, as `examined`. Raises BadInput naming every mistake."""
    found = examined(path, jobs)
    if found.template is None:
        raise BadInput(_("The check-list has mistakes; nothing was imported."), found.faults)
    return found.template


def file_content(path: Path) -> bytes:
    """The bytes of a file. Raises BadInput where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(_("{file} cannot be read: {why}").format(file=path.name, why=error.strerror)) from None


def of_excel(path: Path, content: bytes) -> bool:
    """Whether a file is meant as a workbook: by its name or its first bytes."""
    return path.suffix.lower() in (".xlsx", ".xlsm", ".xls") or content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def shipped() -> list[Template]:
    """The check-lists that come with the program, by code."""
    folder = files("resources") / "checklists"
    found = [decode(one.read_bytes()) for one in folder.iterdir() if one.name.endswith(".json")]
    return sorted(found, key=lambda t: t.code)
