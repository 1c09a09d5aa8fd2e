"""Fairness in plain words: one sentence a finding, the same on the screen, at the command line and in the workbook."""

from __future__ import annotations

from supervisor.appraisal.fairness.kernel.chance import Chance
from supervisor.appraisal.fairness.kernel.coverage import Coverage
from supervisor.appraisal.fairness.kernel.reliability import Reliability
from supervisor.appraisal.fairness.kernel.severity import Severity
from supervisor.appraisal.fairness.records import Fairness
from supervisor.language import _, language

NAMED = 2  # people named in one sentence before it counts them
LEAST_POINTS = 0.05  # what is rounded to nought is not worth a sentence


def sentences(found: Fairness) -> tuple[str, ...]:
    """What somebody who reads the month's ranking should know of its fairness, the gravest of each kind first; nothing
    where all is well."""
    few = _few(found)
    return (*few[:1], *_biased(found), *few[1:])


def _few(found: Fairness) -> list[str]:
    few = sorted((one for one in found.chances if one.few), key=lambda one: (one.looks, one.rank))
    seldom, never = [one for one in few if one.looks], [one for one in few if not one.looks]
    words = _("{name} was inspected only {n} times (mean {mean}): the rank is not reliable.")
    said = [words.format(name=found.name(one.person), n=one.looks, mean=f"{one.usual:.0f}") for one in seldom[:NAMED]]
    if len(seldom) > NAMED:
        said.append(_("{n} more people were inspected too seldom for a reliable rank.").format(n=len(seldom) - NAMED))
    if never:
        names = ("、" if language() == "zh" else ", ").join(found.name(one.person) for one in never[:NAMED])
        if len(never) > NAMED:
            names = _("{names} and {n} more").format(names=names, n=len(never) - NAMED)
        said.append(_("Not inspected at all: {names}. Their rank is not reliable.").format(names=names))
    return said


def _biased(found: Fairness) -> list[str]:
    said = []
    for one in found.severe:
        if one.verdict not in ("strict", "lenient") or abs(one.points) < LEAST_POINTS:
            continue
        name, size = found.name(one.inspector), f"{abs(one.points):.1f}"
        head = (
            _("Inspector {name} marks {n} points too hard")
            if one.verdict == "strict"
            else _("Inspector {name} marks {n} points too mildly")
        ).format(name=name, n=size)
        moved = [each for each in found.adjusted if each.most == one.inspector]
        most = max(moved, key=lambda each: abs(each.adjusted - each.total), default=None)
        if most is not None and abs(most.adjusted - most.total) >= LEAST_POINTS:
            words = _("{head}; adjusted, {person} has {points}.")
            said.append(words.format(head=head, person=found.name(most.person), points=f"{most.adjusted:.1f}"))
        else:
            said.append(_("{head}.").format(head=head))
    return said


def severity_words(one: Severity) -> str:
    """What the comparison of an inspector comes to."""
    return {
        "strict": _("marks harder"),
        "lenient": _("marks milder"),
        "alike": _("within chance"),
        "few": _("too few inspections to say"),
        "alone": _("nobody to compare with"),
    }[one.verdict]


def chance_words(one: Chance) -> str:
    """What a rank is worth."""
    if one.few:
        return _("inspected too seldom: the rank says little")
    return _("much chance: the rank says little") if one.wide else _("reliable")


def coverage_words(one: Coverage) -> str:
    """Whether somebody was inspected as often as a lot would have it."""
    return {
        "never": _("never inspected"),
        "seldom": _("less often than by lot"),
        "usual": _("as often as by lot"),
        "often": _("more often than by lot"),
    }[one.verdict]


def reliability_words(one: Reliability | None) -> str:
    """How much of the order is people and how much is luck, in one sentence; empty where it cannot be told."""
    if one is None or one.month is None:
        return ""
    words = {
        "good": _("Of the differences in a month {share}% are the people's own: the order is reliable."),
        "fair": _("Of the differences in a month {share}% are the people's own: neighbours may as well change places."),
        "poor": _("Of the differences in a month {share}% are the people's own: the order is mostly chance."),
    }[one.verdict]
    return words.format(share=f"{100 * one.month:.0f}")
