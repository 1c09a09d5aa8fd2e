"""The forms of what is past its term: erase with a signature, keep longer, hold back, release."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from supervisor.desktop.signing import SignSheet
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _


def ask_erase(page: Any, several: Sequence[Any]) -> None:
    """Sign and erase; says plainly what is gone and what stays."""
    from supervisor.complaints.retention.service import erase_due

    desk, subjects = page.desk, [one.subject for one in several]
    follows = _(
        "Contact data, texts and attachments of {many} entries are destroyed for good on every copy of the book; there "
        "is no way back. Number, times, class, outcome and course stay. Backups made before still hold them: delete "
        "those too."
    ).format(many=len(subjects))
    form = SignSheet(page, desk, _("Erase for good?"), follows)
    form.sign(
        _("Sign and erase"),
        lambda _v: erase_due(desk.book, desk.actor, subjects),
        said=_("Erased for good."),
    )


def ask_keep(page: Any, one: Any) -> None:
    """Keep one beyond its term, with a reason and a new day."""
    from supervisor.complaints.retention.rules import anniversary
    from supervisor.complaints.retention.service import keep_longer

    desk = page.desk
    form = FormSheet(page, desk, _("Keep {number} longer").format(number=one.number))
    form.day("until", _("Keep until"), anniversary(page.snapshot.today, 1))
    form.lines("reason", _("Reason"), hint=_("without the customer's name or number"))
    form.send(
        _("Keep longer"),
        lambda v: keep_longer(desk.book, desk.actor, one.subject, until=v["until"], reason=v["reason"]),
        said=_("Kept longer."),
    )


def ask_hold(page: Any, one: Any) -> None:
    """Hold one back until it is released."""
    from supervisor.complaints.retention.service import hold
    from supervisor.complaints.retention.words import HOLDS

    desk = page.desk
    form = FormSheet(page, desk, _("Hold {number} back from erasing").format(number=one.number))
    form.choice("kind", _("Who still needs it"), [(code, str(words)) for code, words in HOLDS.items()])
    form.lines("reason", _("Reason"), hint=_("without the customer's name or number"))
    form.send(
        _("Hold back"),
        lambda v: hold(desk.book, desk.actor, one.subject, kind=v["kind"], reason=v["reason"]),
        said=_("Held back."),
    )


def ask_release(page: Any, one: Any) -> None:
    """End its holds."""
    from supervisor.complaints.retention.service import release

    desk = page.desk
    form = FormSheet(page, desk, _("Release {number}").format(number=one.number))
    form.lines("reason", _("Reason"), hint=_("without the customer's name or number"))
    form.send(
        _("Release"),
        lambda v: release(desk.book, desk.actor, one.subject, reason=v["reason"]),
        said=_("Released."),
    )
