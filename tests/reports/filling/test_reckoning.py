"""Simple formulas reckoned as Excel does, and nothing guessed."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from reports.filling.package import Package
from reports.filling.reckoning import NotSimple, Reckoning
from reports.filling.sheets import Strings, sheets_of


@pytest.fixture(scope="module")
def reckoning():
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    for row, cells in enumerate([(1, "甲", None), (2.5, "—", True), (-4, "乙", 0.1), ("=A1+A2", "=Z9", "=C4")], 1):
        for column, value in enumerate(cells, 1):
            sheet.cell(row, column, value)
    for row, formula in enumerate(FORMULAS, 10):
        sheet.cell(row, 5, f"={formula}")
    made = BytesIO()
    book.save(made)
    package = Package(made.getvalue())
    return Reckoning(sheets_of(package), Strings(package), {"表"})


FORMULAS = {
    "SUM(A1:A3)": -0.5, "SUM(A1:B3,10)": 9.5, "AVERAGE(A1:A2)": 1.75, "COUNT(A1:C3)": 4.0, "COUNTA(A1:C3)": 8.0,
    "MAX(A1:A3)-MIN(A1:A3)": 6.5, "A4*2": 7.0, "1+2*3-4/2": 5.0, "-A1+50%": -0.5,
    "(1+2)*3": 9.0, "ROUND(2.675,2)": 2.68,
    "ROUND(-0.5,0)": -1.0, "ROUND(1234,-2)": 1200.0, "RANK(A1,A$1:A$3)": 2.0, 'IF(A1>0,"有","无")': "有",
    'IF(B1="甲",A2,0)': 2.5, 'B1&"："&A2&"元"': "甲：2.5元", "'表'!A1+表!A2": 3.5, "B4": 0.0, "A1=1": True,
    'IF(Z9="",1,2)': 1.0, "0.1+0.2=0.3": True, "SUM(A:A)": 3.0, "ABS(A3)": 4.0,
    "A1/0": None, "A1+B1": None, "VLOOKUP(1,A1:B3,2,0)": None, "税率*2": None, "SUM([1]表!A1)": None, "C4": None,
    "SUM(A1:A3": None, "A1:A2": None, "AVERAGE(B1:B3)": None, "2^3": None, "SUBTOTAL(9,A1:A3)": None, "#REF!+1": None,
}  # fmt: skip


def test_formulas(reckoning):
    for row, (formula, wanted) in enumerate(FORMULAS.items(), 10):
        if wanted is None:
            with pytest.raises(NotSimple):
                reckoning.at("表", row, 5)
        elif isinstance(wanted, float):
            assert (reckoning.at("表", row, 5) or 0.0) == pytest.approx(wanted), formula
        else:
            assert reckoning.at("表", row, 5) == wanted, formula
