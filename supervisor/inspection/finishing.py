"""What finishing an inspection sets off: findings and their corrective actions, in the same write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from supervisor.access import users
from supervisor.actions.service import raise_within, withdraw_within
from supervisor.branch.ledger import people
from supervisor.errors import Refused
from supervisor.journal import Reader, Writer, derived_id
from supervisor.language import _
from supervisor.roster.rota.reading import on_duty

from .answer import Answer
from .completeness import Gap, gaps
from .course import in_time
from .events import FindingRaised, FindingWithdrawn, InspectionFinished, InspectionRevised, Source
from .ledger import findings_of, notes_of
from .owners import Candidate, owner_for
from .records import Finding
from .relevance import asked
from .scoring.rules import fails, passed_over
from .template import Template


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """An inspection about to be finished; `at` is when it began, `day` its business date."""

    subject: str
    root: str
    code: str
    digest: str
    day: date
    at: datetime
    source: Source
    place: str = ""
    incidents: tuple[str, ...] = ()
    revises: str = ""
    reason: str = ""


def finding_subject(root: str, item: str) -> str:
    """The finding of an item in a chain of revisions: the same on every copy and in every revision."""
    return f"finding:{derived_id(root, item)}"


def candidates(r: Reader) -> list[Candidate]:
    """Everybody in the branch with job and log-in roles, from whom owners are chosen."""
    roles: dict[str, set[str]] = {}
    for user in users(r):
        if not user.disabled:
            roles.setdefault(user.person, set()).update(role.value for role in user.roles)
    return [Candidate(p.subject, p.no, p.role, frozenset(roles.get(p.subject, ()))) for p in people(r)]


def who_mends(
    template: Template, answer: Answer, everybody: Sequence[Candidate], inspector: str, duty: Sequence[str] = ()
) -> tuple[str, str]:
    """Who answers for mending a failed item (named, or by its role), and who does it: whom alone it is about, else who
    had `duty` there that day (C4), else who answers."""
    role = template.item(answer.item).owner_role
    owner = answer.owner or owner_for(role, everybody, concerned=answer.persons, otherwise=inspector)
    return owner, answer.persons[0] if len(answer.persons) == 1 else next(iter(duty), owner)


def had_duty(r: Reader, answer: Answer, day: date, place: str) -> tuple[str, ...]:
    """Who looked after the places of a fault by the duty rota; nobody's where the fault is about people."""
    if answer.persons:
        return ()
    found = (on_duty(r, day, where) for where in answer.places or (place,))
    return next((people for people in found if people), ())


def finish_within(
    w: Writer, course: Course, template: Template, answers: Sequence[Answer], *, finished_at: datetime | None
) -> list[Gap]:
    """Finish with exactly these answers; findings and actions follow. Returns the gaps that were only warned of.

    Raises Refused naming what must not be missing, or where the month it would count in is closed.
    """
    in_time(w, course.at, finished_at)
    month_open(w, course.day)
    missing = gaps(template, answers, course.day)
    stops = [gap for gap in missing if gap.level == "stop"]
    if stops:
        named = "; ".join(f"{gap.item} {template.item(gap.item).words}{_(': ')}{lack(gap)}" for gap in stops)
        raise Refused(_("The inspection cannot be finished yet: {missing}").format(missing=named))
    order = {item.id: place for place, item in enumerate(template.items())}
    final = tuple(sorted((a for a in answers if a.item in order), key=lambda a: order[a.item]))
    warned = tuple(f"{gap.item}:{gap.what}" for gap in missing)
    judged = judged_of(template, final, course.day)
    answered = {a.item for a in final}
    remarks = {item: note for item, note in notes_of(w, course.subject).items() if item not in answered}
    done = w.append(
        course.subject, InspectionFinished(answers=final, warnings=warned, judged=judged, remarks=remarks),
        at=finished_at,
    )  # fmt: skip
    failed = faults(template, final, course.day)
    everybody = candidates(w) if failed else []
    before = {found.subject: found for found in findings_of(w, course.revises)} if course.revises else {}
    for answer in failed:
        _raise(w, course, template, answer, done, everybody, before.get(finding_subject(course.root, answer.item)))
    if course.revises:
        _settle_revision(w, course, {finding_subject(course.root, a.item) for a in failed})
    return missing


def month_open(w: Writer, day: date) -> None:
    """What a closed month was scored by does not change behind its back. Raises Refused."""
    month = f"{day:%Y-%m}"
    if w.month_locked(month):
        raise Refused(_("{month} is closed: reopen it before changing what it was scored by.").format(month=month))


def judged_of(template: Template, answers: Sequence[Answer], day: date | None = None) -> tuple[str, ...]:
    """Items that were asked and judged, each a chance to find something: what a condition does not ask for, or a failed
    gate passes over, is none, whatever was once answered there."""
    wanted = asked(template, answers, day)
    judged = [a for a in answers if a.item in wanted and a.verdict in ("pass", "fail")]
    failed = [a.item for a in judged if fails(template.item(a.item), a.verdict, a.value)]
    over = passed_over(template.sections, failed, {a.item for a in judged})
    return tuple(a.item for a in judged if a.item not in over)


def faults(template: Template, answers: Sequence[Answer], day: date | None = None) -> list[Answer]:
    """The failed items that become findings: asked, not passed over after a failed gate, beyond their limit.

    A bonus is no fault to mend. `day` is the inspection's, for conditions that ask today().
    """
    wanted = asked(template, answers, day)
    failed = [a for a in answers if a.item in wanted and fails(template.item(a.item), a.verdict, a.value)]
    over = passed_over(template.sections, [a.item for a in failed], {a.item for a in answers})
    return [a for a in failed if a.item not in over and template.item(a.item).per_case_c >= 0]


def _raise(
    w: Writer, course: Course, template: Template, answer: Answer, done: str, everybody: list[Candidate],
    was: Finding | None,
) -> None:  # fmt: skip
    """The finding of a failed item, and its action. Of a correction the action follows the finding as it is now; `was`
    is how it stood before. One withdrawn by hand, or by an appeal that was upheld, opens again for others only."""
    item = template.item(answer.item)
    subject = finding_subject(course.root, item.id)
    w.append(
        subject,
        FindingRaised(
            inspection=course.subject,
            code=course.code,
            digest=course.digest,
            item=item.id,
            clause=item.clause,
            severity=item.severity,
            at=course.at,
            day=course.day,
            source=course.source,
            answer=answer,
            place=course.place,
            incidents=course.incidents,
            finish=done,
        ),
        at=course.at,
        cause=done,
    )
    if answer.mended:
        if was is not None and not was.mended:
            withdraw_within(w, subject, course.reason)
        return
    duty = had_duty(w, answer, course.day, course.place)
    owner, doer = who_mends(template, answer, everybody, w.actor, duty)
    raise_within(
        w,
        cause=subject,
        title=str(item.words),
        owner=owner,
        doer=doer,
        severity=item.severity,
        days=item.mend_days,
        about=answer.persons,
        note=answer.note,
        places=answer.places or ((course.place,) if course.place and not answer.persons else ()),
        after_photo=item.evidence == "photo",
        day=course.day,
        at=course.at,
        cause_entry=done,
        again=was is None or was.mended or (was.appeal_state == "upheld" and set(was.persons) != set(answer.persons)),
        correction=course.reason if course.revises else None,
        was_note=was.note if was is not None else "",
    )


def _settle_revision(w: Writer, course: Course, standing: set[str]) -> None:
    """The corrected inspection points to its correction; findings that no longer hold are taken back.

    Both are dated with the inspection, as findings are: what changes a closed month is seen to, whoever sends it late.
    """
    w.append(course.revises, InspectionRevised(by=course.subject, reason=course.reason), at=course.at)
    for old in findings_of(w, course.revises):
        if old.subject not in standing:
            w.append(old.subject, FindingWithdrawn(reason=course.reason), at=course.at)
            withdraw_within(w, old.subject, course.reason)


def lack(gap: Gap) -> str:
    """What is missing, in words; of a broken constraint, the check-list's own."""
    return {
        "constraint": str(gap.words) or _("the answer is outside what it may be"),
        "unanswered": _("not answered"),
        "note": _("a note is needed"),
        "photo": _("a photo is needed"),
        "note_or_photo": _("a note or a photo is needed"),
        "value": _("the measured rate is needed"),
    }[gap.what]
