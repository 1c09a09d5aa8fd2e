"""Whom an action is about is seen by those who may read people's records, and by those in it; nobody else."""

from __future__ import annotations

import pytest

from supervisor.actions import ledger, privacy, rechecks, service
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book

from .office import Office, made


def raised(book: Book, o: Office) -> str:
    """A fault of one teller, who mends it himself, with a remark that names him."""
    return service.raise_action(
        book, o.chief, title="badge", owner=o.chief, doer=o.tellers[0], about=o.tellers[:1], note="N. forgot it",
        source="finding:1", photos=(b"before",), places=("cash",),
    )  # fmt: skip


def one(book: Book, actor: str) -> ledger.Action | None:
    with book.read() as r:
        return next(iter(privacy.seen(r, actor, ledger.actions(r))), None)


def test_who_may_read_peoples_records_sees_all(book: Book) -> None:
    o = made(book, 1)
    raised(book, o)
    for actor in (o.manager, o.deputy, o.chief, o.head_office):
        there = one(book, actor)
        assert there is not None
        assert (there.about, there.hidden) == (o.tellers[:1], False)


def test_who_may_read_the_branch_only_sees_the_action_without_the_people(book: Book) -> None:
    o = made(book, 2)
    subject = raised(book, o)
    rechecks.check_like(book, o.chief, subject, "the hall", "in_order", note="N. told me")
    service.report_done(book, o.tellers[0], subject, note="N. wears it now", photos=(b"after",))
    for actor in (o.handler, o.commander):
        there = one(book, actor)
        assert there is not None
        assert there.hidden
        assert (there.title, there.owner, there.places) == ("badge", o.chief, ("cash",))
        assert (there.about, there.doer, there.note, there.source, there.photos, there.after) == (
            (),
            "",
            "",
            "",
            (),
            (),
        )
        with book.read() as r:
            file = privacy.read_file(r, actor, subject)
        told = repr(file)
        assert o.tellers[0] not in told
        assert "N. " not in told
        assert not any(step.photos for step in file.steps)


def test_staff_see_the_actions_they_are_in_and_no_others(book: Book) -> None:
    o = made(book, 3)
    subject = raised(book, o)
    both = service.raise_action(book, o.chief, title="two", owner=o.chief, about=(o.tellers[0], o.tellers[1]))
    with book.read() as r:
        doer = privacy.seen(r, o.tellers[0], ledger.actions(r))
        assert {a.subject: a.about for a in doer} == {subject: o.tellers[:1], both: (o.tellers[0],)}
        assert [(a.subject, a.about) for a in privacy.seen(r, o.tellers[1], ledger.actions(r))] == [
            (both, (o.tellers[1],))
        ]
        assert privacy.seen(r, o.tellers[2], ledger.actions(r)) == []
        with pytest.raises(Refused):
            privacy.read_file(r, o.tellers[2], subject)
        with pytest.raises(BadInput):
            privacy.read_file(r, o.manager, "action:none")


def test_an_action_about_nobody_is_whole_for_who_reads_the_branch(book: Book) -> None:
    o = made(book, 4)
    service.raise_action(book, o.manager, title="lamp", owner=o.chief, doer=o.tellers[0], note="third from the left")
    there = one(book, o.commander)
    assert there is not None
    assert (there.doer, there.note, there.hidden) == (o.tellers[0], "third from the left", False)
    assert one(book, o.tellers[1]) is None


def test_who_raised_it_sees_whom_he_raised_it_about(book: Book) -> None:
    o = made(book, 5)
    service.raise_action(book, o.handler, title="tone", owner=o.chief, about=o.tellers[:1], source="complaint:1")
    there = one(book, o.handler)
    assert there is not None
    assert there.about == o.tellers[:1]
