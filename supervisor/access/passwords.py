"""Rules for passwords and lock-out, as settings, and the Argon2id hash.

Defaults: eight characters, changed after 90 days, locked after five failures. The standard (GB/T 22239)
asks for complexity, a change period, a limit of failures and a time-out but names no figures; these are
common practice.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from supervisor.language import _

if TYPE_CHECKING:
    from argon2 import PasswordHasher

DAY_MS = 86_400_000
MINUTE_MS = 60_000


class Policy(msgspec.Struct, frozen=True):
    """Password and session rules in force. `lock_minutes` is how long a lock-out lasts; `idle_minutes`
    locks a screen.
    """

    minimum_length: int = 8
    valid_days: int = 90
    failures_allowed: int = 5
    lock_minutes: int = 30
    idle_minutes: int = 15


class Attempt(NamedTuple):
    """What a failed attempt leaves behind: the failures counted and until when the login is locked (0 =
    not).
    """

    failures: int
    locked_until_ms: int


def weaknesses(password: str, login: str, policy: Policy) -> list[str]:
    """What is wrong with a new password, each as a sentence that says what to do; empty when it will do."""
    faults: list[str] = []
    if len(password) < policy.minimum_length:
        faults.append(_("Use at least {n} characters.").format(n=policy.minimum_length))
    groups = sum(
        any(test(character) for character in password)
        for test in (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())
    )
    if groups < 2:
        faults.append(_("Mix at least two of: small letters, capital letters, digits, other signs."))
    if login and login.casefold() in password.casefold():
        faults.append(_("The password must not contain the login."))
    if len(set(password)) < 4:
        faults.append(_("Use at least four different characters."))
    return faults


def after_failure(failures: int, now_ms: int, policy: Policy) -> Attempt:
    """Count one more failure; at the limit the login is locked for `lock_minutes` and counting starts
    anew.
    """
    failures += 1
    if failures >= policy.failures_allowed:
        return Attempt(0, now_ms + policy.lock_minutes * MINUTE_MS)
    return Attempt(failures, 0)


def expired(changed_ms: int, now_ms: int, policy: Policy) -> bool:
    """Whether the password is older than `valid_days` (0 days: passwords never expire)."""
    return policy.valid_days > 0 and now_ms - changed_ms > policy.valid_days * DAY_MS


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # 20 ms to import, needed only when somebody logs in

    return PasswordHasher()  # Argon2id with the RFC 9106 low-memory parameters


def hashed(password: str) -> str:
    """The Argon2id hash, salt and parameters in one text."""
    return _hasher().hash(password)


def matches(stored: str, password: str) -> bool:
    """Whether the password is the one that was hashed. False as well for a damaged hash."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def outdated(stored: str) -> bool:
    """Whether the hash was made with weaker parameters than today's and should be replaced at log-in."""
    return _hasher().check_needs_rehash(stored)


@cache
def _nobody() -> str:
    return hashed("nobody has this password")


def waste_time(password: str) -> None:
    """Take as long as a real check, so that the time does not tell whether a login exists."""
    matches(_nobody(), password)
