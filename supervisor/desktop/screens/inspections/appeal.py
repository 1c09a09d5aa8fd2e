"""An appeal against a finding, beside it: who objects with which words, and the decision with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.access.rights import Right
from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.basics import button, column, label, pill, row
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _

_STATUS = {"open": "warning", "upheld": "good", "dismissed": "quiet"}


def can_decide(desk: Desk, finding: Any) -> bool:
    """Whether to offer the decision at all; the service asks again, and whether it is his own matter."""
    session = desk.services.session
    may = session is None or session.may(Right.DECIDE_APPEAL) or session.may(Right.HANDLE_MANAGER_COMPLAINT)
    return finding is not None and finding.appeal_state == "open" and may


class AppealPanel(QWidget):
    """What is said against a finding and what was decided; `decide` is called for an open one."""

    def __init__(self, desk: Desk, finding: Any, people: Mapping[str, str], decide: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        from supervisor.inspection.words import APPEALS

        state = pill(str(APPEALS[finding.appeal_state]), _STATUS[finding.appeal_state])
        who = _("{who} appeals: {text}").format(who=people.get(finding.appeal_by, "–"), text=finding.appeal)
        lines = column(row(label(_("Appeal"), "strong"), state, None), label(who, wrap=True), spacing=6)
        if finding.appeal_reason:
            decided = _("Decided: {reason}").format(reason=finding.appeal_reason)
            lines.addWidget(label(decided, wrap=True))
        if can_decide(desk, finding):
            lines.addLayout(row(button(_("Decide the appeal"), decide, "smallprimary", tip="D"), None))
        self.setLayout(lines)


def ask_decision(owner: QWidget, desk: Desk, finding: Any, people: Mapping[str, str]) -> None:
    """Uphold or dismiss an appeal, with the reason; the service refuses one's own matter and a closed month."""
    from supervisor.inspection import review

    form = FormSheet(owner, desk, _("Decide the appeal"))
    who = _("{who} appeals: {text}").format(who=people.get(finding.appeal_by, "–"), text=finding.appeal)
    form.body.addWidget(label(who, wrap=True))
    follows = _(
        "Upheld, the finding does not count and nothing is to be mended. Either way the person reads your reason."
    )
    form.body.addWidget(label(follows, "small", wrap=True))
    options = [(True, _("upheld: the finding does not count")), (False, _("dismissed: it counts"))]
    form.choice("upheld", _("Decision"), [(None, _("please choose")), *options])
    form.lines("reason", _("Reason"))

    def decide(values: dict[str, Any]) -> None:
        from supervisor.errors import BadInput

        if values["upheld"] is None:
            raise BadInput(_("Choose whether the appeal is upheld or dismissed."))
        review.decide_appeal(
            desk.book, desk.actor, finding.subject, upheld=values["upheld"], reason=values["reason"]
        )  # fmt: skip

    form.send(_("Decide"), decide, said=_("Decided; the person reads the reason."))
