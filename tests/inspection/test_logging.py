"""A whole inspection as a supervisor works: begin, answer, undo, finish, correct; and what follows from it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervisor.actions.ledger import actions, open_actions
from supervisor.actions.service import subject_for
from supervisor.errors import BadInput, Refused
from supervisor.inspection import ledger, service
from supervisor.inspection.whole import log_inspection
from supervisor.journal import Book

from .branches import MORNING, made

DAY = date(2026, 11, 20)


def answer_all(book: Book, actor: str, subject: str, *, but: tuple[str, ...] = ()) -> None:
    """Everything else passes."""
    with book.read() as r:
        items = [i.id for i in ledger.sheet(r, subject).template.items() if i.kind == "check"]
    for item in items:
        if item not in but:
            service.answer(book, actor, subject, item, "pass")


def test_begun_answered_finished_with_findings_actions_and_score(any_book: Book) -> None:
    book = any_book
    b = made(book)
    subject = service.begin(book, b.supervisor, "appearance", place="counters", inspected=b.tellers)
    service.answer(book, b.supervisor, subject, "B1-1", "fail", persons=b.tellers[:2], cases=2, note="late change")
    with book.read() as r:
        running = ledger.sheet(r, subject)
        assert running.score.answered == 1
        assert running.score.score_c == 9600
    answer_all(book, b.supervisor, subject, but=("B1-1", "B1-9"))
    service.answer(book, b.supervisor, subject, "B1-9", "na")
    assert service.finish(book, b.supervisor, subject) == []
    with book.read() as r:
        sheet = ledger.sheet(r, subject)
        assert sheet.inspection.state == "finished"
        assert sheet.score.full_c == 9400
        assert sheet.score.score_c == 9000
        (found,) = ledger.findings(r, DAY, DAY)
        assert found.persons == b.tellers[:2]
        assert found.points_c == 400
        assert found.persons_points_c == dict.fromkeys(b.tellers[:2], 200)
        assert found.note == "late change"
        (action,) = open_actions(r)
        assert action.source == found.subject
        assert action.subject == subject_for(found.subject)
        assert action.owner == b.supervisor
        assert action.about == b.tellers[:2]
        assert action.due == date(2026, 11, 23)  # one working day after a Friday
    assert book.verify().ok


def test_a_conditional_item_comes_and_goes_and_keeps_its_answer(book: Book) -> None:
    b = made(book)
    subject = service.begin(book, b.supervisor, "environment")
    service.answer(book, b.supervisor, subject, "C6-5", "fail", persons=b.tellers[:1], note="down")
    service.answer(book, b.supervisor, subject, "C6-5a", "fail", note="nobody called")
    service.answer(book, b.supervisor, subject, "C6-5", "pass")
    with book.read() as r:
        sheet = ledger.sheet(r, subject)
        assert "C6-5a" not in sheet.asked
        assert sheet.answer("C6-5a") is not None
        assert sheet.score.lost_c == 0
    answer_all(book, b.supervisor, subject, but=("C6-5", "C6-5a"))
    service.finish(book, b.supervisor, subject)
    with book.read() as r:
        assert ledger.findings_of(r, subject) == []


def test_a_single_person_does_what_the_role_answers_for(book: Book) -> None:
    b = made(book)
    log_inspection(
        book,
        b.supervisor,
        "discipline",
        [{"item": "A8-2", "verdict": "不合格", "persons": b.numbers[b.tellers[0]]}],
        others_pass=True,
    )
    with book.read() as r:
        (action,) = open_actions(r)
        assert action.owner == b.lobby
        assert action.doer == b.tellers[0]


def test_nothing_failed_raises_nothing(book: Book) -> None:
    b = made(book)
    log_inspection(book, b.supervisor, "environment", [], others_pass=True)
    with book.read() as r:
        assert ledger.findings(r, DAY, DAY) == []
        assert open_actions(r) == []
        (scored,) = ledger.scores(r, DAY, DAY)
        assert scored.score.percent_c == 10_000


def test_put_right_on_the_spot_needs_no_action(book: Book) -> None:
    b = made(book)
    row = {"item": "B1-1", "verdict": "fail", "persons": [b.tellers[0]], "mended": True}
    log_inspection(book, b.supervisor, "appearance", [row], others_pass=True)
    with book.read() as r:
        assert len(ledger.findings(r, DAY, DAY)) == 1
        assert open_actions(r) == []


def test_undo_takes_answers_back_one_by_one(book: Book) -> None:
    b = made(book)
    subject = service.begin(book, b.supervisor, "appearance")
    service.answer(book, b.supervisor, subject, "B1-1", "pass", note="first")
    service.answer(book, b.supervisor, subject, "B1-1", "fail", cases=2)
    service.answer(book, b.supervisor, subject, "B1-2", "na")
    assert service.undo(book, b.supervisor, subject) == "B1-2"
    assert service.undo(book, b.supervisor, subject) == "B1-1"
    with book.read() as r:
        (standing,) = ledger.answers_of(r, subject)
        assert (standing.verdict, standing.note) == ("pass", "first")
    assert service.undo(book, b.supervisor, subject) == "B1-1"
    assert service.undo(book, b.supervisor, subject) is None
    with book.read() as r:
        assert ledger.answers_of(r, subject) == ()


def test_notes_and_photos_stay_whatever_the_answer(book: Book) -> None:
    b = made(book)
    subject = service.begin(book, b.supervisor, "appearance")
    service.set_note(book, b.supervisor, subject, "B1-1", "before any answer")
    digest = service.attach_photo(book, b.supervisor, subject, "B1-1", b"\xff\xd8picture", name="a.jpg")
    gone = service.attach_photo(book, b.supervisor, subject, "B1-1", b"other")
    service.remove_photo(book, b.supervisor, subject, "B1-1", gone)
    with book.read() as r:
        assert ledger.sheet(r, subject).notes == {"B1-1": "before any answer"}
        assert ledger.answers_of(r, subject) == ()
    service.answer(book, b.supervisor, subject, "B1-1", "fail")
    service.answer(book, b.supervisor, subject, "B1-1", "pass")
    with book.read() as r:
        (standing,) = ledger.answers_of(r, subject)
        assert standing.photos == (digest,)
        assert r.blob(digest) == b"\xff\xd8picture"


def test_a_note_set_before_the_first_answer_is_kept_by_it(book: Book) -> None:
    b = made(book)
    subject = service.begin(book, b.supervisor, "appearance")
    service.set_note(book, b.supervisor, subject, "B1-1", "seen twice")
    service.answer(book, b.supervisor, subject, "B1-1", "fail")
    with book.read() as r:
        assert ledger.answers_of(r, subject)[0].note == "seen twice"


def test_stop_items_hold_the_finish_and_warnings_are_recorded(book: Book) -> None:
    b = made(book)
    subject = service.begin(book, b.supervisor, "internal_control")
    answer_all(book, b.supervisor, subject, but=("C1-1", "C1-11"))
    service.answer(book, b.supervisor, subject, "C1-1", "fail", persons=b.tellers[:1])
    with pytest.raises(Refused, match="C1-1"):
        service.finish(book, b.supervisor, subject)
    service.answer(book, b.supervisor, subject, "C1-1", "fail", persons=b.tellers[:1], note="left alone 12:05")
    (gap,) = service.finish(book, b.supervisor, subject)
    assert (gap.item, gap.what) == ("C1-11", "unanswered")
    with book.read() as r:
        sheet = ledger.sheet(r, subject)
        assert sheet.inspection.warnings == ("C1-11:unanswered",)
        assert sheet.score.full_c == 9500  # never asked, so out of the denominator


def test_a_finished_inspection_is_never_changed(book: Book) -> None:
    b = made(book)
    subject = log_inspection(book, b.supervisor, "appearance", [], others_pass=True)
    for command in (
        lambda: service.answer(book, b.supervisor, subject, "B1-1", "fail"),
        lambda: service.clear(book, b.supervisor, subject, "B1-1"),
        lambda: service.set_note(book, b.supervisor, subject, "B1-1", "x"),
        lambda: service.undo(book, b.supervisor, subject),
        lambda: service.finish(book, b.supervisor, subject),
        lambda: service.abandon(book, b.supervisor, subject, reason="x"),
    ):
        with pytest.raises(Refused):
            command()


def test_a_revision_keeps_both_and_moves_the_findings(book: Book) -> None:
    b = made(book)
    rows = [
        {"item": "B1-1", "verdict": "fail", "persons": [b.tellers[0]]},
        {"item": "B1-2", "verdict": "fail", "persons": [b.tellers[1]]},
    ]
    old = log_inspection(book, b.supervisor, "appearance", rows, others_pass=True)
    new = service.revise(book, b.supervisor, old, reason="wrong person")
    with book.read() as r:
        assert len(ledger.scores(r, DAY, DAY)) == 1  # the old counts until the correction is finished
    service.answer(book, b.supervisor, new, "B1-1", "fail", persons=(b.tellers[2],))
    service.answer(book, b.supervisor, new, "B1-2", "pass")
    service.finish(book, b.supervisor, new)
    with book.read() as r:
        (found,) = ledger.findings(r, DAY, DAY)
        assert found.persons == (b.tellers[2],)
        assert found.inspection == new
        before, after = ledger.inspection(r, old), ledger.inspection(r, new)
        assert before is not None
        assert after is not None
        assert before.revised_by == new
        assert (after.revises, after.reason) == (old, "wrong person")
        assert [s.inspection.subject for s in ledger.scores(r, DAY, DAY)] == [new]
        assert ledger.score_of(r, old).lost_c == 400
        states = {a.title: a.state for a in actions(r)}
        assert sorted(states.values()) == ["open", "withdrawn"]
    with pytest.raises(Refused):
        service.revise(book, b.supervisor, old, reason="again")


def test_pinned_to_the_version_it_began_with(book: Book) -> None:
    b = made(book)
    subject = service.begin(book, b.supervisor, "appearance")
    with book.read() as r:
        was = ledger.sheet(r, subject).template
    import msgspec

    harder = msgspec.structs.replace(was, version="2.0", cap_c=0, repeat_days=30)
    service.activate_template(book, b.manager, harder, reason="shorter memory")
    with book.read() as r:
        assert ledger.sheet(r, subject).template.version == was.version
        assert ledger.template_in_force(r, "appearance", r.today).digest != ledger.sheet(r, subject).inspection.digest
        assert ledger.template_in_force(r, "appearance", r.today - timedelta(days=1)).digest == (
            ledger.sheet(r, subject).inspection.digest
        )


def test_abandoned_is_listed_nowhere(book: Book) -> None:
    b = made(book)
    subject = service.begin(book, b.supervisor, "appearance")
    with book.read() as r:
        assert [i.subject for i in ledger.open_inspections(r)] == [subject]
    service.abandon(book, b.supervisor, subject, reason="wrong list")
    with book.read() as r:
        assert ledger.open_inspections(r) == []
        assert ledger.inspections(r, DAY, DAY) == []


def test_staff_cannot_inspect_and_a_future_inspection_is_refused(book: Book) -> None:
    b = made(book)
    with pytest.raises(Refused):
        service.begin(book, b.tellers[0], "appearance")
    with pytest.raises(BadInput):
        service.begin(book, b.supervisor, "appearance", at=MORNING + timedelta(days=1))
    with pytest.raises(BadInput, match="appearance"):
        service.begin(book, b.supervisor, "appearence")
