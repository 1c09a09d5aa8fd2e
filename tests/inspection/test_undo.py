"""Undo takes back an answer and nothing else."""

from __future__ import annotations

from supervisor.inspection import service
from supervisor.inspection.ledger import sheet
from supervisor.journal import Book
from tests.inspection.branches import made


def test_a_remark_written_after_an_answer_outlives_its_undo(book: Book) -> None:
    actor = made(book).supervisor
    subject = service.begin(book, actor, "discipline")
    with book.read() as r:
        item = sheet(r, subject).template.items()[0].id
    service.answer(book, actor, subject, item, "pass")
    service.answer(book, actor, subject, item, "na")
    service.set_note(book, actor, subject, item, "no customer came")
    assert service.undo(book, actor, subject) == item
    with book.read() as r:
        page = sheet(r, subject)
    answer = page.answer(item)
    assert answer is not None
    assert answer.verdict == "pass"
    assert page.notes[item] == answer.note == "no customer came"
