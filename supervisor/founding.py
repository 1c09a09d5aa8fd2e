"""A branch's first day: a new book with the branch, its manager as first user, the shipped check-lists and rules.

One use case over many rooms, so it stands above them; the command line and the desktop both call it.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from supervisor.app import load_rooms
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book, is_url
from supervisor.language import _


class FirstDay(msgspec.Struct, frozen=True):
    """What is needed to begin: the branch, and the manager who logs in first. `zone` is an IANA time zone."""

    branch: str
    manager: str
    no: str
    login: str
    password: str
    zone: str = "Asia/Shanghai"
    branch_no: str = ""  # head office's number for the branch (机构号), where it has one

    def __repr__(self) -> str:  # the password is to stand in no log and no traceback
        return f"FirstDay({self.branch!r}, {self.login!r})"


def problem_of(first: FirstDay) -> tuple[str, str]:
    """What cannot be, as the field's name and a sentence; both empty when all is well."""
    from supervisor.access.passwords import Policy, weaknesses
    from supervisor.branch.forms import branch_number, branch_number_rule

    for field, words in (
        ("branch", _("The branch needs a name.")),
        ("manager", _("The manager needs a name.")),
        ("no", _("A person needs a staff number.")),
        ("login", _("A login is one word without blanks.")),
    ):
        if not getattr(first, field).strip():
            return field, words
    if any(character.isspace() for character in first.login.strip()):
        return "login", _("A login is one word without blanks.")
    if branch_number(first.branch_no) is None:
        return "branch_no", branch_number_rule()
    faults = weaknesses(first.password, first.login, Policy())
    return ("password", " ".join(faults)) if faults else ("", "")


def found_book(where: str, first: FirstDay, passphrase: str | None = None) -> Book:
    """Make a new book at a path or PostgreSQL address and set the branch up in it; returns it open.

    Raises Problem with a clear message; then there is no new file. The passphrase is not kept anywhere.
    """
    from supervisor.access import Role
    from supervisor.access.service import found_administrator, grant_role
    from supervisor.appraisal.library import shipped
    from supervisor.appraisal.service import activate_rulebook
    from supervisor.branch.service import found_branch
    from supervisor.branch.staff import add_person
    from supervisor.inspection.library import import_templates

    _field, problem = problem_of(first)
    if problem:
        raise BadInput(problem)
    load_rooms()
    book = Book.create(where, passphrase or None, branch=first.branch.strip(), zone=first.zone)
    try:
        found_branch(book, SYSTEM, name=first.branch, number=first.branch_no)
        person = add_person(book, SYSTEM, no=first.no, name=first.manager, role=_("Branch manager"))
        user = found_administrator(book, login=first.login, person=person, name=first.manager, password=first.password)
        grant_role(book, SYSTEM, user, Role.MANAGER)
        month = book.now().astimezone(book.zone).date().replace(day=1)
        import_templates(book, SYSTEM, valid_from=month)
        activate_rulebook(book, SYSTEM, rules=shipped("branch"), month=month.isoformat()[:7])
    except BaseException:
        book.close()
        if not is_url(where):  # the file is ours: there was none when we began
            for suffix in ("", "-wal", "-shm"):
                Path(f"{where}{suffix}").unlink(missing_ok=True)
        raise
    return book
