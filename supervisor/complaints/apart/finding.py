"""What two laptops did to one case that the journal does not tell by itself, worked out on reading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from supervisor.complaints.kernel import course
from supervisor.complaints.ledger import complaint
from supervisor.complaints.records import Complaint
from supervisor.complaints.retention.ledger import holds, kept_longer
from supervisor.journal import Reader

from .ledger import acknowledged, acts_of_who_keeps_out, answered_with, joined_to_ended, numbers_erased, owners_kept_out
from .records import ACTED, HELD, OWNER, UNANSWERED, CaseApart

OWNING = ("complaints.registered", "complaints.handed_over", "complaints.head_office_decided",
          "complaints.review_asked", "complaints.case_settled")  # fmt: skip
DECLARED = ("complaints.interest_declared",)
ENDED = ("complaints.closed", "complaints.withdrawn", "journal.case_erased")
ERASED = ("complaints.erased", "promises.erased", "journal.case_erased")


def cases_apart(r: Reader) -> list[CaseApart]:
    """Everything of it that nobody has put right or acknowledged, by case."""
    found = [*_owners(r), *_unanswered(r), *_held(r), *_acted(r)]
    noted = acknowledged(r) if found else frozenset()
    return sorted(
        (one for one in found if (one.subject, one.sort, one.key) not in noted), key=lambda one: (one.number, one.sort)
    )


def apart_of(r: Reader, subject: str) -> list[CaseApart]:
    """The same of one case."""
    return [one for one in cases_apart(r) if one.subject == subject]


def _owners(r: Reader) -> Iterator[CaseApart]:
    """Handed over to somebody here who declared an interest there: he owns it and may do nothing."""
    for subject, number, owner in owners_kept_out(r):
        sides = ((subject, OWNING), (subject, DECLARED))
        yield CaseApart(sort=OWNER, subject=subject, number=number, key=owner, person=owner, sides=sides)


def _unanswered(r: Reader) -> Iterator[CaseApart]:
    """Joined here to a case that ended there without its knowing: this customer's answer is owed by nobody."""
    for subject, number, joined_to, joined_ms in joined_to_ended(r):
        main = main_of(r, joined_to)
        if main is None or main.live or _knew(r, main, subject, joined_ms):
            continue
        yield CaseApart(
            sort=UNANSWERED, subject=subject, number=number, key=f"{main.subject}|{main.ended}", other=main.number,
            how=main.state, sides=((subject, ("complaints.joined",)), (main.subject, ENDED)),
        )  # fmt: skip


def main_of(r: Reader, subject: str) -> Complaint | None:
    """The case that goes on where cases were joined one to the other; None where it leads nowhere."""
    seen: set[str] = set()
    case = complaint(r, subject)
    while case is not None and case.state == course.JOINED and case.subject not in seen:
        seen.add(case.subject)
        case = complaint(r, case.joined_to)
    return None if case is not None and case.subject in seen else case


def _knew(r: Reader, main: Complaint, subject: str, joined_ms: int) -> bool:
    """Whether the copy that ended a case knew that the other was joined to it; what an older program ended, by time."""
    answered = answered_with(r, main.subject)
    if answered is not None:
        return subject in answered
    return main.ended is not None and joined_ms <= int(main.ended.timestamp() * 1000)


def _held(r: Reader) -> Iterator[CaseApart]:
    """Held or kept longer here, erased there: what was to be kept is gone."""
    held, longer = holds(r), kept_longer(r)
    gone = numbers_erased(r, [*held, *longer]) if held or longer else {}
    for subject, number in gone.items():
        if subject in held:
            key = "|".join(sorted(one.id for one in held[subject]))
            yield _destroyed(subject, number, key, "retention.held")
        elif subject in longer and (erased := _erased_early(r, subject, longer[subject])):
            yield _destroyed(subject, number, erased, "retention.kept")


def _destroyed(subject: str, number: str, key: str, kept: str) -> CaseApart:
    return CaseApart(sort=HELD, subject=subject, number=number, key=key, sides=((subject, (kept,)), (subject, ERASED)))


def _erased_early(r: Reader, subject: str, until: date) -> str:
    """The entry that erased something before the day up to which it was to be kept, not by the customer's right."""
    for entry in r.history(subject):
        if entry.kind != "complaints.erased" or r.local(entry.at_ms).date() > until:
            continue
        if not msgspec.json.decode(entry.payload).get("by_right"):
            return entry.id
    return ""


def _acted(r: Reader) -> Iterator[CaseApart]:
    """Handled, answered or signed there by whoever keeps out of it here: he judged in his own matter."""
    last = {(row.subject, row.actor): row for row in acts_of_who_keeps_out(r)}
    for row in last.values():
        sides = ((row.subject, DECLARED), (row.subject, (f"complaints.{row.kind}",)))
        yield CaseApart(
            sort=ACTED, subject=row.subject, number=row.number, key=row.entry, person=row.actor, sides=sides
        )
