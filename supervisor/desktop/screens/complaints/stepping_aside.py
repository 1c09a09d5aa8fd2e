"""Keeping out of a case (回避), and taking that back where there is no interest after all."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _


def ask_aside(page: Any, subject: str, owned: bool) -> None:
    """Say that one keeps out; whoever owns the case names who takes it over."""
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Step aside (own interest)"))
    form.lines("reason", _("Your interest in the case (it is kept with your name)"))
    if owned:
        form.choice("owner", _("Who takes the case over"), page.snapshot.active, searchable=True)

    def work(v: dict[str, Any]) -> None:
        service.declare_interest(desk.book, desk.actor, subject, v["reason"], new_owner=v.get("owner") or "")

    form.send(_("Step aside"), work, said=_("You keep out of this case from now on."))


def ask_free(page: Any, subject: str) -> None:
    """Take back what was declared of somebody, oneself first; both stay on record."""
    from supervisor.complaints import service

    desk, snapshot = page.desk, page.snapshot
    of = sorted(snapshot.case.may_free, key=lambda one: one != snapshot.actor)
    form = FormSheet(page, desk, _("Take back a declared interest"))
    form.choice("person", _("Who keeps out of it now"), [(one, snapshot.naming.person(one)) for one in of], of[0])
    form.lines("reason", _("Why there is no interest after all"))

    def work(v: dict[str, Any]) -> None:
        service.take_back_interest(desk.book, desk.actor, subject, v["reason"], v["person"] or "")

    form.send(_("Take back"), work, said=_("Taken back; the case is open to this person again."))
