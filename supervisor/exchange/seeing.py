"""Which contradictions a person may read: those of people's records and of complaints are not for everybody."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from supervisor.access import Right, allowed
from supervisor.complaints.ledger import complaint
from supervisor.complaints.promises.ledger import call_back
from supervisor.complaints.records import Complaint
from supervisor.complaints.rights.checks import concerned
from supervisor.complaints.rights.privacy import readable
from supervisor.journal import Reader
from supervisor.language import _

from . import contradictions as listing
from .records import Contradiction
from .wording import room_of

_COMPLAINTS = frozenset({"complaints", "promises"})
_PEOPLE = frozenset({"actions", "appraisal", "inspection", "training"})


def contradictions_for(r: Reader, viewer: str) -> list[Contradiction]:
    """Everything that waits for a person; what the viewer may not read is counted, but veiled."""
    return veiled(r, viewer, listing.contradictions(r))


def veiled(r: Reader, viewer: str, found: Iterable[Contradiction]) -> list[Contradiction]:
    """These contradictions as a person may see them."""
    rights = {
        Right.READ_PEOPLE: allowed(r, viewer, Right.READ_PEOPLE),
        Right.READ_COMPLAINTS: allowed(r, viewer, Right.READ_COMPLAINTS),
    }
    return [
        one if ((need := _needs(one)) is None or rights[need]) and _case_readable(r, viewer, one) else _veil(one)
        for one in found
    ]


def _case_readable(r: Reader, viewer: str, one: Contradiction) -> bool:
    """Whether no complaint stands behind it, or one that the viewer may read: never one about himself."""
    case = case_behind(r, one.subject)
    return case is None or (viewer not in concerned(r, case) and readable(r, viewer, case))


def case_behind(r: Reader, subject: str) -> Complaint | None:
    """The complaint that a subject is, or that a promise belongs to; None for anything else."""
    room = subject.partition(":")[0]
    if room == "promise":
        promise = call_back(r, subject)
        subject = promise.complaint if promise is not None else ""
    return complaint(r, subject) if subject.startswith("complaint:") else None


def _needs(one: Contradiction) -> Right | None:
    room = room_of(one.subject)
    if room in _COMPLAINTS:
        return Right.READ_COMPLAINTS
    return Right.READ_PEOPLE if room in _PEOPLE else None


def _veil(one: Contradiction) -> Contradiction:
    sides = tuple(msgspec.structs.replace(side, entry="", by="", what="", at=None) for side in one.sides)
    return msgspec.structs.replace(
        one, subject="", key="", title=_("Not for you to read"), sides=sides, fields=(), parts=(), mixable=False,
        settles=False,
        hint=_("It is about people's records or a complaint: somebody who may read those decides it."),
    )  # fmt: skip
