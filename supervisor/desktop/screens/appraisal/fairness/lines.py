"""What stands below the ranking of its fairness, in sentences."""

from __future__ import annotations

from typing import Any


def read_sentences(reader: Any, actor: str, snapshot: Any) -> tuple[str, ...]:
    """On the pool: how far the ranking on show is the people's own doing; nothing where all is well."""
    from supervisor.appraisal.fairness import read, sentences

    return sentences(read(reader, actor, snapshot.month, scored=snapshot.scored))
