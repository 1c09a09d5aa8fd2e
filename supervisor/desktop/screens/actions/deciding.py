"""The forms around the due date and the severity, and deciding between what two laptops did apart."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.screens.actions.words import severity_words, times_words
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.wording import moment
from supervisor.language import _


def ask_due(parent: Any, desk: Desk, action: Any) -> None:
    """Who answers for it asks for more time; the manager decides on what was asked, or changes the date."""
    if desk.actor in (action.owner, action.doer):
        _ask_extension(parent, desk, action)
    elif action.asked_due is not None:
        _decide_extension(parent, desk, action)
    else:
        _change_due(parent, desk, action)


def _ask_extension(parent: Any, desk: Desk, action: Any) -> None:
    from supervisor.actions.dates import ask_extension

    book, actor, subject = desk.book, desk.actor, action.subject
    form = FormSheet(parent, desk, _("Ask for more time"))
    form.body.addWidget(label(_("The manager decides; {day} stays in the record.").format(day=action.due), "muted"))
    form.day("due", _("New due date"), action.asked_due or action.due)
    form.text("reason", _("Reason"))
    form.send(
        _("Ask for more time"), lambda v: ask_extension(book, actor, subject, v["due"], reason=v["reason"]),
        said=_("Asked; the manager decides."),
    )  # fmt: skip


def _decide_extension(parent: Any, desk: Desk, action: Any) -> None:
    from supervisor.actions.dates import decide_extension

    book, actor, subject = desk.book, desk.actor, action.subject
    form = FormSheet(parent, desk, _("Decide on more time"))
    asked = _("Asked until {day} instead of {due}: {reason}").format(
        day=action.asked_due, due=action.due, reason=action.asked_reason
    )
    form.body.addWidget(label(asked, wrap=True))
    form.choice("granted", _("Decision on the extension"), [(True, _("grant it")), (False, _("refuse it"))])
    form.day("due", _("New due date"), action.asked_due)
    form.text("reason", _("Reason"))
    form.send(
        _("Decide on more time"),
        lambda v: decide_extension(
            book, actor, subject, granted=v["granted"], due=v["due"] if v["granted"] else None, reason=v["reason"]
        ),
        said=_("Saved."),
    )


def _change_due(parent: Any, desk: Desk, action: Any) -> None:
    from supervisor.actions.dates import change_due

    book, actor, subject, before = desk.book, desk.actor, action.subject, action.due
    form = FormSheet(parent, desk, _("Change the date"))
    form.day("due", _("Due"), before)
    form.text("reason", _("Reason"))
    again = _("taken back at once")
    undo = Undo(_("change a due date"), lambda: change_due(book, actor, subject, before, reason=again))
    form.send(
        _("Change the date"), lambda v: change_due(book, actor, subject, v["due"], reason=v["reason"]),
        said=_("Saved."), undo=lambda _r: undo,
    )  # fmt: skip


def ask_severity(parent: Any, desk: Desk, action: Any, suggested: Any, repeats: Any) -> None:
    """Take an action harder, as a repeated fault suggests; the manager decides."""
    from supervisor.actions.dates import regrade
    from supervisor.actions.deadlines import SEVERITIES

    book, actor, subject, before = desk.book, desk.actor, action.subject, action
    form = FormSheet(parent, desk, _("Severity and date"))
    options = [(severity, severity_words(severity)) for severity in SEVERITIES]
    form.choice("severity", _("Severity grade"), options, suggested.severity if suggested else action.severity)
    form.day("due", _("Due"), suggested.due if suggested else action.due)
    form.text("reason", _("Reason"), times_words(repeats) if repeats is not None else "")
    again = _("taken back at once")
    undo = Undo(
        _("change the severity"),
        lambda: regrade(book, actor, subject, severity=before.severity, due=before.due, reason=again),
    )
    form.send(
        _("Change the severity"),
        lambda v: regrade(book, actor, subject, severity=v["severity"], due=v["due"], reason=v["reason"]),
        said=_("Saved."), undo=lambda _r: undo,
    )  # fmt: skip


def ask_settle(parent: Any, desk: Desk, action: Any, pairs: Any, people: Any) -> None:
    """Laptops took the action further apart: show every step field by field, and ask which one stands."""
    from supervisor.actions.apart import rivals, settle

    if not pairs:
        return
    book, actor, subject = desk.book, desk.actor, action.subject
    found = rivals(pairs)
    form = FormSheet(parent, desk, _("What two laptops did apart"))
    options = []
    for rival in found:
        who = f"{rival.what} · {people.get(rival.person, '–')} · {moment(rival.at, book.zone)}"
        said = "\n".join(f"{field_words(name)}{_(': ')}{_value(name, value, people)}" for name, value in rival.fields)
        form.body.addWidget(label(who, "strong", wrap=True))
        if said:
            form.body.addWidget(label(said, wrap=True))
        options.append((rival.entry, who))
    form.choice("chosen", _("Which one stands"), options, found[-1].entry)
    form.text("reason", _("Reason"))
    form.send(
        _("Decide"), lambda v: settle(book, actor, subject, v["chosen"], reason=v["reason"]),
        said=_("Decided; both stay in the record."),
    )  # fmt: skip


def _value(name: str, value: str, people: Any) -> str:
    return severity_words(value) if name == "severity" else people.get(value, value)


def ask_settings(parent: Any, desk: Desk, settings: Any) -> None:
    """Working days to mend by severity, and from when on a re-inspection is needed."""
    from supervisor.actions.dates import set_days
    from supervisor.actions.deadlines import MOST_DAYS, SEVERITIES

    book, actor = desk.book, desk.actor
    form = FormSheet(parent, desk, _("Days to mend"))
    words = _(
        "Working days by the branch's calendar, where the check-list states none. Earlier actions keep their date."
    )
    form.body.addWidget(label(words, "muted", wrap=True))
    undo = Undo(
        _("change the days to mend"),
        lambda: set_days(
            book, actor, minor=settings.minor_days, serious=settings.serious_days, grave=settings.grave_days,
            recheck_from=settings.recheck_from, announce_from=settings.announce_from,
        ),
    )  # fmt: skip
    for severity in reversed(SEVERITIES):
        form.number(severity, severity_words(severity), settings.days(severity), 0, MOST_DAYS)
    never = [("", _("never")), *((s, _("from {severity} on").format(severity=severity_words(s))) for s in SEVERITIES)]
    form.choice("recheck", _("A re-inspection must be passed before closing"), never, settings.recheck_from)
    form.choice("announce", _("A measure is announced"), never, settings.announce_from)
    form.send(
        _("Save"),
        lambda v: set_days(
            book,
            actor,
            minor=v["minor"],
            serious=v["serious"],
            grave=v["grave"],
            recheck_from=v["recheck"] or "",
            announce_from=v["announce"] or "",
        ),
        said=_("Saved."),
        undo=lambda _r: undo,
    )


def field_words(name: str) -> str:
    """A field of a step, as both are shown side by side."""
    return {
        "note": _("Remark"), "reason": _("Reason"), "due": _("Due"), "owner": _("Answers for it"), "doer": _("Does it"),
        "severity": _("Severity grade"), "like_places": _("Like places to check too"),
        "unchecked": _("Not all checked because"), "about": _("About whom"), "places": _("Where"),
        "title": _("What is to be mended"),
    }.get(name, name)  # fmt: skip
