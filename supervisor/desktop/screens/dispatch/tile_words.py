"""What a person's tile says at a minute: how long he stands there, when the break is due, what keeps him."""

from __future__ import annotations

from collections.abc import Mapping

from supervisor.desktop.screens.dispatch.facts import PersonTile, PostTile
from supervisor.desktop.wording import clock, listed
from supervisor.language import _

SOON_MINUTES = 30  # from when on a coming break is told in colour
SHORT = " · "


def since_words(one: PersonTile, minute: int) -> str:
    """How long he has been on this post."""
    if not one.since or one.away or one.meeting_until:
        return ""
    there = max(0, minute - one.since)
    return _("{n} min").format(n=there) if there < 60 else _("{h} h {n}").format(h=there // 60, n=f"{there % 60:02d}")


def break_words(one: PersonTile, minute: int) -> tuple[str, str]:
    """When the break is due, with the role in which it is told; empty once it is over, or where none is due."""
    if one.away == "lunch":
        return _("back {time}").format(time=clock(one.away_until)), "info"
    if one.break_from:
        left = one.break_from - minute
        if left > 0:
            role = "warning" if left <= SOON_MINUTES else "muted"
            return (_("break in {n} min").format(n=left) if left < 60 else _("break {time}").format(
                time=clock(one.break_from))), role  # fmt: skip
        return (_("break overdue {n} min").format(n=-left), "bad") if minute < one.break_to else ("", "")
    if one.break_latest and minute < one.break_latest:
        return _("no break planned"), "muted"
    return "", ""


def state_words(one: PersonTile, minute: int, names: Mapping[str, str]) -> tuple[str, str]:
    """What matters most about him now, with its role: an order, a meeting, the break, a pin."""
    if one.ordered:
        when = f" {clock(one.ordered_from)}" if one.ordered_from > minute else ""
        return f"→ {names.get(one.ordered, one.ordered)}{when}", "accent"
    if one.meeting_until and not one.away:
        return _("meets until {time}").format(time=clock(one.meeting_until)), "info"
    if one.away == "training":
        return _("trains until {time}").format(time=clock(one.away_until)), "info"
    return break_words(one, minute)


def pin_words(one: PersonTile, names: Mapping[str, str]) -> str:
    """The pin of a person."""
    if not one.pin:
        return ""
    return _("■ stays") if one.pin == "stay" else f"■ → {names.get(one.pin, one.pin)}"


def tile_words(one: PersonTile, minute: int, names: Mapping[str, str]) -> str:
    """Everything that is known of a person, for the tool tip and for whoever listens."""
    where = names.get(one.post, "") or _("on no post")
    stands = since_words(one, minute)
    lines = [one.name, f"{where}{SHORT}{stands}" if stands else where]
    if one.skills:
        lines.append(_("skills: {skills}").format(skills=listed(one.skills)))
    state = state_words(one, minute, names)[0]
    pause = break_words(one, minute)[0]
    lines += [words for words in dict.fromkeys((state, pause, pin_words(one, names))) if words]
    return "\n".join(lines)


def post_words(post: PostTile) -> tuple[str, str]:
    """What the heading of a post says beside its name, with its role: people there of stations or of the minimum."""
    there = len(post.people)
    if there < post.min_cover:
        return _("▲ {n} of {least}").format(n=there, least=post.min_cover), "bad"
    if post.dual and there == 1:
        return _("▲ one alone"), "bad"
    if post.subject.startswith("elsewhere:"):
        return (str(post.stations) if post.name else ""), "muted"
    if not post.queue:
        return (str(there), "muted") if there else ("", "muted")
    return f"{there}/{post.stations}", "muted"
