"""What can happen to the people who log in.

Subjects: `user:…` for a person's access, `session:…` for one log-in (each its own, so that log-ins on two
laptops never disagree), `setting:access` for the rules. Credentials are not here: a hash has no place in a
record that is copied between machines for ever.
"""

from __future__ import annotations

from supervisor.journal import Event, event


@event("access.user_added", version=1, evidence=False)
class UserAdded(Event):
    """A person was given a login. `person` is the person's subject, `name` what head office reads beside
    it.
    """

    login: str
    person: str
    name: str


@event("access.role_granted", version=1, evidence=False)
class RoleGranted(Event):
    """The user was given a role."""

    role: str


@event("access.role_withdrawn", version=1, evidence=False)
class RoleWithdrawn(Event):
    """The user lost a role."""

    role: str
    reason: str = ""


@event("access.user_disabled", version=1, evidence=False)
class UserDisabled(Event):
    """The user may not log in any more (left, long absence, lost laptop)."""

    reason: str = ""


@event("access.user_enabled", version=1, evidence=False)
class UserEnabled(Event):
    """A disabled user may log in again."""

    reason: str = ""


@event("access.password_set", version=1, evidence=False, additive=True)
class PasswordSet(Event):
    """A password was set; who did it is the entry's actor. The password itself is never recorded."""


@event("access.session_opened", version=1, evidence=False)
class SessionOpened(Event):
    """Somebody logged in."""

    user: str
    login: str
    automatic: bool = False


@event("access.session_closed", version=1, evidence=False)
class SessionClosed(Event):
    """Somebody logged out."""


@event("access.log_in_failed", version=1, evidence=False)
class LogInFailed(Event):
    """A wrong password was given for a known login; `locked` when it was the one too many."""

    user: str
    login: str
    locked: bool = False


@event("access.policy_set", version=1, evidence=False)
class PolicySet(Event):
    """The branch's rules for passwords and sessions."""

    minimum_length: int
    valid_days: int
    failures_allowed: int
    lock_minutes: int
    idle_minutes: int


@event("access.sample_login", version=1, evidence=False)
class SampleLogin(Event):
    """A sample book logs this user in by itself and says so; never set in a branch's own book."""

    login: str
