"""A whole inspection in one command, from a file or a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from supervisor.access import Right, require
from supervisor.journal import Book, Reader, Writer

from .answer import Answer
from .answering import Picture, evidence, read_answers
from .course import begun, staff_numbers, there_is
from .events import PhotoAttached, Source
from .finishing import Course, finish_within
from .ledger import answers_of, template
from .relevance import asked
from .scoring.rules import fails, passed_over
from .service import answer, attach_photo, finish, revise
from .template import Template

NO_PICTURES: Mapping[str, Picture] = {}


def log_inspection(
    book: Book,
    actor: str,
    code: str,
    answers: Iterable[Answer | Mapping[str, Any]],
    *,
    source: Source = "on_site",
    place: str = "",
    inspected: Sequence[str] = (),
    at: datetime | None = None,
    finished_at: datetime | None = None,
    others_pass: bool = False,
    file: str = "",
    pictures: Mapping[str, Picture] = NO_PICTURES,
) -> str:
    """A whole inspection in one command, from a file or a script; returns its subject.

    `answers` as `answering.read_answers` takes them (people by staff number or subject); the photos they name are those
    of `pictures`, or digests of what the book holds. With `others_pass` checks not named are taken as seen and in
    order; facts are never made up. Raises BadInput naming row and field of every mistake; Refused as `finish`.
    """
    with book.write(actor) as w:
        require(w, actor, Right.INSPECT)
        numbers = staff_numbers(w)
        subject, fact = begun(w, code, source, place, tuple(numbers.get(p, p) for p in inspected), at)
        moment = at or w.now
        pinned = template(w, fact.digest)
        day = moment.astimezone(w.zone).date()
        given = read_answers(answers, pinned, numbers, file, day=day, held=_held(w, pictures))
        w.append(subject, fact, at=at)
        given = [_with_photos(w, subject, one, pictures, at) for one in given]
        if others_pass:
            given = _with_passes(pinned, given, day)
        course = Course(
            subject=subject,
            root=subject,
            code=code,
            digest=fact.digest,
            day=day,
            at=moment,
            source=source,
            place=place,
            incidents=fact.incidents,
        )
        finish_within(w, course, pinned, given, finished_at=finished_at or at)
    return subject


def _held(r: Reader, pictures: Mapping[str, Picture]) -> Callable[[str], bool]:
    """Whether a photo of an answer is one of `pictures`, or a picture in the book by its digest."""

    def held(photo: str) -> bool:
        if photo in pictures:
            return True
        try:
            return r.blob(photo).startswith(b"\xff\xd8")  # everything in the book that was photographed is JPEG
        except KeyError:
            return False

    return held


def _with_photos(
    w: Writer, subject: str, given: Answer, pictures: Mapping[str, Picture], at: datetime | None
) -> Answer:
    """The answer with its pictures stored and named by their digests."""
    digests: list[str] = []
    for photo in given.photos:
        one = pictures.get(photo)
        digests.append(photo if one is None else w.put_blob(evidence(one.content)))
        if one is not None:
            fact = PhotoAttached(item=given.item, digest=digests[-1], original=one.original, name=one.name)
            w.append(subject, fact, at=at)
    return msgspec.structs.replace(given, photos=tuple(dict.fromkeys(digests)))


def _with_passes(template: Template, given: Sequence[Answer], day: date) -> list[Answer]:
    """The answers, and a pass for every check that is asked and has none. A pass may ask for further checks."""
    answers = list(given)
    while True:
        known = {a.item for a in answers}
        wanted = asked(template, answers, day)
        failed = [a.item for a in answers if a.item in wanted and fails(template.item(a.item), a.verdict, a.value)]
        over = passed_over(template.sections, failed, known)
        fresh = [
            Answer(item=i.id, verdict="pass")
            for i in template.items()
            if i.kind == "check" and i.id in wanted and i.id not in known and i.id not in over
        ]
        if not fresh:
            return answers
        answers += fresh


def correct_inspection(
    book: Book,
    actor: str,
    subject: str,
    answers: Iterable[Answer | Mapping[str, Any]],
    *,
    reason: str,
    file: str = "",
    pictures: Mapping[str, Picture] = NO_PICTURES,
) -> str:
    """Correct a finished inspection in one command: `answers` replace those they name, all others are carried over.

    Photos that they name are added to those there are. Returns the correction's subject. Raises as `service.revise`,
    `answering.read_answers` and `service.finish` do; then nothing is written.
    """
    with book.read() as r:
        there = there_is(r, subject)
        given = read_answers(
            answers, template(r, there.digest), staff_numbers(r), file,
            standing=answers_of(r, there.subject), day=there.day, held=_held(r, pictures),
        )  # fmt: skip
        shown = {photo: pictures.get(photo) or Picture(r.blob(photo)) for one in given for photo in one.photos}
    with book.batch():
        new = revise(book, actor, subject, reason=reason)
        for one in given:
            answer(
                book, actor, new, one.item, one.verdict, persons=one.persons, places=one.places, cases=one.cases,
                value=one.value, note=one.note or None, act=one.act, mended=one.mended, owner=one.owner, text=one.text,
            )  # fmt: skip
            for photo in one.photos:
                picture = shown[photo]
                attach_photo(
                    book, actor, new, one.item, picture.content, original=picture.original, name=picture.name
                )  # fmt: skip
        finish(book, actor, new)
    return new
