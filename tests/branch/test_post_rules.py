"""What holds when somebody leaves a post: hand-over minutes, and posts that may not be in one hand."""

from __future__ import annotations

import pytest

from supervisor.branch import service
from supervisor.branch.ledger import posts
from supervisor.branch.post_rules import set_post_rules
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words


def rules(book: Book) -> dict[str, tuple[int, tuple[str, ...]]]:
    with book.read() as r:
        codes = {one.subject: one.code for one in posts(r)}
        return {one.code: (one.handover_minutes, tuple(codes[x] for x in one.incompatible)) for one in posts(r)}


def test_rules_of_a_post_are_kept_apart_from_the_post_itself(any_book: Book) -> None:
    cash = service.set_post(any_book, SYSTEM, code="C", name=Words("现金"))
    sign = service.set_post(any_book, SYSTEM, code="S", name=Words("授权"))
    assert rules(any_book) == {"C": (0, ()), "S": (0, ())}
    set_post_rules(any_book, SYSTEM, cash, handover_minutes=15, incompatible=[sign])
    assert rules(any_book) == {"C": (15, ("S",)), "S": (0, ("C",))}
    service.set_post(any_book, SYSTEM, code="C", name=Words("现金柜"), stations=3, subject=cash)
    assert rules(any_book)["C"] == (15, ("S",)), "changing or importing the post leaves its rules"
    set_post_rules(any_book, SYSTEM, sign, handover_minutes=5, incompatible=[])
    assert rules(any_book) == {"C": (15, ()), "S": (5, ())}, "taken back from the other side"


def test_rules_that_cannot_be_are_refused(book: Book) -> None:
    cash = service.set_post(book, SYSTEM, code="C", name=Words("现金"))
    for minutes, others in ((-1, []), (121, []), (10, [cash]), (10, ["post:none"])):
        with pytest.raises(BadInput):
            set_post_rules(book, SYSTEM, cash, handover_minutes=minutes, incompatible=others)
    with pytest.raises(BadInput):
        set_post_rules(book, SYSTEM, "post:none", handover_minutes=1)
    assert rules(book) == {"C": (0, ())}
