"""How an inspection was made and how far it is, in words."""

from __future__ import annotations

from supervisor.language import _


def source_words(source: str) -> str:
    """How it was seen."""
    words = {"on_site": _("seen on site"), "video": _("video review"), "customer_comment": _("customer comment")}
    return words.get(source, source)


def state_words(state: str) -> str:
    """How far an inspection is."""
    words = {"begun": _("under way"), "finished": _("finished"), "revised": _("corrected"), "abandoned": _("abandoned")}
    return words.get(state, state)
