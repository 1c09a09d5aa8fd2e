"""What was found out about a case and what was done: recorded once, mended later without losing what stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from supervisor.actions.ledger import action as action_of
from supervisor.actions.ledger import subject_for
from supervisor.actions.privacy import seen
from supervisor.actions.service import raise_within
from supervisor.branch.faults import WrongField
from supervisor.complaints import events
from supervisor.complaints.kernel import course
from supervisor.complaints.ledger import sealed
from supervisor.complaints.records import Complaint
from supervisor.complaints.rights.checks import plain_in, require_next_owner, require_node, required
from supervisor.complaints.texts.sealing import read_text, seal_text
from supervisor.complaints.words import FINDINGS
from supervisor.journal import Writer
from supervisor.language import _

_TEXTS = ("facts", "measure", "root")


class Findings(msgspec.Struct, frozen=True):
    """What is said of a case now; None (and "" for the cause) is nothing said: what stands stays, "" empties it.

    `action` is a corrective action that is there already, `action_title` says what one to be raised now mends (never
    who complained) and `action_owner` who answers for it, the case's owner unless named.
    """

    at_fault: bool | None = None
    facts: str | None = None
    cause_code: str = ""
    measure: str | None = None
    action: str | None = None
    action_title: str = ""
    action_owner: str = ""
    root_code: str | None = None
    root: str | None = None
    apologised: bool | None = None


def append_handling(
    w: Writer, case: Complaint, given: Findings, *, at: datetime, on_the_spot: bool = False
) -> tuple[str, ...]:
    """Record findings inside a write that is open; returns the names of those that replace what stood.

    A first finding, and the one of a review, says the facts and who is at fault itself. Raises WrongField.
    """
    anew = case.state == course.OPEN
    if given.at_fault is None and (anew or case.at_fault is None):
        raise WrongField("at_fault", _("Say whether the bank is at fault."))
    if given.facts is not None or anew:
        required(given.facts or "", _("Write the facts that were found."), "facts")
    cause, root = given.cause_code or case.cause_code, _given(given.root_code, case.root_code)
    require_node(w, "cause", cause, _("cause of complaints"))
    if root:
        require_node(w, "root", root, _("root cause"))
    at_fault = bool(_given(given.at_fault, case.at_fault))
    apologised = bool(_given(given.apologised, case.apologised))
    if at_fault and not apologised:
        raise WrongField("apologised", _("The bank is at fault: apologise to the customer first and tick it."))
    texts = sealed(w, case.subject)
    measure = _text(w, case, given.measure, texts.measure)
    action = _action(w, case, given, at)
    if at_fault and not measure and not action:
        raise WrongField("measure", _("The bank is at fault: write the measure that keeps it from happening again."))
    fact = events.ComplaintHandled(
        at_fault=at_fault,
        cause_code=cause,
        facts_digest=_text(w, case, given.facts, texts.facts),
        measure_digest=measure,
        action=action,
        apologised=apologised,
        on_the_spot=on_the_spot,
        root_code=root,
        root_digest=_text(w, case, given.root, texts.root),
    )
    w.append(case.subject, fact, at=at)
    if case.at_fault is None:
        return ()
    stood = {name: getattr(texts if name in _TEXTS else case, name) for name in FINDINGS}
    now = {name: getattr(fact, f"{name}_digest" if name in _TEXTS else name) for name in FINDINGS}
    return tuple(name for name, was in stood.items() if was != "" and was != now[name])


def _given(now: Any, stands: Any) -> Any:
    return stands if now is None else now


def _text(w: Writer, case: Complaint, now: str | None, stands: str) -> str:
    """The digest of a text: of what stands where nothing else is said."""
    if now is None or (stands and now.strip() == read_text(w, case.subject, stands)):
        return stands
    return seal_text(w, case.subject, now.strip())


def _action(w: Writer, case: Complaint, given: Findings, at: datetime) -> str:
    title = given.action_title.strip()
    if title and given.action:
        raise WrongField("action_title", _("Either name a corrective action that is there, or raise a new one."))
    if not title:
        return _linked(w, given.action) if given.action else _given(given.action, case.action)
    there = action_of(w, subject_for(case.subject))
    if there is not None and there.state != "withdrawn":
        raise WrongField(
            "action_title",
            _("{number} was raised from this case already: it goes on there, or name another one.").format(
                number=there.number
            ),
        )
    answerable = given.action_owner or case.owner
    require_next_owner(w, case, answerable)
    return raise_within(
        w,
        cause=case.subject,
        title=plain_in(w, case.subject, title, "action_title"),
        owner=answerable,
        about=(case.person,) if case.person else (),
        at=at,
    )


def _linked(w: Writer, subject: str) -> str:
    """A corrective action that is there, that the writer may know of and that was not taken back."""
    there = action_of(w, subject)
    if there is None or not seen(w, w.actor, [there]):
        raise WrongField("action", _("There is no such corrective action."))
    if there.state == "withdrawn":
        raise WrongField("action", _("{number} was taken back: name another one.").format(number=there.number))
    return subject
