"""Check-lists: the shipped ones are whole, mistakes are named with place and cure, a round trip keeps the digest."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path

import msgspec
import pytest

from supervisor.errors import BadInput, Refused
from supervisor.inspection import ledger, service
from supervisor.inspection.answering import read_answers, verdict
from supervisor.inspection.intake import examined, read_template, shipped
from supervisor.inspection.template import canonical, digest_of
from supervisor.inspection.whole import log_inspection
from supervisor.journal import SYSTEM, Book

from .branches import made

SHIPPED = {t.code: t for t in shipped()}


def test_importing_again_changes_nothing_and_a_new_version_takes_its_date(book: Book) -> None:
    made(book)
    with book.read() as r:
        before = ledger.versions(r)
        head = len(r.history("template:appearance"))
    service.import_templates(book, SYSTEM)
    with book.read() as r:
        assert ledger.versions(r) == before
        assert len(r.history("template:appearance")) == head
    newer = msgspec.structs.replace(SHIPPED["appearance"], version="1.1")
    service.activate_template(book, SYSTEM, newer, valid_from=date(2026, 12, 1))
    with book.read() as r:
        assert ledger.template(r, ledger.template_in_force(r, "appearance", date(2026, 11, 30)).digest).version == "1.0"
        assert ledger.template(r, ledger.template_in_force(r, "appearance", date(2026, 12, 1)).digest).version == "1.1"


def test_retired_is_not_used_and_its_inspections_stay(book: Book) -> None:
    b = made(book)
    subject = log_inspection(book, b.supervisor, "tellers_day", [], others_pass=True)
    service.retire_template(book, b.manager, "tellers_day", reason="other hours")
    with pytest.raises(BadInput, match="tellers_day"):
        service.begin(book, b.supervisor, "tellers_day")
    with book.read() as r:
        assert ledger.score_of(r, subject).percent_c == 10_000
        assert "tellers_day" not in {t.code for _v, t in service.list_templates(r)}
    service.activate_template(book, b.manager, SHIPPED["tellers_day"], valid_from=date(2026, 11, 19))
    service.begin(book, b.supervisor, "tellers_day")


def test_only_who_may_manages_check_lists(book: Book) -> None:
    b = made(book)
    with pytest.raises(Refused):
        service.import_templates(book, b.supervisor, valid_from=date(2025, 1, 1))


PLAIN = json.loads(canonical(SHIPPED["internal_control"]))


def broken(change) -> bytes:
    plain = deepcopy(PLAIN)
    change(plain)
    return json.dumps(plain).encode()


def first_item(plain: dict) -> dict:
    return plain["sections"][0]["items"][0]


@pytest.mark.parametrize(
    ("change", "sheet", "row", "column"),
    [
        (lambda p: first_item(p).update(points_c="ten"), "cash", 1, "points_c"),
        (lambda p: first_item(p).pop("words"), "cash", 1, ""),
        (lambda p: first_item(p).update(counts="weekly"), "cash", 1, "counts"),
        (lambda p: first_item(p).update(severity="bad"), "cash", 1, "severity"),
        (lambda p: first_item(p).update(points_c=-1), "cash", 1, "points_c"),
        (lambda p: first_item(p).update(per_case_c=0), "cash", 1, "per_case_c"),
        (lambda p: first_item(p).update(floor_c=900), "cash", 1, "floor_c"),
        (lambda p: first_item(p).update(clause=""), "cash", 1, "clause"),
        (lambda p: first_item(p).update(words={"zh": "", "en": ""}), "cash", 1, "words"),
        (lambda p: first_item(p).update(id=""), "cash", 1, "id"),
        (lambda p: first_item(p).update(mend_days=-1), "cash", 1, "mend_days"),
        (lambda p: first_item(p).update(fine_cents=-5), "cash", 1, "fine_cents"),
        (lambda p: first_item(p).update(fine_cents=900, fine_cap_cents=500), "cash", 1, "fine_cap_cents"),
        (lambda p: first_item(p).update(continue_at="C1-2"), "cash", 1, "continue_at"),
        (lambda p: p["sections"][1]["items"][0].update(gate="all", continue_at="C1-1"), "access", 1, "continue_at"),
        (lambda p: p["sections"][3]["items"][0].update(step=0), "corporate", 1, "step"),
        (lambda p: p["sections"][1]["items"][1].update(id="C1-7"), "access", 1, "id"),
        (lambda p: p.update(base_c=5_000), "", 0, "base_c"),
        (lambda p: p.update(cap_c=5_000), "", 0, "cap_c"),
        (lambda p: p.update(code="a b"), "", 0, "code"),
        (lambda p: p.update(repeat_days=999), "", 0, "repeat_days"),
        (lambda p: p["sections"][1].update(id="cash"), "", 0, "sections"),
        (lambda p: p.update(sections=[]), "", 0, "sections"),
        (lambda p: p.update(thresholds=[{"more_than": 0, "consequence": {"zh": "x"}}]), "thresholds", 1, "thresholds"),
        (
            lambda p: p.update(thresholds=[{"more_than": 2, "item": "Z", "consequence": {"zh": "x"}}]),
            "thresholds",
            1,
            "thresholds",
        ),
    ],
)
def test_each_mistake_names_section_item_field_and_cure(change, sheet, row, column) -> None:
    with pytest.raises(BadInput) as caught:
        read_template(broken(change), "list.json")
    fault = caught.value.faults[0]
    assert (fault.file, fault.sheet, fault.row, fault.column) == ("list.json", sheet, row, column)
    assert fault.problem
    assert fault.cure


def test_a_default_written_out_is_the_same_version() -> None:
    explicit = deepcopy(PLAIN)
    first_item(explicit).update(counts="time", hint={"zh": "", "en": ""}, limit=0.0, gate="none", choices=[])
    bare = deepcopy(PLAIN)
    first_item(bare).pop("counts", None)
    read = [read_template(json.dumps(one).encode()) for one in (explicit, bare)]
    assert read[0] == read[1]
    assert digest_of(read[0]) == digest_of(read[1])


def test_not_json_and_no_file_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        read_template(b"\xff{")
    with pytest.raises(BadInput, match=r"none\.json"):
        service.check_template(tmp_path / "none.json")


def test_all_mistakes_of_all_files_at_once_and_nothing_imported(book: Book, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_bytes(canonical(SHIPPED["appearance"]))
    bad.write_bytes(broken(lambda p: p.update(base_c=1, cap_c=0, repeat_days=-1)))
    with pytest.raises(BadInput) as caught:
        service.import_templates(book, SYSTEM, [good, bad])
    assert len(caught.value.faults) == 2
    with book.read() as r:
        assert ledger.versions(r) == []


@pytest.mark.parametrize("word", ["fail", "Fail", "NO", "不合格", "2"])
def test_verdicts_as_people_write_them(word: str) -> None:
    assert verdict(word) == "fail"
    assert verdict("maybe") is None
    assert verdict("N/A") == "na"


def test_answers_of_a_file_are_checked_row_by_row() -> None:
    people = {"0007": "person:a"}
    rows = [
        {"item": "D1", "verdict": "pass"},
        {"item": "D9", "verdict": "pass"},
        {"item": "D2", "verdict": "perhaps"},
        {"item": "D3", "verdict": "fail", "persons": "0007、0008"},
        {"item": "D4", "verdict": "fail", "cases": 0},
        {"item": "D5", "verdict": "fail", "colour": "red"},
        {"item": "D1", "verdict": "fail"},
        {"item": "D6", "verdict": "fail", "value": 5},
    ]
    with pytest.raises(BadInput) as caught:
        read_answers(rows, SHIPPED["tellers_day"], people, "a.json")
    assert [(f.row, f.column) for f in caught.value.faults] == [
        (2, "item"),
        (3, "verdict"),
        (4, "persons"),
        (5, "cases"),
        (6, "colour"),
        (7, "item"),
        (8, "value"),
    ]
    (good,) = read_answers([{"item": "D3", "verdict": "fail", "persons": "0007"}], SHIPPED["tellers_day"], people)
    assert good.persons == ("person:a",)


@pytest.mark.parametrize(
    ("change", "sheet", "row", "column"),
    [
        (lambda p: p["sections"][0].update(gat="section"), "cash", 0, "gat"),
        (lambda p: first_item(p).update(pionts_c=5), "cash", 1, "pionts_c"),
        (lambda p: first_item(p).update(hint={"zh": "x", "english": "y"}), "cash", 1, "hint"),
        (lambda p: p.update(treshold=[]), "", 0, "treshold"),
        (lambda p: p.update(version=" "), "", 0, "version"),
        (lambda p: p.update(name={"zh": "", "en": ""}), "", 0, "name"),
        (lambda p: p["sections"][0].update(id=""), "", 0, "id"),
        (lambda p: p["sections"][0].update(name={"zh": "\u200b"}), "cash", 0, "name"),
        (lambda p: p.update(thresholds=[{"more_than": 2, "consequence": {"zh": ""}}]), "thresholds", 1, "consequence"),
        (lambda p: first_item(p).update(words={"zh": "a\u202eb"}), "cash", 1, "words"),
        (lambda p: first_item(p).update(id="a b"), "cash", 1, "id"),
        (lambda p: first_item(p).update(points_c=0), "cash", 1, "points_c"),
        (lambda p: first_item(p).update(fine_cents=10**12), "cash", 1, "fine_cents"),
        (lambda p: first_item(p).update(gate="sectoin"), "cash", 1, "gate"),
    ],
)
def test_what_json_would_lose_or_leave_empty_is_told(change, sheet, row, column) -> None:
    with pytest.raises(BadInput) as caught:
        read_template(broken(change), "list.json")
    fault = caught.value.faults[0]
    assert (fault.file, fault.sheet, fault.row, fault.column) == ("list.json", sheet, row, column)
    assert fault.problem
    assert fault.cure


def test_the_notepad_of_windows_and_numbers_beyond_all_measure(tmp_path: Path) -> None:
    whole = canonical(SHIPPED["environment"])
    assert read_template(b"\xef\xbb\xbf" + whole) == SHIPPED["environment"]
    with pytest.raises(BadInput) as caught:
        read_template(whole.replace(b'"points_c"', b'"step":1e999,"points_c"', 1), "list.json")
    assert caught.value.faults[0].column == "step"
    broken_line = b'{\n  "code": "x",\n  "version" "1"\n}'
    with pytest.raises(BadInput) as caught:
        read_template(broken_line, "list.json")
    assert "3" in caught.value.faults[0].problem
    assert "byte" not in str(caught.value)
    path = tmp_path / "list.csv"
    path.write_text("type,name\ninteger,n\n", "utf-8")
    with pytest.raises(BadInput) as caught:
        service.check_template(path)
    assert "JSON" in caught.value.faults[0].problem
    assert "Excel" in caught.value.faults[0].cure


def test_settings_of_json_that_never_take_effect_are_pointed_out(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(broken(lambda p: first_item(p).update(limit=0.02, step=0.01)))
    found = examined(path)
    assert found.template is not None
    assert [(one.sheet, one.row, one.column) for one in found.remarks] == [("cash", 1, "limit")]
