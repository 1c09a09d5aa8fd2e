"""A rule book is used for the months it is written for (15): refused outside them, and told where it stayed longer."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from supervisor.appraisal import service
from supervisor.appraisal.library import shipped
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.scores import score_month
from supervisor.appraisal.scoring import Surroundings
from supervisor.appraisal.trial.intake import Examples
from supervisor.appraisal.trial.trying import try_book
from supervisor.errors import BadInput


def written_for(first: str = "", last: str = "") -> RuleBook:
    return msgspec.structs.replace(shipped("branch"), version="9", valid_from=first, valid_until=last)


@pytest.mark.parametrize(
    ("first", "last", "field", "said"),
    [("2027-01", "", "valid_from", "2027-01"), ("", "2026-10", "valid_until", "2026-10")],
)
def test_a_book_is_not_put_in_force_for_a_month_it_is_not_written_for(month, first, last, field, said):
    with pytest.raises(BadInput) as caught:
        service.activate_rulebook(month.book, month.manager, rules=written_for(first, last), month="2026-11")
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.column) == ("book", field)
    assert said in fault.problem
    assert "2026-11" in fault.problem
    service.activate_rulebook(month.book, month.manager, rules=written_for("2026-11", "2026-11"), month="2026-11")


def test_scores_say_that_the_book_in_force_was_not_written_for_their_month(month):
    service.activate_rulebook(month.book, month.manager, rules=written_for("2026-10", "2026-11"), month="2026-11")
    with month.book.read() as r:
        assert not any("2026-11" in note for note in score_month(r, "2026-11").notes)
        (note,) = [each for each in score_month(r, "2026-12").notes if "2026-12" in each]
        assert "2026-11" in note
        instead = score_month(r, "2026-11", instead=written_for("2027-01"))
        assert any("2027-01" in each for each in instead.notes), "a question by another book is told the same"


def test_examples_are_scored_all_the_same_and_told_that_the_book_is_of_other_months():
    around = Surroundings(first=date(2026, 12, 1), last=date(2026, 12, 31))
    given = Examples(month="2026-12", members=(), evidence=(), around=around, due=())
    assert "2026-11" in try_book(written_for(last="2026-11"), given).note
    assert try_book(written_for(last="2026-12"), given).note == ""
