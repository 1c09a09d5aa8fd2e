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
from supervisor.inspection.ledger import findings
from tests.reports import office

FORMS = Path(__file__).parent.parent / "forms"
NAMES = ("tidy", "rich", "ugly")
_done: dict[str, SimpleNamespace] = {}


def parts_of(path: Path) -> dict[str, bytes]:
    """Every part of a workbook."""
    with zipfile.ZipFile(path) as packed:
        return {one.filename: packed.read(one) for one in packed.infolist()}


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
            branch=branch, folder=folder, out=out, filled=filled, people=people, findings=found
        )
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
