"""Skills and authorisations that run out within the month and no certificate speaks of: from then on nobody is planned
on them any more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from supervisor.branch.ledger import name_of, person_skills
from supervisor.journal import Reader
from supervisor.language import _
from supervisor.training.ledger import certificates, courses

from .records import Todo
from .wording import days_left

SOON_DAYS, PAST_DAYS = 30, 7  # told so long before, and so long after it ran out


def skills_running_out(r: Reader, day: date, people: Mapping[str, str]) -> list[Todo]:
    """One line a skill of a person; those that a certificate carries are told with the certificate."""
    proves = {one.code: one.skill for one in courses(r, active_only=False) if one.skill}
    carried = {(one.person, proves[one.course]) for one in certificates(r) if one.course in proves}
    found = []
    for one in person_skills(r, expiring_by=day + timedelta(days=SOON_DAYS)):
        until = one.until
        if until is None or until < day - timedelta(days=PAST_DAYS) or one.person not in people:
            continue
        if (one.person, one.skill) in carried:
            continue
        left = (until - day).days
        when, state = (days_left(left), "soon") if left > 0 else (_("today"), "today")
        if left < 0:
            when, state = _("expired on {day}").format(day=until), "late"
        title = _("Skill: {name}").format(name=name_of(r, "skill", one.skill))
        due = datetime.combine(until, time.max, r.zone)
        found.append(
            Todo("skill", f"{one.person}#{one.skill}", title, people[one.person], when, state, "settings", due)
        )
    return found
