"""The proposed moves: who goes where, what each is worth, when it is to be sent, and what was not taken and why."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from supervisor.desktop.screens.dispatch.reading import Snapshot
from supervisor.desktop.screens.dispatch.wishes import put_wishes
from supervisor.desktop.screens.dispatch.words import (
    leaving_words,
    most_moves,
    order_words,
    proof_words,
    range_words,
    solver_words,
    time_words,
)
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, pill, row
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.wording import MINUS, clock
from supervisor.dispatch.order_states import STANDING
from supervisor.language import _

NOT_TAKEN = 4  # moves that a rule forbids, told at most


class MovesCard(Card):
    """The proposal, one move a line."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Proposed moves"))
        self._page = page
        self.summary = label("", "small", wrap=True)
        self.add(self.summary)
        self.lines = column(spacing=0)
        self.add(self.lines)

    def wait(self) -> None:
        """The optimiser is at work."""
        self.note.setText(_("calculating…"))

    def refuse(self, reason: str) -> None:
        """No proposal could be made."""
        clear(self.lines)
        self.note.setText("")
        self.summary.setText("")
        self.lines.addWidget(label("▲ " + reason, "bad", wrap=True))

    def put(self, snapshot: Snapshot, plan: Any) -> None:
        """Show a plan with what became of each move; the focus stays on the button of who it was on."""
        if plan is not None:
            with kept_focus(self):
                self._put(snapshot, plan)

    def _put(self, snapshot: Snapshot, plan: Any) -> None:
        clear(self.lines)
        if not plan.reckoned:
            self.note.setText("")
            self.summary.setText("")
            for why in plan.why_nothing:
                self.lines.addWidget(label(str(why), "strong", wrap=True))
            return
        if snapshot.waiting_source == "expected" and not self._page.waits.touched:
            words = _(
                "Nobody has counted who waits: this plan starts from the forecast. Count and enter it on the board."
            )
            self.lines.addWidget(label("▲ " + words, "bad", wrap=True))
        saved = plan.before_minutes - plan.after_minutes
        self.note.setText(_("{n} min less waiting").format(n=round(saved)))
        shown, limit = self._page.shown, self._page.limit
        most = most_moves(shown.problem if shown is not None else None, plan, limit is not None)
        told = (range_words(plan), leaving_words(plan), proof_words(plan, most), time_words(plan))
        self.summary.setText(" · ".join(part for part in told if part))
        self.summary.setToolTip(solver_words(plan))
        for place, move in enumerate(plan.moves, 1):
            self.lines.addWidget(self._line(snapshot, move, place, last=place == len(plan.moves)))
        if not plan.moves and shown is not None and shown.problem.max_moves == 0:
            words = _("As many people are moved as you chose ({n}): nobody else is proposed.").format(n=limit)
            self.lines.addWidget(label(words, "strong", wrap=True))
        elif not plan.moves:
            self.lines.addWidget(label(_("Nobody is moved, because:"), "strong"))
            for why in plan.why_nothing:
                self.lines.addWidget(label(f"· {why}", wrap=True))
        elif len(plan.moves) > 1:
            from supervisor.dispatch.judging.callout import OVERLAP

            self.lines.addWidget(label(str(OVERLAP), "small", wrap=True))
        put_wishes(self._page, self.lines, plan)
        self._put_not_taken(snapshot, plan)

    def _line(self, snapshot: Snapshot, move: Any, place: int, *, last: bool) -> RowFrame:
        frame = RowFrame(last=last, side=0)
        step = label(str(place), "step")
        step.setFixedWidth(self._page.desk.theme.px(20))
        frame.line.addWidget(step, 0, Qt.AlignmentFlag.AlignTop)
        here = snapshot.names.get(move.from_post, _("no post")) if move.from_post else _("no post")
        there = snapshot.names.get(move.to_post, move.to_post)
        who = label(f"{move.name}  {here} → {there}", "strong", wrap=True)
        marks = " · ".join(marks_of(move))
        under = [label(str(move.reason), "small", wrap=True)]
        if marks:
            under.insert(0, label(marks, "small", wrap=True))
        worth = label(without_words(move.minutes_saved), "strong")
        worth.setAlignment(Qt.AlignmentFlag.AlignRight)
        order = next((o for o in reversed(snapshot.orders) if o.person == move.person), None)
        if order is not None and order.state in STANDING:
            act: Any = pill(order_words(order), "good")
        else:
            later = move.from_minute > snapshot.board.minute
            words = _("Send for {time}").format(time=clock(move.from_minute)) if later else _("Send")
            act = button(words, lambda m=move: self._page.send((m.person,)), "smallprimary",
                         name=_("Send {who} to {post}").format(who=move.name, post=there))  # fmt: skip
        upper, lower = row(spacing=8), row(spacing=8)
        upper.addWidget(who, 1)
        upper.addWidget(worth, 0, Qt.AlignmentFlag.AlignTop)
        lower.addLayout(column(*under, spacing=1), 1)
        lower.addWidget(act, 0, Qt.AlignmentFlag.AlignBottom)
        frame.line.addLayout(column(upper, lower, spacing=1), 1)
        return frame

    def _put_not_taken(self, snapshot: Snapshot, plan: Any) -> None:
        """Cheaper or further moves that a rule forbids, each with the rule."""
        told = plan.forbidden_each or ((plan.forbidden,) if plan.forbidden is not None else ())
        if not told or not plan.moves:
            return
        ranked = sorted(told, key=lambda one: (not one.instead_of, -one.minutes_saved))
        self.lines.addWidget(label(_("Cheaper, but not allowed:"), "small"))
        for one in ranked[:NOT_TAKEN]:
            self.lines.addWidget(label("· " + not_taken_words(one, snapshot.names, plan), "small", wrap=True))
        if len(ranked) > NOT_TAKEN:
            rest = "\n".join(not_taken_words(one, snapshot.names, plan) for one in ranked[NOT_TAKEN:])
            more = label(_("and {n} more").format(n=len(ranked) - NOT_TAKEN), "small")
            more.setToolTip(rest)
            more.setAccessibleDescription(rest)
            self.lines.addWidget(more)


def rule_words(rule: str) -> str:
    """The rule that forbids a move."""
    from supervisor.dispatch.judging.callout import RULE_NAMES

    return str(RULE_NAMES.get(rule, rule))


def not_taken_words(one: Any, names: Any, plan: Any) -> str:
    """A move that was not taken: in whose place or as a further one, what it would save, which rule forbids it."""
    goal = names.get(one.to_post, one.to_post)
    if one.instead_of:
        other = next((move.name for move in plan.moves if move.person == one.instead_of), one.instead_of)
        words = _("{who} → {post} instead of {other}: {rule}")
        return words.format(who=one.name, post=goal, other=other, rule=rule_words(one.rule))
    words = _("{who} → {post} would save {n} min more: {rule}")
    return words.format(who=one.name, post=goal, n=round(one.minutes_saved), rule=rule_words(one.rule))


def without_words(saved: float) -> str:
    """What the plan would be without a move."""
    whole = round(saved)
    return _("without it {n} min").format(n=f"+{whole}" if whole >= 0 else f"{MINUS}{-whole}")


def marks_of(move: Any) -> list[str]:
    """What is special about a move beyond its times, which its reason tells."""
    found = []
    if move.out_of_meeting:
        found.append(_("out of a meeting"))
    if move.handover_minutes:
        found.append(_("hands over first: {n} min").format(n=move.handover_minutes))
    if move.pinned:
        found.append(_("pinned by you"))
    if move.undoes:
        found.append(_("ordered elsewhere before"))
    return found
