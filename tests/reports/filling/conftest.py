"""The three forms filled with November once for all tests that look at them, and recalculated by LibreOffice once."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from reports.filling import fill_form
from supervisor.appraisal.scores import score_month
from supervisor.branch.ledger import branch_profile
from supervisor.errors import BadInput
from supervisor.inspection.ledger import findings
from tests.reports import office

from . import odd

FORMS = Path(__file__).parent.parent / "forms"
NAMES = ("tidy", "rich", "ugly")
_done: dict[str, SimpleNamespace] = {}


def parts_of(path: Path) -> dict[str, bytes]:
    """Every part of a workbook."""
    with zipfile.ZipFile(path) as packed:
        return {one.filename: packed.read(one) for one in packed.infolist()}


def _odd(full, folder: Path) -> dict:
    """The odd forms filled, and what is said of those that cannot be."""
    made = odd.write(folder)
    refused, steps, out, filled = {}, [], {}, {}

    def fill(name: str, to: str, **more):
        return fill_form(full.book, made.get(name, folder / name), "2026-11", folder / to, actor=full.manager, **more)

    for name, form in made.items():
        out[name] = folder / f"{name}-filled{'.xlsm' if form.suffix == '.xlsm' else '.xlsx'}"
        watch = steps if name == "plain" else []
        filled[name] = fill(
            name, out[name].name, password=odd.PASSWORD, progress=lambda done, _w, at=watch: at.append(done)
        )
    (folder / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(3000))
    for why, (name, to, password) in {
        "no_password": ("locked", "x.xlsx", None), "wrong_password": ("locked", "x.xlsx", "falsch"),
        "macros_as_xlsx": ("macros", "x.xlsx", None), "onto_itself": ("plain", "plain.xlsx", None),
        "nothing": ("nothing.xlsx", "x.xlsx", None), "old": ("old.xls", "x.xlsx", None),
    }.items():  # fmt: skip
        with pytest.raises(BadInput) as wrong:
            fill(name, to, password=password)
        refused[why] = str(wrong.value)
    assert not (folder / "x.xlsx").exists()
    cancelled = fill("plain", "cancelled.xlsx", cancelled=lambda: True)
    return {"odd": out, "odd_filled": filled, "refused": refused, "steps": steps, "cancelled": cancelled}


@pytest.fixture
def forms(request, tmp_path_factory):
    """`forms.filled[name]`, `forms.out[name]`, and what the book says by itself."""
    if "forms" not in _done:
        full = request.getfixturevalue("full")
        folder = tmp_path_factory.mktemp("filled")
        out = {name: folder / f"{name}.xlsx" for name in NAMES}
        filled = {
            name: fill_form(full.book, FORMS / f"{name}.xlsx", "2026-11", out[name], actor=full.manager)
            for name in NAMES
        }
        with full.book.read() as r:
            people = score_month(r, "2026-11").people
            found = findings(r, r.today.replace(day=1), r.today)
            branch = branch_profile(r).name
        _done["forms"] = SimpleNamespace(
            branch=branch, folder=folder, out=out, filled=filled, people=people, findings=found, **_odd(full, folder)
        )  # fmt: skip
    return _done["forms"]


@pytest.fixture
def anew(forms):
    """The filled forms' cells as LibreOffice reckons them: name → sheet → openpyxl's sheet of values."""
    if not hasattr(forms, "anew"):
        profile, target = forms.folder / "profile", forms.folder / "anew"
        (profile / "user").mkdir(parents=True, exist_ok=True)
        (profile / "user" / "registrymodifications.xcu").write_text(office._ALWAYS, "utf-8")
        subprocess.run(
            [office.program(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
             "--convert-to", "xlsx", "--outdir", str(target), *map(str, forms.out.values())],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        forms.anew = {name: load_workbook(target / f"{name}.xlsx", data_only=True) for name in NAMES}
    return forms.anew
