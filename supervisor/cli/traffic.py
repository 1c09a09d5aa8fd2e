"""Customer traffic: tickets in; profile, forecast and peaks out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from supervisor.cli import traffic_files, traffic_sight, traffic_staffing, traffic_watch
from supervisor.cli.context import day_of, emit, minute_text, reading, say, table
from supervisor.errors import BadInput
from supervisor.language import _

MOST_DAYS = 92  # a forecast farther ahead says no more than the calendar
Day = Annotated[str | None, Parameter(name=["--date", "--day"])]


def register(app: App) -> None:
    """Add the commands of `supervisor traffic`."""
    group = App(name="traffic", help="tickets, arrivals, forecast, peaks")
    app.command(group)
    traffic_sight.register(group)
    traffic_files.register(group)
    traffic_staffing.register(group)
    traffic_watch.register(group)

    @group.command
    def profile(*, first: str | None = None, last: str | None = None, json: bool = False) -> int:
        """Mean arrivals by weekday and quarter-hour."""
        from supervisor.traffic.ledger import known_days
        from supervisor.traffic.outlook.today import profile as arrival_profile
        from supervisor.traffic.sight.whole import weeks_to_now

        with reading() as (_app, r):
            known = known_days(r)
            if known is None:
                say(_("No tickets yet: take some in with `traffic import`."))
                return 0
            usual = weeks_to_now(r, 28)
            assert usual is not None
            end = day_of(last, usual[0] + timedelta(days=27))  # the day that runs lowers no mean
            found = arrival_profile(r, day_of(first, max(known[0], end - timedelta(days=27))), end)
        if json:
            emit("traffic.profile", 1, {
                "first": found.first, "last": found.last, "first_minute": found.first_minute, "quarter_minutes": 15,
                "classes": {name: found.arrivals[name] for name in found.classes}, "days": found.days,
            })  # fmt: skip
            return 0
        total = found.customers()
        days = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
        rows = [
            (minute_text(found.first_minute + 15 * i), *(f"{total[day][i]:.1f}" for day in range(7)))
            for i in range(total.shape[1])
        ]
        table((_("Time"), *days), rows)
        return 0

    @group.command
    def forecast(*, days: int = 1, json: bool = False) -> int:
        """Customers expected on the coming days (today included, its rest from this morning) with their bands."""
        from supervisor.cli.traffic_forecast import as_json, as_rows
        from supervisor.traffic.outlook.today import forecast_days

        if not 1 <= days <= MOST_DAYS:
            raise BadInput(_("{days} days: forecasts are for 1 to {most} days.").format(days=days, most=MOST_DAYS))
        with reading() as (_app, r):
            found = forecast_days(r, [r.today + timedelta(days=i) for i in range(days)])
        if json:
            emit("traffic.forecast", 1, {"days": [as_json(one) for one in found]})
            return 0
        table((_("Day"), _("Expected"), _("50 % band"), _("80 % band"), _("95 % band"), _("Note")), as_rows(found))
        return 0

    @group.command
    def peaks(date: Day = None, *, json: bool = False) -> int:
        """When one person fewer than planned would break the waiting target, on a day (default: today).

        A day that is over is judged by the customers that came, others by those expected.
        """
        from supervisor.roster.ledger import is_planned
        from supervisor.traffic.outlook.today import class_name, judged_view, most_customers

        with reading() as (_app, r):
            when = day_of(date, r.today)
            view, source = judged_view(r, when)
            found = view.peaks
            classes = {p.service_class: class_name(r, p.service_class) for p in found}
            planned = is_planned(r, when)
            crowd = None if planned else most_customers(r, when)
        if json:
            emit("traffic.peaks", 1, {"day": when, "source": source, "peaks": found})
            return 0
        if not planned:
            say(_("There is no roster for {day}: peaks cannot be judged.").format(day=when))
            if crowd is not None:
                words = (
                    _("Most customers came {start}–{end} ({n} in that quarter-hour).") if crowd.came
                    else _("Most customers are expected {start}–{end} ({n} in that quarter-hour).")
                )  # fmt: skip
                start, end = minute_text(crowd.start_minute), minute_text(crowd.end_minute)
                say(words.format(start=start, end=end, n=round(crowd.customers)))
            return 0
        table(
            (_("Class"), _("From"), _("To"), _("Wait with one fewer (min)")),
            [
                (classes[p.service_class], minute_text(p.start_minute), minute_text(p.end_minute),
                 f"{p.wait_minutes_with_one_fewer:.1f}")
                for p in found
            ],
            empty=_("No peak on {day}: a person can be spared at any time.").format(day=when),
        )  # fmt: skip
        if source == "came":
            say(_("Judged by the customers that came."))
        return 0

    @group.command
    def backtest(file: Path, *, first_day: int, last_day: int, minutes: int = 0, json: bool = False) -> int:
        """How forecasts would have done on a file of counts or tickets; no book needed.

        Each day is forecast one day ahead from the days before it alone, and its rest from 10:00 and 12:00.
        """
        from supervisor.cli.traffic_forecast import backtest_json, backtest_words
        from supervisor.traffic.forecast.counts_file import backtest_series, read_series

        if minutes and (not 1 <= minutes <= 24 * 60 or 24 * 60 % minutes):
            raise BadInput(
                _("{minutes} minutes: take a length by which the day can be divided.").format(minutes=minutes)
            )
        series = read_series(file, minutes)
        found = backtest_series(series, first_day, last_day)
        if json:
            classes = {
                name: backtest_series(series, first_day, last_day, counts) for name, counts in series.classes.items()
            }
            emit("traffic.backtest", 1, backtest_json(file.name, series.first_minute, found, classes))
            return 0
        for line in backtest_words(found):
            say(line)
        return 0
