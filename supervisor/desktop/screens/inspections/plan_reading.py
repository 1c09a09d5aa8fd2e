"""What the tab of the plan shows, read in one go: the checks of a week or month, the rules, the draws."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from supervisor.desktop.wording import listed
from supervisor.language import _

DRAWS_SHOWN_DAYS = 366
ASIDE = timedelta(days=45)  # how far from today a check may lie that somebody asks for


@dataclass(frozen=True)
class CheckRow:
    """A planned check in words; `inspection` is the subject of the one that fulfils it, or is under way for it."""

    subject: str
    line: Any
    name: str
    when: str
    about: str
    by: str
    state: str
    status: str
    words: str
    remark: str
    inspection: str

    @property
    def order(self) -> tuple[str, str, int, str]:
        """By first and last day and time."""
        one = self.line.occurrence
        return one.first.isoformat(), one.last.isoformat(), one.from_minute, one.id


@dataclass(frozen=True)
class RuleRow:
    """A rule in words; `rule` is the version shown, `active` whether it is in force today or will be."""

    subject: str
    rule: Any
    name: str
    checklist: str
    often: str
    days: str
    about: str
    by: str
    since: date
    state: str
    status: str
    active: bool


@dataclass(frozen=True)
class DrawRow:
    """A draw of spot checks in words; `seen` of its `drawn` checks may be shown to this person."""

    subject: str
    number: str
    at: Any
    by: str
    span: str
    seed: str
    drawn: int
    reason: str
    method: str


@dataclass(frozen=True)
class Snapshot:
    """One span of days of the plan, its month for the calendar, and what this person may do."""

    first: date
    last: date
    today: date
    rows: tuple[CheckRow, ...]
    month: tuple[CheckRow, ...]
    figures: Any
    rules: tuple[RuleRow, ...]
    draws: tuple[DrawRow, ...]
    closed: frozenset[date]
    people: Mapping[str, str]
    labels: tuple[tuple[str, str], ...]
    inspectors: tuple[tuple[str, str], ...]
    templates: tuple[tuple[str, str], ...]
    zones: tuple[tuple[str, str], ...]
    may_plan: bool
    may_inspect: bool
    may_excuse: bool


def month_of(day: date) -> tuple[date, date]:
    """First and last day of a day's month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def read(reader: Any, first: date, last: date, actor: str, about: str = "") -> Snapshot:
    """On the pool: the plan as this person may see it; the week of the check `about` where the span has it not."""
    from supervisor.access import Right, allowed, rights_of
    from supervisor.access.rights import Role
    from supervisor.branch.ledger import calendar, names, people
    from supervisor.inspection.ledger import retired, templates_in_force
    from supervisor.inspection.ledger.catalogue import titles as names_of_lists
    from supervisor.inspection.plan.ledger import courses
    from supervisor.inspection.plan.match import figures
    from supervisor.inspection.plan.reading import due_between, inspectors_roles, plan, seen_draws

    today = reader.today
    if "/" in about:
        first, last = _week_of(plan(reader, actor, today - ASIDE, today + ASIDE), about, first, last)
    begin, end = month_of(first)
    lines = plan(reader, actor, min(first, begin), max(last, end))
    hours = calendar(reader)
    everybody = people(reader, active_only=False)
    named = {p.subject: p.name for p in everybody}
    in_force = templates_in_force(reader, today)
    titles = {code: str(name) for code, name in names_of_lists(reader).items()}
    gone = retired(reader, today)
    zones = {z.code: str(z.name) for z in names(reader, "zone")}
    shown = [line for line in lines if line.occurrence.last >= first and line.occurrence.first <= last]
    monthly = [line for line in lines if line.occurrence.last >= begin and line.occurrence.first <= end]
    roles = inspectors_roles(reader)
    labels = tuple((p.subject, f"{p.name} {p.no}") for p in everybody if p.left is None)
    inspecting = {who for who, held in roles.items() if Right.INSPECT in rights_of([Role(one) for one in held])}
    span = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    return Snapshot(
        first=first,
        last=last,
        today=today,
        rows=tuple(check_row(line, named, zones) for line in shown),
        month=tuple(check_row(line, named, zones) for line in monthly),
        figures=figures(due_between(shown, first, last)),
        rules=tuple(_rule_row(one, today, named, titles, gone) for one in courses(reader)),
        draws=tuple(_draw_row(one, named) for one in seen_draws(
            reader, actor, today - timedelta(days=DRAWS_SHOWN_DAYS))),
        closed=frozenset(day for day in span if hours.opening(day) is None),
        people=named,
        labels=labels,
        inspectors=tuple(pair for pair in labels if pair[0] in inspecting),
        templates=tuple((v.code, str(t.name)) for v, t in in_force),
        zones=tuple((name, name) for name in zones.values()),
        may_plan=allowed(reader, actor, Right.PLAN_INSPECTIONS),
        may_inspect=allowed(reader, actor, Right.INSPECT),
        may_excuse=allowed(reader, actor, Right.WAIVE_FINDING),
    )  # fmt: skip


def _week_of(lines: Any, about: str, first: date, last: date) -> tuple[date, date]:
    """The span, or the week in which a check outside it falls due."""
    for line in lines:
        one = line.occurrence
        if one.id == about and (one.last < first or one.first > last):
            monday = one.last - timedelta(days=one.last.weekday())
            return monday, monday + timedelta(days=6)
    return first, last


def check_row(line: Any, named: Mapping[str, str], zones: Mapping[str, str]) -> CheckRow:
    """A planned check in words."""
    from supervisor.inspection.plan.words import STATES, STATUSES, when_words, who_words

    one, made = line.occurrence, line.standing.made
    about = [*(named.get(who, "–") for who in one.whom), *([zones.get(one.place, one.place)] if one.place else [])]
    by = named.get(made.by, "–") if made is not None else who_words(one.by, one.role, named)
    return CheckRow(
        subject=one.id,
        line=line,
        name=str(one.name),
        when=when_words(one),
        about=listed(about) or "–",
        by=by,
        state=line.state,
        status=STATUSES[line.state],
        words=str(STATES[line.state]),
        remark=_remark(line),
        inspection=made.subject if made is not None else "",
    )


def _remark(line: Any) -> str:
    from supervisor.incidents.kinds import KINDS

    made = line.standing.made
    parts = [made.number] if made is not None else []
    if line.standing.also:
        parts.append(_("also made: {numbers}").format(numbers=listed([one.number for one in line.standing.also])))
    if line.standing.excuse:
        parts.append(line.standing.excuse)
    if line.incidents:
        kinds = dict.fromkeys(str(KINDS[i.kind].name) if i.kind in KINDS else i.kind for i in line.incidents)
        parts.append(_("while running: {kinds}").format(kinds=listed(list(kinds))))
    if line.closed:
        parts.append(_("{n} days closed").format(n=len(line.closed)))
    return " · ".join(parts)


def _rule_row(
    course: Any, today: date, named: Mapping[str, str], titles: Mapping[str, str], gone: Collection[str]
) -> RuleRow:
    from supervisor.inspection.plan.words import days_words, often_words, source_words, who_words

    latest = max(course.versions, key=lambda v: v.valid_from)
    rule = course.on(today) or latest
    to_come = course.on(latest.valid_from) is not None and latest.valid_from > today
    active = course.on(today) is not None or to_come
    about = [*(named.get(who, "–") for who in rule.whom), rule.place, source_words(rule.source)]
    if course.on(today) is None:
        words, status = (_("from {day}").format(day=latest.valid_from), "info") if to_come else (_("stopped"), "quiet")
    elif rule.code in gone:
        words, status = _("check-list out of use"), "warning"
    elif to_come:
        words, status = _("changes on {day}").format(day=latest.valid_from), "info"
    elif any(stop > today for stop in course.stops):
        words, status = _("stops on {day}").format(day=min(s for s in course.stops if s > today)), "warning"
    else:
        words, status = _("in force"), "good"
    return RuleRow(
        subject=course.subject,
        rule=rule,
        name=str(rule.name),
        checklist=titles.get(rule.code, rule.code),
        often=often_words(rule),
        days=days_words(rule),
        about=listed([part for part in about if part]) or "–",
        by=who_words(rule.doer, rule.role, named),
        since=rule.valid_from,
        state=words,
        status=status,
        active=active,
    )


def _draw_row(one: Any, named: Mapping[str, str]) -> DrawRow:
    return DrawRow(
        subject=one.subject,
        number=one.number,
        at=one.at,
        by=named.get(one.by, "–"),
        span=f"{one.first:%m-%d} – {one.last:%m-%d}",
        seed=one.seed,
        drawn=one.drawn,
        reason=one.reason or "–",
        method=one.method,
    )
