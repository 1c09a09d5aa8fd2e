"""Logging in and out, and the password asked for again at a signature.

Every failed attempt leaves an entry and counts towards the lock-out.
"""

from __future__ import annotations

import unicodedata

import msgspec

from supervisor.access.checks import SYSTEM
from supervisor.access.events import LogInFailed, PasswordSet, SessionClosed, SessionOpened
from supervisor.access.ledger import (
    Credential,
    User,
    credential,
    keep_credential,
    policy,
    sample_login,
    user,
    users_by_login,
)
from supervisor.access.passwords import (
    MINUTE_MS,
    after_failure,
    expired,
    hashed,
    matches,
    outdated,
    waste_time,
    weaknesses,
)
from supervisor.access.sessions import Session
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer, new_id
from supervisor.language import _


class PasswordExpired(Refused):
    """The password is right but too old (or temporary): log in again with `new_password`."""


def log_in(book: Book, login: str, password: str, new_password: str | None = None) -> Session:
    """Open a session for the user with this login and password.

    Raises Refused for a wrong login or password (the two are not told apart), a locked or a disabled user;
    PasswordExpired when the password must be changed and no `new_password` was given; BadInput for a weak
    one.
    """
    login = unicodedata.normalize("NFKC", login).strip().casefold()
    problem: Exception | None = None
    session: Session | None = None
    with book.write(SYSTEM) as w:  # who is at the keyboard is what is being found out
        found = [user for user in users_by_login(w, login) if not user.disabled]
        kept = credential(w, login)
        if len(found) > 1:
            problem = Refused(
                _("Several users share the login {login}: an administrator must disable one.").format(login=login)
            )
        elif not found or kept is None:
            waste_time(password)
            problem = _wrong()
        else:
            problem, session = _attempt(w, found[0], kept, password, new_password)
    if problem is not None:  # raised outside, so that the failure stays recorded
        raise problem
    assert session is not None
    return session


def _wrong() -> Refused:
    return Refused(_("Login or password is not right."))


def _attempt(
    w: Writer, user: User, kept: Credential, password: str, new_password: str | None
) -> tuple[Exception | None, Session | None]:
    now_ms = int(w.now.timestamp() * 1000)
    rules = policy(w)
    if (locked := _locked_out(kept, now_ms)) is not None:
        return locked, None
    if not matches(kept.hash, password):
        _count_failure(w, user, kept, now_ms)
        return _wrong(), None
    if new_password is None and expired(kept.changed_ms, now_ms, rules):
        return PasswordExpired(_("The password must be changed now: choose a new one.")), None
    if new_password is not None:
        faults = weaknesses(new_password, user.login, rules)
        if new_password == password:
            faults.append(_("The new password must differ from the old one."))
        if faults:
            return BadInput(" ".join([_("The password is too weak."), *faults])), None
        kept = msgspec.structs.replace(kept, hash=hashed(new_password), changed_ms=now_ms)
        w.append(user.subject, PasswordSet())
    elif outdated(kept.hash):
        kept = msgspec.structs.replace(kept, hash=hashed(password))
    keep_credential(w, msgspec.structs.replace(kept, failures=0, locked_until_ms=0))
    subject = f"session:{new_id()}"
    w.append(subject, SessionOpened(user=user.subject, login=user.login))
    return None, _session(user, subject)


def _locked_out(kept: Credential, now_ms: int) -> Refused | None:
    if kept.locked_until_ms <= now_ms:
        return None
    minutes = -(-(kept.locked_until_ms - now_ms) // MINUTE_MS)
    text = _("Locked after too many wrong passwords: try again in {n} minutes, or ask the administrator.")
    return Refused(text.format(n=minutes))


def _count_failure(w: Writer, user: User, kept: Credential, now_ms: int) -> None:
    attempt = after_failure(kept.failures, now_ms, policy(w))
    keep_credential(
        w, msgspec.structs.replace(kept, failures=attempt.failures, locked_until_ms=attempt.locked_until_ms)
    )
    fact = LogInFailed(user=user.subject, login=user.login, locked=attempt.locked_until_ms > 0)
    w.append(f"session:{new_id()}", fact)


def signs_without_password(r: Reader, session: Session) -> bool:
    """Whether a signature in this session asks for no password: the sample book's own session, whose user has none."""
    return session.automatic and sample_login(r) == session.login and credential(r, session.login) is None


def confirm(book: Book, session: Session, password: str) -> None:
    """Make sure that whoever is about to sign is the person logged in: the password is asked for again.

    A wrong one is recorded and counts towards the lock-out like a failed log-in. Raises Refused for a wrong password,
    a locked or a disabled user. The sample book's own session, whose user has no password, passes.
    """
    problem: Refused | None = None
    with book.write(SYSTEM) as w:  # who is at the keyboard is what is being found out
        if signs_without_password(w, session):
            return
        found, kept = user(w, session.user), credential(w, session.login)
        now_ms = int(w.now.timestamp() * 1000)
        if found is None or found.disabled or kept is None:
            problem = Refused(_("This user cannot sign here: log in again."))
        elif (problem := _locked_out(kept, now_ms)) is None:
            if not matches(kept.hash, password):
                _count_failure(w, found, kept, now_ms)
                problem = Refused(_("The password is not right: nothing was signed."))
            elif kept.failures:
                keep_credential(w, msgspec.structs.replace(kept, failures=0, locked_until_ms=0))
    if problem is not None:  # raised outside, so that the failure stays recorded
        raise problem


def _session(user: User, subject: str = "", automatic: bool = False) -> Session:
    return Session(
        user=user.subject,
        person=user.person,
        roles=user.roles,
        name=user.name,
        login=user.login,
        subject=subject,
        automatic=automatic,
    )


def log_out(book: Book, session: Session) -> None:
    """Close the session. A session that a sample book opened by itself leaves nothing to close."""
    if session.subject:
        with book.write(session.person) as w:
            w.append(session.subject, SessionClosed())


def automatic_session(r: Reader) -> Session | None:
    """The session that a sample book opens by itself, None in any other book. Whoever uses it must say so
    on screen.
    """
    login = sample_login(r)
    found = [user for user in users_by_login(r, login) if not user.disabled] if login else []
    return _session(found[0], automatic=True) if len(found) == 1 else None
