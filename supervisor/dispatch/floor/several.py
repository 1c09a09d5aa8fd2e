"""Several incidents at once: what all that run stop, divert and bring, as one set of shares for the problem.

A surge may come while the core system is down. The plan of either has to know that nobody is served at the counters and
that more come. Drills stand apart: in earnest they count for nothing, and a drill knows of itself alone.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import msgspec

from supervisor.incidents.ledger import Incident, incident, playbook_of, running
from supervisor.incidents.playbooks import Playbook
from supervisor.journal import Reader


class Effects(msgspec.Struct, frozen=True):
    """What the playbooks of all incidents that run say of a class of service, the one planned for first."""

    books: tuple[Playbook, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Their kinds, each once; empty where only one incident runs."""
        found = tuple(dict.fromkeys(book.kind for book in self.books))
        return found if len(found) > 1 else ()

    def share_of(self, service_class: str, guide: str) -> float:
        """Share of the class that cannot be served, 0..1: the largest."""
        return max(book.share_of(service_class, guide) for book in self.books)

    def factor_of(self, service_class: str, guide: str) -> float:
        """What the forecast of the class is multiplied with: the largest."""
        return max(book.factor_of(service_class, guide) for book in self.books)

    def leaves_of(self, service_class: str, guide: str) -> float:
        """Share of the stopped customers that goes home at once, as the one says that stops most."""
        return self._worst(service_class, guide).leaves_of(service_class, guide)

    def diverts_of(self, service_class: str, guide: str, known: Collection[str]) -> dict[str, float]:
        """Shares of the stopped customers by the class that they turn to, as the one says that stops most."""
        return self._worst(service_class, guide).diverts_of(service_class, known)

    def length(self, quarters: int) -> int:
        """How long what is stopped stays so: `quarters` is what is known of the one planned for. How long another lasts
        nobody has said: where it stops something, the whole horizon (0)."""
        return 0 if any(max(book.share_stopped.values(), default=0.0) > 0 for book in self.books[1:]) else quarters

    def _worst(self, service_class: str, guide: str) -> Playbook:
        return max(self.books, key=lambda book: book.share_of(service_class, guide))  # the first of equals


def others_running(r: Reader, at: datetime, subject: str = "") -> list[Incident]:
    """Incidents in earnest that run at an instant, but the one named; none beside a drill."""
    found = incident(r, subject) if subject else None
    if found is not None and found.drill:
        return []
    return [one for one in running(r, at) if one.subject != subject]


def effects(r: Reader, playbook: Playbook, at: datetime, subject: str = "") -> Effects:
    """What is planned for, by its playbook, together with all that runs beside it. A plan of no incident in particular
    (no `subject`) asks what this playbook would do: one of its kind that runs by another is passed over."""
    beside = [one for one in others_running(r, at, subject) if subject or one.kind != playbook.kind]
    return Effects((playbook, *(playbook_of(r, one) for one in beside)))


def without_effects(playbook: Playbook) -> Playbook:
    """The playbook of something that is not declared yet or is over: it stops nothing and brings nobody."""
    return msgspec.structs.replace(playbook, share_stopped={}, arrivals_factor={}, leaves={}, diverts={})
