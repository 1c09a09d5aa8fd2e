"""What a score consists of: its lines with their causes, its sections, and what was waived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from supervisor.inspection.template import Counting

Cause = Literal[
    "counted", "unmeasured", "floor", "reminder", "within_limit", "same_act", "waived", "upheld", "gate", "skipped"
]


class Waiver(msgspec.Struct, frozen=True):
    """Why a finding does not count, and who decided so; `appeal`: an appeal against it was upheld."""

    reason: str
    by: str
    appeal: bool = False


class Line(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One failed item explained: `count` cases without the `reminders` × `per_case_c` = `raw_c`; `lost_c` is what
    really counts.

    `causes` say why the two differ; `related` names the item that counts instead (for `aside` of the cases, where not
    for all) or the gate that failed. What `persons` bear is not bound by the item's floor, and adds up over lines
    differently: of one act each bears the highest.
    """

    item: str
    section: str
    clause: str
    counts: Counting
    count: int
    reminders: int
    per_case_c: int
    raw_c: int
    lost_c: int
    causes: tuple[Cause, ...]
    related: str = ""
    reason: str = ""
    persons: Mapping[str, int] = {}  # points lost by each person
    fines: Mapping[str, int] = {}  # cents by each person
    aside: int = 0  # cases that count under `related`, where the others count here


class SectionScore(msgspec.Struct, frozen=True, kw_only=True):
    """What a section could give and gave; `forfeited_by` is the gate item that failed.

    `below_c` is how far a forfeited section had fallen below zero by what was seen in it at the items `below_by`; that
    goes with its marks, or failing the gate would be a gain.
    """

    section: str
    full_c: int
    score_c: int
    forfeited_by: str = ""
    below_c: int = 0
    below_by: tuple[str, ...] = ()


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """`score_c` of `full_c` points; `percent_c` is None where nothing applied. Explained by `lines`.

    `items` are the items asked that await an answer, `facts` those of them that carry no points. `forfeited_c` of
    `lost_c` went with whole sections, or with everything where `forfeited_by` names the gate that forfeits all.
    `bound` says whether the floor or the cap of the whole turned `unbounded_c` into `score_c`.
    """

    base_c: int
    full_c: int
    lost_c: int
    bonus_c: int
    score_c: int
    percent_c: int | None
    items: int
    answered: int
    not_applicable: int
    lines: tuple[Line, ...]
    sections: tuple[SectionScore, ...]
    facts: int = 0
    forfeited_c: int = 0
    forfeited_by: str = ""
    unbounded_c: int = 0
    bound: Literal["", "floor", "cap"] = ""

    @property
    def points_c(self) -> int:
        """The score in points, as `score_c`, under the name that points have everywhere else."""
        return self.score_c
