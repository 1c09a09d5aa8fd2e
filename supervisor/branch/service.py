"""What people do about the branch itself: found it, set its posts, hours and calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supervisor.access import Right, require
from supervisor.branch.events import (
    BRANCH,
    BranchFounded,
    BranchNumberSet,
    ClassSet,
    HoursSet,
    OverrideSet,
    OverrideWithdrawn,
    PaydaysSet,
    PensionDaysSet,
    PostClosed,
    PostSet,
    ProfileChanged,
    SkillSet,
    ZoneSet,
)
from supervisor.branch.faults import WrongField
from supervisor.branch.forms import branch_number, branch_number_rule
from supervisor.branch.ledger import founded, overrides, posts
from supervisor.branch.records import Opening
from supervisor.branch.staff import (
    add_person,
    change_person,
    grant_skill,
    person_left,
    person_returned,
    strike_person,
    withdraw_skill,
)
from supervisor.branch.workdays import HOLIDAY_WEEKDAY
from supervisor.errors import BadInput
from supervisor.journal import Book, Writer, new_id
from supervisor.language import Words, _

__all__ = [
    "add_person",
    "append_hours",
    "append_override",
    "append_post",
    "change_person",
    "change_profile",
    "close_post",
    "found_branch",
    "grant_skill",
    "person_left",
    "person_returned",
    "set_hours",
    "set_override",
    "set_paydays",
    "set_pension_days",
    "set_post",
    "set_service_class",
    "set_skill",
    "set_zone",
    "strike_person",
    "withdraw_override",
    "withdraw_skill",
]

DAY_MINUTES = 24 * 60


def found_branch(
    book: Book,
    actor: str,
    *,
    name: str,
    zone: str | None = None,
    target_minutes: float = 10.0,
    target_share: float = 0.8,
    number: str = "",
) -> str:
    """Set up the branch of a new book; returns its subject. `number` is head office's for it (机构号).

    `zone` is the book's IANA time zone, which cannot be another; the target says that `target_share`
    (0–1) of the customers are to wait no longer than `target_minutes`. Raises BadInput for figures that
    cannot be, or when the branch is there already.
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_BRANCH)
        if founded(w):
            raise BadInput(_("The branch is set up already: change its profile instead."))
        _check_profile(name, target_minutes, target_share)
        number = _number(number)
        if zone is not None and zone != w.zone.key:
            raise BadInput(
                _("The book keeps its days by {zone}: a branch elsewhere needs its own book.").format(zone=w.zone.key)
            )
        w.append(
            BRANCH,
            BranchFounded(name=name.strip(), zone=w.zone.key, target_minutes=target_minutes, target_share=target_share),
        )
        if number:
            w.append(BRANCH, BranchNumberSet(branch_no=number))
    return BRANCH


def change_profile(
    book: Book,
    actor: str,
    *,
    name: str | None = None,
    target_minutes: float | None = None,
    target_share: float | None = None,
    number: str | None = None,
) -> None:
    """Change the branch's name, number (empty: none) or waiting target; None leaves a field as it is."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_BRANCH)
        _check_profile(name, target_minutes, target_share)
        if (name, target_minutes, target_share) != (None, None, None):
            fact = ProfileChanged(
                name=name and name.strip(), target_minutes=target_minutes, target_share=target_share
            )  # fmt: skip
            w.append(BRANCH, fact)
        if number is not None:
            w.append(BRANCH, BranchNumberSet(branch_no=_number(number)))


def set_paydays(book: Book, actor: str, days: Iterable[int]) -> None:
    """Set the days of the month (1–31) on which wages arrive."""
    _set_days(book, actor, days, PaydaysSet, "days", _("Paydays are days of the month, from 1 to 31."))


def set_pension_days(book: Book, actor: str, days: Iterable[int]) -> None:
    """Set the days of the month (1–31) on which pensions arrive."""
    _set_days(book, actor, days, PensionDaysSet, "pension_days", _("Pension days are days of the month, from 1 to 31."))


def _set_days(
    book: Book, actor: str, days: Iterable[int], fact: type[PaydaysSet | PensionDaysSet], field: str, wrong: str
) -> None:
    chosen = tuple(sorted(set(days)))
    if any(not 1 <= day <= 31 for day in chosen):
        raise WrongField(field, wrong)
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_BRANCH)
        w.append(BRANCH, fact(days=chosen))


def set_zone(book: Book, actor: str, code: str, name: Words) -> str:
    """Name a zone of the hall; returns its subject."""
    return _name(book, actor, "zone", code, ZoneSet(name=name))


def set_service_class(book: Book, actor: str, code: str, name: Words) -> str:
    """Name a service class, that for which customers draw tickets; returns its subject."""
    return _name(book, actor, "class", code, ClassSet(name=name))


def set_skill(book: Book, actor: str, code: str, name: Words, *, authorisation: bool = False) -> str:
    """Name a skill or an authorisation; returns its subject."""
    return _name(book, actor, "skill", code, SkillSet(name=name, authorisation=authorisation))


def _name(book: Book, actor: str, kind: str, code: str, fact: ZoneSet | ClassSet | SkillSet) -> str:
    code = code.strip()
    if not code or not str(fact.name).strip():
        raise WrongField("name" if code else "code", _("A code and a name are needed."))
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_BRANCH)
        w.append(f"{kind}:{code}", fact)
    return f"{kind}:{code}"


def set_post(
    book: Book,
    actor: str,
    *,
    code: str,
    name: Words,
    zone: str = "",
    service_class: str = "",
    skill: str = "",
    stations: int = 1,
    min_cover: int = 0,
    dual_control: bool = False,
    subject: str | None = None,
) -> str:
    """Open a post, or change the one named by `subject`; returns its subject.

    Raises BadInput when the code is taken by another post or the numbers cannot be (0 ≤ min_cover ≤
    stations).
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_BRANCH)
        fact = PostSet(
            code=code.strip(),
            name=name,
            zone=zone,
            service_class=service_class,
            skill=skill,
            stations=stations,
            min_cover=min_cover,
            dual_control=dual_control,
        )
        field, problem = post_problem(fact)
        if problem:
            raise WrongField(field, problem)
        if any(post.code == fact.code and post.subject != subject for post in posts(w)):
            raise WrongField("code", _("The post code {code} is taken: choose another.").format(code=fact.code))
        return append_post(w, fact, subject)


def post_problem(fact: PostSet) -> tuple[str, str]:
    """What is wrong with a post by itself: the argument and a sentence; both empty when nothing is."""
    if not fact.code:
        return "code", _("A post needs a code.")
    if not str(fact.name).strip():
        return "name", _("A post needs a name.")
    if fact.stations < 1:
        return "stations", _("A post has at least one station.")
    if not 0 <= fact.min_cover <= fact.stations:
        words = _("Minimum cover lies between 0 and the number of stations ({n}).").format(n=fact.stations)
        return "min_cover", words
    return "", ""


def append_post(w: Writer, fact: PostSet, subject: str | None = None) -> str:
    """Append a checked post within a wider command (an import); returns its subject."""
    subject = subject or f"post:{new_id()}"
    w.append(subject, fact)
    return subject


def close_post(book: Book, actor: str, subject: str, day: date) -> None:
    """Close a post from a day on. Raises BadInput when there is no such open post."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_BRANCH)
        if all(post.subject != subject for post in posts(w)):
            raise BadInput(_("There is no such post."))
        w.append(subject, PostClosed(day=day))


def set_hours(
    book: Book, actor: str, weekdays: Iterable[int], opening: Opening | None, *, valid_from: date = date.min
) -> None:
    """Set opening hours of weekdays (1 Monday … 7 Sunday, 8 public holidays) from a date on; None: closed."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_BRANCH)
        if opening is not None:
            problem = opening_problem(opening)
            if problem:
                raise WrongField("opening", problem)
        for weekday in weekdays:
            if not 1 <= weekday <= HOLIDAY_WEEKDAY:
                raise BadInput(_("Weekdays are 1 (Monday) to 7 (Sunday), or 8 for public holidays."))
            append_hours(w, weekday, opening, valid_from)


def append_hours(w: Writer, weekday: int, opening: Opening | None, valid_from: date) -> None:
    """Append checked opening hours within a wider command (an import)."""
    fact = HoursSet(
        valid_from=valid_from,
        open_minute=opening.open_minute if opening else None,
        close_minute=opening.close_minute if opening else None,
    )
    w.append(f"hours:{weekday}", fact)


def opening_problem(opening: Opening) -> str:
    """What is wrong with opening hours, as a sentence; empty when nothing is."""
    if not 0 <= opening.open_minute < opening.close_minute <= DAY_MINUTES:
        return _("Opening comes before closing, both within one day.")
    return ""


def set_override(
    book: Book, actor: str, day: date, *, working: bool, opening: Opening | None = None, note: str = ""
) -> None:
    """Say what one date is here, against weekly hours and the national calendar.

    A working date without `opening` takes the hours of its weekday, or Monday's where that weekday has none.
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_BRANCH)
        if opening is not None:
            problem = opening_problem(opening)
            if problem:
                raise WrongField("opening", problem)
        append_override(w, day, working, opening, note)


def append_override(w: Writer, day: date, working: bool, opening: Opening | None, note: str) -> None:
    """Append a checked calendar entry within a wider command (an import)."""
    fact = OverrideSet(
        day=day,
        working=working,
        open_minute=opening.open_minute if opening and working else None,
        close_minute=opening.close_minute if opening and working else None,
        note=note,
    )
    w.append(f"calendar:{day.isoformat()}", fact)


def withdraw_override(book: Book, actor: str, day: date) -> None:
    """Let a date follow the ordinary rules again."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_BRANCH)
        if overrides(w, day, day):
            w.append(f"calendar:{day.isoformat()}", OverrideWithdrawn())


def _number(text: str) -> str:
    number = branch_number(text)
    if number is None:
        raise WrongField("number", branch_number_rule())
    return number


def _check_profile(name: str | None, target_minutes: float | None, target_share: float | None) -> None:
    if name is not None and not name.strip():
        raise WrongField("name", _("The branch needs a name."))
    if target_minutes is not None and not 0 < target_minutes <= 240:
        raise WrongField("target_minutes", _("The waiting target lies between 0 and 240 minutes."))
    if target_share is not None and not 0 < target_share <= 1:
        raise WrongField("target_share", _("The share of customers lies between 0 and 1 (0.8 for 80 %)."))
