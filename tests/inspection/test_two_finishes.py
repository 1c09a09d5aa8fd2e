"""One inspection finished, corrected or decided on two laptops: what counts is of one of them, the other is told."""

from __future__ import annotations

from datetime import date

import pytest

from supervisor.inspection import ledger, service
from supervisor.inspection.sight.ledger import seen
from supervisor.inspection.signatures import Signing, finish_signed
from supervisor.journal import Book

from .branches import MORNING, Branch
from .laptops import exchange

DAY = date(2026, 11, 20)
Copies = tuple[Branch, Book, Book]


def finished_apart(copies) -> tuple[Branch, str, Book, Book]:
    """One fails D1 and D2 of X, the other D1 and D3 of Y; both finish and sign, then they meet."""
    b, subject, one, two = copies("tellers_day")
    for copy, failing, who in ((one, "D2", 0), (two, "D3", 1)):
        for item in ("D1", "D2", "D3", "D4", "D5", "D6"):
            verdict = "fail" if item in ("D1", failing) else "pass"
            persons = (b.tellers[who],) if verdict == "fail" else ()
            service.answer(copy, b.supervisor, subject, item, verdict, persons=persons)
        hand = Signing(person=b.supervisor, how="drawn", picture=failing.encode())
        finish_signed(copy, b.supervisor, subject, [hand])
    exchange(one, two)
    return b, subject, one, two


def test_what_counts_of_an_inspection_finished_twice_is_of_one_finish(copies) -> None:
    _b, subject, one, two = finished_apart(copies)
    with one.read() as r1, two.read() as r2:
        shown = ledger.sheet(r1, subject)
        assert ledger.sheet(r2, subject) == shown
        failed = {a.item: a.persons for a in shown.answers if a.verdict == "fail"}
        assert {f.item: f.persons for f in ledger.findings(r1, DAY, DAY)} == failed
        for found in ledger.findings(r1, DAY, DAY):
            assert set(found.persons_points_c) == set(found.persons)
        (signed,) = shown.signatures  # a hand stands under the answers it was given for
        assert r1.blob(signed.picture).decode() in failed
        assert {f.subject for f in ledger.findings(r2, DAY, DAY)} == {f.subject for f in ledger.findings(r1, DAY, DAY)}
        assert subject in {c.subject for c in r1.conflicts()}


def test_an_inspection_corrected_on_two_laptops_counts_once(copies) -> None:
    b, subject, one, two = copies("tellers_day")
    for item in ("D1", "D2", "D3", "D4", "D5", "D6"):
        service.answer(one, b.supervisor, subject, item, "fail" if item in ("D1", "D2") else "pass")
    service.finish(one, b.supervisor, subject)
    exchange(one, two)
    corrected = []
    for copy, mended in ((one, "D1"), (two, "D2")):
        new = service.revise(copy, b.manager, subject, reason="seen wrongly")
        service.answer(copy, b.manager, new, mended, "pass")
        service.finish(copy, b.manager, new)
        corrected.append(new)
    with two.read() as r:
        kept = {f.item for f in ledger.findings(r, DAY, DAY)}
    exchange(one, two)
    for copy in (one, two):
        with copy.read() as r:
            standing = [s.inspection.subject for s in ledger.scores(r, DAY, DAY)]
            assert len(standing) == 1
            assert standing[0] in corrected
            assert {f.inspection for f in ledger.findings(r, DAY, DAY)} == set(standing)
            assert {f.item for f in ledger.findings(r, DAY, DAY)} == ({"D2"} if standing[0] == corrected[0] else kept)
            states = {i.subject: i.revised_by for i in ledger.inspections(r, DAY, DAY)}
            assert states[subject] in corrected
            assert sorted(states[new] for new in corrected) == sorted(["", standing[0]])
            assert len(seen(r, DAY, DAY).looks) == 1
            assert subject in {c.subject for c in r.conflicts()}


def test_a_picture_or_remark_that_comes_after_the_finish_stands_beside_it(copies) -> None:
    b, subject, one, two = copies("tellers_day")
    for item in ("D1", "D2", "D3", "D4", "D5", "D6"):
        service.answer(one, b.supervisor, subject, item, "pass")
    exchange(one, two)
    service.attach_photo(two, b.supervisor, subject, "D2", b"before")  # unknown to who finishes
    service.finish(one, b.supervisor, subject)
    digest = service.attach_photo(two, b.supervisor, subject, "D1", b"after")
    service.set_note(two, b.supervisor, subject, "D3", "the drawer stood open")
    with one.read() as r:
        finished = ledger.sheet(r, subject)
    exchange(one, two)
    for copy in (one, two):
        with copy.read() as r:
            sheet = ledger.sheet(r, subject)
            assert (sheet.answers, sheet.photos, sheet.notes) == (finished.answers, finished.photos, finished.notes)
            late = {(c.item, c.what) for c in sheet.clashes if c.why == "late"}
            assert late == {("D1", "photo"), ("D2", "photo"), ("D3", "note")}
            assert next(c.text for c in sheet.clashes if c.item == "D1") == digest
            assert len(ledger.waiting_clashes(r)) == 3
    for clash in sheet.clashes:
        service.leave_late(one, b.manager, subject, clash.item, clash.mark)
    exchange(one, two)
    with two.read() as r:
        assert ledger.waiting_clashes(r) == []
        assert {c.why for c in ledger.clashes(r, subject)} == {"seen"}


def test_a_picture_taken_off_there_comes_back_whole_where_the_finish_holds_it(copies) -> None:
    b, subject, one, two = copies("tellers_day")
    for item in ("D1", "D2", "D3", "D4", "D5", "D6"):
        service.answer(one, b.supervisor, subject, item, "pass")
    digest = service.attach_photo(one, b.supervisor, subject, "D1", b"picture", original="0" * 64, name="IMG_1.jpg")
    exchange(one, two)
    service.remove_photo(two, b.supervisor, subject, "D1", digest)
    with two.read() as r:
        assert ledger.photos(r, subject) == ()
    service.finish(one, b.supervisor, subject)
    exchange(one, two)
    with one.read() as r1, two.read() as r2:
        (photo,) = ledger.photos(r1, subject)
        assert ledger.photos(r2, subject) == (photo,)
        assert (photo.original, photo.name) == ("0" * 64, "IMG_1.jpg")
    new = service.revise(two, b.manager, subject, reason="seen wrongly")
    with two.read() as r:
        assert ledger.photos(r, new) == (photo,)  # a correction carries it with its name


@pytest.mark.parametrize("first", [0, 1])
def test_an_appeal_decided_on_both_is_one_decision(copies, first: int) -> None:
    b, subject, *both = copies("tellers_day")
    for item in ("D1", "D2", "D3", "D4", "D5", "D6"):
        verdict = "fail" if item == "D1" else "pass"
        service.answer(both[0], b.supervisor, subject, item, verdict, persons=b.tellers[:1] if item == "D1" else ())
    service.finish(both[0], b.supervisor, subject)
    with both[0].read() as r:
        (found,) = ledger.findings_of(r, subject)
    service.appeal_finding(both[0], b.tellers[0], found.subject, text="not so")
    exchange(both[0], both[1])
    for number, copy in enumerate(both):
        minute = 40 if number == first else 50
        copy.set_now(lambda m=minute: MORNING.replace(minute=m))
        service.decide_appeal(copy, b.manager, found.subject, upheld=number == 0, reason=f"decided {number}")
    exchange(both[0], both[1])
    for copy in both:
        with copy.read() as r:
            (now,) = ledger.findings_of(r, subject)
            assert now.waived == (now.appeal_state == "upheld")
            assert found.subject in {c.subject for c in r.conflicts()}
