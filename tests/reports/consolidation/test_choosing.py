"""Which workbooks go into the sum: one a branch, all of one month, and nothing that only a person can decide."""

from __future__ import annotations

from msgspec.structs import replace

from reports.consolidation.choosing import choose
from reports.consolidation.records import Refused

from .made import branch


def refused(found, **how):
    month, taken, gone = choose(found, how.pop("bad", []), **how)
    return month, [one.file for one in taken], {one.file: (one.reason, one.details) for one in gone}


def test_a_byte_equal_copy_counts_once():
    one = branch(1)
    copy = replace(one, file="0001 - 副本.xlsx")
    assert refused([copy, one, branch(2)]) == (
        "2026-11", ["0001.xlsx", "0002.xlsx"], {"0001 - 副本.xlsx": ("copy", "0001.xlsx")}
    )  # fmt: skip


def test_of_two_exports_of_one_book_the_later_wins():
    first = branch(1)
    last = branch(1, file="a.xlsx", made_at="2026-12-02T09:00:00+08:00")
    assert refused([last, first])[1:] == (["a.xlsx"], {"0001.xlsx": ("older", "a.xlsx")})


def test_later_is_a_matter_of_instants_not_of_how_they_are_written():
    early = branch(1, made_at="2026-12-01T09:00:00+08:00")
    late = branch(1, file="a.xlsx", made_at="2026-12-01T02:00:00+00:00")  # 10:00 in Shanghai
    assert refused([late, early])[1] == ["a.xlsx"]


def test_a_branch_that_changed_its_name_is_not_counted_twice():
    renamed = branch(1, file="new.xlsx", branch="新名支行", branch_no="9999", made_at="2026-12-03T09:00:00+08:00")
    assert refused([branch(1), renamed])[1] == ["new.xlsx"]


def test_two_books_of_one_branch_wait_for_a_person():
    rival = branch(1, file="b.xlsx", book="other")
    assert refused([branch(1), rival, branch(2)])[1:] == (
        ["0002.xlsx"], {"0001.xlsx": ("two_books", "b.xlsx"), "b.xlsx": ("two_books", "0001.xlsx")}
    )  # fmt: skip


def test_two_branches_with_one_number_wait_for_a_person():
    rival = branch(2, branch_no="0001")
    __, taken, gone = refused([branch(1), rival, branch(3)])
    assert taken == ["0003.xlsx"]
    assert {reason for reason, _details in gone.values()} == {"same_number"}


def test_two_branches_of_one_name_are_told_apart_by_their_numbers():
    namesake = branch(2, branch="第1支行")
    month, taken, gone = refused([branch(1), namesake])
    assert (month, taken, gone) == ("2026-11", ["0001.xlsx", "0002.xlsx"], {})


def test_beside_one_without_a_number_nobody_knows_which_of_one_name_it_is():
    unnumbered = branch(2, branch="第1支行", branch_no="")
    __, taken, gone = refused([branch(1), unnumbered, branch(3)])
    assert taken == ["0003.xlsx"]
    assert gone == {"0001.xlsx": ("two_books", "0002.xlsx"), "0002.xlsx": ("two_books", "0001.xlsx")}


def test_branches_without_number_are_told_apart_by_name():
    assert len(refused([branch(1, branch_no=""), branch(2, branch_no="")])[1]) == 2


def test_the_month_most_branches_sent_is_the_month():
    odd = branch(3, month="2026-10")
    assert refused([branch(1), branch(2), odd]) == (
        "2026-11", ["0001.xlsx", "0002.xlsx"], {"0003.xlsx": ("wrong_month", "2026-10")}
    )  # fmt: skip
    assert refused([branch(1), branch(2), odd], month="2026-10")[:2] == ("2026-10", ["0003.xlsx"])


def test_copies_do_not_vote_for_the_month():
    odd = [branch(3, month="2026-10", file=f"{n}.xlsx", made_at=f"2026-12-0{n}T09:00:00+08:00") for n in range(1, 6)]
    assert refused([branch(1), branch(2), *odd])[0] == "2026-11"


def test_drafts_are_taken_and_told_unless_only_signed_are_wanted():
    draft = branch(1, figures={"report.state_code": "draft"})
    __, taken, __ = choose([draft, branch(2)], [])
    assert [one.remarks for one in taken] == [("draft",), ()]
    assert refused([draft, branch(2)], only_signed=True)[2] == {"0001.xlsx": ("draft", "")}


def test_an_older_version_is_taken_and_what_it_lacks_is_told():
    figures = {code: value for code, value in branch(1).figures.items() if code != "wait.mean_minutes"}
    old = replace(branch(1), figures=figures)
    __, taken, __ = choose([old, branch(2)], [])
    assert [(one.missing, one.remarks) for one in taken] == [(("wait.mean_minutes",), ("missing",)), ((), ())]


def test_a_branch_whose_other_file_was_refused_says_so():
    bad = Refused("later.xlsx", "changed", branch="第1支行", branch_no="0001", month="2026-11")
    __, taken, __ = choose([branch(1), branch(2)], [bad])
    assert [one.remarks for one in taken] == [("other_refused",), ()]
