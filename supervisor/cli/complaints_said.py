"""A complaint and the cases like it as lines for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from supervisor.cli.complaints_shared import minute
from supervisor.cli.context import say, table
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.complaints.records import CaseFile, Step
    from supervisor.journal import Reader


def say_case(case: CaseFile, who: dict[str, str], named: dict[str, dict[str, Any]]) -> None:
    """A case's head and texts, as masked or open as they are."""
    from supervisor.complaints.words import CHANNELS, STATES

    one = case.complaint
    say(f"{one.number}  {one.day}  {CHANNELS[one.channel]}  {STATES[one.state]}  {who.get(one.owner, one.owner)}")
    if one.group_size:
        say(_("{count} customers together").format(count=one.group_size))
    fault = "" if one.at_fault is None else _("yes") if one.at_fault else _("no")
    for words, text in (
        (_("Kind of business"), named["class"].get(one.class_code, one.class_code)),
        (_("Cause"), named["cause"].get(one.cause_code, one.cause_code)),
        (_("Zone"), named["zone"].get(one.zone, one.zone)),
        (_("Person concerned"), who.get(one.person, one.person)),
        (_("First taker"), who.get(one.first_taker, one.first_taker)),
        (_("Bank at fault"), fault),
        (_("Root cause"), named["root"].get(one.root_code, one.root_code)),
        (_("Handled by"), who.get(one.handled_by, one.handled_by)),
        (_("Signed by"), who.get(one.signed_by, one.signed_by)),
        (_("What happened"), case.text), (_("Wish"), case.wish), (_("Facts"), case.facts),
        (_("Measure"), case.measure), (_("Root cause"), case.root), (_("Answer"), case.reply),
        (_("Head office decided"), case.decision),
    ):  # fmt: skip
        if text:
            say(f"{words}{_(': ')}{text}")
    for number, contact in enumerate((case.contact, *case.representatives)):
        if contact:
            words = _("Representative {number}").format(number=number) if number else _("Customer")
            parts = (contact.name, contact.phone, contact.mail, contact.address)
            say(f"{words}{_(': ')}{'  '.join(part for part in parts if part)}")


def said_step(app: Any, step: Step, who: dict[str, str], reasons: dict[str, str]) -> tuple[str, str, str, str]:
    """A line of the course: when, what, by whom, and what is known of it; one entered later says so."""
    from supervisor.complaints.steps.telling import told_of
    from supervisor.complaints.words import STEPS

    zone = app.book.zone
    note = told_of(step, zone, lambda one: who.get(one, one), lambda code: reasons.get(code, code))
    if step.entered_later:
        entered = _("entered {moment}").format(moment=minute(app, step.entered))
        note = _("; ").join(part for part in (note, entered) if part)
    return minute(app, step.at), str(STEPS.get(step.kind, step.kind)), who.get(step.actor, step.actor), note


def named_in(r: Reader) -> dict[str, dict[str, Any]]:
    """Code → words of what a case is known by; each tree by itself, for they share codes."""
    from supervisor.branch.ledger import names
    from supervisor.complaints.ledger import tree

    trees = {name: {node.code: node.name for node in tree(r, name)} for name in ("class", "cause", "root")}
    return {**trees, "zone": {one.code: one.name for one in names(r, "zone")}}


def say_matches(matches: Any) -> None:
    """Cases of perhaps the same customer, as far as this person may know of them."""
    from supervisor.complaints.repeats.words import KINDS, UNREADABLE

    table(
        (_("Complaint"), _("What it is"), _("Days apart"), _("Linked")),
        [
            (m.number if m.readable else UNREADABLE, KINDS.get(m.kind, m.kind), m.days_apart if m.readable else "",
             _("yes") if m.linked else "")
            for m in matches
        ],
    )  # fmt: skip
