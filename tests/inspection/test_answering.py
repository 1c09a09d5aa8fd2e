"""Answers that people bring in a file: every mistake by its row and field, in our own words, and nothing entered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from supervisor.errors import BadInput
from supervisor.inspection.answer import Answer
from supervisor.inspection.answering import LARGEST_PICTURE, Picture, read_answers
from supervisor.inspection.events import AnswerGiven, InspectionFinished, PhotoAttached
from supervisor.inspection.ledger import answers_of, findings_of, photos, score_of, sheet
from supervisor.inspection.paper.page import print_inspection
from supervisor.inspection.scoring.rules import MOST_CASES
from supervisor.inspection.service import answer, attach_photo, begin, finish, set_note
from supervisor.inspection.template import Item, Section, Template
from supervisor.inspection.whole import correct_inspection, log_inspection
from supervisor.journal import Book
from supervisor.language import Words, use_language

from .branches import MORNING, made

W = Words("项", "item")
ITEM = Item(id="a", clause="B1", words=W, points_c=100, per_case_c=10)
TEMPLATE = Template(code="t", version="1", name=W, base_c=100, sections=(Section(id="s", name=W, items=(ITEM,)),))
JPEG = b"\xff\xd8 a picture"


def read(*rows: Any, **more: Any) -> list[Answer]:
    return read_answers(rows, TEMPLATE, {"0007": "person:7", "0008": "person:8"}, "a.json", **more)


def row(**more: Any) -> dict[str, Any]:
    return {"item": "a", "verdict": "fail", **more}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ("D1", "item"), (["D1"], "item"), (1, "item"), (None, "item"),
        (row(persons=1001), "persons"), (row(persons={"0007": 1}), "persons"), (row(persons=[["0007"]]), "persons"),
        (row(persons=["0007", None]), "persons"), (row(persons=True), "persons"), (row(places=3), "places"),
        (row(cases=0), "cases"), (row(cases=-1), "cases"), (row(cases=MOST_CASES + 1), "cases"),
        (row(cases=13_900_001_234), "cases"), (row(cases=10**19), "cases"), (row(cases="many"), "cases"),
        (row(cases=[2]), "cases"), (row(value="much"), "value"), (row(value=float("nan")), "value"),
        (row(value=5), "value"), (row(mended="perhaps"), "mended"), (row(note={"a": 1}), "note"),
        (row(note="x" * 4001), "note"), (row(note="a\0b"), "note"), (row(note="a\ud800"), "note"),
        (row(places=["x" * 201]), "places"), (row(act="x" * 201), "act"), (row(act=["x"]), "act"),
        (row(owner="nobody"), "owner"), (row(owner=7), "owner"),
        (row(photos=["p1.jpg"]), "photos"), (row(photos="p1.jpg"), "photos"), (row(photos=7), "photos"),
        (row(photos=["ab" * 32]), "photos"), (row(persons=["0007", "9999"]), "persons"), (row(nonsense=1), "nonsense"),
    ],
)  # fmt: skip
def test_each_mistake_names_its_answer_and_field(given: Any, field: str) -> None:
    use_language("en")
    with pytest.raises(BadInput) as caught:
        read(given)
    (fault,) = caught.value.faults
    assert (fault.row, fault.column) == (1, field)
    assert f"a.json answer 1, {field}: " in str(caught.value)
    assert fault.problem
    assert fault.cure
    assert "Expected" not in fault.problem, "no word of the library's"


def test_who_and_what_is_named_twice_counts_once() -> None:
    (given,) = read(row(persons=["0007", "0008", "0007", "person:7"], places=["hall", " hall ", "cash"], owner="0008"))
    assert given.persons == ("person:7", "person:8")
    assert given.places == ("hall", "cash")
    assert given.owner == "person:8"
    (spread,) = read(row(persons="0007，0008、0007", cases="3", value="0.5", mended=True))
    assert (spread.persons, spread.cases, spread.value, spread.mended) == (("person:7", "person:8"), 3, 0.5, True)


def test_what_the_program_itself_gives_is_taken_as_it_is(book: Book) -> None:
    b = made(book, 3)
    subject = begin(book, b.supervisor, "appearance")
    answer(book, b.supervisor, subject, "B1-1", "fail", persons=b.tellers[:2], owner=b.manager, cases=3)
    with book.read() as r:
        (given,) = answers_of(r, subject)
    assert (given.persons, given.owner, given.cases) == (b.tellers[:2], b.manager, 3)
    for wrong in ({"owner": "nobody"}, {"cases": 10**15}, {"persons": ("person:gone",)}):
        with pytest.raises(BadInput):
            answer(book, b.supervisor, subject, "B1-1", "fail", **wrong)


def test_photos_of_a_file_come_into_the_book_with_their_original(book: Book) -> None:
    b = made(book, 4)
    pictures = {"p1.jpg": Picture(JPEG, "ab" * 32, "p1.jpg"), "p2.jpg": Picture(JPEG + b"2", "cd" * 32, "p2.jpg")}
    rows = [{"item": "B1-1", "verdict": "fail", "photos": ["p1.jpg", "p2.jpg", "p1.jpg"]}]
    subject = log_inspection(book, b.supervisor, "appearance", rows, others_pass=True, pictures=pictures)
    with book.read() as r:
        held = photos(r, subject)
        (found,) = findings_of(r, subject)
        assert {p.original: (r.blob(p.digest), p.name) for p in held} == {
            p.original: (p.content, p.name) for p in pictures.values()
        }
    assert set(found.photos) == {p.digest for p in held}
    again = [{"item": "B1-2", "verdict": "fail", "photos": [held[0].digest]}]
    second = log_inspection(book, b.supervisor, "appearance", again, others_pass=True)
    with book.read() as r:
        assert findings_of(r, second)[0].photos == (held[0].digest,), "a picture that the book holds may be named"
    new = correct_inspection(
        book, b.manager, subject, [{"item": "B1-2", "verdict": "fail", "photos": ["more.jpg"]}], reason="seen later",
        pictures={"more.jpg": Picture(JPEG + b"3", "ef" * 32, "more.jpg")},
    )  # fmt: skip
    with book.read() as r:
        assert {p.original for p in photos(r, new)} >= {"ef" * 32}
        assert {f.item: len(f.photos) for f in findings_of(r, new)} == {"B1-1": 2, "B1-2": 1}


def test_no_blob_of_another_kind_passes_as_a_photo(book: Book) -> None:
    b = made(book, 5)
    with book.read() as r:
        digest = sheet(r, begin(book, b.supervisor, "appearance")).inspection.digest
    with pytest.raises(BadInput):
        log_inspection(book, b.supervisor, "appearance", [{"item": "B1-1", "verdict": "fail", "photos": [digest]}])


def test_an_inspection_prints_although_a_picture_is_missing(book: Book) -> None:
    use_language("en")
    b = made(book, 6)
    subject = begin(book, b.supervisor, "appearance")
    answer(book, b.supervisor, subject, "B1-1", "fail")
    kept = attach_photo(book, b.supervisor, subject, "B1-1", JPEG)
    with book.write(b.supervisor) as w:
        w.append(subject, PhotoAttached(item="B1-1", digest="p1.jpg"))  # what an earlier program took from a file
    finish(book, b.supervisor, subject)
    with book.read() as r:
        page = print_inspection(r, b.manager, subject, lambda _content: (4, 3))
    assert list(page.pictures) == [f"photo:{kept}"]
    assert page.html.count("(photo missing)") == 1
    assert not set(page.html) & set("：、；（）"), "no Chinese stops in an English page"


def test_remarks_and_pictures_have_a_bound(book: Book) -> None:
    """One without would keep every bundle of the book from being made."""
    b = made(book, 8)
    subject = begin(book, b.supervisor, "appearance")
    for note in ("x" * 4001, "a\0b", "\ud800"):
        with pytest.raises(BadInput):
            set_note(book, b.supervisor, subject, "B1-1", note)
    for picture in (b"", bytes(LARGEST_PICTURE + 1)):
        with pytest.raises(BadInput):
            attach_photo(book, b.supervisor, subject, "B1-1", picture)
    set_note(book, b.supervisor, subject, "B1-1", " x " + "x" * 3990)
    with book.read() as r:
        assert len(sheet(r, subject).notes["B1-1"]) == 3992
        assert not photos(r, subject)


@pytest.mark.parametrize("late", [timedelta(days=-1), timedelta(days=365)])
def test_nothing_is_finished_before_it_began_or_in_the_future(book: Book, late: timedelta) -> None:
    b = made(book, 9)
    at = MORNING - timedelta(hours=2)
    with pytest.raises(BadInput):
        log_inspection(book, b.supervisor, "appearance", [], others_pass=True, at=at, finished_at=at + late)
    subject = begin(book, b.supervisor, "appearance", at=at)
    with pytest.raises(BadInput):
        finish(book, b.supervisor, subject, at=at + late)
    with pytest.raises(BadInput, match=r"zone|时区"):
        begin(book, b.supervisor, "appearance", at=at.replace(tzinfo=None))
    finish(book, b.supervisor, subject, at=at + timedelta(minutes=20))


def test_a_mistyped_number_of_an_earlier_program_is_scored_at_once(book: Book) -> None:
    """A book may hold it already: then the month must still open."""
    b = made(book, 7)
    subject = begin(book, b.supervisor, "branch_fines")
    with book.read() as r:
        item = next(i for i in sheet(r, subject).template.items() if i.fine_cents)
    slip = Answer(item=item.id, verdict="fail", persons=(b.tellers[0], b.tellers[0]), cases=13_900_001_234)
    with book.write(b.supervisor) as w:
        w.append(subject, AnswerGiven(answer=slip))
        w.append(subject, InspectionFinished(answers=(slip,)))
    with book.read() as r:
        (line,) = score_of(r, subject).lines
    assert line.count == MOST_CASES
