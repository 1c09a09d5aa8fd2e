"""Every kind of workbook of the house, with hostile texts wherever people type: read by openpyxl, by calamine and after
LibreOffice has saved it again, they are the same texts; no formula that we did not write, no link."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from supervisor.language import use_language

from . import office
from .hostile_branch import ID, LONGEST, NAMES, TEXTS, every_workbook, spoil
from .shipped import FILLED, FORMS

_DROPPED = re.compile(
    "_|x[0-9A-Fa-f]{4}|\\\\u[0-9a-f]{4}|[\x00-\x20\x7f-\xa0\u00ad\u0300-\u036f\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "␀\u3000\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufff0-\uffff]"
)
_QUOTED = re.compile(rb""""(?:[^"]|"")*"|'(?:[^']|'')*'""")  # texts and names of sheets within formulas of ours


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture
def written(month, folder):
    use_language("zh")
    spoil(month)
    return every_workbook(month, folder)


def plain(text: str) -> str:
    """What any program keeps of a text: without blanks, control characters and signs that show nothing; how `_x000D_`
    arrives is tested to the letter in `test_celltext`."""
    return _DROPPED.sub("", text)


def texts_of(path: Path) -> set[str]:
    """Every text of every sheet, as openpyxl reads it."""
    return {
        plain(cell.value) for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row
        if cell.data_type in ("s", "inlineStr") and plain(str(cell.value or ""))
    }  # fmt: skip


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_every_workbook_keeps_every_text(written, folder):
    """One start of LibreOffice over all of them: that and reading them three times takes its seconds."""
    for name, path in written.items():
        own = _links_and_formulas(FORMS / f"{name}.xlsx") if name in FILLED else set()  # head office's
        for kind, text in _links_and_formulas(path) - own:
            assert kind == "formula", (name, text)
            assert not re.search(rb"1\+1|cmd\||HYPERLINK|DDE|[A-Z]+\(\)", _QUOTED.sub(b"", text)), (name, text)
    _arrived(written)
    profile = folder / "profile"
    target = folder / "saved"
    command = [office.program(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
               "--convert-to", "xlsx", "--outdir", str(target), *map(str, written.values())]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    for name, path in written.items():
        saved = target / path.name
        ours, theirs = (Counter(filter(None, map(plain, _read(one)))) for one in (path, saved))
        assert list((ours - theirs).items())[:3] == [], (name, list((theirs - ours).items())[:3])
        assert _formulas(saved) == _formulas(path), name


def _links_and_formulas(path: Path) -> set[tuple[str, bytes]]:
    """Parts that link to somewhere else, and every formula, as they stand in the file."""
    with ZipFile(path) as parts:
        content = {part: parts.read(part) for part in parts.namelist() if part.endswith((".xml", ".rels"))}
    linked = {part for part, said in content.items()
              if "externalLink" in part or (b"hyperlink" in said.lower() and b"Target" in said)}  # fmt: skip
    formulas = {
        found for said in content.values() for found in re.findall(rb"<(?:f|formula1|definedName)[^>]*>([^<]*)<", said)
    }
    return {("link", part.encode()) for part in linked} | {("formula", found) for found in formulas}


def _formulas(path: Path) -> int:
    """How many cells hold a formula."""
    with ZipFile(path) as parts:
        sheets = [parts.read(part) for part in parts.namelist() if part.startswith("xl/worksheets/sheet")]
    return sum(len(re.findall(rb"<f[ >]", sheet)) for sheet in sheets)


def _read(path: Path) -> list[str]:
    """Every text as calamine reads it."""
    book = CalamineWorkbook.from_path(str(path))
    sheets = [book.get_sheet_by_index(number).to_python() for number in range(len(book.sheet_names))]
    return [cell for sheet in sheets for row in sheet for cell in row if isinstance(cell, str)]


def _arrived(written) -> None:
    """The texts that were typed stand in the cells, read by two programs."""
    shown = {name: _read(path) for name, path in written.items()}
    for name, path in written.items():
        assert texts_of(path) <= {plain(one) for one in shown[name]}, name
    notes = {plain(one) for one in shown["month"]}
    for text in TEXTS:
        assert any(plain(text)[:30_000] in one for one in notes), text[:40]
    assert any(LONGEST[:30_000] in one for one in shown["table"])
    assert ID in shown["table"]
    for text in TEXTS:
        assert plain(text) in {plain(one) for one in shown["table"]}, text[:40]
    held = {plain(one) for one in shown["form"]}
    for text in TEXTS:  # a cell of a form that cannot hold all of it, with a sentence around it, ends in …
        assert plain(text) in held, text[:40]
        said = next((one for one in held if one.startswith(plain(f"备注：{text}")[:29_000])), "")
        assert said.endswith("。"), text[:40]
    together = {plain(one) for one in shown["consolidation"]}
    for text in TEXTS:
        assert plain(text) in together, text[:40]
    for kind in ("month", "branch", "roster_form", "form"):
        everything = "\n".join(map(plain, shown[kind]))
        for one in NAMES:
            assert plain(one) in everything, (kind, one)
