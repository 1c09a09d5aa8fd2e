"""What the tickets say to other rooms: one door to the expectation (`expectation.py`) and the people (`cover.py`)."""

from supervisor.traffic.outlook.came import came_view, judged_view
from supervisor.traffic.outlook.cover import (
    ALL,
    StaffView,
    busiest,
    class_name,
    most_customers,
    peak_spans,
    peaks_of,
    planned_staff,
    pooled,
    shifts_of,
    staff_view,
    staff_views,
)
from supervisor.traffic.outlook.expectation import (
    QUARTER,
    DayForecast,
    Profile,
    backtest_days,
    forecast_day,
    forecast_days,
    profile,
)

__all__ = [
    "ALL",
    "QUARTER",
    "DayForecast",
    "Profile",
    "StaffView",
    "backtest_days",
    "busiest",
    "came_view",
    "class_name",
    "forecast_day",
    "forecast_days",
    "judged_view",
    "most_customers",
    "peak_spans",
    "peaks_of",
    "planned_staff",
    "pooled",
    "profile",
    "shifts_of",
    "staff_view",
    "staff_views",
]
