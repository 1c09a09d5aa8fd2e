"""What the complaints screen shows, read once on the pool: only what the person who is logged in may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from supervisor.desktop.screens.complaints.book_days import BOOK_DAYS_BACK, BookDay, book_days
from supervisor.desktop.screens.complaints.naming import Naming
from supervisor.language import _

DAYS_BACK = 366
LONG = 2_000  # cases from which the ended ones are read behind the others
STEPS_OF = 300  # promises whose course is read at once


@dataclass(frozen=True)
class CaseRead:
    """One case opened: what it says, its clocks, what may be done next and what happened."""

    file: Any = None
    clocks: tuple[Any, ...] = ()
    steps: tuple[str, ...] = ()
    why: str = ""
    history: tuple[Any, ...] = ()
    files: tuple[Any, ...] = ()
    may_open: bool = False
    looks: tuple[Any, ...] = ()  # for those who may look themselves
    links: tuple[Any, ...] = ()
    actions: tuple[tuple[str, str], ...] = ()  # corrective actions that may be named as its measure
    may_link: bool = False
    barred: tuple[str, ...] = ()  # who keeps out of it, as declared
    joined_to: str = ""  # the number of the earlier case
    apart: tuple[str, ...] = ()  # what two laptops did to it that cannot both stand, and what to do
    may_free: tuple[str, ...] = ()  # those of them whose interest may be taken back


@dataclass(frozen=True)
class Service:
    """A kind of service, and when a promise of it that is made now would be due (on the branch's clock)."""

    kind: Any
    due: datetime | None


@dataclass(frozen=True)
class Snapshot:
    """The four registers, and of each what is opened with what may be done next.

    `rows` are lines of all cases, `live` of those still owed something; of a long register (not `whole`) `rows` are
    these alone, and `touched` the lines of cases that `changed` since it was read.
    """

    now: datetime
    today: date
    actor: str
    rights: frozenset[str]
    naming: Naming
    active: tuple[tuple[str, str], ...]
    managers: frozenset[str]
    handlers: tuple[str, ...]
    class_options: tuple[tuple[str, str], ...]
    cause_options: tuple[tuple[str, str], ...]
    root_options: tuple[tuple[str, str], ...]
    pause_options: tuple[tuple[str, str], ...]
    rows: Any
    live: Any
    whole: bool
    changed: frozenset[str]
    touched: Any
    numbers: Mapping[str, str]
    commented: tuple[Any, ...]
    praises: tuple[Any, ...]
    promises: tuple[Any, ...]
    contacts: Mapping[str, Any]
    days: tuple[BookDay, ...]
    zones: Mapping[str, str]
    repeats: frozenset[str]
    case: CaseRead
    wanted: int = 0  # what of it needs somebody today, as the badge of the rail counts it
    clock: str = ""  # what is wrong with the clock of this computer
    services: tuple[Service, ...] = ()
    promise_steps: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    @property
    def people(self) -> Mapping[str, str]:
        """Names by subject."""
        return self.naming.people

    @property
    def file(self) -> Any:
        """The case that is open, as it is read; None without one."""
        return self.case.file

    @property
    def steps(self) -> tuple[str, ...]:
        """What may be done next with the case that is open."""
        return self.case.steps

    def may(self, right: str) -> bool:
        """Whether to offer a command at all; services check again."""
        return right in self.rights


def read(reader: Any, actor: str, about: Any, before: str, touched: frozenset[str] = frozenset()) -> Snapshot:
    """On the pool: `about` is what the screen was asked for, `before` the case that was open, `touched` what changed
    since the register was read whole.
    """
    import numpy

    from supervisor.access import Role, rights_of
    from supervisor.access.checks import roles_of
    from supervisor.access.ledger import users
    from supervisor.branch.ledger import names, people
    from supervisor.complaints.ledger import pause_reasons, tree
    from supervisor.complaints.promises.ledger import call_backs, praise, promise_history
    from supervisor.complaints.register.ledger import heard_by, how_many, listed, numbers
    from supervisor.complaints.repeats.ledger import repeat_subjects
    from supervisor.overview.owed_care import wanted_today

    today = reader.today
    long = how_many(reader) > LONG
    rows = listed(reader, actor, live=True if long else None)
    everybody = people(reader, active_only=False)
    classes, causes, roots = (tree(reader, name) for name in ("class", "cause", "root"))
    chosen = _chosen(reader, actor, about, before, rows)
    rights = frozenset(str(right) for right in rights_of(roles_of(reader, actor)))
    whole = "read_complaints" in rights
    praises = tuple(reversed(praise(reader, today - timedelta(days=DAYS_BACK), today)))
    promises = tuple(call_backs(reader, reader.now - timedelta(days=DAYS_BACK)))
    if not whole:  # whoever only records sees what is his
        praises = tuple(p for p in praises if actor in p.persons)
        promises = tuple(p for p in promises if actor in (p.owner, p.promised_by))
    reasons, logins = pause_reasons(reader), users(reader, active_only=True)
    return Snapshot(
        now=reader.now,
        today=today,
        actor=actor,
        rights=rights,
        naming=Naming(
            people={p.subject: p.name for p in everybody},
            classes={n.code: str(n.name) for n in classes},
            causes={n.code: str(n.name) for n in causes},
            roots={n.code: str(n.name) for n in roots},
            reasons={one.code: str(one.name) for one in reasons},
            zone=reader.zone,
        ),
        active=tuple((p.subject, f"{p.name} {p.no}") for p in everybody if p.left is None),
        managers=frozenset(u.person for u in logins if Role.MANAGER in u.roles),
        handlers=tuple(u.person for u in logins if Role.COMPLAINT_HANDLER in u.roles),
        class_options=_options(classes),
        cause_options=_options(causes),
        root_options=_options(roots),
        pause_options=tuple((one.code, str(one.name)) for one in reasons if one.active),
        rows=rows,
        live=rows.taken(numpy.flatnonzero(rows.live)),
        whole=not long,
        changed=touched,
        touched=listed(reader, actor, subjects=touched),
        numbers=numbers(reader, {p.complaint for p in promises if p.complaint}),
        commented=tuple(heard_by(reader, actor, "comment_book", today - timedelta(days=BOOK_DAYS_BACK))),
        praises=praises,
        promises=promises,
        contacts=_contacts(reader, actor, [each.subject for each in promises if each.has_contact and each.owed]),
        days=book_days(reader, today) if whole else (),
        repeats=repeat_subjects(reader, date.min, today),
        zones={one.code: str(one.name) for one in names(reader, "zone")},
        case=read_one(reader, actor, chosen),
        services=_services(reader),
        wanted=wanted_today(reader, actor),
        clock=_clock(reader),
        promise_steps={one.subject: tuple(promise_history(reader, one.subject)) for one in promises[:STEPS_OF]},
    )


def _clock(reader: Any) -> str:
    from supervisor.complaints.clockwatch.ledger import clock_set_back
    from supervisor.complaints.clockwatch.service import set_back_words

    found = clock_set_back(reader)
    return set_back_words(reader, found) if found is not None else ""


def _services(reader: Any) -> tuple[Service, ...]:
    """Every kind of service in use, with the time that a promise made now would have."""
    from supervisor.complaints.promises.proposing import proposed_due
    from supervisor.complaints.settings.ledger import service_kinds

    def due(kind: Any) -> datetime | None:
        found = proposed_due(reader, kind, reader.now)
        return found.astimezone(reader.zone) if found is not None else None

    return tuple(Service(kind, due(kind)) for kind in service_kinds(reader))


def read_one(reader: Any, actor: str, subject: str) -> CaseRead:
    """On the pool: one case, for the card; an empty one for no subject or where it may not be read."""
    from supervisor.complaints.attachments.ledger import looks
    from supervisor.complaints.attachments.service import list_files, may_look, may_open
    from supervisor.complaints.ledger import case_clocks, complaint, history, interested
    from supervisor.complaints.repeats.finding import linked_cases
    from supervisor.complaints.rights.checks import open_steps, require_handler
    from supervisor.complaints.rights.privacy import read_case, readable
    from supervisor.complaints.steps.owners import to_take_back
    from supervisor.errors import Refused

    case = complaint(reader, subject) if subject else None
    if case is None or not readable(reader, actor, case):
        return CaseRead()
    steps, why = open_steps(reader, actor, subject)
    main = complaint(reader, case.joined_to) if case.joined_to else None
    try:
        require_handler(reader, actor, case)
        may_link = True
    except Refused:
        may_link = False
    return CaseRead(
        file=read_case(reader, actor, subject),
        clocks=tuple(case_clocks(reader, case)),
        steps=tuple(steps),
        why=why,
        history=tuple(history(reader, subject)),
        files=tuple(list_files(reader, actor, subject)),
        may_open=may_open(reader, actor, case),
        looks=tuple(looks(reader, subject)) if may_look(reader, actor, case) else (),
        links=tuple(linked_cases(reader, actor, subject)),
        may_link=may_link,
        apart=_apart(reader, case),
        joined_to=main.number if main is not None else "",
        barred=tuple(sorted(interested(reader, subject))),
        may_free=tuple(to_take_back(reader, actor, case)),
        actions=_actions(reader, actor, case.action) if "handle" in steps else (),
    )


def _apart(reader: Any, case: Any) -> tuple[str, ...]:
    from supervisor.branch.ledger import people
    from supervisor.complaints.apart.finding import apart_of
    from supervisor.complaints.apart.settling import contradicted
    from supervisor.complaints.apart.words import cure_of, title_of

    found = apart_of(reader, case.subject)
    named = {one.subject: one.name for one in people(reader, active_only=False)} if found else {}
    said = [f"{title_of(one, named)}\n{cure_of(one)}" for one in found]
    if contradicted(reader, case.subject):
        said.append(_("Two laptops found or answered different things; it is not signed before one is chosen."))
    return tuple(said)


def _actions(reader: Any, actor: str, linked: str) -> tuple[tuple[str, str], ...]:
    """Corrective actions that a case may name: those not ended that the reader may know of, and the one it names."""
    from supervisor.actions.ledger import action, open_actions
    from supervisor.actions.privacy import seen

    there = {one.subject: one for one in (*open_actions(reader), *filter(None, [action(reader, linked)]))}
    return tuple((one.subject, f"{one.number} {one.title}") for one in seen(reader, actor, there.values()))


def _chosen(reader: Any, actor: str, about: Any, before: str, rows: Any) -> str:
    """What was asked for, else what was open, else the first line."""
    from supervisor.complaints.ledger import complaint
    from supervisor.complaints.rights.privacy import readable

    for one in (about, before):
        if isinstance(one, str) and one.startswith("complaint:"):
            case = complaint(reader, one)
            if case is not None and readable(reader, actor, case):
                return one
    return rows[0].subject if len(rows) else ""


def _options(nodes: list[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((node.code, str(node.name)) for node in nodes if node.active)


def _contacts(reader: Any, actor: str, subjects: list[str]) -> dict[str, Any]:
    """Masked contact data of promises still owed, where the person may see that much."""
    from supervisor.complaints.promises.service import masked_contact
    from supervisor.errors import Refused

    found = {}
    for subject in subjects:
        try:
            found[subject] = masked_contact(reader, actor, subject)
        except Refused:
            continue
    return found
