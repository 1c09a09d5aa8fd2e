"""The plainest estimate of patience, to hold the one in use against."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def exponential_patience(waited: Numbers, left: NDArray[np.bool_]) -> float:
    """Mean patience in minutes by highest likelihood: time waited by all over the number who went; inf without any."""
    gone = int(np.count_nonzero(left))
    return float(np.sum(waited)) / gone if gone else math.inf
