"""Who plays which part in the sample, read from the book, so that any branch can be worked."""

from __future__ import annotations

from supervisor.access import Role
from supervisor.access.ledger import users
from supervisor.branch.ledger import people, posts
from supervisor.branch.records import Person
from supervisor.journal import Book


class Cast:
    """Manager, deputy, supervisors, complaint handler, and `staff`: everybody who leads nobody."""

    def __init__(self, book: Book) -> None:
        with book.read() as r:
            logins = users(r)
            self.people = people(r)
            self.posts = posts(r)
        self.manager = next(u.person for u in logins if Role.MANAGER in u.roles)
        self.deputy = next((u.person for u in logins if Role.DEPUTY in u.roles), self.manager)
        self.supervisors = [u.person for u in logins if Role.SUPERVISOR in u.roles] or [self.manager]
        self.handler = next((u.person for u in logins if Role.COMPLAINT_HANDLER in u.roles), self.deputy)
        leaders = {self.manager, self.deputy, self.handler, *self.supervisors}
        self.staff: list[Person] = [p for p in self.people if p.subject not in leaders]
