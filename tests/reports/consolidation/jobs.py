"""What the workers of these tests do; a module of its own, that a fresh process loads at once."""

from __future__ import annotations

import os
import signal
import time


def work(job):
    """Die, die the first time, sleep, or just answer."""
    what, value = job
    if what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "die once" and not os.path.exists(value):
        open(value, "w").close()
        os._exit(3)
    if what == "sleep":
        time.sleep(value)
    return os.getpid(), value
