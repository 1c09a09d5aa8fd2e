"""The waiting model as other rooms see it: one door to the steady state (`erlang.py`) and to the day (`hall.py`)."""

from supervisor.traffic.waiting.erlang import Waiting, erlang_a, erlang_b, erlang_c, servers_for_blocking_load
from supervisor.traffic.waiting.hall import HallCourse, Pool, hall_course, waiting_minutes
from supervisor.traffic.waiting.transition import QUARTER_MINUTES

__all__ = [
    "QUARTER_MINUTES",
    "HallCourse",
    "Pool",
    "Waiting",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "hall_course",
    "servers_for_blocking_load",
    "waiting_minutes",
]
