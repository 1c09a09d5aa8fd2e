"""Gaps of a roster in words, and what to do about each; the same on screen, on paper and on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervisor.language import _, language
from supervisor.roster.records import WHOLE_DAY, Absence, Gap
from supervisor.roster.words import absence_name


def clock(minute: int) -> str:
    """Minutes after midnight as 08:30."""
    return f"{minute // 60:02}:{minute % 60:02}"


def span(start_minute: int, end_minute: int) -> str:
    """08:30–12:00."""
    return f"{clock(start_minute)}–{clock(end_minute)}"


def absence_words(one: Absence) -> str:
    """An absence with its times where it is not the whole day's."""
    whole = (one.start_minute, one.end_minute) == WHOLE_DAY
    return f"{absence_name(one.kind)} {_('all day') if whole else span(one.start_minute, one.end_minute)}"


def gap_words(gap: Gap, names: Mapping[str, str], posts: Mapping[str, str]) -> str:
    """One gap as a sentence; `names` and `posts` by subject."""
    template = {
        "unplanned": _("Nobody has planned this day yet."),
        "cover": _("{post} {span}: {there} on post, at least {least}"),
        "lunch": _("{post} {span}: only {there} while others eat, at least {least}"),
        "dual": _("{post} {span}: one person alone where two are needed"),
        "away": _("{name} is away but planned: {post} {span}"),
        "no_lunch": _("{name} works through lunch time"),
        "skill": _("{name} has not the skill of {post} any more: {span}"),
    }[gap.kind]
    return template.format(
        post=posts.get(gap.post, gap.post),
        name=names.get(gap.person, gap.person),
        span=span(gap.start_minute, gap.end_minute),
        there=gap.there,
        least=gap.least,
    )


def cure_words(gap: Gap, helpers: Sequence[str] = ()) -> str:
    """What to do about a gap; `helpers` are names of people who could take the duty over."""
    free = ("、" if language() == "zh" else ", ").join(helpers)
    if gap.kind == "away":
        if free:
            return _("Clear the duty, or give it to {names}: free and with the skill.").format(names=free)
        return _("Clear the duty; nobody with the skill is free.")
    if gap.kind in ("cover", "dual") and free:
        return _("{names} could take it: free and with the skill.").format(names=free)
    return {
        "unplanned": _("Copy last week, let one be proposed, or enter it."),
        "cover": _("Put somebody with the skill there."),
        "lunch": _("Move a lunch, or let somebody stand in."),
        "dual": _("Put a second person there."),
        "no_lunch": _("Enter a lunch."),
        "skill": _("Give the duty to somebody with the skill, or renew the certificate."),
    }[gap.kind]
