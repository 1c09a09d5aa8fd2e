"""Entries written before re-inspection, like places and marks were known read as they always did."""

from __future__ import annotations

import json
from datetime import date

from supervisor.actions import ledger
from supervisor.journal import Book
from supervisor.journal.event import from_bytes

from .office import made, state

OLD = {
    "actions.raised": {
        "number": "ZG-A1-0001", "title": "t", "source": "finding:1", "owner": "person:1", "doer": "person:2",
        "due": "2026-11-01", "severity": "grave", "about": ["person:2"], "note": "n", "like_places": "all",
        "announce": True,
    },
    "actions.taken_up": {"note": "x"},
    "actions.due_changed": {"due": "2026-11-05", "reason": "r"},
    "actions.done": {"note": "d", "like_places": "counter 2", "photos": ["ab"]},
    "actions.closed": {"note": "c"},
    "actions.reopened": {"reason": "again"},
    "actions.reassigned": {"owner": "person:3", "doer": "person:3"},
    "actions.announced": {"where": "briefing"},
    "actions.noted": {"text": "t", "photos": []},
    "actions.withdrawn": {"reason": "r"},
}  # fmt: skip


def test_an_old_book_folds_as_before(book: Book) -> None:
    o = made(book, 1)
    with book.write(o.chief) as w:
        for kind, payload in OLD.items():
            if kind != "actions.withdrawn":
                w.append("action:old", from_bytes(kind, 1, json.dumps(payload).encode()))
    there = state(book, "action:old")
    assert (there.state, there.due, there.first_due, there.reopened, there.announced) == (
        "open", date(2026, 11, 5), date(2026, 11, 1), 1, True,
    )  # fmt: skip
    assert (there.owner, there.like_places, there.finished) == ("person:3", "counter 2", None)
    assert (there.needs_recheck, there.after_photo, there.likes, there.contested) == (False, False, (), False)
    with book.read() as r:
        assert [s.what for s in ledger.steps(r, "action:old")] == [
            kind.removeprefix("actions.").replace("due_changed", "due") for kind in OLD if kind != "actions.withdrawn"
        ]
    assert book.verify().ok
