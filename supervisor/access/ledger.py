"""Users, roles, sessions and settings as they stand; and the credentials, which are kept outside the
journal.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import BigInteger, Column, String, insert, select, update

from supervisor.access.events import (
    LogInFailed,
    PasswordSet,
    PolicySet,
    RoleGranted,
    RoleWithdrawn,
    SampleLogin,
    SessionClosed,
    SessionOpened,
    UserAdded,
    UserDisabled,
    UserEnabled,
)
from supervisor.access.passwords import Policy
from supervisor.access.rights import Role
from supervisor.journal import Entry, Ledger, Reader, Rows, Writer, kept_table

SETTING_SUBJECT = "setting:access"

LEDGER = Ledger("access", version=1)
USER = LEDGER.table(
    "user",
    Column("login", String, nullable=False),
    Column("person", String, nullable=False),
    Column("name", String, nullable=False),
    Column("disabled", BigInteger, nullable=False),
    Column("added_ms", BigInteger, nullable=False),
    indexes=("login", "person"),
)
ROLE = LEDGER.table("role", Column("role", String), Column("since_ms", BigInteger, nullable=False), key=("role",))
SESSION = LEDGER.table(
    "session",
    Column("user", String, nullable=False),
    Column("login", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("closed_ms", BigInteger),
    Column("device", String, nullable=False),
    indexes=("opened_ms",),
)
SETTING = LEDGER.table("setting", Column("name", String), Column("value", String, nullable=False), key=("name",))

CREDENTIAL = kept_table(
    "credential",
    Column("login", String, primary_key=True),
    Column("hash", String, nullable=False),
    Column("changed_ms", BigInteger, nullable=False),
    Column("failures", BigInteger, nullable=False),
    Column("locked_until_ms", BigInteger, nullable=False),
)


@LEDGER.on(UserAdded)
def _added(rows: Rows, fact: UserAdded, entry: Entry) -> None:
    rows.put(USER, login=fact.login, person=fact.person, name=fact.name, disabled=0, added_ms=entry.at_ms)


@LEDGER.on(RoleGranted)
def _granted(rows: Rows, fact: RoleGranted, entry: Entry) -> None:
    rows.put(ROLE, role=fact.role, since_ms=entry.at_ms)


@LEDGER.on(RoleWithdrawn)
def _withdrawn(rows: Rows, fact: RoleWithdrawn, _entry: Entry) -> None:
    rows.drop(ROLE, fact.role)


@LEDGER.on(UserDisabled)
def _disabled(rows: Rows, _fact: UserDisabled, _entry: Entry) -> None:
    rows.change(USER, disabled=1)


@LEDGER.on(UserEnabled)
def _enabled(rows: Rows, _fact: UserEnabled, _entry: Entry) -> None:
    rows.change(USER, disabled=0)


@LEDGER.on(PasswordSet)
def _password_set(_rows: Rows, _fact: PasswordSet, _entry: Entry) -> None:
    """Only for the record: the hash is in `credential`, on the machines where it was set."""


@LEDGER.on(SessionOpened)
def _opened(rows: Rows, fact: SessionOpened, entry: Entry) -> None:
    outcome = "automatic" if fact.automatic else "opened"
    rows.put(SESSION, user=fact.user, login=fact.login, outcome=outcome, opened_ms=entry.at_ms, device=entry.device)


@LEDGER.on(SessionClosed)
def _closed(rows: Rows, _fact: SessionClosed, entry: Entry) -> None:
    rows.change(SESSION, closed_ms=entry.at_ms)


@LEDGER.on(LogInFailed)
def _failed(rows: Rows, fact: LogInFailed, entry: Entry) -> None:
    outcome = "locked" if fact.locked else "failed"
    rows.put(SESSION, user=fact.user, login=fact.login, outcome=outcome, opened_ms=entry.at_ms, device=entry.device)


@LEDGER.on(PolicySet)
def _policy(rows: Rows, fact: PolicySet, _entry: Entry) -> None:
    for name in Policy.__struct_fields__:
        rows.put(SETTING, name=name, value=str(getattr(fact, name)))


@LEDGER.on(SampleLogin)
def _sample(rows: Rows, fact: SampleLogin, _entry: Entry) -> None:
    rows.put(SETTING, name="sample_login", value=fact.login)


class User(msgspec.Struct, frozen=True):
    """Somebody who logs in. `disabled` users keep their record and may do nothing."""

    subject: str
    login: str
    person: str
    name: str
    roles: frozenset[Role]
    disabled: bool


class LogIn(msgspec.Struct, frozen=True):
    """One line of the access log. `outcome` is opened, automatic, failed or locked; times in UTC
    milliseconds.
    """

    subject: str
    user: str
    login: str
    outcome: str
    opened_ms: int
    closed_ms: int | None
    device: str


class Credential(msgspec.Struct, frozen=True):
    """The kept row of one login."""

    login: str
    hash: str
    changed_ms: int
    failures: int
    locked_until_ms: int


_KNOWN = frozenset(role.value for role in Role)


def _users(r: Reader, *where) -> list[User]:
    chosen = r.rows(select(USER).where(*where).order_by(USER.c.login, USER.c.subject))
    held: dict[str, set[Role]] = {}
    named = select(ROLE.c.subject, ROLE.c.role)
    if where:
        named = named.where(ROLE.c.subject.in_([row.subject for row in chosen]))
    for row in r.rows(named):
        if row.role in _KNOWN:  # a role that a newer program grants gives no right here
            held.setdefault(row.subject, set()).add(Role(row.role))
    return [
        User(
            subject=row.subject,
            login=row.login,
            person=row.person,
            name=row.name,
            roles=frozenset(held.get(row.subject, ())),
            disabled=bool(row.disabled),
        )
        for row in chosen
    ]


def users(r: Reader, active_only: bool = False) -> list[User]:
    """Everybody who logs in or once did, by login."""
    return [user for user in _users(r) if not (active_only and user.disabled)]


def user(r: Reader, subject: str) -> User | None:
    """The user of this subject."""
    found = _users(r, USER.c.subject == subject)
    return found[0] if found else None


def users_by_login(r: Reader, login: str) -> list[User]:
    """The users with this login: one, or several after a merge until an administrator disables one."""
    return _users(r, USER.c.login == login)


def users_of_person(r: Reader, person: str) -> list[User]:
    """The users (usually one) who are this person."""
    return _users(r, USER.c.person == person)


def login_clashes(r: Reader) -> dict[str, list[User]]:
    """Logins that more than one active user has (possible only after a merge): login → users."""
    found: dict[str, list[User]] = {}
    for one in users(r, active_only=True):
        found.setdefault(one.login, []).append(one)
    return {login: several for login, several in found.items() if len(several) > 1}


def _settings(r: Reader) -> dict[str, str]:
    return {row.name: row.value for row in r.rows(select(SETTING))}


def policy(r: Reader) -> Policy:
    """The password and session rules in force; the defaults until somebody sets them."""
    stored = _settings(r)
    return Policy(**{name: int(stored[name]) for name in Policy.__struct_fields__ if name in stored})


def sample_login(r: Reader) -> str | None:
    """The login that a sample book opens with; None in a branch's own book."""
    return _settings(r).get("sample_login")


def log_ins(r: Reader, since_ms: int = 0, limit: int = 1000) -> list[LogIn]:
    """The access log since an instant, newest first."""
    stmt = select(SESSION).where(SESSION.c.opened_ms >= since_ms).order_by(SESSION.c.opened_ms.desc()).limit(limit)
    return [LogIn(**row._mapping) for row in r.rows(stmt)]


def credential(r: Reader, login: str) -> Credential | None:
    """The kept credential of a login; None when no password was set on this machine."""
    row = r.row(select(CREDENTIAL).where(CREDENTIAL.c.login == login))
    return None if row is None else Credential(**row._mapping)


def keep_credential(w: Writer, kept: Credential) -> None:
    """Insert or replace the credential of a login, inside the caller's transaction."""
    values = msgspec.structs.asdict(kept)
    if credential(w, kept.login) is None:
        w.keep(insert(CREDENTIAL).values(**values))
    else:
        w.keep(update(CREDENTIAL).where(CREDENTIAL.c.login == kept.login).values(**values))
