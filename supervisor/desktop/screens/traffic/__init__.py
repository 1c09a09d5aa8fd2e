"""Traffic: the arrival profile, the day's forecast with its peaks, people needed, and taking in ticket files."""

from supervisor.desktop.screens.traffic.page import make

__all__ = ["make"]
