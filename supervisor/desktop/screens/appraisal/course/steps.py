"""Which steps of the course are offered: the one that comes next as the page's first button, the others behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.appraisal.course import asking
from supervisor.desktop.widgets.basics import RowFrame, button, column, label
from supervisor.language import _


@dataclass(frozen=True)
class Step:
    """A step: its verb, what follows from it, and what asks for it."""

    key: str
    verb: str
    follows: str
    ask: Callable[[Any], object]

    @property
    def forward(self) -> bool:
        """Whether it brings the month on; opening a signed one again is nothing to be pressed by habit."""
        return self.key != "reopen"


NEXT = {"draft": "open_self", "self": "open_review", "review": "publish", "published": "lock", "signed": "reopen",
        "reopened": "publish"}  # fmt: skip
OTHERS = {
    "draft": ("open_review", "publish"),
    "self": ("open_self",),
    "review": ("open_self",),
    "published": ("publish", "open_review"),
    "signed": (),
    "reopened": ("open_self", "open_review"),
}
RIGHTS = {"lock": "lock_month", "reopen": "reopen_month"}


def next_step(snapshot: Any) -> Step | None:
    """The one step that comes next, None where the actor may not make it."""
    return _step(snapshot, NEXT[snapshot.state.state])


def other_steps(snapshot: Any) -> list[Step]:
    """What else the state allows: a step left out, made again, or taken back with a reason."""
    found = (_step(snapshot, key) for key in OTHERS[snapshot.state.state])
    return [each for each in found if each is not None]


def _step(snapshot: Any, key: str) -> Step | None:
    if snapshot.scored is None or not snapshot.may(RIGHTS.get(key, "score_month")):
        return None
    state = snapshot.state.state
    verb, follows, ask = {
        "open_self": _open_self(state),
        "open_review": _open_review(state),
        "publish": (
            _("Publish again") if state == "published" else _("Publish the scores"),
            _("Everybody may read the own score and appeal within {n} days.").format(
                n=snapshot.scored.rulebook.appeal_days
            ),
            asking.ask_publish,
        ),
        "lock": (_("Sign and lock"), _("Later evidence is listed and does not count."), asking.ask_sign),
        "reopen": (_("Open the month again"), _("What was signed stays on record."), asking.ask_reopen),
    }[key]
    return Step(key, verb, follows, ask)


def _open_self(state: str) -> tuple[str, str, Callable[[Any], object]]:
    if state == "self":
        return _("Another last day"), _("Everybody may assess himself until that day."), asking.ask_self
    if state == "review":
        follows = _("Reviews written so far stay; everybody may write the own words anew.")
        return _("Back to the self-assessment"), follows, asking.ask_self
    follows = _("Everybody may look back on the own month; nothing is published yet.")
    return _("Open the self-assessment"), follows, asking.ask_self


def _open_review(state: str) -> tuple[str, str, Callable[[Any], object]]:
    if state == "published":
        follows = _("The month must be published anew; appeals and their decisions stay.")
        return _("Back to the review"), follows, asking.ask_review
    follows = _("The manager writes a word on each person; self-assessments can no longer be changed.")
    return _("Start the review"), follows, asking.ask_review


class OtherSteps(Sheet):
    """The other steps of a month with what follows from each, as buttons."""

    def __init__(self, page: Any) -> None:
        super().__init__(page.window(), _("Other steps of {month}").format(month=page.snapshot.month))
        self.setMinimumWidth(page.desk.theme.px(520))
        steps = other_steps(page.snapshot)
        for place, step in enumerate(steps):
            frame = RowFrame(last=place == len(steps) - 1, side=0)
            frame.line.addLayout(column(label(step.verb, "strong"), label(step.follows, "small", wrap=True),
                                        spacing=0), 1)  # fmt: skip
            frame.line.addWidget(button(step.verb + "…", lambda step=step: self._go(page, step)))
            self.body.addWidget(frame)
        self.buttons.addWidget(button(_("Close"), self.reject))

    def _go(self, page: Any, step: Step) -> None:
        self.accept()
        step.ask(page)
