"""Forms about a person: joining, particulars and skills, the last day, coming back."""

from __future__ import annotations

from datetime import date
from typing import Any

from supervisor.branch.faults import WrongField
from supervisor.branch.records import Temporary
from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.settings.reading import PersonLine
from supervisor.desktop.widgets.field_form import FieldForm, SkillList, day_of
from supervisor.language import _


def _particulars(form: FieldForm, owner: Any, line: PersonLine | None) -> None:
    """The fields of a person; those of a new one are empty."""
    known, theme = owner.page.snapshot, owner.desk.theme
    jobs = sorted({p.role for p in known.people if p.role})
    form.halves()
    form.text("no", _("Staff no."), line.no if line else "")
    form.text("name", _("Name"), line.name if line else "")
    job = form.choice("role", _("Job title"), [(one, one) for one in jobs], line.role if line else None, free=True)
    job.setCurrentText(line.role if line else "")
    form.choice("sex", _("Sex"), [("", _("not said")), ("f", _("woman")), ("m", _("man"))], line.sex if line else "")
    zones = [("", _("none")), *known.zones.items()]
    if line is not None and line.zone_code and line.zone_code not in known.zones:
        zones.append((line.zone_code, line.zone_code))
    form.choice("zone", _("Zone"), zones, line.zone_code if line else "")
    if line is None:
        form.day("joined", _("First day here"), known.today)
    else:
        form.text(
            "since", _("In this job since"), line.since.isoformat() if line.since else "", known.today.isoformat()
        )
    stay = line.temporary if line else Temporary()
    for name, title, day in (("temporary_since", _("Temporary from (empty: regular staff)"), stay.since),
                             ("temporary_until", _("Temporary until"), stay.until)):  # fmt: skip
        form.text(name, title, day.isoformat() if day else "", "2026-11-30")
    form.halves(False)
    held = dict(line.held or {}) if line else {}
    skills = [*known.skills.items(), *((code, code) for code in held if code not in known.skills)]
    if skills:
        form.field("skills", _("Skills and authorisations; a day where one runs out"),
                   SkillList(skills, held, theme.px(104)))  # fmt: skip
    else:
        form.note(_("The branch has named no skills yet; they are kept under Posts."))


def _given(given: dict[str, Any], line: PersonLine | None = None) -> dict[str, Any]:
    """What the services take of what stands in the form; the day of the former job says nothing of the new one."""
    if not given["role"]:
        raise WrongField("role", _("A person needs a job."))
    skills = {code: day_of("skills", text) for code, text in (given.get("skills") or {}).items()}
    stay = [day_of(name, given.pop(name)) for name in ("temporary_since", "temporary_until")]
    if line is not None:
        since = day_of("since", given.pop("since"))
        given["since"] = None if since == line.since and given["role"] != line.role else since
    given["temporary"] = Temporary(*stay)
    return {**given, "sex": given["sex"] or "", "zone": given["zone"] or "", "skills": skills}


def ask_new(owner: Any) -> FieldForm:
    """Take somebody on; undo strikes the person out again."""
    from supervisor.branch import service

    desk = owner.desk
    form = FieldForm(owner, desk, _("Add a person"), width=620)
    _particulars(form, owner, None)

    def work(given: dict[str, Any]) -> str:
        return service.add_person(desk.book, desk.actor, **_given(dict(given)))

    def undo(subject: str) -> Undo:
        return Undo(_("adding a person"), lambda: service.strike_person(desk.book, desk.actor, subject))

    form.send(
        _("Add"), work, said=_("The person is taken on."), undo=undo, done=lambda s: owner.page.go_to("people", s)
    )
    return form


def ask_change(owner: Any, line: PersonLine) -> FieldForm:
    """Change particulars and skills; undo puts back what stood there."""
    from supervisor.branch import service

    desk = owner.desk
    form = FieldForm(owner, desk, _("Change {name}").format(name=line.name), width=620)
    _particulars(form, owner, line)

    def work(given: dict[str, Any]) -> None:
        service.change_person(desk.book, desk.actor, line.subject, **_given(dict(given), line))

    def put_back() -> None:
        service.change_person(
            desk.book, desk.actor, line.subject, no=line.no, name=line.name, role=line.role, zone=line.zone_code,
            sex=line.sex, skills=line.held or {}, since=line.since, temporary=line.temporary,
        )  # fmt: skip

    form.send(_("Save"), work, said=_("The change is saved."), undo=lambda _r: Undo(_("changing a person"), put_back))
    return form


def ask_leave(owner: Any, line: PersonLine) -> FieldForm:
    """Record the last day; undo takes it back."""
    from supervisor.branch import service

    desk = owner.desk
    form = FieldForm(owner, desk, _("{name} leaves the branch").format(name=line.name), width=440)
    form.note(_("The record stays with everything in it. After the last day the person is in no roster."))
    form.day("day", _("Last day here"), owner.page.snapshot.today)

    def work(given: dict[str, date]) -> None:
        service.person_left(desk.book, desk.actor, line.subject, given["day"])

    def put_back() -> None:
        service.person_returned(desk.book, desk.actor, line.subject, line.joined)

    form.send(_("Record the last day"), work, said=_("The last day is recorded."),
              undo=lambda _r: Undo(_("a last day"), put_back))  # fmt: skip
    return form


def ask_return(owner: Any, line: PersonLine) -> FieldForm:
    """Somebody who had left is back."""
    from supervisor.branch import service

    desk = owner.desk
    form = FieldForm(owner, desk, _("{name} is back").format(name=line.name), width=440)
    form.day("day", _("First day back"), owner.page.snapshot.today)
    form.send(
        _("Take on again"),
        lambda given: service.person_returned(desk.book, desk.actor, line.subject, given["day"]),
        said=_("The person is taken on again."),
    )
    return form
