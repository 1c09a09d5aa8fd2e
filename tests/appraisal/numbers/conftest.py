"""The branch of four people, and workbooks as they lie about in branches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.appraisal.conftest import month as month  # the same branch of November 2026


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """`sheet(rows, name="Sheet1", merged=("A1:D1",), percent=("C3",), file="x.xlsx")`: a workbook of one sheet."""

    def made(
        rows: Sequence[Sequence[Any]], name: str = "Sheet1", merged: Sequence[str] = (), percent: Sequence[str] = (),
        file: str = "numbers.xlsx",
    ) -> Path:  # fmt: skip
        workbook = Workbook()
        page = workbook.active
        assert page is not None
        page.title = name
        for row in rows:
            page.append(list(row))
        for cell in percent:
            page[cell].number_format = "0.00%"
        for cells in merged:
            page.merge_cells(cells)
        path = tmp_path / file
        workbook.save(path)
        return path

    return made
