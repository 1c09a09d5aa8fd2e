"""Finding anything by a few letters or digits: what Ctrl+K asks.

People by name or staff number, cases and checks by number or its last digits, actions still open by their
title, a day written 2026-11-20 by what was checked on it and by its briefing, briefings and reviews that were held by
any of their words. Sealed texts are never searched.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from supervisor.access import Right, allowed, may_read_person
from supervisor.actions.ledger import Action, open_actions
from supervisor.branch.ledger import people
from supervisor.complaints.ledger import by_number, by_serial, complaint, open_like, tree
from supervisor.complaints.records import Complaint
from supervisor.complaints.rights.privacy import readable
from supervisor.complaints.words import STATES
from supervisor.incidents.ledger import incidents
from supervisor.inspection.ledger import inspection, inspections, templates_in_force
from supervisor.inspection.records import Inspection
from supervisor.journal import Reader
from supervisor.language import _
from supervisor.meetings.agenda.ledger import archive

from .alarms import incident_line
from .records import Hit
from .wording import day_name

MOST = 20
RECENT_DAYS = 60
MOST_AGENDAS = 5
SHORTEST_WORDS = 2  # one character stands in every briefing


def search(r: Reader, text: str, actor: str | None = None) -> list[Hit]:
    """At most twenty hits for what somebody typed, people first; nothing for an empty text.

    With `actor`, what that person may not read is not found: others' records, complaints, a complaint about
    himself.
    """
    wanted = text.strip().casefold()
    if not wanted:
        return []
    found = [*_people(r, wanted), *_complaints(r, wanted), *_actions(r, wanted), *_inspections(r, wanted),
             *_incidents(r, wanted), *_agendas(r, wanted)]  # fmt: skip
    if actor is not None:
        found = [hit for hit in found if _readable(r, actor, hit)]
    return list({hit.subject: hit for hit in found}.values())[:MOST]


def _readable(r: Reader, actor: str, hit: Hit) -> bool:
    if hit.kind == "person":
        return may_read_person(r, actor, hit.subject)
    if hit.kind == "complaint":
        case = complaint(r, hit.subject)
        return case is not None and readable(r, actor, case)
    return allowed(r, actor, Right.READ_PEOPLE if hit.kind == "inspection" else Right.READ_BRANCH)


def _people(r: Reader, wanted: str) -> list[Hit]:
    return [
        Hit("person", one.subject, one.name, f"{one.no} {one.role}".strip(), "appraisal")
        for one in people(r)
        if wanted in one.name.casefold() or one.no.casefold().startswith(wanted)
    ]


def _complaints(r: Reader, wanted: str) -> list[Hit]:
    classes, causes = ({node.code: str(node.name) for node in tree(r, name)} for name in ("class", "cause"))
    cases: list[Complaint] = []
    if exact := by_number(r, wanted.upper()):
        cases.append(exact)
    if wanted.startswith("complaint:") and (one := complaint(r, wanted)):
        cases.append(one)
    if wanted.isdecimal() and len(wanted) <= 9:
        cases += by_serial(r, int(wanted))
    names = {one.subject: one.name.casefold() for one in people(r, active_only=False)}
    about = [subject for subject, name in names.items() if wanted in name]
    cases += open_like(r, wanted, _told(classes, wanted), _told(causes, wanted), about, MOST)
    return [Hit("complaint", case.subject, case.number, _joined(case, causes), "complaints") for case in cases[:MOST]]


def _told(words: dict[str, str], wanted: str) -> list[str]:
    """The codes whose words hold what is wanted."""
    return [code for code, word in words.items() if wanted in word.casefold()]


def _joined(case: Complaint, causes: dict[str, str]) -> str:
    state = str(STATES.get(case.state, case.state))
    return " · ".join((case.day.isoformat(), causes.get(case.cause_code, case.cause_code), state))


def _actions(r: Reader, wanted: str) -> list[Hit]:
    def matches(one: Action) -> bool:
        return wanted in one.title.casefold() or wanted in one.number.casefold()

    return [
        Hit("action", one.subject, one.title, f"{one.number} · {one.due.isoformat()}", "actions")
        for one in open_actions(r)
        if matches(one)
    ]


def _inspections(r: Reader, wanted: str) -> list[Hit]:
    names = {known.code: str(known.name) for _version, known in templates_in_force(r, r.today)}
    found: list[Inspection] = []
    if exact := inspection(r, wanted.upper()):
        found.append(exact)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", wanted):
        try:
            day = date.fromisoformat(wanted)
        except ValueError:
            return []
        found += inspections(r, day, day)
    else:
        found += [
            one
            for one in inspections(r, r.today - timedelta(days=RECENT_DAYS), r.today)
            if wanted in one.number.casefold() or wanted in names.get(one.code, "").casefold()
        ]
    return [
        Hit(
            "inspection",
            one.subject,
            names.get(one.code, one.code),
            f"{one.number} · {day_name(one.day)}",
            "inspections",
        )
        for one in found[:MOST]
    ]


def _incidents(r: Reader, wanted: str) -> list[Hit]:
    lines = map(incident_line, incidents(r, r.today - timedelta(days=RECENT_DAYS), r.today))
    return [
        Hit(
            "incident",
            one.subject,
            one.name,
            f"{one.number} · {one.start.astimezone(r.zone):%Y-%m-%d %H:%M}",
            "dispatch",
        )
        for one in lines
        if wanted in one.name.casefold() or wanted in one.number.casefold()
    ]


def _agendas(r: Reader, wanted: str) -> list[Hit]:
    """Briefings and reviews that were held: by day or month as written, or by what was said at them."""
    if len(wanted) < SHORTEST_WORDS:
        return []
    found = archive(r, words=wanted)
    if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", wanted):
        found = [one for one in archive(r) if wanted in one.subject] + found
    hits = []
    for one in found[:MOST_AGENDAS]:
        month = one.agenda.month
        title = _("Service review of {month}").format(month=month) if month else _("Morning briefing")
        hits.append(Hit("agenda", one.subject, title, day_name(one.agenda.day), "meetings"))
    return hits
