"""How far an order is, in words."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.wording import clock
from supervisor.language import _


def order_words(order: Any) -> str:
    """How far an order is."""
    words = {
        "ordered": _("sent {time}"), "done": _("on the post {time}"), "declined": _("cannot, {time}"),
        "returned": _("returned {time}"),
    }  # fmt: skip
    return words.get(order.state, "{time}").format(time=clock(order.state_minute))
