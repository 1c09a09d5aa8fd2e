"""How actions read on screen: where they stand, what happened, places and people by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from supervisor.desktop.wording import days_left
from supervisor.language import _


def state_words(state: str) -> str:
    """Where an action stands."""
    from supervisor.actions.words import STATES

    return str(STATES[state]) if state in STATES else state


def severity_words(severity: str) -> str:
    """一般, 严重 or 重大."""
    from supervisor.actions.words import SEVERITY

    return str(SEVERITY.get(severity, severity))


def step_words(what: str) -> str:
    """A step of the history."""
    from supervisor.actions.words import STEPS

    return str(STEPS[what]) if what in STEPS else what


def standing(action: Any, today: date, soon: date | None = None) -> tuple[str, str]:
    """How an action stands, in words, and its status: days left while it is open, then what it waits for."""
    from supervisor.actions.words import WAITS

    if action.contested:
        return _("Differs between laptops"), "bad"
    if action.running:
        words, status = days_left(action.due, today)
        if soon is not None and status in ("info", "warning"):  # soon is counted in working days
            status = "warning" if action.due <= soon else "info"
        if action.asked_due is not None:
            return _("More time asked"), "bad" if status == "bad" else "warning"
        return words, status
    if action.state == "done":
        return str(WAITS[action.waits]), "warning"
    return state_words(action.state), {"closed": "good"}.get(action.state, "quiet")


def like_words(like: str, names: Mapping[str, str]) -> str:
    """A like place as people call it."""
    return names.get(like) or like.partition(":")[2]


def step_text(step: Any, names: Mapping[str, str]) -> str:
    """What a step of the history says; a ticked like place by its name."""
    from supervisor.actions.words import said

    return said(step, names)


def told(steps: Sequence[Any], names: Mapping[str, str]) -> list[tuple[Any, str]]:
    """The steps of the history with what each says; like places found in order one after the other are one line."""
    lines: list[tuple[Any, str]] = []
    for step in steps:
        text = step_text(step, names)
        last = lines[-1][0] if lines else None
        if last is not None and step.what == last.what == "like_in_order" and step.person == last.person:
            lines[-1] = (last, "、".join(part for part in (lines[-1][1], text) if part))
        else:
            lines.append((step, text))
    return lines


def times_words(repeats: Any) -> str:
    """90 天内第 3 次."""
    return _("{times}. time in {days} days").format(times=repeats.times, days=repeats.days)
