"""Letting a line not count, with the reason, and letting it count again."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.appraisal.reading import RankLine
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _


def may_waive(snapshot: Any, person: RankLine, line: Any) -> bool:
    """Whether a line can be waived for real: it costs something, the month is open, and who is here decides such; never
    about himself."""
    return _open(snapshot, person) and line.kind == "counted" and bool(line.evidence) and _costs(line)


def may_count_again(snapshot: Any, person: RankLine, line: Any) -> bool:
    """Whether what was waived can be let count again."""
    return _open(snapshot, person) and line.kind == "waived" and bool(line.evidence)


def _open(snapshot: Any, person: RankLine) -> bool:
    return snapshot.state.state != "signed" and snapshot.all_people and person.person != snapshot.actor


def _costs(line: Any) -> bool:
    return line.points_c < 0 or line.money_cents < 0


def ask_waive(page: Any, person: RankLine, line: Any) -> None:
    """Ask for the reason, then waive."""
    from supervisor.appraisal import service

    desk, month = page.desk, page.snapshot.month
    form = FormSheet(page, desk, _("Waive for {name}").format(name=person.name))
    form.lines("reason", _("Reason (it is kept with your name)"))
    undo = Undo(
        _("waive a deduction"),
        lambda: service.withdraw_waiver(
            desk.book, desk.actor, evidence=line.evidence, person=person.person, reason=_("taken back at once")
        ),
    )
    form.send(
        _("Waive"),
        lambda v: service.waive(
            desk.book, desk.actor, evidence=line.evidence, person=person.person, month=month, reason=v["reason"]
        ),
        said=_("Waived, with its reason."),
        undo=lambda _result: undo,
    )


def ask_count(page: Any, person: RankLine, line: Any) -> None:
    """Ask for the reason, then let a waived line count again."""
    from supervisor.appraisal import service

    desk = page.desk
    form = FormSheet(page, desk, _("Let it count"))
    form.text("reason", _("Reason"))
    form.send(
        _("Let it count"),
        lambda v: service.withdraw_waiver(
            desk.book, desk.actor, evidence=line.evidence, person=person.person, reason=v["reason"]
        ),
        said=_("It counts again."),
    )
