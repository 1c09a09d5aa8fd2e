"""What the branch may set about kinds of service: what is told in one go, and by when it is completed."""

from __future__ import annotations

import msgspec

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader, Writer
from supervisor.language import Words, _

from . import classes, events
from .kinds import GROUPS, LONGEST_LINE, MOST_DAYS, MOST_LINES, MOST_MINUTES, ServiceKind, ToldLine
from .ledger import service_kind


def set_kind(book: Book, actor: str, wanted: ServiceKind) -> None:
    """Add or change a kind of service. Promises made before keep what they were told and their time."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        _append(w, wanted)


def retire_kind(book: Book, actor: str, code: str, *, active: bool = False) -> None:
    """Offer a kind no more (or again); its list stays readable."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        _append(w, msgspec.structs.replace(known_kind(w, code), active=active))


def known_kind(r: Reader, code: str) -> ServiceKind:
    """A kind, retired or not. Raises BadInput."""
    found = service_kind(r, code)
    if found is None:
        raise BadInput(_("There is no kind of service {code}.").format(code=code or "–"))
    return found


def _append(w: Writer, wanted: ServiceKind) -> None:
    code, zh, en = wanted.code.strip(), wanted.name.zh.strip(), wanted.name.en.strip()
    if not code or len(code) > classes.LONGEST_CODE or not code.isprintable() or " " in code:
        words = _("A code has at most {n} letters and figures and no blank.")
        raise WrongField("code", words.format(n=classes.LONGEST_CODE))
    if not zh or len(zh) > classes.LONGEST_NAME:
        raise WrongField(
            "zh", _("A kind of service needs a name of at most {n} letters.").format(n=classes.LONGEST_NAME)
        )
    if wanted.promise_minutes and wanted.promise_working_days:
        raise WrongField("promise_minutes", _("Either minutes or working days, not both."))
    if not 0 <= wanted.promise_minutes <= MOST_MINUTES:
        raise WrongField("promise_minutes", _("At most {n} minutes; longer: in working days.").format(n=MOST_MINUTES))
    if not 0 <= wanted.promise_working_days <= MOST_DAYS:
        raise WrongField("promise_working_days", _("At most {n} working days.").format(n=MOST_DAYS))
    lines = tuple(ToldLine(one.group, one.zh.strip(), one.en.strip()) for one in wanted.lines if one.zh.strip())
    if len(lines) > MOST_LINES:
        raise WrongField("lines", _("At most {n} lines, or nobody tells them all.").format(n=MOST_LINES))
    for one in lines:
        if one.group not in GROUPS:
            raise WrongField("lines", _("{code} is no group of lines.").format(code=one.group))
        if len(one.zh) > LONGEST_LINE or len(one.en) > LONGEST_LINE:
            raise WrongField(
                one.group, _("A line has at most {n} letters: {line}…").format(n=LONGEST_LINE, line=one.zh[:20])
            )
    if len({(one.group, one.zh) for one in lines}) < len(lines):
        raise WrongField("lines", _("A line stands there twice."))
    before = service_kind(w, code)
    made = ServiceKind(code, Words(zh, en), lines, wanted.promise_minutes, wanted.promise_working_days, wanted.active)
    if before is not None and msgspec.structs.replace(before, own=False) == made:
        return
    w.append(
        f"service_kind:{code}",
        events.ServiceKindSet(
            code=code, zh=zh, en=en, lines=lines, promise_minutes=made.promise_minutes,
            promise_working_days=made.promise_working_days, active=made.active,
        ),
    )  # fmt: skip
