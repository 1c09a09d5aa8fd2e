"""Access: who may log in, with what password, and what each may do, on every engine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from supervisor.access import Right, Role, allowed, automatic_session, ledger, may_read_person, require, service, users
from supervisor.access.passwords import Policy
from supervisor.access.session_start import PasswordExpired
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
GOOD = "Abacus-26"


def user(book: Book, login: str, *roles: Role, password: str | None = None) -> str:
    return service.add_user(
        book, SYSTEM, login=login, person=f"person:{login}", name=login.title(), roles=roles, password=password
    )


def at(book: Book, **later: float) -> None:
    book.set_now(lambda: START + timedelta(**later))


def test_a_person_logs_in_with_his_own_password(any_book: Book) -> None:
    subject = user(any_book, "Chen", Role.SUPERVISOR, Role.COMPLAINT_HANDLER, password=GOOD)
    session = service.log_in(any_book, "  chen ", GOOD)
    assert (session.user, session.person, session.login) == (subject, "person:Chen", "chen")
    assert session.roles == {Role.SUPERVISOR, Role.COMPLAINT_HANDLER}
    assert session.may(Right.INSPECT)
    assert not session.may(Right.LOCK_MONTH)
    for login, password in (("chen", "wrong"), ("nobody", GOOD), ("chen", "")):
        with pytest.raises(Refused, match=r"Login or password is not right\."):
            service.log_in(any_book, login, password)
    service.log_out(any_book, session)
    with any_book.read() as r:
        log = ledger.log_ins(r)
        assert sorted(line.outcome for line in log) == ["failed", "failed", "opened"]
        assert [line.closed_ms is not None for line in log if line.outcome == "opened"] == [True]


def test_no_password_is_in_the_journal(book: Book) -> None:
    user(book, "chen", Role.STAFF, password=GOOD)
    service.log_in(book, "chen", GOOD)
    with book.read() as r:
        for entry in r.latest(100):
            assert GOOD.encode() not in entry.payload
            assert b"argon2" not in entry.payload
        kept = ledger.credential(r, "chen")
    assert kept is not None
    assert kept.hash.startswith("$argon2id$")


def test_five_wrong_passwords_lock_for_half_an_hour(book: Book) -> None:
    at(book)
    user(book, "chen", Role.STAFF, password=GOOD)
    for _attempt in range(5):
        with pytest.raises(Refused, match="not right"):
            service.log_in(book, "chen", "wrong")
    with pytest.raises(Refused, match="try again in 30 minutes"):
        service.log_in(book, "chen", GOOD)
    at(book, minutes=31)
    assert service.log_in(book, "chen", GOOD).login == "chen"
    with book.read() as r:
        assert [line.outcome for line in ledger.log_ins(r)].count("locked") == 1


def test_failures_before_a_right_password_are_forgiven(book: Book) -> None:
    user(book, "chen", Role.STAFF, password=GOOD)
    for _round in range(3):
        for _attempt in range(4):
            with pytest.raises(Refused, match="not right"):
                service.log_in(book, "chen", "wrong")
        service.log_in(book, "chen", GOOD)


def test_a_password_is_changed_after_ninety_days(book: Book) -> None:
    at(book)
    user(book, "chen", Role.STAFF, password=GOOD)
    at(book, days=90)
    service.log_in(book, "chen", GOOD)
    at(book, days=90, seconds=1)
    with pytest.raises(PasswordExpired):
        service.log_in(book, "chen", GOOD)
    with pytest.raises(BadInput, match="differ"):
        service.log_in(book, "chen", GOOD, new_password=GOOD)
    service.log_in(book, "chen", GOOD, new_password="Ledger+27")
    service.log_in(book, "chen", "Ledger+27")
    with pytest.raises(Refused):
        service.log_in(book, "chen", GOOD)


def test_weak_passwords_say_what_is_wrong(book: Book) -> None:
    for weak, said in (("Ab1", "8 characters"), ("abcdefgh", "two of"), ("chen-2026", "login"), ("aaaaaaa1", "four")):
        with pytest.raises(BadInput, match=said):
            user(book, "chen", Role.STAFF, password=weak)
    with book.read() as r:
        assert users(r) == []
        assert ledger.credential(r, "chen") is None


def test_the_rules_are_settings(book: Book) -> None:
    with pytest.raises(BadInput, match="minimum_length"):
        service.set_policy(book, SYSTEM, Policy(minimum_length=1))
    service.set_policy(book, SYSTEM, Policy(minimum_length=12, failures_allowed=2, valid_days=0))
    with pytest.raises(BadInput, match="12"):
        user(book, "chen", Role.STAFF, password=GOOD)
    user(book, "chen", Role.STAFF, password="Abacus-2026!")
    for _attempt in range(2):
        with pytest.raises(Refused, match="not right"):
            service.log_in(book, "chen", "wrong")
    with pytest.raises(Refused, match="Locked"):
        service.log_in(book, "chen", "Abacus-2026!")


def test_a_password_that_the_administrator_sets_is_temporary(book: Book) -> None:
    user(book, "root", Role.ADMINISTRATOR)
    chen = user(book, "chen", Role.STAFF, password=GOOD)
    service.set_password(book, "person:root", chen, "Given-by-admin1")
    with pytest.raises(PasswordExpired):
        service.log_in(book, "chen", "Given-by-admin1")
    service.log_in(book, "chen", "Given-by-admin1", new_password="My-own-one1")
    service.change_password(book, "person:chen", chen, "My-own-one1", "My-own-two2")
    service.log_in(book, "chen", "My-own-two2")
    with book.read() as r:
        (root,) = [one.subject for one in users(r) if one.login == "root"]
    with pytest.raises(Refused, match="own matter"):
        service.set_password(book, "person:root", root, "Without-the-old1")
    with pytest.raises(Refused):
        service.change_password(book, "person:chen", chen, "wrong", "My-own-three3")
    with pytest.raises(Refused):
        service.change_password(book, "person:root", chen, "My-own-two2", "My-own-three3")


def test_a_signature_asks_for_the_password_again(any_book: Book) -> None:
    user(any_book, "chen", Role.MANAGER, password=GOOD)
    session = service.log_in(any_book, "chen", GOOD)
    service.confirm(any_book, session, GOOD)
    with pytest.raises(Refused, match="nothing was signed"):
        service.confirm(any_book, session, "wrong")
    with any_book.read() as r:
        assert [line.outcome for line in ledger.log_ins(r)].count("failed") == 1
        assert not service.signs_without_password(r, session)
    service.confirm(any_book, session, GOOD)  # and the count begins anew
    for _attempt in range(5):
        with pytest.raises(Refused, match="nothing was signed"):
            service.confirm(any_book, session, "wrong")
    with pytest.raises(Refused, match="Locked"):
        service.confirm(any_book, session, GOOD)
    with pytest.raises(Refused, match="Locked"):
        service.log_in(any_book, "chen", GOOD)


def test_a_disabled_user_signs_nothing(book: Book) -> None:
    chen = user(book, "chen", Role.MANAGER, password=GOOD)
    session = service.log_in(book, "chen", GOOD)
    service.disable_user(book, SYSTEM, chen, "left")
    with pytest.raises(Refused, match="cannot sign"):
        service.confirm(book, session, GOOD)


def test_only_a_samples_own_session_signs_without_a_password(book: Book) -> None:
    chen = user(book, "chen", Role.MANAGER)
    service.set_sample_login(book, "chen")
    with book.read() as r:
        session = automatic_session(r)
        assert session is not None
        assert service.signs_without_password(r, session)
    service.confirm(book, session, "")
    service.set_password(book, SYSTEM, chen, GOOD)
    with pytest.raises(Refused, match="nothing was signed"):
        service.confirm(book, session, "")


def test_log_in_is_the_function_whatever_was_imported() -> None:
    import supervisor.access
    import supervisor.access.session_start

    assert callable(supervisor.access.log_in)


def test_a_disabled_user_neither_logs_in_nor_does_anything(book: Book) -> None:
    chen = user(book, "chen", Role.MANAGER, password=GOOD)
    service.disable_user(book, SYSTEM, chen, "left")
    with pytest.raises(Refused):
        service.log_in(book, "chen", GOOD)
    with book.read() as r:
        assert not allowed(r, "person:chen", Right.LOCK_MONTH)
        assert users(r, active_only=True) == []
    service.enable_user(book, SYSTEM, chen)
    assert service.log_in(book, "chen", GOOD)


def test_nobody_raises_himself_and_the_last_administrator_stays(book: Book) -> None:
    root = service.found_administrator(book, login="root", person="person:root", name="Root", password=GOOD)
    with pytest.raises(Refused):
        service.found_administrator(book, login="two", person="person:two", name="Two", password=GOOD)
    with pytest.raises(Refused, match="own matter"):
        service.grant_role(book, "person:root", root, Role.MANAGER)
    with pytest.raises(Refused, match="last administrator"):
        service.disable_user(book, SYSTEM, root)
    with pytest.raises(Refused, match="last administrator"):
        service.withdraw_role(book, SYSTEM, root, Role.ADMINISTRATOR)
    chen = service.add_user(book, "person:root", login="chen", person="person:chen", name="Chen")
    service.grant_role(book, "person:root", chen, "administrator")
    service.withdraw_role(book, "person:chen", root, Role.ADMINISTRATOR, "handed over")
    with pytest.raises(Refused):
        service.add_user(book, "person:root", login="late", person="person:late", name="Late")
    with pytest.raises(BadInput, match="taken"):
        service.add_user(book, "person:chen", login="ROOT", person="person:x", name="X")


def test_head_office_holds_no_branch_role(book: Book) -> None:
    with pytest.raises(BadInput, match="head-office"):
        user(book, "both", Role.HEAD_OFFICE, Role.MANAGER)
    with pytest.raises(BadInput, match="belongs to a person"):
        service.add_user(book, SYSTEM, login="x", person=SYSTEM, name="X")
    with pytest.raises(BadInput, match="no role"):
        service.add_user(book, SYSTEM, login="x", person="person:x", name="X", roles=["king"])


def test_staff_see_their_own_record_only(book: Book) -> None:
    user(book, "chen", Role.STAFF)
    user(book, "boss", Role.MANAGER)
    user(book, "reader", Role.HEAD_OFFICE)
    user(book, "root", Role.ADMINISTRATOR)
    with book.read() as r:
        assert may_read_person(r, "person:chen", "person:chen")
        assert not may_read_person(r, "person:chen", "person:boss")
        assert may_read_person(r, "person:boss", "person:chen")
        assert may_read_person(r, "person:reader", "person:chen")
        assert not may_read_person(r, "person:root", "person:chen")
        assert not may_read_person(r, "person:unknown", "person:unknown")


@pytest.mark.parametrize(
    "right",
    [Right.WAIVE_FINDING, Right.CLOSE_ACTION, Right.SIGN_COMPLAINT, Right.DECIDE_APPEAL, Right.WAIVE_DEDUCTION],
)
def test_nobody_decides_about_himself(book: Book, right: Right) -> None:
    user(book, "boss", Role.MANAGER)
    with book.read() as r:
        require(r, "person:boss", right, about="person:chen")
        require(r, SYSTEM, right, about="system")
        for about in ("person:boss", ("person:chen", "person:boss")):
            with pytest.raises(Refused, match="own matter"):
                require(r, "person:boss", right, about=about)
            assert not allowed(r, "person:boss", right, about)


def test_a_complaint_about_the_manager_is_head_offices_alone(book: Book) -> None:
    for role in Role:
        user(book, role.value, role)
    with book.read() as r:
        having = {role for role in Role if allowed(r, f"person:{role.value}", Right.HANDLE_MANAGER_COMPLAINT)}
    assert having == {Role.HEAD_OFFICE}


def test_the_administrator_judges_nobody(book: Book) -> None:
    user(book, "root", Role.ADMINISTRATOR)
    with book.read() as r:
        for right in (Right.SCORE_MONTH, Right.LOCK_MONTH, Right.WAIVE_FINDING, Right.SIGN_COMPLAINT, Right.UNMASK):
            with pytest.raises(Refused):
                require(r, "person:root", right)


def test_a_sample_book_logs_its_manager_in_and_no_other_book_does(book: Book) -> None:
    chen = user(book, "chen", Role.MANAGER)
    with book.read() as r:
        assert automatic_session(r) is None
    service.set_sample_login(book, "Chen")
    with book.read() as r:
        session = automatic_session(r)
    assert session is not None
    assert (session.automatic, session.person) == (True, "person:chen")
    assert session.may(Right.LOCK_MONTH)
    service.disable_user(book, SYSTEM, chen)
    with book.read() as r:
        assert automatic_session(r) is None


def test_one_login_given_twice_on_two_devices_opens_nothing_until_mended(new_place) -> None:
    one, other = new_place(name="one").create(), new_place(name="other").create()
    user(one, "chen", Role.STAFF, password=GOOD)
    service.add_user(other, SYSTEM, login="chen", person="person:impostor", name="Chen", roles=[Role.MANAGER])
    one.merge(other.export())
    with one.read() as r:
        assert list(ledger.login_clashes(r)) == ["chen"]
        (wrong,) = [u.subject for u in users(r) if u.person == "person:impostor"]
    with pytest.raises(Refused, match="share the login"):
        service.log_in(one, "chen", GOOD)
    service.disable_user(one, SYSTEM, wrong, "duplicate")
    assert service.log_in(one, "chen", GOOD).person == "person:chen"
    with one.read() as r:
        assert ledger.login_clashes(r) == {}
    one.close()
    other.close()
