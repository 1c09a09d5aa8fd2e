"""What the tickets of a span say: heat map, waits and service, who left, bottlenecks, ratings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import day_of, emit, reading, say, table
from supervisor.errors import BadInput
from supervisor.language import _, listed

if TYPE_CHECKING:
    from supervisor.traffic.sight.bottlenecks import Bottleneck
    from supervisor.traffic.sight.reading import Scene
    from supervisor.traffic.sight.waits import Figures

ServiceClass = Annotated[str, Parameter(name=["--class", "--service-class"])]
_GROUPED = ("class", "post", "window", "hour", "weekday", "day")
_RATED = ("class", "window", "week")


def register(group: App) -> None:
    """Add `supervisor traffic sight` to its group."""

    @group.command
    def sight(
        *, first: str | None = None, last: str | None = None, service_class: ServiceClass = "", json: bool = False
    ) -> int:
        """Where customers wait and why: heat map, waits by class, post and hour, bottlenecks, ratings.

        Without dates the last eight weeks with tickets. Figures of single persons are for those who may read them.
        """
        from supervisor.traffic.sight.reading import judged_bottlenecks, scene, span_of
        from supervisor.traffic.sight.words import bottleneck_words, cut_words

        with reading() as (app, r):
            start, end = span_of(r, day_of(first, r.today) if first else None, day_of(last, r.today) if last else None)
            shown = scene(r, app.actor, start, end)
            if service_class and service_class not in shown.classes:
                codes = listed(shown.classes) or "–"
                raise BadInput(
                    _("{code} is no class of service with tickets in these days; there are: {codes}.").format(
                        code=service_class, codes=codes
                    )
                )
            if service_class:
                shown = scene(r, app.actor, start, end, service_class)
            found = judged_bottlenecks(r, shown)
        if json:
            emit("traffic.sight", 1, _document(shown, found))
            return 0
        if not len(shown.visits):
            say(_("No tickets yet: take some in with `traffic import`."))
            return 0
        if words := cut_words(shown):
            say(words)
        _tables(shown)
        for number, one in enumerate(found[:10], 1):
            say(f"{number}. {bottleneck_words(one, shown)}")
        return 0


def _tables(shown: Scene) -> None:
    from supervisor.traffic.sight.waits import figures_by
    from supervisor.traffic.sight.words import group_words

    for by, heading in (("class", _("Class")), ("post", _("Post")), ("hour", _("Hour"))):
        group, key = shown.groups(by)
        rows = [
            (group_words(by, key(at), shown), one.customers, *_spread(one.wait), *_spread(one.service),
             "–" if one.abandoned is None else f"{one.abandoned:.1%}")
            for at, one in figures_by(shown.visits, group, shown.limits(shown.visits)).items()
        ]  # fmt: skip
        headings = (
            heading, _("Customers"), _("Wait: median"), _("Wait: mean"), _("Wait: P90"), _("Service: median"),
            _("Service: mean"), _("Service: P90"), _("Left unserved"),
        )  # fmt: skip
        table(headings, rows, empty=_("{what}: the files say nothing of it.").format(what=heading))
        say("")


def _spread(one: Any) -> tuple[str, str, str]:
    return ("–", "–", "–") if one is None else (f"{one.median:.1f}", f"{one.mean:.1f}", f"{one.p90:.1f}")


def _document(shown: Scene, found: list[Bottleneck]) -> dict[str, Any]:
    from supervisor.traffic.sight.waits import figures, heat_map

    visits = shown.visits
    heat = heat_map(visits, shown.every.days)
    whole = figures(visits, shown.limits(visits))
    return {
        "first": shown.first,
        "last": shown.last,
        "service_class": shown.service_class or None,
        "target_minutes": shown.target_minutes,
        "target_share": shown.target_share,
        "targets": {code: {"minutes": one.minutes, "share": one.share} for code, one in shown.targets.items()},
        "days": int(shown.every.days.size),
        "left_out": list(shown.cut),
        "void": shown.every.void,
        "total": None if whole is None else _figures(whole),
        "heat": {
            "first_minute": heat.first_quarter * 15,
            "quarter_minutes": 15,
            "days": heat.days,
            "customers": heat.customers,
            "wait_mean": _known(heat.wait_mean),
            "wait_p90": _known(heat.wait_p90),
            "abandoned": _known(heat.abandoned),
        },
        **{f"by_{by}": _grouped(shown, by) for by in _GROUPED},
        "bottlenecks": [_bottleneck(one, shown) for one in found],
        "ratings": {f"by_{by}": _rated(shown, by) for by in _RATED},
    }


def _grouped(shown: Scene, by: str) -> list[dict[str, Any]]:
    from supervisor.traffic.sight.waits import figures_by
    from supervisor.traffic.sight.words import group_words

    group, key = shown.groups(by)
    made = figures_by(shown.visits, group, shown.limits(shown.visits))
    return [{"key": key(at), "name": group_words(by, key(at), shown), **_figures(one)} for at, one in made.items()]


def _rated(shown: Scene, by: str) -> list[dict[str, Any]]:
    from msgspec.structs import asdict

    from supervisor.traffic.sight.waits import ratings_by
    from supervisor.traffic.sight.words import group_words

    group, key = shown.groups(by)
    made = ratings_by(shown.visits, group)
    return [{"key": key(at), "name": group_words(by, key(at), shown), **asdict(one)} for at, one in made.items()]


def _figures(one: Figures) -> dict[str, Any]:
    from msgspec import to_builtins

    return to_builtins(one)


def _bottleneck(one: Bottleneck, shown: Scene) -> dict[str, Any]:
    from msgspec.structs import asdict

    from supervisor.traffic.sight.words import bottleneck_words

    place = asdict(one)
    if one.weekday < 0:
        place |= {"weekday": None, "start_minute": None, "end_minute": None, "needed": None, "there": None}
    return place | {
        "words": bottleneck_words(one, shown),
        "server": one.server or None,
        "usual_minutes": one.usual_minutes or None,
        "figures": _figures(one.figures),
    }


def _known(rows: Any) -> list[list[float | None]]:
    """Rows of figures with null where nothing is known: JSON has no nan."""
    return [[None if math.isnan(value) else value for value in row] for row in rows.tolist()]
