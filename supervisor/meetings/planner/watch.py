"""How long a plan is searched for: time, who waits for it, and what he is told meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

ASKED_SECONDS = 0.02
Progress = Callable[[float, float | None], bool]
"""Told the best price so far (infinite: no plan yet) and the bound (None: none yet); says whether to go on."""


@dataclass
class Watch:
    """Time, progress and cancelling of one run. What `progress` raises ends the run at once."""

    seconds: float | None = None
    progress: Progress | None = None
    began: float = field(default_factory=time.perf_counter)
    stopped: bool = False
    best: float = float("inf")
    bound: float | None = None
    _asked: float = 0.0

    def left(self) -> float | None:
        """Seconds left; None without a limit."""
        return None if self.seconds is None else self.seconds - (time.perf_counter() - self.began)

    def tell(self, best: float, bound: float | None = None) -> None:
        """A new best price, or a new bound."""
        self.best, self.bound = best, self.bound if bound is None else bound
        self._asked = 0.0
        self.unwanted()

    def unwanted(self) -> bool:
        """Whether nobody waits for the plan any more; asked now and then, called as often as one likes."""
        now = time.perf_counter()
        if self.progress is not None and now - self._asked > ASKED_SECONDS:
            self._asked = now
            self.stopped |= not self.progress(self.best, self.bound)
        return self.stopped

    def over(self) -> bool:
        """Whether to stop now, with the best plan so far."""
        left = self.left()
        if left is not None and left <= 0:
            self.stopped = True
        return self.unwanted()
