"""The people of a set-up workbook: who is new, what changed about whom, since when a job is held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol

from supervisor.branch.alterations import Altered, altered
from supervisor.branch.events import PersonChanged, PersonJoined, PersonTemporary, SkillGranted, SkillWithdrawn
from supervisor.branch.faults import WrongField
from supervisor.branch.forms import SEX_NAMES, SHEETS
from supervisor.branch.intake import PersonLine
from supervisor.branch.ledger import name_of, people, stints
from supervisor.branch.records import Person, Temporary
from supervisor.branch.staff import append_person, check_since, check_temporary
from supervisor.branch.stints import Stint
from supervisor.errors import BadInput, Fault, Refused
from supervisor.journal import Reader, Writer
from supervisor.language import _


class Note(Protocol):
    """Counts one line of the file; whether anything is to be written for it."""

    def __call__(self, sheet: str, what: str, *, new: bool, differs: bool, changes: Iterable[Altered] = ()) -> bool: ...


def take_people(
    w: Writer, lines: tuple[PersonLine, ...], note: Note, authorises: Callable[[str], bool], file: str
) -> None:
    """Write what differs of each line. Raises BadInput, and Refused where somebody authorises himself."""
    known: dict[str, Person] = {one.no: one for one in people(w)}
    held = stints(w)
    for line in lines:
        old = known.get(line.no)
        if old is None:
            note("person", f"{line.no} {line.name}", new=True, differs=True)
            _join(w, line, file)
            continue
        own_stints = held.get(old.subject, ())
        particulars = (line.name, line.role, line.zone or old.zone, line.sex or old.sex)
        since = line.role_since
        if since is None or not own_stints or (line.role, since) == (own_stints[-1].role, own_stints[-1].since):
            since = None
        temporary = _temporary(line, old)
        moved = particulars != (old.name, old.role, old.zone, old.sex) or since is not None
        learnt = set(line.skills) - old.skills
        own = sorted(filter(authorises, learnt)) if w.actor == old.subject else []
        if own:
            raise Refused(_own_line(line, own, file))
        lost = old.skills - set(line.skills) if line.skills else frozenset()
        differs = moved or bool(learnt) or bool(lost) or temporary != old.temporary
        changes = (
            _changes(w, old, particulars, own_stints, since, old.skills - lost | learnt, temporary) if differs else ()
        )
        if not note("person", f"{line.no} {line.name}", new=False, differs=differs, changes=changes):
            continue
        _check(line, file, temporary, since, own_stints, w.today)
        if moved:
            name, role, zone, sex = particulars
            w.append(old.subject, PersonChanged(name=name, role=role, zone=zone, sex=sex, since=since))
        if temporary != old.temporary:
            w.append(old.subject, PersonTemporary(since=temporary.since, until=temporary.until))
        for skill in sorted(learnt):
            w.append(old.subject, SkillGranted(skill=skill))
        for skill in sorted(lost):
            w.append(old.subject, SkillWithdrawn(skill=skill))


def _changes(
    r: Reader, old: Person, particulars: tuple[str, ...], own_stints: Sequence[Stint], since: date | None,
    skills: frozenset[str] | set[str], temporary: Temporary,
) -> tuple[Altered, ...]:  # fmt: skip
    def called(kind: str, codes: Iterable[str]) -> list[str]:
        return sorted(name_of(r, kind, code) for code in codes)

    name, role, zone, sex = particulars
    held = own_stints[-1].since if own_stints and role == old.role else None  # of another job it is no correction
    return altered([
        ("name", old.name, name), ("role", old.role, role),
        ("zone", called("zone", [old.zone]), called("zone", [zone])),
        ("skills", called("skill", old.skills), called("skill", skills)),
        ("sex", SEX_NAMES.get(old.sex, ""), SEX_NAMES.get(sex, "")), ("role_since", held if since else None, since),
        ("temporary", old.temporary.since is not None, temporary.since is not None),
        ("temporary_until", old.temporary.until, temporary.until),
    ])  # fmt: skip


def _join(w: Writer, line: PersonLine, file: str) -> None:
    joined = line.joined or w.today
    temporary = Temporary(joined, line.temporary_until) if line.temporary else Temporary()
    _check(line, file, temporary, None, (), w.today)
    fact = PersonJoined(no=line.no, name=line.name, role=line.role, zone=line.zone, sex=line.sex, joined=joined)
    append_person(w, fact, line.skills, temporary)  # since when he holds this job says nothing: no other is known


def _temporary(line: PersonLine, old: Person) -> Temporary:
    """What the line says; an empty cell of an older workbook leaves it as it is."""
    if line.temporary is None:
        return old.temporary
    if not line.temporary:
        return Temporary()
    return Temporary(old.temporary.since or old.joined, line.temporary_until)


def _check(
    line: PersonLine, file: str, temporary: Temporary, since: date | None, held: Sequence[Stint], today: date
) -> None:
    try:
        check_since(since, held, today)
        check_temporary(temporary)
    except WrongField as wrong:
        fault = Fault(str(wrong), _("Write another day."), file, SHEETS["person"][0][0], line.row)
        raise BadInput(_("The file was not taken in: {n} faults.").format(n=1), (fault,)) from None


def _own_line(line: PersonLine, own: list[str], file: str) -> str:
    """What is said of a file in which somebody authorises himself."""
    fault = Fault(
        _("nobody authorises himself: {what}").format(what=", ".join(own)),
        _("Leave it out of your own line; a colleague who manages people can give it to you."),
        file, SHEETS["person"][0][0], line.row,
    )  # fmt: skip
    return f"{_('The file was not taken in.')}\n{fault}"
