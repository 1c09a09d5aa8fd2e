"""Forms about a post, and about the zones, classes and skills that posts are described with."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.settings.words import kind_word
from supervisor.desktop.widgets.field_form import CheckList, FieldForm
from supervisor.language import Words, _


def ask_post(owner: Any, post: Any | None) -> FieldForm:
    """Open a post or change one; undo closes it again, or puts back what it was."""
    from supervisor.branch import service
    from supervisor.branch.post_rules import set_post_rules

    desk, known = owner.desk, owner.page.snapshot
    form = FieldForm(owner, desk, _("Change {name}").format(name=post.name) if post else _("Add a post"), width=600)
    form.halves()
    form.text("code", _("Code"), post.code if post else "")
    form.choice("zone", _("Zone"), _options(known.zones, post.zone if post else ""), post.zone if post else "")
    form.text("name", _("Chinese name"), post.name.zh if post else "")
    form.text("en", _("English name (may stay empty)"), post.name.en if post else "")
    form.choice("service_class", _("Class it serves"), _options(known.classes, post.service_class if post else ""),
                post.service_class if post else "")  # fmt: skip
    form.choice("skill", _("Skill it asks for"), _options(known.skills, post.skill if post else ""),
                post.skill if post else "")  # fmt: skip
    form.number("stations", _("How many can work there"), post.stations if post else 1, 1, 200)
    form.number("min_cover", _("At least, while open"), post.min_cover if post else 0, 0, 200)
    form.number("handover_minutes", _("Minutes of handing over before leaving"),
                post.handover_minutes if post else 0, 0, 120)  # fmt: skip
    form.halves(False)
    others = [(one.subject, str(one.name)) for one in known.posts if post is None or one.subject != post.subject]
    if others:
        apart = CheckList(others, post.incompatible if post else (), columns=3)
        form.field("incompatible", _("Nobody holds it on the same day as"), apart)
    form.check("dual_control", _("Two people count when somebody leaves it"), post.dual_control if post else False)

    def work(given: dict[str, Any]) -> str:
        subject = service.set_post(
            desk.book, desk.actor, code=given["code"], name=Words(given["name"], given["en"]), zone=given["zone"] or "",
            service_class=given["service_class"] or "", skill=given["skill"] or "", stations=given["stations"],
            min_cover=given["min_cover"], dual_control=given["dual_control"], subject=post.subject if post else None,
        )  # fmt: skip
        set_post_rules(
            desk.book, desk.actor, subject, handover_minutes=given["handover_minutes"],
            incompatible=given.get("incompatible", ()),
        )  # fmt: skip
        return subject

    def undo(subject: str) -> Undo:
        if post is None:
            today = owner.page.snapshot.today
            return Undo(_("adding a post"), lambda: service.close_post(desk.book, desk.actor, subject, today))
        return Undo(_("changing a post"), lambda: put_back(owner, post))

    form.send(
        _("Save") if post else _("Add"), work, said=_("The post is saved."), undo=undo,
        done=lambda subject: owner.page.go_to("posts", subject),
    )  # fmt: skip
    return form


def _options(names: dict[str, str], present: str) -> list[tuple[str, str]]:
    unnamed = [(present, present)] if present and present not in names else []
    return [("", _("none")), *names.items(), *unnamed]


def put_back(owner: Any, post: Any) -> None:
    """Give a post back what it was."""
    from supervisor.branch import service
    from supervisor.branch.post_rules import set_post_rules

    service.set_post(
        owner.desk.book, owner.desk.actor, code=post.code, name=post.name, zone=post.zone,
        service_class=post.service_class, skill=post.skill, stations=post.stations, min_cover=post.min_cover,
        dual_control=post.dual_control, subject=post.subject,
    )  # fmt: skip
    set_post_rules(
        owner.desk.book, owner.desk.actor, post.subject, handover_minutes=post.handover_minutes,
        incompatible=post.incompatible,
    )  # fmt: skip


def ask_close(owner: Any, post: Any) -> FieldForm:
    """Close a post from a day on; undo opens it again."""
    from supervisor.branch import service

    desk = owner.desk
    form = FieldForm(owner, desk, _("Close {name}").format(name=post.name), width=440)
    form.note(_("From this day on nobody is planned there; what happened there before stays."))
    form.day("day", _("Closed from"), owner.page.snapshot.today)
    form.send(
        _("Close the post"),
        lambda given: service.close_post(desk.book, desk.actor, post.subject, given["day"]),
        said=_("The post is closed."),
        undo=lambda _r: Undo(_("closing a post"), lambda: put_back(owner, post)),
    )
    return form


def ask_name(owner: Any, line: Any) -> FieldForm:
    """Name a zone, a class or a skill; a code once given stays, its name may change."""
    from supervisor.branch import service

    desk = owner.desk
    known: tuple[str, str] | None = (line.kind, line.code) if line is not None else None
    named: Any = line.named if line is not None else None
    form = FieldForm(owner, desk, _("Change {name}").format(name=line.name) if line else _("Add a name"), width=440)
    if line is None:
        form.choice("kind", _("Kind"), [(k, kind_word(k)) for k in ("zone", "class", "skill")], "class")
        form.text("code", _("Code, like cash"))
    else:
        form.note(f"{kind_word(line.kind)} · {line.code}")
    form.text("name", _("Chinese name"), line.named.name.zh if line else "")
    form.text("en", _("English name (may stay empty)"), line.named.name.en if line else "")
    tick = form.check(
        "authorisation", _("an authorisation that somebody grants"), line.authorisation if line else False
    )
    if line is None:
        kind: Any = form._fields["kind"]

        def fit() -> None:
            tick.setEnabled(kind.currentData() == "skill")

        kind.currentIndexChanged.connect(lambda _place: fit())
        fit()
    else:
        form.show_field("authorisation", line.kind == "skill")

    def name_it(kind: str, code: str, name: Words, authorisation: bool) -> str:
        if kind == "skill":
            return service.set_skill(desk.book, desk.actor, code, name, authorisation=authorisation)
        command = service.set_zone if kind == "zone" else service.set_service_class
        return command(desk.book, desk.actor, code, name)

    def work(given: dict[str, Any]) -> str:
        kind, code = known if known is not None else (given["kind"], given["code"])
        if known is None:
            _refuse_taken(owner, kind, code)
        return name_it(kind, code, Words(given["name"], given["en"]), given["authorisation"])

    def undo(_subject: str) -> Undo | None:
        if known is None:
            return None  # a code once named may be in use: it is renamed, never taken away
        (kind, code), old = known, named
        return Undo(_("a name"), lambda: name_it(kind, code, old.name, old.authorisation))

    form.send(_("Save") if line else _("Add"), work, said=_("The name is saved."), undo=undo)
    return form


def _refuse_taken(owner: Any, kind: str, code: str) -> None:
    from supervisor.branch.faults import WrongField

    if any(k == kind and one.code == code for k, one in owner.page.snapshot.named):
        raise WrongField("code", _("The code {code} is taken: choose another.").format(code=code))
