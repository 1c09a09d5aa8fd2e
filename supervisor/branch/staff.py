"""What people do about people: joining, changing, leaving, and who may do which work.

Apart from `service` because two different hands do it: the branch's set-up changes once a year, its
people monthly.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from supervisor.access import Right, require
from supervisor.access.ledger import users_of_person
from supervisor.branch.events import (
    PersonChanged,
    PersonJoined,
    PersonLeft,
    PersonReturned,
    PersonStruck,
    PersonTemporary,
    SkillGranted,
    SkillWithdrawn,
)
from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import names, people, person, person_skills, stints
from supervisor.branch.records import Person, Temporary
from supervisor.branch.stints import Stint
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader, Writer, new_id
from supervisor.language import _

SEXES = ("", "f", "m")


def add_person(
    book: Book,
    actor: str,
    *,
    no: str,
    name: str,
    role: str,
    zone: str = "",
    skills: Collection[str] | Mapping[str, date | None] = (),
    sex: str = "",
    joined: date | None = None,
    temporary: Temporary | None = None,
) -> str:
    """Take somebody on; returns the person's subject.

    `no` is the staff number, unique among those who work here; `role` the job in the branch's own words;
    `sex` "f", "m" or empty (the appearance check-list differs); `skills` codes, or codes with the last day on which
    each is valid (None: it does not expire); `temporary` of whoever is here for a time only. Raises BadInput, Refused
    without the right.
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_PEOPLE)
        no = no.strip()
        _check(w, no, name, sex)
        fact = PersonJoined(no=no, name=name.strip(), role=role.strip(), zone=zone, joined=joined or w.today, sex=sex)
        check_temporary(temporary)
        return append_person(w, fact, skills, temporary)


def append_person(
    w: Writer,
    fact: PersonJoined,
    skills: Collection[str] | Mapping[str, date | None] = (),
    temporary: Temporary | None = None,
) -> str:
    """Append a checked person and skills within a wider command (an import); returns the subject."""
    subject = f"person:{new_id()}"
    w.append(subject, fact)
    if temporary is not None and temporary.since is not None:
        w.append(subject, PersonTemporary(since=temporary.since, until=temporary.until))
    for skill in skills:
        w.append(subject, SkillGranted(skill=skill, until=skills[skill] if isinstance(skills, Mapping) else None))
    return subject


def change_person(
    book: Book,
    actor: str,
    subject: str,
    *,
    no: str | None = None,
    name: str | None = None,
    role: str | None = None,
    zone: str | None = None,
    sex: str | None = None,
    skills: Mapping[str, date | None] | None = None,
    since: date | None = None,
    temporary: Temporary | None = None,
) -> None:
    """Change particulars of a person and, with `skills`, what he may do; None leaves a field as it is.

    `since` is the day from which the role is held (None: today, where it changes); of the role he has, it puts that
    day right.
    `skills` is all of them from now on: code → last valid day, None where it does not expire. Whoever learns
    something by it may not be the one who gives the command.
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_PEOPLE)
        known = _known(w, subject)
        held = stints(w, subject).get(subject, ())
        wanted = known.role if role is None else role.strip()
        since = since if since is not None and held and (wanted, since) != (held[-1].role, held[-1].since) else None
        check_since(since, held, w.today)
        fact = PersonChanged(
            no=known.no if no is None else no.strip(),
            name=known.name if name is None else name.strip(),
            role=wanted,
            zone=known.zone if zone is None else zone,
            sex=known.sex if sex is None else sex,
            since=since,
        )
        _check(w, str(fact.no), str(fact.name), str(fact.sex), subject)
        if (fact.no, fact.name, fact.role, fact.zone, fact.sex, fact.since) != (
            known.no, known.name, known.role, known.zone, known.sex, None
        ):  # fmt: skip
            w.append(subject, fact)
        check_temporary(temporary)
        if temporary is not None and temporary != known.temporary:
            w.append(subject, PersonTemporary(since=temporary.since, until=temporary.until))
        if skills is not None:
            _set_skills(w, actor, subject, skills)


def _set_skills(w: Writer, actor: str, subject: str, wanted: Mapping[str, date | None]) -> None:
    held = {one.skill: one.until for one in person_skills(w) if one.person == subject}
    given = {skill: until for skill, until in wanted.items() if skill not in held or held[skill] != until}
    if given:
        require(w, actor, Right.MANAGE_PEOPLE, about=subject)
    for skill, until in sorted(given.items()):
        if until is not None and until < w.today:
            raise WrongField("skills", _("The skill would have expired already."))
        w.append(subject, SkillGranted(skill=skill, until=until))
    for skill in sorted(held.keys() - wanted.keys()):
        w.append(subject, SkillWithdrawn(skill=skill))


def strike_person(book: Book, actor: str, subject: str) -> None:
    """Take back a person who was entered by mistake. Raises BadInput when the person has a login already."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_PEOPLE)
        _known(w, subject)
        if users_of_person(w, subject):
            raise BadInput(_("This person has a login: record the last day instead."))
        w.append(subject, PersonStruck())


def person_left(book: Book, actor: str, subject: str, last_day: date) -> None:
    """Record a person's last day. The record stays; the person is in no roster after that day."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_PEOPLE)
        known = _known(w, subject)
        if last_day < known.joined:
            raise WrongField("day", _("The last day lies before the day of joining ({day}).").format(day=known.joined))
        w.append(subject, PersonLeft(day=last_day))


def person_returned(book: Book, actor: str, subject: str, day: date) -> None:
    """Record that somebody who left is back. Raises BadInput when the staff number went to somebody else."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_PEOPLE)
        known = _known(w, subject)
        _check(w, known.no, known.name, known.sex, subject)
        w.append(subject, PersonReturned(day=day))


def grant_skill(book: Book, actor: str, subject: str, skill: str, until: date | None = None) -> None:
    """Give a person a skill or authorisation, valid until and including a day where it expires.

    Nobody authorises himself; a skill that is no authorisation he may name. Raises BadInput for a day gone by.
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_PEOPLE, about=subject if granted_only(w)(skill.strip()) else None)
        _known(w, subject)
        if not skill.strip():
            raise BadInput(_("Name the skill."))
        if until is not None and until < w.today:
            raise BadInput(_("The skill would have expired already."))
        w.append(subject, SkillGranted(skill=skill.strip(), until=until))


def granted_only(r: Reader, plain: Collection[str] = ()) -> Callable[[str], bool]:
    """Whether a skill's code is an authorisation, which somebody else must give; what nobody has named counts as one,
    unless it is among `plain`, named in the same breath.
    """
    free = {one.code for one in names(r, "skill") if not one.authorisation} | set(plain)
    return lambda code: code not in free


def withdraw_skill(book: Book, actor: str, subject: str, skill: str, reason: str = "") -> None:
    """Take a skill or authorisation from a person, with the reason."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_PEOPLE)
        if skill in _known(w, subject).skills:
            w.append(subject, SkillWithdrawn(skill=skill, reason=reason))


def check_since(since: date | None, held: Sequence[Stint], today: date) -> None:
    """Whether a job can be held from this day on: he was here, and the day has come. Raises WrongField."""
    if since is None:
        return
    if since > today:
        raise WrongField("since", _("{day} has not come yet: enter the new job on its day.").format(day=since))
    if held and since < held[0].since:
        raise WrongField("since", _("The person has been here only since {day}.").format(day=held[0].since))


def check_temporary(temporary: Temporary | None) -> None:
    """Whether its end fits its beginning. Raises WrongField."""
    if temporary is None or temporary.until is None:
        return
    if temporary.since is None or temporary.until < temporary.since:
        raise WrongField("temporary_until", _("The end of a temporary stay lies before its beginning."))


def _known(r: Reader, subject: str) -> Person:
    found = person(r, subject)
    if found is None:
        raise BadInput(_("There is no such person."))
    return found


def _check(r: Reader, no: str, name: str, sex: str, subject: str | None = None) -> None:
    if not no:
        raise WrongField("no", _("A person needs a staff number."))
    if not name.strip():
        raise WrongField("name", _("A person needs a name."))
    if sex not in SEXES:
        raise WrongField("sex", _("Sex is f, m or empty."))
    if any(one.no == no and one.subject != subject for one in people(r)):
        raise WrongField("no", _("The staff number {no} is taken.").format(no=no))
