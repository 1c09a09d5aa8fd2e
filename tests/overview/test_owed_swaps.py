"""A swap of duty turns that waits for its answer stands on Today, until it is answered."""

from __future__ import annotations

from datetime import timedelta

from supervisor.app import load_rooms
from supervisor.language import use_language
from supervisor.overview.owed import owed
from supervisor.roster.rota import ledger, service, swapping
from tests.roster.rota_branch import TODAY, furnished

load_rooms()


def test_an_asked_swap_stands_on_today_until_it_is_answered(book) -> None:
    use_language("en")
    office = furnished(book)
    service.plan_month(book, office.manager, TODAY)
    with book.read() as r:
        turns = ledger.turns(r, TODAY + timedelta(days=1), TODAY + timedelta(days=20))
    mine = min(key for key, turn in turns.items() if turn.person == office.staff[1])
    swap = swapping.ask_swap(book, office.staff[1], mine, other=office.staff[2])

    def shown() -> list[tuple[str, str, str, str]]:
        with book.read() as r:
            names = {office.staff[1]: "One", office.staff[2]: "Two"}
            return [(t.subject, t.title, t.where, t.state) for t in owed(r, r.now, names) if t.kind == "rota_swap"]

    soon = "soon" if (mine[0] - TODAY).days <= 2 else "open"
    assert shown() == [(swap, "Swap of duty turns: One asks Two", "roster", soon)]
    swapping.answer_swap(book, office.staff[2], swap, False)
    assert shown() == []
