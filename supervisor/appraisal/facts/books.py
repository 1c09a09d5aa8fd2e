"""Which rule book is in force from when."""

from __future__ import annotations

from datetime import date

from supervisor.access import Right, require
from supervisor.appraisal import events
from supervisor.appraisal.months import month_days, month_of
from supervisor.appraisal.rulebook import RuleBook, digest, to_bytes
from supervisor.appraisal.rulebook.checks import check
from supervisor.appraisal.rulebook.validity import outside
from supervisor.errors import BadInput, Fault, Refused
from supervisor.journal import Book
from supervisor.language import _


def activate_rulebook(book: Book, actor: str, *, rules: RuleBook, month: str) -> str:
    """Put a rule book in force from the first day of `month`; returns its content digest.

    Raises BadInput when the book has flaws or is not written for that month, Refused without the right or when a month
    from there on is locked.
    """
    first, __ = month_days(month)
    flaws = check(rules)
    if flaws:
        faults = tuple(Fault(f.problem, f.cure, "", f.table, f.index + 1, f.field) for f in flaws)
        raise BadInput(_("The rule book cannot be used:"), faults)
    if wrong := outside(rules, month):
        cure = _("Choose a month it is written for, or change its months on the sheet of the book.")
        field = "valid_from" if rules.valid_from and month < rules.valid_from else "valid_until"
        raise BadInput(_("The rule book cannot be used:"), (Fault(wrong, cure, "", "book", 1, field),))
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_RULES)
        later = first
        while month_of(later) <= month_of(w.today):
            if w.month_locked(month_of(later)):
                raise Refused(
                    _("{month} is locked and keeps its rule book. Choose a later month.").format(month=month_of(later))
                )
            later = date(later.year + later.month // 12, later.month % 12 + 1, 1)
        content = to_bytes(rules)
        w.append(
            f"rulebook-from:{month}",
            events.RulebookActivated(
                month=month, digest=digest(rules), blob=w.put_blob(content), zh=rules.name.zh, en=rules.name.en,
                label=rules.version,
            ),
        )  # fmt: skip
    return digest(rules)
