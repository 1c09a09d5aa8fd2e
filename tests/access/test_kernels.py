"""Access without a book: the table of rights, password rules, lock-out, screen lock."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.access import passwords
from supervisor.access.passwords import Policy, after_failure, expired, hashed, matches, outdated, weaknesses
from supervisor.access.right_names import right_name
from supervisor.access.rights import RIGHTS, ROLE_NAMES, Right, Role, rights_of
from supervisor.access.sessions import is_locked


def test_every_role_has_rights_and_a_name_and_every_right_a_holder() -> None:
    assert set(RIGHTS) == set(ROLE_NAMES) == set(Role)
    assert rights_of(list(Role)) == set(Right)
    assert all(Right.READ_OWN in rights for rights in RIGHTS.values())
    assert rights_of([]) == frozenset()
    assert all(right_name(right).zh and right_name(right).en for right in Right)


def test_separation_of_duties() -> None:
    holders = {right: {role for role in Role if right in RIGHTS[role]} for right in Right}
    assert holders[Right.MANAGE_USERS] == {Role.ADMINISTRATOR}
    assert holders[Right.DECIDE_APPEAL] == holders[Right.SIGN_COMPLAINT] == {Role.MANAGER}
    assert holders[Right.HANDLE_MANAGER_COMPLAINT] == {Role.HEAD_OFFICE}
    assert not RIGHTS[Role.STAFF] & {Right.READ_BRANCH, Right.READ_PEOPLE, Right.UNMASK}
    writing = {right for right in RIGHTS[Role.HEAD_OFFICE] if not right.value.startswith(("read_", "export_"))}
    assert writing == {Right.HANDLE_MANAGER_COMPLAINT}


def test_the_hash_tells_the_password_and_nothing_else(
    true_hashes: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap = hashed("Abacus-26")
    monkeypatch.setattr(passwords, "_hasher", true_hashes)
    stored = hashed("Abacus-26")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$"), "what RFC 9106 recommends where memory is short"
    assert matches(stored, "Abacus-26")
    assert not matches(stored, "abacus-26")
    assert not matches("not a hash", "Abacus-26")
    assert stored != hashed("Abacus-26")
    assert not outdated(stored)
    assert matches(cheap, "Abacus-26")
    assert outdated(cheap), "made with less than today's cost: it is replaced at the next log-in"


@given(st.integers(0, 30), st.integers(1, 10))
def test_the_lock_comes_with_the_nth_failure(tries: int, allowed: int) -> None:
    rules, failures, locks = Policy(failures_allowed=allowed), 0, 0
    for _number in range(tries):
        attempt = after_failure(failures, 1000, rules)
        failures = attempt.failures
        locks += attempt.locked_until_ms > 0
    assert locks == tries // allowed


def test_passwords_age_only_when_told_to() -> None:
    assert not expired(0, 89 * 86_400_000, Policy())
    assert expired(0, 91 * 86_400_000, Policy())
    assert not expired(0, 10**15, Policy(valid_days=0))


@given(st.text(max_size=40))
def test_any_text_may_be_tried_as_a_password(text: str) -> None:
    assert isinstance(weaknesses(text, "chen", Policy()), list)


def test_the_screen_locks_after_idling_and_when_the_clock_is_set_back() -> None:
    assert not is_locked(0, 14 * 60_000, 15)
    assert is_locked(0, 15 * 60_000, 15)
    assert is_locked(10 * 60_000, 0, 15)
    assert not is_locked(0, 10**9, 0)


def test_the_tables_of_rights_need_no_database() -> None:
    code = "import sys, supervisor.access.rights as r; assert r.Right; print('sqlalchemy' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"
