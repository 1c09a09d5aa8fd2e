"""Commands around the plan: set and stop rules, begin what is planned, excuse a check that was not made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, get_args

import msgspec

from supervisor.access import Right, Role, require
from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import names, person
from supervisor.errors import BadInput, Refused
from supervisor.inspection.answer import Answer
from supervisor.inspection.answering import Picture
from supervisor.inspection.events import Source
from supervisor.inspection.ledger import template_in_force
from supervisor.inspection.service import begin
from supervisor.inspection.whole import NO_PICTURES, log_inspection
from supervisor.journal import Book, Reader, Writer, derived_id, new_id
from supervisor.language import _

from .events import ExcuseWithdrawn, OccurrenceExcused, PlanRuleSet, PlanRuleStopped
from .ledger import course, excuses
from .reading import PlanLine, inspectors_roles, plan
from .rules import DAY_END, LONGEST_GRACE, Counted, Every, Rule

ROLES = ("", "leader", Role.MANAGER.value, Role.DEPUTY.value, Role.SUPERVISOR.value)
_LOOK = timedelta(days=400)


def set_rule(book: Book, actor: str, rule: Rule) -> str:
    """Set a rule from its `valid_from` on; with an empty `subject` a new one. Returns its subject.

    Nobody is owed a check that was not asked for at the time: a date before today is refused. Raises WrongField for a
    value that makes no sense, Refused without the right.
    """
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_INSPECTIONS)
        _check(w, rule)
        if rule.subject and course(w, rule.subject) is None:
            raise BadInput(_("There is no rule {subject}.").format(subject=rule.subject))
        subject = rule.subject or f"plan_rule:{new_id()}"
        values = {name: getattr(rule, name) for name in Rule.__struct_fields__ if name != "subject"}
        w.append(subject, PlanRuleSet(**values))
    return subject


def stop_rule(book: Book, actor: str, subject: str, *, day: date | None = None, reason: str = "") -> None:
    """From `day` (today) on the rule asks for nothing; what was missed before stays. Raises BadInput, Refused."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_INSPECTIONS)
        there, from_day = course(w, subject), day or w.today
        if there is None:
            raise BadInput(_("There is no rule {subject}.").format(subject=subject))
        if from_day < w.today:
            raise WrongField("day", _("A rule is stopped from today on, or later."))
        if there.on(from_day) is None:
            raise Refused(_("This rule is not in force on that day."))
        w.append(subject, PlanRuleStopped(day=from_day, reason=reason.strip()))


def _check(r: Reader, rule: Rule) -> None:
    if not str(rule.name).strip():
        raise WrongField("name", _("Give the rule a name."))
    if rule.valid_from < r.today:
        raise WrongField("valid_from", _("A rule counts from today on, or later: nobody owes what was not asked for."))
    try:
        template_in_force(r, rule.code, rule.valid_from)
    except BadInput as unknown:
        raise WrongField("code", str(unknown)) from None
    _one_of("every", rule.every, get_args(Every))
    _one_of("counted", rule.counted, get_args(Counted))
    _one_of("source", rule.source, ("", *get_args(Source)))
    _one_of("role", rule.role, ROLES)
    zones = names(r, "zone")
    if rule.place and zones and rule.place not in {w for z in zones for w in (z.code, z.name.zh, z.name.en)}:
        known = ", ".join(str(zone.name) for zone in zones)
        raise WrongField("place", _("There is no zone “{place}”; there are: {known}").format(
            place=rule.place, known=known))  # fmt: skip
    if not 1 <= rule.times <= (1 if rule.every == "day" else 31):
        raise WrongField("times", _("A daily check is made once a day; others 1 to 31 times."))
    if not 0 <= rule.from_minute < rule.to_minute <= DAY_END:
        raise WrongField("to_minute", _("The time until which it is to be made lies before the time from which."))
    if not 0 <= rule.grace_days <= LONGEST_GRACE:
        raise WrongField("grace_days", _("Days to make up for it: 0 to {most}.").format(most=LONGEST_GRACE))
    if not set(rule.weekdays) <= set(range(1, 8)):
        raise WrongField("weekdays", _("Weekdays are 1 (Monday) to 7 (Sunday)."))
    if rule.from_nth > 0 and 0 < rule.to_nth < rule.from_nth:
        raise WrongField("to_nth", _("The last working day lies before the first."))
    for who in (*rule.whom, *filter(None, [rule.doer])):
        if person(r, who) is None:
            raise WrongField("doer" if who == rule.doer else "whom", _("There is no person {who}.").format(who=who))
    if rule.doer and rule.doer in rule.whom:
        raise WrongField("doer", _("Nobody inspects himself."))


def _one_of(field: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        words = _("Unknown “{value}”; one of: {known}").format(value=value, known=", ".join(filter(None, known)))
        raise WrongField(field, words)


def find_line(r: Reader, viewer: str, occurrence: str) -> PlanLine:
    """One planned check by its id, or by a part of it that no other has. Raises BadInput where there is none that the
    viewer may see."""
    lines = plan(r, viewer, r.today - _LOOK, r.today + _LOOK)
    exact = [line for line in lines if line.occurrence.id == occurrence]
    near = exact or [line for line in lines if occurrence and occurrence in line.occurrence.id]
    if len(near) == 1:
        return near[0]
    if near:
        raise BadInput(
            _("{wanted} fits {count} of them; name it more fully.").format(wanted=occurrence, count=len(near))
        )
    raise BadInput(_("The plan has no check {name}.").format(name=occurrence))


class _Asked(msgspec.Struct, frozen=True):
    """What a line of the plan asks an inspection to be."""

    code: str
    source: Source
    place: str
    inspected: tuple[str, ...]


def _asked(r: Reader, actor: str, occurrence: str) -> _Asked:
    """Raises Refused when it is made already, is about the actor, or another person is to make it."""
    require(r, actor, Right.INSPECT)
    line = find_line(r, actor, occurrence)
    _may_begin(r, actor, line, inspectors_roles(r).get(actor, frozenset()))
    wanted = line.occurrence
    place = {zone.code: str(zone.name) for zone in names(r, "zone")}.get(wanted.place, wanted.place)
    return _Asked(wanted.code, wanted.source or "on_site", place, wanted.whom)  # type: ignore[arg-type]


def begin_planned(book: Book, actor: str, occurrence: str) -> str:
    """Begin the inspection that a line of the plan asks for, with its check-list, source, place and people.

    Returns its subject. Raises Refused when it is made already, is about the actor, or another person is to make it.
    """
    with book.read() as r:
        asked = _asked(r, actor, occurrence)
    return begin(book, actor, asked.code, source=asked.source, place=asked.place, inspected=asked.inspected)


def log_planned(
    book: Book,
    actor: str,
    occurrence: str,
    answers: Iterable[Answer | Mapping[str, Any]],
    *,
    others_pass: bool = False,
    file: str = "",
    pictures: Mapping[str, Picture] = NO_PICTURES,
) -> str:
    """Log the whole inspection that a line of the plan asks for; returns its subject. Raises as `begin_planned` and
    `whole.log_inspection` do."""
    with book.read() as r:
        asked = _asked(r, actor, occurrence)
    return log_inspection(
        book, actor, asked.code, answers, source=asked.source, place=asked.place, inspected=asked.inspected,
        others_pass=others_pass, file=file, pictures=pictures,
    )  # fmt: skip


def _may_begin(r: Reader, actor: str, line: PlanLine, roles: Collection[str]) -> None:
    from .match import LEADERS

    wanted, made = line.occurrence, line.standing.made
    if made is not None:
        raise Refused(_("This check is inspection {number} already.").format(number=made.number))
    if actor in wanted.whom:
        raise Refused(_("Nobody inspects himself."))
    if wanted.only and wanted.only != actor:
        who = person(r, wanted.only)
        raise Refused(_("This check is for {name} to make.").format(name=who.name if who else wanted.only))
    fits = not wanted.role or wanted.role in roles or (wanted.role == "leader" and bool(LEADERS & set(roles)))
    if not fits:
        raise Refused(_("This check is for somebody with another role to make."))
    if line.state == "coming" and wanted.first > r.today:
        raise Refused(_("This check is not due before {day}.").format(day=wanted.first))


def excuse(book: Book, actor: str, occurrence: str, *, reason: str) -> None:
    """Let a planned check not count as missed, with the reason. Raises BadInput, Refused as it may not be.

    Nobody excuses what he himself was to do.
    """
    with book.write(actor) as w:
        line = find_line(w, actor, occurrence)
        wanted = line.occurrence
        require(w, actor, Right.WAIVE_FINDING, wanted.by)
        if not reason.strip():
            raise WrongField("reason", _("Say why the check is excused."))
        if line.standing.made is not None and line.state != "running":
            raise Refused(_("This check was made: there is nothing to excuse."))
        if line.state == "excused":
            raise Refused(_("This check is excused already."))
        fact = OccurrenceExcused(occurrence=wanted.id, reason=reason.strip())
        w.append(_excuse_subject(wanted.id), fact, at=_dated(w, wanted.last))


def withdraw_excuse(book: Book, actor: str, occurrence: str, *, reason: str = "") -> None:
    """Let it count after all (also the undo of `excuse`). Raises Refused where nothing is excused."""
    with book.write(actor) as w:
        line = find_line(w, actor, occurrence)
        require(w, actor, Right.WAIVE_FINDING, line.occurrence.by)
        name = line.occurrence.id
        if name not in excuses(w):
            raise Refused(_("This check is not excused."))
        fact = ExcuseWithdrawn(occurrence=name, reason=reason.strip())
        w.append(_excuse_subject(name), fact, at=_dated(w, line.occurrence.last))


def _excuse_subject(occurrence: str) -> str:
    return f"plan_excuse:{derived_id(occurrence, 'excuse')}"


def _dated(w: Writer, last: date) -> datetime:
    """An excuse belongs to the month of the check, so that a closed month keeps its figures."""
    noon = datetime(last.year, last.month, last.day, 12, tzinfo=w.zone)
    return min(noon, w.now)
