"""How far an order is, in words."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.wording import clock
from supervisor.language import _


def source_words(source: str, minute: int) -> str:
    """How it is known who waits."""
    if source == "counted":
        return _("counted on the floor at {time}").format(time=clock(minute))
    if source == "tickets":
        return _("from today's tickets")
    return _("nobody has counted: what the forecast leads to")


def order_words(order: Any) -> str:
    """How far an order is."""
    words = {
        "ordered": _("sent {time}"), "done": _("on the post {time}"), "declined": _("cannot, {time}"),
        "returned": _("returned {time}"),
    }  # fmt: skip
    return words.get(order.state, "{time}").format(time=clock(order.state_minute))
