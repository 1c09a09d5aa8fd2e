"""A folder as it comes to head office: good workbooks, and everything else that lies among them."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reports.consolidation import Stopped, consolidate
from supervisor.errors import BadInput

from .branches import MADE_AT, branch_workbook, key_of


def outcome(done) -> tuple[list[str], dict[str, str]]:
    return [one.file for one in done.taken], {one.file: one.reason for one in done.refused}


def changed(path: Path, to: Path, sheet: str, cell: str, value) -> Path:
    """The workbook as somebody saves it who typed another value into a cell."""
    workbook = load_workbook(path)
    workbook[sheet][cell] = value
    workbook.save(to)
    return to


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """Branches 1 to 3 as they should be; the rest is not to be added up."""
    folder = tmp_path_factory.mktemp("branches")
    first = branch_workbook(folder / "01 城东.xlsx", 1)
    branch_workbook(folder / "02.xlsx", 2, spoken="en", figures={"report.state_code": "draft"})
    (folder / "华南").mkdir()
    branch_workbook(folder / "华南" / "03.xlsx", 3, without=("wait.mean_minutes", "appraisal.fines"))
    shutil.copy(first, folder / "01 城东 副本.xlsx")
    branch_workbook(folder / "03 later.xlsx", 3, made_at=MADE_AT - timedelta(days=1))
    branch_workbook(folder / "wrong month.xlsx", 4, month="2026-10")
    branch_workbook(folder / "person.xlsx", 5, kind="person")
    changed(branch_workbook(folder / "x.xlsx", 6), folder / "edited figure.xlsx", "数据", "C5", 9)
    changed(folder / "x.xlsx", folder / "edited answer.xlsx", "检查明细", "D7", 3)
    (folder / "x.xlsx").unlink()
    whole = first.read_bytes()
    (folder / "truncated.xlsx").write_bytes(whole[: len(whole) // 2])
    (folder / "text.xlsx").write_text("支行报表")
    (folder / "empty.xlsx").write_bytes(b"")
    shutil.copy(Path(__file__), folder / "~$02.xlsx")
    (folder / "notes.txt").write_text("x")
    (folder / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    branch_workbook(folder / "rival a.xlsx", 7, branch="同名支行")
    branch_workbook(folder / "rival b.xlsx", 8, branch="同名支行")
    branch_workbook(folder / "no figures.xlsx", 9, figures=dict.fromkeys(("branch.people",), None), without=tuple(
        code for code in _codes() if code not in ("branch.people", "report.state_code")))  # fmt: skip
    return folder


def _codes() -> list[str]:
    from .branches import FIGURES

    return list(FIGURES)


EXPECTED = {
    "01 城东 副本.xlsx": "copy", "03 later.xlsx": "older", "wrong month.xlsx": "wrong_month",
    "person.xlsx": "not_month",
    "edited figure.xlsx": "changed", "edited answer.xlsx": "changed", "truncated.xlsx": "damaged",
    "text.xlsx": "no_workbook", "empty.xlsx": "damaged", "old.xls": "other_format", "rival a.xlsx": "two_books",
    "rival b.xlsx": "two_books", "no figures.xlsx": "no_figures",
}  # fmt: skip


def test_each_file_is_taken_or_refused_for_its_own_reason(mixed, tmp_path):
    told: list[tuple[float, str]] = []
    done = consolidate(mixed, tmp_path / "sum.xlsx", progress=lambda share, words: told.append((share, words)))
    taken, refused = outcome(done)
    assert refused == EXPECTED
    assert sorted(taken) == ["01 城东.xlsx", "02.xlsx", "华南/03.xlsx"]
    assert {one.file: one.why for one in done.ignored} == {"~$02.xlsx": "lock", "notes.txt": "other"}
    assert done.month == "2026-11"
    details = {one.file: one.details for one in done.refused}
    assert "数据!C5" in details["edited figure.xlsx"]
    assert "检查明细!D7" in details["edited answer.xlsx"]
    remarks = {one.file: set(one.remarks) for one in done.taken}
    assert remarks["02.xlsx"] == {"draft", "own"}
    assert "missing" in remarks["华南/03.xlsx"]
    assert [share for share, _words in told] == sorted(share for share, _words in told)
    assert told[-1][0] < 1.0 <= told[-1][0] + 0.1
    assert all(one.branch == "第6支行" for one in done.refused if one.reason == "changed")


def sheet_rows(path: Path, sheet: str) -> list[dict]:
    rows = list(load_workbook(path, data_only=True)[sheet].iter_rows(min_row=3, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_figures_are_found_by_code_in_either_language_and_weighed_rightly(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    branch_workbook(folder / "1.xlsx", 1, figures={"traffic.served": 900, "wait.mean_minutes": 4.0})
    branch_workbook(folder / "2.xlsx", 2, figures={"traffic.served": 100, "wait.mean_minutes": 14.0}, spoken="en")
    branch_workbook(folder / "3.xlsx", 3, without=("wait.mean_minutes",))  # an older version
    branch_workbook(folder / "4.xlsx", 4, figures={"wait.mean_minutes": None, "new.figure": 5})  # a newer one
    done = consolidate(folder, tmp_path / "sum.xlsx")
    assert len(done.taken) == 4
    rows = sheet_rows(tmp_path / "sum.xlsx", "各支行汇总")
    assert [row["平均等候分钟"] for row in rows] == [4, 14, None, None, pytest.approx(5.0)]
    assert rows[-1]["考评平均分"] == pytest.approx(91.25)
    assert rows[-1]["客户人次"] == 4000
    staff = sheet_rows(tmp_path / "sum.xlsx", "人员考评")
    assert staff[-1]["扣罚金额"] == pytest.approx(4 * 120.55)
    assert staff[-1]["考评中位分"] is None  # no median of medians
    assert [row["new.figure ?"] for row in sheet_rows(tmp_path / "sum.xlsx", "其他指标")] == [None, None, None, 5, 5]
    items = sheet_rows(tmp_path / "sum.xlsx", "问题检查项目")
    assert [(row["项目"], row["发现次数"], row["支行数"]) for row in items[:2]] == [
        ("appearance/A1", 20, 4), ("branch_fines/F2", 8, 4)
    ]  # fmt: skip
    assert items[1]["检查内容"] == "=F2"


def test_with_keys_only_known_laptops_count(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in (1, 2):
        branch_workbook(folder / f"{number}.xlsx", number)
    branch_workbook(folder / "3.xlsx", 3, device="laptop1", book="book1")
    known = {"laptop1": key_of("laptop1"), "laptop2": key_of("somebody else")}
    (folder / "3.xlsx").unlink()
    done = consolidate(folder, tmp_path / "sum.xlsx", keys=known)
    assert outcome(done) == (["1.xlsx"], {"2.xlsx": "unknown_signer"})
    assert done.taken[0].seal == "known"


def test_nothing_to_take_is_said_and_nothing_written(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.xlsx").write_text("x")
    with pytest.raises(BadInput, match=r"a\.xlsx"):
        consolidate(folder, tmp_path / "sum.xlsx")
    with pytest.raises(BadInput):
        consolidate(tmp_path / "nowhere", tmp_path / "sum.xlsx")
    assert list(tmp_path.glob("*.xlsx")) == []


def test_cancel_leaves_nothing_and_keeps_the_old_file(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(1, 5):
        branch_workbook(folder / f"{number}.xlsx", number)
    out = tmp_path / "sum.xlsx"
    out.write_bytes(b"before")
    heard: list[float] = []
    with pytest.raises(Stopped):
        consolidate(folder, out, progress=lambda share, _words: heard.append(share), cancelled=lambda: len(heard) > 1)
    assert 1 < len(heard) <= 4
    assert out.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["sum.xlsx"]


def test_the_sum_inside_the_folder_is_not_added_to_itself(tmp_path):
    branch_workbook(tmp_path / "1.xlsx", 1)
    consolidate(tmp_path, tmp_path / "sum.xlsx")
    again = consolidate(tmp_path, tmp_path / "sum.xlsx")
    assert outcome(again) == (["1.xlsx"], {})
    assert [(one.file, one.why) for one in again.ignored] == [("sum.xlsx", "own")]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever is root may write everywhere")
def test_a_place_that_cannot_be_written_is_said_before_anything_is_read(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    branch_workbook(folder / "1.xlsx", 1)
    (tmp_path / "closed").mkdir(mode=0o500)
    heard = []
    with pytest.raises(BadInput):
        consolidate(folder, tmp_path / "closed" / "sum.xlsx", progress=lambda *said: heard.append(said))
    assert heard == []
