"""Check-lists that people bring as files, checked before anything is written."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from supervisor.errors import BadInput, Fault, why_unread
from supervisor.errors.json_words import broken_json, value_words
from supervisor.language import _

from .checking import idle, mistakes
from .template import Choice, Item, Section, Template, Threshold, decode

_PLACE = re.compile(r"\$(?:\.(sections|thresholds)\[(\d+)\])?(?:\.items\[(\d+)\])?(?:\.(\w+))?")
_BOM = b"\xef\xbb\xbf"
_PARTS: Mapping[str, type[msgspec.Struct]] = MappingProxyType(
    {"sections": Section, "items": Item, "choices": Choice, "thresholds": Threshold}
)
_WORDED = ("name", "note", "words", "hint", "constraint_words", "consequence")


def read_template(content: bytes, file: str = "") -> Template:
    """The check-list in a JSON file. Raises BadInput naming section, item (as row), field and cure of every mistake."""
    content = content.removeprefix(_BOM)  # the notepad of Windows begins a file so
    try:
        template = msgspec.json.decode(content, type=Template)
        unknown = list(_unknown(msgspec.json.decode(content), Template, file))
    except msgspec.ValidationError as error:
        raise BadInput(_("This is not a check-list."), (_placed(error, content, file),)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(_("This is not JSON."), (broken_json(error, content, file),)) from None
    found = [*unknown, *mistakes(template, file)]
    if found:
        raise BadInput(_("The check-list has mistakes; nothing was imported."), tuple(found))
    return template


def _unknown(raw: Any, kind: type[msgspec.Struct], file: str, sheet: str = "", row: int = 0) -> Iterator[Fault]:
    """Fields that a check-list does not have: one letter wrong, and a gate or a floor would be lost without a word."""
    known = [field.name for field in msgspec.structs.fields(kind)]
    for name in raw:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
            cure = _("Did you mean {word}?").format(word=near[0]) if near else _("Delete it.")
            yield Fault(_("There is no field “{name}”.").format(name=name), cure, file, sheet, row, name)
        elif name in _WORDED and isinstance(raw[name], dict):
            for tongue in raw[name].keys() - {"zh", "en"}:
                yield Fault(_("There is no language “{name}”.").format(name=tongue), _("Write zh or en."), file, sheet,
                            row, name)  # fmt: skip
        elif name in _PARTS:
            for at, part in enumerate(raw[name], 1):
                place = (str(part.get("id", at)), 0) if name == "sections" else (sheet or name, row or at)
                if name == "items":
                    place = (sheet, at)
                yield from _unknown(part, _PARTS[name], file, *place)


def _placed(error: msgspec.ValidationError, content: bytes, file: str) -> Fault:
    """A decoder's error with the place as people count: section id, item from 1, field."""
    problem, _sep, path = str(error).partition(" - at ")
    section, row, column = "", 0, ""
    found = _PLACE.search(path.strip("`"))
    if found:
        if found[1] == "sections":
            section = _section_id(content, int(found[2]))
            row = int(found[3]) + 1 if found[3] is not None else 0
        elif found[1] is not None:
            section, row = found[1], int(found[2]) + 1
        column = found[4] or ""
    cure = _("Write it as resources/checklists/README.md says.")
    return Fault(value_words(problem), cure, file, section, row, column)


def _section_id(content: bytes, index: int) -> str:
    try:
        return str(msgspec.json.decode(content)["sections"][index]["id"])
    except (KeyError, IndexError, TypeError, msgspec.DecodeError):
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
    if path.suffix.lower() != ".json" and content.removeprefix(_BOM).lstrip()[:1] != b"{":
        wrong = _("The file is neither an Excel workbook nor JSON.")
        return Examined(None, (Fault(wrong, _("Open it in Excel and save it as .xlsx."), path.name),))
    try:
        template = read_template(content, path.name)
        return Examined(template, (), tuple(idle(template, path.name)))
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
        raise BadInput(_("{file} cannot be read: {why}").format(file=path.name, why=why_unread(error))) from None


def of_excel(path: Path, content: bytes) -> bool:
    """Whether a file is meant as a workbook: by its name or its first bytes."""
    return path.suffix.lower() in (".xlsx", ".xlsm", ".xls") or content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def shipped() -> list[Template]:
    """The check-lists that come with the program, by code."""
    folder = files("resources") / "checklists"
    found = [decode(one.read_bytes()) for one in folder.iterdir() if one.name.endswith(".json")]
    return sorted(found, key=lambda t: t.code)
