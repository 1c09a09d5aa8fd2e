"""Estimates of several units drawn towards each other as far as their own errors say: who stands out, and how surely.

The normal hierarchical model of Rubin (Journal of Educational Statistics 6, 1981) and of Gelman et al. (Bayesian Data
Analysis, 3rd ed. 2013, ch. 5.4): found ~ N(m·1 + b, error), b ~ N(0, t²·I), m flat. With t given all is normal,
    V = error + t² I,   m | t ~ N(1'V⁻¹found / 1'V⁻¹1, 1 / 1'V⁻¹1),   b | m, t ~ N(t² V⁻¹ (found − m 1), t² I − t⁴ V⁻¹),
and t is averaged over by its marginal posterior p(t) |V|^-½ (1'V⁻¹1)^-½ exp(−½ (found − m̂1)' V⁻¹ (found − m̂1)). Few
units say little of t, so what one thinks beforehand matters: p(t) is half-normal with spread `usual` (Gelman,
Bayesian Analysis 1, 2006); without it, flat. Averaging, where empirical Bayes would take the one best t, keeps the
intervals honest when that best t is nought.
"""

from __future__ import annotations

import msgspec
import numpy as np

from supervisor.appraisal.fairness.kernel.grid import Array

STEPS, DRAWS, SEED = 60, 4000, 20261123


class Drawn(msgspec.Struct, frozen=True):
    """`draws` of b (draws × units) from its posterior and of the common mean; deterministic."""

    draws: Array
    mean: Array


def shrink(found: Array, error: Array, *, usual: float | None = None, widest: float | None = None) -> Drawn:
    """Draw the units' differences from their common mean. `found` (J) with covariance `error` (J × J); `usual` is the
    spread one would expect of such units (None: none is expected), `widest` the largest spread considered."""
    many = len(found)
    most = widest or (4 * usual if usual else 6 * float(np.std(found) + np.sqrt(np.diag(error).max())) + 1e-9)
    spreads = np.linspace(0, most, STEPS + 1)
    ones, identity = np.ones(many), np.eye(many)
    logs, parts = [], []
    for spread in spreads:
        inverse = np.linalg.inv(error + spread**2 * identity)
        weight = float(ones @ inverse @ ones)
        mean = float(ones @ inverse @ found) / weight
        left = found - mean
        _sign, size = np.linalg.slogdet(inverse)
        prior = -0.5 * (spread / usual) ** 2 if usual else 0.0
        logs.append(0.5 * size - 0.5 * np.log(weight) - 0.5 * float(left @ inverse @ left) + prior)
        parts.append((spread, inverse, weight, mean))
    chance = np.exp(np.array(logs) - max(logs))
    chance[[0, -1]] /= 2  # trapezium rule
    return _drawn(found, chance / chance.sum(), parts)


def _drawn(found: Array, chance: Array, parts: list[tuple[float, Array, float, float]]) -> Drawn:
    """As many draws of each spread as its chance deserves (systematic sampling), each by its own normal law."""
    many, random = len(found), np.random.default_rng(SEED)
    at = np.searchsorted(np.cumsum(chance), (np.arange(DRAWS) + 0.5) / DRAWS)
    draws, means = np.zeros((DRAWS, many)), np.zeros(DRAWS)
    for place, times in zip(*np.unique(np.minimum(at, len(parts) - 1), return_counts=True), strict=True):
        spread, inverse, weight, mean = parts[place]
        chosen = slice(int((at < place).sum()), int((at < place).sum()) + int(times))
        common = mean + random.standard_normal(int(times)) / np.sqrt(weight)
        centre = spread**2 * (found[None, :] - common[:, None]) @ inverse
        cov = spread**2 * np.eye(many) - spread**4 * inverse
        root = _root(cov)
        draws[chosen] = centre + random.standard_normal((int(times), many)) @ root.T
        means[chosen] = common
    return Drawn(draws, means)


def _root(cov: Array) -> Array:
    values, vectors = np.linalg.eigh((cov + cov.T) / 2)
    return vectors * np.sqrt(np.maximum(values, 0.0))[None, :]
