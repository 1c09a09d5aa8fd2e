"""What is known of a step of a case's course, in words: the card and the command line tell it alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from supervisor.complaints.records import Step
from supervisor.complaints.words import FINDINGS, MANNERS, TELLINGS
from supervisor.language import _

Name = Callable[[str], str]
_UNSAID = ("attached",)  # steps whose note is no words


def told_of(step: Step, zone: tzinfo, person: Name, reason: Name) -> str:
    """The note of a step and everything else that is kept of it; "" where there is nothing to say.

    `person` names a person by subject, `reason` a reason for a pause by its code.
    """
    known = dict(step.details)
    parts = [_note(step, zone, person, reason)]
    if step.kind == "handled":
        parts.append(_("the bank is at fault") if known.get("at_fault") == "yes" else _("the bank is not at fault"))
        if changed := known.get("changed"):
            named = _(", ").join(str(FINDINGS.get(name, name)) for name in changed.split(","))
            parts.append(_("changed: {what}").format(what=named))
    if accepted := known.get("accepted"):
        parts.append(_("accepts it") if accepted == "yes" else _("does not accept it"))
    for kind, words in _words().items():
        if value := known.get(kind):
            parts.append(words.format(value=person(value) if kind in ("confirmed_by", "owner") else value))
    if told := known.get("told"):
        how = TELLINGS.get(known.get("told_by", ""))
        when = _minute(told, zone)
        parts.append(_("customer told {when}").format(when=f"{when} {how}" if how else when))
    return _("; ").join(part for part in parts if part)


def _words() -> dict[str, str]:
    return {
        "approved_by": _("approved by {value}"),
        "confirmed_by": _("confirmed by {value}"),
        "owner": _("followed up by {value}"),
        "reason": _("reason: {value}"),
        "remark": "{value}",
    }


def _note(step: Step, zone: tzinfo, person: Name, reason: Name) -> str:
    note = step.note
    if not note or step.kind in _UNSAID:
        return ""
    if step.kind in ("handed_over", "interest_declared", "interest_taken_back"):
        return person(note)
    if step.kind == "paused":
        return reason(note)
    if step.kind == "replied":
        return str(MANNERS.get(note, note))
    if step.kind == "reply_time_agreed":
        return _minute(note, zone)
    if step.kind == "head_office_decided":
        return _("decided by {value}").format(value=note)
    if step.kind == "group_changed":
        return _("{count} customers").format(count=note)
    return note


def _minute(instant: str, zone: tzinfo) -> str:
    return f"{datetime.fromisoformat(instant).astimezone(zone):%Y-%m-%d %H:%M}"
