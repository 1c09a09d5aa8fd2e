"""The questions that every command on a case asks first: does it exist, may this person, is the step
possible?
"""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime, timedelta

from supervisor.access import Right, Role, require
from supervisor.access.checks import roles_of
from supervisor.access.ledger import users
from supervisor.access.rights import rights_of
from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import people, working_days_after
from supervisor.complaints.clockwatch.ledger import present
from supervisor.complaints.kernel import course
from supervisor.complaints.kernel.deadlines import OUTER, REVIEW, due_day, is_past, last_minute
from supervisor.complaints.ledger import case_clocks, complaint, deadline_rules, history, interested, sealed, tree
from supervisor.complaints.records import Complaint
from supervisor.complaints.settings.ledger import usable
from supervisor.complaints.texts.plain import plain_words
from supervisor.complaints.texts.sealing import read_contact, read_contacts
from supervisor.complaints.words import TELLINGS
from supervisor.errors import BadInput, Refused
from supervisor.journal import Reader, Writer
from supervisor.language import _


def found_case(r: Reader, subject: str) -> Complaint:
    """The case, or BadInput."""
    case = complaint(r, subject)
    if case is None:
        raise no_such_case(subject)
    return case


def no_such_case(subject: str) -> BadInput:
    """What is said of a case that is not there."""
    return BadInput(_("There is no complaint {subject}.").format(subject=subject))


def require_step(r: Reader, case: Complaint, step: str, now: datetime | None = None) -> None:
    """Raises Refused with the reason when the course of the case does not allow the step now."""
    standing = course.Standing(
        state=case.state,
        with_head_office=case.with_head_office,
        is_complex=case.is_complex,
        extended=case.extended,
        erased=case.erased,
        first_feedback=case.first_feedback is not None,
        review_until=review_until(r, case) if step == "ask_review" else None,
        about_manager=case.head_office,
        paused=case.paused,
        escalation_asked=case.escalation_asked,
        manager_told=case.manager_told is not None,
    )
    reason = course.refusal(standing, step, now)
    if reason:
        raise Refused(f"{case.number}{_(': ')}{reason}")


def steps_possible(r: Reader, subject: str) -> list[str]:
    """The steps that the course of a case allows now, in the order of the course; screens grey out the
    others.
    """
    case = found_case(r, subject)
    possible = []
    for step in course.STEPS:
        try:
            require_step(r, case, step)
        except Refused:
            continue
        possible.append(step)
    return possible


STEP_RIGHTS = {
    "find_complex": Right.EXTEND_COMPLAINT,
    "extend": Right.EXTEND_COMPLAINT,
    "pause": Right.EXTEND_COMPLAINT,
    "resume": Right.EXTEND_COMPLAINT,
    "ask_escalation": Right.ESCALATE_COMPLAINT,
    "decline_escalation": Right.SIGN_COMPLAINT,
    "escalate": Right.SIGN_COMPLAINT,
}


def closing_right(case: Complaint) -> Right:
    """Who signs: the branch manager; what came by the comment book its handler may sign."""
    return Right.HANDLE_COMPLAINT if case.channel == "comment_book" else Right.SIGN_COMPLAINT


def require_signer(r: Reader, actor: str, case: Complaint) -> None:
    """Refuse unless the actor may sign the case: by right, never because he was told first or owns it."""
    right = Right.HANDLE_MANAGER_COMPLAINT if case.head_office else closing_right(case)
    require(r, actor, right, about=concerned(r, case))


def others_sign(r: Reader, case: Complaint, without: str) -> bool:
    """Whether somebody may sign the case when a person keeps out of it."""
    out = {*concerned(r, case), without}
    right = Right.HANDLE_MANAGER_COMPLAINT if case.head_office else closing_right(case)
    return any(right in rights_of(user.roles) for user in users(r, active_only=True) if user.person not in out)


def open_steps(r: Reader, actor: str, subject: str) -> tuple[list[str], str]:
    """The steps that both the course of a case and the actor's rights allow now, in the order of the course, and why
    the first of the others is refused to this actor ("" when none is). Services ask both again.
    """
    case = found_case(r, subject)
    allowed, why = [], ""
    for step in steps_possible(r, subject):
        try:
            if step == "erase":
                require_erasing(r, actor, case)
            else:
                if step == "close":
                    require_signer(r, actor, case)
                else:
                    require_handler(r, actor, case, STEP_RIGHTS.get(step, Right.HANDLE_COMPLAINT))
        except Refused as refused:
            if step not in ("escalate", "decline_escalation"):  # who may not confirm may ask: nothing is kept from him
                why = why or str(refused)
        else:
            allowed.append(step)
    return allowed, why


def require_running(r: Reader, case: Complaint, told: datetime) -> None:
    """Refuse to make a limit longer that had run out when the customer was told: it stays missed."""
    for clock in case_clocks(r, case):
        if clock.kind in (OUTER, REVIEW) and clock.met is None and not clock.paused and is_past(clock.due, told):
            said = _("{number}: the limit ran out at {when}; it stays missed, a longer one can no longer be given.")
            raise Refused(said.format(number=case.number, when=f"{clock.due.astimezone(r.zone):%Y-%m-%d %H:%M}"))


def review_until(r: Reader, case: Complaint) -> datetime | None:
    """The last instant at which a review can be asked for; None while there is no decision."""
    if case.ended is None:
        return None
    rules = deadline_rules(r, case.day)
    after = (lambda day, n: working_days_after(r, day, n)) if rules.working_days else None
    return last_minute(due_day(case.ended.astimezone(r.zone).date(), rules.review_days, after), r.zone)


def concerned(r: Reader, case: Complaint) -> frozenset[str]:
    """Who keeps out of a case whatever his rights: the person it is about, and whoever declared an interest (回避)."""
    return interested(r, case.subject) | ({case.person} - {""})


def require_handler(r: Reader, actor: str, case: Complaint, right: Right = Right.HANDLE_COMPLAINT) -> None:
    """Refuse unless the actor may work on this case.

    Nobody works on a complaint about himself or in which he declared an interest (回避); what is about the
    branch manager is head office's alone; the owner and the first taker may do what a handler may, short of
    signing. While a decision is reviewed, whoever handled the case before keeps out of it; who signs may sign again.
    """
    if case.live and actor in case.former_handlers and right is not Right.SIGN_COMPLAINT:
        raise Refused(f"{case.number}{_(': ')}" + _("Whoever handled the case does not review it: name a colleague."))
    about = concerned(r, case)
    if case.head_office:
        require(r, actor, Right.HANDLE_MANAGER_COMPLAINT, about=about)
    elif right is Right.HANDLE_COMPLAINT and actor in (case.owner, case.first_taker):
        require(r, actor, Right.RECORD_COMPLAINT, about=about)
    else:
        require(r, actor, right, about=about)


def require_erasing(r: Reader, actor: str, case: Complaint) -> None:
    """Refuse unless the actor may erase what is sealed in this case, and the case has ended.

    What is about the branch manager only head office erases.
    """
    right = Right.HANDLE_MANAGER_COMPLAINT if case.head_office else Right.ERASE_PERSONAL_DATA
    require(r, actor, right, about=concerned(r, case))
    require_step(r, case, "erase")


def require_owner(
    r: Reader, owner: str, *, person: str, barred: frozenset[str] = frozenset(), head_office: bool = False
) -> None:
    """Refuse an owner who is nobody here, is the person concerned or is `barred` by an interest.

    Head office owns what is about the manager (`head_office`); anything else gets there only by escalation.
    """
    if not owner:
        raise BadInput(_("A complaint always has an owner: name one."))
    if owner == course.HEAD_OFFICE:
        if not head_office:
            raise Refused(_("Head office owns a case only once it was reported there: report it."))
        return
    if owner == person:
        raise Refused(_("The person whom the complaint is about cannot own it: name a colleague."))
    if owner in barred:
        raise Refused(_("This person declared an interest in the case: name a colleague."))
    require_person(r, owner, active_only=True)


def require_next_owner(r: Reader, case: Complaint, owner: str) -> None:
    """`require_owner` for a case that is already registered."""
    barred = interested(r, case.subject)
    if owner in (case.former_handlers if case.live else case.handlers):
        raise Refused(_("Whoever handled the case does not review it: name a colleague."))
    require_owner(r, owner, person=case.person, barred=barred, head_office=case.head_office)


def require_person(r: Reader, person: str, *, active_only: bool = False) -> None:
    """Refuse a subject that is nobody of this branch (or no longer, with `active_only`) nor a user of head office."""
    if any(known.subject == person for known in people(r, active_only=active_only)):
        return
    if Role.HEAD_OFFICE in roles_of(r, person):
        return
    raise BadInput(_("{person} is not in the list of people.").format(person=person))


def manages_branch(r: Reader, person: str) -> bool:
    """Whether a person logs in as branch manager."""
    return bool(person) and Role.MANAGER in roles_of(r, person)


def instant(w: Writer, at: datetime | None, earliest: datetime | None = None) -> datetime:
    """When it happened: now unless said otherwise; never in the future, never before `earliest`.

    Now is the later of the wall clock and what the book has seen: a clock set back makes nothing early.
    """
    now = present(w)
    if at is None:
        return now
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    if at > now:
        raise BadInput(_("This time has not come yet: write when it happened."))
    if earliest is not None and at < earliest:
        raise BadInput(_("This is before the complaint was heard: check date and time."))
    return at


_ROAD = frozenset({"escalated", "head_office_decided", "review_asked", "handled", "replied"})


def after_the_former(w: Writer, case: Complaint, at: datetime | None) -> datetime:
    """When a step towards the signature really happened: now unless said, never before the step it follows.

    A time is given by the minute: one within the minute of the former step follows it.
    """
    road = (step.at for step in history(w, case.subject) if step.kind in _ROAD)
    former = max((case.received, *road))
    if at is not None and timedelta() < former - at < timedelta(minutes=1) and at.minute == former.minute:
        at = former
    happened = instant(w, at, case.received)
    if happened < former:
        words = _("The step before it was on {when}: it cannot have happened earlier.")
        raise WrongField("day", words.format(when=f"{former.astimezone(w.zone):%Y-%m-%d %H:%M}"))
    return happened


def required(text: str, message: str, field: str = "") -> str:
    """The text without blanks around it, or BadInput with `message`, of the argument `field` where that is said."""
    text = text.strip()
    if not text:
        raise WrongField(field, message) if field else BadInput(message)
    return text


def plain_in(r: Reader, subject: str, text: str, field: str = "") -> str:
    """`plain_words` for an entry about a case: it may not name the case's own customer or representatives either."""
    digests = sealed(r, subject)
    people = (read_contact(r, subject, digests.contact), *read_contacts(r, subject, digests.representatives))
    return plain_words(text, field, people)


def known(code: str, allowed: Container[str], what: str) -> None:
    """Refuse a code that is none of those `allowed`."""
    if code not in allowed:
        raise BadInput(_("{code} is no {what} of this branch.").format(code=code or "–", what=what))


def require_telling(code: str) -> None:
    """Refuse a way of telling the customer that there is none of; "" where it was not said."""
    if code:
        known(code, TELLINGS, _("way of telling the customer"))


def require_node(r: Reader, tree_name: str, code: str, what: str, *, in_use: bool = False) -> None:
    """Refuse a code that is no node of one of the editable trees; with `in_use` also one that was retired."""
    known(code, {node.code for node in (usable(r, tree_name) if in_use else tree(r, tree_name))}, what)
