"""Shipped rule books, import against what the branch uses, and books and scores in words."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from reports.rulebook_form import write_rulebook
from supervisor.appraisal import ledger
from supervisor.appraisal.explain import explain_score
from supervisor.appraisal.library import import_rulebook, shipped, shipped_names
from supervisor.appraisal.rulebook.explain import explain_rulebook
from supervisor.appraisal.scores import score_month
from supervisor.errors import BadInput
from supervisor.inspection.library import import_templates
from supervisor.language import use_language


def test_every_shipped_book_can_be_put_in_force(month, tmp_path):
    assert {"branch", "teller_day"} <= set(shipped_names())
    for name in shipped_names():
        path = write_rulebook(shipped(name), tmp_path / f"{name}.xlsx")
        import_rulebook(month.book, month.manager, path, "2026-12")
        with month.book.read() as r:
            assert ledger.rulebook(r, "2026-12") == shipped(name)


def test_items_are_checked_against_the_branch_s_own_check_lists(month, tmp_path):
    import_templates(month.book, "system", valid_from=date(2026, 11, 1))
    book = shipped("branch")
    wrong = [msgspec.structs.replace(rule, items=("Z9-9",)) if rule.code == "S2" else rule for rule in book.rules]
    path = write_rulebook(msgspec.structs.replace(book, rules=tuple(wrong)), tmp_path / "rules.xlsx")
    with pytest.raises(BadInput) as caught:
        import_rulebook(month.book, month.manager, path, "2026-12")
    (fault,) = caught.value.faults
    assert "Z9-9" in fault.problem
    assert (fault.sheet, fault.row, fault.column) == ("规则", 5, "E")


@pytest.mark.parametrize("name", ["branch", "teller_day"])
def test_a_book_is_explained_rule_by_rule(name):
    use_language("en")
    text = "\n".join(explain_rulebook(shipped(name)))
    for rule in shipped(name).rules:
        assert f"{rule.code} {rule.name}" in text


def test_a_score_is_explained_line_by_line(month):
    use_language("en")
    month.record("teller", "attendance.late", note="the bus")
    with month.book.read() as r:
        own = score_month(r, "2026-11").of(month.teller)
    text = explain_score(own)
    assert "95.00" in text[0]
    assert any("-5.00" in line and "2026-11-10" in line and "the bus" in line for line in text)
