"""What people do about access: add users, grant and withdraw roles, set passwords and rules."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from supervisor.access.checks import SYSTEM, require
from supervisor.access.events import (
    PasswordSet,
    PolicySet,
    RoleGranted,
    RoleWithdrawn,
    SampleLogin,
    UserAdded,
    UserDisabled,
    UserEnabled,
)
from supervisor.access.ledger import (
    SETTING_SUBJECT,
    Credential,
    User,
    credential,
    keep_credential,
    policy,
    user,
    users,
    users_by_login,
)
from supervisor.access.passwords import Policy, hashed, matches, weaknesses
from supervisor.access.rights import Right, Role
from supervisor.access.session_start import (
    PasswordExpired,
    automatic_session,
    confirm,
    log_in,
    log_out,
    signs_without_password,
)
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer, new_id
from supervisor.language import _

__all__ = [
    "PasswordExpired",
    "add_user",
    "automatic_session",
    "change_password",
    "confirm",
    "disable_user",
    "enable_user",
    "found_administrator",
    "grant_role",
    "log_in",
    "log_out",
    "normal_login",
    "set_password",
    "set_policy",
    "set_sample_login",
    "signs_without_password",
    "withdraw_role",
]


def normal_login(login: str) -> str:
    """The one spelling under which a login is kept: NFKC, without blanks around it, small letters."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def add_user(
    book: Book,
    actor: str,
    *,
    login: str,
    person: str,
    name: str,
    roles: Collection[Role | str] = (Role.STAFF,),
    password: str | None = None,
) -> str:
    """Give a person a login and roles, and a first password when one is named; returns the user's subject.

    Raises BadInput for a login that is empty or taken, roles that nobody may hold together or a weak
    password; Refused without the right, or when somebody adds a user for himself.
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_USERS, about=person)
        return _add(w, login, person, name, roles, password, temporary=actor != SYSTEM)


def found_administrator(book: Book, *, login: str, person: str, name: str, password: str) -> str:
    """Make the first administrator of a new book, which nobody can yet have the right to do; returns the
    subject.

    Raises Refused as soon as the book has any user.
    """
    with book.write(person) as w:
        if users(w):
            raise Refused(_("This book has users already: an administrator adds more."))
        return _add(w, login, person, name, (Role.ADMINISTRATOR,), password, temporary=False)


def _add(
    w: Writer,
    login: str,
    person: str,
    name: str,
    roles: Collection[Role | str],
    password: str | None,
    temporary: bool,
) -> str:
    login = normal_login(login)
    if not login or any(character.isspace() for character in login):
        raise BadInput(_("A login is one word without blanks."))
    if users_by_login(w, login):
        raise BadInput(_("The login {login} is taken: choose another.").format(login=login))
    if not person or person == SYSTEM:  # nobody at a keyboard is the program itself
        raise BadInput(_("A login belongs to a person: choose one."))
    given = _compatible({_role(role) for role in roles})
    if password is not None:
        _check(password, login, policy(w))
    subject = f"user:{new_id()}"
    w.append(subject, UserAdded(login=login, person=person, name=name))
    for role in sorted(given):
        w.append(subject, RoleGranted(role=role.value))
    if password is not None:
        w.append(subject, PasswordSet())
        _keep(w, login, password, temporary)
    return subject


def grant_role(book: Book, actor: str, subject: str, role: Role | str) -> None:
    """Grant a user one more role. Raises Refused without the right or for one's own user."""
    with book.write(actor) as w:
        found = _found(w, subject)
        require(w, actor, Right.MANAGE_USERS, about=found.person)
        wanted = _role(role)
        if wanted not in found.roles:
            _compatible(found.roles | {wanted})
            w.append(subject, RoleGranted(role=wanted.value))


def withdraw_role(book: Book, actor: str, subject: str, role: Role | str, reason: str = "") -> None:
    """Take a role from a user. Raises Refused for one's own user and for the last administrator."""
    with book.write(actor) as w:
        found = _found(w, subject)
        require(w, actor, Right.MANAGE_USERS, about=found.person)
        unwanted = _role(role)
        if unwanted in found.roles:
            if unwanted is Role.ADMINISTRATOR:
                _keep_an_administrator(w, subject)
            w.append(subject, RoleWithdrawn(role=unwanted.value, reason=reason))


def disable_user(book: Book, actor: str, subject: str, reason: str = "") -> None:
    """Stop a user from logging in (C1: stale user ids removed, long absence = sign-off)."""
    with book.write(actor) as w:
        found = _found(w, subject)
        require(w, actor, Right.MANAGE_USERS, about=found.person)
        if not found.disabled:
            _keep_an_administrator(w, subject)
            w.append(subject, UserDisabled(reason=reason))


def enable_user(book: Book, actor: str, subject: str, reason: str = "") -> None:
    """Let a disabled user log in again. Raises BadInput when another user took the login meanwhile."""
    with book.write(actor) as w:
        found = _found(w, subject)
        require(w, actor, Right.MANAGE_USERS, about=found.person)
        if found.disabled:
            if any(not other.disabled for other in users_by_login(w, found.login)):
                raise BadInput(_("The login {login} is taken: choose another.").format(login=found.login))
            w.append(subject, UserEnabled(reason=reason))


def set_password(book: Book, actor: str, subject: str, password: str) -> None:
    """An administrator sets a temporary password for somebody else, to be changed at the next log-in.

    His own he changes by `change_password`, which asks for the old one.
    """
    with book.write(actor) as w:
        found = _found(w, subject)
        require(w, actor, Right.MANAGE_USERS, about=found.person)
        _check(password, found.login, policy(w))
        w.append(subject, PasswordSet())
        _keep(w, found.login, password, temporary=actor != SYSTEM)


def change_password(book: Book, actor: str, subject: str, old: str, new: str) -> None:
    """A user changes his own password. Raises Refused when `old` is wrong, BadInput when `new` will not
    do.
    """
    with book.write(actor) as w:
        found = _found(w, subject)
        kept = credential(w, found.login)
        if actor != found.person or kept is None or not matches(kept.hash, old):
            raise Refused(_("The old password is not right."))
        if old == new:
            raise BadInput(_("The new password must differ from the old one."))
        _check(new, found.login, policy(w))
        w.append(subject, PasswordSet())
        _keep(w, found.login, new, temporary=False)


def set_policy(book: Book, actor: str, rules: Policy) -> None:
    """Set the branch's password and session rules. Raises BadInput for figures that would protect nothing."""
    limits = (
        ("minimum_length", rules.minimum_length, 6, 64),
        ("valid_days", rules.valid_days, 0, 3650),
        ("failures_allowed", rules.failures_allowed, 1, 20),
        ("lock_minutes", rules.lock_minutes, 1, 7 * 24 * 60),
        ("idle_minutes", rules.idle_minutes, 0, 24 * 60),
    )
    for name, value, least, most in limits:
        if not least <= value <= most:
            raise BadInput(
                _("{name} {value}: write a number from {least} to {most}.").format(
                    name=name, value=value, least=least, most=most
                )
            )
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        w.append(
            SETTING_SUBJECT,
            PolicySet(
                minimum_length=rules.minimum_length,
                valid_days=rules.valid_days,
                failures_allowed=rules.failures_allowed,
                lock_minutes=rules.lock_minutes,
                idle_minutes=rules.idle_minutes,
            ),
        )


def set_sample_login(book: Book, login: str) -> None:
    """Make a sample book log this user in by itself. For the maker of samples only; no screen or command
    offers it.
    """
    with book.write(SYSTEM) as w:
        if not users_by_login(w, normal_login(login)):
            raise BadInput(_("There is no user {login}.").format(login=login))
        w.append(SETTING_SUBJECT, SampleLogin(login=normal_login(login)))


def _found(r: Reader, subject: str) -> User:
    found = user(r, subject)
    if found is None:
        raise BadInput(_("There is no user {login}.").format(login=subject))
    return found


def _role(role: Role | str) -> Role:
    try:
        return Role(role)
    except ValueError:
        known = ", ".join(sorted(Role))
        raise BadInput(_("{role} is no role: one of {known}.").format(role=role, known=known)) from None


def _compatible(roles: set[Role] | frozenset[Role]) -> set[Role]:
    if Role.HEAD_OFFICE in roles and len(roles) > 1:
        raise BadInput(_("The head-office reader judges complaints about the manager: no branch role beside it."))
    return set(roles)


def _keep_an_administrator(r: Reader, subject: str) -> None:
    others = [u for u in users(r, active_only=True) if u.subject != subject and Role.ADMINISTRATOR in u.roles]
    leaving = user(r, subject)
    if leaving is not None and Role.ADMINISTRATOR in leaving.roles and not others:
        raise Refused(_("This is the last administrator: appoint another first."))


def _check(password: str, login: str, rules: Policy) -> None:
    faults = weaknesses(password, login, rules)
    if faults:
        raise BadInput(" ".join([_("The password is too weak."), *faults]))


def _keep(w: Writer, login: str, password: str, temporary: bool) -> None:
    """A temporary password counts as changed in 1970, so that it is too old at the first log-in."""
    changed_ms = 0 if temporary else int(w.now.timestamp() * 1000)
    keep_credential(w, Credential(login, hashed(password), changed_ms, 0, 0))
