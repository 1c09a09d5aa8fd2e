"""What of a plan stayed, came and went when it was made again: the lines that a commander reads."""

from __future__ import annotations

import msgspec

from supervisor.language import Words


class PlanLine(msgspec.Struct, frozen=True, kw_only=True):
    """One move of a plan as it is told: who, from where to where, and why it stays, comes or goes."""

    person: str
    name: str
    from_post: str
    to_post: str
    why: Words = Words("")
