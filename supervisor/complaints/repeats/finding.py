"""Finding the cases of the same customer: while a complaint is written down, and once it stands.

Comparing unseals contact data in memory and shows none of it, so it is no unmasking (docs/decisions/0025). What a
person is told: numbers of cases he may read, of others only that there is one; of a case about himself nothing at all,
or he could learn who complained about him by trying numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from supervisor.access import Right, require
from supervisor.complaints.kernel import course
from supervisor.complaints.ledger import complaint, sealed
from supervisor.complaints.records import Complaint
from supervisor.complaints.rights.privacy import readable, readable_case
from supervisor.complaints.settings.ledger import figures
from supervisor.complaints.texts.masking import Contact
from supervisor.complaints.texts.sealing import read_text
from supervisor.journal import Reader

from .ledger import contacts_of, links
from .matching import DUPLICATE, HINT, NAMESAKE, OTHER, REPEAT, Customer, Windows, closest, customer, kind_of, near
from .records import Match
from .remembered import contacts_in, remembered

MOST = 30  # the nearest in time; nobody reads on after them
_RANK = {DUPLICATE: 0, REPEAT: 1, HINT: 2}


class Probe(msgspec.Struct, frozen=True):
    """What a complaint is compared by; `subject` is "" for one that is being written down."""

    customers: tuple[Customer, ...]
    heard: datetime
    class_code: str = ""
    cause_code: str = ""
    person: str = ""
    text: str = ""
    subject: str = ""


class Likeness(msgspec.Struct, frozen=True):
    """A case that is like another, as the program itself knows of it."""

    case: Complaint
    kind: str
    days_apart: int


def windows(r: Reader) -> Windows:
    """Within how many days cases of one customer belong together, by the settings."""
    set_now = figures(r)
    return Windows(set_now.duplicate_days, set_now.repeat_window_days)


def similar_to(
    r: Reader,
    actor: str,
    contact: Contact,
    class_code: str = "",
    cause_code: str = "",
    person: str = "",
    text: str = "",
    *,
    representatives: Sequence[Contact] = (),
    heard: datetime | None = None,
) -> list[Match]:
    """Cases like one that is being written down: duplicates first, the nearest in time first. Raises Refused for
    whoever may not write down complaints.
    """
    require(r, actor, Right.RECORD_COMPLAINT)
    who = customers_of([contact, *representatives])
    probe = Probe(who, heard or r.now, class_code, cause_code, person, text)
    return [match for found in alike(r, probe) if (match := _seen(r, actor, found))]


def similar(r: Reader, actor: str, subject: str) -> list[Match]:
    """Cases like one that is registered, linked or not. Raises Refused for whoever may not read it."""
    case = readable_case(r, actor, subject)
    bound = {link.subject if link.other == subject else link.other for link in links(r, subject)}
    apart = {link.subject if link.other == subject else link.other for link in links(r, subject, undone=True)} - bound
    found = [one for one in alike(r, probe_of(r, case)) if one.case.subject not in apart]
    return [match for one in found if (match := _seen(r, actor, one, linked=one.case.subject in bound))]


def linked_cases(r: Reader, actor: str, subject: str) -> list[Match]:
    """The cases that a case is linked with, as this person may know of them; they stay when contact data is erased."""
    case = readable_case(r, actor, subject)
    matches = []
    for link in links(r, subject):
        other = complaint(r, link.subject if link.other == subject else link.other)
        if other is not None:
            found = Likeness(other, link.kind, _days(other.received, case.received))
            matches += [match] if (match := _seen(r, actor, found, linked=True)) else []
    return sorted(matches, key=lambda match: (_RANK.get(match.kind, 9), match.days_apart))


def probe_of(r: Reader, case: Complaint) -> Probe:
    """A registered case as it is compared with others."""
    data = [one for _c, _d, one in r.unseal_all(_digests(r, case.subject))]
    who = customers_of([contact for one in data for contact in contacts_in(one)])
    text = read_text(r, case.subject, sealed(r, case.subject).text)
    return Probe(who, case.received, case.class_code, case.cause_code, case.person, text, case.subject)


def customers_of(contacts: Iterable[Contact]) -> tuple[Customer, ...]:
    """Those contacts that say anything, in the form in which they are compared."""
    return tuple(who for contact in contacts if (who := customer(contact)))


def alike(r: Reader, probe: Probe) -> list[Likeness]:
    """Every case like this one, before anybody's rights are asked: duplicates first, then by nearness in time."""
    if not probe.customers:
        return []
    day = probe.heard.astimezone(r.zone).date()
    rules = windows(r)
    reach = timedelta(days=rules.repeat_days)
    kept = remembered(r, min(day, r.today) - reach)
    keys = frozenset().union(*(who.marks() for who in probe.customers))
    names = {key for key in keys if key.startswith("n")}
    few = timedelta(days=rules.duplicate_days)
    near_by = kept.find(keys - names, day, reach, MOST) | kept.find(names, day, few, MOST)
    cases = [case for subject in near_by - {probe.subject} if (case := complaint(r, subject)) and not case.erased]
    cases = [case for case in cases if case.state != course.JOINED]
    cases.sort(key=lambda case: abs(case.received - probe.heard))
    found = [one for case in cases if (one := _likeness(r, probe, case, rules))]
    return sorted(found, key=lambda one: (_RANK[one.kind], one.days_apart))


def _likeness(r: Reader, probe: Probe, case: Complaint, rules: Windows) -> Likeness | None:
    data = [one for _c, _d, one in r.unseal_all(_digests(r, case.subject))]
    alike_as = closest(probe.customers, customers_of(contact for one in data for contact in contacts_in(one)))
    if alike_as == OTHER:
        return None
    days = _days(case.received, probe.heard)
    over = not case.live and case.ended is not None and case.ended <= probe.heard
    same = days <= rules.duplicate_days and _same_matter(r, probe, case, loose=alike_as != NAMESAKE)
    kind = kind_of(alike_as, days, rules, same_matter=same, over=over)
    return Likeness(case, kind, days) if kind else None


def _same_matter(r: Reader, probe: Probe, case: Complaint, *, loose: bool) -> bool:
    """The same class, cause or person (all that are known, unless `loose`), or texts that tell the same."""
    pairs = [(probe.class_code, case.class_code), (probe.cause_code, case.cause_code), (probe.person, case.person)]
    hits = [a == b for a, b in pairs if a]
    if hits and (any(hits) if loose else all(hits)):
        return True
    return bool(probe.text) and near(probe.text, read_text(r, case.subject, sealed(r, case.subject).text))


def _digests(r: Reader, subject: str) -> list[str]:
    return [digest for _s, _d, digests in contacts_of(r, [subject]) for digest in digests]


def _days(one: datetime, other: datetime) -> int:
    return abs(one - other).days


def _seen(r: Reader, actor: str, found: Likeness, *, linked: bool = False) -> Match | None:
    """What one person may know of a likeness; None of a case about himself."""
    if actor == found.case.person:
        return None
    if not readable(r, actor, found.case):
        return Match("", "", found.kind, 0, readable=False, linked=linked)
    return Match(found.case.subject, found.case.number, found.kind, found.days_apart, readable=True, linked=linked)
