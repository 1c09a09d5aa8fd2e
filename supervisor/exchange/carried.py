"""How many complaints, promises and praises a bundle speaks of: said where it is made and where it is taken in."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from supervisor.journal.extent import touched
from supervisor.journal.store import Store
from supervisor.language import _


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """Cases about which something travels."""

    complaints: int = 0
    promises: int = 0
    praise: int = 0


def carried_between(store: Store, since: Mapping[str, int], upto: Mapping[str, int]) -> Carried:
    """What was entered between two vectors, by case."""
    return Carried(**{
        name: len(touched(store, prefix, since, upto))
        for name, prefix in (("complaints", "complaint:"), ("promises", "promise:"), ("praise", "praise:"))
    })  # fmt: skip


def carried_words(one: Carried) -> str:
    """One line of it."""
    return _("Complaints in it: {complaints}; promises: {promises}; praise: {praise}.").format(
        complaints=one.complaints, promises=one.promises, praise=one.praise
    )
