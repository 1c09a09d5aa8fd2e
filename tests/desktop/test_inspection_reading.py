"""Where an inspection stands when it is opened again: read from the journal alone, for whoever goes on with it."""

from __future__ import annotations

from typing import Any

import pytest

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.reading import read


def answered(desk: Desk, subject: str, *given: tuple[int, str]) -> list[str]:
    """Answer items by their place, in this order; returns all items."""
    from supervisor.inspection import service
    from supervisor.inspection.ledger import sheet

    with desk.book.read() as reader:
        items = [i.id for i in sheet(reader, subject).template.items()]
    for place, verdict in given:
        service.answer(desk.book, desk.actor, subject, items[place], verdict)  # type: ignore[arg-type]
    return items


def snapshot(desk: Desk, about: str = "", *, resume: bool = False, actor: str = "") -> Any:
    with desk.book.read() as reader:
        return read(reader, about, actor or desk.actor, resume=resume)


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ((), 0),
        (((0, "pass"), (1, "na")), 2),
        (((0, "pass"), (1, "fail")), 1),  # the fault may still lack people or a remark
        (((0, "pass"), (2, "pass")), 3),  # went on behind the one left out
        (((0, "pass"), (3, "pass"), (1, "pass")), 2),  # came back to mend
    ],
)
def test_it_stands_where_the_last_answer_left_it(desk: Desk, given: Any, stands: int) -> None:
    from supervisor.inspection import service

    subject = service.begin(desk.book, desk.actor, "discipline")
    items = answered(desk, subject, *given)
    assert snapshot(desk, subject).opened.stands == items[stands]


def test_what_was_left_out_comes_last(desk: Desk) -> None:
    from supervisor.inspection import service

    subject = service.begin(desk.book, desk.actor, "discipline")
    items = answered(desk, subject)
    answered(desk, subject, *((n, "pass") for n in range(len(items)) if n != 4))
    assert snapshot(desk, subject).opened.stands == items[4]


def test_only_the_one_inspection_of_ones_own_is_taken_up(desk: Desk) -> None:
    from supervisor.branch.ledger import people
    from supervisor.inspection import service

    subject = service.begin(desk.book, desk.actor, "discipline")
    assert snapshot(desk).opened is None, "only when the screen asks to go on"
    assert snapshot(desk, resume=True).sheet.inspection.subject == subject
    with desk.book.read() as reader:
        other = next(p.subject for p in people(reader) if p.subject != desk.actor)
    assert snapshot(desk, resume=True, actor=other).opened is None, "nobody else's"
    service.begin(desk.book, desk.actor, "appearance")
    assert snapshot(desk, resume=True).opened is None, "which of two is for the person to say"


def test_what_does_not_exist_opens_nothing(desk: Desk) -> None:
    assert snapshot(desk, "inspection:none").opened is None
    assert snapshot(desk, "finding:none").opened is None
