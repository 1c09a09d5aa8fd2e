"""Check-lists as Excel workbooks: out and in again they are the same, XLSForm's own tools open them, people's ways of
writing are taken as meant."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from supervisor.errors import BadInput
from supervisor.inspection.checking import mistakes
from supervisor.inspection.intake import shipped
from supervisor.inspection.template import Choice, Item, Kind, Section, Template, canonical, decode, digest_of
from supervisor.inspection.xlsform.cells import identifier, legal_name
from supervisor.inspection.xlsform.columns import GUIDE_SHEET, SETTINGS, SHEETS, SURVEY
from supervisor.inspection.xlsform.diff import differences
from supervisor.inspection.xlsform.reading import read_workbook
from supervisor.inspection.xlsform.starter import STARTER
from supervisor.inspection.xlsform.writing import write_workbook
from supervisor.language import Words, use_language

from .workbooks import GOOD, Bench, spoilt

EVERY = [*shipped(), GOOD, STARTER]


@pytest.mark.parametrize("template", EVERY, ids=lambda t: t.code)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_out_and_in_again_is_the_same_version(template: Template, language: str) -> None:
    use_language(language)
    try:
        found = read_workbook(write_workbook(template), "x.xlsx")
    finally:
        use_language("zh")
    assert found.faults == ()
    assert found.remarks == ()
    assert found.template == template
    assert digest_of(found.template) == digest_of(template)  # type: ignore[arg-type]


@pytest.mark.parametrize("template", EVERY, ids=lambda t: t.code)
def test_xlsform_tools_open_what_we_write(template: Template) -> None:
    from pyxform.xls2xform import convert

    warnings: list[str] = []
    done = convert(io.BytesIO(write_workbook(template)), warnings=warnings, file_type=".xlsx")
    assert warnings == []
    assert f'id="{template.code}"' in done.xform
    for item in template.items():
        assert f"/{legal_name(item.id)}" in done.xform


def test_every_field_of_the_model_has_its_column() -> None:
    columns = {column.field for column in SURVEY}
    apart = {"id", "words", "hint", "kind", "choices", "constraint_words"}  # name, label, hint, type, type, message
    assert set(Item.__struct_fields__) - apart <= columns
    heads = {column.field for column in SETTINGS}
    assert set(Template.__struct_fields__) - {"code", "name", "note", "sections", "thresholds"} <= heads


def test_the_document_names_every_column() -> None:
    text = (Path(__file__).parents[2] / "docs" / "checklists.md").read_text("utf-8")
    for columns in SHEETS.values():
        for column in columns:
            assert f"| `{column.heading.en}` | {column.heading.zh}" in text or f"| `{column.heading.en}` |  |" in text


def test_the_workbook_helps_to_fill_it_in() -> None:
    book = load_workbook(io.BytesIO(write_workbook(GOOD)))
    survey = book["survey"]
    assert survey.freeze_panes == "C2"
    offered = {
        word for offer in survey.data_validations.dataValidation for word in offer.formula1.strip('"').split(",")
    }
    assert {"每人次", "重大", "照片", "停止", "本节", "大堂经理", "是", "select_one verdict"} <= offered
    assert all(len(offer.formula1) <= 257 for offer in survey.data_validations.dataValidation)  # Excel's own limit
    assert survey.column_dimensions["C"].width > 30
    guide = [[str(cell.value or "") for cell in row] for row in book[GUIDE_SHEET].iter_rows()]
    for heading in [str(cell.value) for cell in survey[1] if "::" not in str(cell.value)]:
        (row,) = [row for row in guide if row[0] == "survey" and heading in row[1].split(" / ")]
        assert row[2]
        assert row[3]


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("severity", "grave"), ("severity", "ＧＲＡＶＥ"), ("severity", " 重大 "), ("counts", "每 人 次"),
        ("counts", "Per Person-Time"), ("evidence", "Note or photo"), ("first_is_reminder", "Yes"),
        ("first_is_reminder", "是"), ("first_is_reminder", "ＹＥＳ"), ("first_is_reminder", True),
        ("points_c", "２.５"), ("points_c", "2.5分"), ("points_c", 2.5), ("mend_days", "3 个工作日"),
        ("owner_role", "大堂 经理"), ("owner_role", "Lobby Manager"), ("if_missing", "STOP"),
        ("fine_cents", "￥1,000"), ("fine_cents", "1000元"), ("limit", "2%"), ("limit", "２％"), ("limit", 0.02),
        ("type", "Select_One Verdict"), ("type", "检查项"), ("type", "select one verdict"),
        ("relevant", "${atms} ＞ ３"), ("relevant", "${shift} = ‘late’"), ("relevant", "（${shift} = “late”）"),
    ],
)  # fmt: skip
def test_words_and_numbers_as_people_write_them(field: str, written: object) -> None:
    found = read_workbook(spoilt(lambda bench: bench.put("1.1.3", field, written)).content)
    assert found.faults == ()


def test_what_is_written_is_what_is_meant() -> None:
    bench = Bench()
    for field, written in (("severity", "重大"), ("points_c", "２.５分"), ("per_case_c", -1), ("fine_cents", "￥1,000"),
                           ("limit", "2％"), ("relevant", "${shift} ＝ ‘late’"), ("mend_days", "5天")):  # fmt: skip
        bench.put("1.1.3", field, written)
    read = read_workbook(bench.content).template
    assert read is not None
    item = read.item("1.1.3")
    assert (item.severity, item.points_c, item.per_case_c, item.fine_cents) == ("grave", 250, -100, 100_000)
    assert (item.limit, item.relevant, item.mend_days) == (0.02, "${shift} = 'late'", 5)


@pytest.mark.parametrize("written", ["按等级", "by severity", "by_severity", " By Severity ", "按严重程度"])
def test_days_to_mend_may_be_by_severity(written: str) -> None:
    bench = Bench()
    bench.put("1.1.3", "mend_days", written)
    bench.put("B1", "mend_days", None)
    found = read_workbook(bench.content)
    assert found.faults == ()
    assert found.template is not None
    assert (found.template.item("1.1.3").mend_days, found.template.item("B1").mend_days) == (None, 3)
    assert read_workbook(write_workbook(found.template)).template == found.template
    assert decode(canonical(found.template)) == found.template, "null in a JSON file says the same"
    assert digest_of(found.template) != digest_of(GOOD), "another rule is another version"
    (change,) = differences(GOOD, found.template)
    assert (change.field, change.before, change.after) == ("mend_days", "3", "按等级")
    facts = msgspec.structs.replace(GOOD.item("atms"), mend_days=None)
    page = GOOD.sections[0]
    odd = msgspec.structs.replace(GOOD, sections=(
        msgspec.structs.replace(page, items=(facts, *page.items[1:])), *GOOD.sections[1:]))  # fmt: skip
    assert read_workbook(write_workbook(odd)).template == odd


def test_required_stops_and_the_scoring_column_decides() -> None:
    bench = Bench()
    bench.put("B1", "if_missing", None)
    bench.put("B1", "required", "是")
    bench.put("B2", "required", "yes")
    bench.put("B2", "if_missing", "放行")
    read = read_workbook(bench.content).template
    assert read is not None
    assert (read.item("B1").if_missing, read.item("B2").if_missing) == ("stop", "pass")


def test_english_and_chinese_headings_mean_the_same() -> None:
    bench = Bench()
    for field in ("points_c", "counts", "owner_role", "fine_cents", "first_is_reminder", "clause"):
        column = next(column for column in SURVEY if column.field == field)
        bench.put(1, field, column.heading.en.upper())
    assert read_workbook(bench.content).template == GOOD


def test_groups_inside_groups_are_flattened_under_both_conditions() -> None:
    bench = Bench()
    survey = bench.book["survey"]
    survey.insert_rows(16)
    bench.put(16, "type", "begin_group")
    bench.put(16, "name", "inner")
    bench.put(16, "label::zh", "里面")
    bench.put(16, "relevant", "${atms} > 1")
    bench.put(17, "relevant", "${B1} = 'fail'")
    bench.put(19, "type", "end_group")
    found = read_workbook(bench.content)
    assert found.template is not None, found.faults
    assert found.template.item("B2").relevant == "(${atms} > 1) and (${B1} = 'fail')"
    assert [section.id for section in found.template.sections] == ["facts", "1.1", "back"]
    assert any("inner" in str(remark) and remark.row == 16 for remark in found.remarks)


def test_lines_outside_any_group_are_kept_in_a_section_of_their_own() -> None:
    bench = Bench()
    for row in (17, 14, 13):
        bench.book["survey"].delete_rows(row)
    bench.book["survey"].insert_rows(13)
    bench.put(13, "type", "end_group")
    found = read_workbook(bench.content)
    assert found.template is not None, found.faults
    assert [(s.id, [i.id for i in s.items]) for s in found.template.sections][-1] == ("general", ["B1", "B2"])


def test_what_is_left_aside_is_listed() -> None:
    bench = Bench()
    bench.book["survey"].cell(1, 40, "颜色")
    bench.book["survey"].cell(1, 41, "appearance")
    bench.book.create_sheet("草稿")
    bench.book["survey"].insert_rows(18)
    bench.put(18, "type", "start")
    bench.put("B1", "label::en", None)
    found = read_workbook(bench.content)
    assert found.template is not None
    assert {(r.sheet, r.row, r.column) for r in found.remarks} == {
        ("survey", 1, "AN"), ("survey", 1, "AO"), ("草稿", 0, ""), ("survey", 18, "A"), ("survey", 15, "D"),
    }  # fmt: skip


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    odd = msgspec.structs.replace(GOOD, name=Words("=1+1", "@SUM(A1)"), note=Words("-2", "一\n二"))
    assert read_workbook(write_workbook(odd)).template == odd


def test_an_id_that_no_form_allows_is_refused_on_the_way_out() -> None:
    item = msgspec.structs.replace(GOOD.item("B1"), id="B 1", relevant="")
    odd = msgspec.structs.replace(GOOD, sections=(Section(id="s", name=Words("节"), items=(item,)),), thresholds=())
    with pytest.raises(BadInput):
        write_workbook(odd)


def test_a_section_named_like_an_item_is_refused_on_the_way_out() -> None:
    facts, lobby, back = GOOD.sections
    odd = msgspec.structs.replace(GOOD, sections=(facts, lobby, msgspec.structs.replace(back, id="atms")))
    with pytest.raises(BadInput, match="atms"):
        write_workbook(odd)


LETTERS = st.text("甲乙abc 1.<>&'\"=“”\n", min_size=1, max_size=12).map(str.strip).filter(bool)
IDS = st.from_regex(r"[A-Za-z0-9一-龥_][A-Za-z0-9一-龥_.\-]{0,6}", fullmatch=True)
WORDS = st.builds(Words, LETTERS, st.one_of(st.just(""), LETTERS))


@st.composite
def check_lists(draw: st.DrawFn) -> Template:
    """Any check-list without mistakes."""
    ids = draw(st.lists(IDS, min_size=2, max_size=7, unique=True))
    items: list[Item] = []
    for place, one in enumerate(ids[1:]):
        if draw(st.booleans()):
            points = draw(st.integers(1, 3_000))
            items.append(Item(
                id=one, clause=draw(LETTERS), words=draw(WORDS), hint=draw(WORDS), points_c=points,
                per_case_c=draw(st.integers(1, 500)) * draw(st.sampled_from([1, -1])),
                floor_c=draw(st.integers(-500, points)), counts=draw(st.sampled_from(["place", "time", "person_time"])),
                severity=draw(st.sampled_from(["minor", "serious", "grave"])),
                mend_days=draw(st.none() | st.integers(0, 250)),
                owner_role=draw(st.sampled_from(["", "manager", "security"])), fine_cents=draw(st.integers(0, 9_999)),
                evidence=draw(st.sampled_from(["none", "note", "photo", "note_or_photo"])),
                if_missing=draw(st.sampled_from(["stop", "warn", "pass"])), first_is_reminder=draw(st.booleans()),
                same_act=draw(st.sampled_from(["", "one"])), gate=draw(st.sampled_from(["none", "section", "all"])),
                relevant="${" + items[0].id + "} = 'fail'" if items and items[0].kind == "check" else "",
            ))  # fmt: skip
        else:
            choices = (Choice(name=f"c{place}", words=draw(WORDS)), Choice(name="d", words=draw(WORDS)))
            kind: Kind = draw(st.sampled_from(["integer", "decimal", "text", "date", "choice", "choices", "note"]))
            items.append(Item(id=one, clause="", words=draw(WORDS), points_c=0, per_case_c=0, kind=kind,
                              choices=choices if kind in ("choice", "choices") else (),
                              constraint=". > 0" if kind == "integer" else ""))  # fmt: skip
    section = Section(id=ids[0], name=draw(WORDS), items=tuple(items))
    full = sum(item.points_c for item in items)
    return Template(code="any", version="1", name=draw(WORDS), base_c=full, sections=(section,))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(template=check_lists())
def test_any_check_list_goes_out_and_in_again(template: Template) -> None:
    if mistakes(template):
        return
    found = read_workbook(write_workbook(template))
    assert found.faults == ()
    assert found.template == template
    assert canonical(found.template) == canonical(template)  # type: ignore[arg-type]


@given(IDS)
def test_a_name_is_legal_and_read_back(one: str) -> None:
    assert identifier(legal_name(one)) == one


def test_a_workbook_with_too_much_in_it_is_refused() -> None:
    book = Workbook()
    book.active.title = "survey"  # type: ignore[union-attr]
    book.active.cell(6_000, 1, "x")  # type: ignore[union-attr]
    held = io.BytesIO()
    book.save(held)
    with pytest.raises(BadInput):
        read_workbook(held.getvalue())
