"""Every figure of a month under a lasting name: found however it is written, read when asked, never a false zero."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial

import pytest

from reports.fields import KINDS, LISTS, PERIODS, SPECS, Catalogue, Cell, Field, lists, scalars, scores_of, spoken
from reports.fields.catalogue import key
from reports.look import NUMBER_FORMATS
from supervisor.appraisal.scores import score_month
from supervisor.inspection.ledger import findings
from supervisor.language import use_language
from supervisor.overview import month_figures

NOVEMBER = "2026-11"


@pytest.fixture
def names(full):
    with full.book.read() as r:
        yield Catalogue(r, NOVEMBER, partial(scores_of, r, NOVEMBER), maker=full.deputy)


def value(names: Catalogue, name: str):
    found = names.find(name)
    assert isinstance(found, Field), name
    return found.value


def rows(names: Catalogue, code: str) -> list[dict]:
    one = next(one for one in names.lists if one.code == code)
    return [dict(zip((column.code for column in one.columns), row, strict=True)) for row in one.rows]


def test_no_two_figures_share_a_name():
    """Nor does a column of a list share one with a figure: a form would silently get the other."""
    for figures, columns in (
        ([one.code for one in SPECS], [one.code + c.code for one in LISTS for c in one.columns]),
        ([name for one in SPECS for name in (one.zh, *one.also)],
         [one.zh + c.name.zh for one in LISTS for c in one.columns]),
        ([one.en for one in SPECS], [one.en + c.name.en for one in LISTS for c in one.columns]),
    ):  # fmt: skip
        many = Counter(key(name) for name in (*figures, *columns))
        assert [name for name, times in many.items() if times > 1] == []


def test_every_kind_has_a_format_in_our_workbooks():
    assert {one.kind for one in SPECS} | {c.kind for one in LISTS for c in one.columns} <= set(KINDS)
    assert set(KINDS) <= set(NUMBER_FORMATS)


def test_figures_are_those_of_the_book(full, names):
    with full.book.read() as r:
        figures, scored = month_figures(r, NOVEMBER), score_month(r, NOVEMBER)
        lost = sum(one.points_c for one in findings(r, date(2026, 11, 1), date(2026, 11, 30)))
    assert value(names, "complaints.count") == figures.complaints == 1
    assert value(names, "wait.mean_minutes") == figures.mean_wait_minutes
    assert value(names, "inspections.points_lost") == lost > 0
    totals = [one.total_points_c for one in scored.people if one.total_points_c is not None]
    assert value(names, "appraisal.mean") == round(sum(totals) / len(totals))
    assert [row["total"] for row in rows(names, "people")] == [
        one.total_points_c for one in sorted(scored.people, key=lambda one: (one.rank is None, one.rank or 0, one.no))
    ]
    assert value(names, "report.maker")
    assert value(names, "branch.name")
    assert len(rows(names, "complaints")) == value(names, "complaints.count") == 1
    assert sum(row["count"] for row in rows(names, "channels")) == 1


def test_a_name_is_found_however_it_is_written(full, names):
    for written in ("complaints.count", "complaints_count", "COMPLAINTS.COUNT", "投诉件数", "投 诉 件 数",
                    "　投诉件数：", "投诉总数", "Complaints", "ｃｏｍｐｌａｉｎｔｓ．count"):  # fmt: skip
        found = names.find(written)
        assert found is not None, written
        assert found.code == "complaints.count", written
    for written in ("people.name", "people_name", "人员.姓名", "人员姓名", "人员　·　姓名"):
        cell = names.find(written)
        assert isinstance(cell, Cell), written
        assert (cell.code, cell.place) == ("people.name", 3), written
    with full.book.read() as r:
        part = score_month(r, NOVEMBER).rulebook.components[0]
    by_code, by_name = names.find(f"people.part_{part.code}"), names.find(f"人员.{part.name.zh}")
    assert isinstance(by_code, Cell)
    assert isinstance(by_name, Cell)
    assert by_code.column == by_name.column
    assert names.find("投诉件树") is None
    assert names.nearest("投诉件树") == "投诉件数"
    assert names.nearest("complaint.cont") == "complaints.count"
    assert names.nearest("人员.姓明") == "人员.姓名"
    assert names.find("") is None
    assert names.nearest("§§§") == ""


def test_other_spans(names):
    assert value(names, "本年累计投诉件数") == value(names, "投诉件数") == 1
    found = names.find("上月投诉件数")
    assert found is not None
    assert found.code == "last_month.complaints.count"
    assert names.find("year.appraisal.mean") is None  # a mean of a month is not one of a year
    assert all(words.zh and words.en for words in PERIODS.values())


def test_a_month_of_which_nothing_is_known_has_no_zeros(full):
    """A clerk who compares with the year before must not read "no complaint" where no book was kept."""
    with full.book.read() as r:
        names = Catalogue(r, NOVEMBER)
        assert value(names, "last_year.complaints.count") is None
        assert value(names, "last_year.findings.count") is None
        for coming in scalars(r, "2031-01"):
            if coming.code.split(".")[0] in ("complaints", "findings", "incidents", "training", "meetings"):
                assert coming.value is None, coming.code


def test_nothing_is_read_before_it_is_asked_for(full):
    asked = []
    with full.book.read() as r:
        names = Catalogue(r, NOVEMBER, lambda: asked.append(1))
        assert value(names, "投诉件数") == 1
        assert value(names, "branch.name")
        assert set(vars(names.source)) & {"figures", "findings", "roster", "scores"} == set()
        assert asked == []
        assert value(names, "考评平均分") is None
        assert value(names, "appraisal.people") is None
        assert asked == [1]


def test_every_row_fits_its_columns_and_names_no_customer(full):
    for language in ("zh", "en"):
        use_language(language)
        with full.book.read() as r:
            for one in lists(r, NOVEMBER, partial(scores_of, r, NOVEMBER)):
                for number, row in enumerate(one.rows, 1):
                    assert len(row) == len(one.columns), one.code
                    assert row[0] == number
                    assert not any("等了很久" in str(cell) or "已致歉" in str(cell) for cell in row)
            every = [field.value for field in scalars(r, NOVEMBER, partial(scores_of, r, NOVEMBER))]
    assert sum(one is not None for one in every) > 80


@pytest.mark.parametrize(
    ("what", "kind", "zh", "en"),
    [(9350, "points", "93.50", "93.50"), (-5000, "money", "-50.00", "-50.00"), (0.9451, "share", "94.5%", "94.5%"),
     (1234, "count", "1234", "1234"), (date(2026, 11, 3), "day", "2026年11月3日", "2026-11-03"),
     (545, "time", "09:05", "09:05"), (None, "count", "", ""), (2026, "plain", "2026", "2026"),
     (6.25, "minutes", "6.2", "6.2")],
)  # fmt: skip
def test_a_value_inside_a_sentence(what, kind, zh, en):
    use_language("zh")
    assert spoken(what, kind) == zh
    use_language("en")
    assert spoken(what, kind) == en


def test_what_a_share_is_measured_on_gives_the_share_again(names):
    """Head office weighs by these: a share times what it is a share of must be the whole cases it came from."""
    for share_of, whole in (
        ("traffic.left_share", "traffic.called_or_left"), ("complaints.in_time_share", "complaints.in_time_of"),
        ("complaints.at_fault_share", "complaints.at_fault_of"), ("checks.made_share", "checks.owed"),
        ("complaints.on_the_spot_share", "complaints.on_the_spot_of"),
        ("wait.within_target_share", "wait.measured"),
    ):  # fmt: skip
        cases = (value(names, share_of) or 0) * value(names, whole)
        assert cases == pytest.approx(round(cases)), share_of
        assert (value(names, share_of) is None) == (value(names, whole) == 0), share_of
    assert value(names, "traffic.served") == value(names, "wait.measured") == 216
    assert value(names, "report.state_code") == "draft"
    assert value(names, "inspections.scored") == 2
