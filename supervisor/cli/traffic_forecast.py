"""What the commands about forecasts print: as JSON for programs and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from supervisor.cli.context import minute_text
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.traffic.forecast.backtest import Backtest, Score
    from supervisor.traffic.outlook.today import DayForecast


def as_json(made: DayForecast) -> dict[str, Any]:
    """One day: the total and each class by quarter-hour, every figure with its three bands."""
    return {
        "day": made.day, "first_minute": made.first_minute, "quarter_minutes": 15,
        "history_days": made.history_days, "known_minute": made.known_minute, "came": made.came,
        "total": made.total, **_edges(made.total_bands),
        "customers": {"arrivals": made.customers(), **_edges(made.customers_bands)},
        "classes": {
            name: {
                "arrivals": made.arrivals[name], **_edges(made.bands[name]),
                "service_minutes": made.service_minutes[name], "patience_minutes": made.patience_minutes[name],
            }
            for name in made.classes
        },
    }  # fmt: skip


def _edges(bands: Mapping[int, tuple[Any, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for level, (low, high) in sorted(bands.items()):
        made |= {f"low_{level}": low, f"high_{level}": high}
    return made


def as_rows(found: Sequence[DayForecast]) -> Iterator[tuple[object, ...]]:
    """A line a day for people."""
    for one in found:
        if not one.quarters:
            yield one.day, "–", "–", "–", "–", _("doors closed")
            continue
        note = _("nothing known yet") if not one.history_days else ""
        if one.known_minute is not None:
            note = _("{n} came until {time}").format(n=round(one.came), time=minute_text(one.known_minute))
        edges = (f"{low:.0f}-{high:.0f}" for _level, (low, high) in sorted(one.total_bands.items()))
        yield one.day, f"{one.total:.0f}", *edges, note


def backtest_json(file: str, first_minute: int, found: Backtest, classes: Mapping[str, Backtest]) -> dict[str, Any]:
    """A backtest with all it is compared with; `classes`: the same for each class of a file of tickets."""
    return {
        "file": file, "days": found.days, "quarters": found.quarters, "left_out": found.left_out,
        "interval_minutes": found.interval_minutes, "first_minute": first_minute,
        "day_ahead": _score(found.day_ahead),
        "rest_of_day": {minute_text(start): _score(one) for start, one in found.rest_of_day.items()},
        "baselines": {
            **{name: {"wape": wape} for name, wape in found.baselines.items()},
            **{
                name: {minute_text(start): {"wape": ways[name]} for start, ways in found.rest_baselines.items()}
                for name in ("rescaled", "not_updated")
            },
        },
        "classes": {name: {"day_ahead": _score(one.day_ahead), "baselines": {
            "profile_level": {"wape": one.baselines["profile_level"]}}} for name, one in classes.items()},
    }  # fmt: skip


def _score(one: Score) -> dict[str, float]:
    return {
        "wape": one.wape, **{f"coverage_{level}": share for level, share in one.coverage.items()},
        "total_wape": one.total_wape,
        **{f"total_coverage_{level}": share for level, share in one.total_coverage.items()},
    }  # fmt: skip


def backtest_words(found: Backtest) -> Iterator[str]:
    """The same in a few lines for people."""
    made = found.day_ahead
    yield _("One day ahead: error {wape:.2%} (profile × level {level:.2%}, same weekdays {plain:.2%})").format(
        wape=made.wape, level=found.baselines["profile_level"], plain=found.baselines["same_weekday_8"]
    )
    yield _("Bands held: 50 %: {half:.1%}, 80 %: {most:.1%}, 95 %: {nearly:.1%}").format(
        half=made.coverage[50], most=made.coverage[80], nearly=made.coverage[95]
    )
    for start, one in found.rest_of_day.items():
        yield _(
            "Rest of the day from {time}: error {wape:.2%} (rescaled {plain:.2%}), 80 % band held {held:.1%}"
        ).format(
            time=minute_text(start), wape=one.wape, plain=found.rest_baselines[start]["rescaled"], held=one.coverage[80]
        )
    if found.left_out:
        yield _("{n} intervals were not counted and are left out.").format(n=found.left_out)
