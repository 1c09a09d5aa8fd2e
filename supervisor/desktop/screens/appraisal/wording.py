"""Words of the appraisal that more than one of its views says."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.wording import points
from supervisor.language import _


def appeal_words(one: Any) -> str:
    """What became of an appeal."""
    return {None: _("undecided"), True: _("upheld"), False: _("rejected")}[one.upheld]


def appeal_status(one: Any) -> str:
    """The status of an appeal's pill."""
    return {None: "warning", True: "good", False: "quiet"}[one.upheld]


def peers_words(peers: Any) -> str:
    """How many colleagues answered, and their mean where it may be told."""
    if not peers.asked:
        return _("Nobody was asked.")
    words = _("{n} of {total} colleagues answered").format(n=peers.answered, total=peers.asked)
    if peers.mean_c is None:
        return words + " · " + _("the mean is shown from three answers on")
    return words + " · " + _("on average {points}").format(points=points(peers.mean_c))
