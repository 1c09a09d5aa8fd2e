"""Forms of what the branch found and what it told the customer: facts, root cause, measure, answer, signature."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.complaints.one_answer import ask_when
from supervisor.desktop.signing import SignSheet
from supervisor.desktop.widgets.form_lines import on_one_line
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _

USUAL_MANNER = {"spoken": "face", "comment_book": "comment_book", "letter": "writing", "online": "message"}


def _findings(form: FormSheet, page: Any) -> None:
    form.lines("facts", _("Facts that were found"))
    form.check("at_fault", _("The bank is at fault"))
    form.check("apologised", _("The customer has had our apology"))
    form.choice("cause_code", _("Cause"), [("", _("as recorded")), *page.snapshot.cause_options], searchable=True)
    form.choice("root_code", _("Root cause"), [("", _("not looked for")), *page.snapshot.root_options], searchable=True)
    on_one_line(form, "cause_code", "root_code")
    form.text("root", _("What lay behind it"))
    form.lines("measure", _("Measure that keeps it from happening again"))


def ask_handle(page: Any, subject: str) -> None:
    """The facts that were found, and what is done about them."""
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Facts checked"))
    _findings(form, page)
    form.text("title", _("Corrective action to raise from it"), hint=_("what is to be mended, never who complained"))
    owners = [("", _("whoever has the case")), *page.snapshot.active]
    form.choice("owner", _("Who answers for the action"), owners, searchable=True)

    def work(v: dict[str, Any]) -> None:
        service.handle(
            desk.book, desk.actor, subject, at_fault=v["at_fault"], facts=v["facts"], cause_code=v["cause_code"] or "",
            measure=v["measure"], apologised=v["apologised"], root_code=v["root_code"] or "", root=v["root"],
            action_title=v["title"], action_owner=v["owner"] or "",
        )  # fmt: skip

    form.send(_("Save"), work, said=_("The facts are on record."))


def ask_settle(page: Any, subject: str) -> None:
    """Found and answered in one go, by whoever was told."""
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Settled on the spot"))
    _findings(form, page)
    form.lines("answer", _("The answer that the customer was given"))

    def work(v: dict[str, Any]) -> None:
        service.settle_on_the_spot(
            desk.book, desk.actor, subject, at_fault=v["at_fault"], facts=v["facts"], answer=v["answer"],
            cause_code=v["cause_code"] or "",
            measure=v["measure"], apologised=v["apologised"], root_code=v["root_code"] or "", root=v["root"],
        )  # fmt: skip

    form.send(_("Save"), work, said=_("Settled; only the signature is left."))


def ask_reply(page: Any, subject: str) -> None:
    """The answer that the customer was given: what, how and when."""
    from supervisor.complaints import service
    from supervisor.complaints.words import MANNERS

    desk = page.desk
    form = FormSheet(page, desk, _("Answered"))
    form.lines("text", _("The answer that the customer was given"))
    likely = USUAL_MANNER.get(page.snapshot.file.complaint.channel, "phone")
    form.choice("manner", _("How"), [(code, str(words)) for code, words in MANNERS.items()], likely)
    options = [(None, _("did not say")), (True, _("accepts it")), (False, _("does not accept it"))]
    form.choice("accepted", _("The customer"), options)
    on_one_line(form, "manner", "accepted")
    when = ask_when(form, page)

    def work(v: dict[str, Any]) -> None:
        service.reply(
            desk.book, desk.actor, subject, text=v["text"], accepted=v["accepted"], manner=v["manner"], at=when(v)
        )

    form.send(_("Save"), work, said=_("The answer is on record."))


def ask_close(page: Any, subject: str) -> None:
    """The signature that ends a case."""
    from supervisor.complaints import service

    desk = page.desk
    form = SignSheet(
        page, desk, _("Sign and close this case?"), _("Your signature says that handling and answer are in order.")
    )
    form.sign(
        _("Sign and close"), lambda _v: service.close(desk.book, desk.actor, subject), said=_("Signed and closed.")
    )
