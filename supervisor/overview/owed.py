"""What is owed on a day: actions, complaints, promises, the comment book, certificates, checks left unfinished, appeals
to decide, months of appraisal and months that head office waits for, meetings that cannot both stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from supervisor.actions.ledger import open_actions, soon_until
from supervisor.appraisal.ledger import open_appeals as appeals_about_points
from supervisor.complaints.kernel.deadlines import is_past
from supervisor.inspection.ledger import inspection, open_inspections, template
from supervisor.inspection.ledger import open_appeals as appeals_about_findings
from supervisor.journal import Reader
from supervisor.language import _
from supervisor.training.ledger import course, expiring

from .owed_care import owed_to_customers
from .owed_checks import planned_checks
from .owed_meetings import clashing_meetings, lost_meetings
from .owed_months import owed_months
from .owed_reports import owed_reports
from .owed_skills import skills_running_out
from .owed_swaps import asked_swaps
from .records import Todo
from .suspended import owed_suspended
from .wording import days_left, due_in_words, named

CERTIFICATE_DAYS = 30
_ORDER = {"late": 0, "today": 1, "soon": 2, "open": 3}


def owed(r: Reader, now: datetime, people: Mapping[str, str], actor: str | None = None) -> tuple[Todo, ...]:
    """Everything owed at an instant, the latest first; `people` are names by subject. With `actor`, of what is owed to
    customers only what that person may read and do."""
    day = now.astimezone(r.zone).date()
    found = [
        *_actions(r, now, people),
        *owed_to_customers(r, now, people, actor),
        *_certificates(r, day, people),
        *skills_running_out(r, day, people),
        *_unfinished(r, day, people),
        *planned_checks(r, now, people),
        *asked_swaps(r, now, people),
        *clashing_meetings(r, now, people),
        *lost_meetings(r, now, people),
        *owed_suspended(r),
        *_appeals(r),
        *owed_months(r, now, actor),
        *owed_reports(r, now, actor),
    ]
    last = datetime.max.replace(tzinfo=r.zone)
    return tuple(sorted(found, key=lambda t: (_ORDER[t.state], t.due or last, t.kind, t.subject)))


def _state(due_at: datetime, now: datetime, r: Reader) -> str:
    if is_past(due_at, now):
        return "late"
    return "today" if due_at.astimezone(r.zone).date() == now.astimezone(r.zone).date() else "soon"


def _evening(r: Reader, day: date) -> datetime:
    return datetime.combine(day, time.max, r.zone)


def _actions(r: Reader, now: datetime, people: Mapping[str, str]) -> list[Todo]:
    found, soon = [], soon_until(r, now.astimezone(r.zone).date())
    for action in open_actions(r):
        if not action.running or action.due > soon:
            continue
        until = _evening(r, action.due)
        found.append(
            Todo(
                kind="action",
                subject=action.subject,
                title=action.title,
                detail=named(
                    people, [who for who in dict.fromkeys((action.doer, action.owner)) if who not in action.about]
                ),  # Today is read by everybody
                when=due_in_words(until, now, r.zone),
                state=_state(until, now, r),
                where="actions",
                due=until,
            )
        )
    return found


def _certificates(r: Reader, day: date, people: Mapping[str, str]) -> list[Todo]:
    found = []
    for one in expiring(r, day, CERTIFICATE_DAYS):
        if one.person not in people or one.valid_until is None:
            continue
        known = course(r, one.course)
        left = (one.valid_until - day).days
        if left < 0:
            when, state = _("expired on {day}").format(day=one.valid_until), "late"
        else:
            when, state = (days_left(left), "soon") if left > 0 else (_("today"), "today")
        name = str(known.name) if known else one.course
        title = _("Certificate: {name}").format(name=name)
        found.append(
            Todo("certificate", one.subject, title, people[one.person], when, state, "appraisal",
                 _evening(r, one.valid_until))
        )  # fmt: skip
    return found


def _unfinished(r: Reader, day: date, people: Mapping[str, str]) -> list[Todo]:
    found = []
    for one in open_inspections(r):
        title = _("Finish the inspection {name}").format(name=template(r, one.digest).name)
        days = (day - one.day).days
        when = _("today") if days <= 0 else _("begun on {day}").format(day=one.day)
        state = "today" if days <= 0 else "late"
        found.append(Todo("inspection", one.subject, title, named(people, [one.inspector]), when, state, "inspections"))
    return found


def _appeals(r: Reader) -> list[Todo]:
    """Appeals without a decision, about points of a month and about findings; whose they are is not for everybody."""
    found = []
    for one in appeals_about_points(r):
        detail = _("points of {month}, appealed on {day}").format(month=one.month, day=one.raised.date())
        title = _("Decide the appeal {number}").format(number=one.number)
        found.append(Todo("appeal", one.subject, title, detail, _("to decide"), "open", "appraisal"))
    for one in appeals_about_findings(r):
        there = inspection(r, one.inspection)
        title = _("Decide the appeal about {item}").format(item=one.item)
        detail = _("inspection {number} of {day}").format(number=there.number if there else "–", day=one.day)
        found.append(Todo("appeal", one.subject, title, detail, _("to decide"), "open", "inspections"))
    return found
