"""Forms of what goes beyond the branch's own aim: longer limits, head office."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.complaints.one_answer import ask_telling, ask_when, ask_words
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _


def ask_complex(page: Any, subject: str) -> None:
    """The facts are complicated: the longer outer limit holds, and the customer knows."""
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Found complex"))
    form.lines("reason", _("Why it takes longer"))
    form.body.addWidget(label(_("When the customer was told:"), "small"))
    when = ask_when(form, page)
    ask_telling(form)
    form.send(
        _("Save"),
        lambda v: service.find_complex(
            desk.book, desk.actor, subject, v["reason"], when(v) or desk.book.now(), v["told_by"]
        ),
        said=_("The longer limit holds now."),
    )


def ask_extended(page: Any, subject: str) -> None:
    """The level above approved a further extension."""
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Extended with approval"))
    form.lines("reason", _("Why it takes longer"))
    form.text("by", _("Who at the level above approved it"))
    form.body.addWidget(label(_("When the customer was told:"), "small"))
    when = ask_when(form, page)
    ask_telling(form)

    def work(v: dict[str, Any]) -> None:
        told = when(v) or desk.book.now()
        service.extend(desk.book, desk.actor, subject, v["reason"], v["by"], told, v["told_by"])

    form.send(_("Save"), work, said=_("The longer limit holds now."))


def ask_escalate(page: Any, subject: str) -> None:
    """Report a case beyond the branch's authority."""
    from supervisor.complaints import service

    ask_words(
        page, subject, service.escalate, ("reason", _("Why it is beyond the branch's authority")),
        heading=_("Report to head office"), verb=_("Report"),
        said=_("Reported; head office has the case until its decision is on record."),
    )  # fmt: skip


def ask_escalation(page: Any, subject: str) -> None:
    """Ask the branch manager to report it; until he has, it stays where it is."""
    from supervisor.complaints import service

    ask_words(
        page, subject, service.ask_escalation, ("reason", _("Why it is beyond the branch's authority")),
        heading=_("Ask to report it to head office"), verb=_("Ask"),
        said=_("Asked; the branch manager confirms or declines."),
    )  # fmt: skip


def ask_declined(page: Any, subject: str) -> None:
    """The manager declines: the branch settles it itself."""
    from supervisor.complaints import service

    ask_words(
        page, subject, service.decline_escalation, ("reason", _("How the branch settles it itself")),
        heading=_("Decline: the branch settles it"), verb=_("Decline"), said=_("Declined; the case stays here."),
    )  # fmt: skip


def ask_decided(page: Any, subject: str) -> None:
    """Record what head office decided and who follows it up."""
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Head office decided"))
    form.lines("decision", _("What head office decided"))
    form.text("by", _("Who decided"))
    form.choice("owner", _("Who follows it up here"), page.snapshot.active, searchable=True)

    def work(v: dict[str, Any]) -> None:
        service.record_head_office_decision(
            desk.book, desk.actor, subject, decision=v["decision"], decided_by=v["by"], owner=v["owner"] or ""
        )

    form.send(_("Save"), work, said=_("The decision is on record."))
