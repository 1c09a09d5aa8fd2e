"""What changed between two versions of a check-list, and check-lists brought into a book as workbooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from supervisor.errors import BadInput, Refused
from supervisor.inspection import library
from supervisor.inspection.ledger import catalogue, template_in_force, versions
from supervisor.inspection.template import Item, Template, digest_of
from supervisor.inspection.whole import log_inspection
from supervisor.inspection.xlsform.diff import differences, in_words
from supervisor.inspection.xlsform.reading import read_workbook
from supervisor.inspection.xlsform.writing import write_workbook
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words

from .branches import made
from .workbooks import GOOD, spoilt


def changed(change: Callable[[Item], Item], one: str = "B1") -> Template:
    sections = tuple(
        msgspec.structs.replace(s, items=tuple(change(i) if i.id == one else i for i in s.items)) for s in GOOD.sections
    )
    return msgspec.structs.replace(GOOD, sections=sections)


def test_nothing_changed_says_nothing() -> None:
    assert differences(GOOD, GOOD) == ()


def test_points_words_and_conditions_are_told() -> None:
    newer = changed(lambda i: msgspec.structs.replace(i, points_c=300, words=Words("新", "New"), relevant=""))
    found = {change.field: (change.before, change.after) for change in differences(GOOD, newer)}
    assert found == {
        "points_c": ("2.5", "3"),
        "words": ("检查B1 / Check B1", "新 / New"),
        "relevant": ("selected(${who}, 'late')", ""),
    }
    assert all(change.what == "changed" and change.id == "B1" for change in differences(GOOD, newer))


def test_words_are_told_in_the_language_that_changed() -> None:
    newer = changed(lambda i: msgspec.structs.replace(i, words=Words(i.words.zh, "New")))
    (change,) = differences(GOOD, newer)
    assert (change.before, change.after) == ("Check B1", "New")


def test_come_gone_and_moved_items_are_told() -> None:
    facts, lobby, back = GOOD.sections
    new = msgspec.structs.replace(back.items[0], id="B3")
    lobby = msgspec.structs.replace(lobby, items=(lobby.items[1], lobby.items[0], back.items[1]))
    back = msgspec.structs.replace(back, items=(back.items[0], new))
    found = differences(GOOD, msgspec.structs.replace(GOOD, sections=(facts, lobby, back)))
    assert {(change.what, change.id) for change in found} == {
        ("removed", "1.1.3"), ("moved", "B2"), ("added", "B3"), ("moved", "1.1.1"),
    } or {(change.what, change.id) for change in found} == {
        ("removed", "1.1.3"), ("moved", "B2"), ("added", "B3"), ("moved", "1.1.2"),
    }  # fmt: skip
    assert all(in_words(change) for change in found)


def test_head_sections_and_thresholds_are_told() -> None:
    newer = msgspec.structs.replace(GOOD, version="2.0", base_c=12_000, cap_c=0, thresholds=(),
                                    sections=(GOOD.sections[1], GOOD.sections[0], GOOD.sections[2]))  # fmt: skip
    found = [(change.of, change.what, change.field) for change in differences(GOOD, newer)]
    assert ("template", "changed", "version") in found
    assert ("template", "changed", "base_c") in found
    assert ("threshold", "removed", "") in found
    assert ("section", "moved", "") in found


def written(folder: Path, template: Template) -> Path:
    path = folder / f"{template.code}.xlsx"
    path.write_bytes(write_workbook(template))
    return path


def test_a_workbook_is_previewed_put_in_force_and_the_same_again_changes_nothing(book: Book, tmp_path: Path) -> None:
    b = made(book)
    path = written(tmp_path, GOOD)
    with book.read() as r:
        before = library.preview(r, path)
    assert before.template == GOOD
    assert before.standing is None
    library.import_templates(book, b.manager, [path], valid_from=date(2026, 11, 1), reason="new")
    subject = log_inspection(book, b.supervisor, "good", [], others_pass=True)
    newer = changed(lambda i: msgspec.structs.replace(i, points_c=300))
    path = written(tmp_path, newer)
    with book.read() as r:
        assert not library.preview(r, path).unchanged
        assert [c.field for c in library.preview(r, path).changes] == ["points_c"]
        assert library.preview(r, written(tmp_path, GOOD)).unchanged
        many = len(versions(r))
    library.import_templates(book, b.manager, [written(tmp_path, GOOD)])
    with book.read() as r:
        assert len(versions(r)) == many
    library.import_templates(book, b.manager, [written(tmp_path, newer)], valid_from=date(2026, 12, 1), reason="more")
    with book.read() as r:
        assert [(s.state, s.used, s.reason) for s in catalogue.history(r, "good")] == [
            ("coming", 0, "more"), ("in_force", 1, "new")
        ]  # fmt: skip
        assert library.version_named(r, digest_of(newer)[:8]) == newer
        assert library.version_named(r, "good") == GOOD
        assert read_workbook(library.template_workbook(r, "good", day=date(2026, 12, 1))).template == newer
        with pytest.raises(BadInput):
            library.version_named(r, "nope")
    assert subject


def test_a_preview_tells_the_mistakes_of_either_kind_of_file(book: Book, tmp_path: Path) -> None:
    made(book)
    (tmp_path / "x.xlsx").write_bytes(spoilt(lambda bench: bench.put("B1", "points_c", "?")).content)
    (tmp_path / "x.json").write_bytes(b'{"code": 3}')
    with book.read() as r:
        for name in ("x.xlsx", "x.json"):
            found = library.preview(r, tmp_path / name)
            assert found.template is None
            assert found.faults[0].cure
        with pytest.raises(BadInput):
            library.preview(r, tmp_path / "none.xlsx")


def test_a_job_of_the_branch_is_known(book: Book, tmp_path: Path) -> None:
    b = made(book)
    from supervisor.branch.staff import add_person

    add_person(book, SYSTEM, no="990099", name="X", role="安全员")
    path = tmp_path / "good.xlsx"
    path.write_bytes(spoilt(lambda bench: bench.put("B1", "owner_role", "安全员")).content)
    with pytest.raises(BadInput):
        library.check_template(path)
    library.import_templates(book, b.manager, [path])
    with book.read() as r:
        digest = template_in_force(r, "good", r.today).digest
        assert library.version_named(r, digest).item("B1").owner_role == "安全员"


def test_who_may_not_manage_check_lists_brings_none_in(book: Book, tmp_path: Path) -> None:
    b = made(book)
    with pytest.raises(Refused):
        library.import_templates(book, b.supervisor, [written(tmp_path, GOOD)])


def test_all_files_or_none(book: Book, tmp_path: Path) -> None:
    b = made(book)
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(spoilt(lambda bench: bench.put("B1", "severity", "?")).content)
    with pytest.raises(BadInput) as caught:
        library.import_templates(book, b.manager, [written(tmp_path, GOOD), bad])
    assert [(f.file, f.row) for f in caught.value.faults] == [("bad.xlsx", 15)]
    with book.read() as r:
        assert "good" not in {v.code for v in versions(r)}
