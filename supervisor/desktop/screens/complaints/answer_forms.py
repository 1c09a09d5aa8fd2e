"""Forms of what the branch found and what it told the customer: facts, root cause, measure, answer, signature."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.complaints.naming import accepted_options
from supervisor.desktop.screens.complaints.one_answer import ask_when
from supervisor.desktop.signing import SignSheet
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.form_lines import on_one_line
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _

USUAL_MANNER = {"spoken": "face", "comment_book": "comment_book", "letter": "writing", "online": "message"}


def _findings(form: FieldForm, page: Any, stands: Any = None) -> None:
    """The fields of what was found, filled with what `stands` (a case file) where it was handled before. A text with
    masked data in it is not filled in: it stays as it is unless another is written.
    """
    case = stands.complaint if stands is not None else None
    form.lines("facts", _("Facts that were found"), *_standing(stands and stands.facts))
    form.halves()
    form.check("at_fault", _("The bank is at fault"), bool(case and case.at_fault))
    form.check("apologised", _("The customer has had our apology"), bool(case and case.apologised))
    causes = [("", _("as recorded")), *page.snapshot.cause_options]
    form.choice("cause_code", _("Cause"), causes, case.cause_code if case else "", searchable=True)
    roots = [("", _("not looked for")), *page.snapshot.root_options]
    form.choice("root_code", _("Root cause"), roots, case.root_code if case else "", searchable=True)
    form.halves(False)
    form.text("root", _("What lay behind it"), *_standing(stands and stands.root))
    form.lines("measure", _("Measure that keeps it from happening again"), *_standing(stands and stands.measure))


def _standing(text: str | None) -> tuple[str, str]:
    """What a field begins with, and its hint."""
    if text and "*" in text:
        return "", _("stays as it is (it holds masked data); what is written here replaces it")
    return text or "", ""


def _action_fields(form: FieldForm, page: Any, action: str = "") -> None:
    form.text(
        "action_title", _("Corrective action to raise from it"), hint=_("what is to be mended, never who complained")
    )
    form.halves()
    there = [("", _("none")), *page.snapshot.case.actions]
    form.choice("action", _("Or one that is there already"), there, action, searchable=True)
    owners = [("", _("whoever has the case")), *page.snapshot.active]
    form.choice("owner", _("Who answers for the action"), owners, searchable=True)
    form.halves(False)


def ask_handle(page: Any, subject: str) -> None:
    """The facts that were found, and what is done about them; filled with what stands where it was handled before."""
    from supervisor.complaints import service

    desk, file = page.desk, page.snapshot.file
    stands = file if file.complaint.at_fault is not None else None
    form = FieldForm(page, desk, _("Facts checked"), width=600)
    if stands is not None:
        form.note(_("Handled before: what you change replaces what stands, the rest stays."))
    _findings(form, page, stands)
    _action_fields(form, page, file.complaint.action if stands is not None else "")
    when = ask_when(form, page)
    began = form.values()

    def work(v: dict[str, Any]) -> tuple[str, ...]:
        if file.complaint.state == "open" and v["facts"]:  # whoever reviews a case says himself what he found
            began["facts"] = ""
        names = ("facts", "measure", "root", "root_code", "action")
        said = {name: None if stands is not None and v[name] == began[name] else v[name] or "" for name in names}
        if v["action_title"]:
            said["action"] = None if said["action"] == "" else said["action"]
        return service.handle(
            desk.book, desk.actor, subject, at_fault=v["at_fault"], cause_code=v["cause_code"] or "",
            apologised=v["apologised"], action_title=v["action_title"], action_owner=v["owner"] or "", at=when(v),
            **said,
        )  # fmt: skip

    form.send(_("Save"), work, said=_replaced)


def _replaced(names: tuple[str, ...]) -> str:
    from supervisor.complaints.words import FINDINGS

    if not names:
        return _("The facts are on record.")
    what = _(", ").join(str(FINDINGS[name]) for name in names)
    return _("Recorded. Replaced: {what}; the rest stays.").format(what=what)


def ask_settle(page: Any, subject: str) -> None:
    """Found and answered in one go, by whoever was told; whether the customer accepts it is asked, not assumed."""
    from supervisor.complaints import service

    desk = page.desk
    form = FieldForm(page, desk, _("Settled on the spot"), width=600)
    _findings(form, page)
    form.lines("answer", _("The answer that the customer was given"))
    form.choice("accepted", _("The customer"), accepted_options(_("please ask and choose")))
    _action_fields(form, page)
    when = ask_when(form, page)

    def work(v: dict[str, Any]) -> None:
        service.settle_on_the_spot(
            desk.book, desk.actor, subject, at_fault=v["at_fault"], facts=v["facts"], answer=v["answer"],
            accepted=v["accepted"], cause_code=v["cause_code"] or "", measure=v["measure"],
            apologised=v["apologised"], root_code=v["root_code"] or "", root=v["root"],
            action_title=v["action_title"], action=v["action"] or "", action_owner=v["owner"] or "", at=when(v),
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
    form.choice("accepted", _("The customer"), accepted_options(_("did not say")))
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
