"""Today and the briefing are read by everybody: they name nobody whom an action is about."""

from __future__ import annotations

from supervisor.actions.service import raise_action
from supervisor.branch.ledger import people
from supervisor.journal import Book
from supervisor.overview.agenda import briefing
from supervisor.overview.owed import owed
from tests.actions.office import FRIDAY, made


def test_neither_todays_list_nor_the_briefing_names_whom_it_is_about(book: Book) -> None:
    o = made(book, 1)
    about, other = o.tellers[:2]
    raise_action(book, o.chief, title="badge", owner=o.chief, doer=about, about=about, due=FRIDAY.date())
    raise_action(book, o.chief, title="lamp", owner=o.chief, doer=other, due=FRIDAY.date())
    with book.read() as r:
        names = {person.subject: person.name for person in people(r)}
        today = {todo.title: todo.detail for todo in owed(r, FRIDAY, names) if todo.kind == "action"}
        section = next(part for part in briefing(r, FRIDAY.date()).sections if part.key == "actions")
    spoken = {point.text: point.detail for point in section.points}
    for told in (today, spoken):
        assert names[about] not in told["badge"]
        assert names[o.chief] in told["badge"], "who answers for it is named"
        assert names[other] in told["lamp"]
