"""What sight says in words, on screen and on the command line alike."""

from __future__ import annotations

from supervisor.language import _
from supervisor.traffic.sight.bottlenecks import Bottleneck, Kind
from supervisor.traffic.sight.reading import Scene


def weekday_words(weekday: int) -> str:
    """0 is Monday."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[weekday]


def span_words(start_minute: int, end_minute: int) -> str:
    """10:00–11:00."""
    return f"{_clock(start_minute)}–{_clock(end_minute)}"


def where_words(one: Bottleneck, shown: Scene) -> str:
    """Where time is lost: Monday 10:00–11:00 and the class, or the class and the window."""
    name = shown.classes.get(one.service_class, one.service_class)
    if one.kind in (Kind.WAIT, Kind.LEFT):
        when = f"{weekday_words(one.weekday)} {span_words(one.start_minute, one.end_minute)}"
        return _("{when} {name}").format(when=when, name=name)
    if one.kind is Kind.WINDOW:
        return _("{name}, window {window}").format(name=name, window=shown.name_of_window(one.server))
    return name


def what_words(one: Bottleneck) -> str:
    """What is wrong there, with its figures."""
    made = one.figures
    parts = []
    if one.kind is Kind.WAIT and made.wait is not None:
        parts.append(_("one in ten waits over {minutes} min").format(minutes=round(made.wait.p90)))
    if one.kind is Kind.LEFT or (made.abandoned or 0) >= 0.05:
        parts.append(_("{share} left").format(share=f"{(made.abandoned or 0) * 100:.0f}%"))
    if one.kind in (Kind.SLOWER, Kind.WINDOW) and made.service is not None:
        mean, usual = f"{made.service.mean:.1f}", f"{one.usual_minutes:.1f}"
        more = f"{(made.service.mean / one.usual_minutes - 1) * 100:.0f}%"
        text = (
            _("service takes {mean} min, {usual} before: {more} slower")
            if one.kind is Kind.SLOWER
            else _("service takes {mean} min, {usual} at the other windows: {more} slower")
        )
        parts = [text.format(mean=mean, usual=usual, more=more)]
    if one.kind in (Kind.WAIT, Kind.LEFT):
        parts.append(_("{late} of {days} days").format(late=one.late_days, days=len(one.days)))
    if one.missing:
        parts.append(_("{count} short").format(count=one.missing))
    elif one.needed is not None and one.kind in (Kind.WAIT, Kind.LEFT):
        parts.append(_("enough people for a usual day: see the days"))
    return _(", ").join(parts)


def bottleneck_words(one: Bottleneck, shown: Scene) -> str:
    """One bottleneck in one sentence."""
    return f"{where_words(one, shown)} {what_words(one)}"


def kind_words(kind: Kind) -> str:
    """What sort of bottleneck it is, in one word."""
    return {
        Kind.WAIT: _("Long wait"),
        Kind.LEFT: _("Customers leave"),
        Kind.SLOWER: _("Slower than before"),
        Kind.WINDOW: _("Slow window"),
    }[kind]


def group_words(by: str, key: str, shown: Scene) -> str:
    """What a group of `Scene.groups` is called."""
    if by == "class":
        return shown.classes.get(key, key)
    if by == "post":
        return shown.posts.get(key, key)
    if by == "window":
        return shown.name_of_window(key)
    if by == "hour":
        return span_words(int(key) * 60, int(key) * 60 + 60)
    if by == "weekday":
        return weekday_words(int(key))
    return key[:7] if by == "month" else key


def cut_words(shown: Scene) -> str:
    """Which days are left out because they are not over, or were taken in before they were; empty where none is."""
    if not shown.cut:
        return ""
    if len(shown.cut) == 1:
        return _("without {day}: known in part only").format(day=shown.cut[0].isoformat())
    return _("without {n} days that are known in part only").format(n=len(shown.cut))


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
