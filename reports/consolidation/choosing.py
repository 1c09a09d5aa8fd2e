"""Which of the sound workbooks go into the sum: one a branch, all of one month. Pure: nothing is read here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from reports.consolidation.naming import figures_of
from reports.consolidation.records import Refused, Workbook


def choose(
    sound: Sequence[Workbook], bad: Sequence[Refused], *, month: str | None = None, only_signed: bool = False
) -> tuple[str, list[Workbook], list[Refused]]:
    """The month, what is taken in the order of branches, and what is refused besides what was refused before (`bad`).

    Without `month` it is the one most branches sent, the later one of two that are even.
    """
    refused: list[Refused] = []

    def keep(found: Iterable[Workbook], rule: Callable[[list[Workbook]], list[Refused]]) -> list[Workbook]:
        found = list(found)
        now = rule(found)
        refused.extend(now)
        gone = {one.file for one in now}
        return [one for one in found if one.file not in gone]

    left = keep(sound, _copies)
    wanted = month or _usual_month(left)
    left = keep(left, lambda found: [_refuse(one, "wrong_month", one.month) for one in found if one.month != wanted])
    if only_signed:
        left = keep(left, lambda found: [_refuse(one, "draft") for one in found if one.state != "signed"])
    left = keep(left, _earlier)
    left = keep(left, _contested)
    others = [one for one in bad if one.month in ("", wanted)]
    known = figures_of(left)
    taken = [_remarked(one, known, any(_of_branch(one, each) for each in others)) for one in left]
    return wanted, sorted(taken, key=lambda one: (one.branch_no, one.branch)), refused


def _usual_month(found: Sequence[Workbook]) -> str:
    branches = Counter(month for month, _branch in {(one.month, one.key) for one in found})
    return max(branches, key=lambda month: (branches[month], month), default="")


def _copies(found: list[Workbook]) -> list[Refused]:
    """Byte for byte the same: the one with the shortest name stays, which 副本 and (1) make longer."""
    first: dict[str, str] = {}
    for one in sorted(found, key=lambda each: (len(each.file), each.file)):
        first.setdefault(one.sha256, one.file)
    return [_refuse(one, "copy", first[one.sha256]) for one in found if first[one.sha256] != one.file]


def _earlier(found: list[Workbook]) -> list[Refused]:
    """Of several exports of the same book the one made last stays."""
    of_book: dict[str, list[Workbook]] = defaultdict(list)
    for one in found:
        of_book[one.book].append(one)
    refused = []
    for several in of_book.values():
        last = max(several, key=lambda one: (_instant(one.made_at), one.file))
        refused += [_refuse(one, "older", last.file) for one in several if one is not last]
    return refused


def _instant(text: str) -> float:
    """Laptops in other zones write the same instant otherwise; what is no instant is the earliest."""
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return 0.0


def _contested(found: list[Workbook]) -> list[Refused]:
    """Several books that claim to be one branch: nobody but a person can say which is right. Two of one name with
    different numbers are two branches; beside one without a number nobody knows which of them it is."""
    of_number: dict[str, list[Workbook]] = defaultdict(list)
    of_name: dict[str, list[Workbook]] = defaultdict(list)
    for one in found:
        of_name[one.branch].append(one)
        if one.branch_no:
            of_number[one.branch_no].append(one)
    unclear = [several for several in of_name.values() if not all(one.branch_no for one in several)]
    refused: dict[str, Refused] = {}
    for several in (*of_number.values(), *unclear):
        if len(several) > 1:
            reason = "two_books" if len({one.branch for one in several}) == 1 else "same_number"
            for one in several:
                rivals = " · ".join(each.file for each in several if each is not one)
                refused.setdefault(one.file, _refuse(one, reason, rivals))
    return list(refused.values())


def _of_branch(one: Workbook, other: Refused) -> bool:
    """Whether both are of one branch: by their numbers, by their names where either has none."""
    if one.branch_no and other.branch_no:
        return one.branch_no == other.branch_no
    return one.branch == other.branch


def _remarked(one: Workbook, known: Iterable[str], other_refused: bool) -> Workbook:
    """With what a reader of the sum must know of a file that was taken: an older version knew fewer figures."""
    missing = tuple(code for code in known if code not in one.figures)
    remarks = [
        *one.remarks,
        *(["draft"] if one.state != "signed" else []),
        *(["missing"] if missing else []),
        *(["other_refused"] if other_refused else []),
        *(["own"] if one.seal == "own" else []),
    ]
    return replace(one, remarks=tuple(remarks), missing=missing)


def _refuse(one: Workbook, reason: str, details: str = "") -> Refused:
    return Refused(one.file, reason, details, one.month, one.branch, one.branch_no, one.sha256)
