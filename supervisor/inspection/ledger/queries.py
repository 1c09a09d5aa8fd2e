"""Queries about check-lists, inspections and their answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import or_, select

from supervisor.errors import BadInput
from supervisor.inspection import answer as text
from supervisor.inspection.answer import Answer
from supervisor.inspection.records import Clash, Photo, Signature, UndoStep
from supervisor.inspection.template import Template, Version, decode, version_on
from supervisor.journal import Reader
from supervisor.language import _

from .tables import ANSWER, CLASH, INSPECTION, PHOTO, RETIRED, SIGNATURE, STEP, VERSION

CHUNK = 400  # subjects named in one statement


def instant(ms: int) -> datetime:
    """UTC instant from epoch milliseconds."""
    return datetime.fromtimestamp(ms / 1000, tz=UTC)


def listed(content: str | None) -> tuple[str, ...]:
    """A JSON list of texts as a tuple."""
    return tuple(msgspec.json.decode(content)) if content else ()


def versions(r: Reader, code: str | None = None) -> list[Version]:
    """Every activated version of a check-list (or of all), by code and date."""
    statement = select(VERSION).order_by(VERSION.c.code, VERSION.c.valid_from, VERSION.c.clock)
    if code is not None:
        statement = statement.where(VERSION.c.code == code)
    return [
        Version(code=v.code, digest=v.digest, valid_from=date.fromisoformat(v.valid_from), order=v.clock)
        for v in r.rows(statement)
    ]


def template(r: Reader, digest: str) -> Template:
    """The check-list of that digest, whatever is in force now. Raises KeyError when the book has never seen it."""
    found = r.known.get(("template", digest))
    if found is None:
        found = r.known["template", digest] = decode(r.blob(digest))
    return found


def retired(r: Reader, day: date) -> set[str]:
    """Codes of check-lists taken out of use by `day` and not brought back by a version that counts by then."""
    number = day.year * 10000 + day.month * 100 + day.day
    back = or_(RETIRED.c.until == "", RETIRED.c.until > day.isoformat())
    rows = r.rows(select(RETIRED.c.subject).where(RETIRED.c.day <= number, back))
    return {row.subject.removeprefix("template:") for row in rows}


class Disuse(msgspec.Struct, frozen=True, kw_only=True):
    """A check-list out of use: from the day `since` until the day `until` (None: for good), and why."""

    since: date
    until: date | None
    reason: str

    def on(self, day: date) -> bool:
        """Whether it was out of use on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def out_of_use(r: Reader) -> dict[str, Disuse]:
    """Every retirement that was not taken back, by the check-list's code."""
    return {
        row.subject.removeprefix("template:"): Disuse(
            since=date(row.day // 10000, row.day // 100 % 100, row.day % 100),
            until=date.fromisoformat(row.until) if row.until else None,
            reason=row.reason,
        )
        for row in r.rows(select(RETIRED))
    }


def template_in_force(r: Reader, code: str, day: date) -> Version:
    """The version of a check-list in force on `day`. Raises BadInput when there is none, naming those there are."""
    known = versions(r)
    found = version_on(known, code, day) if code not in retired(r, day) else None
    if found is None:
        gone = retired(r, day)
        others = sorted({v.code for v in known if v.valid_from <= day and v.code not in gone})
        first = min((v.valid_from for v in known if v.code == code and v.valid_from > day), default=None)
        if first is not None:
            raise BadInput(
                _("Check-list “{code}” is used from {first} on, not yet on {day}; in force then: {others}").format(
                    code=code, first=first.isoformat(), day=day.isoformat(), others=", ".join(others) or "-"
                )
            )
        if code in gone and (last := version_on(known, code, day)) is not None:
            words = _("The check-list “{name}” ({code}) is out of use since {day}: {reason}")
            gave = out_of_use(r)[code]
            name = template(r, last.digest).name
            raise BadInput(words.format(name=name, code=code, day=gave.since.isoformat(), reason=gave.reason or "–"))
        raise BadInput(
            _("No check-list “{code}” is in force on {day}; there are: {others}").format(
                code=code, day=day.isoformat(), others=", ".join(others) or "-"
            )
        )
    return found


def templates_in_force(r: Reader, day: date) -> list[tuple[Version, Template]]:
    """Each check-list in force on `day` with its version, by code."""
    known, gone = versions(r), retired(r, day)
    found: list[tuple[Version, Template]] = []
    for code in sorted({v.code for v in known}):
        version = version_on(known, code, day)
        if version is not None and code not in gone:
            found.append((version, template(r, version.digest)))
    return found


def answers_of_many(r: Reader, subjects: Sequence[str]) -> dict[str, tuple[Answer, ...]]:
    """The answers of these inspections (a few hundred at most) by subject, each by item id, with notes and photos."""
    wanted = ANSWER.c.subject.in_(subjects), ANSWER.c.verdict != ""
    answers = r.rows(select(ANSWER).where(*wanted).order_by(ANSWER.c.subject, ANSWER.c.item))
    pictures = r.rows(
        select(PHOTO.c.subject, PHOTO.c.item, PHOTO.c.digest)
        .where(PHOTO.c.subject.in_(subjects), PHOTO.c.gone == 0)
        .order_by(PHOTO.c.at_ms, PHOTO.c.digest)
    )
    photos: dict[tuple[str, str], list[str]] = {}
    for p in pictures:
        photos.setdefault((p.subject, p.item), []).append(p.digest)
    found: dict[str, list[Answer]] = {}
    for row in answers:
        given = text.decode(row.answer)
        digests = tuple(photos.get((row.subject, row.item), ()))
        if row.note or digests:
            given = msgspec.structs.replace(given, note=row.note, photos=digests)
        found.setdefault(row.subject, []).append(given)
    return {subject: tuple(given) for subject, given in found.items()}


def answers_of(r: Reader, subject: str) -> tuple[Answer, ...]:
    """The answers of one inspection, by item id, with notes and photos."""
    return answers_of_many(r, (subject,)).get(subject, ())


def answer_of(r: Reader, subject: str, item: str) -> Answer | None:
    """The answer to one item with its remark, without its pictures; None where it is unanswered."""
    row = r.row(select(ANSWER).where(ANSWER.c.subject == subject, ANSWER.c.item == item))
    if row is None or not row.verdict:
        return None
    given = text.decode(row.answer)
    return msgspec.structs.replace(given, note=row.note) if row.note else given


def answered_by(r: Reader, subject: str, item: str) -> str:
    """Who gave the answer to an item that stands; empty where it is unanswered."""
    return r.value(select(ANSWER.c.by).where(ANSWER.c.subject == subject, ANSWER.c.item == item)) or ""


def note_of(r: Reader, subject: str, item: str) -> str:
    """The remark to one item, answered or not; empty where there is none."""
    return r.value(select(ANSWER.c.note).where(ANSWER.c.subject == subject, ANSWER.c.item == item)) or ""


def notes_of(r: Reader, subject: str) -> dict[str, str]:
    """Remarks by item, also of items not answered yet."""
    rows = r.rows(select(ANSWER.c.item, ANSWER.c.note).where(ANSWER.c.subject == subject, ANSWER.c.note != ""))
    return {row.item: row.note for row in rows}


def photos(r: Reader, subject: str) -> tuple[Photo, ...]:
    """The pictures of one inspection."""
    rows = r.rows(
        select(PHOTO)
        .where(PHOTO.c.subject == subject, PHOTO.c.gone == 0)
        .order_by(PHOTO.c.item, PHOTO.c.at_ms, PHOTO.c.digest)
    )
    return tuple(Photo(p.item, p.digest, p.original, p.name) for p in rows)


def signatures(r: Reader, subject: str) -> tuple[Signature, ...]:
    """Who signed one inspection, for the answers it was finished with."""
    rows = r.rows(
        select(SIGNATURE)
        .join(INSPECTION, INSPECTION.c.subject == SIGNATURE.c.subject)
        .where(SIGNATURE.c.subject == subject, or_(SIGNATURE.c.finish == "", SIGNATURE.c.finish == INSPECTION.c.finish))
        .order_by(SIGNATURE.c.at_ms, SIGNATURE.c.capacity, SIGNATURE.c.person)
    )
    return tuple(Signature(s.person, s.capacity, s.picture, instant(s.at_ms), s.how, s.reason) for s in rows)


def clash_of(row: Any) -> Clash:
    """A row of what does not stand."""
    given = text.decode(row.answer) if row.answer and row.what == "answer" else None
    said = "" if row.what == "answer" else row.answer
    return Clash(row.item, row.mark, given, row.why, row.by, instant(row.at_ms), row.what, said)


def clashes(r: Reader, subject: str) -> tuple[Clash, ...]:
    """What contradicts the answers of one inspection that stand, or came after the finish."""
    rows = r.rows(select(CLASH).where(CLASH.c.subject == subject).order_by(CLASH.c.item, CLASH.c.mark))
    return tuple(map(clash_of, rows))


def waiting_clashes(r: Reader) -> list[tuple[str, Clash]]:
    """Everything that waits for a person: (inspection, clash); what came late to an inspection since corrected not."""
    rows = r.rows(
        select(CLASH)
        .join(INSPECTION, INSPECTION.c.subject == CLASH.c.subject)
        .where(or_(CLASH.c.why == "clash", (CLASH.c.why == "late") & (INSPECTION.c.revised_by == "")))
        .order_by(CLASH.c.subject, CLASH.c.item, CLASH.c.mark)
    )
    return [(row.subject, clash_of(row)) for row in rows]


def last_step(r: Reader, subject: str, by: str) -> UndoStep | None:
    """The latest answer change of this person that still stands and can be taken back, or None."""
    row = r.row(
        select(STEP)
        .where(STEP.c.subject == subject, STEP.c.undone == 0, STEP.c.by == by)
        .order_by(STEP.c.clock.desc(), STEP.c.entry.desc())
        .limit(1)
    )
    if row is None:
        return None
    return UndoStep(row.entry, row.item, text.decode(row.before) if row.before else None, row.after)
