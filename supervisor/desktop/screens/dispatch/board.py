"""The live board: who waits, who stands where, and what becomes of both while somebody is in the hand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Signal

from supervisor.desktop.screens.dispatch.board_drag import BoardView, Lines
from supervisor.desktop.screens.dispatch.board_grid import NOBODY_COMES, Coming
from supervisor.desktop.screens.dispatch.facts import BoardFacts
from supervisor.desktop.screens.dispatch.waiting_strip import WaitingStrip
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, label
from supervisor.desktop.widgets.key_bar import Hints, KeyBar
from supervisor.desktop.wording import listed
from supervisor.language import _

TICK_MILLISECONDS = 10_000  # how often the clock is looked at


class LiveBoard(Card):
    """Waits by class over the posts by zone. `dropped` is sent with person, post and the trial; `wanted_pin` with a
    person and "stay" or a post; `menu_wanted` with a person and where; `grown_old` when a new reading is due."""

    dropped = Signal(str, str, object)
    wanted_pin = Signal(str, str)
    menu_wanted = Signal(str, object)
    grown_old = Signal()

    def __init__(self, theme: Theme, minute_now: Any) -> None:
        super().__init__(_("Board of posts"), padding=12)
        self._minute_now = minute_now
        self._facts: BoardFacts | None = None
        self._trials: dict[tuple[str, str], Any] = {}
        self.strip = WaitingStrip(theme)
        self.view = BoardView(theme, self.told)
        self.empty = label("", "muted", wrap=True)
        self.empty.hide()
        self.keys = KeyBar()
        self.keys.put(hints_of(in_hand=False, chosen=False))
        for part in (self.strip, self.empty, self.view, self.keys):
            self.add(part)
        self.view.chosen.connect(lambda one: self.keys.put(hints_of(in_hand=False, chosen=one is not None)))
        self.view.carried.connect(self._carried)
        self.view.given_up.connect(self._given_up)
        self.view.dropped.connect(lambda person, post: self.dropped.emit(person, post, self.trial(person, post)))
        self.view.pinned.connect(self.wanted_pin)
        self.view.menu_wanted.connect(self.menu_wanted)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look_at_clock)
        self._timer.start(TICK_MILLISECONDS)

    def put(self, facts: BoardFacts, coming: Coming = NOBODY_COMES) -> None:
        """Show the floor of a minute, with who is proposed to come where."""
        if facts is not self._facts:
            self._facts = facts
            self._trials.clear()
            self.strip.put(facts)
        self.view.put(facts, coming)
        self.empty.setText(_empty_words(facts))
        self.empty.setVisible(bool(self.empty.text()))
        there = sum(len(post.people) for post in facts.posts())
        words = [_("{n} on the posts").format(n=there)]
        apart = sum(len(post.people) for zone in facts.elsewhere for post in zone.posts)
        words += [_("{n} elsewhere in the branch").format(n=apart)] if apart else []
        words += [_("{n} not at work").format(n=facts.gone)] if facts.gone else []
        self.note.setText(" · ".join(words))

    def look_at_clock(self) -> None:
        """Words that speak of minutes follow the clock; every five minutes the floor is read anew."""
        facts = self._facts
        if facts is None or not self.isVisible():
            return
        minute = self._minute_now()
        self.view.tick(minute)
        if self.view.hand is None and not 0 <= minute - facts.minute < 5:
            self.grown_old.emit()

    def trial(self, person: str, post: str) -> Any:
        """What sending a person to a post would do; None where it cannot be tried. Reckoned once for a reading."""
        facts = self._facts
        if facts is None or facts.trial is None or not post:
            return None
        key = person, post
        if key not in self._trials:
            from supervisor.dispatch.optimiser.trial import try_move
            from supervisor.errors import Problem

            evaluator, judge = facts.trial
            try:
                self._trials[key] = try_move(evaluator, judge, person, post)
            except Problem:
                self._trials[key] = None
        return self._trials[key]

    def told(self, person: str, post: str) -> Lines:
        """What a move would mean, the most important first, with the role of each line."""
        facts, trial = self._facts, self.trial(person, post)
        if facts is None or trial is None or facts.trial is None:
            return ((_("This move cannot be reckoned."), "muted"),)
        if trial.stays:
            return ((_("stands here already"), "accent"),)
        from supervisor.dispatch.optimiser.trial import broken_words

        minutes = round(trial.minutes)
        saved = _("customers wait {n} min less").format(n=minutes)
        words = saved if minutes > 0 else _("nobody waits less")
        words = _("customers wait {n} min longer").format(n=-minutes) if minutes < 0 else words
        role = "bad" if trial.refused else "warning" if trial.asks_reason or minutes < 0 else "accent"
        lines = [(words, role)]
        problem = facts.trial[0].problem
        for one in trial.broken_rules[:3]:
            lines.append(
                (f"{'▲' if one.never else '◆'} {broken_words(problem, one)}", "bad" if one.never else "warning")
            )
        if trial.refused:
            lines.append((_("may not be ordered"), "bad"))
        elif trial.asks_reason:
            lines.append((_("may be ordered with a reason"), "warning"))
        if trial.handover_minutes:
            lines.append((_("hands over first: {n} min").format(n=trial.handover_minutes), "text"))
        return tuple(lines)

    def _carried(self, person: str, post: str) -> None:
        self.strip.put_trial(self.trial(person, post))
        self.keys.put(hints_of(in_hand=True, chosen=True))

    def _given_up(self) -> None:
        self.strip.put_trial(None)
        self.keys.put(hints_of(in_hand=False, chosen=True))


def hints_of(*, in_hand: bool, chosen: bool) -> Hints:
    """The keys of the moment on the board."""
    if in_hand:
        return (
            ("↑↓←→", _("to a post")), ("Enter", _("order it")), ("P", _("must stand there")), ("Esc", _("give up")),
        )  # fmt: skip
    if chosen:
        return (("↑↓←→", _("choose")), ("Enter", _("take in hand")), ("P", _("stays here, or no longer")))
    return (("↑↓←→", _("choose")), (_("drag"), _("a person to a post: the waits follow")))


def coming_of(plan: Any, ordered: set[str]) -> Coming:
    """Who the proposed moves bring where, but for those ordered already."""
    to: dict[str, list[str]] = {}
    moves = [move for move in (plan.moves if plan is not None else ()) if move.person not in ordered]
    for move in moves:
        to.setdefault(move.to_post, []).append(move.name)
    return Coming({post: tuple(who) for post, who in to.items()}, frozenset(move.person for move in moves))


def _empty_words(facts: BoardFacts) -> str:
    """What is said where the floor is bare, and what to do then."""
    if facts.why_not:
        return _("Moves cannot be tried: {why}").format(why=facts.why_not)
    if not facts.posts():
        return _("The branch has no posts yet: enter them in Settings.")
    if not facts.people():
        return _("Nobody is on duty at this minute by the roster. Enter today's roster, or call people in.")
    if not any(post.people for post in facts.posts()):
        apart = [post.name for zone in facts.elsewhere for post in zone.posts]
        return _(
            "Nobody stands on a post: everybody is elsewhere ({where}). Put a sign up and call somebody back."
        ).format(where=listed(apart))
    return ""
