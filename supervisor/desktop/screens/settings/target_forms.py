"""The form of waiting targets by class of service: a line a class, left empty where the branch's holds."""

from __future__ import annotations

from typing import Any

from supervisor.branch.faults import WrongField
from supervisor.desktop.desk import Undo
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.language import _


def ask_targets(owner: Any) -> FieldForm:
    """Minutes and share of each class; undo puts back what stood there."""
    from supervisor.traffic.targets.service import set_class_target

    desk, known = owner.desk, owner.page.snapshot
    classes, old = dict(known.classes), dict(known.targets)
    form = FieldForm(owner, desk, _("Waiting targets by class"), width=600)
    if not classes:
        form.note(_("No class of service is named yet: posts and classes are set up under Posts."))
    elif known.profile is not None:
        form.note(
            _("A class left empty follows the branch: {share} % within {minutes} minutes.").format(
                share=f"{known.profile.target_share * 100:g}", minutes=f"{known.profile.target_minutes:g}"
            )
        )
    form.halves()
    for code, name in classes.items():
        own = old.get(code)
        form.text(f"minutes:{code}", _("{name}: minutes").format(name=name), f"{own.minutes:g}" if own else "")
        form.text(f"share:{code}", _("{name}: % of customers").format(name=name), f"{own.share * 100:g}" if own else "")
    form.halves(False)

    def put(wanted: dict[str, tuple[float | None, float | None]]) -> None:
        with desk.book.batch():  # all of it or nothing
            for code, (minutes, share) in wanted.items():
                try:
                    set_class_target(desk.book, desk.actor, code, target_minutes=minutes, target_share=share)
                except WrongField as fault:
                    side = "share" if fault.field == "target_share" else "minutes"
                    raise WrongField(f"{side}:{code}", str(fault)) from None

    def work(given: dict[str, Any]) -> None:
        put({
            code: (
                _number(f"minutes:{code}", given[f"minutes:{code}"]),
                _share(f"share:{code}", given[f"share:{code}"]),
            )
            for code in classes
        })  # fmt: skip

    def put_back() -> None:
        put({code: (old[code].minutes, old[code].share) if code in old else (None, None) for code in classes})

    form.send(_("Save"), work, said=_("The waiting targets are saved."),
              undo=lambda _result: Undo(_("waiting targets by class"), put_back))  # fmt: skip
    return form


def _number(field: str, text: str) -> float | None:
    try:
        return float(text) if text.strip() else None
    except ValueError:
        raise WrongField(field, _("{value} is no such number").format(value=text)) from None


def _share(field: str, text: str) -> float | None:
    number = _number(field, text.strip().rstrip("%％"))
    return None if number is None else number / 100
