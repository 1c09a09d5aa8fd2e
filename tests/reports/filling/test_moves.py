"""Where references go when a row becomes many: as a person who draws the form expects it."""

from __future__ import annotations

import pytest

from reports.filling.moves import Block, Moves
from reports.filling.refs import refs_of, shifted
from reports.filling.texts import alone, broken, marks, replaced

ONE = Moves({"表": [Block(5, 5, 10)]})  # row 5 becomes 5…14, row 6 becomes 15
TWO = Moves({"It's 表": [Block(5, 6, 3, frozenset({(0, 3), (1, 3)}))]})  # rows 5 and 6 three times: 5…10


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SUM(C5:C5)", "SUM(C5:C14)"), ("SUM(C5)", "SUM(C5:C14)"), ("C5", "C5"),
        ("C6*2", "C15*2"), ("C4+$D$6", "C4+$D$15"),
        ("SUM(C4:C6)", "SUM(C4:C15)"), ("SUM(C:C)+SUM(5:5)", "SUM(C:C)+SUM(5:14)"), ('"C6"&C6', '"C6"&C15'),
        ("LOG10(C6)+ATAN2(C6,1)", "LOG10(C15)+ATAN2(C15,1)"), ("表1[分]+TAX6.x", "表1[分]+TAX6.x"),
        ("IF(C6>0,SUM($C$5:$C$5),C5)", "IF(C15>0,SUM($C$5:$C$14),C5)"), ("'别 表'!C6+别表!C6", "'别 表'!C6+别表!C6"),
        ("表!C6+'表'!C6", "表!C15+'表'!C15"), ("[1]表!C6+'[老.xls]表'!C6", "[1]表!C6+'[老.xls]表'!C6"),
        ("表:别表!C6", "表:别表!C6"), ("#REF!+C6", "#REF!+C15"), ("SUBTOTAL(9,C5:C5)", "SUBTOTAL(9,C5:C14)"),
        ("SUMIF(B5:B5,\"甲\",C5:C5)", "SUMIF(B5:B14,\"甲\",C5:C14)"), ("1E6+C6", "1E6+C15"),
        ("{1,2;3,4}+C6", "{1,2;3,4}+C15"),
    ],
)  # fmt: skip
def test_a_formula_beside_the_list(before, after):
    assert ONE.formula(before, "表") == after


@pytest.mark.parametrize(
    ("before", "first", "third"),
    [
        ("C5*D5", "C5*D5", "C7*D7"), ("C5/C6", "C5/C15", "C7/C15"), ("C5/$C$6", "C5/$C$15", "C7/$C$15"),
        ("C5*C$2+D2", "C5*C$2+D2", "C7*C$2+D2"), ("F4+C5", "F4+C5", "F6+C7"),
        ("SUM(C$5:C5)", "SUM(C$5:C5)", "SUM(C$5:C7)"),
        ("RANK(C5,C$5:C$5)", "RANK(C5,C$5:C$14)", "RANK(C7,C$5:C$14)"), ("SUM(B5:E5)", "SUM(B5:E5)", "SUM(B7:E7)"),
        ("VLOOKUP(A5,码表!A1:B9,2,0)", "VLOOKUP(A5,码表!A1:B9,2,0)", "VLOOKUP(A7,码表!A1:B9,2,0)"),
    ],
)  # fmt: skip
def test_a_formula_in_the_row_of_the_list(before, first, third):
    block = ONE.on("表")[0]
    assert ONE.formula(before, "表", (block, 0)) == first
    assert ONE.formula(before, "表", (block, 2)) == third


def test_an_entry_of_two_rows():
    """A sum over one line of the entries takes in that line only where the other holds something, too."""
    own = "It's 表"
    assert TWO.formula("SUM(C5)", own) == "SUM(C5,C7,C9)"
    assert TWO.formula("SUM('It''s 表'!C6:C6)", "别") == "SUM('It''s 表'!C6,'It''s 表'!C8,'It''s 表'!C10)"
    assert TWO.formula("SUM(D5)", own) == "SUM(D5:D9)"
    assert TWO.formula("SUM(C5:C6)", own) == "SUM(C5:C10)"
    assert TWO.formula("C5+C6", own, (TWO.on(own)[0], 2)) == "C9+C10"


def test_a_shared_formula_written_out():
    assert shifted("SUM(A1:$B$2)+C$3&\"A1\"", 2, 1) == "SUM(B3:$B$2)+D$3&\"A1\""  # fmt: skip


def test_what_reaches_further_than_its_references():
    assert refs_of("SUM(A1:A2)")[1] is False
    for formula in ('INDIRECT("A1")', "税率*A1", "OFFSET(A1,1,0)", "问题表[扣分]"):
        assert refs_of(formula)[1] is True, formula


def test_placeholders_in_a_text():
    assert [mark.name for mark in marks("{{a}}｛｛ 投 诉 ｝｝{ {b|top=3|sort=-c} }")] == ["a", "投 诉", "b"]
    assert marks("{{b|前=3|排序=-总分}}")[0].options == (("前", "3"), ("排序", "-总分"))
    assert alone(" {{a}} ") is not None
    assert alone("{{a}}件") is None
    assert alone("{{a}}{{b}}") is None
    assert broken("{{a}} {{b") == ["{{b"]
    assert broken("{{a}} b}}") != []
    assert broken("函数{1,2}") == []
    said = {"投诉件数": "8", "b": "="}.get
    assert replaced(["共{{投", "诉件", "数}}件{{", "b}}"], lambda mark: said(mark.name)) == ["共8", "", "件=", ""]
    assert replaced(["{{没有}}"], lambda mark: said(mark.name)) is None
