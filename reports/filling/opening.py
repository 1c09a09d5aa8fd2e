"""Opening a form: what it is, whether it can be filled, and its password where it has one."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from supervisor.errors import BadInput, NeedsPassword, why_unread
from supervisor.language import _

from .package import Package

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUFFIXES = {".xlsx": (".xlsx",), ".xltx": (".xlsx",), ".xlsm": (".xlsm",), ".xltm": (".xlsm",)}
_STRICT = b"http://purl.oclc.org/ooxml/"


def open_form(form: Path, out: Path, password: str | None) -> tuple[Package, bool]:
    """The parts of a form, and whether a password keeps it. Raises BadInput that says what to do with another file."""
    try:
        data = form.read_bytes()
    except OSError as wrong:
        raise BadInput(_("{file} cannot be read: {why}").format(file=form, why=why_unread(wrong))) from wrong
    locked = data.startswith(_OLD)
    if locked:
        data = _unlocked(data, form, password)
    if not data.startswith(b"PK"):
        raise _no_workbook(form)
    allowed = _SUFFIXES.get(form.suffix.lower(), (".xlsx",))
    if out.suffix.lower() not in allowed:
        raise BadInput(_("The filled form keeps its kind: name it with {suffix}.").format(suffix=allowed[0]))
    package = Package(data)
    types = package.parts.get("[Content_Types].xml", b"")
    if b"sheet.binary" in types:
        raise _no_workbook(form)
    if _STRICT in package.parts.get(package.workbook, b""):
        raise BadInput(
            _("{file} is of the strict kind. Save it as an ordinary .xlsx and try again.").format(file=form.name)
        )
    macros = b"macroEnabled" in types
    if macros != (out.suffix.lower() == ".xlsm"):
        suffix = ".xlsm" if macros else ".xlsx"
        raise BadInput(_("The filled form keeps its kind: name it with {suffix}.").format(suffix=suffix))
    if b".template." in types:  # a template becomes the workbook that Excel would have made of it
        package.put("[Content_Types].xml", types.replace(b"spreadsheetml.template.main", b"spreadsheetml.sheet.main")
                    .replace(b"template.macroEnabled.main", b"sheet.macroEnabled.main"))  # fmt: skip
    return package, locked


def _no_workbook(form: Path) -> BadInput:
    words = _("{file} is no workbook of the kind .xlsx. Open it in Excel or WPS, save it as .xlsx and try again.")
    return BadInput(words.format(file=form.name))


def _unlocked(data: bytes, form: Path, password: str | None) -> bytes:
    """The workbook behind a password. Raises BadInput where it is missing or wrong, or for an old kind of file."""
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    try:
        locked = OfficeFile(BytesIO(data))
    except (FileFormatError, ParseError, DecryptionError, OSError, ValueError, KeyError) as wrong:
        raise _no_workbook(form) from wrong
    if type(locked).__name__ != "OOXMLFile" or not locked.is_encrypted():
        raise _no_workbook(form)
    if not password:
        raise NeedsPassword(_("{file} asks for a password: give it, too.").format(file=form.name))
    opened = BytesIO()
    try:
        locked.load_key(password=password)
        locked.decrypt(opened)
    except (InvalidKeyError, DecryptionError) as wrong:
        raise BadInput(_("The password does not open {file}.").format(file=form.name)) from wrong
    return opened.getvalue()
