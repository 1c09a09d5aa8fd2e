"""What a file really is, by its first bytes: tables come with a wrong ending, and other things with a right one."""

from __future__ import annotations

import zipfile
from pathlib import Path

from supervisor.errors import BadInput, Fault, why_unread
from supervisor.language import _

TEXT, WORKBOOK, HTML, XML = "text", "workbook", "html", "xml"
_TOP = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE_TOP = 1 << 20  # the names of an old Office file's parts stand in its first or last megabyte


def kind_of(path: Path) -> str:
    """TEXT, WORKBOOK, HTML or XML. Raises BadInput saying what the file is instead and what to do."""
    if not path.is_file():
        raise _no_file(path)
    if path.name.startswith("~$"):
        problem = _("this is the mark that Excel leaves beside a file it has open")
        raise _refused(path, problem, _("Bring the file without ~$ in front of its name."))
    try:
        with path.open("rb") as handle:
            top = handle.read(_TOP)
    except PermissionError as error:
        problem = _("another program has it open, or it may not be read")
        raise _refused(path, problem, _("Close it in Excel or WPS, or copy it elsewhere, and try again.")) from error
    except OSError as error:
        raise BadInput(_("{file} cannot be read: {error}").format(file=path.name, error=why_unread(error))) from error
    if not top.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise _refused(path, _("the file is empty"), _("Export it again from the machine."))
    if top.startswith(b"PK"):
        return _packed(path)
    if top.startswith(_OLE):
        return _old_office(path)
    _refuse_strangers(path, top)
    start = top.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<body", b"<style", b"<div")):
        return HTML
    if start.startswith((b"<?xml", b"<workbook")):
        return XML if b"workbook" in start else HTML
    return TEXT


def _no_file(path: Path) -> BadInput:
    if path.is_dir():
        return _refused(path, _("this is a folder"), _("Choose the file in it."))
    if path.exists() or path.is_symlink():
        problem = _("this is no file but a device, a pipe or a link that leads nowhere")
        return _refused(path, problem, _("Copy the file itself to this computer and bring that."))
    return BadInput(_("There is no such file: {path}").format(path=path))


def _refused(path: Path, problem: str, cure: str) -> BadInput:
    return BadInput(_("Nothing was taken from {file}.").format(file=path.name), (Fault(problem, cure, file=path.name),))


def _packed(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        problem = _("the workbook breaks off: it was not copied or saved to its end")
        raise _refused(path, problem, _("Copy it again once the program has finished saving it.")) from error
    if {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & names:
        return WORKBOOK
    if "word/document.xml" in names:
        raise _refused(path, _("this is a Word document"), _("Copy its table into a workbook and bring that."))
    raise _refused(path, _("this is a packed folder"), _("Unpack it and bring the file in it."))


def _old_office(path: Path) -> str:
    with path.open("rb") as handle:
        some = handle.read(_OFFICE_TOP)
        handle.seek(max(0, path.stat().st_size - _OFFICE_TOP))
        some += handle.read(_OFFICE_TOP)
    if "EncryptedPackage".encode("utf-16-le") in some:
        problem = _("the workbook is locked by a password")
        raise _refused(path, problem, _("Open it with the password, save it without one, and bring that."))
    if any(name.encode("utf-16-le") + b"\0\0" in some for name in ("Workbook", "Book")):
        return WORKBOOK
    if "WordDocument".encode("utf-16-le") in some:
        raise _refused(path, _("this is a Word document"), _("Copy its table into a workbook and bring that."))
    problem = _("this is no workbook, or one that breaks off")
    raise _refused(path, problem, _("Open it in Excel or WPS and save it as .xlsx."))


def _refuse_strangers(path: Path, top: bytes) -> None:
    pictures = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
    if (top.startswith(pictures) and any(sign < 9 for sign in top[:64])) or top[8:12] == b"WEBP":
        problem = _("this is a picture, whatever its name says")
        raise _refused(path, problem, _("Bring the table itself, not a picture of it."))
    if top.startswith(b"%PDF"):
        raise _refused(path, _("this is a PDF"), _("Export the table as CSV or .xlsx."))
    if top.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise _refused(path, _("this is a packed folder"), _("Unpack it and bring the file in it."))
    if top.startswith(b"SQLite format 3") or _binary(top):
        problem = _("this is a program's own data, not a table of text")
        raise _refused(path, problem, _("Export the table as CSV or .xlsx."))


def _binary(top: bytes) -> bool:
    """Many control characters, and not the regular zeros of UTF-16 or the zeros of a disk that lost its power."""
    if top[:2] in (b"\xff\xfe", b"\xfe\xff") or wide_without_mark(top):
        return False
    control = sum(sign < 32 and sign not in (0, 7, 8, 9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31) for sign in top)
    return control > 0.05 * len(top)


def wide_without_mark(top: bytes) -> str:
    """UTF-16 without its mark: which of the two, empty for other text."""
    if len(top) < 8:
        return ""
    even, odd = top[0::2], top[1::2]
    if odd.count(0) > 0.3 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.3 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return ""
