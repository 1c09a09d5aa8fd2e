"""Who may log in, as what, and with a new password when the old one is forgotten."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.access.rights import Role
from supervisor.branch.faults import WrongField
from supervisor.desktop.desk import Desk
from supervisor.desktop.roles import role_name
from supervisor.desktop.screens.settings.reading import PersonLine
from supervisor.desktop.widgets.field_form import CheckList, FieldForm
from supervisor.errors import BadInput
from supervisor.language import _

_ORDER = (
    Role.STAFF, Role.SUPERVISOR, Role.COMPLAINT_HANDLER, Role.COMMANDER, Role.DEPUTY, Role.MANAGER, Role.ADMINISTRATOR,
    Role.HEAD_OFFICE,
)  # fmt: skip


def ask_login(owner: Any, line: PersonLine) -> FieldForm:
    """Give a login, or change the roles, the password and whether it may be used."""
    return _new_login(owner, line) if line.user is None else _change_login(owner, line)


def _roles(form: FieldForm, ticked: Any) -> None:
    form.field("roles", _("May act as"), CheckList([(role, role_name(role)) for role in _ORDER], ticked))


def _new_login(owner: Any, line: PersonLine) -> FieldForm:
    from supervisor.access import service

    desk, rules = owner.desk, owner.page.snapshot.policy
    form = FieldForm(owner, desk, _("Login for {name}").format(name=line.name))
    form.text("login", _("Login"), line.no)
    form.halves()
    form.secret("password", _("First password"))
    form.secret("again", _("The password once more"))
    form.halves(False)
    form.note(_("It is changed at the first log-in, so that only the person knows it."))
    _roles(form, {Role.STAFF})

    def work(given: dict[str, Any]) -> str:
        _check_password(given, given["login"], rules)
        if not given["roles"]:
            raise WrongField("roles", _("Tick at least one."))
        try:
            return service.add_user(
                desk.book, desk.actor, login=given["login"], person=line.subject, name=line.name,
                roles=given["roles"], password=given["password"],
            )  # fmt: skip
        except BadInput as problem:
            alone = Role.HEAD_OFFICE in given["roles"] and len(given["roles"]) > 1
            raise WrongField("roles" if alone else "login", str(problem)) from problem

    form.send(_("Give the login"), work, said=_("{name} can log in.").format(name=line.name))
    return form


def _change_login(owner: Any, line: PersonLine) -> FieldForm:
    from supervisor.access import service

    desk, rules, user = owner.desk, owner.page.snapshot.policy, line.user
    form = FieldForm(owner, desk, _("Login of {name}").format(name=line.name))
    form.note(_("Login: {login}").format(login=user.login))
    _roles(form, user.roles)
    form.check("active", _("may log in"), not user.disabled)
    form.halves()
    form.secret("password", _("New password (empty: stays as it is)"))
    form.secret("again", _("The password once more"))
    form.halves(False)

    def work(given: dict[str, Any]) -> None:
        if given["password"] or given["again"]:
            _check_password(given, user.login, rules)
        if not given["roles"]:
            raise WrongField("roles", _("Tick at least one."))
        with desk.book.batch():  # all of it or nothing
            for role in sorted(user.roles - given["roles"]):
                service.withdraw_role(desk.book, desk.actor, user.subject, role)
            for role in sorted(given["roles"] - user.roles):
                service.grant_role(desk.book, desk.actor, user.subject, role)
            if given["active"] and user.disabled:
                service.enable_user(desk.book, desk.actor, user.subject)
            if not given["active"] and not user.disabled:
                service.disable_user(desk.book, desk.actor, user.subject)
            if given["password"]:
                service.set_password(desk.book, desk.actor, user.subject, given["password"])

    form.send(_("Save"), work, said=_("The login of {name} is changed.").format(name=line.name))
    return form


def _check_password(given: dict[str, Any], login: str, rules: Any) -> None:
    from supervisor.access.passwords import weaknesses

    faults = weaknesses(given["password"], login, rules)
    if faults:
        raise WrongField("password", " ".join(faults))
    if given["password"] != given["again"]:
        raise WrongField("again", _("The two are not the same: type it once more."))


def ask_own_password(owner: QWidget, desk: Desk) -> FieldForm:
    """Change one's own password, which asks for the old one."""
    from supervisor.access import service
    from supervisor.access.ledger import policy

    session = desk.services.session
    form = FieldForm(owner, desk, _("Change my password"), width=440)
    form.secret("old", _("Password so far"))
    form.secret("password", _("New password"))
    form.secret("again", _("The password once more"))

    def work(given: dict[str, Any]) -> None:
        with desk.book.read() as reader:
            rules = policy(reader)
        _check_password(given, session.login, rules)
        service.change_password(desk.book, desk.actor, session.user, given["old"], given["password"])

    form.send(_("Change it"), work, said=_("Your password is changed."))
    return form
