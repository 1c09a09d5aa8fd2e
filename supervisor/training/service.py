"""What a person can do about training: define courses, record sessions, tests, certificates and drills."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from supervisor.access import Right, require
from supervisor.branch.ledger import people
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader, Writer, new_id
from supervisor.language import Words, _

from . import events
from .expiry import last_valid_day
from .ledger import certificate, course, result
from .proving import prove, prove_course
from .records import Certificate, Course, Outcome


def define_course(
    book: Book,
    actor: str,
    *,
    code: str,
    name: Words,
    skill: str = "",
    full_points_c: int = 10000,
    pass_points_c: int = 6000,
    valid_months: int = 0,
    active: bool = True,
) -> str:
    """Add or change a course; returns its subject. Results of the past keep the pass mark of their day."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_TRAINING)
        if not code.strip() or not name.zh.strip():
            raise BadInput(_("A course needs a code and a name."))
        if not 0 < pass_points_c <= full_points_c:
            raise BadInput(_("The pass mark lies between 0 and the full points."))
        if valid_months < 0:
            raise BadInput(_("Validity is a number of months, 0 for ever."))
        subject = f"course:{code.strip()}"
        w.append(
            subject,
            events.CourseDefined(
                code=code.strip(),
                name=name,
                skill=skill,
                full_points_c=full_points_c,
                pass_points_c=pass_points_c,
                valid_months=valid_months,
                active=active,
            ),
        )
        before = course(w, code.strip())
        if skill and (before is None or before.skill != skill):
            prove_course(w, code.strip(), skill)
    return subject


def record_session(
    book: Book,
    actor: str,
    *,
    course_code: str,
    start: datetime,
    minutes: int,
    trainer: str,
    participants: Sequence[str],
    note: str = "",
) -> str:
    """Record a session that took place; returns its subject."""
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_TRAINING)
        _course(w, course_code)
        _past(w, start)
        if minutes <= 0:
            raise BadInput(_("How many minutes did it take?"))
        _known(w, (trainer, *participants))
        if not participants:
            raise BadInput(_("Who took part?"))
        subject = f"training:{new_id()}"
        w.append(
            subject,
            events.SessionHeld(
                course=course_code,
                start=start,
                minutes=minutes,
                trainer=trainer,
                participants=tuple(dict.fromkeys(participants)),
                note=note,
            ),
            at=start,
        )
    return subject


def record_test(
    book: Book, actor: str, *, course_code: str, person: str, points_c: int, taken: datetime | None = None
) -> str:
    """Record a test result (hundredths of a point); returns its subject.

    A test passed in a course whose certificates expire grants the certificate at once, derived from the
    result. Nobody records his own test.
    """
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_TRAINING, about=person)
        known = _course(w, course_code)
        taken = _past(w, taken or w.now)
        _known(w, (person,))
        if not 0 <= points_c <= known.full_points_c:
            raise BadInput(_("Points lie between 0 and {full}.").format(full=f"{known.full_points_c / 100:g}"))
        subject = f"test:{new_id()}"
        entry = w.append(
            subject,
            events.TestTaken(
                course=course_code,
                person=person,
                taken=taken,
                points_c=points_c,
                full_points_c=known.full_points_c,
                pass_points_c=known.pass_points_c,
                examiner=actor,
            ),
            at=taken,
        )
        if known.valid_months and points_c >= known.pass_points_c:
            granted = taken.astimezone(w.zone).date()
            until = last_valid_day(granted, known.valid_months)
            made = Certificate(f"certificate:{subject.partition(':')[2]}", person, course_code, "", granted, until)
            w.append(
                made.subject,
                events.CertificateGranted(
                    person=person, course=course_code, reference="", granted=granted, valid_until=until
                ),
                at=taken,
                cause=entry,
            )
            prove(w, person, known.skill, also=(made,))
    return subject


def withdraw_test(book: Book, actor: str, subject: str, reason: str) -> None:
    """Withdraw a result that was entered by mistake, and the certificate that it granted. Raises BadInput when there
    is none; Refused without the right, for one's own, or in a locked month.
    """
    with book.write(actor) as w:
        known = result(w, subject)
        if known is None:
            raise BadInput(_("There is no such result."))
        require(w, actor, Right.RECORD_TRAINING, about=known.person)
        if not reason.strip():
            raise BadInput(_("Write the reason."))
        w.append(subject, events.TestWithdrawn(reason=reason.strip()), at=known.taken)
        granted = f"certificate:{subject.partition(':')[2]}"
        if certificate(w, granted) is not None:
            w.append(granted, events.CertificateWithdrawn(reason=reason.strip()))
            _unprove(w, known.person, known.course, granted)


def grant_certificate(
    book: Book,
    actor: str,
    *,
    person: str,
    course_code: str,
    granted: date,
    reference: str = "",
    valid_until: date | None = None,
) -> str:
    """Record a certificate brought from outside; returns its subject. Without `valid_until` the course's rule
    holds.
    """
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_TRAINING, about=person)
        known = _course(w, course_code)
        _known(w, (person,))
        if granted > w.today:
            raise BadInput(_("This day has not come yet."))
        valid_until = valid_until or last_valid_day(granted, known.valid_months)
        if valid_until is not None and valid_until < granted:
            raise BadInput(_("The certificate would run out before it was granted."))
        subject = f"certificate:{new_id()}"
        w.append(
            subject,
            events.CertificateGranted(
                person=person,
                course=course_code,
                reference=reference,
                granted=granted,
                valid_until=valid_until,
            ),
        )
        made = Certificate(subject, person, course_code, reference, granted, valid_until)
        prove(w, person, known.skill, also=(made,))
    return subject


def withdraw_certificate(book: Book, actor: str, subject: str, reason: str) -> None:
    """Withdraw a certificate, with the reason."""
    with book.write(actor) as w:
        known = certificate(w, subject)
        if known is None:
            raise BadInput(_("There is no such certificate."))
        require(w, actor, Right.MANAGE_TRAINING, about=known.person)
        if not reason.strip():
            raise BadInput(_("Write the reason."))
        w.append(subject, events.CertificateWithdrawn(reason=reason.strip()))
        _unprove(w, known.person, known.course, subject)


def record_drill(
    book: Book,
    actor: str,
    *,
    scene: str,
    held: datetime,
    commander: str,
    participants: Sequence[str],
    seconds: int,
    passed: bool,
    note: str = "",
    outcome: Outcome | None = None,
    content: Sequence[bytes] = (),
) -> str:
    """Record a drill; `seconds` from the alarm to the last person on the new post. Returns its subject.

    outcome: what it came to, of one that was played through; content: what its digests stand for (scene, acts), kept
    with it so that the same drill can be played again.
    """
    with book.write(actor) as w:
        require(w, actor, Right.RUN_DRILL)
        _past(w, held)
        _known(w, (commander, *participants))
        if seconds < 0 or not participants:
            raise BadInput(_("A drill has people who took part and a time."))
        subject = f"drill:{new_id()}"
        w.append(
            subject,
            events.DrillHeld(
                scene=scene,
                held=held,
                commander=commander,
                participants=tuple(dict.fromkeys(participants)),
                seconds=seconds,
                passed=passed,
                note=note,
                **(msgspec.structs.asdict(outcome) if outcome is not None else {}),
            ),
            at=held,
        )
        for blob in content:
            w.put_blob(blob)
    return subject


def _unprove(w: Writer, person: str, code: str, certificate: str) -> None:
    known = course(w, code)
    if known is not None:
        prove(w, person, known.skill, without=certificate)


def _course(r: Reader, code: str) -> Course:
    known = course(r, code)
    if known is None:
        raise BadInput(_("There is no course {code}.").format(code=code or "–"))
    return known


def _known(r: Reader, wanted: Sequence[str]) -> None:
    present = {one.subject for one in people(r, active_only=False)}
    for person in wanted:
        if person not in present:
            raise BadInput(_("{person} is not in the list of people.").format(person=person or "–"))


def _past(w: Writer, at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    if at > w.now:
        raise BadInput(_("This time has not come yet: write when it happened."))
    return at
