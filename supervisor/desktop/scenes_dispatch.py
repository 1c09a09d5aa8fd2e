"""The states of the dispatch screen that are worth a picture; none writes into the book that is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from supervisor.desktop.shell.window import Window


def _in_hand(fits: Callable[[Any], bool]) -> Callable[[Window], None]:
    """Somebody in the hand over a post, the first for whom the trial `fits`."""

    def show(window: Window) -> None:
        page: Any = window.pages["dispatch"]
        board, facts = page.board, page.snapshot.board
        board.view.give_up()
        for one in (one for post in facts.posts() for one in post.people):
            for post in facts.posts():
                trial = board.trial(one.subject, post.subject)
                if trial is not None and not trial.stays and fits(trial) and board.view.lift(one.subject):
                    board.view.setFocus()
                    board.view.carry(post.subject)
                    return

    return show


DISPATCH: list[tuple[str, Callable[[Window], None]]] = [
    ("in-hand", _in_hand(lambda trial: trial.asks_reason)),
    ("in-hand-refused", _in_hand(lambda trial: trial.refused)),
]
