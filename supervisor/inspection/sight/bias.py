"""Who marks harder: inspectors compared on what they could both have seen, never by raw means.

Somebody who takes the hard check-lists, the busy lobby and the bad month finds more faults without marking harder. So
each inspection is first held against what its items usually show, and what is left over is shared out between the
inspector and everything else that differs.

Source of the model: for an inspection i with judged items j, p_j = the branch's fault rate of item j, E_i = Σ p_j and
V_i = Σ p_j (1 − p_j); y_i = (O_i − E_i) / V_i is one scoring step of a logistic model whose offset is logit p_j
(McCullagh and Nelder, Generalized Linear Models, 2nd ed., ch. 4), so y_i estimates by how much the log-odds of a fault
are shifted, with variance φ / V_i. The shift is modelled as additive,
    y_i = a + inspector + check-list + place + person inspected + source + month,
and fitted by weighted least squares (weights V_i). The inspectors' part is regularised by a ridge (Hoerl and Kennard,
Technometrics 12, 1970) as if each had `PRIOR` more inspections in which he marked like everybody; all else has only the
little ridge that makes the system solvable. So what cannot be told apart (one inspector alone does a check-list) is not
laid at the inspector's door. φ is the weighted mean square of what remains; where inspections scatter unevenly, the
larger of this error and the sandwich error HC3 (MacKinnon and White, J. Econometrics 29, 1985) counts. Each inspector
is held against the others, weighted by their inspections; the interval covers 95 % for all compared inspectors together
(Bonferroni), with Student's t.

A shift of log-odds c is told as faults: with m such that Σ logit⁻¹(logit p_j + m) over all that he judged is what he
found, the others would have found Σ logit⁻¹(logit p_j + m − c) there. So what is expected is never below nothing, and
found less expected, per hundred items judged, is `extra`. Where he found nothing (or everything), half a fault stands
in for the odds that there are none of. Pure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from math import log, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .seen import Look, Rate, Seen, standing

if TYPE_CHECKING:
    import numpy as np

LEAST = 10  # inspections of an inspector below which nothing is said of him
PRIOR = 2.0  # inspections' worth of "marks like everybody"
RIDGE = 1e-3
SURE = 0.95
Verdict = Literal["harder", "milder", "within_chance", "too_few", "alone"]


class Inspector(NamedTuple):
    """One inspector against the others. `rate` is what he found, `expected` the faults that the others would have
    found in the same inspections; `extra`, `low`, `high` are faults per hundred items judged, more (+) or fewer (−)
    than theirs, with the interval. `verdict` says it plainly; `alone` where there is nobody to compare with.
    """

    person: str
    inspections: int
    rate: Rate
    expected: float
    extra: float
    low: float
    high: float
    verdict: Verdict


def compare(seen: Seen) -> list[Inspector]:
    """All inspectors of a period, hardest first. Those with too few inspections are listed and not judged."""
    found = Counter(inspection for inspection, _item in {(hit.inspection, hit.item) for hit in standing(seen.hits)})
    looks = [look for look in seen.looks if look.judged]
    by: dict[str, list[Look]] = defaultdict(list)
    for look in looks:
        by[look.inspector].append(look)
    rates = {who: _rate(mine, found) for who, mine in by.items()}
    able = sorted(who for who, mine in by.items() if len(mine) >= LEAST)
    few = [who for who in by if who not in able]
    judged: list[Inspector] = []
    if len(able) >= 2 and sum(found.values()):
        judged = _fitted(seen, [look for look in looks if look.inspector in set(able)], able, rates)
    else:
        few = list(by)
    rest = [
        Inspector(who, len(by[who]), rates[who], float("nan"), 0.0, float("nan"), float("nan"),
                  "alone" if who in able else "too_few")
        for who in few
    ]  # fmt: skip
    return sorted(judged, key=lambda one: (-one.extra, one.person)) + sorted(rest, key=lambda one: -one.inspections)


def _rate(looks: Sequence[Look], found: Counter[str]) -> Rate:
    return Rate(sum(found[look.subject] for look in looks), sum(len(look.judged) for look in looks))


def _fitted(seen: Seen, looks: Sequence[Look], able: Sequence[str], rates: dict[str, Rate]) -> list[Inspector]:
    import numpy as np

    by: dict[str, list[Look]] = defaultdict(list)
    for look in looks:
        by[look.inspector].append(look)
    share, (observed, expected, weight) = _surprise(seen, looks)
    looks, times, kept = _alike(looks, observed, weight)
    observed, expected, weight = observed[kept], expected[kept], weight[kept]
    shift, heavy = (observed - expected) / weight, weight * times
    design, penalty = _design(looks, able, float(heavy.sum() / times.sum()))
    normal = design.T @ (design * heavy[:, None])
    inverse = np.linalg.inv(normal + np.diag(penalty))
    effect = inverse @ (design.T @ (heavy * shift))
    free = float(times.sum()) - float(np.trace(inverse @ normal))
    if free < 2:
        return []
    left = shift - design @ effect
    phi = max(1e-9, float(heavy @ (left * left)) / free)
    hat = np.einsum("ij,ij->i", design @ inverse, design) * weight
    score = weight * left * np.sqrt(times) / np.maximum(0.05, 1 - hat)
    pulled = score[:, None] * (design @ inverse[:, : len(able)])
    spreads = (phi * inverse[: len(able), : len(able)], pulled.T @ pulled)
    critical = _student(1 - (1 - SURE) / (2 * len(able)), free)
    mine = np.array([sum(w for look, w in zip(looks, heavy, strict=True) if look.inspector == who) for who in able])
    compared: list[Inspector] = []
    for number, who in enumerate(able):
        against = np.where(np.arange(len(able)) == number, 0.0, mine)
        contrast = -against / against.sum() if against.sum() else np.zeros(len(able))
        contrast[number] = 1.0
        shifted = float(contrast @ effect[: len(able)])
        error = critical * sqrt(max(0.0, *(float(contrast @ spread @ contrast) for spread in spreads)))
        without = _Without(share, by[who], rates[who].faults)
        faults, items = rates[who].faults, max(1, rates[who].chances)
        extra, low, high = (
            min(without.more(shift), faults) for shift in (shifted, shifted - error, shifted + error)
        )  # fmt: skip
        verdict: Verdict = "harder" if shifted - error > 0 else "milder" if shifted + error < 0 else "within_chance"
        compared.append(
            Inspector(who, len(by[who]), rates[who], max(0.0, faults - extra), 100 * extra / items,
                      100 * low / items, 100 * high / items, verdict)
        )  # fmt: skip
    return compared


class _Without:
    """What the items that somebody judged would have shown if his mark on the log-odds were not there."""

    def __init__(self, share: dict[str, float], looks: Sequence[Look], faults: int) -> None:
        import numpy as np

        judged: Counter[str] = Counter()
        for (code, items), times in Counter((look.code, look.judged) for look in looks).items():
            for item in items:
                judged[f"{code}/{item}"] += times
        open_ = [key for key in judged if 0 < share[key] < 1]  # the others are failed always, or never, by anybody
        self._times = np.array([float(judged[key]) for key in open_])
        self._odds = np.array([log(share[key] / (1 - share[key])) for key in open_])
        always = sum(times for key, times in judged.items() if share[key] >= 1)
        most = float(self._times.sum())
        self._found = min(max(faults - always, 0.5), most - 0.5) if most else 0.0
        low, high = -50.0, 50.0
        for _turn in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if self._sum(middle) < self._found else (low, middle)
        self._own = (low + high) / 2

    def more(self, shift: float) -> float:
        """How many faults more were found than without this shift of the log-odds."""
        return self._found - self._sum(self._own - shift) if len(self._times) else 0.0

    def _sum(self, shift: float) -> float:
        import numpy as np

        return float((self._times / (1 + np.exp(-np.clip(self._odds + shift, -60, 60)))).sum())


def _alike(looks: Sequence[Look], observed: np.ndarray, weight: np.ndarray) -> tuple[list[Look], np.ndarray, list[int]]:
    """Looks that say something, those alike in all that the model knows as one: how many each stands for (length n),
    and where the first of them stood. A year has thousands of few kinds, and the figures are the same.
    """
    import numpy as np

    kinds: dict[Any, list[int]] = {}
    for place, look in enumerate(looks):
        if weight[place] > 0:
            kind = (
                look.inspector, look.code, look.judged, look.place, look.inspected, look.source, look.day.year,
                look.day.month, observed[place],
            )  # fmt: skip
            kinds.setdefault(kind, []).append(place)
    first = [places[0] for places in kinds.values()]
    return [looks[place] for place in first], np.array([float(len(places)) for places in kinds.values()]), first


def _surprise(seen: Seen, looks: Sequence[Look]) -> tuple[dict[str, float], tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """The fault rate of each item; and faults found, faults expected from the items judged, and their variance, of each
    inspection (length n each)."""
    import numpy as np

    asked: Counter[str] = Counter()
    for (code, judged), times in Counter((look.code, look.judged) for look in looks).items():
        for item in judged:
            asked[f"{code}/{item}"] += times
    there = {look.subject: look for look in looks}
    failed: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for inspection, item in {(hit.inspection, hit.item) for hit in standing(seen.hits)}:
        if inspection in there and item in there[inspection].judged:
            failed[f"{there[inspection].code}/{item}"] += 1
            of[inspection] += 1
    share = {key: failed[key] / times for key, times in asked.items()}
    sums: dict[tuple[str, tuple[str, ...]], tuple[float, float]] = {}
    for look in looks:
        if (look.code, look.judged) not in sums:
            rates = [share[f"{look.code}/{item}"] for item in look.judged]
            sums[look.code, look.judged] = sum(rates), sum(p * (1 - p) for p in rates)
    rows = [sums[look.code, look.judged] for look in looks]
    return share, (
        np.array([float(of[look.subject]) for look in looks]),
        np.array([expected for expected, _variance in rows]),
        np.array([variance for _expected, variance in rows]),
    )


def _design(looks: Sequence[Look], able: Sequence[str], unit: float) -> tuple[np.ndarray, np.ndarray]:
    """Dummies (n × columns), the inspectors' first, and the ridge of each column; `unit` is an inspection's weight."""
    import numpy as np

    blocks: list[list[tuple[Hashable, ...]]] = [
        [("",) for _look in looks],
        [(look.code,) for look in looks],
        [(look.place,) for look in looks],
        [look.inspected or ("",) for look in looks],
        [(look.source,) for look in looks],
        [(look.day.year, look.day.month) for look in looks],
    ]
    blocks[-1] = [(month,) for month in blocks[-1]]
    names: dict[Any, int] = {("inspector", who): number for number, who in enumerate(able)}
    for number, block in enumerate(blocks):
        for keys in block:
            for key in keys:
                names.setdefault((number, key), len(names))
    design = np.zeros((len(looks), len(names)))
    for line, look in enumerate(looks):
        design[line, names["inspector", look.inspector]] = 1.0
        for number, block in enumerate(blocks):
            for key in block[line]:
                design[line, names[number, key]] += 1.0 / len(block[line])
    penalty = np.full(len(names), RIDGE * unit)
    penalty[: len(able)] = PRIOR * unit
    return design, penalty


def _student(share: float, free: float) -> float:
    """Quantile of Student's t from that of the normal (Fisher and Cornish; Abramowitz and Stegun 26.7.5)."""
    z = NormalDist().inv_cdf(share)
    return (
        z
        + (z**3 + z) / (4 * free)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * free**3)
    )
